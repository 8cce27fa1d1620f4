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
from datetime import date, timedelta
from functools import lru_cache
from itertools import repeat
from math import sqrt
from operator import and_, mul, xor
from typing import Final

from summaries.text import folded_words

_SHINGLE: Final = 3  # words
_SAMPLE: Final = 8  # one hash in eight is kept in the table
_SHORT: Final = 200  # shingles; of a shorter text every hash is kept
_MOST: Final = 4096  # hashes kept of one text, however long it is
_SHARED: Final = 3  # sampled hashes in common before two texts are compared in full
_JACCARD: Final = 0.3
_CONTAINMENT: Final = 0.5
_LEAST: Final = 0.46  # containment of two texts that reach either, however long each is
_NUMBERS: Final = 0.7
_DAYS: Final = timedelta(days=10)
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


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What two texts are compared by: hashes of three words in a row, and the numbers.

    A hash is a whole number of 32 bits.
    """

    shingles: frozenset[int]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Fingerprint:
        """Take a text's fingerprint."""
        return _fingerprint(text)

    def sampled(self) -> list[int]:
        """Return the hashes by which this text is found among others, in rising order.

        The lowest ones where there are too many: two versions of a long text keep the same.
        """
        # A short text would leave too few samples to be noticed, so all of it counts.
        if len(self.shingles) < _SHORT:
            return sorted(self.shingles)
        return sorted(value for value in self.shingles if value % _SAMPLE == 0)[:_MOST]

    def containment_in(self, other: Fingerprint) -> float | None:
        """Return how much of the smaller text stands in the other; None if they are not near.

        Near are texts that share words (Jaccard or containment) and whose numbers agree.
        """
        if not numbers_agree(self.numbers, other.numbers):
            return None
        common = len(self.shingles & other.shingles)
        containment = common / min(len(self.shingles), len(other.shingles))
        jaccard = common / (len(self.shingles) + len(other.shingles) - common)
        return containment if jaccard >= _JACCARD or containment >= _CONTAINMENT else None


class NearDuplicates:
    """Finds near duplicates in a growing set of texts; linear in the text that is asked about."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()) -> None:
        """Index ``(article id, text)`` pairs."""
        self._prints: dict[str, Fingerprint] = {}
        self._table: defaultdict[int, list[str]] = defaultdict(list)
        for article, text in texts:
            self.add(article, text)

    def add(self, article: str, text: str) -> None:
        """Take a text into the index under ``article``."""
        self._prints[article] = Fingerprint.of(text)
        for value in self._prints[article].sampled():
            self._table[value].append(article)

    def find(self, text: str) -> list[Duplicate]:
        """Return the near duplicates of ``text``, the closest first."""
        asked = Fingerprint.of(text)
        shared = Counter(a for value in asked.sampled() for a in self._table.get(value, ()))
        found = []
        for article, count in shared.items():
            if count < _SHARED:
                continue
            containment = asked.containment_in(self._prints[article])
            if containment is not None:
                found.append(Duplicate(article, containment))
        return closest_first(found)


def closest_first(found: Iterable[Duplicate]) -> list[Duplicate]:
    """Return duplicates in the order in which they are shown."""
    return sorted(found, key=lambda d: (-d.containment, d.article))


def groups(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return each article that is a copy with the first of its group, given pairs of near ones.

    A copy of a copy is in the group. The first is the one with the shortest, then lowest, id (A9
    comes before A10); it is no key.
    """
    first: dict[str, str] = {}

    def of(one: str) -> str:
        while one in first:
            one = first[one]
        return one

    for pair in pairs:
        low, high = sorted(map(of, pair), key=lambda article: (len(article), article))
        if low != high:
            first[high] = low
    return {one: of(one) for one in first}


def least_shared(one: int, other: int, part: float = 1.0) -> int:
    """Return how many sampled hashes two near texts share at least, given their shingles.

    ``part`` of the hashes is looked at. Three standard deviations below what chance makes of the
    least share, and never under three.
    """
    kept = min(one, other) * min(_rate(one), _rate(other)) * part
    return max(_SHARED, round(_LEAST * kept - 1.5 * sqrt(kept)))


def _rate(shingles: int) -> float:
    return 1.0 if shingles < _SHORT else min(1 / _SAMPLE, _MOST / shingles)


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of a text as they are written in figures."""
    return frozenset(_DIGITS.findall(text))


def numbers_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether most numbers of the text with fewer of them stand in the other."""
    smaller = min(len(one), len(other))
    return smaller == 0 or len(one & other) >= _NUMBERS * smaller


def same_time(one: date | None, other: date | None) -> bool:
    """Tell whether two texts can be one story by their dates; without two dates, they can."""
    return one is None or other is None or abs(one - other) <= _DAYS


@lru_cache(maxsize=64)
def _fingerprint(text: str) -> Fingerprint:
    # An article is compared when its card is made and when it is stored, and of a story that is
    # printed everywhere the same ones are compared again and again.
    return Fingerprint(_shingles(text), numbers_in(text))


def _shingles(text: str) -> frozenset[int]:
    words = folded_words(text)
    # All words are encoded at once: no word has a line break.
    written = "\n".join(words).encode("utf-8", "surrogatepass").split(b"\n") if words else []
    hashes = list(map(zlib.crc32, written)) + [0] * (_SHINGLE - len(words))
    ones, twos, threes = (map(mul, hashes[place:], repeat(odd)) for place, odd in enumerate(_ODD))
    return frozenset(map(and_, map(xor, map(xor, ones, twos), threes), repeat(0xFFFFFFFF)))


# Odd factors, so that every bit of each word's hash counts, and the order of the three too.
_ODD: Final = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)
