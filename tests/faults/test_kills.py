"""Exactly one edition each local day, under kill -9, freezes and an unreliable Discord."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import pytest

from tests.faults.battle import Battle, Nursery, Round

pytestmark = pytest.mark.faults

SEED = int(os.environ.get("PULLQUOTE_FAULTS_SEED") or secrets.randbelow(1_000_000))
"""Of the rounds: another each time, and the one that a failure names when it is given."""

KILLS = int(os.environ.get("PULLQUOTE_FAULTS_KILLS") or 40)
"""Of each of the six long rounds, so 240 in all; 210 make them a quarter of an hour."""


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


# Issue 6: in two of eighteen rounds with three processes, the correction below a forum's post was
# there twice, cause unknown; editions never were.
_OPEN = pytest.mark.xfail(reason="issue 6: a correction below a forum's post, twice", strict=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("processes", "share"),
    [(1, 0.1), (2, 0.25), pytest.param(3, 0.4, marks=_OPEN)],
    ids=["one", "two", "three"],
)
async def test_a_long_round_loses_and_doubles_nothing(
    address: str, tmp_path: Path, nursery: Nursery, processes: int, share: float
) -> None:
    round_ = Round(SEED, kills=KILLS, processes=processes, share=share)
    await fought(round_, address, tmp_path, nursery)
