"""The one place that knows which database it talks to: settings, and what its errors mean."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from functools import cache, partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event

from summaries.store.errors import (
    NotStorable,
    StoreAway,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
)

# By this name other programs, and `restore`, know who is connected to a PostgreSQL server.
PROGRAM = "pullquote"

# The execution option that marks a connection as the writer's.
WRITES = "pullquote_writes"

# The bytes of a page of an SQLite file. Packed articles of usual length leave two fifths of the
# usual 4,096 empty; with larger pages than these each small change would write more.
PAGE = 8192

_TABLES_LOCK = 7_118_351  # any number, if it is always the same


def make_engine(url: sa.URL, *, wait: float) -> sa.Engine:
    """Make the engine for ``url``. Nothing is opened yet; ``wait`` is in seconds."""
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, wait)
    if url.get_backend_name() != "sqlite":
        raise StoreUnreachable(name_of(url), "only SQLite and PostgreSQL are supported")
    if not url.database or url.database == ":memory:":
        raise StoreUnreachable(str(url), "a database in memory is gone with the program")
    engine = sa.create_engine(
        url,
        poolclass=sa.QueuePool,
        pool_timeout=wait,
        hide_parameters=True,  # they are people's texts, and errors end in the log
        connect_args={"check_same_thread": False, "timeout": wait},
    )
    event.listen(engine, "connect", partial(_settle, wait=wait))
    event.listen(engine, "begin", _begin)
    return engine


def _postgresql(url: sa.URL, wait: float) -> sa.Engine:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    try:
        return sa.create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=wait,
            hide_parameters=True,
            connect_args={
                "connect_timeout": max(2, round(wait)),
                "options": f"-c lock_timeout={round(wait * 1000)} -c timezone=UTC",
                "application_name": PROGRAM,
            },
        )
    except ImportError as error:
        raise StoreUnreachable(
            name_of(url), "its driver is not installed: install pullquote with its extra `postgres`"
        ) from error


def read_options(engine: sa.Engine) -> dict[str, str]:
    """Return what lets a reader see one state of the database; SQLite's log does so by itself."""
    return {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}


def _settle(connection: sqlite3.Connection, record: object, *, wait: float) -> None:
    """Give a new SQLite connection the settings that lose nothing in a power cut."""
    # The driver's own BEGIN comes too late and is never IMMEDIATE: `_begin` does it.
    connection.isolation_level = None
    # Of a new file; one that is there keeps its own until it is written anew.
    connection.execute(f"PRAGMA page_size={PAGE}").close()
    _write_ahead(connection, wait)
    for setting in (
        "synchronous=FULL",  # NORMAL loses commits that were acknowledged
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is overwritten
        "cache_size=-16000",  # KiB; with the default 2,000 a large library is read from disk
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
    except OSError as error:
        raise refused_by_the_system(error, name_of(url)) from error


def refused_by_the_system(error: OSError, where: str) -> StoreError:
    """Turn the system's refusal to open a file into an error that says what to do."""
    if isinstance(error, PermissionError):
        return StoreReadOnly(where)
    known = {errno.EROFS: StoreReadOnly, errno.ENOSPC: StoreFull}
    return known.get(error.errno or 0, StoreUnreachable)(where, error.strerror or str(error))


def name_of(url: sa.URL) -> str:
    """Name a database for a person: its file, or its address without the password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def insert_new(connection: sa.Connection, table: sa.Table, **values: object) -> bool:
    """Insert a row unless its key is taken; tell whether it was inserted. Atomic."""
    return connection.execute(_inserting(table, connection.dialect.name), values).rowcount == 1


@cache
def _inserting(table: sa.Table, kind: str) -> sa.Insert:
    """Build the statement of `insert_new` for a table, once: it is part of every write."""
    if kind == "postgresql":
        from sqlalchemy.dialects import postgresql

        insert: sa.Insert = postgresql.insert(table).on_conflict_do_nothing()
    else:
        from sqlalchemy.dialects import sqlite

        insert = sqlite.insert(table).on_conflict_do_nothing()
    # Without this option the count of an INSERT is -1 on PostgreSQL.
    return insert.execution_options(preserve_rowcount=True)


def scrub(engine: sa.Engine) -> None:
    """Empty SQLite's write-ahead log, where deleted words could still be read."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    finally:
        connection.close()


def alone(connection: sa.Connection) -> None:
    """Keep others from changing the tables until the transaction ends; SQLite does so anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TABLES_LOCK})")


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


_POSTGRESQL: dict[str, type[StoreError]] = {
    "55P03": StoreBusy,  # a lock was waited for too long
    "40P01": StoreBusy,  # deadlock
    "57014": StoreBusy,  # cancelled for taking too long
    "53100": StoreFull,
    "25006": StoreReadOnly,
    "42501": StoreReadOnly,
    "XX001": StoreDamaged,
    "XX002": StoreDamaged,
}


def explain_driver(error: Exception, where: str) -> StoreError:
    """Do for an error of the driver's own what `explain` does for SQLAlchemy's."""
    return explain(sa.exc.OperationalError("", None, error), where)


def explain(error: sa.exc.SQLAlchemyError, where: str) -> StoreError:
    """Turn a database's error into one that says what to do."""
    cause = getattr(error, "orig", None)
    if isinstance(cause, StoreError):
        return cause
    # PostgreSQL's messages go on for lines, with the text that was refused among them.
    reason = str(cause or error).strip().partition("\n")[0]
    if isinstance(error, sa.exc.DataError):
        return NotStorable(where, reason)
    if isinstance(error, sa.exc.TimeoutError):
        return StoreBusy(where)
    name = getattr(cause, "sqlite_errorname", "") or ""
    for start, kind in _SQLITE:
        if name.startswith(start):
            return kind(where, reason)
    state = getattr(cause, "sqlstate", "") or ""
    if state in _POSTGRESQL:
        return _POSTGRESQL[state](where, reason)
    if isinstance(error, sa.exc.OperationalError) and not isinstance(cause, sqlite3.Error):
        return StoreAway(where, reason)
    return StoreError(where, reason)
