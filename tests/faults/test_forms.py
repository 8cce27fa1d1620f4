"""What comes after the message, forum posts and private editions, among kills and lost answers."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.digests.terms import Terms
from summaries.store import Run, RunState, Schedule
from tests.faults.battle import SEEDS
from tests.faults.discord_stand_in import FORUM, NEWS, Discord, Fault, Faults
from tests.faults.house import CHANNEL, GUILD, SECOND, SEVEN, Clock, House, house
from tests.faults.worker import QUICK

pytestmark = pytest.mark.faults

PATIENT = replace(QUICK, time_out=5.0, lease=timedelta(seconds=60), ahead=timedelta())
ANA = 7
LOST = (Fault.LOST_500, Fault.LOST_503, Fault.LOST_RESET, Fault.LOST_SLOW)


@pytest.fixture
def clock() -> Clock:
    return Clock(SEVEN - timedelta(hours=1))


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[Discord]:
    async with Discord(now=lambda: clock.now) as opened:
        yield opened


def opened(
    folder: Path, clock: Clock, server: Discord, terms: Terms = QUICK
) -> AbstractAsyncContextManager[House]:
    """Start the digests of a library with one article, so that there is an edition."""
    starter = folder / "starter"
    starter.mkdir(exist_ok=True)
    (starter / "first.txt").write_bytes(min(SEEDS.glob("*.txt")).read_bytes())
    return house(folder / "data", clock, server, terms=terms, starter=str(starter))


def the_run(here: House, made: Schedule) -> Run:
    [run] = here.database.runs(GUILD).history(made.id)
    return run


async def until(here: House, server: Discord, what: str) -> None:
    """Wake up until the first request of a kind was made."""
    async with asyncio.timeout(10):
        while not server.requests[what]:
            # As every second: on a busy disk the store may be locked for the third of one.
            await here.dispatcher.wake()
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("what", ["THREAD", "PUBLISH"])
async def test_a_kill_between_the_message_and_what_comes_after_it(
    tmp_path: Path, clock: Clock, server: Discord, what: str
) -> None:
    server.kinds[CHANNEL] = NEWS
    hasty = replace(PATIENT, drain=0.0)
    options = {"thread": what == "THREAD", "publish": what == "PUBLISH"}
    async with opened(tmp_path, clock, server, terms=hasty) as here:
        made = here.schedule(options=options)
        clock.now = SEVEN
        server.slow = 5.0

        def draw() -> Fault | None:  # the message arrives, and what follows hangs
            return Fault.SLOW if server.requests[what] else None

        server.faults.draw = draw  # type: ignore[method-assign]
        await until(here, server, what)
        await here.dispatcher.drain()
        assert the_run(here, made).state is RunState.CLAIMED
        assert (server.threads, server.published) == ({}, [])
    server.faults, server.window = Faults(), 0.0

    async with opened(tmp_path, clock, server, terms=PATIENT) as here:
        await here.tick(SEVEN + timedelta(minutes=2))
        await here.tick()

        [edition] = here.editions
        run = the_run(here, made)
        assert (run.state, run.messages) == (RunState.SENT, (edition.id,))
    if what == "THREAD":
        assert server.threads == {edition.id: (CHANNEL, "Edition 1 · June 7, 2021")}
    else:
        assert server.published == [edition.id]


@pytest.mark.parametrize("fault", LOST)
async def test_a_thread_and_publishing_are_there_once_whatever_answers_are_lost(
    tmp_path: Path, clock: Clock, server: Discord, fault: Fault
) -> None:
    server.kinds[CHANNEL] = NEWS
    async with opened(tmp_path, clock, server) as here:
        made = here.schedule(options={"thread": True, "publish": True})
        server.faults = Faults(0.6, (fault,), random.Random(3))
        await here.tick(SEVEN)
        server.faults = Faults()
        for seconds in range(1, 20):
            await here.tick(SEVEN + seconds * SECOND)

        [edition] = here.editions
        assert the_run(here, made).state is RunState.SENT
    assert list(server.threads) in ([edition.id], [])
    assert server.published in ([edition.id], [])


@pytest.mark.parametrize("fault", LOST)
async def test_a_forum_post_that_was_accepted_without_an_answer_is_not_made_again(
    tmp_path: Path, clock: Clock, server: Discord, fault: Fault
) -> None:
    server.kinds[CHANNEL] = FORUM
    async with opened(tmp_path, clock, server) as here:
        made = here.schedule(options={"forum": True})
        server.faults = Faults(1.0, (fault,), random.Random(1))
        await here.tick(SEVEN)
        assert len(here.editions) == 1
        server.faults = Faults()
        for seconds in range(1, 20):
            await here.tick(SEVEN + seconds * SECOND)

        [edition] = here.editions
        run = the_run(here, made)
        assert (run.state, run.messages) == (RunState.SENT, (edition.id,))
    assert server.requests["FORUM"] == 1
    assert server.threads[edition.id] == (CHANNEL, "Edition 1 · June 7, 2021")


@pytest.mark.parametrize("fault", [Fault.ERROR_500, Fault.ERROR_503, Fault.RESET, Fault.LIMIT])
async def test_a_forum_post_that_was_not_accepted_is_made_when_nothing_can_arrive_any_more(
    tmp_path: Path, clock: Clock, server: Discord, fault: Fault
) -> None:
    server.kinds[CHANNEL] = FORUM
    async with opened(tmp_path, clock, server) as here:
        made = here.schedule(options={"forum": True})
        server.faults = Faults(1.0, (fault,), random.Random(1))
        await here.tick(SEVEN)
        server.faults = Faults()
        assert here.editions == []
        for seconds in range(1, 20):
            await here.tick(SEVEN + seconds * SECOND)

        assert len(here.editions) == 1
        assert the_run(here, made).state is RunState.SENT


async def test_a_kill_while_a_forum_post_is_made(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    server.kinds[CHANNEL] = FORUM
    hasty = replace(PATIENT, drain=0.0)
    async with opened(tmp_path, clock, server, terms=hasty) as here:
        made = here.schedule(options={"forum": True})
        server.faults, server.slow = Faults(1.0, (Fault.LOST_SLOW,), random.Random(1)), 5.0
        clock.now = SEVEN
        await until(here, server, "FORUM")
        await here.dispatcher.drain()
    server.faults = Faults()

    async with opened(tmp_path, clock, server) as here:
        for seconds in range(1, 80, 5):  # it may still arrive: nobody hurries
            await here.tick(SEVEN + seconds * SECOND)
        assert the_run(here, made).state is RunState.SENT
    assert len(server.editions) == 1


class TestAPrivateEdition:
    def follow(self, here: House) -> Schedule:
        return here.database.follows(GUILD).put(
            ANA, channel=CHANNEL, topics=["aid-pledges"], local_time=time(7), zone="UTC"
        )

    async def test_goes_to_a_member(self, tmp_path: Path, clock: Clock, server: Discord) -> None:
        async with opened(tmp_path, clock, server) as here:
            self.follow(here)
            await here.tick(SEVEN)

            assert len(here.editions) == 1
            assert server.requests["MEMBER"] == 1

    async def test_never_reaches_somebody_who_has_left_and_ends(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with opened(tmp_path, clock, server) as here:
            made = self.follow(here)
            server.strangers.add(ANA)
            for day in range(3):
                await here.tick(SEVEN + timedelta(days=day))

            assert here.editions == []
            run = the_run(here, made)
            assert (run.state, run.reason) == (RunState.SKIPPED, "not_a_member")
            assert here.database.follows(GUILD).get(ANA) is None
            assert here.database.audit(GUILD).read() == ()

    async def test_waits_while_nobody_can_say_whether_she_is_a_member(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with opened(tmp_path, clock, server) as here:
            self.follow(here)
            server.refusing["MEMBER", ANA] = 503, 0
            await here.tick(SEVEN)
            assert here.editions == []
            server.refusing.clear()
            await here.tick(SEVEN + 10 * SECOND)

            assert len(here.editions) == 1

    async def test_that_her_settings_refuse_three_times_is_paused_and_told_to_nobody(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with opened(tmp_path, clock, server) as here:
            self.follow(here)
            server.refusing["POST", CHANNEL] = 403, 50007
            for day in range(5):
                await here.tick(SEVEN + timedelta(days=day))

            paused = here.database.follows(GUILD).get(ANA)
            assert paused is not None
            assert (paused.active, paused.paused_reason) == (False, "forbidden")
            assert server.requests["POST"] == 3
            assert here.database.audit(GUILD).read() == ()

    async def test_of_a_server_that_turned_them_off_is_left_out(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with opened(tmp_path, clock, server) as here:
            made = self.follow(here)
            guilds = here.database.guilds()
            guilds.change_settings(GUILD, {"private_digests": False}, by=1)
            await here.tick(SEVEN)
            assert the_run(here, made).reason == "turned_off"
            guilds.change_settings(GUILD, {"private_digests": None}, by=1)
            await here.tick(SEVEN + timedelta(days=1))

            assert len(here.editions) == 1
