"""The digests' tables: schedules, and the messages that are claimed, each once."""

from __future__ import annotations

import sqlalchemy as sa

from summaries.store.columns import Json, Moment, Words
from summaries.store.tables.common import guild_column, metadata

schedules = sa.Table(
    "schedules",
    metadata,
    sa.Column("id", Words, primary_key=True),
    guild_column(),
    sa.Column("channel", sa.BigInteger, nullable=False),
    sa.Column("local_time", Words, nullable=False),  # "07:00"
    sa.Column("zone", Words, nullable=False),  # "America/New_York"
    sa.Column("weekdays", sa.Integer, nullable=False),  # bit 0 is Monday
    sa.Column("topics", Json, nullable=False),
    sa.Column("options", Json, nullable=False),
    sa.Column("created_by", sa.BigInteger, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("removed_at", Moment),
    sa.Column("active", sa.Boolean, nullable=False),
    # When to look at it next: a sign to find it by, for the runs are what tells an edition's state.
    sa.Column("next_due", Moment),  # None: paused, removed, or in a zone that is not known
    sa.Column("refusals", sa.Integer),  # editions in a row that its channel refused; None: 0
    sa.Column("paused_reason", Words),
    sa.Column("follower", sa.BigInteger),  # whose private digest it is; None: the server's
    sa.Index(None, "guild"),
    sa.Index(None, "guild", "follower"),
    sa.Index(None, "next_due", "id"),
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("schedule", Words, sa.ForeignKey("schedules.id"), primary_key=True),
    sa.Column("local_date", sa.Date, primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    guild_column(),
    sa.Column("state", Words, nullable=False),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("nonce", Words, nullable=False),
    sa.Column("messages", Json, nullable=False),
    sa.Column("claimed_at", Moment, nullable=False),
    sa.Column("sent_at", Moment),
    sa.Column("reason", Words),
    sa.Column("lease_until", Moment),  # None: it is finished
    sa.Column("token", sa.Integer),  # counts those who held it
    sa.Column("tried_at", Moment),  # when it may have been sent for the first time
    sa.Column("brief", Words),
    sa.Index(None, "guild", "state"),
    sa.Index(None, "lease_until"),
)

# What a channel is told when an article that its messages quoted is withdrawn.
corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("id", Words, primary_key=True),
    guild_column(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("withdrawn_at", Moment, nullable=False),
    sa.Column("channel", sa.BigInteger, nullable=False),
    sa.Column("messages", Json, nullable=False),  # those that quoted it, the newest first
    sa.Column("state", Words, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("sent_at", Moment),
    sa.Column("message", sa.BigInteger),
    sa.Column("reason", Words),
    sa.Column("lease_until", Moment),  # None: it is finished
    sa.Column("token", sa.Integer, nullable=False),  # counts those who held it
    sa.Column("tried_at", Moment),  # when it may have been sent for the first time
    sa.Index(None, "guild", "number"),
    sa.Index(None, "lease_until"),
)

# What editors are shown before an edition, and what they decide about it.
previews = sa.Table(
    "previews",
    metadata,
    sa.Column("schedule", Words, sa.ForeignKey("schedules.id"), primary_key=True),
    sa.Column("local_date", sa.Date, primary_key=True),
    guild_column(),
    sa.Column("channel", sa.BigInteger, nullable=False),
    sa.Column("due", Moment, nullable=False),  # the edition
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("state", Words, nullable=False),
    sa.Column("sent_at", Moment),
    sa.Column("message", sa.BigInteger),
    sa.Column("brief", Words),
    sa.Column("reason", Words),
    sa.Column("lease_until", Moment),  # None: it is finished
    sa.Column("token", sa.Integer, nullable=False),  # counts those who held it
    sa.Column("tried_at", Moment),  # when it may have been sent for the first time
    sa.Column("decisions", sa.Integer, nullable=False),
    sa.Column("dropped", Json, nullable=False),
    sa.Column("approved_by", sa.BigInteger),
    sa.Column("skipped_by", sa.BigInteger),
    sa.Index(None, "guild"),
    sa.Index(None, "lease_until"),
)
