"""When a channel gets its digest. Which of them are due is the digests room's to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Final

import sqlalchemy as sa

from summaries.store.audit import note
from summaries.store.errors import NotStorable
from summaries.store.names import is_name, new_name
from summaries.store.repository import GuildRepository
from summaries.store.tables import schedules

PATIENCE: Final = 3
"""After so many editions in a row that its channel refused, a digest is paused."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A digest's place and time. ``weekdays`` as `date.weekday` counts them: 0 is Monday.

    ``local_time`` is a time of day, to the minute, in ``zone`` (a name of the tz database).
    ``next_due`` is when to look at it next: at first at once, for when an edition is due is not
    known here. ``paused_reason`` is why the bot itself paused it.
    ``follower`` is who it is for, of a private digest; ``channel`` is then her direct messages.
    """

    id: str
    guild: int
    channel: int
    local_time: time
    zone: str
    weekdays: tuple[int, ...]
    topics: tuple[str, ...]
    created_by: int
    created: datetime
    options: dict[str, Any] = field(default_factory=dict)
    active: bool = True
    removed_at: datetime | None = None
    next_due: datetime | None = None
    refusals: int = 0
    paused_reason: str | None = None
    follower: int | None = None


class SchedulesRepository(GuildRepository):
    """The digests of one guild. Those of its members alone are `FollowsRepository`'s."""

    def add(
        self,
        *,
        channel: int,
        local_time: time,
        zone: str,
        weekdays: Iterable[int],
        topics: Iterable[str],
        created_by: int,
        options: dict[str, Any] | None = None,
    ) -> Schedule:
        """Store a new schedule and return it."""
        days, names = tuple(sorted(set(weekdays))), tuple(topics)
        if not days or not set(days) <= set(range(7)):
            raise NotStorable(reason="a digest needs at least one day of the week")
        now = self._clock()
        schedule = Schedule(
            id=new_name(),
            guild=self._guild,
            channel=channel,
            local_time=local_time.replace(second=0, microsecond=0, tzinfo=None),
            zone=zone,
            weekdays=days,
            topics=names,
            created_by=created_by,
            created=now,
            options=options or {},
            next_due=now,
        )
        values = {
            "guild": self._guild,
            "channel": channel,
            "local_time": schedule.local_time.isoformat("minutes"),
            "zone": zone,
            "weekdays": sum(1 << day for day in days),
            "topics": list(names),
            "options": schedule.options,
            "created_by": created_by,
            "created": schedule.created,
            "active": True,
            "next_due": now,
        }
        with self._writing() as connection:
            connection.execute(schedules.insert().values(id=schedule.id, **values))
            detail = {"schedule": schedule.id, "channel": channel}
            note(connection, self._guild, now, created_by, "digest.schedule", detail)
        return schedule

    def list(self) -> tuple[Schedule, ...]:
        """The guild's schedules, oldest first, without removed and private ones."""
        with self._store.reading() as connection:
            return read_schedules(
                connection,
                schedules.c.guild == self._guild,
                schedules.c.follower.is_(None),
                schedules.c.removed_at.is_(None),
            )

    def get(self, schedule_id: str) -> Schedule | None:
        """One schedule, removed or not; None if this guild has no such."""
        if not is_name(schedule_id):
            return None
        with self._store.reading() as connection:
            found = read_schedules(
                connection, schedules.c.guild == self._guild, schedules.c.id == schedule_id
            )
        return found[0] if found else None

    def of_channel(self, channel: int) -> tuple[Schedule, ...]:
        """The digests that a channel has or had, private and removed ones too, oldest first."""
        with self._store.reading() as connection:
            there = schedules.c.guild == self._guild, schedules.c.channel == channel
            return read_schedules(connection, *there)

    def remove(self, schedule_id: str, *, by: int) -> bool:
        """End a schedule; False if there was none to end. Its past editions stay known."""
        if not is_name(schedule_id):
            return False
        row = schedules.update().where(
            schedules.c.guild == self._guild,
            schedules.c.id == schedule_id,
            schedules.c.follower.is_(None),
            schedules.c.removed_at.is_(None),
        )
        with self._writing() as connection:
            now = self._clock()
            ended = row.values(removed_at=now, active=False, next_due=None)
            done = connection.execute(ended).rowcount == 1
            if done:
                note(connection, self._guild, now, by, "digest.remove", {"schedule": schedule_id})
        return done

    def pause(self, schedule_id: str, *, by: int) -> bool:
        """Post nothing until `resume`; False if there is nothing to pause."""
        return self._switch(schedule_id, by=by, on=False)

    def resume(self, schedule_id: str, *, by: int, following: datetime | None = None) -> bool:
        """Let a paused digest go on; False if there is nothing to resume.

        ``following`` is when its next edition is due; without it, one that came due a while ago is
        still posted.
        """
        return self._switch(schedule_id, by=by, on=True, following=following)

    def refused(self, schedule_id: str, reason: str) -> int:
        """Count an edition that the channel refused, and pause the digest if that is enough.

        Returns how many it were in a row. `RunsRepository.finish` begins anew with one that
        arrived.
        """
        row = sa.select(
            schedules.c.refusals, schedules.c.active, schedules.c.channel, schedules.c.follower
        ).where(schedules.c.guild == self._guild, schedules.c.id == schedule_id)
        with self._writing() as connection:
            found = connection.execute(row.with_for_update()).first()
            if found is None:
                return 0
            count = (found.refusals or 0) + 1
            values: dict[str, Any] = {"refusals": count}
            if count >= PATIENCE and found.active:
                values |= {"active": False, "next_due": None, "paused_reason": reason}
                # What made it stop was told when it began; a private one is nobody else's matter.
                detail = {"schedule": schedule_id, "channel": found.channel, "reason": reason}
                told = {**detail, "told": True}
                if found.follower is None:
                    note(connection, self._guild, self._clock(), None, "digest.pause", told)
            connection.execute(
                schedules.update().where(schedules.c.id == schedule_id).values(values)
            )
        return count

    def _switch(
        self, schedule_id: str, *, by: int, on: bool, following: datetime | None = None
    ) -> bool:
        if not is_name(schedule_id):
            return False
        row = schedules.update().where(
            schedules.c.guild == self._guild,
            schedules.c.id == schedule_id,
            schedules.c.follower.is_(None),
            schedules.c.removed_at.is_(None),
            schedules.c.active.is_(not on),
        )
        with self._writing() as connection:
            now = self._clock()
            # Looked at at once, if nobody says when: what is due is worked out there.
            due = (following or now) if on else None
            values = row.values(active=on, next_due=due, refusals=0, paused_reason=None)
            done = connection.execute(values).rowcount == 1
            if done:
                action = "digest.resume" if on else "digest.pause"
                channel = connection.scalar(
                    sa.select(schedules.c.channel).where(schedules.c.id == schedule_id)
                )
                detail = {"schedule": schedule_id, "channel": channel}
                note(connection, self._guild, now, by, action, detail)
        return done


def read_schedules(
    connection: sa.Connection,
    *which: sa.ColumnElement[bool],
    order: Iterable[sa.ColumnElement[Any]] = (schedules.c.created, schedules.c.id),
    limit: int | None = None,
) -> tuple[Schedule, ...]:
    """Read the schedules for which all of ``which`` holds, oldest first."""
    query = sa.select(schedules).where(*which).order_by(*order).limit(limit)
    return tuple(
        Schedule(
            id=row.id,
            guild=row.guild,
            channel=row.channel,
            local_time=time.fromisoformat(row.local_time),
            zone=row.zone,
            weekdays=tuple(day for day in range(7) if row.weekdays >> day & 1),
            topics=tuple(row.topics),
            created_by=row.created_by,
            created=row.created,
            options=row.options,
            active=row.active,
            removed_at=row.removed_at,
            next_due=row.next_due,
            refusals=row.refusals or 0,
            paused_reason=row.paused_reason,
            follower=row.follower,
        )
        for row in connection.execute(query).all()
    )
