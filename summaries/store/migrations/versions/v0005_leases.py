"""Digests are found by when they are due next, and an edition is held under a lease.

Every schedule is looked at once after this, which works out when it is due. Editions that were
claimed and never finished are free for whoever comes first; they may have been sent.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SCHEDULES = (
    ("next_due", sa.DateTime(timezone=True)),
    ("refusals", sa.Integer()),
    ("paused_reason", sa.Text()),
)
_RUNS = (
    ("lease_until", sa.DateTime(timezone=True)),
    ("token", sa.Integer()),
    ("tried_at", sa.DateTime(timezone=True)),
    ("brief", sa.Text()),
)


def upgrade() -> None:
    for name, kind in _SCHEDULES:
        op.add_column("schedules", sa.Column(name, kind))
    for name, kind in _RUNS:
        op.add_column("runs", sa.Column(name, kind))
    op.create_index("ix_schedules_next_due_id", "schedules", ["next_due", "id"])
    op.create_index("ix_runs_lease_until", "runs", ["lease_until"])
    moment = sa.DateTime(timezone=True)
    schedules = sa.table(
        "schedules", sa.column("active", sa.Boolean), sa.column("next_due", moment)
    )
    runs = sa.table(
        "runs",
        sa.column("state", sa.Text),
        sa.column("claimed_at", moment),
        sa.column("lease_until", moment),
        sa.column("token", sa.Integer),
        sa.column("tried_at", moment),
    )
    now = datetime.now(UTC)
    op.execute(schedules.update().where(schedules.c.active.is_(True)).values(next_due=now))
    claimed = runs.update().where(runs.c.state == "claimed")
    op.execute(claimed.values(lease_until=now, token=0, tried_at=runs.c.claimed_at))


def downgrade() -> None:
    op.drop_index("ix_runs_lease_until", "runs")
    op.drop_index("ix_schedules_next_due_id", "schedules")
    for name, _ in reversed(_RUNS):
        op.drop_column("runs", name)
    for name, _ in reversed(_SCHEDULES):
        op.drop_column("schedules", name)
