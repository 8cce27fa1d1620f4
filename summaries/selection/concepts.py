"""Concepts: words that carry meaning and pairs of neighbouring words, counted in all sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from summaries.selection.features import Features, Numbers
from summaries.selection.sparse import Floats, Ints, Rows
from summaries.selection.weights import Weights

MANY: Final = 4
"""Where a concept is in so many documents, those of one alone are no facts of all of them."""

_PAIR: Final = np.uint64(0x9E3779B97F4A7C15)  # odd: a pair's number tells which word came first
_ONE: Final = np.uint64(1)


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """All sentences of all documents, one after another; a sentence's place here is its row.

    ``first[d]`` is the row of document ``d``'s first sentence, with one more at the end. The
    ``fresh`` first rows, of as many documents as ``documents`` says, are those to choose from; the
    others the reader has seen.
    """

    first: Ints
    document: Ints
    index: Ints
    lengths: Ints
    fresh: int
    documents: int

    @classmethod
    def of(cls, documents: Sequence[Features], seen: Sequence[Features]) -> Text:
        every = [*documents, *seen]
        sizes = np.array([len(d.counts) for d in every], np.int64)
        first = np.concatenate(([0], np.cumsum(sizes)))
        document = np.repeat(np.arange(len(every)), sizes)
        index = np.arange(first[-1]) - first[document]
        lengths = _joined([d.lengths for d in every], np.int64)
        return cls(first, document, index, lengths, int(first[len(documents)]), len(documents))


@dataclass(frozen=True, slots=True, eq=False)
class Concepts:
    """The concepts of all sentences, numbered: first the words, then the pairs.

    ``of_sentence`` has a row for each sentence, each concept once; ``times`` says how often the
    sentence has it. ``keys`` are the words' and pairs' numbers, ascending within their kind;
    ``words`` counts the concepts that are single words.
    """

    of_sentence: Rows
    keys: Numbers
    words: int
    times: Ints

    @classmethod
    def of(cls, documents: Sequence[Features], text: Text, *, stops: bool) -> Concepts:
        tokens, rows = _tokens(documents, text)
        kinds = []
        for keys, at in _keys(tokens, rows, stops=stops):
            known, number = np.unique(keys, return_inverse=True)
            kinds.append((known, number.reshape(-1), at))
        (words, word, word_row), (pairs, pair, pair_row) = kinds
        total = len(words) + len(pairs)
        code = np.concatenate(
            (word_row * total + word, pair_row * total + pair + len(words))
        ).astype(np.int64)
        code, times = np.unique(code, return_counts=True)
        row, number = np.divmod(code, max(total, 1))
        return cls(
            Rows.of(row, number, len(text.index)),
            np.concatenate((words, pairs)),
            len(words),
            times,
        )

    def weigh(self, text: Text, depth: Floats, answers: Floats, w: Weights) -> Floats:
        """Return what each concept is worth.

        A document's mention counts by how high it stands and how well its sentence answers what
        is asked; the mentions are added up over the documents and raised to ``spread``. What the
        reader has seen more of than there is of it now is worth less.
        """
        mention = depth * (1.0 + w.asked * answers)
        mentions, documents = self._mentions(text, mention, w.again, slice(0, text.fresh))
        value = mentions**w.spread
        value *= np.where(np.arange(len(value)) < self.words, w.word, w.pair)
        if documents.max(initial=0) >= MANY:
            value[documents < 2] = 0.0
        if w.seen and text.fresh < len(text.index):
            before, _ = self._mentions(text, mention, w.again, slice(text.fresh, None))
            known = before / max(len(text.first) - 1 - text.documents, 1)
            now = mentions / max(text.documents, 1)
            value /= 1.0 + w.seen * known / np.where(now > 0, now, 1.0)
        return value

    def _mentions(
        self, text: Text, mention: Floats, again: float, rows: slice
    ) -> tuple[Floats, Ints]:
        """Return how much each concept is mentioned in some rows, and in how many documents."""
        concepts = len(self.keys)
        row = self.of_sentence.row_numbers()
        start, end = np.searchsorted(row, (rows.start, rows.stop or len(text.index)))
        row, number = row[start:end], self.of_sentence.values[start:end]
        mention = mention[row]
        code = text.document[row] * concepts + number
        order = np.argsort(code, kind="stable")
        firsts = np.flatnonzero(np.diff(code[order], prepend=-1))
        best = np.maximum.reduceat(mention[order], firsts) if len(firsts) else mention
        of = number[order][firsts]
        mentions = np.bincount(of, best, minlength=concepts)
        every = np.bincount(number, mention, minlength=concepts)
        return mentions + again * (every - mentions), np.bincount(of, minlength=concepts)


def _tokens(documents: Sequence[Features], text: Text) -> tuple[Numbers, Ints]:
    """Return the numbers of all words and the row of each."""
    counts = _joined([d.counts for d in documents], np.int64)
    return _joined([d.words for d in documents], np.uint64), np.repeat(
        np.arange(len(text.index)), counts
    )


def _keys(tokens: Numbers, rows: Ints, *, stops: bool) -> list[tuple[Numbers, Ints]]:
    """Return the numbers of meaningful words with their rows, and the same of pairs."""
    meaning = tokens & _ONE == 1
    words, at = tokens[meaning], rows[meaning]
    if not stops:
        tokens, rows, meaning = words, at, np.ones(len(words), bool)
    side_by_side = (rows[:-1] == rows[1:]) & (meaning[:-1] | meaning[1:])
    pairs = (tokens[:-1] * _PAIR + tokens[1:])[side_by_side]
    return [(words, at), (pairs, rows[:-1][side_by_side])]


def _joined(parts: Sequence[npt.NDArray[Any]], kind: type[Any]) -> npt.NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0, kind)
