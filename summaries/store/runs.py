"""Which editions were claimed, sent, failed or skipped: the memory that keeps it to one a day.

An edition is held under a lease by one process at a time. Its token counts the holders, so one
that was frozen for longer than its lease finds that it can neither send nor mark any more.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from summaries.briefs.shown import ShownSentence
from summaries.store.audit import note
from summaries.store.engine import insert_new
from summaries.store.names import is_name
from summaries.store.repository import GuildRepository
from summaries.store.shown import note_shown
from summaries.store.tables import briefs, runs, schedules

LEASE: Final = timedelta(seconds=90)
"""How long an edition is held if nothing is said: time to make it, and to send it once."""

SKIPPED_BY_HAND: Final = "by_hand"
"""The reason of a run that a manager had left out."""

LONGEST_LEASE: Final = timedelta(minutes=10)
"""A lease that ends later than this was taken by a clock that was wrong: it counts as over."""


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
    ``tried_at`` is when it may have been sent for the first time; None: it was not.
    ``reason`` of a claimed run says why its last holder gave it back.
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
    token: int = 0
    tried_at: datetime | None = None
    brief: str | None = None


class RunsRepository(GuildRepository):
    """The editions of one guild's schedules."""

    def claim(
        self,
        schedule_id: str,
        local_date: date,
        part: int = 0,
        *,
        nonce: str,
        lease: timedelta = LEASE,
        following: datetime | None = None,
    ) -> Run | None:
        """Take an edition for sending: the run, or None for everyone but the first who asks.

        None too if the schedule is not this guild's, or was removed or paused meanwhile.
        ``following`` is when the schedule is to be looked at next, whoever was first.
        Atomic over threads and processes; on disk before it returns.
        """
        if not is_name(schedule_id):
            return None
        ours = (schedules.c.id == schedule_id, schedules.c.guild == self._guild)
        sendable = sa.select(schedules.c.id).where(*ours, schedules.c.active.is_(True))
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
                lease_until=now + lease,
                token=1,
            )
            if following is not None:
                connection.execute(schedules.update().where(*ours).values(next_due=following))
        if not first:
            return None
        return Run(schedule_id, local_date, part, RunState.CLAIMED, edition, nonce, now, token=1)

    def take_over(self, run: Run, lease: timedelta = LEASE) -> Run | None:
        """Hold a run whose last holder is gone; None if that is not so, or another was first."""
        now = self._clock()
        mine = _held(self._guild, run).where(lapsed(now))
        with self._writing() as connection:
            taken = mine.values(token=run.token + 1, lease_until=now + lease)
            if connection.execute(taken).rowcount != 1:
                return None
        return replace(run, token=run.token + 1)

    def trying(
        self, run: Run, tried_at: datetime, *, brief: str | None, lease: timedelta = LEASE
    ) -> Run | None:
        """Say that the run is about to be sent; None if it must not be.

        That is so if another process holds it now, or its schedule was paused or removed. From
        ``tried_at`` on (Discord's clock) it counts as perhaps sent. Holds it for ``lease`` more.
        """
        active = sa.select(schedules.c.id).where(
            schedules.c.id == run.schedule, schedules.c.active.is_(True)
        )
        first = run.tried_at or tried_at
        with self._writing() as connection:
            held = _held(self._guild, run).where(active.exists())
            until = self._clock() + lease
            values = held.values(lease_until=until, tried_at=first, brief=brief)
            if connection.execute(values).rowcount != 1:
                return None
        return replace(run, tried_at=first, brief=brief)

    def give_back(self, run: Run, until: datetime, reason: str | None = None) -> bool:
        """Let whoever comes first take the run over from ``until`` on; False if it was not ours."""
        with self._writing() as connection:
            back = _held(self._guild, run).values(lease_until=until, reason=reason)
            return connection.execute(back).rowcount == 1

    def finish(
        self,
        run: Run,
        state: RunState,
        *,
        messages: Iterable[int] = (),
        reason: str | None = None,
        shown: Iterable[ShownSentence] = (),
    ) -> bool:
        """Say what became of a claimed run; False if that was said before, or is not ours to say.

        With it goes which message shows the run's brief, and which sentences its channel has seen.
        """
        posted = list(messages)
        with self._writing() as connection:
            done = _held(self._guild, run).values(
                state=state.value,
                messages=posted,
                reason=reason,
                sent_at=self._clock() if state is RunState.SENT else None,
                lease_until=None,
            )
            if connection.execute(done).rowcount != 1:
                return False
            if state is RunState.SENT:
                where = sa.select(schedules.c.channel).where(schedules.c.id == run.schedule)
                channel = connection.execute(where).scalar_one()
                note_shown(connection, self._guild, channel, shown, self._clock())
            if run.brief is not None and posted:
                brief = briefs.c.guild == self._guild, briefs.c.id == run.brief
                connection.execute(briefs.update().where(*brief).values(message=posted[0]))
            if posted:
                accepted = schedules.c.id == run.schedule, schedules.c.refusals > 0
                connection.execute(schedules.update().where(*accepted).values(refusals=0))
        return True

    def skip(self, schedule_id: str, local_date: date, *, nonce: str, by: int) -> bool:
        """Leave an edition out before anybody claims it; False if it was claimed or left out."""
        if not is_name(schedule_id):
            return False
        ours = (schedules.c.id == schedule_id, schedules.c.guild == self._guild)
        active = sa.select(schedules.c.channel).where(
            *ours, schedules.c.active.is_(True), schedules.c.follower.is_(None)
        )
        with self._writing() as connection:
            channel = connection.scalar(active.with_for_update())
            if channel is None:
                return False
            now = self._clock()
            done = insert_new(
                connection,
                runs,
                schedule=schedule_id,
                local_date=local_date,
                part=0,
                guild=self._guild,
                state=RunState.SKIPPED.value,
                edition=_edition(connection, schedule_id, local_date),
                nonce=nonce,
                messages=[],
                claimed_at=now,
                reason=SKIPPED_BY_HAND,
                token=0,
            )
            if done:
                self._note_skip(connection, "edition.skip", schedule_id, channel, local_date, by)
        return done

    def unskip(self, schedule_id: str, local_date: date, *, by: int) -> bool:
        """Let an edition come that was left out by hand; False if there is none such."""
        if not is_name(schedule_id):
            return False
        left_out = runs.delete().where(
            runs.c.guild == self._guild,
            runs.c.schedule == schedule_id,
            runs.c.local_date == local_date,
            runs.c.state == RunState.SKIPPED.value,
            runs.c.reason == SKIPPED_BY_HAND,
        )
        where = sa.select(schedules.c.channel).where(schedules.c.id == schedule_id)
        with self._writing() as connection:
            done = connection.execute(left_out).rowcount == 1
            if done:
                channel = connection.scalar(where)
                # It may have been passed over already: the schedule is looked at once more.
                again = schedules.update().where(
                    schedules.c.id == schedule_id, schedules.c.active.is_(True)
                )
                connection.execute(again.values(next_due=self._clock()))
                self._note_skip(connection, "edition.unskip", schedule_id, channel, local_date, by)
        return done

    def _note_skip(
        self,
        connection: sa.Connection,
        action: str,
        schedule_id: str,
        channel: int | None,
        local_date: date,
        by: int,
    ) -> None:
        detail = {"schedule": schedule_id, "channel": channel, "first": local_date.isoformat()}
        note(connection, self._guild, self._clock(), by, action, detail)

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
        """Runs that were claimed and are not finished."""
        return self._read(runs.c.state == RunState.CLAIMED.value)

    def _read(self, *which: sa.ColumnElement[bool], limit: int | None = None) -> tuple[Run, ...]:
        query = (
            sa.select(runs)
            .where(runs.c.guild == self._guild, *which)
            .order_by(runs.c.local_date.desc(), runs.c.schedule, runs.c.part)
            .limit(limit)
        )
        with self._store.reading() as connection:
            return tuple(map(run_from, connection.execute(query)))


def lapsed(now: datetime) -> sa.ColumnElement[bool]:
    """Tell of which runs the lease is over, or was taken by a clock that was wrong."""
    return sa.or_(runs.c.lease_until <= now, runs.c.lease_until > now + LONGEST_LEASE)


def run_from(row: sa.Row[tuple[object, ...]]) -> Run:
    """Read a run from its row."""
    return Run(
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
        token=row.token or 0,
        tried_at=row.tried_at,
        brief=row.brief,
    )


def _held(guild: int, run: Run) -> sa.Update:
    """An update of a claimed run, if it is still its holder who asks."""
    return runs.update().where(
        runs.c.guild == guild,
        runs.c.schedule == run.schedule,
        runs.c.local_date == run.local_date,
        runs.c.part == run.part,
        runs.c.state == RunState.CLAIMED.value,
        runs.c.token == run.token,
    )


def _edition(connection: sa.Connection, schedule: str, local_date: date) -> int:
    """The number of this date's edition: parts of one date share it."""
    used = runs.c.state.in_([RunState.CLAIMED.value, RunState.SENT.value])
    same_date = sa.select(sa.func.max(runs.c.edition)).where(
        runs.c.schedule == schedule, runs.c.local_date == local_date
    )
    latest = sa.select(sa.func.max(runs.c.edition)).where(runs.c.schedule == schedule, used)
    return connection.scalar(same_date) or (connection.scalar(latest) or 0) + 1
