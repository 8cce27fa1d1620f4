"""Two digests of one channel: neither repeats the other, whoever posts them."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from summaries.store import Run, RunState
from tests.faults.battle import SEEDS
from tests.faults.discord_stand_in import Discord, Fault, Faults
from tests.faults.house import GUILD, SECOND, SEVEN, Clock, House, house
from tests.faults.worker import QUICK

pytestmark = pytest.mark.faults


@pytest.fixture
def clock() -> Clock:
    return Clock(SEVEN - 60 * SECOND)


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[Discord]:
    async with Discord(now=lambda: clock.now) as opened:
        yield opened


def sentences(server: Discord) -> list[str]:
    """Every sentence that the channel's readers see, as often as they do."""
    lines = [line for one in server.editions for line in one.text.splitlines()]
    return [line.lstrip(">- ") for line in lines if line.endswith("]") and len(line) > 60]


def runs_of(here: House) -> list[Run]:
    schedules = here.database.schedules(GUILD).list()
    return [run for made in schedules for run in here.database.runs(GUILD).history(made.id)]


async def test_one_whose_answer_was_lost_is_waited_for(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    one_at_a_time = replace(QUICK, in_hand=1)
    folder = tmp_path / "data"
    async with house(folder, clock, server, starter=str(SEEDS), terms=one_at_a_time) as here:
        here.schedule(topics=["aid-pledges"])
        here.schedule(topics=["aid-pledges"])
        server.faults = Faults(1.0, (Fault.LOST_RESET,), random.Random(1))
        await here.tick(SEVEN)
        server.faults = Faults()
        assert [run.tried_at is not None for run in runs_of(here)].count(True) == 1

        for seconds in range(1, 10):
            await here.tick(SEVEN + seconds * SECOND)

        assert [run.state for run in runs_of(here)] == [RunState.SENT] * 2
    assert len(server.editions) == 2
    assert len(sentences(server)) > 3
    assert max(Counter(sentences(server)).values()) == 1


async def test_two_processes_at_the_same_moment_take_turns(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    folder = tmp_path / "data"
    terms = replace(QUICK, in_hand=1)
    async with (
        house(folder, clock, server, starter=str(SEEDS), terms=terms, shared=True) as first,
        house(folder, clock, server, starter=str(SEEDS), terms=terms, shared=True) as second,
    ):
        first.schedule(topics=["aid-pledges"])
        first.schedule(topics=["aid-pledges", "border-numbers"])
        await first.desk.seed(GUILD)
        clock.now = SEVEN
        for _ in range(12):
            await asyncio.gather(first.tick(), second.tick())
            clock.now += SECOND
        runs = runs_of(first)

    assert all(run.state in (RunState.SENT, RunState.SKIPPED) for run in runs)
    assert len(server.editions) == 2
    assert len(sentences(server)) > 3
    assert max(Counter(sentences(server)).values()) == 1
