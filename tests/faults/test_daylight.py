"""A year of every daylight rule there is: one edition for each local day, at its local time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.digests.clock import Due, plan
from summaries.store import Schedule

pytestmark = pytest.mark.faults

TIMES = [time(0), time(1, 30), time(2, 30), time(12)]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AHEAD = timedelta(minutes=1)
THIS_YEAR = 2026
Rule = tuple[tuple[datetime, timedelta | None], ...]


@cache
def rules(year: int) -> dict[Rule, str]:
    """Return a zone for each different way in which clocks went through a year and a week."""
    start, end = datetime(year, 1, 1, tzinfo=UTC) - 4 * DAY, datetime(year + 1, 1, 5, tzinfo=UTC)
    found: dict[Rule, str] = {}
    for name in sorted(available_timezones()):
        found.setdefault(tuple(changes(ZoneInfo(name), start, end)), name)
    return found


def changes(
    zone: ZoneInfo, start: datetime, end: datetime
) -> Iterator[tuple[datetime, timedelta | None]]:
    """Tell when a zone's distance from UTC changes, to the hour, and to what."""
    before, now = None, start
    while now < end:
        offset = now.astimezone(zone).utcoffset()
        if offset != before and before is not None and now.hour % 6 == 0:
            now -= 5 * HOUR  # by the hour from here
            offset = now.astimezone(zone).utcoffset()
            while offset == before:
                now += HOUR
                offset = now.astimezone(zone).utcoffset()
        if offset != before:
            yield now, offset
            before = offset
        now = (now + 6 * HOUR).replace(hour=(now.hour + 6) % 24 // 6 * 6)


def local_days(zone: ZoneInfo, start: datetime, end: datetime) -> list[date]:
    """Return the dates that a calendar on the wall there shows, looked at every hour."""
    shown = dict.fromkeys((start + n * HOUR).astimezone(zone).date()
                          for n in range(int((end - start) / HOUR)))  # fmt: skip
    return list(shown)


def posted(at: time, zone: str, start: datetime, end: datetime) -> list[Due]:
    """Wake up when there is something to look at, as the dispatcher does, and take what is due."""
    made = Schedule(
        "0123456789", 1, 2, at, zone, tuple(range(7)), (), 3, start - DAY, next_due=start
    )
    taken = []
    while made.next_due is not None and made.next_due < end:
        now = max(made.next_due - AHEAD, start)
        found = plan(made, now, AHEAD)
        assert not found.missed
        assert found.following > made.next_due
        if found.edition is not None and found.edition.moment >= start:
            taken.append(found.edition)
        made = replace(made, next_due=found.following)
    return taken


def check(at: time, name: str, start: datetime, end: datetime) -> None:
    """One edition for each date on the wall, at ``at`` where there is such a time that day."""
    zone = ZoneInfo(name)
    editions = posted(at, name, start, end)
    days = local_days(zone, start, end)[1:-1]  # the first and the last may be half a day
    got = [one.local_date for one in editions]
    assert got == sorted(set(got)), name
    assert [day for day in got if days[0] <= day <= days[-1]] == days, name
    for one in editions:
        there = one.moment.astimezone(zone)
        skipped = (one.moment - 24 * HOUR).astimezone(zone).utcoffset() != there.utcoffset()
        assert there.time() == at or skipped, (name, one)
        assert there.date() == one.local_date or skipped, (name, one)


@pytest.mark.parametrize("at", TIMES, ids=str)
def test_each_local_day_of_this_year_has_one_edition(at: time) -> None:
    start, end = datetime(THIS_YEAR, 1, 1, tzinfo=UTC), datetime(THIS_YEAR + 1, 1, 1, tzinfo=UTC)
    known = rules(THIS_YEAR)

    for name in known.values():
        check(at, name, start, end)

    assert len(known) > 50


@pytest.mark.slow
@pytest.mark.parametrize("year", range(1970, 2038, 4))
def test_each_local_day_around_every_change_since_1970_has_one_edition(year: int) -> None:
    for one in range(year, min(year + 4, 2038)):
        for rule, name in rules(one).items():
            for moment, _ in rule[1:]:
                for at in TIMES:
                    check(at, name, moment - 4 * DAY, moment + 4 * DAY)
