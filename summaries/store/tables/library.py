"""The library's tables: articles, and what is worked out of them."""

from __future__ import annotations

import sqlalchemy as sa

from summaries.store.columns import Json, Moment, PackedRows, PackedText, RowNumber, Words
from summaries.store.tables.common import guild_column, metadata

articles = sa.Table(
    "articles",
    metadata,
    guild_column(key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("replaced_at", Moment),  # None: this is the version that is read
    sa.Column("file", Words),
    sa.Column("url", Words),
    sa.Column("text", PackedText, nullable=False),
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
    sa.Column("places", sa.LargeBinary),  # of its sentences; None: they are found when it is read
    sa.Index(None, "guild", "sha256"),
    sa.Index(None, "guild", "url_key"),
)
# By when they were added, corrected or withdrawn, which an edition asks for.
for _moment, _which in (
    (articles.c.added, articles.c.replaced_at.is_(None)),
    (articles.c.replaced_at, articles.c.replaced_at.is_not(None)),
    (articles.c.withdrawn_at, articles.c.withdrawn_at.is_not(None)),
):
    sa.Index(None, articles.c.guild, _moment, sqlite_where=_which, postgresql_where=_which)

# What lists and choices need of the version that is read, without its text. Made from it.
article_facts = sa.Table(
    "article_facts",
    metadata,
    guild_column(key=True),
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
    sa.Column("title_key", sa.BigInteger),  # what a typed title is looked for by
    sa.Index(None, "guild", "counts_from"),
    sa.Index(None, "guild", "revision"),
    sa.Index(None, "guild", "withdrawn", "counts_from"),
    sa.Index(None, "guild", "title_key"),
)

# How much a library holds of each day, without what is withdrawn: to count a million takes long.
library_days = sa.Table(
    "library_days",
    metadata,
    guild_column(key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("sentences", sa.BigInteger, nullable=False),
)

# Which row of the full-text index has the words of which article. The index, `article_search`, is
# made by the migration, for neither database's is known to the other.
article_words = sa.Table(
    "article_words",
    metadata,
    sa.Column("id", RowNumber, primary_key=True),
    guild_column(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Index(None, "guild", "number"),
)

# Sampled hashes of three words in a row, by which copies of an article are found. Of a hash that
# very many have, the oldest are left out now and then: nobody asks for them.
shingles = sa.Table(
    "shingles",
    metadata,
    guild_column(key=True),
    sa.Column("hash", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Which article prints much of an older one's text: in briefs the two are one source.
near_copies = sa.Table(
    "near_copies",
    metadata,
    guild_column(key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("other", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# What an article states: pledges, figures, quotations. Made from it by the grammar that is named.
evidence = sa.Table(
    "evidence",
    metadata,
    guild_column(key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_by", Words, nullable=False),
    sa.Column("rows", PackedRows, nullable=False),
)

# Which sums an article's pledges have, as hashes of value and unit: what is new is not in it.
amounts = sa.Table(
    "amounts",
    metadata,
    guild_column(key=True),
    sa.Column("amount", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Index(None, "guild", "number"),
    sqlite_with_rowid=False,
)

# What a topic rule gives the sentences of an article; `scored` tells which were asked about. Rules
# go by numbers that are made of their keys (`scores.rule_number`).
topic_scores = sa.Table(
    "topic_scores",
    metadata,
    guild_column(key=True),
    sa.Column("rule", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sentence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("score", sa.Double, nullable=False),
    sa.Index(None, "guild", "rule", "score"),
    sqlite_with_rowid=False,
)

scored = sa.Table(
    "scored",
    metadata,
    guild_column(key=True),
    sa.Column("rule", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# A guild's own rules, every version of each.
topics = sa.Table(
    "topics",
    metadata,
    guild_column(key=True),
    sa.Column("name", Words, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", Words),  # None: the guild has no rule of its own under this name
    sa.Column("how", Words, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("created_by", sa.BigInteger),
    sa.Column("restores", sa.Integer),  # None: it brings no older version back
    sa.Column("replaced_at", Moment),  # None: this is the version that counts
)
