"""A correction or a preview whose answer was lost is looked for, and not posted again."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from summaries.store import RunState
from tests.faults.battle import PREVIEWED, SEEDS
from tests.faults.discord_stand_in import FORUM, Discord, Fault, Faults
from tests.faults.house import GUILD, SEVEN, Clock, house

pytestmark = pytest.mark.faults

MINUTE = timedelta(minutes=1)
LOST = (Fault.LOST_500, Fault.LOST_RESET)


@pytest.fixture
def clock() -> Clock:
    return Clock(SEVEN - timedelta(hours=1))


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[Discord]:
    async with Discord(now=lambda: clock.now) as opened:
        yield opened


async def test_a_correction_whose_answer_was_lost_is_found(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    async with house(tmp_path / "data", clock, server, starter=str(SEEDS)) as here:
        here.schedule()
        await here.tick(SEVEN)
        here.database.library(GUILD).withdraw("A1", by=1, reason="Wrong")
        server.faults = Faults(1.0, LOST, random.Random(1))
        await here.tick(SEVEN + MINUTE)
        assert len(server.corrections) == 1
        assert len(here.database.corrections(GUILD).unfinished()) == 1

        server.faults, server.window = Faults(), 0.0
        await here.tick(SEVEN + 2 * MINUTE)

        [correction] = server.corrections
        [known] = here.database.corrections(GUILD).of("A1")
        assert (known.state, known.message) == (RunState.SENT, correction.id)
        assert correction.links == [(GUILD, 1_000, here.editions[0].id)]


async def test_a_correction_whose_process_is_gone_is_found_by_the_next(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    async with house(tmp_path / "data", clock, server, starter=str(SEEDS)) as here:
        here.schedule()
        await here.tick(SEVEN)
        here.database.library(GUILD).withdraw("A1", by=1, reason="Wrong")
        server.faults = Faults(1.0, LOST, random.Random(1))
        await here.tick(SEVEN + MINUTE)
    server.faults, server.window = Faults(), 0.0
    clock.now = SEVEN + timedelta(hours=20)
    async with house(tmp_path / "data", clock, server, starter=str(SEEDS)) as here:
        await here.tick()

        assert len(server.corrections) == 1
        assert here.database.corrections(GUILD).unfinished() == ()


async def test_a_preview_whose_answer_was_lost_is_found_and_its_edition_is_on_time(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    async with house(tmp_path / "data", clock, server, starter=str(SEEDS)) as here:
        made = here.schedule(options=PREVIEWED)
        server.faults = Faults(1.0, LOST, random.Random(1))
        await here.tick(SEVEN - 5 * MINUTE)
        assert len(server.previews) == 1

        server.faults, server.window = Faults(), 0.0
        await here.tick(SEVEN - 3 * MINUTE)
        await here.tick(SEVEN)

        assert len(server.previews) == 1
        known = here.database.previews(GUILD).get(made.id, SEVEN.date())
        assert known is not None
        assert known.state is RunState.SENT
        [edition] = here.editions
        assert "late" not in edition.text.splitlines()[1]


async def test_posts_of_a_forum_are_corrected_below_the_newest_of_them(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    server.kinds[1_000] = FORUM
    async with house(tmp_path / "data", clock, server, starter=str(SEEDS)) as here:
        here.schedule(options={"forum": True})
        await here.tick(SEVEN)
        [post] = here.editions
        here.database.library(GUILD).withdraw("A1", by=1, reason="Wrong")
        server.faults = Faults(1.0, LOST, random.Random(1))
        await here.tick(SEVEN + MINUTE)
        server.faults, server.window = Faults(), 0.0
        await here.tick(SEVEN + 2 * MINUTE)

        [correction] = server.corrections
        assert correction.channel == post.id
        assert correction.links == [(GUILD, post.id, post.id)]
        assert here.database.corrections(GUILD).unfinished() == ()
