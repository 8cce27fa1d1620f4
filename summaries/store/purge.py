"""Deleting everything of a guild, in steps so small that nobody waits for them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from summaries.store.connections import Connections
from summaries.store.full_text import forget_deleted
from summaries.store.search_index import indexed, take_out
from summaries.store.tables import (
    amounts,
    article_words,
    feed_entries,
    guilds,
    metadata,
    near_copies,
    scored,
    shingles,
    shown,
    topic_scores,
)

# Rows deleted in one transaction: others wait for some milliseconds at most.
_BATCH: Final = 200
_NARROW_BATCH: Final = 4000
_WORDS_BATCH: Final = 5_000
_NARROW: Final = (shingles, near_copies, topic_scores, scored, feed_entries, amounts, shown)


def purge(store: Connections, guild: int) -> int:
    """Delete every row of a guild and return how many there were; again if interrupted.

    Deleted words are overwritten, in the full-text index too.
    """
    # First: which words they are is worked out of the articles.
    deleted = _purge_words(store, guild)
    for table in reversed(metadata.sorted_tables):
        if "guild" in table.c:
            if table in _NARROW:
                deleted += _purge_range(store, table, guild)
            else:
                deleted += _purge_rows(store, table, table.c.guild == guild)
    deleted += _purge_rows(store, guilds, guilds.c.id == guild)
    store.scrub()
    return deleted


def _purge_words(store: Connections, guild: int) -> int:
    """Delete the words of articles; the index is written anew after so many, for fear of a jam.

    What was deleted since the last time is dealt with in one go there, 0.3 s for so many.
    """
    deleted = 0
    while True:
        some = _take_words_out(store, guild)
        deleted += some
        with store.writing() as connection:
            more = forget_deleted(connection, first=True)
        while more:
            with store.writing() as connection:
                more = forget_deleted(connection, first=False)
        if some < _WORDS_BATCH:
            return deleted


def _take_words_out(store: Connections, guild: int) -> int:
    """Take the words of some thousand articles out of the index; return of how many."""
    deleted = 0
    with store.reading() as reader:
        # They are worked out while others may write.
        for words in indexed(reader, article_words.c.guild == guild, most=_WORDS_BATCH):
            with store.writing() as connection:
                deleted += take_out(connection, words)
    return deleted


def _purge_rows(store: Connections, table: sa.Table, which: sa.ColumnElement[bool]) -> int:
    # Of keys that are named one by one, SQLite's planner reads the whole table.
    some = sa.select(*table.primary_key.columns).where(which).limit(_BATCH)
    of_some = table.delete().where(sa.tuple_(*table.primary_key.columns).in_(some))
    deleted = 0
    while True:
        with store.writing() as connection:
            now = connection.execute(of_some).rowcount
        if not now:
            return deleted
        deleted += now


def _purge_range(store: Connections, table: sa.Table, guild: int) -> int:
    """Delete the rows of a table whose key begins with the guild, from the lowest key on."""
    _, *rest = table.primary_key.columns
    ours = table.c.guild == guild
    last = sa.select(*rest).where(ours).order_by(*rest).limit(1).offset(_NARROW_BATCH - 1)
    deleted = 0
    while True:
        with store.writing() as connection:
            row = connection.execute(last).first()
            upto = sa.true() if row is None else sa.tuple_(*rest) <= sa.tuple_(*row)
            deleted += connection.execute(table.delete().where(ours, upto)).rowcount
        if row is None:
            return deleted
