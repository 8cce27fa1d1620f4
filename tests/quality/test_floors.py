"""The quality gate: no measure may fall below what was pinned."""

from __future__ import annotations

import pytest

from tests.quality.__main__ import floors, holds
from tests.quality.measures import ELSEWHERE, measures

MEASURES = measures()


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_a_measure_is_no_worse_than_its_floor(name: str) -> None:
    value, floor = MEASURES[name](), floors()[name]

    assert holds(name, value, floor), f"{name} is {value:.3f}, its floor {floor:.3f}"


def test_every_floor_has_its_measure() -> None:
    elsewhere = {name for name in floors() if name.partition(".")[2] in ELSEWHERE}

    assert set(floors()) - elsewhere <= set(MEASURES)
