"""Free words: how well a sentence answers them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from summaries.text import content_stems, fold, folded_words, stemmer

ENOUGH: Final = 0.5
"""A sentence answers a query if it has words worth half of all that the query asks."""


@dataclass(frozen=True, slots=True)
class Query:
    """Free words as stems, each with how rare it is among the sentences searched."""

    stems: tuple[str, ...]
    rarity: dict[str, float]
    written: dict[str, str]

    @classmethod
    def of(cls, text: str, language: str, sentences: Sequence[Sequence[str]]) -> Query:
        """Read a query against the stems of all sentences.

        If every word of it is a stop word, those words are what is asked.
        """
        stems = content_stems(text, language)
        stem = stemmer(language)
        if not stems:
            stems = [stem(word) for word in folded_words(text)]
        stems = list(dict.fromkeys(stems))
        counts: Counter[str] = Counter()
        wanted = set(stems)
        for sentence in sentences:
            if having := wanted.intersection(sentence):
                counts.update(having)
        total = len(sentences) or 1
        rarity = {s: math.log(1 + total / (counts[s] or 0.5)) for s in stems}
        written = {stem(word): fold(word) for word in folded_words(text)}
        return cls(tuple(stems), rarity, written)

    def score(self, sentence: Sequence[str]) -> tuple[float, tuple[str, ...]]:
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
        return score, tuple(self.written.get(s, s) for s in self.stems if s in found)
