"""What was corrected or withdrawn since a moment is found without a look at every article.

Each edition of a digest asks for it. The indexes hold such articles alone, which are few.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_MOMENTS: Final = ("replaced_at", "withdrawn_at")


def upgrade() -> None:
    for moment in _MOMENTS:
        known = sa.column(moment).is_not(None)
        op.create_index(
            f"ix_articles_guild_{moment}",
            "articles",
            ["guild", moment],
            sqlite_where=known,
            postgresql_where=known,
        )


def downgrade() -> None:
    for moment in _MOMENTS:
        op.drop_index(f"ix_articles_guild_{moment}", "articles")
