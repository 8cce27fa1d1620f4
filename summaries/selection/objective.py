"""What a good choice is: concepts covered once each, and sentences that are good by themselves.

The value of a set of sentences is the weight of the concepts that it covers plus the sum of its
sentences' own scores (Gillick and Favre 2009; Lin and Bilmes 2011). Everything is a sparse count,
so the cost grows linearly with the text.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from summaries.selection.model import Candidate

# Set by judgement and checked on development data; the reasons stand beside each.
BIGRAM: Final = 1.0  # two content words in a row name a fact more surely than one
UNIGRAM: Final = 0.3
SPREAD: Final = 1.5  # how much more a concept counts that several articles mention
OWN: Final = 4.0  # a sentence's own score against the concepts it covers
POSITION: Final = 0.5  # news puts the best first
CENTROID: Final = 1.0
TITLE: Final = 0.3
SEEN: Final = 0.4  # what is left of a concept's weight once its reader has seen it
MANY: Final = 4  # where a concept is in so many documents, those of one alone are no facts of all
_BITS: Final = 32  # of a stem's number; far more stems than a message can hold
TOO_SHORT: Final = 6  # words; such a sentence seldom says anything by itself
TOO_LONG: Final = 60


@dataclass(frozen=True, slots=True)
class Objective:
    """What each candidate covers and is worth.

    ``covers[i]`` are candidate ``i``'s concepts, ``weights`` their values, ``own[i]`` its own
    score; ``vectors[i]`` its stems' rarity weights, for telling whether two say the same.
    """

    covers: tuple[frozenset[int], ...]
    weights: tuple[float, ...]
    own: tuple[float, ...]
    vectors: tuple[dict[str, float], ...]

    def likeness(self, one: int, other: int) -> float:
        """Return the rarity-weighted cosine of two candidates, 0 to 1."""
        return cosine(self.vectors[one], self.vectors[other])


def build(
    candidates: Sequence[Candidate],
    titles: Sequence[Sequence[str]] = (),
    seen: Sequence[Sequence[str]] = (),
) -> Objective:
    """Weigh the concepts and the candidates.

    ``titles[d]`` are the title stems of document ``d``; ``seen`` are the stems of sentences that
    the reader has seen, whose concepts weigh less.
    """
    concepts = _Concepts()
    covers = tuple(concepts.of(candidate) for candidate in candidates)
    rarity = _rarity(candidates)
    vectors = tuple(vector(candidate.stems, rarity) for candidate in candidates)
    centroid = _centroid(candidates, vectors)
    own = tuple(
        _own_score(candidate, v, centroid, titles[candidate.document] if titles else ())
        for candidate, v in zip(candidates, vectors, strict=True)
    )
    known = concepts.known(seen)
    if known:
        own = tuple(
            score * (1 - (1 - SEEN) * len(covered & known) / (len(covered) or 1))
            for score, covered in zip(own, covers, strict=True)
        )
    weights = concepts.weights(known)
    # What weighs nothing need not be counted each time that a gain is worked out.
    covers = tuple(frozenset(c for c in covered if weights[c]) for covered in covers)
    return Objective(covers, weights, own, vectors)


def vector(stems: Sequence[str], rarity: dict[str, float]) -> dict[str, float]:
    """Return stems weighted by how rare they are, normalised to length 1."""
    counts = Counter(stems)
    weighted = {stem: (1 + math.log(n)) * rarity.get(stem, 1.0) for stem, n in counts.items()}
    length = math.sqrt(sum(w * w for w in weighted.values())) or 1.0
    return {stem: w / length for stem, w in weighted.items()}


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    """Return the cosine of two normalised sparse vectors."""
    if len(other) < len(one):
        one, other = other, one
    return sum(w * other[stem] for stem, w in one.items() if stem in other)


class _Concepts:
    """Numbers concepts and adds up, for each, the documents that mention it and how early.

    Candidates have to come document by document, each in the order of its text, so that the first
    mention met is the one that stands highest.
    """

    def __init__(self) -> None:
        self._stems: dict[str, int] = {}
        self._numbers: dict[int, int] = {}
        self._mentions: list[float] = []
        self._documents: list[int] = []
        self._latest: list[int] = []

    def of(self, candidate: Candidate) -> frozenset[int]:
        """Return the numbers of a candidate's concepts: single stems, and pairs side by side."""
        depth, document = 1 / math.sqrt(1 + candidate.index), candidate.document
        found = set()
        for key in self._keys(candidate.stems):
            number = self._numbers.setdefault(key, len(self._mentions))
            if number == len(self._mentions):
                self._mentions.append(0.0)
                self._documents.append(0)
                self._latest.append(-1)
            if self._latest[number] != document:
                self._latest[number] = document
                self._mentions[number] += depth
                self._documents[number] += 1
            found.add(number)
        return frozenset(found)

    def known(self, seen: Sequence[Sequence[str]]) -> frozenset[int]:
        """Return the numbers of the concepts that occur in ``seen``."""
        keys = {key for stems in seen for key in self._keys(stems)}
        return frozenset(self._numbers[key] for key in keys if key in self._numbers)

    def weights(self, known: frozenset[int]) -> tuple[float, ...]:
        """Return each concept's weight; what is ``known`` to the reader weighs less."""
        many = max(self._documents, default=0) >= MANY
        return tuple(
            0.0
            if many and self._documents[number] < 2
            else (BIGRAM if key >> _BITS else UNIGRAM)
            * (SEEN if number in known else 1.0)
            * self._mentions[number] ** SPREAD
            for key, number in self._numbers.items()
        )

    def _keys(self, stems: Sequence[str]) -> set[int]:
        """Return a whole number for each stem and each pair; a pair's has its first in front."""
        numbers = self._stems
        ids = [numbers.setdefault(stem, len(numbers) + 1) for stem in stems]
        return {*ids, *(a << _BITS | b for a, b in pairwise(ids))}


def _rarity(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Inverse sentence frequency (Spärck Jones 1972), so that common words do not make likeness."""
    counts: Counter[str] = Counter()
    for candidate in candidates:
        counts.update(set(candidate.stems))
    total = len(candidates)
    return {stem: math.log(1 + total / n) for stem, n in counts.items()}


def _centroid(
    candidates: Sequence[Candidate], vectors: Sequence[dict[str, float]]
) -> dict[str, float]:
    summed: defaultdict[str, float] = defaultdict(float)
    for candidate, v in zip(candidates, vectors, strict=True):
        depth = 1 / math.sqrt(1 + candidate.index)
        for stem, weight in v.items():
            summed[stem] += depth * weight
    length = math.sqrt(sum(w * w for w in summed.values())) or 1.0
    return {stem: w / length for stem, w in summed.items()}


def _own_score(
    candidate: Candidate,
    v: dict[str, float],
    centroid: dict[str, float],
    title: Sequence[str],
) -> float:
    score = POSITION / math.sqrt(1 + candidate.index) + CENTROID * cosine(v, centroid)
    if title:
        shared = len(set(title) & set(candidate.stems))
        score += TITLE * shared / len(set(title))
    if candidate.words < TOO_SHORT or candidate.words > TOO_LONG:
        score *= 0.5
    return OWN * score
