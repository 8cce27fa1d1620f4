"""What was added, corrected or withdrawn since a moment is found without a look at every article.

Each edition of a digest asks for it. Of corrected and of withdrawn articles there are few.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_OF_ROWS: Final = {
    "added": sa.column("replaced_at").is_(None),
    "replaced_at": sa.column("replaced_at").is_not(None),
    "withdrawn_at": sa.column("withdrawn_at").is_not(None),
}


def upgrade() -> None:
    for moment, which in _OF_ROWS.items():
        op.create_index(
            f"ix_articles_guild_{moment}",
            "articles",
            ["guild", moment],
            sqlite_where=which,
            postgresql_where=which,
        )


def downgrade() -> None:
    for moment in _OF_ROWS:
        op.drop_index(f"ix_articles_guild_{moment}", "articles")
