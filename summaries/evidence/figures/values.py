"""What an amount is in its sentence: a level, a change, what is compared with, or no figure.

Durations, ages, votes, scores, capacities, promises and small counts of things are no figures.
"""

from __future__ import annotations

import enum
from decimal import Decimal
from typing import Final

from summaries.evidence.figures.line import MOVES, Line, Range
from summaries.evidence.figures.movement import (
    is_change,
    is_compared,
    is_whole,
    moved_by,
    words_before,
)
from summaries.evidence.figures.nouns import is_people, nouns_of
from summaries.evidence.figures.words import bits
from summaries.evidence.model import AmountKind

_MANY: Final = Decimal(100)
_SOME: Final = Decimal(10)
_BE: Final = frozenset({"at", "to", "was", "is", "were", "are", "of", "stood", "reached", "hit"})
_REFUSED: Final = bits("refused.heads")
_PLANNED: Final = bits("refused.planned")
_GIVEN: Final = bits("refused.given")
_FORECAST: Final = bits("counting.forecasts")
_TOLL: Final = bits("counting.toll")
_MOVEMENT: Final = bits("counting.movement")
_RECORDS: Final = bits("counting.records")
_METRICS: Final = bits("counting.metrics")
_PEOPLE: Final = bits("counting.people")
_THINGS: Final = bits("counting.things")
_TOTAL: Final = bits("counting.total")
_ECONOMY: Final = bits("counting.economy")
_MEASURES: Final = bits("counting.measures")
_SHARES: Final = bits("refused.shares")
_AIMS: Final = bits("refused.aims")
_THOUSAND: Final = bits("phrases.thousand")
_LABELS: Final = bits("refused.labels")
_AGES: Final = bits("refused.ages")
_HOLDS: Final = bits("refused.holds")
_LEVELS: Final = bits("level.words")
_NO_PURPOSE: Final = bits("grammar.begun", "counting.forecasts")
_AID: Final = bits("refused.money", "refused.given")
_NEAR: Final = 6  # words between a verb of movement and its amount


class Role(enum.Enum):
    """What an amount is for."""

    LEVEL = enum.auto()  # how many there are
    CHANGE = enum.auto()  # by how much it moved
    COMPARED = enum.auto()  # what another amount is compared with
    NONE = enum.auto()  # no figure


def role_of(line: Line, number: int) -> Role:
    """Tell what an amount is in its sentence."""
    amount = line.amounts[number]
    if amount.kind is AmountKind.DURATION or amount.converted or is_whole(line, number):
        return Role.NONE
    if is_compared(line, number):
        return Role.COMPARED
    if amount.kind is AmountKind.SHARE and _is_policy(line, number):
        return Role.NONE
    if is_change(line, number):
        return Role.CHANGE
    judged = {
        AmountKind.COUNT: _counts,
        AmountKind.SHARE: _is_share,
        AmountKind.MONEY: _is_value,
        AmountKind.MEASURE: _is_measure,
    }[amount.kind]
    return Role.LEVEL if judged(line, number) else Role.NONE


def _counts(line: Line, number: int) -> bool:
    """Tell whether a count is a statistic or an event's toll."""
    amount, (first, last) = line.amounts[number], line.ranges[number]
    nouns = nouns_of(line, number)
    if _is_label(line, number, nouns) or line.words.capacity.search(words_before(line, number)):
        return False
    clause = (_start(line, number), _end(line, last))
    head = line.head(nouns) if nouns else None
    kind = line.role(head) if head is not None else 0
    if line.any_role(clause, _GIVEN) is not None or _is_purpose(line, number):
        return False
    if nouns is None and line.any_role(clause, _AGES) is not None:
        return False
    planned = line.any_role((clause[0], first), _PLANNED)
    if planned is not None and line.any_role(clause, _FORECAST) is None:
        return False
    if head is not None and line.low(head) in ("times", "time"):
        return False
    if nouns is not None and _suffered(line, nouns):
        return True
    if kind & _REFUSED and not kind & (_PEOPLE | _METRICS):
        return False
    if nouns is None and line.low(0) == "of" and first > 1:
        return amount.value >= _SOME  # "Of the 3,100 cases, 212 ended in May."
    if line.low(last) == "of" and line.low(last + 1) in ("them", "those", "these"):
        return amount.value >= _SOME
    if _stated(line, number):
        return True
    if nouns is not None and amount.value >= _SOME:
        kind |= next((r for r in line.roles[nouns[0] : nouns[1]] if r & (_PEOPLE | _METRICS)), 0)
    vague = bool(line.role(first) & _THOUSAND)
    people = bool(kind & _PEOPLE) or (nouns is not None and is_people(line, nouns))
    if kind & _METRICS and not vague and amount.value >= _SOME:
        return True
    if nouns is None and line.role(first - 1) & _HOLDS:
        return amount.value >= _SOME
    toll = line.any_role(clause, _TOLL) is not None
    if toll and (nouns is None or people or line.is_plural(nouns[1] - 1)):
        return True
    if people or kind & _THINGS:
        near = (max(clause[0], first - _NEAR), min(clause[1], last + _NEAR))
        moved = line.any_role(near, _MOVEMENT | _RECORDS) is not None
        many = people and amount.value >= _MANY and not vague
        return (moved and amount.value >= _SOME) or many
    recorded = line.any_role((max(clause[0], first - 3), min(clause[1], last + 4)), _RECORDS)
    return recorded is not None and amount.value >= (10 * _MANY if nouns else _SOME)


def _start(line: Line, number: int) -> int:
    """Return where an amount's clause begins: "12 Afghans and two Syrians" share a verb."""
    first, _ = line.ranges[number]
    start = line.clause_before(first)
    if number and line.low(start - 1) in ("and", "or", ","):
        before = line.ranges[number - 1]
        if start - before[1] <= _NEAR:
            return line.clause_before(before[0])
    return start


def _end(line: Line, last: int) -> int:
    """Return where an amount's clause ends: "six people, two of them children, drowned" is one."""
    end = line.clause_after(last)
    if line.low(end) == ",":
        for k in range(end + 1, min(end + 2 * _NEAR, len(line))):
            if line.low(k) == ",":
                verb = line.role(k + 1) & (_TOLL | _MOVEMENT | bits("grammar.auxiliaries"))
                return line.clause_after(k + 1) if verb else end
    return end


def _suffered(line: Line, nouns: Range) -> bool:
    """Tell whether something was done to those who are counted: "three judges were killed"."""
    end = line.clause_after(nouns[1])
    verb = line.any_role((nouns[1], min(nouns[1] + _NEAR, end)), _TOLL)
    return verb is not None and line.low(verb - 1) in ("were", "was", "been", "be", "being")


def _is_purpose(line: Line, number: int) -> bool:
    """Tell "to help 4 million people", "built to hold 160 people": a purpose, and no count."""
    at = line.ranges[number][0] - 2
    if line.low(at) != "to":
        return False
    before = line.role(at - 1)
    return not before & _NO_PURPOSE


def _is_label(line: Line, number: int, nouns: Range | None) -> bool:
    """Tell "Flight 370", "Article 5": a number that is part of a name."""
    first, _ = line.ranges[number]
    if first == 0 or line.amounts[number].qualifier is not None:
        return False
    capital = line.text[line.starts[first - 1]].isupper()
    named = capital and bool(line.role(first - 1) & _LABELS)
    name = first > 1 and capital and nouns is None and not line.role(first - 1) & _METRICS
    return line.low(first).isdigit() and (named or name)


def _stated(line: Line, number: int) -> bool:
    """Tell whether the words say that it is a count: "a total of", "rose to", "stands at"."""
    first, last = line.ranges[number]
    first += line.low(first) == "at"  # "at about 1,500"
    before = line.low(first - 1)
    if before == "of" and line.role(first - 2) & _TOTAL:
        return True
    if before in ("to", "at", "above", "below") and moved_by(line, number) is not None:
        return True
    if before == "at" and line.role(first - 2) & _LEVELS:
        return True
    if line.role(first - 1) & _METRICS and nouns_of(line, number) is None:
        return True  # "asylum claims over 150,000"
    start = line.clause_before(first)
    if before in _BE and line.any_role((start, first), _TOTAL) is not None:
        return True
    return before == "record" and line.any_role((start, last), _METRICS) is not None


def _is_share(line: Line, number: int) -> bool:
    """Tell whether a share is a statistic, and no majority, stake or tariff."""
    first, last = line.ranges[number]
    words = line.low(first)
    if _is_aim(line, number):
        return False
    if words[:1].isdigit() or line.low(first + 1)[:1].isdigit() or "%" in words:
        return True
    if moved_by(line, number) is not None or line.low(first + 1) == "in":
        return True
    nouns = nouns_of(line, number)
    counted = _PEOPLE | _METRICS | _THINGS
    if nouns is not None and (
        line.role(line.head(nouns)) & counted or line.is_plural(nouns[1] - 1)
    ):
        return True
    after = line.low(last + 1) if line.low(last) == "of" else line.low(last)
    return after in ("were", "are", "them", "those", "all")


def _is_policy(line: Line, number: int) -> bool:
    """Tell a majority, a stake, a tariff, a share of votes or of money."""
    first, last = line.ranges[number]
    near = range(max(first - 4, 0), min(last + 4, len(line)))
    return any(line.role(i) & _SHARES for i in near)


def _is_aim(line: Line, number: int) -> bool:
    """Tell what is planned from what is: "wants to cut its use to 5 per cent"."""
    first, last = line.ranges[number]
    start, end = line.clause_before(first), line.clause_after(last)
    if line.any_role((start, first), _AIMS) is not None:
        return True
    planned = line.any_role((start, first), _PLANNED) is not None
    return planned and line.any_role((start, end), _FORECAST | MOVES) is None


def _is_value(line: Line, number: int) -> bool:
    """Tell whether a sum of money measures an economy, and is no aid."""
    first, last = line.ranges[number]
    if any(role & _AID for role in line.roles):
        return False
    clause = (line.clause_before(first), line.clause_after(last))
    if line.any_role(clause, _PLANNED) is not None:
        return False
    return line.any_role(clause, _ECONOMY) is not None and (
        moved_by(line, number) is not None
        or line.low(first - 1)
        in _BE | {"worth", "record", "above", "below", "totalled", "totaled", "took"}
        or line.any_role((max(first - 3, 0), first), _RECORDS) is not None
        or line.any_role((last, min(last + 4, len(line))), _ECONOMY) is not None
    )


def _is_measure(line: Line, number: int) -> bool:
    """Tell whether a measure is a statistic: rain, a harvest, a temperature."""
    first, last = line.ranges[number]
    clause = (line.clause_before(first), line.clause_after(last))
    if line.any_role(clause, _PLANNED) is not None and line.any_role(clause, _FORECAST) is None:
        return False
    return line.any_role(clause, _MEASURES) is not None
