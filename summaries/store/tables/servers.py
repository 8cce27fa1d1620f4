"""The tables of servers, and of the bot itself."""

from __future__ import annotations

import sqlalchemy as sa

from summaries.store.columns import Json, Moment, RowNumber, Words
from summaries.store.tables.common import guild_column, metadata

guilds = sa.Table(
    "guilds",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", Words),
    sa.Column("added", Moment, nullable=False),
    sa.Column("library_seeded", sa.Boolean, nullable=False),
    # Numbers are given out from here, so one is never used twice, whatever is deleted.
    sa.Column("next_article", sa.Integer, nullable=False),
    sa.Column("library_revision", sa.BigInteger, nullable=False),
    sa.Column("settings", Json, nullable=False),
    sa.Column("left_at", Moment),  # None: the bot is a member
    sa.Index(None, "left_at"),
)

counters = sa.Table(
    "counters",
    metadata,
    guild_column(key=True),
    sa.Column("shown", sa.BigInteger, nullable=False),
    sa.Column("verified", sa.BigInteger, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", RowNumber, primary_key=True),
    guild_column(),
    sa.Column("at", Moment, nullable=False),
    sa.Column("user", sa.BigInteger),
    sa.Column("action", Words, nullable=False),
    sa.Column("detail", Json, nullable=False),
    sa.Index(None, "guild", "id"),
)

state = sa.Table(
    "state",
    metadata,
    sa.Column("key", Words, primary_key=True),
    sa.Column("value", Words, nullable=False),
)
