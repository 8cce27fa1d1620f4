"""Which editions were claimed, sent, failed or skipped: the memory that keeps it to one a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from summaries.briefs.shown import ShownSentence
from summaries.store.audit import note
from summaries.store.engine import insert_new
from summaries.store.leases import LEASE, Leased, LeasedRepository, RunState
from summaries.store.names import is_name
from summaries.store.quoting import note_message, queue_up_message
from summaries.store.shown import count_shown, note_shown
from summaries.store.tables import previews, runs, schedules

_WAITED_FOR: Final = timedelta(minutes=5)
"""For so long after it may have been sent an edition keeps others from its channel."""

SKIPPED_BY_HAND: Final = "by_hand"
"""The reason of a run that a manager had left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Leased):
    """One edition of a schedule on one local date. ``part`` counts its messages from 0.

    ``nonce`` is what the message is sent with, so that a repeat of it is one message.
    ``edition`` is the number that readers see; failed and skipped editions use none up.
    ``claimed_at`` is until when what was added is in it: its preview was made then, if it has one.
    ``brief`` is the stored one that it shows. ``decided`` is how many decisions of editors it minds
    in what it shows; None: it has no preview. ``after`` is how many sentences its channel had been
    shown when it was made; None: it is not made, or shows none.
    """

    schedule: str
    local_date: date
    part: int
    edition: int
    nonce: str
    claimed_at: datetime
    messages: tuple[int, ...] = ()
    sent_at: datetime | None = None
    brief: str | None = None
    decided: int | None = None
    after: int | None = None


class RunsRepository(LeasedRepository[Run]):
    """The editions of one guild's schedules."""

    _table = runs

    def _key(self, one: Run) -> sa.ColumnElement[bool]:
        return sa.and_(
            runs.c.schedule == one.schedule,
            runs.c.local_date == one.local_date,
            runs.c.part == one.part,
        )

    def _wanted(self, one: Run) -> sa.ColumnElement[bool]:
        """Tell whether its schedule was neither paused nor removed."""
        active = sa.select(schedules.c.id).where(
            schedules.c.id == one.schedule, schedules.c.active.is_(True)
        )
        return active.exists()

    def _agreed(self, connection: sa.Connection, one: Run) -> bool:
        """Tell whether it minds all that its editors have decided; they decide nothing more.

        And whether it can't repeat what another edition of its channel shows.
        """
        if one.after is not None:
            queue_up_message(connection, self._guild)
            shown = count_shown(connection, self._guild, _channel_of(one))
            if shown != one.after or self._another(connection, one):
                return False
        if one.decided is None:
            return True
        row = sa.select(previews.c.decisions).where(
            previews.c.schedule == one.schedule, previews.c.local_date == one.local_date
        )
        return connection.scalar(row.with_for_update()) == one.decided

    def _noted(self, one: Run) -> dict[str, Any]:
        return {"brief": one.brief}

    def another_under_way(self, one: Run) -> bool:
        """Tell whether another edition may be in its channel of which nobody knows yet."""
        with self._store.reading() as connection:
            return self._another(connection, one)

    def _another(self, connection: sa.Connection, one: Run) -> bool:
        now = self._clock()
        there = sa.select(schedules.c.id).where(
            schedules.c.guild == self._guild, schedules.c.channel == _channel_of(one)
        )
        query = sa.select(runs.c.schedule).where(
            runs.c.guild == self._guild,
            runs.c.schedule.in_(there),
            sa.not_(self._key(one)),
            runs.c.state == RunState.CLAIMED.value,
            runs.c.lease_until > now,
            # For an edition that Discord does not answer for hours nobody waits.
            runs.c.tried_at > now - _WAITED_FOR,
        )
        return connection.execute(query.limit(1)).first() is not None

    def claim(
        self,
        schedule_id: str,
        local_date: date,
        part: int = 0,
        *,
        nonce: str,
        lease: timedelta = LEASE,
        following: datetime | None = None,
        until: datetime | None = None,
    ) -> Run | None:
        """Take an edition for sending: the run, or None for everyone but the first who asks.

        None too if the schedule is not this guild's, or was removed or paused meanwhile.
        ``following`` is when the schedule is to be looked at next, whoever was first.
        ``until`` is when its preview was made, if it has one.
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
            now = self._clock()
            claimed_at, edition = until or now, _edition(connection, schedule_id, local_date)
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
                claimed_at=claimed_at,
                lease_until=now + lease,
                token=1,
            )
            if following is not None:
                connection.execute(schedules.update().where(*ours).values(next_due=following))
        if not first:
            return None
        return Run(
            schedule=schedule_id,
            local_date=local_date,
            part=part,
            state=RunState.CLAIMED,
            edition=edition,
            nonce=nonce,
            claimed_at=claimed_at,
            token=1,
        )

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
            queue_up_message(connection, self._guild)
            if not self._end(connection, run, state, reason, messages=posted):
                return False
            if state is RunState.SENT:
                where = sa.select(schedules.c.channel).where(schedules.c.id == run.schedule)
                channel = connection.execute(where).scalar_one()
                note_shown(connection, self._guild, channel, shown, self._clock())
            if run.brief is not None and posted:
                note_message(connection, self._guild, run.brief, posted[0], self._clock())
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


def _channel_of(one: Run) -> sa.ScalarSelect[Any]:
    return sa.select(schedules.c.channel).where(schedules.c.id == one.schedule).scalar_subquery()


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


def _edition(connection: sa.Connection, schedule: str, local_date: date) -> int:
    """The number of this date's edition: parts of one date share it."""
    used = runs.c.state.in_([RunState.CLAIMED.value, RunState.SENT.value])
    same_date = sa.select(sa.func.max(runs.c.edition)).where(
        runs.c.schedule == schedule, runs.c.local_date == local_date
    )
    latest = sa.select(sa.func.max(runs.c.edition)).where(runs.c.schedule == schedule, used)
    return connection.scalar(same_date) or (connection.scalar(latest) or 0) + 1
