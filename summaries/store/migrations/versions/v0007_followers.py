"""A digest may be one member's alone, posted to her in direct messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("schedules", sa.Column("follower", sa.BigInteger()))
    op.create_index("ix_schedules_guild_follower", "schedules", ["guild", "follower"])


def downgrade() -> None:
    op.drop_index("ix_schedules_guild_follower", "schedules")
    op.drop_column("schedules", "follower")
