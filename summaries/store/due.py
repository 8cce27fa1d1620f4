"""What is due now, of all guilds: for the dispatcher, never for a command that answers a guild."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from summaries.store.audit import note
from summaries.store.connections import Connections
from summaries.store.corrections import Correction, correction_from
from summaries.store.leases import RunState, lapsed
from summaries.store.previews import Preview, preview_from
from summaries.store.repository import Clock
from summaries.store.runs import Run, run_from
from summaries.store.schedules import Schedule, read_schedules
from summaries.store.tables import corrections, guilds, previews, runs, schedules

_LEFT = sa.select(guilds.c.id).where(guilds.c.left_at.is_not(None))
_AT_ONCE: Final = 500  # rows written in one transaction: others wait for some milliseconds


class DueRepository:
    """Finds due work by its index, however many schedules there are."""

    def __init__(self, store: Connections, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def schedules(self, before: datetime, limit: int) -> tuple[Schedule, ...]:
        """The schedules to look at by ``before``, those that wait longest first."""
        with self._store.reading() as connection:
            return read_schedules(
                connection,
                schedules.c.next_due <= before,
                schedules.c.guild.not_in(_LEFT),
                order=(schedules.c.next_due, schedules.c.id),
                limit=limit,
            )

    def abandoned(self, now: datetime, limit: int) -> tuple[tuple[Schedule, Run], ...]:
        """Editions that were claimed and that nobody holds now, each with its schedule."""
        with self._store.reading() as connection:
            found = [run_from(row) for row in connection.execute(_free(runs, now, limit))]
            known = _schedules(connection, {run.schedule for run in found})
        return tuple((known[run.schedule], run) for run in found)

    def previews(self, now: datetime, limit: int) -> tuple[tuple[Schedule, Preview], ...]:
        """Previews that were claimed and that nobody holds now, each with its schedule."""
        with self._store.reading() as connection:
            found = [preview_from(row) for row in connection.execute(_free(previews, now, limit))]
            known = _schedules(connection, {one.schedule for one in found})
        return tuple((known[one.schedule], one) for one in found)

    def corrections(self, now: datetime, limit: int) -> tuple[Correction, ...]:
        """Corrections that are to be sent and that nobody holds now."""
        with self._store.reading() as connection:
            rows = connection.execute(_free(corrections, now, limit))
            return tuple(map(correction_from, rows))

    def done(self, schedule_id: str, dates: Mapping[date, datetime]) -> frozenset[date]:
        """Which of some local dates of a schedule have been dealt with."""
        query = sa.select(runs.c.local_date).where(
            runs.c.schedule == schedule_id, runs.c.local_date.in_(list(dates))
        )
        with self._store.reading() as connection:
            return frozenset(connection.scalars(query))

    def move(
        self, schedule: Schedule, following: datetime | None, missed: Mapping[str, object]
    ) -> bool:
        """Look at a schedule again at ``following``; note what it missed, if anything, once.

        False if it was changed meanwhile: another process was first.
        """
        same = (schedules.c.id == schedule.id, schedules.c.next_due == schedule.next_due)
        row = schedules.update().where(*same, schedules.c.active.is_(True))
        with self._store.writing() as connection:
            if connection.execute(row.values(next_due=following)).rowcount != 1:
                return False
            if missed and schedule.follower is None:
                detail = {"schedule": schedule.id, "channel": schedule.channel, **missed}
                note(connection, schedule.guild, self._clock(), None, "edition.missed", detail)
        return True

    def set_all(self, moments: Mapping[str, datetime | None]) -> None:
        """Say of schedules, by id, when to look at them: their clock or their zone was changed."""
        given = sorted(moments.items())
        row = schedules.update().where(
            schedules.c.id == sa.bindparam("name"), schedules.c.active.is_(True)
        )
        change = row.values(next_due=sa.bindparam("moment"))
        for start in range(0, len(given), _AT_ONCE):
            some = given[start : start + _AT_ONCE]
            with self._store.writing() as connection:
                connection.execute(change, [{"name": name, "moment": at} for name, at in some])

    def free_all(self) -> int:
        """End every lease: for a bot that is alone, so whoever held one is gone.

        But for forum posts that may have been sent: they have no nonce, and may still arrive.
        """
        with self._store.writing() as connection:
            now = self._clock()
            held = sa.select(runs.c.schedule).where(runs.c.lease_until > now)
            options = sa.select(schedules.c.id, schedules.c.options).where(schedules.c.id.in_(held))
            forums = [row.id for row in connection.execute(options) if row.options.get("forum")]
            waits = runs.c.tried_at.is_not(None) & runs.c.schedule.in_(forums)
            return sum(
                connection.execute(
                    table.update().where(table.c.lease_until > now, ended).values(lease_until=now)
                ).rowcount
                for table, ended in (
                    (runs, ~waits), (corrections, sa.true()), (previews, sa.true())
                )
            )  # fmt: skip


def _schedules(connection: sa.Connection, ids: Collection[str]) -> dict[str, Schedule]:
    if not ids:
        return {}
    return {made.id: made for made in read_schedules(connection, schedules.c.id.in_(ids))}


def _free(table: sa.Table, now: datetime, limit: int) -> sa.Select[Any]:
    """Select what was claimed and nobody holds now, those first that wait longest."""
    return (
        sa.select(table)
        .where(
            lapsed(table, now),
            table.c.state == RunState.CLAIMED.value,
            table.c.guild.not_in(_LEFT),
        )
        .order_by(table.c.lease_until)
        .limit(limit)
    )
