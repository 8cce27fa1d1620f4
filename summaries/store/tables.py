"""The tables. Whatever changes here needs a migration; a test compares the two."""

from __future__ import annotations

import sqlalchemy as sa

from summaries.store.columns import Json, Moment, RowNumber, Words

# Constraints have names, because a migration can only drop what it can name.
metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _guild(*, key: bool = False) -> sa.Column[int]:
    """The column that every row of a guild carries; purging walks the tables that have it."""
    return sa.Column(
        "guild", sa.BigInteger, sa.ForeignKey("guilds.id"), primary_key=key, nullable=False
    )


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

articles = sa.Table(
    "articles",
    metadata,
    _guild(key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("replaced_at", Moment),  # None: this is the version that is read
    sa.Column("file", Words),
    sa.Column("url", Words),
    sa.Column("text", Words, nullable=False),
    sa.Column("sha256", Words, nullable=False),
    sa.Column("title", Words),
    sa.Column("title_start", sa.Integer),
    sa.Column("title_end", sa.Integer),
    sa.Column("publisher", Words),
    sa.Column("publisher_given", sa.Boolean, nullable=False),
    sa.Column("byline", Words),
    sa.Column("published", sa.Date),
    sa.Column("published_given", sa.Boolean, nullable=False),
    sa.Column("added", Moment, nullable=False),
    sa.Column("added_by", sa.BigInteger),  # None: copied from the starter folder
    sa.Column("language", Words, nullable=False),
    sa.Column("withdrawn_at", Moment),
    sa.Column("withdrawn_by", sa.BigInteger),
    sa.Column("withdrawn_reason", Words),
    sa.Column("sample", sa.Boolean, nullable=False),
    sa.Column("set_aside", Json, nullable=False),
    sa.Column("features_version", Words, nullable=False),
    sa.Column("original_sha256", Words),  # of the bytes that the text was extracted from
    sa.Column("url_key", Words),  # hash of the address: one of any length can be indexed
    sa.Index(None, "guild", "sha256"),
    sa.Index(None, "guild", "url_key"),
)

# What lists and choices need of the version that is read, without its text. Made from it.
article_facts = sa.Table(
    "article_facts",
    metadata,
    _guild(key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("counts_from", sa.Date, nullable=False),
    sa.Column("sentences", sa.Integer, nullable=False),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("shingles", sa.Integer, nullable=False),
    sa.Column("title", Words),
    sa.Column("publisher", Words),
    sa.Column("language", Words, nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    # The library's own when this row last changed; None: before it was noted.
    sa.Column("revision", sa.BigInteger),
    sa.Index(None, "guild", "counts_from"),
    sa.Index(None, "guild", "revision"),
    sa.Index(None, "guild", "withdrawn", "counts_from"),
)

# How much a library holds of each day, without what is withdrawn: to count a million takes long.
library_days = sa.Table(
    "library_days",
    metadata,
    _guild(key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("sentences", sa.BigInteger, nullable=False),
)

# The words that an article is found by, each once. The full-text index is made over this table,
# by the migration, for neither database's is known to the other.
article_words = sa.Table(
    "article_words",
    metadata,
    sa.Column("id", RowNumber, primary_key=True),
    _guild(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("words", Words, nullable=False),
    sa.Index(None, "guild", "number"),
)

# Sampled hashes of three words in a row, by which copies of an article are found.
shingles = sa.Table(
    "shingles",
    metadata,
    _guild(key=True),
    sa.Column("hash", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Which article prints much of an older one's text: in briefs the two are one source.
near_copies = sa.Table(
    "near_copies",
    metadata,
    _guild(key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("other", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# What an article states: pledges, figures, quotations. Made from it by the grammar that is named.
evidence = sa.Table(
    "evidence",
    metadata,
    _guild(key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_by", Words, nullable=False),
    sa.Column("rows", sa.LargeBinary, nullable=False),
)

# Which sums an article's pledges have, as hashes of value and unit: what is new is not in it.
amounts = sa.Table(
    "amounts",
    metadata,
    _guild(key=True),
    sa.Column("amount", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Index(None, "guild", "number"),
    sqlite_with_rowid=False,
)

# What a topic rule gives the sentences of an article; `scored` tells which were asked about.
topic_scores = sa.Table(
    "topic_scores",
    metadata,
    _guild(key=True),
    sa.Column("rule", Words, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sentence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("score", sa.Double, nullable=False),
    sa.Index(None, "guild", "rule", "score"),
    sqlite_with_rowid=False,
)

scored = sa.Table(
    "scored",
    metadata,
    _guild(key=True),
    sa.Column("rule", Words, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# A guild's own rules, every version of each.
topics = sa.Table(
    "topics",
    metadata,
    _guild(key=True),
    sa.Column("name", Words, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", Words),  # None: the guild has no rule of its own under this name
    sa.Column("how", Words, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("created_by", sa.BigInteger),
    sa.Column("restores", sa.Integer),  # None: it brings no older version back
    sa.Column("replaced_at", Moment),  # None: this is the version that counts
)

feeds = sa.Table(
    "feeds",
    metadata,
    sa.Column("id", Words, primary_key=True),
    _guild(),
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
    _guild(key=True),
    sa.Column("feed", Words, sa.ForeignKey("feeds.id"), primary_key=True),
    sa.Column("entry", Words, primary_key=True),  # hash of the entry's own id
    sa.Column("at", Moment, nullable=False),
    sa.Index(None, "feed"),
    sqlite_with_rowid=False,
)

briefs = sa.Table(
    "briefs",
    metadata,
    sa.Column("id", Words, primary_key=True),
    _guild(),
    sa.Column("channel", sa.BigInteger),
    sa.Column("user", sa.BigInteger),
    sa.Column("created", Moment, nullable=False),
    sa.Column("kind", Words, nullable=False),
    sa.Column("about", Words, nullable=False),
    sa.Column("options", Json, nullable=False),
    sa.Column("payload", Json, nullable=False),
    sa.Column("message", sa.BigInteger),
    sa.Index(None, "guild", "created"),
)

# Which sentences a channel's editions have shown, or a person's answers to what is new to her. No
# words are kept but hashes of them, by which a sentence is known again.
shown = sa.Table(
    "shown",
    metadata,
    _guild(key=True),
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
    _guild(key=True),
    sa.Column("user", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("about", Words, primary_key=True),  # a hash of what she asked about
    sa.Column("at", Moment, nullable=False),
)

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", Words, primary_key=True),
    _guild(),
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
    _guild(),
    sa.Column("user", sa.BigInteger, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("file", Words),
    sa.Column("text", Words, nullable=False),
    sa.Column("facts", Json),  # what a page stated beside its text, and lines taken back
    sa.Index(None, "created"),
)

schedules = sa.Table(
    "schedules",
    metadata,
    sa.Column("id", Words, primary_key=True),
    _guild(),
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
    _guild(),
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
    _guild(),
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
    _guild(),
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

counters = sa.Table(
    "counters",
    metadata,
    _guild(key=True),
    sa.Column("shown", sa.BigInteger, nullable=False),
    sa.Column("verified", sa.BigInteger, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", RowNumber, primary_key=True),
    _guild(),
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
