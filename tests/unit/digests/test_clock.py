"""One edition for each local date, whatever the clocks of a place do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.clock import (
    CATCH_UP,
    LATE_AFTER,
    due,
    exists,
    moment,
    next_look,
    next_run,
    open_until,
    plan,
)
from bot.digests.delivery import mark_of, nonce_of
from summaries.store import Schedule

Make = Callable[..., Schedule]

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
START = datetime(1985, 1, 1, tzinfo=UTC)
# Gaps and folds of an hour and of half an hour, at midnight and a minute after it, no rules at all,
# fasting months with four changes a year, and places that left out a day.
ZONES = (
    "America/New_York",
    "America/Havana",
    "America/Sao_Paulo",
    "America/Asuncion",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Asia/Gaza",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Europe/London",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Kwajalein",
    "Pacific/Kiritimati",
    "UTC",
)
TIMES = st.one_of(
    st.sampled_from([time(0), time(0, 30), time(1, 30), time(2, 30), time(12), time(23, 59)]),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)


@settings(max_examples=50, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    at=TIMES,
    first=st.dates(date(1985, 1, 1), date(2035, 1, 1)),
)
def test_every_local_date_has_exactly_one_edition(
    schedule: Make, zone: str, at: time, first: date
) -> None:
    """Walk a quarter of a year in steps of an hour, as a slow dispatcher would."""
    digest, place = schedule(at, zone), ZoneInfo(zone)
    days = [first + timedelta(n) for n in range(90)]
    now, end = moment(first, time(), place), moment(days[-1], time(), place)

    sent: list[date] = []
    while now < end + timedelta(hours=30):
        found = due(digest, now)
        if found and found.local_date not in sent:
            sent.append(found.local_date)
        now += timedelta(hours=1)

    assert sent == sorted(sent)
    expected = [day for day in days if exists(day, place)]
    assert [day for day in sent if first <= day <= days[-1]] == expected


@settings(max_examples=200, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    at=TIMES,
    now=st.integers(0, 50 * 365 * 86_400).map(lambda s: START + s * SECOND),
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda d: tuple(sorted(d))),
)
def test_the_next_run_is_the_first_moment_that_is_due(
    schedule: Make, zone: str, at: time, now: datetime, weekdays: tuple[int, ...]
) -> None:
    digest = schedule(at, zone, weekdays)

    following = next_run(digest, now)

    assert now < following
    found = due(digest, following)
    assert found is not None
    assert found.moment == following
    assert found.local_date.weekday() in weekdays
    before = due(digest, following - SECOND)
    assert before is None or before.moment <= now


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        # Havana's clocks go from 00:00 to 01:00: the day has no midnight, but it has an edition.
        ("America/Havana", date(2021, 3, 14), time(0), datetime(2021, 3, 14, 5, tzinfo=UTC)),
        (
            "America/New_York",
            date(2021, 3, 14),
            time(2, 30),
            datetime(2021, 3, 14, 7, 30, tzinfo=UTC),
        ),
        # 01:30 comes twice: the first is meant.
        (
            "America/New_York",
            date(2021, 11, 7),
            time(1, 30),
            datetime(2021, 11, 7, 5, 30, tzinfo=UTC),
        ),
        ("America/New_York", date(2021, 6, 9), time(7), datetime(2021, 6, 9, 11, tzinfo=UTC)),
    ],
)
def test_the_moment_of_a_local_time(zone: str, day: date, at: time, expected: datetime) -> None:
    assert moment(day, at, ZoneInfo(zone)) == expected


def test_a_day_that_a_place_left_out_has_no_edition(schedule: Make) -> None:
    digest = schedule(zone="Pacific/Apia")
    samoa = ZoneInfo("Pacific/Apia")
    before = moment(date(2011, 12, 29), time(7), samoa)

    assert not exists(date(2011, 12, 30), samoa)
    assert next_run(digest, before) == moment(date(2011, 12, 31), time(7), samoa)


def test_weekdays_begin_on_monday(schedule: Make) -> None:
    digest = schedule(weekdays=(0,))
    tuesday = datetime(2021, 6, 8, 12, tzinfo=UTC)

    assert next_run(digest, tuesday) == datetime(2021, 6, 14, 11, tzinfo=UTC)


def test_an_edition_is_caught_up_for_six_hours_and_called_late(schedule: Make) -> None:
    digest = schedule(weekdays=(2,))
    at = datetime(2021, 6, 9, 11, tzinfo=UTC)

    assert due(digest, at - SECOND) is None
    in_time = due(digest, at + LATE_AFTER)
    late = due(digest, at + CATCH_UP)
    assert in_time is not None
    assert late is not None
    assert not in_time.late(at + LATE_AFTER)
    assert late.late(at + CATCH_UP)
    assert due(digest, at + CATCH_UP + SECOND) is None
    assert open_until(digest, at) == at + CATCH_UP


def test_a_schedule_made_after_its_hour_begins_with_the_next_one(schedule: Make) -> None:
    at = datetime(2021, 6, 9, 11, tzinfo=UTC)

    assert due(schedule(created=at + SECOND), at + timedelta(minutes=2)) is None
    assert due(schedule(created=at), at) is not None


def test_a_zone_that_is_not_known_is_not_guessed(schedule: Make) -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        due(schedule(zone="Mars/Olympus"), datetime(2021, 6, 9, tzinfo=UTC))


def test_a_nonce_is_short_and_tells_editions_apart() -> None:
    nonces = {
        nonce_of(channel, name, day, part)
        for channel in (1, 2**63)
        for name in ("0123456789", "ABCDEFGHJK")
        for day in (date.min, date(2021, 6, 9), date.max)
        for part in (0, 1, 99)
    }

    assert len(nonces) == 36
    assert all(len(nonce) <= 25 for nonce in nonces)
    assert len({mark_of(nonce) for nonce in nonces}) == 36
    assert all(0 < mark_of(nonce) < 2**31 for nonce in nonces)


class TestPreviews:
    """A schedule is looked at for its editors' preview, and then for the edition."""

    def test_is_looked_at_twice_a_day(self, schedule: Make) -> None:
        made = replace(schedule(zone="UTC"), options={"editor_minutes": 30, "editor_channel": 5})
        seven, half = datetime(2021, 6, 7, 7, tzinfo=UTC), timedelta(minutes=30)

        early = plan(replace(made, next_due=seven - half), seven - half - SECOND)
        shown = plan(replace(made, next_due=seven - half), seven - half)
        late = plan(replace(made, next_due=seven - half), seven - 10 * SECOND)
        posted = plan(replace(made, next_due=seven), seven)

        assert (early.preview, early.edition, early.following) == (None, None, seven - half)
        assert shown.preview is not None
        assert (shown.preview.moment, shown.following) == (seven, seven)
        assert late.preview == shown.preview
        assert (posted.preview, posted.following) == (None, seven - half + DAY)
        assert posted.edition is not None

    def test_is_looked_at_for_what_is_next_after_a_start(self, schedule: Make) -> None:
        made = replace(schedule(zone="UTC"), options={"editor_minutes": 30, "editor_channel": 5})
        seven, half = datetime(2021, 6, 7, 7, tzinfo=UTC), timedelta(minutes=30)

        assert next_look(made, seven - 2 * half) == seven - half
        assert next_look(made, seven - 10 * SECOND) == seven - 10 * SECOND
        assert next_look(made, seven) == seven - half + DAY
        assert next_look(replace(made, options={}), seven - 2 * half) == seven
