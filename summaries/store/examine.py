"""Looking at a database without changing it: whether it is whole, and can be written."""

from __future__ import annotations

from summaries.store.connections import Connections
from summaries.store.errors import StoreDamaged


class _TakenBack(Exception):
    """Ends a trial of writing: what was written is not kept."""


def examine(store: Connections) -> str:
    """Look for damage and say how; raises StoreDamaged. A large file takes some seconds."""
    with store.reading() as connection:
        if connection.dialect.name != "sqlite":
            # PostgreSQL checks a page when it is read; a count reads the index of every table.
            connection.exec_driver_sql("SELECT count(*) FROM pg_class").close()
            return "as far as PostgreSQL tells"
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise StoreDamaged(store.where, str(found))
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise StoreDamaged(store.where, f"a row of {broken[0]} belongs to nothing")
    return "quick_check"


def try_writing(store: Connections) -> None:
    """Write a table, as a migration would, and take it back. Raises StoreError."""
    try:
        with store.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE pullquote_check (tried INTEGER)").close()
            raise _TakenBack
    except _TakenBack:
        return
