"""Putting a backup in a database's place, brought up to date, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from summaries.store.articles import Rebuild
from summaries.store.backup import check, copy_file, sync_folder
from summaries.store.connections import Connections
from summaries.store.engine import PROGRAM, alone, refused_by_the_system
from summaries.store.errors import BadBackup, StoreError, StoreInUse, StoreNotEmpty
from summaries.store.migrate import config_for, known_revisions, refuse_unknown, revision_of
from summaries.store.only_bot import OnlyBot
from summaries.store.tables import metadata
from summaries.store.transfer import Progress, move_rows

BEFORE: Final = ".before-restore"
"""What the name of a file ends in that a backup took the place of."""

_SIDES: Final = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was restored; it was of ``revision``. ``kept`` is the file that it replaced."""

    revision: str
    kept: Path | None


def restore(
    store: Connections,
    only_bot: OnlyBot | None,
    file: Path,
    *,
    force: bool,
    rebuild: Rebuild,
    report: Progress,
) -> Restored:
    """Put a backup in the place of a database that is empty, or of any with ``force``.

    Raises BadBackup, StoreTooNew, StoreInUse while a bot works with it, and StoreNotEmpty.
    """
    if not file.is_file():
        raise BadBackup(str(file), "there is no such file")
    if store.file is None or only_bot is None:
        return _into_server(store, file, force=force, rebuild=rebuild, report=report)
    store.make_place()
    with only_bot.alone():
        return _into_file(store, store.file, file, force=force, rebuild=rebuild, report=report)


def _into_file(
    store: Connections, place: Path, file: Path, *, force: bool, rebuild: Rebuild, report: Progress
) -> Restored:
    if place.samefile(file):
        raise BadBackup(str(file), "it is the database itself")
    used = _holds_data(store)
    store.close()
    kept = place.with_name(place.name + BEFORE)
    if used and not force:
        raise StoreNotEmpty(store.where, f" (what is there is kept as {kept.name})")
    work = place.with_name(place.name + ".restoring")
    try:
        revision = _made_ready(file, work, rebuild, report)
        _swap(place, work, kept if used else None)
    except OSError as error:
        raise refused_by_the_system(error, str(place)) from error
    finally:
        _remove(work)
    return Restored(revision, kept if used else None)


def _into_server(
    store: Connections, file: Path, *, force: bool, rebuild: Rebuild, report: Progress
) -> Restored:
    with tempfile.TemporaryDirectory(prefix="pullquote-") as folder:
        work = Path(folder) / "backup.sqlite3"
        revision = _made_ready(file, work, rebuild, lambda done, total: None)
        source = _opened(work)
        with closing(source), source.reading() as rows, store.writing() as target:
            alone(target)
            _refuse_others(target, store.where)
            refuse_unknown(store.where, revision_of(target), known_revisions(target))
            if not force and _any_guild(target):
                raise StoreNotEmpty(store.where)
            _make_anew(target)
            move_rows(rows, target, report)
    return Restored(revision, None)


def _made_ready(file: Path, work: Path, rebuild: Rebuild, report: Progress) -> str:
    """Copy a backup, check it, bring it up to date; return the revision that it was of."""
    copy_file(file, work, report)
    check(work, damaged=BadBackup(str(file), "it is damaged"))
    made = _opened(work)
    try:
        with made.reading() as connection:
            revision = revision_of(connection)
            if revision is None:
                raise BadBackup(str(file), "it is no backup of Pullquote's")
            refuse_unknown(str(file), revision, known_revisions(connection))
        made.open(rebuild)
        with made.outside() as raw:
            raw.execute("PRAGMA journal_mode=DELETE").close()
    finally:
        made.close()
    return revision


def _opened(work: Path) -> Connections:
    return Connections(sa.URL.create("sqlite", database=str(work.absolute())))


def _swap(place: Path, work: Path, kept: Path | None) -> None:
    """Let the new file take the old one's name. The old one is kept until then, with its log.

    The old log must be gone before the new file has the name, or it would be read into it; SQLite
    itself throws a log away that has no database.
    """
    with work.open("rb+") as written:
        os.fsync(written.fileno())
    if kept is not None:
        _remove(kept)
        place.replace(kept)
        for end in _SIDES:
            with contextlib.suppress(FileNotFoundError):
                place.with_name(place.name + end).replace(kept.with_name(kept.name + end))
    else:
        _remove(place)
    work.replace(place)
    sync_folder(place.parent)


def _remove(file: Path) -> None:
    for end in ("", *_SIDES, "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _holds_data(store: Connections) -> bool:
    """Tell whether a file holds anything; one that can't be read is taken to."""
    try:
        with store.reading() as connection:
            return _any_guild(connection)
    except StoreError:
        return True


def _any_guild(connection: sa.Connection) -> bool:
    if not connection.dialect.has_table(connection, "guilds"):
        return False
    return connection.scalar(sa.text("SELECT 1 FROM guilds LIMIT 1")) is not None


def _refuse_others(connection: sa.Connection, where: str) -> None:
    others = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND application_name = :program"
    )
    if connection.scalar(others, {"program": PROGRAM}):
        raise StoreInUse(where)


def _make_anew(connection: sa.Connection) -> None:
    """Drop our tables and make them again, empty, in the caller's transaction."""
    from alembic import command

    tables = [*reversed([table.name for table in metadata.sorted_tables]), "alembic_version"]
    if connection.dialect.has_table(connection, "article_search"):  # else it is an index of one
        tables.insert(0, "article_search")
    for name in tables:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    command.upgrade(config_for(connection), "head")
