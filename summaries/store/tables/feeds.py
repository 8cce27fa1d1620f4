"""The feeds' tables."""

from __future__ import annotations

import sqlalchemy as sa

from summaries.store.columns import Moment, Words
from summaries.store.tables.common import guild_column, metadata

feeds = sa.Table(
    "feeds",
    metadata,
    sa.Column("id", Words, primary_key=True),
    guild_column(),
    sa.Column("url", Words, nullable=False),
    sa.Column("title", Words),
    sa.Column("full_text", sa.Boolean, nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False),
    sa.Column("added_by", sa.BigInteger),
    sa.Column("created", Moment, nullable=False),
    sa.Column("etag", Words),
    sa.Column("last_modified", Words),
    sa.Column("checked_at", Moment),
    sa.Column("answered_at", Moment),  # the last check that did not fail
    sa.Column("next_check", Moment, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),  # in a row
    sa.Column("last_why", Words),
    sa.Column("last_sentence", Words),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Index(None, "guild"),
    sa.Index(None, "next_check"),
)

feed_entries = sa.Table(
    "feed_entries",
    metadata,
    guild_column(key=True),
    sa.Column("feed", Words, sa.ForeignKey("feeds.id"), primary_key=True),
    sa.Column("entry", Words, primary_key=True),  # hash of the entry's own id
    sa.Column("at", Moment, nullable=False),
    sa.Index(None, "feed"),
    sqlite_with_rowid=False,
)
