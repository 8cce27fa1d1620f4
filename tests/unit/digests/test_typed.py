"""What managers type for a time, days and a time zone is read, or refused, never guessed."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.typed import EVERY_DAY, parse_days, parse_time, say_days
from bot.digests.zones import find_zone, matching_zones, nearest_zone, zone_label
from bot.labels import Labels

ENGLISH, SPANISH = Labels.for_locale("en-GB"), Labels.for_locale("es-ES")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("07:00", time(7)),
        ("7:00", time(7)),
        ("0700", time(7)),
        (" 23:59 ", time(23, 59)),
        ("0:05", time(0, 5)),
    ],
)
def test_a_time_of_24_hours_is_read(typed: str, read: time) -> None:
    assert parse_time(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["", "7", "700", "24:00", "07:60", "7am", "7 pm", "07.00", "07:00:00", "٠٧:٠٠", "-7:00"],
)
def test_anything_else_is_no_time(typed: str) -> None:
    assert parse_time(typed) is None


@settings(deadline=None)
@given(st.times())
def test_every_minute_of_the_day_reads_back(at: time) -> None:
    at = at.replace(second=0, microsecond=0)
    assert parse_time(f"{at:%H:%M}") == at
    assert parse_time(f"{at:%H%M}") == at


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("", EVERY_DAY),
        ("every day", EVERY_DAY),
        ("Weekdays", (0, 1, 2, 3, 4)),
        ("weekends", (5, 6)),
        ("mon,wed,fri", (0, 2, 4)),
        ("Fri; Monday", (0, 4)),
        ("tu th", (1, 3)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat – mon", (0, 5, 6)),
    ],
)
def test_days_are_read(typed: str, days: tuple[int, ...]) -> None:
    assert parse_days(typed, ENGLISH) == days


@pytest.mark.parametrize("typed", ["m", "t", "someday", "mon,wen", "1,2", "-", "monn", ","])
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert parse_days(typed, ENGLISH) is None


def test_days_are_read_and_said_in_the_readers_language() -> None:
    assert parse_days("lun, miercoles, Vie", SPANISH) == (0, 2, 4)
    assert parse_days("mon-fri", SPANISH) == (0, 1, 2, 3, 4)
    assert say_days((0, 2), SPANISH) == "lun, mié"
    assert say_days(EVERY_DAY, SPANISH) == "todos los días"


@pytest.mark.parametrize("labels", [ENGLISH, SPANISH], ids=["en", "es"])
@settings(deadline=None)
@given(days=st.sets(st.integers(0, 6), min_size=1).map(lambda d: tuple(sorted(d))))
def test_what_is_said_reads_back(labels: Labels, days: tuple[int, ...]) -> None:
    assert parse_days(say_days(days, labels), labels) == days


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_readers(typed: str) -> None:
    days = parse_days(typed, ENGLISH)
    assert days is None or days
    parse_time(typed)
    zone = find_zone(typed)
    assert zone is None or ZoneInfo(zone)
    assert len(matching_zones(typed, 25)) <= 25


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("New York", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("tokyo", "Asia/Tokyo"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_city(typed: str, zone: str) -> None:
    assert find_zone(typed) == zone
    assert zone in matching_zones(typed, 25)


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Tokio", "Asia/Tokyo"), ("Berln", "Europe/Berlin"), ("mexico", "America/Mexico_City")],
)
def test_a_mistyped_zone_has_a_nearest_one(typed: str, near: str) -> None:
    assert find_zone(typed) is None
    assert nearest_zone(typed) == near


def test_no_zone_is_near_nonsense() -> None:
    assert nearest_zone("qqqqqqqq") is None


def test_zones_to_choose_from_are_short_and_real() -> None:
    for typed in ("", "a", "san"):
        names = matching_zones(typed, 25)
        assert 0 < len(names) <= 25
        assert all(ZoneInfo(name) and len(zone_label(name)) <= 100 for name in names)
    assert zone_label("America/Argentina/Buenos_Aires") == "Argentina, Buenos Aires (America)"
