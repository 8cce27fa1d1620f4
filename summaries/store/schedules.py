"""When a channel gets its digest. Which of them are due is the digests room's to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa

from summaries.store.audit import note
from summaries.store.errors import NotStorable
from summaries.store.names import is_name, new_name
from summaries.store.repository import GuildRepository
from summaries.store.tables import schedules


@dataclass(frozen=True, slots=True)
class Schedule:
    """A digest's place and time. ``weekdays`` as `date.weekday` counts them: 0 is Monday.

    ``local_time`` is a time of day, to the minute, in ``zone`` (a name of the tz database).
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


class SchedulesRepository(GuildRepository):
    """The digests of one guild."""

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
        schedule = Schedule(
            id=new_name(),
            guild=self._guild,
            channel=channel,
            local_time=local_time.replace(second=0, microsecond=0, tzinfo=None),
            zone=zone,
            weekdays=days,
            topics=names,
            created_by=created_by,
            created=self._clock(),
            options=options or {},
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
        }
        with self._writing() as connection:
            connection.execute(schedules.insert().values(id=schedule.id, **values))
            detail = {"schedule": schedule.id, "channel": channel}
            note(connection, self._guild, self._clock(), created_by, "digest.schedule", detail)
        return schedule

    def list(self) -> tuple[Schedule, ...]:
        """The guild's schedules, oldest first, without removed ones."""
        with self._store.reading() as connection:
            return read_schedules(
                connection, schedules.c.guild == self._guild, schedules.c.removed_at.is_(None)
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

    def remove(self, schedule_id: str, *, by: int) -> bool:
        """End a schedule; False if there was none to end. Its past editions stay known."""
        if not is_name(schedule_id):
            return False
        row = schedules.update().where(
            schedules.c.guild == self._guild,
            schedules.c.id == schedule_id,
            schedules.c.removed_at.is_(None),
        )
        with self._writing() as connection:
            now = self._clock()
            done = connection.execute(row.values(removed_at=now, active=False)).rowcount == 1
            if done:
                note(connection, self._guild, now, by, "digest.remove", {"schedule": schedule_id})
        return done


def read_schedules(
    connection: sa.Connection, *which: sa.ColumnElement[bool]
) -> tuple[Schedule, ...]:
    """Read the schedules for which all of ``which`` holds, oldest first."""
    query = sa.select(schedules).where(*which).order_by(schedules.c.created, schedules.c.id)
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
        )
        for row in connection.execute(query)
    )
