"""The words that say what a figure counts: "unaccompanied children", "the unemployment rate"."""

from __future__ import annotations

from typing import Final

from summaries.evidence.figures.line import MOVES, Line, Range
from summaries.evidence.figures.movement import moved_by
from summaries.evidence.figures.nouns import nouns_of
from summaries.evidence.figures.words import bits
from summaries.evidence.model import AmountKind

_NOUNS: Final = bits("up.nouns", "down.nouns")
_VERBS: Final = bits(
    "grammar.auxiliaries", "counting.records", "counting.movement", "up.strong", "up.weak",
    "down.strong", "down.weak", "grammar.modals", "counting.toll",
)  # fmt: skip
_METRICS: Final = bits("counting.metrics")
_PARTS: Final = bits("grammar.joins", "grammar.adverbs")
_EMPTY: Final = bits("grammar.joins", "grammar.breaks", "grammar.determiners")
_ACTS: Final = bits("grammar.acts")
_TOLL: Final = bits("counting.toll")
_NO_METRIC: Final = frozenset(
    {"gdp", "capacity", "value", "them", "those", "population", "which", "whom", "normal"}
)


def metric_of(line: Line, number: int, closed: frozenset[int], *, change: bool) -> Range | None:
    """Return what an amount of a sentence measures, or None where the sentence does not say.

    ``closed`` are the tokens of periods, which are no part of it.
    """
    amount = line.amounts[number]
    moved = moved_by(line, number)
    first = line.ranges[number][0]
    if amount.kind is AmountKind.COUNT and not change:
        found = _behind(line, number, closed) or _named(line, number, closed)
        if found is None and line.role(first - 1) & _TOLL and line.lows[first - 1].endswith("ing"):
            return first - 1, first  # "killing 107 and wounding 238"
        if found is None and line.low(line.ranges[number][1]) in ("more", "others"):
            return None  # of those named before
        return found or _subject(line, number, moved)
    if moved is not None and line.role(moved) & _NOUNS and line.low(moved + 1) in ("in", "of"):
        at = moved + 2
        while line.low(at) in ("the", "number", "of"):
            at += 1
        nouns = line.nouns_after(at)
        if nouns is not None and line.amount_of[nouns[0]] < 0:
            return line.extended(nouns, closed)
    if amount.kind is AmountKind.SHARE and not change and moved is None:
        found = _behind(line, number, closed)
        if found is not None and line.low(found[1] - 1) not in _NO_METRIC:
            return found
    return (
        _named(line, number, closed)
        or _object(line, number)
        or _subject(line, number, moved)
        or _behind(line, number, closed)
    )


def _named(line: Line, number: int, closed: frozenset[int]) -> Range | None:
    """Return what stands before the amount: "a turnout of 58%", "asylum claims over 150,000"."""
    at = line.ranges[number][0] - 1
    if line.low(at) == "of":
        at -= 1
    wanted = _METRICS | bits("counting.total")
    return line.nouns_before(at + 1, closed) if at >= 0 and line.role(at) & wanted else None


def _behind(line: Line, number: int, closed: frozenset[int]) -> Range | None:
    nouns = nouns_of(line, number)
    if nouns is None or nouns[0] in closed:
        return None
    return line.extended(nouns, closed)


def _subject(line: Line, number: int, moved: int | None) -> Range | None:
    """Return the subject of the clause's first verb, or of the one that moves the amount."""
    first, _ = line.ranges[number]
    start = line.clause_before(first)
    if line.low(start) == "at" and start >= first - 1 and line.low(start - 1) == ",":
        # "The rate of relapse, at 27 per cent, …"
        return line.trimmed(line.clause_before(start - 1), start - 1)
    if line.low(start - 1) in ("which", "who", "that") and line.low(start - 2) == ",":
        # "Remittances, which make up 22 per cent of GDP"
        return line.trimmed(line.clause_before(start - 2), start - 2)
    verbs = [k for k in range(first - 1, start - 1, -1) if _is_verb(line, k)]
    if moved is not None and moved < first and not line.role(moved) & _NOUNS:
        verbs.insert(0, moved)
    for at in verbs:
        subject = line.subject_before(at)
        if subject is not None and subject[1] <= first:
            return subject
    return None


def _is_verb(line: Line, i: int) -> bool:
    """Tell a verb from "deportations" and from the "to" of "exports to Japan"."""
    role = line.roles[i]
    return bool(role & _VERBS) and not role & _METRICS and line.lows[i] != "to"


def _object(line: Line, number: int) -> Range | None:
    """Return what is between the verb and "by": "has cut the harvest by 40 per cent"."""
    first, _ = line.ranges[number]
    start = line.clause_before(first)
    verb = next((k for k in range(first - 2, start - 1, -1) if line.role(k) & _ACTS), None)
    if verb is None or line.role(verb + 1) & _PARTS or line.low(verb + 1).endswith("ly"):
        return None
    at = verb + 2 if line.role(verb + 1) & bits("grammar.determiners") else verb + 1
    end = at
    while end < first and line.low(end) not in ("by", "to", "from") and line.amount_of[end] < 0:
        end += 1
    return (at, end) if at < end < first else None


def verb_of(line: Line, number: int) -> Range | None:
    """Return the verb of a toll that says nothing else: "30 were wounded"."""
    first, last = line.ranges[number]
    if line.low(last) == "of" and last + 1 < len(line):
        return last + 1, last + 2  # "39 per cent of these"
    near = range(max(line.clause_before(first), 0), min(line.clause_after(last), len(line)))
    said = _TOLL | MOVES | bits("counting.records")
    free = [k for k in near if line.amount_of[k] < 0 and not line.is_sign(k)]
    free = [k for k in free if not line.role(k) & _EMPTY] or free
    found = next((k for k in free if line.role(k) & said), free[0] if free else None)
    return (found, found + 1) if found is not None else None
