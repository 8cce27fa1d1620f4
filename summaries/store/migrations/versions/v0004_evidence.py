"""What articles state: pledges, figures and quotations, as rows that are worked out of each.

Of articles that were stored before they are worked out when they are first asked for.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "number", name="pk_evidence"),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name="fk_evidence_guild"),
    )


def downgrade() -> None:
    op.drop_table("evidence")
