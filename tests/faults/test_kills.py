"""Exactly one edition each local day, under kill -9, freezes and an unreliable Discord."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import pytest

from tests.faults.battle import Battle, Nursery, Round
from tests.faults.discord_stand_in import Fault

pytestmark = pytest.mark.faults

SEED = int(os.environ.get("PULLQUOTE_FAULTS_SEED") or secrets.randbelow(1_000_000))
"""Of the rounds: another each time, and the one that a failure names when it is given."""

KILLS = int(os.environ.get("PULLQUOTE_FAULTS_KILLS") or 40)
"""Of each of the six long rounds, so 240 in all; 210 make them a quarter of an hour."""

UNANSWERED = (Fault.LOST_500, Fault.LOST_RESET, Fault.LOST_SLOW, Fault.ERROR_500, Fault.SLOW)
"""What leaves the bot in doubt: the message may be there, or may come yet."""


async def fought(round_: Round, address: str, folder: Path, nursery: Nursery) -> None:
    battle = Battle(round_, address, folder, nursery)
    outcome = await battle.fight()
    said = f"{round_}: {outcome}"
    print(said)
    assert outcome.kills >= round_.kills
    assert not outcome.lost, f"lost: {outcome.lost[:5]}; {said}"
    assert not outcome.twice, f"twice: {outcome.twice[:5]}; {said}"
    assert not outcome.unsettled, f"the store does not know: {outcome.unsettled[:5]}; {said}"


async def test_a_short_round_loses_and_doubles_nothing(
    address: str, tmp_path: Path, nursery: Nursery
) -> None:
    await fought(Round(SEED, kills=6, schedules=15, pauses=(0.03, 0.4)), address, tmp_path, nursery)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("processes", "share"),
    [(1, 0.1), (2, 0.25), (3, 0.4)],
    ids=["one", "two", "three"],
)
async def test_a_long_round_loses_and_doubles_nothing(
    address: str, tmp_path: Path, nursery: Nursery, processes: int, share: float
) -> None:
    round_ = Round(SEED, kills=KILLS, processes=processes, share=share)
    await fought(round_, address, tmp_path, nursery)


@pytest.mark.slow
async def test_a_round_without_answers_loses_and_doubles_nothing(
    address: str, tmp_path: Path, nursery: Nursery
) -> None:
    round_ = Round(SEED, kills=KILLS // 4, share=0.5, kinds=UNANSWERED)
    await fought(round_, address, tmp_path, nursery)
