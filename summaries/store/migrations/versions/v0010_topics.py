"""A guild may have topics of its own; every version of a rule is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "topics",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("text", sa.Text()),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("created_by", sa.BigInteger()),
        sa.Column("restores", sa.Integer()),
        sa.Column("replaced_at", moment),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name="fk_topics_guild"),
        sa.PrimaryKeyConstraint("guild", "name", "version", name="pk_topics"),
    )


def downgrade() -> None:
    op.drop_table("topics")
