"""What an operator does with a whole database, never with one server's rows alone but to export."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summaries.store.articles import Rebuild
from summaries.store.backup import BackedUp, back_up
from summaries.store.connections import Connections
from summaries.store.engine import PAGE
from summaries.store.errors import StoreMissing
from summaries.store.export import Exported, export
from summaries.store.migrate import HEAD, known_revisions, refuse_unknown, revision_of
from summaries.store.only_bot import OnlyBot
from summaries.store.restore import Restored, restore
from summaries.store.search_index import renew
from summaries.store.transfer import Progress, tables_in


def _silent(done: int, total: int | None) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """A migration that is still to be run, and what it brings."""

    revision: str
    brings: str


@dataclass(frozen=True, slots=True)
class Migration:
    """What leads from a database's tables to those of this version. ``found`` None: it has none."""

    found: str | None
    wanted: str
    steps: tuple[Step, ...]


class Keeper:
    """Backs up, restores, migrates, tidies and exports. Every method may raise StoreError."""

    def __init__(self, store: Connections, only_bot: OnlyBot | None, rebuild: Rebuild) -> None:
        self._store, self._only_bot, self._rebuild = store, only_bot, rebuild

    def back_up(self, file: Path, *, force: bool = False, report: Progress = _silent) -> BackedUp:
        """Write everything to a file while bots go on working."""
        return back_up(self._store, file, force=force, report=report)

    def restore(self, file: Path, *, force: bool = False, report: Progress = _silent) -> Restored:
        """Put a backup in the place of this database, and bring it up to date."""
        return restore(
            self._store, self._only_bot, file, force=force, rebuild=self._rebuild, report=report
        )

    def migration(self) -> Migration:
        """Say which migrations are missing. Raises StoreTooNew."""
        file = self._store.file
        if file is not None and not file.is_file():
            raise StoreMissing(self._store.where)
        with self._store.reading() as connection:
            found, known = revision_of(connection), known_revisions(connection)
        refuse_unknown(self._store.where, found, known)
        missing = [one for one in known if found is None or one > found]
        return Migration(found, HEAD, tuple(Step(one, known[one]) for one in missing))

    def migrate(self) -> None:
        """Run them, all or none. Raises StoreInUse while a bot works with an SQLite file."""
        if self._only_bot is None:
            self._store.open(self._rebuild)
            return
        with self._only_bot.alone():
            self._store.open(self._rebuild)

    def vacuum(self) -> tuple[int, int]:
        """Give back the room of what was deleted; return the size in bytes before and after.

        Raises StoreInUse while a bot works with an SQLite file, which nobody can write meanwhile.
        """
        if self._store.file is None or self._only_bot is None:
            before = self._store.size()
            with self._store.reading() as connection:
                names = [table.name for table in tables_in(connection).sorted_tables]
                if revision_of(connection) == HEAD:
                    names.append("article_search")
            with self._store.outside() as raw:
                for name in names:
                    raw.execute(f"VACUUM (ANALYZE) {name}")
            return before, self._store.size()
        if not self._store.file.is_file():
            raise StoreMissing(self._store.where)
        with self._only_bot.alone():
            before = self._store.size()
            self._renew_index()
            with self._store.outside() as raw:
                self._store.close()  # how a file is kept can be changed by nobody else's leave
                _vacuum_file(raw)
            return before, self._store.size()

    def _renew_index(self) -> None:
        with self._store.reading() as connection:
            if revision_of(connection) != HEAD:
                return
        with self._store.writing() as connection:
            renew(connection)

    def export(self, guild: int, folder: Path, *, report: Progress = _silent) -> Exported:
        """Write everything that a server's team owns to a new folder, as files for people."""
        return export(self._store, guild, folder, report=report)


def _vacuum_file(raw: Any) -> None:
    connection: sqlite3.Connection = raw
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'article_search'")
    if found.fetchone():
        connection.execute("INSERT INTO article_search(article_search) VALUES ('optimize')")
    after = ("PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)")
    for statement in (*_new_pages(connection), *after):
        connection.execute(statement).fetchall()


def _new_pages(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what writes a file anew; one of an earlier version gets the pages of today.

    That can't be done while its log is kept beside it. Interrupted, the file is as it was, and is
    opened as ever.
    """
    if connection.execute("PRAGMA page_size").fetchone() == (PAGE,):
        return ("VACUUM",)
    return (
        "PRAGMA journal_mode=DELETE",
        f"PRAGMA page_size={PAGE}",
        "VACUUM",
        "PRAGMA journal_mode=WAL",
    )
