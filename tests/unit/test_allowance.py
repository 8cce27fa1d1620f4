"""How often something may be done in an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.allowance import Hourly
from bot.web import MOST_LINKS, MOST_LINKS_OF_ONE, Links

NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_so_many_times_within_any_hour_and_then_it_says_when() -> None:
    clock = Clock()
    hourly = Hourly(2, clock)

    assert hourly.take("a") is None
    clock.now += timedelta(minutes=20)
    assert hourly.take("a") is None
    assert hourly.take("a") == NOON + timedelta(hours=1)
    assert hourly.take("b") is None

    clock.now = NOON + timedelta(hours=1)
    assert hourly.take("a") is None
    assert hourly.take("a") == NOON + timedelta(hours=1, minutes=20)


def test_a_refusal_uses_nothing_and_old_ones_are_forgotten() -> None:
    clock = Clock()
    hourly = Hourly(1, clock)
    hourly.take("a")
    for _ in range(5):
        hourly.take("a")

    clock.now += timedelta(hours=1)
    assert hourly.take("b") is None
    assert hourly.take("a") is None


def test_one_member_has_a_part_of_the_servers_links() -> None:
    links = Links(Clock())
    for _ in range(MOST_LINKS_OF_ONE):
        assert links.take(1, member=7) is None

    over = links.take(1, member=7)
    assert over is not None
    assert over[0] == MOST_LINKS_OF_ONE
    for _ in range(MOST_LINKS - MOST_LINKS_OF_ONE):
        assert links.take(1, member=None) is None
    over = links.take(1, member=None)
    assert over is not None
    assert over[0] == MOST_LINKS
    assert links.take(2, member=7) is None
