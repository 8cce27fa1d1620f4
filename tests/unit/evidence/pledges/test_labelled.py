"""How many pledges of money are found in sentences that were labelled by hand, and how truly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summaries.evidence.model import AmountKind, Party, PledgeStatus
from summaries.text import folded_words
from tests.unit.evidence.pledges.made import read, written

LABELLED = Path(__file__).parents[3] / "quality" / "data" / "evidence" / "pledges.jsonl"
NOT_GIVEN = (PledgeStatus.SOUGHT, PledgeStatus.REFUSED)


def shares_a_word(party: Party | None, wanted: str) -> bool:
    return party is not None and not set(folded_words(party.name)).isdisjoint(folded_words(wanted))


@pytest.mark.parametrize(("part", "least"), [("train", 0.95), ("held", 0.88)])
def test_most_sums_are_found_and_little_else(part: str, least: float) -> None:
    found = true = wanted = donors = donors_right = receivers = receivers_right = 0
    for line in LABELLED.read_text("utf-8").splitlines():
        case: dict[str, Any] = json.loads(line)
        if case["part"] != part:
            continue
        gold = [row for row in case["pledges"] if row["kind"] == "money"]
        gold = [row for row in gold if row["status"] not in NOT_GIVEN]
        wanted += len(gold)
        for row in read(written(case["text"])):
            money = row.amount is not None and row.amount.kind is AmountKind.MONEY
            if row.amount is None or not money or row.status in NOT_GIVEN:
                continue
            found += 1
            same = [one for one in gold if one["value"] == row.amount.value]
            if not same:
                continue
            true += 1
            gold.remove(same[0])
            if same[0]["donor"]:
                donors += 1
                donors_right += shares_a_word(row.donor, same[0]["donor"])
            if same[0]["named"]:
                receivers += 1
                receivers_right += row.recipient_named and shares_a_word(
                    row.recipient, same[0]["recipient"]
                )
    assert 2 * true / (found + wanted) >= least
    assert donors_right / donors >= 0.9
    assert receivers_right / receivers >= 0.9
