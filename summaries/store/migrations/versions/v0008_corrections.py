"""Corrections are found like editions that nobody holds: by when their lease ends."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "corrections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", moment, nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("sent_at", moment),
        sa.Column("message", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.Column("lease_until", moment),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("tried_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name="fk_corrections_guild"),
    )
    op.create_index("ix_corrections_guild_number", "corrections", ["guild", "number"])
    op.create_index("ix_corrections_lease_until", "corrections", ["lease_until"])


def downgrade() -> None:
    op.drop_index("ix_corrections_lease_until", "corrections")
    op.drop_index("ix_corrections_guild_number", "corrections")
    op.drop_table("corrections")
