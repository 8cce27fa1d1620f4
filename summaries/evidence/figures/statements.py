"""What a sentence says of one metric, with a value: the start of a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summaries.evidence.figures.line import MOVES, Line, Range
from summaries.evidence.figures.metrics import metric_of, verb_of
from summaries.evidence.figures.movement import moved_by
from summaries.evidence.figures.values import Role
from summaries.text import Span

ALONE: Final = frozenset({";", "and", "while", "but"})
"""What parts a figure from the change or comparison of another."""

_FARTHEST: Final = 12  # words between a change and the level that it led to


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says of one metric: the start of a figure.

    ``number`` is that of its amount, None for a figure without a value; ``moved`` the token of
    its rise or fall; ``direction`` 1, -1 or 0; ``phrase`` the words that say how it moves.
    """

    metric: Range
    number: int | None = None
    moved: int | None = None
    direction: int = 0
    phrase: Span | None = None
    record: bool = False

    @property
    def moving(self) -> bool:
        """Tell whether it says how a metric moves, without a value or a record."""
        return self.number is None and not self.record


def valued(line: Line, roles: Sequence[Role], closed: frozenset[int]) -> Iterator[Statement]:
    """Yield what is stated with a value: each level, and each change that has no level.

    ``roles`` are those of the sentence's amounts; ``closed`` the tokens of its periods.
    """
    levels = [k for k, role in enumerate(roles) if role is Role.LEVEL]
    before: Range | None = None
    for number, role in enumerate(roles):
        if role not in (Role.LEVEL, Role.CHANGE):
            continue
        if role is Role.CHANGE and any(_belongs(line, number, level, closed) for level in levels):
            continue
        moved = moved_by(line, number)
        metric = metric_of(line, number, closed, change=role is Role.CHANGE)
        metric = metric or before or verb_of(line, number)
        if metric is None:
            continue
        before = metric
        direction = line.direction(moved) if moved is not None else 0
        if role is Role.CHANGE and line.low(line.ranges[number][1]) == "more":
            direction = 1
        phrase = _change(line, number, moved, roles) if moved is not None else None
        yield Statement(metric, number, moved, direction, phrase)


def _belongs(line: Line, change: int, level: int, closed: frozenset[int]) -> bool:
    """Tell whether a change says how a level moved: "rose 9 per cent to 14,310"."""
    one, other = line.ranges[change], line.ranges[level]
    between = range(min(one[1], other[1]), max(one[0], other[0]))
    lows = [line.low(k) for k in between if k not in closed]
    if ALONE.intersection(lows) or len(lows) > _FARTHEST:
        return False
    if "," in lows:
        if change < level and line.low(other[0] - 1) == "to":
            return True
        told = line.role(one[1]) & MOVES or line.low(one[1]) in ("more", "less")
        return level < change and (bool(told) or line.low(one[0] - 1) in ("up", "down", "of"))
    return True


def _change(line: Line, number: int, moved: int, roles: Sequence[Role]) -> Span | None:
    """Return the words that say how a value moved: "rose 9 per cent from April"."""
    first, last = line.ranges[number]
    if moved >= last:
        return line.span_of((first, moved + 1))
    changes = [k for k, role in enumerate(roles) if role is Role.CHANGE]
    for change in changes:
        start, end = line.ranges[change]
        if change == number:
            return line.span_of((moved, end))
        if moved < start and end <= first:
            return line.span_of((moved, end))
    return None
