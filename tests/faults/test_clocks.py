"""Clocks that are set, machines that sleep, answers that fail: one message all the same."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.asking import gated
from bot.digests.fence import Hold, LeaseLost, steady
from summaries.store import Run, RunState
from tests.faults.discord_stand_in import Discord, Fault, Faults
from tests.faults.house import (
    CHANNEL,
    DAY,
    GUILD,
    HOUR,
    SECOND,
    SEVEN,
    Clock,
    House,
    file_of,
    house,
)
from tests.faults.worker import NONCE_LIVES

pytestmark = pytest.mark.faults


@pytest.fixture
def clock() -> Clock:
    return Clock(SEVEN - HOUR)


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[Discord]:
    """Discord, whose clock is right until a test makes it another one than the bot's."""
    async with Discord(now=lambda: clock.now) as opened:
        yield opened


class TestAClockThatIsSet:
    async def test_back_by_an_hour_doubles_nothing_and_silences_nothing(
        self, tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            here.schedule(CHANNEL + 1, local_time=(SEVEN + HOUR / 2).time())
            await here.tick(SEVEN - SECOND)
            await here.tick(SEVEN + HOUR / 4)

            for minutes in range(0, 121, 5):  # it is a quarter past six once more
                await here.tick(SEVEN - HOUR * 3 / 4 + timedelta(minutes=minutes))
            await here.tick(SEVEN + DAY)

        assert [(m.channel, m.due) for m in here.editions] == [
            (CHANNEL, SEVEN),
            (CHANNEL + 1, SEVEN + HOUR / 2),
            (CHANNEL, SEVEN + DAY),
        ]
        assert "The clock was set back by 1 h 0 min." in caplog.text

    async def test_back_after_a_crash_still_finds_what_was_posted(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        """The bot's clock was two hours ahead when it posted, and was put right after a crash."""
        right = Clock(SEVEN - HOUR)
        server.now = right
        async with house(tmp_path / "data", clock, server, right=right) as here:
            made = here.schedule()
            clock.now, right.now = SEVEN, SEVEN - 2 * HOUR
            await here.tick()
        reopen_run(tmp_path / "data")
        server.window = 0.0  # and nothing is left of the nonce

        clock.now = right.now = SEVEN - 2 * HOUR + 5 * SECOND
        async with house(tmp_path / "data", clock, server) as here:
            await here.tick()
            clock.now = right.now = SEVEN + SECOND
            await here.tick()
            run = here.database.runs(GUILD).get(made.id, SEVEN.date())

        assert len(here.editions) == 1
        assert run is not None
        assert run.state is not RunState.CLAIMED

    async def test_far_ahead_and_back_goes_on_as_if_it_had_not_been(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            await here.tick(SEVEN - HOUR)
            await here.tick(SEVEN + 3_000 * DAY - 12 * HOUR)  # nothing is due there
            before = len(here.editions)

            await here.tick(SEVEN - SECOND / 2)
            await here.tick(SEVEN)

        assert before == 0
        assert [m.due for m in here.editions] == [SEVEN]

    async def test_a_lease_taken_by_a_clock_that_was_ahead_is_not_waited_for(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            made = here.schedule()
            clock.now = SEVEN + 5 * HOUR  # a process, wrong by five hours, claims and dies
            here.database.runs(GUILD).claim(made.id, SEVEN.date(), nonce="N")

            await here.tick(SEVEN + SECOND)

        assert len(here.editions) == 1


class TestASleepOfADay:
    async def test_posts_the_one_of_now_and_notes_what_was_slept_through(
        self, tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            await here.tick(SEVEN - HOUR)

            await here.tick(SEVEN + DAY + HOUR)
            lines = here.database.audit(GUILD).read()

        assert [m.due for m in here.editions] == [SEVEN + DAY]
        assert "late, was due" in here.editions[0].text
        assert "The clock jumped ahead by 26 h 0 min" in caplog.text
        assert [line.action for line in lines if line.action.startswith("edition")] == [
            "edition.missed"
        ]

    async def test_is_followed_by_asking_discord_what_time_it_is(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        stood_still = Clock(clock.now)  # as that of a machine that was paused does
        async with house(tmp_path / "data", clock, server, right=stood_still) as here:
            made = here.schedule()
            await here.tick(SEVEN - HOUR)

            await here.tick(SEVEN + SECOND)

            [run] = here.database.runs(GUILD).history(made.id)
        assert run.tried_at == SEVEN + SECOND

    async def test_between_the_last_look_and_the_first_byte_sends_nothing(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            channel = here.dispatcher._courier._client.get_partial_messageable(CHANNEL)
            with gated(Hold(steady() - DAY.total_seconds())), pytest.raises(LeaseLost):
                await channel.send("Yesterday's paper.")

        assert server.requests["POST"] == 0


class TestAnUnreliableDiscord:
    @pytest.mark.parametrize("kind", Fault)
    async def test_any_fault_is_overcome_with_one_message(
        self, tmp_path: Path, clock: Clock, server: Discord, kind: Fault
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            server.faults = Faults(0.7, (kind,))
            for seconds in range(40):
                await here.tick(SEVEN + seconds * SECOND)
            await asyncio.sleep(0)

        assert len(here.editions) == 1
        [run] = here.database.runs(GUILD).history(here.database.schedules(GUILD).list()[0].id)
        assert run.messages == (here.editions[0].id,)

    async def test_that_dawdles_over_the_last_attempt_takes_it_for_the_first(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        """The first was taken at once, the last may be taken long after it was given up."""
        server.window = NONCE_LIVES
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            server.faults = Listed([Fault.LOST_500, Fault.ERROR_500, *[Fault.SLOW] * 3])
            for seconds in range(5):
                await here.tick(SEVEN + seconds * SECOND)
            await asyncio.sleep(server.slow)

        assert len(server.editions) == 1

    async def test_that_wants_silence_is_asked_again_the_next_day(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        """discord.py holds all requests up meanwhile: cancelled then, it would for ever."""
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            server.faults = Listed([Fault.GLOBAL])
            for seconds in range(5):
                await here.tick(SEVEN + seconds * SECOND)
                await asyncio.sleep(0.3)
            await here.tick(SEVEN + DAY)

        assert [m.due for m in here.editions] == [SEVEN, SEVEN + DAY]

    async def test_that_does_not_answer_at_the_last_moment_is_looked_at_once_more(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            run = await at_the_last_moment(here, Listed([Fault.LOST_RESET] * 3))
        assert (run.state, run.reason) == (RunState.SKIPPED, "nothing_new")
        [edition] = server.editions
        assert run.messages == (edition.id,)

    async def test_that_never_answers_has_not_got_it_when_it_is_too_late(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            run = await at_the_last_moment(here, Faults(1.0, (Fault.ERROR_503,)))
        assert (run.state, run.reason) == (RunState.FAILED, "no_answer")
        assert server.editions == []


async def at_the_last_moment(here: House, faults: Faults) -> Run:
    """Post an edition at the end of its six hours, with faults, and look again when it is late."""
    made = here.schedule()
    await here.tick(SEVEN - HOUR)
    here.discord.faults = faults
    await here.tick(SEVEN + 6 * HOUR - SECOND / 10)
    here.discord.faults = Faults()
    await here.tick(SEVEN + 6 * HOUR + SECOND)
    [run] = here.database.runs(GUILD).history(made.id)
    return run


class Listed(Faults):
    """What goes wrong with the requests, one after another; then nothing."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self._faults = faults

    def draw(self) -> Fault | None:
        return self._faults.pop(0) if self._faults else None


def reopen_run(data: Path) -> None:
    """Forget what became of the editions: the process was killed before it could note it."""
    with closing(sqlite3.connect(file_of(data))) as file:
        file.execute(
            "UPDATE runs SET state = 'claimed', messages = '[]', sent_at = NULL, reason = NULL,"
            " lease_until = claimed_at"
        )
        file.commit()
