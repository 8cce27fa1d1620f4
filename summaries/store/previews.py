"""Editors' previews: what is shown to them before an edition, and what they decide about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from summaries.store.audit import note
from summaries.store.engine import insert_new
from summaries.store.leases import LEASE, Leased, LeasedRepository, RunState
from summaries.store.names import is_name
from summaries.store.quoting import note_message, queue_up_message
from summaries.store.tables import previews, runs, schedules

UNSAID: Final = "nothing_new"
"""The reason of a preview of an edition that is not even to say that there is nothing new."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence (from 1) of an article that an editor left out."""

    article: str
    sentence: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview(Leased):
    """The preview of one edition, which is ``due`` later, in the editors' ``channel``.

    What was added until ``made_at`` is in it. ``brief`` is the stored one that it shows, and
    ``message`` is what shows it. ``decisions`` counts what editors have done about it.
    """

    schedule: str
    local_date: date
    guild: int
    channel: int
    due: datetime
    made_at: datetime
    brief: str | None = None
    message: int | None = None
    decisions: int = 0
    dropped: tuple[Dropped, ...] = ()
    approved_by: int | None = None
    skipped_by: int | None = None

    @property
    def seen(self) -> bool:
        """Tell whether editors may have seen it, so that what it shows is what is posted.

        Of one that had nothing to show, they know as much.
        """
        tried = self.tried_at is not None and self.state is not RunState.FAILED
        return tried or self.reason == UNSAID


_Change = Callable[[Preview], dict[str, Any] | None]


class PreviewsRepository(LeasedRepository[Preview]):
    """The previews of one guild's editions."""

    _table = previews

    def _key(self, one: Preview) -> sa.ColumnElement[bool]:
        return _named(one.schedule, one.local_date)

    def _wanted(self, one: Preview) -> sa.ColumnElement[bool]:
        """Tell whether its digest goes on, and its edition is still to be made."""
        active = sa.select(schedules.c.id).where(
            schedules.c.id == one.schedule, schedules.c.active.is_(True)
        )
        made = sa.select(runs.c.schedule).where(
            runs.c.schedule == one.schedule, runs.c.local_date == one.local_date
        )
        return sa.and_(active.exists(), sa.not_(made.exists()))

    def _noted(self, one: Preview) -> dict[str, Any]:
        return {"brief": one.brief}

    def claim(
        self,
        schedule_id: str,
        local_date: date,
        *,
        channel: int,
        due: datetime,
        lease: timedelta = LEASE,
        following: datetime | None = None,
    ) -> Preview | None:
        """Take a preview for sending: None for everyone but the first who asks.

        None too if the schedule is not this guild's, or was removed or paused. ``following`` is
        when the schedule is to be looked at next, whoever was first.
        """
        if not is_name(schedule_id):
            return None
        ours = (schedules.c.id == schedule_id, schedules.c.guild == self._guild)
        active = sa.select(schedules.c.id).where(*ours, schedules.c.active.is_(True))
        with self._writing() as connection:
            if connection.scalar(active.with_for_update()) is None:
                return None
            now = self._clock()
            first = insert_new(
                connection,
                previews,
                schedule=schedule_id,
                local_date=local_date,
                guild=self._guild,
                channel=channel,
                due=due,
                made_at=now,
                state=RunState.CLAIMED.value,
                lease_until=now + lease,
                token=1,
                decisions=0,
                dropped=[],
            )
            if following is not None:
                connection.execute(schedules.update().where(*ours).values(next_due=following))
            return _one(connection, self._guild, schedule_id, local_date) if first else None

    def finish(
        self,
        one: Preview,
        state: RunState,
        *,
        message: int | None = None,
        reason: str | None = None,
    ) -> bool:
        """Say what became of a preview; False if that was said before, or is not ours to say."""
        with self._writing() as connection:
            queue_up_message(connection, self._guild)
            if not self._end(connection, one, state, reason, message=message):
                return False
            if one.brief is not None and message is not None:
                note_message(connection, self._guild, one.brief, message, self._clock())
        return True

    def get(self, schedule_id: str, local_date: date) -> Preview | None:
        """Return the preview of an edition; None if it has none."""
        with self._store.reading() as connection:
            return _one(connection, self._guild, schedule_id, local_date)

    def undecided(self, schedule_id: str, local_date: date) -> Preview | None:
        """Return a preview about whose edition something can still be decided, else None."""
        with self._store.reading() as connection:
            known = _one(connection, self._guild, schedule_id, local_date)
            return known if known is not None and _open(connection, known) else None

    def approve(self, schedule_id: str, local_date: date, *, by: int) -> Preview | None:
        """Note that an editor agrees, even if one had it left out; None if it is too late."""
        change = {"approved_by": by, "skipped_by": None}
        return self._decide(schedule_id, local_date, "preview.approve", by, lambda _: change)

    def skip(self, schedule_id: str, local_date: date, *, by: int) -> Preview | None:
        """Leave the edition out; None if it is too late."""
        change = {"skipped_by": by, "approved_by": None}
        return self._decide(schedule_id, local_date, "preview.skip", by, lambda _: change)

    def drop(
        self, schedule_id: str, local_date: date, article: str, sentence: int, *, by: int
    ) -> Preview | None:
        """Leave a sentence out; None if it is too late. Again changes nothing."""

        def change(known: Preview) -> dict[str, Any] | None:
            if any((one.article, one.sentence) == (article, sentence) for one in known.dropped):
                return None
            return {"dropped": [*_plain(known.dropped), [article, sentence, by]]}

        detail = {"article": article, "sentence": sentence}
        return self._decide(schedule_id, local_date, "preview.drop", by, change, detail)

    def put_back(
        self, schedule_id: str, local_date: date, article: str, sentence: int, *, by: int
    ) -> Preview | None:
        """Take a sentence in again that was left out; None if it is too late."""

        def change(known: Preview) -> dict[str, Any] | None:
            place = article, sentence
            left = tuple(x for x in known.dropped if (x.article, x.sentence) != place)
            return {"dropped": _plain(left)} if len(left) < len(known.dropped) else None

        detail = {"article": article, "sentence": sentence}
        return self._decide(schedule_id, local_date, "preview.put_back", by, change, detail)

    def _decide(
        self,
        schedule_id: str,
        local_date: date,
        action: str,
        by: int,
        change: _Change,
        detail: dict[str, Any] | None = None,
    ) -> Preview | None:
        """Write a decision and its line of the log, unless the edition is on its way already."""
        if not is_name(schedule_id):
            return None
        mine = sa.and_(previews.c.guild == self._guild, _named(schedule_id, local_date))
        with self._writing() as connection:
            # An edition that goes out locks it too: it minds what was decided until then.
            row = connection.execute(sa.select(previews).where(mine).with_for_update()).first()
            if row is None or not _open(connection, preview_from(row)):
                return None
            known = preview_from(row)
            values = change(known)
            if values is None:
                return known
            decided = {**values, "decisions": known.decisions + 1}
            connection.execute(previews.update().where(mine).values(decided))
            where = sa.select(schedules.c.channel).where(schedules.c.id == schedule_id)
            about = {
                "schedule": schedule_id,
                "channel": connection.scalar(where),
                "first": local_date.isoformat(),
            }
            note(connection, self._guild, self._clock(), by, action, {**about, **(detail or {})})
            return _one(connection, self._guild, schedule_id, local_date)


def preview_from(row: sa.Row[Any]) -> Preview:
    """Read a preview from its row."""
    return Preview(
        schedule=row.schedule,
        local_date=row.local_date,
        guild=row.guild,
        channel=row.channel,
        due=row.due,
        made_at=row.made_at,
        state=RunState(row.state),
        reason=row.reason,
        token=row.token,
        tried_at=row.tried_at,
        brief=row.brief,
        message=row.message,
        decisions=row.decisions,
        dropped=tuple(Dropped(*one) for one in row.dropped),
        approved_by=row.approved_by,
        skipped_by=row.skipped_by,
    )


def _one(
    connection: sa.Connection, guild: int, schedule_id: str, local_date: date
) -> Preview | None:
    query = sa.select(previews).where(previews.c.guild == guild, _named(schedule_id, local_date))
    row = connection.execute(query).first()
    return preview_from(row) if row else None


def _open(connection: sa.Connection, preview: Preview) -> bool:
    """Tell whether the edition can still be changed: it is not made without it, nor sent."""
    query = sa.select(runs.c.state, runs.c.tried_at, runs.c.claimed_at).where(
        runs.c.schedule == preview.schedule, runs.c.local_date == preview.local_date
    )
    run = connection.execute(query).first()
    if run is None:
        return True
    claimed = run.state == RunState.CLAIMED.value and run.tried_at is None
    return claimed and preview.seen and run.claimed_at == preview.made_at


def _named(schedule_id: str, local_date: date) -> sa.ColumnElement[bool]:
    return sa.and_(previews.c.schedule == schedule_id, previews.c.local_date == local_date)


def _plain(dropped: tuple[Dropped, ...]) -> list[list[object]]:
    return [[one.article, one.sentence, one.by] for one in dropped]
