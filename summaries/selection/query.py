"""Free words: how well a sentence answers them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from summaries.selection.numbers import BITS, MEANING, numbered
from summaries.text import fold, written_words

ENOUGH: Final = 0.5
"""A sentence answers a query if it has words worth half of all that the query asks."""


@dataclass(frozen=True, slots=True)
class Query:
    """Free words as stems, each with how rare it is among the sentences searched.

    A stem is a number of `summaries.selection.numbers` without its bits.
    """

    stems: tuple[int, ...]
    rarity: dict[int, float]
    written: dict[int, str]

    @classmethod
    def of(cls, text: str, language: str, sentences: Sequence[Sequence[int]], total: int) -> Query:
        """Read a query against the stems of those of ``total`` sentences that have any of its own.

        If every word of it is a stop word, those words are what is asked.
        """
        stems = asked(text, language)
        counts: Counter[int] = Counter()
        wanted = set(stems)
        for sentence in sentences:
            counts.update(wanted.intersection(sentence))
        rarity = {s: math.log(1 + (total or 1) / (counts[s] or 0.5)) for s in stems}
        known = numbered(language)
        written = {known[word] >> BITS: fold(word) for word in written_words(text)}
        return cls(stems, rarity, written)

    def score(self, sentence: Sequence[int]) -> tuple[float, tuple[str, ...]]:
        """Return the share of the query's weight that a sentence has, and which words it has.

        Words that stand side by side in the query and in the sentence add a tenth each. A word that
        no sentence has still counts as asked for: it is unknown, not irrelevant.
        """
        found = self.rarity.keys() & sentence
        if not found:
            return 0.0, ()
        asked = sum(self.rarity.values())
        if not asked:
            return 0.0, ()
        pairs = set(pairwise(sentence))
        together = sum(pair in pairs for pair in pairwise(self.stems))
        # In the query's order: floats added in another order may differ in the last digit.
        score = sum(self.rarity[s] for s in self.stems if s in found) / asked + 0.1 * together
        return score, tuple(self.written[s] for s in self.stems if s in found)


def asked(text: str, language: str) -> tuple[int, ...]:
    """Return the stems that a query asks for, each once: of its words that carry meaning, if any.

    They are numbers of `summaries.selection.numbers` without their bits.
    """
    numbers = list(map(numbered(language).__getitem__, written_words(text)))
    carrying = [number for number in numbers if number & MEANING]
    return tuple(dict.fromkeys(number >> BITS for number in carrying or numbers))
