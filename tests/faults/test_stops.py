"""A stop finishes what is being sent and leaves the rest to whoever comes next."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.digests.terms import Terms
from tests.faults.discord_stand_in import Discord, Fault, Faults
from tests.faults.house import CHANNEL, GUILD, SECOND, SEVEN, Clock, House, house
from tests.faults.worker import QUICK

pytestmark = pytest.mark.faults

PATIENT = replace(QUICK, time_out=5.0, lease=timedelta(seconds=60), ahead=timedelta(minutes=1))


@pytest.fixture
def clock() -> Clock:
    return Clock(SEVEN - timedelta(hours=1))


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[Discord]:
    async with Discord(now=lambda: clock.now, slow=0.4) as opened:
        yield opened


async def begin(here: House, server: Discord, posts: int) -> None:
    """Let it be seven, and wait until so many requests are on their way."""
    here.clock.now = SEVEN
    async with asyncio.timeout(10):
        while server.requests["POST"] < posts:
            # As every second: on a busy disk the store may be locked for the third of one.
            await here.dispatcher.wake()
            await asyncio.sleep(0.05)


async def test_what_is_being_sent_is_sent_and_noted(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    async with house(tmp_path / "data", clock, server, terms=PATIENT) as here:
        made = here.schedule()
        server.faults = Faults(1.0, (Fault.SLOW,), random.Random(1))
        await begin(here, server, 1)

        await here.dispatcher.drain()

        assert len(here.editions) == 1
        [run] = here.database.runs(GUILD).history(made.id)
        assert run.messages == (here.editions[0].id,)


async def test_what_waits_is_given_back_at_once_and_nothing_new_is_begun(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    async with house(tmp_path / "data", clock, server, terms=PATIENT) as here:
        here.schedule()
        clock.now = SEVEN - 30 * SECOND
        await here.tick()

        await here.dispatcher.drain()
        await here.tick(SEVEN)
        waiting = here.database.due().abandoned(SEVEN - 30 * SECOND, 10)

        assert here.editions == []
        assert [run.tried_at for _, run in waiting] == [None]
    async with house(tmp_path / "data", clock, server, terms=PATIENT) as here:
        await here.tick(SEVEN)
    assert len(here.editions) == 1


async def test_a_stop_takes_no_longer_than_it_may_and_the_next_start_puts_it_right(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    hasty = replace(PATIENT, drain=0.1)
    async with house(tmp_path / "data", clock, server, terms=hasty) as here:
        for number in range(3):
            here.schedule(CHANNEL + number)
        server.faults = Faults(1.0, (Fault.LOST_SLOW,), random.Random(1))
        await begin(here, server, 3)
        before = time.monotonic()

        await here.dispatcher.drain()

        assert time.monotonic() - before < 0.35
        assert len(here.database.runs(GUILD).unfinished()) == 3
    server.faults, server.window = Faults(), 0.0
    async with house(tmp_path / "data", clock, server, terms=PATIENT) as here:
        await here.tick(SEVEN + timedelta(minutes=2))
        assert here.database.runs(GUILD).unfinished() == ()
    assert sorted(m.channel for m in here.editions) == [CHANNEL, CHANNEL + 1, CHANNEL + 2]


async def test_ten_at_once_are_paced(tmp_path: Path, clock: Clock, server: Discord) -> None:
    terms = replace(Terms(), per_second=10.0, ahead=timedelta())
    async with house(tmp_path / "data", clock, server, terms=terms) as here:
        for number in range(10):
            here.schedule(CHANNEL + number)
        await here.tick(SEVEN)

    times = sorted(at for at, method, _ in server.asked if method == "POST")
    assert len(times) == 10
    # Nine waits of a tenth each; a busy machine may bring the first one late.
    assert times[-1] - times[0] >= 0.6
