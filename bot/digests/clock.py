"""When an edition is due: one moment for each local date, whatever the daylight rules do.

APScheduler's cron trigger skips the day at a midnight spring gap and fires twice in the autumn
fold, so the moment is computed here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from summaries.store import Schedule

CATCH_UP: Final = timedelta(hours=6)
"""An edition that was not sent in time is still sent so long after it was due, unless the next one
is due before. Later than that it is yesterday's paper, and is left out. A schedule may have a
window of its own, `CATCH_UP_HOURS`."""

CATCH_UP_HOURS: Final = "catch_up_hours"
"""The option of a schedule that holds its own window, in hours."""

EDITOR_MINUTES: Final = "editor_minutes"
"""The option of a schedule that says how long before an edition its editors see it."""

EDITOR_CHANNEL: Final = "editor_channel"
"""The option of a schedule that says in which channel they do."""

LATE_AFTER: Final = timedelta(minutes=5)
"""An edition that is sent later than this after it was due says so."""

BEFORE_ALL: Final = date.min
"""The local date under which an edition posted by hand is claimed: *Post the first edition now*.

It is no day that a schedule has, so today's scheduled edition is not lost by it; and it stands
before them all, as the first edition does.
"""

_DAY: Final = timedelta(days=1)
_MIDNIGHT: Final = time()
_LONGEST_PAUSE: Final = 15  # days: two weeks between two editions of a weekday that a zone skipped


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do about a schedule now.

    ``edition`` is the one to send, ``missed`` are the dates of those that it is too late for, and
    ``following`` is when to look at the schedule again. ``preview`` is the coming one that its
    editors are to see now.
    """

    edition: Due | None
    missed: tuple[Due, ...]
    following: datetime
    preview: Due | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """An edition whose time has come. ``moment`` is when, in UTC."""

    schedule: Schedule
    local_date: date
    moment: datetime

    def late(self, now: datetime) -> bool:
        """Tell whether sending it at ``now`` is late enough to be said."""
        return now - self.moment > LATE_AFTER


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the one moment, in UTC, at which it is ``at`` on the local date ``day``.

    A time that comes twice in autumn is its first coming. A time that spring leaves out is as long
    after the gap began as the time is written after it (02:30 becomes 03:30).
    """
    return datetime.combine(day, at, zone).replace(fold=0).astimezone(UTC)


def exists(day: date, zone: ZoneInfo) -> bool:
    """Tell whether the zone has this local date: Samoa had no 30 December 2011."""
    return moment(day, _MIDNIGHT, zone) < moment(day + _DAY, _MIDNIGHT, zone)


def due(schedule: Schedule, now: datetime, ahead: timedelta = timedelta()) -> Due | None:
    """Return the edition that is to be sent at ``now``, if it was not sent already.

    It is the latest one whose time has come, or comes ``ahead``, unless that was before the
    schedule was made or too long ago. Raises ZoneInfoNotFoundError for a zone that is no longer
    known.
    """
    zone = _zone(schedule.zone)
    # A clock that is set back over midnight is on the day before again, so tomorrow is looked at.
    latest = (now + ahead).astimezone(zone).date() + _DAY
    for back in range(_LONGEST_PAUSE):
        edition = _edition(schedule, latest - back * _DAY, zone)
        if edition is None or edition.moment > now + ahead:
            continue
        recent = now - edition.moment <= window(schedule) and edition.moment >= schedule.created
        return edition if recent else None
    return None


def plan(schedule: Schedule, now: datetime, ahead: timedelta = timedelta()) -> Plan:
    """Return what to do about a schedule that was to be looked at. Raises ZoneInfoNotFoundError."""
    edition = due(schedule, now, ahead)
    after = max(now, edition.moment) if edition else now
    missed = []
    if schedule.next_due is not None:
        zone = _zone(schedule.zone)
        since = max(schedule.next_due, schedule.created)
        day, last = since.astimezone(zone).date() - _DAY, now.astimezone(zone).date() + _DAY
        while day <= last:
            one = _edition(schedule, day, zone)
            if one is not None and since <= one.moment <= now and one != edition:
                missed.append(one)
            day += _DAY
    following = coming(schedule, after)
    shown_at = following.moment - before_preview(schedule)
    if shown_at == following.moment:
        return Plan(edition, tuple(missed), following.moment)
    if shown_at <= now:
        return Plan(edition, tuple(missed), following.moment, following)
    return Plan(edition, tuple(missed), shown_at)


def window(schedule: Schedule) -> timedelta:
    """Return for how long an edition of a schedule is still sent after it was due."""
    hours = schedule.options.get(CATCH_UP_HOURS)
    return timedelta(hours=hours) if isinstance(hours, int | float) else CATCH_UP


def before_preview(schedule: Schedule) -> timedelta:
    """Return how long before an edition its editors see it: not at all, if it has none."""
    minutes, channel = (schedule.options.get(name) for name in (EDITOR_MINUTES, EDITOR_CHANNEL))
    if not isinstance(minutes, int) or not isinstance(channel, int):
        return timedelta()
    return timedelta(minutes=minutes)


def next_run(schedule: Schedule, now: datetime) -> datetime:
    """Return the moment, in UTC, of the first edition after ``now``."""
    return coming(schedule, now).moment


def next_look(schedule: Schedule, now: datetime) -> datetime:
    """Return when to look at a schedule after ``now``: for an edition, or for its preview."""
    return look_at(schedule, next_run(schedule, now), now)


def look_at(schedule: Schedule, moment: datetime, now: datetime) -> datetime:
    """Return when to look at a schedule for its edition of a ``moment``, or for the preview."""
    return max(now, moment - before_preview(schedule))


def coming(schedule: Schedule, now: datetime, without: Collection[date] = ()) -> Due:
    """Return the first edition after ``now``, leaving those of some local dates out."""
    while True:
        for edition in _from(schedule, now):
            if edition.moment > now and edition.local_date not in without:
                return edition
        now += _LONGEST_PAUSE * _DAY


def open_until(schedule: Schedule, moment: datetime) -> datetime:
    """Return until when an edition that was due at ``moment`` may still be sent."""
    return min(moment + window(schedule), next_run(schedule, moment))


def _from(schedule: Schedule, now: datetime) -> Iterator[Due]:
    zone = _zone(schedule.zone)
    first = now.astimezone(zone).date() - _DAY
    for ahead in range(_LONGEST_PAUSE + 2):
        edition = _edition(schedule, first + ahead * _DAY, zone)
        if edition is not None:
            yield edition


def _edition(schedule: Schedule, day: date, zone: ZoneInfo) -> Due | None:
    if day.weekday() not in schedule.weekdays or not exists(day, zone):
        return None
    return Due(schedule, day, moment(day, schedule.local_time, zone))


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
