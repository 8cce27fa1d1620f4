"""Moving every row of one database into another, of the same kind or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from summaries.store.search_index import fill_index

Progress = Callable[[int, int | None], None]
"""Takes how much is done, and of how much where that is known."""

_AT_ONCE: Final = 1_000
_BY_ITSELF: Final = ("article_search", "alembic_version", "sqlite_")
"""How tables begin that a database or a migration fills by itself."""


def move_rows(source: sa.Connection, target: sa.Connection, report: Progress) -> int:
    """Copy the rows of all tables, both at the same revision, and return how many there were.

    The tables are read from the databases and not from the code: they may be of an older revision.
    ``target`` is empty. Times are in UTC on both sides.
    """
    ours, theirs = tables_in(target), tables_in(source)
    counts = {
        name: source.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for name, table in theirs.tables.items()
    }
    done, total = 0, sum(counts.values())
    for table in ours.sorted_tables:
        here = theirs.tables[table.name]
        query = sa.select(*(here.c[column.name] for column in table.c))
        query = query.order_by(*here.primary_key.columns)
        with source.execute(query, execution_options={"yield_per": _AT_ONCE}) as found:
            for rows in found.mappings().partitions():
                moved = [{name: _moved(value) for name, value in row.items()} for row in rows]
                target.execute(table.insert(), moved)
                done += len(rows)
                report(done, total)
    if "article_words" in ours.tables and "words" not in ours.tables["article_words"].c:
        fill_index(source, target)  # before revision 0014 the words were among the rows
    if target.dialect.name == "postgresql":
        _count_on(target, ours)
    return total


def tables_in(connection: sa.Connection) -> sa.MetaData:
    """Read which tables a database has, without what it or a migration fills by itself."""
    found = sa.MetaData()
    found.reflect(connection, only=lambda name, _: not name.startswith(_BY_ITSELF))
    return found


def _moved(value: Any) -> Any:
    if isinstance(value, datetime):
        # SQLite keeps no zone: what is in it is UTC, and what goes into it has to be.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value


def _count_on(connection: sa.Connection, tables: sa.MetaData) -> None:
    """Let PostgreSQL number new rows from where the copied ones end."""
    for table in tables.sorted_tables:
        for column in table.primary_key.columns:
            named = {"table": table.name, "column": column.name}
            sequence = connection.scalar(
                sa.text("SELECT pg_get_serial_sequence(:table, :column)"), named
            )
            last = connection.scalar(sa.select(sa.func.max(column))) if sequence else None
            if last:
                connection.execute(sa.select(sa.func.setval(sequence, last)))
