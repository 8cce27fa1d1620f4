"""The one place that knows which database it talks to: settings, and what its errors mean."""

from __future__ import annotations

import os
import sqlite3
import time
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event

from summaries.store.errors import (
    NotStorable,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
)

# The execution option that marks a connection as the writer's.
WRITES = "pullquote_writes"


def make_engine(url: sa.URL, *, wait: float) -> sa.Engine:
    """Make the engine for ``url``. Nothing is opened yet; ``wait`` is in seconds."""
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True, pool_timeout=wait)
    if not url.database or url.database == ":memory:":
        raise StoreUnreachable(str(url), "a database in memory is gone with the program")
    engine = sa.create_engine(
        url,
        poolclass=sa.QueuePool,
        pool_timeout=wait,
        connect_args={"check_same_thread": False, "timeout": wait},
    )
    event.listen(engine, "connect", partial(_settle, wait=wait))
    event.listen(engine, "begin", _begin)
    return engine


def _settle(connection: sqlite3.Connection, record: object, *, wait: float) -> None:
    """Give a new SQLite connection the settings that lose nothing in a power cut."""
    # The driver's own BEGIN comes too late and is never IMMEDIATE: `_begin` does it.
    connection.isolation_level = None
    _write_ahead(connection, wait)
    for setting in (
        "synchronous=FULL",  # NORMAL loses commits that were acknowledged
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is overwritten
    ):
        connection.execute(f"PRAGMA {setting}").close()


def _write_ahead(connection: sqlite3.Connection, wait: float) -> None:
    """Keep the log beside the file, so that readers are not held up by the writer.

    Only the first to open a new file changes how it is kept, and SQLite does not wait for its turn
    there as it does elsewhere: who comes at the same moment tries again.
    """
    give_up = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorname.startswith("SQLITE_BUSY")
            if not busy or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: sa.Connection) -> None:
    """Take the write lock at the start: a reader that turns writer fails without waiting."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def make_place(url: sa.URL) -> None:
    """Make the folder and the file, readable by their owner only: they hold a team's texts."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    path = Path(url.database)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except PermissionError as error:
        raise StoreReadOnly(name_of(url)) from error
    except OSError as error:
        known = {30: StoreReadOnly, 28: StoreFull}.get(error.errno or 0, StoreUnreachable)
        raise known(name_of(url), error.strerror or str(error)) from error


def name_of(url: sa.URL) -> str:
    """Name a database for a person: its file, or its address without the password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def insert_new(connection: sa.Connection, table: sa.Table, **values: object) -> bool:
    """Insert a row unless its key is taken; tell whether it was inserted. Atomic."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        insert: sa.Insert = postgresql.insert(table).values(**values).on_conflict_do_nothing()
    else:
        from sqlalchemy.dialects import sqlite

        insert = sqlite.insert(table).values(**values).on_conflict_do_nothing()
    # Without this option the count of an INSERT is -1 on PostgreSQL.
    return connection.execute(insert.execution_options(preserve_rowcount=True)).rowcount == 1


def scrub(engine: sa.Engine) -> None:
    """Empty SQLite's write-ahead log, where deleted words could still be read."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    finally:
        connection.close()


_SQLITE: tuple[tuple[str, type[StoreError]], ...] = (
    ("SQLITE_BUSY", StoreBusy),
    ("SQLITE_LOCKED", StoreBusy),
    ("SQLITE_CORRUPT", StoreDamaged),
    ("SQLITE_NOTADB", StoreDamaged),
    ("SQLITE_READONLY", StoreReadOnly),
    ("SQLITE_PERM", StoreReadOnly),
    ("SQLITE_FULL", StoreFull),
    ("SQLITE_CANTOPEN", StoreUnreachable),
    ("SQLITE_IOERR", StoreUnreachable),
)


def explain(error: sa.exc.SQLAlchemyError, where: str) -> StoreError:
    """Turn a database's error into one that says what to do."""
    cause = getattr(error, "orig", None)
    if isinstance(cause, StoreError):
        return cause
    if isinstance(error, sa.exc.DataError):
        return NotStorable(where, str(cause))
    if isinstance(error, sa.exc.TimeoutError):
        return StoreBusy(where)
    name = getattr(cause, "sqlite_errorname", "") or ""
    for start, kind in _SQLITE:
        if name.startswith(start):
            return kind(where, str(cause))
    if isinstance(error, sa.exc.OperationalError) and not isinstance(cause, sqlite3.Error):
        return StoreUnreachable(where, str(cause))
    return StoreError(where, str(cause or error))
