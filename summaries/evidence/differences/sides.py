"""Differences put together: pairs that share a side made one, in order, each place once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summaries.evidence.differences.reading import Corpus, Line
from summaries.evidence.model import Difference, DifferenceKind, Party, Said
from summaries.text import Span, carries_meaning, words

MOST_SIDES: Final = 6
"""Sides of one difference; more are no help to a reader."""

_OFTEN: Final = 2  # differences of a kind that one sentence is shown in


@dataclass(frozen=True, slots=True)
class Side:
    """One side: the line, what of it is shown, and the part that differs."""

    line: Line
    span: Span
    part: Span
    party: Party | None = None

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Return what tells this side from others, and orders it."""
        return *self.line.place, self.part.start, self.part.end


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides that differ, and how surely: 0 to 1."""

    sides: tuple[Side, Side]
    strength: float

    @property
    def rank(self) -> tuple[float, tuple[int, ...], tuple[int, ...]]:
        """Return what orders pairs: the surest first, then by their places."""
        first, second = sorted(side.place for side in self.sides)
        return -round(self.strength, 6), first, second


def settled(
    corpus: Corpus, kind: DifferenceKind, pairs: Iterable[Pair], most: int
) -> list[Difference]:
    """Return the surest ``most`` differences of a kind; pairs that share a side become one."""
    groups: list[list[Side]] = []
    strengths: list[float] = []
    group_of: dict[tuple[int, int, Span], int] = {}
    for pair in sorted(pairs, key=lambda pair: pair.rank):
        keys = [_key(kind, side) for side in pair.sides]
        known = sorted({group_of[key] for key in keys if key in group_of})
        if len(known) > 1:
            continue  # each is shown already, beside others
        number = known[0] if known else len(groups)
        if not known:
            groups.append([])
            strengths.append(pair.strength)
        for key, side in zip(keys, pair.sides, strict=True):
            if key not in group_of and len(groups[number]) < MOST_SIDES:
                group_of[key] = number
                groups[number].append(side)
    found: list[Difference] = []
    times: dict[tuple[int, int], int] = {}
    for group, strength in zip(groups, strengths, strict=True):
        if len(group) < 2:
            continue
        places = {side.line.place for side in group}
        if any(times.get(place, 0) >= _OFTEN for place in places):
            continue
        for place in places:
            times[place] = times.get(place, 0) + 1
        found.append(_difference(corpus, kind, group, strength))
        if len(found) == most:
            break
    return found


def _key(kind: DifferenceKind, side: Side) -> tuple[int, int, Span]:
    """Return what makes two sides one: the amount of a value, else what is shown."""
    return *side.line.place, side.part if kind is DifferenceKind.VALUE else side.span


def _difference(
    corpus: Corpus, kind: DifferenceKind, sides: Sequence[Side], strength: float
) -> Difference:
    """Return a difference with its sides in the order of the articles, then of the text."""
    ordered = sorted(sides, key=lambda side: side.place)
    said = tuple(said_of(corpus, side) for side in ordered)
    about = frozenset(word for side in ordered for word in _about(corpus, side))
    return Difference(kind, said, about, round(min(1.0, max(0.0, strength)), 4))


def said_of(corpus: Corpus, side: Side) -> Said:
    """Return a side as it is known outside: by its article's id."""
    return Said(
        article=corpus.documents[side.line.document].article.id,
        sentence=side.line.sentence.index,
        span=side.span,
        part=side.part,
        party=side.party,
    )


def _about(corpus: Corpus, side: Side) -> Iterator[str]:
    article = corpus.documents[side.line.document].article
    for _, word in words(article.text, side.span):
        if carries_meaning(word, article.language):
            yield word.removesuffix("'s")
    if side.party is not None:
        yield from (word for _, word in words(side.party.name))
