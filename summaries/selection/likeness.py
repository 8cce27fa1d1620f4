"""Whether two sentences say the same: the cosine of their words, the rarer the weightier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from summaries.selection.concepts import Concepts, Text
from summaries.selection.numbers import FIGURE
from summaries.selection.sparse import Flags, Floats, Rows


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """Sentences as directions in the space of their words, for telling whether two say the same.

    A word counts by how often the sentence has it and by how rare it is (Spärck Jones 1972).
    ``figures`` are the words with digits of each sentence.
    """

    words: Rows
    weights: Floats
    figures: Rows

    @classmethod
    def of(cls, found: Concepts, text: Text, *, by_figures: bool = False) -> Likeness:
        """Weigh the words of every sentence, and make each sentence's direction of length 1.

        ``by_figures`` tells sentences with other figures apart, whatever else they share.
        """
        row = found.of_sentence.row_numbers()
        single = found.of_sentence.values < found.words
        row, number, times = row[single], found.of_sentence.values[single], found.times[single]
        sentences = np.maximum(np.bincount(number, minlength=found.words), 1)
        rarity = np.log1p(len(text.index) / sentences)
        weight = (1.0 + np.log(times)) * rarity[number]
        words = Rows.of(row, number, len(text.index))
        norm = np.sqrt(words.sums(weight * weight))
        weight = weight / np.where(norm > 0, norm, 1.0)[row]
        figure = (found.keys[number] & np.uint64(FIGURE) != 0) & by_figures
        return cls(words, weight, Rows.of(row[figure], number[figure], len(text.index)))

    def to(self, row: int) -> Floats:
        """Return the cosine of every sentence with the one at ``row``, 0 to 1.

        It is 0 where each has a figure that the other has not: "12,000 came in April" is not said
        again by "15,500 came in May".
        """
        start, end = self.words.starts[row], self.words.starts[row + 1]
        direction = np.zeros(int(self.words.values.max(initial=-1)) + 1)
        direction[self.words.values[start:end]] = self.weights[start:end]
        cosine = self.words.sums(self.weights * direction[self.words.values])
        own = self.figures.row(row)
        if len(own):
            shared = self.figures.sums(np.isin(self.figures.values, own).astype(np.int64))
            cosine[(shared < len(own)) & (shared < np.diff(self.figures.starts))] = 0.0
        return cosine


def told(found: Concepts, text: Text) -> Flags:
    """Tell which sentences have just the meaningful words of one that the reader has seen."""
    single = found.of_sentence.values < found.words
    keys = np.where(single, found.keys[found.of_sentence.values], 0).astype(np.uint64)
    sums = found.of_sentence.sums(keys)  # wraps around, as it may: it only tells sets apart
    twins: Flags = np.isin(sums, sums[text.fresh :]) & (sums != 0)
    return twins
