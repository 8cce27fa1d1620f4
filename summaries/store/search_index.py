"""The words of articles in the full-text index: how they get in, are changed, and get out again.

The index alone holds them. SQLite's has to be told which words to take out, so they are worked out
once more from the article: what `indexed_words` makes of a text must not change without a migration
that makes the index anew.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from summaries.store.articles import current_rows
from summaries.store.engine import insert_new
from summaries.store.search_words import indexed_words
from summaries.store.tables import article_words, articles, state
from summaries.text import sha256_of

log = logging.getLogger(__name__)

_LEFT_OVER: Final = "search.left_over"  # the key of a note that words could not be taken out
_AT_ONCE: Final = 200  # articles whose texts are in memory

_ADD: Final = sa.text("INSERT INTO article_search (rowid, words) VALUES (:row, :words)")
_CHANGE: Final = sa.text("UPDATE article_search SET words = :words WHERE rowid = :row")
_TAKE_OUT: Final = sa.text(
    "INSERT INTO article_search (article_search, rowid, words) VALUES ('delete', :row, :words)"
)
_EMPTY: Final = sa.text("INSERT INTO article_search (article_search) VALUES ('delete-all')")
_READ: Final = sa.text("SELECT rowid, words FROM article_search ORDER BY rowid")


def words_of(guild: int, title: str | None, text: str) -> str:
    """Return what an article is found by."""
    return indexed_words(guild, (title or "", text))


def add_words(connection: sa.Connection, guild: int, number: int, words: str) -> None:
    """Let a new article be found."""
    row = connection.execute(article_words.insert(), {"guild": guild, "number": number})
    [row_id] = row.inserted_primary_key or [None]
    connection.execute(_ADD, {"row": row_id, "words": words})


def change_words(
    connection: sa.Connection, guild: int, number: int, before: str, after: str
) -> None:
    """Let an article be found by other words."""
    which = article_words.c.guild == guild, article_words.c.number == number
    row = connection.scalar(sa.select(article_words.c.id).where(*which))
    if row is None or before == after:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(_TAKE_OUT, {"row": row, "words": before})
        connection.execute(_ADD, {"row": row, "words": after})
    else:
        connection.execute(_CHANGE, {"row": row, "words": after})


def take_out(connection: sa.Connection, words: Mapping[int, str | None]) -> int:
    """Take rows out of the index; return how many there were. ``words`` are those they have.

    Where they are not known, they stay until `renew` makes the index anew.
    """
    if connection.dialect.name == "sqlite":
        known = [{"row": row, "words": said} for row, said in words.items() if said is not None]
        if known:
            connection.execute(_TAKE_OUT, known)
        if len(known) < len(words):
            insert_new(connection, state, key=_LEFT_OVER, value="")
    # On PostgreSQL the words go with the row.
    return connection.execute(article_words.delete().where(article_words.c.id.in_(words))).rowcount


def indexed(
    connection: sa.Connection, *which: sa.ColumnElement[bool], most: int | None = None
) -> Iterator[dict[int, str | None]]:
    """Work out what words rows of the index have, in parts; of ``most`` rows at most.

    None stands for those of an article whose text is damaged: nobody knows them.
    """
    last, left = 0, most
    while left is None or left > 0:
        some = _AT_ONCE if left is None else min(left, _AT_ONCE)
        rows = sa.select(article_words).where(article_words.c.id > last, *which)
        found = connection.execute(rows.order_by(article_words.c.id).limit(some)).all()
        if not found:
            return
        yield _worked_out(connection, found)
        last, left = found[-1].id, None if left is None else left - len(found)


def fill_index(source: sa.Connection, target: sa.Connection) -> None:
    """Put the words of all articles into the index of another database, where their rows are.

    PostgreSQL's can be read; what stands in SQLite's is worked out again.
    """
    if source.dialect.name == "sqlite":
        for words in indexed(source):
            put_words(target, words)
        return
    with source.execute(_READ, execution_options={"yield_per": _AT_ONCE}) as rows:
        for some in rows.partitions():
            put_words(target, {row.rowid: row.words for row in some})


def renew(connection: sa.Connection) -> bool:
    """Make SQLite's index anew where words were left in it that nobody knows; tell whether so.

    It takes some milliseconds for each article.
    """
    which = state.c.key == _LEFT_OVER
    if connection.execute(state.delete().where(which)).rowcount == 0:
        return False
    connection.execute(_EMPTY)
    for words in indexed(connection):
        put_words(connection, words)
    return True


def put_words(connection: sa.Connection, words: Mapping[int, str | None]) -> None:
    """Put the words of rows into the index that are not in it; what is not known is left out."""
    rows = [{"row": row, "words": known} for row, known in words.items() if known is not None]
    if rows:
        connection.execute(_ADD, rows)


def _worked_out(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> dict[int, str | None]:
    keys = [(row.guild, row.number) for row in rows]
    read = (
        articles.c.guild, articles.c.number, articles.c.title, articles.c.text, articles.c.sha256
    )  # fmt: skip
    found: dict[tuple[int, int], str | None] = {}
    for row in current_rows(connection, read, keys):
        if sha256_of(row.text) == row.sha256:
            found[row.guild, row.number] = words_of(row.guild, row.title, row.text)
        else:
            log.error("Guild %s: what A%s is found by is not known any more", row.guild, row.number)
    return {row.id: found.get((row.guild, row.number)) for row in rows}
