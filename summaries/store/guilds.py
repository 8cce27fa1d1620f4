"""All guilds at once: for the bot itself, never for a command that answers one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from summaries.evidence.aliases import Alias
from summaries.store.audit import note
from summaries.store.connections import Connections
from summaries.store.counters import Counts
from summaries.store.drafts import KEPT
from summaries.store.feeds import StoredFeed, feed_from
from summaries.store.purge import purge
from summaries.store.repository import Clock, ensure_guild, guild_row
from summaries.store.schedules import Schedule, read_schedules
from summaries.store.settings import GuildSettings
from summaries.store.tables import article_facts, counters, drafts, feeds, guilds, schedules

GRACE: Final = timedelta(days=30)
"""How long everything is kept for a server that the bot was removed from."""

PAGE: Final = 200
"""So many rows are read in one go where all guilds are asked."""

_LEFT = sa.select(guilds.c.id).where(guilds.c.left_at.is_not(None))


@dataclass(frozen=True, slots=True)
class Guild:
    """A Discord server that the bot knows. ``left_at`` is when the bot was removed from it."""

    id: int
    name: str | None
    added: datetime
    seeded: bool
    settings: dict[str, Any] = field(default_factory=dict)
    left_at: datetime | None = None


class GuildsRepository:
    """Every guild that the bot knows, and what concerns all of them."""

    def __init__(self, store: Connections, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def add(self, guild: int, name: str | None = None) -> None:
        """Note a guild that the bot is a member of, or its new name; a grace that ran ends."""
        with self._store.writing() as connection:
            ensure_guild(connection, guild, self._clock())
            self._take_back(connection, guild)
            if name is not None:
                connection.execute(guilds.update().where(guilds.c.id == guild).values(name=name))

    def get(self, guild: int) -> Guild | None:
        """One guild; None if it is not known."""
        found = self._read(guilds.c.id == guild)
        return found[0] if found else None

    def all(self) -> tuple[Guild, ...]:
        """Every guild, by id."""
        return self._read()

    def larger_than(self, articles: int) -> tuple[int, ...]:
        """The guilds with more articles than so many, by id; withdrawn ones count too."""
        size = sa.func.count()
        query = sa.select(article_facts.c.guild).group_by(article_facts.c.guild)
        with self._store.reading() as connection:
            large = query.having(size > articles).order_by(article_facts.c.guild)
            return tuple(connection.scalars(large))

    def settings(self, guild: int) -> GuildSettings:
        """What a guild has set; of an unknown one, what counts for everybody."""
        return guild_row(self._store, guild).settings

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

    def once(self, guild: int, name: str) -> bool:
        """Note in a guild's settings that something was done; False if it was before. Atomic."""
        return self._switch(guild, name, done=True)

    def once_more(self, guild: int, name: str) -> None:
        """Take back what `once` noted: it could not be done."""
        self._switch(guild, name, done=False)

    def _switch(self, guild: int, name: str, *, done: bool) -> bool:
        row = sa.select(guilds.c.settings).where(guilds.c.id == guild)
        with self._store.writing() as connection:
            ensure_guild(connection, guild, self._clock())
            before: dict[str, Any] = connection.execute(row.with_for_update()).scalar_one()
            if bool(before.get(name)) == done:
                return False
            after = {key: value for key, value in before.items() if key != name}
            after |= {name: True} if done else {}
            connection.execute(guilds.update().where(guilds.c.id == guild).values(settings=after))
        return True

    def change_names(
        self,
        guild: int,
        *,
        add: Collection[Alias] = (),
        remove: Collection[str] = (),
        by: int | None,
    ) -> None:
        """Add other names to a guild's list, and remove those that are known by these keys.

        What two people change at the same time is merged, name by name.
        """
        row = sa.select(guilds.c.settings).where(guilds.c.id == guild)
        with self._store.writing() as connection:
            ensure_guild(connection, guild, self._clock())
            before: dict[str, Any] = connection.execute(row.with_for_update()).scalar_one()
            names = GuildSettings.from_json(before).names()
            removed = [names.pop(key) for key in remove if key in names]
            added = [one for one in add if names.get(one.key) != one]
            names |= {one.key: one for one in added}
            changes = {
                "aliases": {key: one.name for key, one in names.items()},
                "spellings": {key: one.other for key, one in names.items()},
            }
            after = {k: v for k, v in (before | changes).items() if v}
            connection.execute(guilds.update().where(guilds.c.id == guild).values(settings=after))
            for action, changed in (("names.remove", removed), ("names.add", added)):
                if changed:
                    said = ", ".join(f"{one.other} = {one.name}" for one in changed)
                    note(connection, guild, self._clock(), by, action, {"names": said})

    def active_schedules(self, *, at_once: int = PAGE) -> Iterator[Schedule]:
        """Yield the schedules that are neither paused nor removed, of guilds not left, by id.

        They are read ``at_once`` in a transaction: SQLite lets go of Python's lock for each row and
        takes it back at once, and while it reads thousands no other thread comes in between.
        """
        last = ""
        while True:
            with self._store.reading() as connection:
                page = read_schedules(
                    connection,
                    schedules.c.active.is_(True),
                    schedules.c.guild.not_in(_LEFT),
                    schedules.c.id > last,
                    order=(schedules.c.id,),
                    limit=at_once,
                )
            yield from page
            if len(page) < at_once:
                return
            last = page[-1].id

    def due_feeds(self, now: datetime, limit: int) -> tuple[tuple[int, StoredFeed], ...]:
        """The feeds to look at by ``now``, each with its guild, those that wait longest first."""
        query = (
            sa.select(feeds)
            .where(
                feeds.c.next_check <= now,
                feeds.c.paused.is_(False),
                feeds.c.guild.not_in(_LEFT),
            )
            .order_by(feeds.c.next_check, feeds.c.id)
            .limit(limit)
        )
        with self._store.reading() as connection:
            return tuple((row.guild, feed_from(row)) for row in connection.execute(query))

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

    def left(self, guild: int) -> bool:
        """Begin the grace of a guild that the bot was removed from; False if none begins now."""
        here = sa.and_(guilds.c.id == guild, guilds.c.left_at.is_(None))
        with self._store.writing() as connection:
            now = self._clock()
            done = connection.execute(guilds.update().where(here).values(left_at=now)).rowcount == 1
            if done:
                note(connection, guild, now, None, "guild.left", {})
        return done

    def back(self, guild: int) -> bool:
        """End the grace of a guild that the bot is in again; False if none was running."""
        with self._store.writing() as connection:
            return self._take_back(connection, guild)

    def due_purges(self, now: datetime) -> tuple[int, ...]:
        """The guilds whose grace is over by ``now``; `purge` is for them."""
        query = sa.select(guilds.c.id).where(guilds.c.left_at <= now - GRACE).order_by(guilds.c.id)
        with self._store.reading() as connection:
            return tuple(connection.scalars(query))

    def purge(self, guild: int) -> int:
        """Delete everything of a guild and return the number of rows; again if interrupted.

        In small transactions, so that others are not held up. Deleted words are overwritten.
        """
        return purge(self._store, guild)

    def _take_back(self, connection: sa.Connection, guild: int) -> bool:
        gone = sa.and_(guilds.c.id == guild, guilds.c.left_at.is_not(None))
        done = connection.execute(guilds.update().where(gone).values(left_at=None)).rowcount == 1
        if done:
            note(connection, guild, self._clock(), None, "guild.back", {})
        return done

    def _read(self, *which: sa.ColumnElement[bool]) -> tuple[Guild, ...]:
        query = sa.select(guilds).where(*which).order_by(guilds.c.id)
        with self._store.reading() as connection:
            return tuple(
                Guild(row.id, row.name, row.added, row.library_seeded, row.settings, row.left_at)
                for row in connection.execute(query)
            )
