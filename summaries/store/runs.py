"""Which editions were claimed, sent, failed or skipped: the memory that keeps it to one a day."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from summaries.store.engine import insert_new
from summaries.store.names import is_name
from summaries.store.repository import GuildRepository
from summaries.store.tables import runs, schedules


class RunState(enum.StrEnum):
    """What became of an edition."""

    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Run:
    """One edition of a schedule on one local date. ``part`` counts its messages from 0.

    ``edition`` is the number that readers see; failed and skipped editions use none up.
    ``nonce`` is what the message is sent with, so that a repeat of it is one message.
    """

    schedule: str
    local_date: date
    part: int
    state: RunState
    edition: int
    nonce: str
    claimed_at: datetime
    messages: tuple[int, ...] = ()
    sent_at: datetime | None = None
    reason: str | None = None


class RunsRepository(GuildRepository):
    """The editions of one guild's schedules."""

    def claim(self, schedule_id: str, local_date: date, part: int = 0, *, nonce: str) -> Run | None:
        """Take an edition for sending: the run, or None for everyone but the first who asks.

        None too if the schedule is not this guild's, or was removed or paused meanwhile.
        Atomic over threads and processes; on disk before it returns.
        """
        if not is_name(schedule_id):
            return None
        sendable = sa.select(schedules.c.id).where(
            schedules.c.id == schedule_id,
            schedules.c.guild == self._guild,
            schedules.c.active.is_(True),
        )
        with self._writing() as connection:
            # Locked where the database can do that: editions are counted one at a time.
            if connection.scalar(sendable.with_for_update()) is None:
                return None
            now, edition = self._clock(), _edition(connection, schedule_id, local_date)
            first = insert_new(
                connection,
                runs,
                schedule=schedule_id,
                local_date=local_date,
                part=part,
                guild=self._guild,
                state=RunState.CLAIMED.value,
                edition=edition,
                nonce=nonce,
                messages=[],
                claimed_at=now,
            )
        if not first:
            return None
        return Run(schedule_id, local_date, part, RunState.CLAIMED, edition, nonce, now)

    def finish(
        self, run: Run, state: RunState, *, messages: Iterable[int] = (), reason: str | None = None
    ) -> bool:
        """Say what became of a claimed run; False if that was said before."""
        row = runs.update().where(
            runs.c.guild == self._guild,
            runs.c.schedule == run.schedule,
            runs.c.local_date == run.local_date,
            runs.c.part == run.part,
            runs.c.state == RunState.CLAIMED.value,
        )
        with self._writing() as connection:
            done = row.values(
                state=state.value,
                messages=list(messages),
                reason=reason,
                sent_at=self._clock() if state is RunState.SENT else None,
            )
            return connection.execute(done).rowcount == 1

    def get(self, schedule_id: str, local_date: date, part: int = 0) -> Run | None:
        """What is known of an edition; None if nobody claimed it."""
        found = self._read(
            runs.c.schedule == schedule_id, runs.c.local_date == local_date, runs.c.part == part
        )
        return found[0] if found else None

    def history(self, schedule_id: str, limit: int = 20) -> tuple[Run, ...]:
        """The latest runs of a schedule, newest first."""
        return self._read(runs.c.schedule == schedule_id, limit=limit)

    def unfinished(self) -> tuple[Run, ...]:
        """Runs that were claimed and never finished: the bot stopped between the two."""
        return self._read(runs.c.state == RunState.CLAIMED.value)

    def _read(self, *which: sa.ColumnElement[bool], limit: int | None = None) -> tuple[Run, ...]:
        query = (
            sa.select(runs)
            .where(runs.c.guild == self._guild, *which)
            .order_by(runs.c.local_date.desc(), runs.c.schedule, runs.c.part)
            .limit(limit)
        )
        with self._store.reading() as connection:
            return tuple(
                Run(
                    schedule=row.schedule,
                    local_date=row.local_date,
                    part=row.part,
                    state=RunState(row.state),
                    edition=row.edition,
                    nonce=row.nonce,
                    claimed_at=row.claimed_at,
                    messages=tuple(row.messages),
                    sent_at=row.sent_at,
                    reason=row.reason,
                )
                for row in connection.execute(query)
            )


def _edition(connection: sa.Connection, schedule: str, local_date: date) -> int:
    """The number of this date's edition: parts of one date share it."""
    used = runs.c.state.in_([RunState.CLAIMED.value, RunState.SENT.value])
    same_date = sa.select(sa.func.max(runs.c.edition)).where(
        runs.c.schedule == schedule, runs.c.local_date == local_date
    )
    latest = sa.select(sa.func.max(runs.c.edition)).where(runs.c.schedule == schedule, used)
    return connection.scalar(same_date) or (connection.scalar(latest) or 0) + 1
