"""Editors see an edition before it is posted, and what they decide is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "previews",
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("due", moment, nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sent_at", moment),
        sa.Column("message", sa.BigInteger()),
        sa.Column("brief", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("lease_until", moment),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("tried_at", moment),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("dropped", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.BigInteger()),
        sa.Column("skipped_by", sa.BigInteger()),
        sa.PrimaryKeyConstraint("schedule", "local_date", name="pk_previews"),
        sa.ForeignKeyConstraint(["schedule"], ["schedules.id"], name="fk_previews_schedule"),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name="fk_previews_guild"),
    )
    op.create_index("ix_previews_guild", "previews", ["guild"])
    op.create_index("ix_previews_lease_until", "previews", ["lease_until"])


def downgrade() -> None:
    op.drop_index("ix_previews_lease_until", "previews")
    op.drop_index("ix_previews_guild", "previews")
    op.drop_table("previews")
