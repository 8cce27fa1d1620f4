"""Requests go at a pace, a lease ends on time, and trouble is not said every second."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock_watch import ClockWatch, said
from bot.digests.dispatcher import Trouble
from bot.digests.fence import DiscordTime, Hold, LeaseLost, steady
from bot.digests.pace import Pace
from bot.digests.terms import Terms
from bot.ticks import Ticks
from summaries.store import StoreFull

NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)


class SetByHand:
    """Something that counts seconds, as a test says."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


async def test_no_more_requests_go_in_a_second_than_the_pace_allows() -> None:
    loop, pace, went = asyncio.get_running_loop(), Pace(100.0), []

    async def ask() -> None:
        await pace.turn()
        went.append(loop.time())

    await asyncio.gather(*(ask() for _ in range(30)))

    assert max(went) - min(went) >= 0.28


async def test_nothing_goes_while_discord_wants_to_hear_nothing() -> None:
    loop, pace = asyncio.get_running_loop(), Pace(1_000.0)
    before = loop.time()
    pace.hold(0.1)

    await pace.turn()

    assert loop.time() - before >= 0.09


def test_the_terms_of_the_shipped_bot_fit_together() -> None:
    terms = Terms()

    assert terms.time_out < terms.lease.total_seconds()
    assert 20 <= terms.time_out <= 30
    assert terms.per_second < 50
    assert terms.drain <= 20
    assert [terms.again_after(n).total_seconds() for n in (1, 2, 3, 99)] == [5, 10, 20, 300]
    # A second attempt follows the first when that got no answer at all.
    assert terms.time_out + terms.pause < terms.repeating.total_seconds() <= 60


def test_a_hold_ends() -> None:
    Hold(steady() + 60).check()

    with pytest.raises(LeaseLost):
        Hold(steady()).check()


def test_discords_time_goes_on_by_the_clock_that_nobody_sets() -> None:
    seconds, ours = SetByHand(), NOON + timedelta(hours=1)
    clock = DiscordTime(lambda: ours, seconds)
    assert clock.now() == ours

    clock.heard("Wed, 09 Jun 2021 12:00:00 GMT")
    clock.heard("nonsense")
    clock.heard(None)
    seconds.now = 90.0

    assert clock.now() == NOON + timedelta(seconds=90)


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        (-3_600.0, "The clock was set back by 1 h 0 min."),
        (86_400.0, "The clock jumped ahead by 24 h 0 min: it was set, or the machine slept."),
        (-30.0, "The clock was set back by 30 s."),
    ],
)
def test_a_clock_that_jumps_is_noticed_once(moved: float, words: str) -> None:
    wall, seconds = SetByHand(1_000.0), SetByHand()
    watch = ClockWatch(wall, seconds)
    wall.now, seconds.now = wall.now + 5.5, 5.0
    assert watch.jump() == 0.0

    wall.now, seconds.now = wall.now + moved + 5.0, 10.0

    assert said(watch.jump()) == words
    assert watch.jump() == 0.0


async def test_a_clock_set_back_by_an_hour_does_not_silence_the_ticks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """APScheduler asks `datetime.now` whether its job is due."""
    import apscheduler.schedulers.base as scheduler
    import apscheduler.triggers.interval as trigger

    import bot.ticks
    from bot import clock_watch

    back = timedelta()

    class Set(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) - back  # type: ignore[arg-type]

    looks = 0

    async def look() -> None:
        nonlocal looks
        looks += 1

    for module in (scheduler, trigger, bot.ticks):
        monkeypatch.setattr(module, "datetime", Set)
    wall = lambda: Set.now(UTC).timestamp()  # noqa: E731
    monkeypatch.setattr(bot.ticks, "ClockWatch", lambda: clock_watch.ClockWatch(wall))
    ticks = Ticks(look, 0.05, "It failed.")
    ticks.start()
    await asyncio.sleep(0.2)
    assert looks

    back, looks = timedelta(hours=1), 0
    await asyncio.sleep(0.5)
    ticks.stop()

    assert looks >= 3


def test_what_is_wrong_with_the_store_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    trouble = Trouble()
    for _ in range(5):
        trouble.say(StoreFull("/data/x.db"))
    assert len(caplog.records) == 1

    trouble.over()
    trouble.say(StoreFull("/data/x.db"))

    assert len(caplog.records) == 2
    assert trouble.times == 6
