"""All guilds at once: for the bot itself, never for a command that answers one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from summaries.store.audit import note
from summaries.store.connections import Connections
from summaries.store.counters import Counts
from summaries.store.drafts import KEPT
from summaries.store.repository import Clock, ensure_guild
from summaries.store.schedules import Schedule, read_schedules
from summaries.store.tables import counters, drafts, guilds, metadata, schedules

# Rows deleted in one transaction of a purge: others wait for some milliseconds at most.
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Guild:
    """A Discord server that the bot knows."""

    id: int
    name: str | None
    added: datetime
    seeded: bool
    settings: dict[str, Any] = field(default_factory=dict)


class GuildsRepository:
    """Every guild that the bot knows, and what concerns all of them."""

    def __init__(self, store: Connections, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def add(self, guild: int, name: str | None = None) -> None:
        """Note a guild, or its new name."""
        with self._store.writing() as connection:
            ensure_guild(connection, guild, self._clock())
            if name is not None:
                connection.execute(guilds.update().where(guilds.c.id == guild).values(name=name))

    def get(self, guild: int) -> Guild | None:
        """One guild; None if it is not known."""
        found = self._read(guilds.c.id == guild)
        return found[0] if found else None

    def all(self) -> tuple[Guild, ...]:
        """Every guild, by id."""
        return self._read()

    def change_settings(
        self, guild: int, changes: dict[str, Any], *, by: int | None
    ) -> dict[str, Any]:
        """Change some of a guild's settings and return all; None as a value removes one.

        What two people change at the same time is merged, setting by setting.
        """
        row = sa.select(guilds.c.settings).where(guilds.c.id == guild)
        with self._store.writing() as connection:
            ensure_guild(connection, guild, self._clock())
            before: dict[str, Any] = connection.execute(row.with_for_update()).scalar_one()
            after = {k: v for k, v in (before | changes).items() if v is not None}
            connection.execute(guilds.update().where(guilds.c.id == guild).values(settings=after))
            note(connection, guild, self._clock(), by, "settings.change", changes)
        return after

    def active_schedules(self) -> tuple[Schedule, ...]:
        """The schedules of all guilds that are neither paused nor removed, oldest first."""
        with self._store.reading() as connection:
            return read_schedules(connection, schedules.c.active.is_(True))

    def totals(self) -> Counts:
        """Sentences shown and verified, over all guilds."""
        query = sa.select(sa.func.sum(counters.c.shown), sa.func.sum(counters.c.verified))
        with self._store.reading() as connection:
            shown, verified = connection.execute(query).one()
        return Counts(int(shown or 0), int(verified or 0))

    def drop_old_drafts(self) -> int:
        """Forget the texts that nobody confirmed within an hour; return how many there were."""
        with self._store.writing() as connection:
            old = drafts.c.created < self._clock() - KEPT
            return connection.execute(drafts.delete().where(old)).rowcount

    def purge(self, guild: int) -> int:
        """Delete everything of a guild and return the number of rows; again if interrupted.

        In small transactions, so that others are not held up. Deleted words are overwritten.
        """
        deleted = sum(
            self._purge_table(table, table.c.guild == guild)
            for table in reversed(metadata.sorted_tables)
            if "guild" in table.c
        )
        deleted += self._purge_table(guilds, guilds.c.id == guild)
        self._store.scrub()
        return deleted

    def _purge_table(self, table: sa.Table, which: sa.ColumnElement[bool]) -> int:
        key = sa.tuple_(*table.primary_key.columns)
        some = sa.select(*table.primary_key.columns).where(which).limit(_BATCH)
        deleted = 0
        while True:
            with self._store.writing() as connection:
                keys = [tuple(row) for row in connection.execute(some)]
                if not keys:
                    return deleted
                deleted += connection.execute(table.delete().where(key.in_(keys))).rowcount

    def _read(self, *which: sa.ColumnElement[bool]) -> tuple[Guild, ...]:
        query = sa.select(guilds).where(*which).order_by(guilds.c.id)
        with self._store.reading() as connection:
            return tuple(
                Guild(row.id, row.name, row.added, row.library_seeded, row.settings)
                for row in connection.execute(query)
            )
