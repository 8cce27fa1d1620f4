"""What every repository of one guild has in common."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa

from summaries.store.connections import Connections
from summaries.store.engine import insert_new
from summaries.store.settings import GuildSettings
from summaries.store.tables import guilds

Clock = Callable[[], datetime]

_ROW: Final = sa.select(
    guilds.c.library_seeded, guilds.c.library_revision, guilds.c.settings
).where(guilds.c.id == sa.bindparam("guild"))


@dataclass(frozen=True)
class GuildRow:
    """What an answer asks first of its guild; of an unknown one, what counts for everybody."""

    seeded: bool = False
    revision: int = 0
    written: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def settings(self) -> GuildSettings:
        """Return what the guild has set."""
        return GuildSettings.from_json(self.written)


class GuildRepository:
    """Rows of one guild. It is opened for a guild and can't be asked for another's rows."""

    def __init__(self, store: Connections, guild: int, clock: Clock) -> None:
        self._store, self._guild, self._clock = store, guild, clock

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """Begin a write in which the guild's own row exists."""
        with self._store.writing() as connection:
            ensure_guild(connection, self._guild, self._clock())
            yield connection


def guild_row(store: Connections, guild: int) -> GuildRow:
    """Read a guild's row, in one look once."""

    def read(connection: sa.Connection) -> GuildRow:
        row = connection.execute(_ROW, {"guild": guild}).first()
        return GuildRow(*row) if row else GuildRow()

    return store.once(("guild", guild), read)


def ensure_guild(connection: sa.Connection, guild: int, now: datetime) -> None:
    """Make the guild's row if there is none."""
    insert_new(
        connection,
        guilds,
        id=guild,
        added=now,
        library_seeded=False,
        next_article=1,
        # Not from 0: a guild that was purged and comes back must not repeat an old revision.
        library_revision=time.time_ns() // 1000,
        settings={},
    )


def queue_up(connection: sa.Connection, guild: int) -> None:
    """Wait until no other write to the guild is under way, before something is read to change it.

    SQLite has one writer at a time in any case.
    """
    connection.execute(sa.select(guilds.c.id).where(guilds.c.id == guild).with_for_update())
