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
    concepts = _Concepts(seen)
    covers = tuple(concepts.of(candidate) for candidate in candidates)
    rarity = _rarity(candidates)
    vectors = tuple(vector(candidate.stems, rarity) for candidate in candidates)
    centroid = _centroid(candidates, vectors)
    own = tuple(
        _own_score(candidate, v, centroid, titles[candidate.document] if titles else ())
        for candidate, v in zip(candidates, vectors, strict=True)
    )
    return Objective(covers, concepts.weights(), own, vectors)


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
    """Numbers concepts and adds up, for each, the documents that mention it."""

    def __init__(self, seen: Sequence[Sequence[str]] = ()) -> None:
        self._seen = {concept for stems in seen for concept in _concepts(stems)}
        self._numbers: dict[tuple[str, ...], int] = {}
        self._spread: list[dict[int, float]] = []

    def of(self, candidate: Candidate) -> frozenset[int]:
        depth = 1 / math.sqrt(1 + candidate.index)
        found = set()
        for concept in _concepts(candidate.stems):
            number = self._numbers.setdefault(concept, len(self._numbers))
            if number == len(self._spread):
                self._spread.append({})
            mentions = self._spread[number]
            mentions[candidate.document] = max(mentions.get(candidate.document, 0.0), depth)
            found.add(number)
        return frozenset(found)

    def weights(self) -> tuple[float, ...]:
        weights = []
        for concept, number in self._numbers.items():
            mentioned = sum(self._spread[number].values())
            base = BIGRAM if len(concept) == 2 else UNIGRAM
            known = SEEN if concept in self._seen else 1.0
            weights.append(known * base * mentioned**SPREAD)
        return tuple(weights)


def _concepts(stems: Sequence[str]) -> set[tuple[str, ...]]:
    """Return the single stems and the pairs side by side."""
    return {*((stem,) for stem in stems), *pairwise(stems)}


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
