"""Exact and near duplicates: which articles of a library print the same text again.

Sampled shingles find candidates, an exact comparison decides. News written to one template shares
most of its words and none of its facts, so the numbers have to agree as well.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from summaries.text import folded_words

_SHINGLE: Final = 3  # words
_SAMPLE: Final = 8  # one hash in eight is kept in the table
_SHARED: Final = 3  # sampled hashes in common before two texts are compared in full
_JACCARD: Final = 0.3
_CONTAINMENT: Final = 0.5
_NUMBERS: Final = 0.7
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A text that is already there: the article's id, and how much of the smaller is shared."""

    article: str
    containment: float

    @property
    def share(self) -> int:
        """How much of the shorter text stands in the longer one, in per cent."""
        return round(self.containment * 100)


class NearDuplicates:
    """Finds near duplicates in a growing set of texts; linear in the text that is asked about."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()) -> None:
        """Index ``(article id, text)`` pairs."""
        self._shingles: dict[str, frozenset[int]] = {}
        self._numbers: dict[str, frozenset[str]] = {}
        self._table: defaultdict[int, list[str]] = defaultdict(list)
        for article, text in texts:
            self.add(article, text)

    def add(self, article: str, text: str) -> None:
        """Take a text into the index under ``article``."""
        shingles = _shingles(text)
        self._shingles[article] = shingles
        self._numbers[article] = frozenset(_DIGITS.findall(text))
        for value in _sampled(shingles):
            self._table[value].append(article)

    def find(self, text: str) -> list[Duplicate]:
        """Return the near duplicates of ``text``, the closest first."""
        shingles, numbers = _shingles(text), frozenset(_DIGITS.findall(text))
        shared = Counter(a for value in _sampled(shingles) for a in self._table.get(value, ()))
        found = []
        for article, count in shared.items():
            if count < _SHARED:
                continue
            other = self._shingles[article]
            common = len(shingles & other)
            containment = common / min(len(shingles), len(other))
            jaccard = common / len(shingles | other)
            if (jaccard >= _JACCARD or containment >= _CONTAINMENT) and _agree(
                numbers, self._numbers[article]
            ):
                found.append(Duplicate(article, containment))
        return sorted(found, key=lambda d: (-d.containment, d.article))


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether most numbers of the text with fewer of them stand in the other."""
    smaller = min(len(one), len(other))
    return smaller == 0 or len(one & other) >= _NUMBERS * smaller


def _shingles(text: str) -> frozenset[int]:
    words = folded_words(text)
    return frozenset(
        zlib.crc32(" ".join(words[i : i + _SHINGLE]).encode("utf-8", "surrogatepass"))
        for i in range(max(1, len(words) - _SHINGLE + 1))
    )


def _sampled(shingles: frozenset[int]) -> list[int]:
    # A short text would leave too few samples to be noticed, so all of it counts.
    if len(shingles) < 200:
        return list(shingles)
    return [value for value in shingles if value % _SAMPLE == 0]
