"""A backup: one SQLite file with everything that was stored at one moment, taken while bots write.

It is a whole database of the revision that it was taken at, whichever database it was taken from,
so that it can be looked into, checked, and restored into either.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from summaries.store.connections import Connections
from summaries.store.engine import explain_driver, refused_by_the_system
from summaries.store.errors import (
    BadBackup,
    FileExists,
    FileRefused,
    StoreDamaged,
    StoreError,
    StoreMissing,
)
from summaries.store.migrate import known_revisions, refuse_unknown, revision_of
from summaries.store.transfer import Progress, move_rows

_PAGES: Final = 500  # between two reports: two or four megabytes


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made. ``revision`` is that of the tables, ``size`` in bytes."""

    file: Path
    revision: str
    size: int


def back_up(store: Connections, file: Path, *, force: bool, report: Progress) -> BackedUp:
    """Write a backup that holds every change that was acknowledged before this was called.

    The file appears when it is whole and checked, readable by its owner only. Raises FileExists
    unless ``force``.
    """
    if store.file is not None and not store.file.is_file():
        raise StoreMissing(store.where)
    if store.file is not None and file.exists() and store.file.samefile(file):
        raise FileRefused(str(file), "it is the database itself")
    if file.exists() and not (force and file.is_file()):
        raise FileExists(str(file))
    with _in_the_making(file) as made:
        with store.reading() as connection:
            revision = revision_of(connection)
            if revision is None:
                raise StoreMissing(store.where)
            refuse_unknown(store.where, revision, known_revisions(connection))
            if store.file is None:
                _copy_rows(connection, revision, made, report)
            else:
                _copy_pages(connection, made, store.where, report)
        check(made, damaged=StoreDamaged(store.where))
        _put(made, file, force=force)
    return BackedUp(file, revision, file.stat().st_size)


def copy_file(source: Path, target: Path, report: Progress) -> None:
    """Copy a backup, or any whole database of ours, to a new file. Raises BadBackup."""
    target.unlink(missing_ok=True)
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise refused_by_the_system(error, str(target)) from error
    address = f"{source.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as ours:
            # Asked first, so that a file that is none of SQLite's is not blamed on the copy.
            ours.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _pages(ours, target, report)
    except sqlite3.Error as error:
        if error.sqlite_errorname.startswith("SQLITE_FULL"):
            raise explain_driver(error, str(target)) from error
        raise BadBackup(str(source), "it is no whole backup of Pullquote's") from error


def check(file: Path, damaged: StoreError) -> None:
    """Read a whole SQLite file and raise ``damaged`` if anything in it does not fit."""
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as made:
            whole = made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            lost = made.execute("PRAGMA foreign_key_check").fetchone()
            # The full-text index has no rows of its own; its parts are tables like others.
            tables = (
                "SELECT name FROM sqlite_master"
                " WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            )
            for (name,) in made.execute(tables).fetchall():
                # The check above does not look into texts: here each is decoded.
                for _ in made.execute(f'SELECT * FROM "{name}"'):
                    pass
    except (sqlite3.Error, UnicodeError) as error:
        raise damaged from error
    if not whole or lost is not None:
        raise damaged


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on disk, where the system can do that."""
    with contextlib.suppress(OSError):
        held = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)


def _copy_pages(connection: sa.Connection, made: Path, where: str, report: Progress) -> None:
    ours = connection.connection.driver_connection
    assert isinstance(ours, sqlite3.Connection)
    try:
        _pages(ours, made, report)
    except sqlite3.Error as error:
        raise explain_driver(error, where) from error


def _pages(ours: sqlite3.Connection, target: Path, report: Progress) -> None:
    """Copy page by page what the caller's transaction sees: no writer makes it begin anew."""
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        ours.backup(
            copy,
            pages=_PAGES,
            progress=lambda _, left, total: report(total - left, total),
            sleep=0,
        )
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE").close()


def _copy_rows(source: sa.Connection, revision: str, made: Path, report: Progress) -> None:
    from alembic import command

    from summaries.store.migrate import config_for

    copy = Connections(sa.URL.create("sqlite", database=str(made.absolute())))
    try:
        with copy.writing() as target:
            command.upgrade(config_for(target), revision)
            move_rows(source, target, report)
        with copy.outside() as raw:
            raw.execute("PRAGMA journal_mode=DELETE").close()
    finally:
        copy.close()


@contextlib.contextmanager
def _in_the_making(file: Path) -> Iterator[Path]:
    """Give a file beside the one that is wanted, and leave nothing of it behind."""
    made = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise FileRefused(str(file), error.strerror or str(error)) from error
    try:
        yield made
    finally:
        for left in (made, *(made.with_name(made.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)


def _put(made: Path, file: Path, *, force: bool) -> None:
    """Give a finished file its name, on disk, without ever writing over another by accident."""
    try:
        with made.open("rb+") as written:
            os.fsync(written.fileno())
        if force:
            made.replace(file)
        else:
            os.link(made, file)
    except FileExistsError:
        raise FileExists(str(file)) from None
    except OSError as error:
        raise FileRefused(str(file), error.strerror or str(error)) from error
    sync_folder(file.absolute().parent)
