"""What readers report to the managers is kept, so that it can be dealt with once and not lost."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer()),
        sa.Column("user", sa.BigInteger(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("channel", sa.BigInteger()),
        sa.Column("message", sa.BigInteger()),
        sa.Column("handled_by", sa.BigInteger()),
        sa.Column("handled_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name="fk_reports_guild"),
    )
    op.create_index("ix_reports_guild_at", "reports", ["guild", "at"])


def downgrade() -> None:
    op.drop_index("ix_reports_guild_at", "reports")
    op.drop_table("reports")
