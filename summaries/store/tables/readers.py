"""The tables of what was shown to whom, and of what people left behind."""

from __future__ import annotations

import sqlalchemy as sa

from summaries.store.columns import Json, Moment, Packed, Words
from summaries.store.tables.common import guild_column, metadata

briefs = sa.Table(
    "briefs",
    metadata,
    sa.Column("id", Words, primary_key=True),
    guild_column(),
    sa.Column("channel", sa.BigInteger),
    sa.Column("user", sa.BigInteger),
    sa.Column("created", Moment, nullable=False),
    sa.Column("kind", Words, nullable=False),
    sa.Column("about", Words, nullable=False),
    sa.Column("options", Json, nullable=False),
    sa.Column("message", sa.BigInteger),
    sa.Column("cites", Words),  # the numbers of its sources, each between two spaces
    sa.Column("packed", Packed, key="payload"),
    sa.Index(None, "guild", "created"),
)

# Which sentences a channel's editions have shown, or a person's answers to what is new to her. No
# words are kept but hashes of them, by which a sentence is known again.
shown = sa.Table(
    "shown",
    metadata,
    guild_column(key=True),
    sa.Column("reader", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sentence", sa.Integer, primary_key=True, autoincrement=False),  # from 1
    sa.Column("words", sa.BigInteger, nullable=False),
    sa.Column("stems", sa.LargeBinary, nullable=False),
    sa.Column("marks", sa.LargeBinary, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("schedule", Words),
    sa.Column("edition", sa.Integer),
    sqlite_with_rowid=False,
)

# Until when a person has looked at what is new about something.
looks = sa.Table(
    "looks",
    metadata,
    guild_column(key=True),
    sa.Column("user", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("about", Words, primary_key=True),  # a hash of what she asked about
    sa.Column("at", Moment, nullable=False),
)

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", Words, primary_key=True),
    guild_column(),
    sa.Column("brief", Words, nullable=False),
    sa.Column("place", sa.Integer),  # None: the brief as a whole
    sa.Column("user", sa.BigInteger, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("words", Words, nullable=False),
    sa.Column("url", Words),
    sa.Column("channel", sa.BigInteger),
    sa.Column("message", sa.BigInteger),
    sa.Column("handled_by", sa.BigInteger),
    sa.Column("handled_at", Moment),
    sa.Index(None, "guild", "at"),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("id", Words, primary_key=True),
    guild_column(),
    sa.Column("user", sa.BigInteger, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("file", Words),
    sa.Column("text", Words, nullable=False),
    sa.Column("facts", Json),  # what a page stated beside its text, and lines taken back
    sa.Index(None, "created"),
)
