"""Figures without a value: "crossings have grown steadily", "a 20-year high in arrivals"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from summaries.evidence.figures.line import MOVES, Line, Range
from summaries.evidence.figures.statements import Statement
from summaries.evidence.figures.words import bits

_STRONG: Final = bits("up.strong", "down.strong")
_NOUNS: Final = bits("up.nouns", "down.nouns")
_WEAK: Final = bits("up.weak", "down.weak")
_METRICS: Final = bits("counting.metrics")
_PEOPLE: Final = bits("counting.people")
_AUX: Final = bits("grammar.auxiliaries")
_BEGUN: Final = bits("grammar.begun")
_MODAL: Final = bits("grammar.modals", "grammar.not_words", "refused.planned")
_JOINS: Final = bits("grammar.joins", "grammar.determiners")
_STOPS: Final = bits("grammar.stops", "grammar.adverbs", "grammar.joins", "grammar.breaks")
_REFUSED: Final = bits("refused.heads")
_INDEFINITE: Final = bits("phrases.indefinite")
_BESIDE: Final = frozenset({"up", "down", "higher", "lower", "fewer"})
_NEEDS_VALUE: Final = frozenset({"lost", "gained", "gains", "raised"})
_LINKS: Final = bits("counting.records", "grammar.auxiliaries")
_HIGH: Final = frozenset({"high", "highs", "highest", "record", "busiest", "worst"})
_LOW: Final = frozenset({"low", "lows", "lowest"})


def trends(line: Line, closed: frozenset[int], used: frozenset[int]) -> Iterator[Statement]:
    """Yield the trends and records of a sentence that come without a value.

    ``closed`` are the tokens of periods; ``used`` are tokens that a figure with a value took.
    """
    seen: set[Range] = set()
    for i, role in enumerate(line.roles):
        if not role & MOVES or i in used or line.amount_of[i] >= 0:
            continue
        found = _noun(line, i, closed) if role & _NOUNS else None
        if found is None and role & (_STRONG | _WEAK):
            found = _verb(line, i)
        if found is not None and found.metric not in seen:
            seen.add(found.metric)
            yield found
    for match in line.words.superlative.finditer(line.text, line.span.start, line.span.end):
        run = line.token_at(match.start()), line.token_at(match.end() - 1) + 1
        if any(k in used or line.has_value(k) for k in range(*run)):
            continue
        record = _record(line, run, closed)
        if record is not None and record.metric not in seen:
            seen.add(record.metric)
            yield record


def _is_metric(line: Line, run: Range, *, people: bool = True) -> bool:
    head = line.role(line.head(run))
    return bool(head & (_METRICS | _PEOPLE if people else _METRICS))


def _noun(line: Line, i: int, closed: frozenset[int]) -> Statement | None:
    """Read "a sharp increase in immigration": said of one that is new, not "the increase"."""
    if line.low(i + 1) not in ("in", "of"):
        return None
    start = i
    while start > 0 and line.role(start - 1) & _INDEFINITE:
        start -= 1
    if start == i or line.low(start - 1) == "the":
        return None
    if line.role(start - 1) & _MODAL:
        return None
    metric = _counted(line, i + 2, closed)
    if metric is None:
        return None
    phrase = line.span_of((start, i + 1))
    return Statement(metric, None, i, line.direction(i), phrase)


def _counted(line: Line, i: int, closed: frozenset[int]) -> Range | None:
    """Return what is counted behind "in" or "of", without "the number of"."""
    while line.low(i) in ("the", "a", "all", "both"):
        i += 1
    if line.low(i) in ("number", "numbers") and line.low(i + 1) == "of":
        i += 2
    nouns = line.nouns_after(i)
    if nouns is None or nouns[0] in closed:
        return None
    if not _is_metric(line, nouns) and not line.is_plural(nouns[1] - 1):
        return None
    return line.extended(nouns, closed)


def _verb(line: Line, i: int) -> Statement | None:
    """Read "arrivals continue to climb", "crime is down"."""
    low, role = line.low(i), line.role(i)
    if low in _NEEDS_VALUE or (
        line.role(i - 1) & _JOINS and low not in _BESIDE and line.low(i - 1) != "to"
    ):
        return None
    if low == "up" and line.low(i - 1) in ("make", "makes", "made", "broke", "set"):
        return None
    verb = i - 2 if line.low(i - 1) == "times" else i  # "seven times higher"
    if low in _BESIDE and not line.role(verb - 1) & _AUX and not line.role(verb - 2) & _AUX:
        return None
    if not _has_no_object(line, i):
        return None
    subject = line.subject_before(verb)
    if subject is None or subject[1] > i:
        return None
    between = range(subject[1], i)
    if any(line.role(k) & _MODAL for k in between):
        return None
    begun = next((k for k in between if line.role(k) & _BEGUN), None)
    if begun is None and any(line.low(k) == "to" for k in between):
        return None
    head = line.role(line.head(subject))
    if head & _REFUSED and not head & _METRICS:
        return None
    metric = _is_metric(line, subject, people=bool(role & _STRONG))
    plural = (
        bool(role & _STRONG)
        and line.is_plural(line.head(subject))
        and low.endswith(("ed", "ing", "e", "ar"))
    )
    if not metric and not plural:
        return None
    start = begun if begun is not None else verb
    end = max(line.clause_after(i), i + 1)
    return Statement(subject, None, i, line.direction(i), line.span_of((start, end)))


def _has_no_object(line: Line, i: int) -> bool:
    """Tell "spending rose again" from "the government increased spending"."""
    if i + 1 >= len(line) or line.is_sign(i + 1):
        return True
    role, low = line.role(i + 1), line.low(i + 1)
    if low in ("the", "a", "an", "its", "their", "his", "her"):
        return False
    return bool(role & _STOPS) or low.endswith(("ly", "er")) or bool(role & MOVES)


def _record(line: Line, run: Range, closed: frozenset[int]) -> Statement | None:
    """Read "at a 20-year high", "hit a record low", "record numbers of people"."""
    lows = line.lows[run[0] : run[1]]
    flat = {part for low in lows for part in low.split("-")}
    direction = -1 if flat & _LOW else 1 if flat & _HIGH else 0
    if not direction:
        return None
    if line.role(run[0] - 1) & _MODAL or line.role(run[0] - 2) & _MODAL:
        return None
    phrase = line.span_of(run)
    after = run[1]
    if line.low(after) in ("numbers", "number"):
        after += 1
    if line.low(after) in ("in", "of", "for"):
        metric = _counted(line, after + 1, closed)
        if metric is not None and _is_metric(line, metric):
            return Statement(metric, None, run[0], direction, phrase, record=True)
    if line.low(run[0] - 1) == "," and lows[0] == "the":
        return None
    start = line.clause_before(run[0])
    verb = line.any_role((start, run[0]), _LINKS)
    if verb is None or line.any_role((start, run[0]), _STRONG | _WEAK) is not None:
        return None  # "fell to its lowest level" is one figure, that of "fell"
    subject = line.subject_before(verb)
    if subject is None or not _is_metric(line, subject):
        return None
    return Statement(subject, None, run[0], direction, phrase, record=True)
