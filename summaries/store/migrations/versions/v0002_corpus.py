"""The corpus: facts, words and shingles of articles, scores, feeds, and servers that were left.

What is made from articles is filled in by `derived.fill_in` once the tables are the newest.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = (
    "article_facts",
    "article_words",
    "shingles",
    "topic_scores",
    "scored",
    "feed_entries",
    "feeds",
)

# Words are made by us, so neither database's own idea of a word is asked: "ascii" with "_" parts
# at blanks alone. Deleting needs the words that were there, which the triggers know.
_SEARCH_ON_SQLITE = (
    """CREATE VIRTUAL TABLE article_search USING fts5(
        words, content='article_words', content_rowid='id',
        tokenize="ascii tokenchars '_'", detail=none, columnsize=0, prefix='3')""",
    """CREATE TRIGGER article_words_added AFTER INSERT ON article_words BEGIN
        INSERT INTO article_search(rowid, words) VALUES (new.id, new.words);
    END""",
    """CREATE TRIGGER article_words_removed AFTER DELETE ON article_words BEGIN
        INSERT INTO article_search(article_search, rowid, words)
        VALUES ('delete', old.id, old.words);
    END""",
    """CREATE TRIGGER article_words_changed AFTER UPDATE ON article_words BEGIN
        INSERT INTO article_search(article_search, rowid, words)
        VALUES ('delete', old.id, old.words);
        INSERT INTO article_search(rowid, words) VALUES (new.id, new.words);
    END""",
)
_SEARCH_ON_POSTGRESQL = """CREATE INDEX article_search ON article_words
    USING gin (array_to_tsvector(string_to_array(words, ' ')))"""


def _guild() -> sa.Column[int]:
    return sa.Column("guild", sa.BigInteger(), nullable=False)


def _of_guild(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name=f"fk_{table}_guild")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.add_column("guilds", _moment("left_at", nullable=True))
    op.create_index("ix_guilds_left_at", "guilds", ["left_at"])
    op.add_column("articles", sa.Column("withdrawn_by", sa.BigInteger()))
    for name in ("withdrawn_reason", "original_sha256", "url_key"):
        op.add_column("articles", sa.Column(name, sa.Text()))
    op.create_index("ix_articles_guild_url_key", "articles", ["guild", "url_key"])
    op.add_column("drafts", sa.Column("facts", sa.Text()))
    _make_derived()
    _make_scores()
    _make_feeds()
    if op.get_context().dialect.name == "sqlite":
        for statement in _SEARCH_ON_SQLITE:
            op.execute(statement)
    else:
        op.execute(_SEARCH_ON_POSTGRESQL)


def _make_derived() -> None:
    op.create_table(
        "article_facts",
        _guild(),
        _number("number"),
        _count("version"),
        sa.Column("counts_from", sa.Date(), nullable=False),
        _count("sentences"),
        _count("words"),
        _count("shingles"),
        sa.Column("title", sa.Text()),
        sa.Column("publisher", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "number", name="pk_article_facts"),
        _of_guild("article_facts"),
    )
    op.create_index("ix_article_facts_guild_counts_from", "article_facts", ["guild", "counts_from"])
    op.create_index(
        "ix_article_facts_guild_withdrawn_counts_from",
        "article_facts",
        ["guild", "withdrawn", "counts_from"],
    )
    op.create_table(
        "article_words",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        _guild(),
        _count("number"),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article_words"),
        _of_guild("article_words"),
    )
    op.create_index("ix_article_words_guild_number", "article_words", ["guild", "number"])
    op.create_table(
        "shingles",
        _guild(),
        _number("hash"),
        _number("number"),
        sa.PrimaryKeyConstraint("guild", "hash", "number", name="pk_shingles"),
        _of_guild("shingles"),
        sqlite_with_rowid=False,
    )


def _make_scores() -> None:
    op.create_table(
        "topic_scores",
        _guild(),
        sa.Column("rule", sa.Text(), nullable=False),
        _number("number"),
        _number("sentence"),
        sa.Column("score", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "rule", "number", "sentence", name="pk_topic_scores"),
        _of_guild("topic_scores"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scored",
        _guild(),
        sa.Column("rule", sa.Text(), nullable=False),
        _number("number"),
        _count("version"),
        _moment("at"),
        sa.PrimaryKeyConstraint("guild", "rule", "number", name="pk_scored"),
        _of_guild("scored"),
        sqlite_with_rowid=False,
    )


def _make_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Text(), nullable=False),
        _guild(),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("full_text", sa.Boolean(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.BigInteger()),
        _moment("created"),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        _moment("checked_at", nullable=True),
        _moment("answered_at", nullable=True),
        _moment("next_check"),
        _count("failures"),
        sa.Column("last_why", sa.Text()),
        sa.Column("last_sentence", sa.Text()),
        _count("entries"),
        _count("added"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        _of_guild("feeds"),
    )
    op.create_index("ix_feeds_guild", "feeds", ["guild"])
    op.create_index("ix_feeds_next_check", "feeds", ["next_check"])
    op.create_table(
        "feed_entries",
        _guild(),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("guild", "feed", "entry", name="pk_feed_entries"),
        sa.ForeignKeyConstraint(["feed"], ["feeds.id"], name="fk_feed_entries_feed"),
        _of_guild("feed_entries"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_feed_entries_feed", "feed_entries", ["feed"])


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TABLE article_search")  # its triggers go with article_words
    for table in _TABLES:
        op.drop_table(table)
    op.drop_column("drafts", "facts")
    op.drop_index("ix_articles_guild_url_key", "articles")
    for name in ("url_key", "original_sha256", "withdrawn_reason", "withdrawn_by"):
        op.drop_column("articles", name)
    op.drop_index("ix_guilds_left_at", "guilds")
    op.drop_column("guilds", "left_at")
