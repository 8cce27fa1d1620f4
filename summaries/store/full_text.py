"""The full-text index, which each database has in its own way, and lists given to a query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

import sqlalchemy as sa

from summaries.store.search_words import scope_of

# In one row: for each that it is asked for, SQLite's driver lets all other threads go first.
_ON_SQLITE: Final = sa.text(
    "SELECT json_group_array(rowid) FROM"
    " (SELECT rowid FROM article_search WHERE article_search MATCH :words"
    " ORDER BY rowid DESC LIMIT :most)"
)

_ERA: Final = 8_192
"""So many rows have an era in common, which is a word of PostgreSQL's index: the newest are found
without a look at all others that have the words."""

_NEWEST_ERAS: Final = (2, 16)
"""It is looked in so many of the newest at first; where most articles have the words, they do."""

INDEXED_ON_POSTGRESQL: Final = (
    f"array_to_tsvector(string_to_array(words || ' _e' || CAST(rowid / {_ERA} AS text), ' '))"
)
"""What its index holds of a row, letter for letter as in the migration that makes it."""

# Sorted by an expression, or the planner may read all rows from the newest on.
_ON_POSTGRESQL: Final = sa.text(
    "SELECT rowid FROM article_search"
    f" WHERE {INDEXED_ON_POSTGRESQL} @@ CAST(:words AS tsquery)"
    " ORDER BY rowid + 0 DESC LIMIT :most"
)
_NEWEST_ROW: Final = sa.text(
    "SELECT id FROM article_words WHERE guild = :guild ORDER BY number DESC LIMIT 1"
)
_STEP: Final = 500  # pages of the index that are written anew at a time


def rows_with_words(
    connection: sa.Connection, guild: int, words: Iterable[tuple[str, bool]], most: int
) -> list[int]:
    """Return the ids of a guild's newest rows that have all words; true finds longer words too.

    Nothing else is asked of the index: joined with dates or servers it can take seconds.
    """
    every = [(scope_of(guild), False), *words]
    if connection.dialect.name == "sqlite":
        quoted = (f'"{word}"' + (" *" if begins else "") for word, begins in every)
        asked = {"words": " AND ".join(quoted), "most": most}
        rows: list[int] = json.loads(connection.execute(_ON_SQLITE, asked).scalar_one())
    else:
        rows = _on_postgresql(connection, guild, every, most)
    return sorted(rows, reverse=True)


def _on_postgresql(
    connection: sa.Connection, guild: int, words: Iterable[tuple[str, bool]], most: int
) -> list[int]:
    newest: int = connection.scalar(_NEWEST_ROW, {"guild": guild}) or 0
    last = newest // _ERA
    wanted = " & ".join(f"'{word}'" + (":*" if begins else "") for word, begins in words)
    rows = list[int]()
    # For a common word its planner would rather read the words of every article.
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    for eras in (*(number for number in _NEWEST_ERAS if number <= last), None):
        some = wanted
        if eras is not None:
            some += " & (" + " | ".join(f"'_e{last - n}'" for n in range(eras)) + ")"
        asked = {"words": some, "most": most}
        rows = list(connection.scalars(_ON_POSTGRESQL, asked).all())
        if len(rows) == most:
            break
    connection.exec_driver_sql("SET LOCAL enable_seqscan = DEFAULT")
    return rows


def forget_deleted(connection: sa.Connection, *, first: bool) -> bool:
    """Write a part of SQLite's index anew without what was deleted; tell whether more is left.

    A deleted word otherwise stays in the index until it happens to be merged.
    """
    if connection.dialect.name != "sqlite":
        return False
    before = _changes(connection)
    merge = "INSERT INTO article_search(article_search, rank) VALUES ('merge', :pages)"
    connection.execute(sa.text(merge), {"pages": -_STEP if first else _STEP})
    # SQLite's manual: a merge that had nothing to do changes fewer than two rows.
    return _changes(connection) - before >= 2


def _changes(connection: sa.Connection) -> int:
    count: int = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    return count


def each_of(kind: str, name: str) -> sa.TableValuedAlias:
    """Return the numbers of the parameter ``name`` as a table with the column ``value``.

    ``kind`` is the dialect's name; `listed` makes what the parameter is given.
    """
    if kind == "sqlite":
        return sa.func.json_each(sa.bindparam(name, type_=sa.Text())).table_valued("value")
    numbers = sa.bindparam(name, type_=sa.ARRAY(sa.Integer))
    return sa.func.unnest(numbers).table_valued("value").render_derived()


def listed(connection: sa.Connection, numbers: Sequence[int]) -> str | list[int]:
    """Return numbers, however many, as one parameter: for `each_of`, `json_each`, or an array."""
    return json.dumps(list(numbers)) if connection.dialect.name == "sqlite" else list(numbers)
