"""Texts are packed, words are in the search's index alone, and what nobody reads is left out.

A library takes less than half of its former room; `pullquote vacuum` gives the rest back to the
disk. Each table is copied in parts, so that a large one needs no more memory than a small one.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from summaries.packing import packed, unpacked
from summaries.store.packed import dictionary
from summaries.store.search_words import indexed_words

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_AT_ONCE: Final = 500  # articles, some kilobytes each
_LONGEST: Final = 64_000_000  # bytes
_COMMON: Final = 64  # articles with a hash; of a common one only the newest are looked at

_INDEX: Final = """CREATE VIRTUAL TABLE {name} USING fts5(
    words, {content}, tokenize="ascii tokenchars '_'", detail=none, columnsize=0, prefix='3')"""
_BESIDE_IT: Final = "content='article_words', content_rowid='id'"
_NOWHERE_ELSE: Final = "content=''"
_TRIGGERS: Final = {
    "added": """AFTER INSERT ON article_words BEGIN
        INSERT INTO article_search(rowid, words) VALUES (new.id, new.words);
    END""",
    "removed": """AFTER DELETE ON article_words BEGIN
        INSERT INTO article_search(article_search, rowid, words)
        VALUES ('delete', old.id, old.words);
    END""",
    "changed": """AFTER UPDATE ON article_words BEGIN
        INSERT INTO article_search(article_search, rowid, words)
        VALUES ('delete', old.id, old.words);
        INSERT INTO article_search(rowid, words) VALUES (new.id, new.words);
    END""",
}


def upgrade() -> None:
    _pack_texts()
    _pack_rows()
    if _on_sqlite():
        for name in _TRIGGERS:
            op.execute(f"DROP TRIGGER article_words_{name}")
        _make_index_anew(_NOWHERE_ELSE)
        op.drop_column("article_words", "words")
    else:
        op.execute("ALTER TABLE articles ALTER COLUMN text SET STORAGE EXTERNAL")
        _part_words()
    _keep_the_newest_of_each_hash()
    _number_rules()


def downgrade() -> None:
    _name_rules()
    _unpack_texts()
    _unpack_rows()
    if _on_sqlite():
        _write_words_again()
        _make_index_anew(_BESIDE_IT)
        for name, rule in _TRIGGERS.items():
            op.execute(f"CREATE TRIGGER article_words_{name} {rule}")
    else:
        _join_words()


def _on_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def _make_anew(
    name: str,
    columns: Sequence[sa.Column[Any]],
    key: Sequence[str],
    fill: Callable[[str], None],
    **options: Any,
) -> None:
    """Put a table with other columns in the place of one; ``fill`` is told what to fill."""
    new = f"new_{name}"
    held = f"pk_{name}" if _on_sqlite() else f"pk_{new}"  # on PostgreSQL an index has this name
    op.create_table(
        new,
        *columns,
        sa.PrimaryKeyConstraint(*key, name=held),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name=f"fk_{name}_guild"),
        **options,
    )
    fill(new)
    op.drop_table(name)
    op.rename_table(new, name)
    if not _on_sqlite():
        op.execute(f"ALTER INDEX {held} RENAME TO pk_{name}")


def _parts(name: str, columns: Sequence[str], key: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    """Read a table part by part, as the database holds it, by its key."""
    table = sa.table(name, *map(sa.column, columns))
    by = [table.c[one] for one in key]
    last: tuple[Any, ...] | None = None
    while True:
        later = sa.true() if last is None else sa.tuple_(*by) > sa.tuple_(*map(sa.literal, last))
        query = sa.select(table).where(later).order_by(*by).limit(_AT_ONCE)
        found = [dict(row) for row in op.get_bind().execute(query).mappings()]
        if not found:
            return
        yield found
        last = tuple(found[-1][one] for one in key)


def _pack_texts() -> None:
    known = dictionary("news")
    _change_texts(sa.LargeBinary(), lambda text: packed(text.encode(), known))


def _unpack_texts() -> None:
    def text_of(stored: bytes) -> str:
        try:
            return unpacked(stored, _LONGEST, dictionary("news")).decode()
        except ValueError:
            return ""  # it was damaged, and it is: it has not its hash

    _change_texts(sa.Text(), text_of)


def _change_texts(kind: sa.types.TypeEngine[Any], change: Callable[[Any], Any]) -> None:
    before = sa.Table("articles", sa.MetaData(), autoload_with=op.get_bind())
    columns = [
        sa.Column(one.name, kind if one.name == "text" else one.type, nullable=one.nullable)
        for one in before.columns
    ]
    names, key = [one.name for one in columns], ("guild", "number", "version")

    def fill(new: str) -> None:
        into = sa.table(new, *map(sa.column, names)).insert()
        for rows in _parts("articles", names, key):
            op.get_bind().execute(into, [{**row, "text": change(row["text"])} for row in rows])

    _make_anew("articles", columns, key, fill)
    op.create_index("ix_articles_guild_sha256", "articles", ["guild", "sha256"])
    op.create_index("ix_articles_guild_url_key", "articles", ["guild", "url_key"])


def _pack_rows() -> None:
    known = dictionary("evidence")
    _change_rows(lambda rows: packed(unpacked(rows, _LONGEST), known))


def _unpack_rows() -> None:
    known = dictionary("evidence")
    _change_rows(lambda rows: zlib.compress(unpacked(rows, _LONGEST, known)))


def _change_rows(change: Callable[[bytes], bytes]) -> None:
    table = sa.table("evidence", *map(sa.column, ("guild", "number", "rows")))
    which = (table.c.guild == sa.bindparam("g"), table.c.number == sa.bindparam("n"))
    update = table.update().where(*which).values(rows=sa.bindparam("r"))
    for rows in _parts("evidence", ("guild", "number", "rows"), ("guild", "number")):
        changed = []
        for row in rows:
            try:
                new = change(row["rows"])
            except ValueError:
                continue  # damaged: they are worked out again when they are asked for
            changed.append({"g": row["guild"], "n": row["number"], "r": new})
        if changed:
            op.get_bind().execute(update, changed)


def _make_index_anew(content: str) -> None:
    """Give SQLite's index another place where its words are, or none, without making it again.

    What is indexed has the same form in both.
    """
    op.execute(_INDEX.format(name="new_search", content=content))
    for part in ("data", "idx", "config"):
        op.execute(f"DELETE FROM new_search_{part}")
        op.execute(f"INSERT INTO new_search_{part} SELECT * FROM article_search_{part}")
    op.execute("DROP TABLE article_search")
    op.execute("ALTER TABLE new_search RENAME TO article_search")


def _write_words_again() -> None:
    """Work the words out that SQLite's index was made of."""
    columns: list[sa.Column[Any]] = [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    ]
    names = [one.name for one in columns]
    texts = sa.table(
        "articles", *map(sa.column, ("guild", "number", "title", "text", "replaced_at"))
    )
    key = sa.tuple_(texts.c.guild, texts.c.number)

    def fill(new: str) -> None:
        into = sa.table(new, *map(sa.column, names)).insert()
        for rows in _parts("article_words", ("id", "guild", "number"), ("id",)):
            some = [(row["guild"], row["number"]) for row in rows]
            read = sa.select(texts).where(key.in_(some), texts.c.replaced_at.is_(None))
            words = {
                (row.guild, row.number): indexed_words(row.guild, (row.title or "", row.text))
                for row in op.get_bind().execute(read)
            }
            full = [{**row, "words": words[row["guild"], row["number"]]} for row in rows]
            op.get_bind().execute(into, full)

    _make_anew("article_words", columns, ("id",), fill)
    op.create_index("ix_article_words_guild_number", "article_words", ["guild", "number"])


def _part_words() -> None:
    """Let the table of words be PostgreSQL's index, and make a small one of whose they are."""
    for statement in (
        "ALTER INDEX article_search RENAME TO ix_article_search_words",
        "ALTER TABLE article_words RENAME TO article_search",
        "ALTER INDEX pk_article_words RENAME TO pk_article_search",
        "ALTER TABLE article_search DROP CONSTRAINT fk_article_words_guild",
        "DROP INDEX ix_article_words_guild_number",
        """CREATE TABLE article_words (
            id BIGINT NOT NULL DEFAULT nextval('article_words_id_seq'), guild BIGINT NOT NULL,
            number INTEGER NOT NULL, CONSTRAINT pk_article_words PRIMARY KEY (id),
            CONSTRAINT fk_article_words_guild FOREIGN KEY (guild) REFERENCES guilds (id))""",
        "INSERT INTO article_words SELECT id, guild, number FROM article_search",
        "ALTER TABLE article_search ALTER COLUMN id DROP DEFAULT",
        "ALTER SEQUENCE article_words_id_seq OWNED BY article_words.id",
        "ALTER TABLE article_search DROP COLUMN guild, DROP COLUMN number",
        "ALTER TABLE article_search RENAME COLUMN id TO rowid",
        """ALTER TABLE article_search ADD CONSTRAINT fk_article_search_rowid
            FOREIGN KEY (rowid) REFERENCES article_words (id) ON DELETE CASCADE""",
        "CREATE INDEX ix_article_words_guild_number ON article_words (guild, number)",
    ):
        op.execute(statement)


def _join_words() -> None:
    for statement in (
        "ALTER TABLE article_words ADD COLUMN words TEXT",
        """UPDATE article_words SET words = article_search.words
            FROM article_search WHERE article_search.rowid = article_words.id""",
        "ALTER TABLE article_words ALTER COLUMN words SET NOT NULL",
        "DROP TABLE article_search",
        """CREATE INDEX article_search ON article_words
            USING gin (array_to_tsvector(string_to_array(words, ' ')))""",
    ):
        op.execute(statement)


def _keep_the_newest_of_each_hash() -> None:
    """Leave out what no search for copies reads: older articles with a hash that is common.

    There is no way back, and none is needed: the tables of before give the same answers with it.
    """
    columns = [
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
    ]
    newest = f"""INSERT INTO new_shingles SELECT guild, hash, number FROM (
        SELECT guild, hash, number,
            lead(number, {_COMMON}) OVER (PARTITION BY guild, hash ORDER BY number) AS newer
        FROM shingles) AS placed WHERE newer IS NULL"""
    _make_anew(
        "shingles",
        columns,
        ("guild", "hash", "number"),
        lambda _: op.execute(newest),
        sqlite_with_rowid=False,
    )


def _number_rules() -> None:
    """Name a topic's rule by a number instead of some thirty letters in each row."""
    rules = op.get_bind().execute(
        sa.text("SELECT guild, rule FROM scored UNION SELECT guild, rule FROM topic_scores")
    )
    numbered = [{"guild": g, "rule": rule, "by": _number_of(rule)} for g, rule in rules]

    def copy(table: str, rest: str) -> None:
        if numbered:
            rows = (
                f"INSERT INTO new_{table} SELECT guild, CAST(:by AS BIGINT), {rest} FROM {table}"
                " WHERE guild = :guild AND rule = :rule"
            )
            op.get_bind().execute(sa.text(rows), numbered)

    _make_scores_anew(sa.BigInteger(), [], copy)


def _number_of(rule: str) -> int:
    return int.from_bytes(hashlib.blake2b(rule.encode(), digest_size=6).digest())


def _name_rules() -> None:
    """Make the tables of scores, empty: what a number stood for is not known, and asked again."""
    at = sa.Column("at", sa.DateTime(timezone=True), nullable=False)
    _make_scores_anew(sa.Text(), [at], lambda table, rest: None)


def _make_scores_anew(
    kind: sa.types.TypeEngine[Any],
    more: Sequence[sa.Column[Any]],
    fill: Callable[[str, str], None],
) -> None:
    def first() -> list[sa.Column[Any]]:
        return [
            sa.Column("guild", sa.BigInteger(), nullable=False),
            sa.Column("rule", kind, nullable=False, autoincrement=False),
            sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        ]

    _make_anew(
        "topic_scores",
        [
            *first(),
            sa.Column("sentence", sa.Integer(), nullable=False, autoincrement=False),
            sa.Column("score", sa.Double(), nullable=False),
        ],
        ("guild", "rule", "number", "sentence"),
        lambda _: fill("topic_scores", "number, sentence, score"),
        sqlite_with_rowid=False,
    )
    _make_anew(
        "scored",
        [*first(), sa.Column("version", sa.Integer(), nullable=False), *more],
        ("guild", "rule", "number"),
        lambda _: fill("scored", "number, version"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_topic_scores_guild_rule_score", "topic_scores", ["guild", "rule", "score"])
