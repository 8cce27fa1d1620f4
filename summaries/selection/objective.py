"""What a good choice is: concepts covered once each, and sentences that are good by themselves.

The value of a set of sentences is the weight of the concepts that it covers plus the sum of its
sentences' own scores (Gillick and Favre 2009; Lin and Bilmes 2011). Concepts are words that carry
meaning and pairs of neighbouring words. Everything is a sparse count, so the cost grows linearly
with the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from summaries.selection.concepts import Concepts, Text
from summaries.selection.features import Features, Numbers
from summaries.selection.likeness import Likeness, told
from summaries.selection.model import Candidate
from summaries.selection.sparse import Flags, Floats, Ints, Rows
from summaries.selection.weights import WEIGHTS, Task, Weights

UNIT: Final = 1 << 20
"""Values are whole numbers of this part of a point: their sum is the same in any order."""

NEIGHBOUR: Final = 0.3
"""The share of a sentence's answer that the sentences beside it have too."""

TOO_SHORT: Final = 6
TOO_LONG: Final = 60
"""Words; shorter or longer sentences seldom say one thing well."""


@dataclass(frozen=True, slots=True, eq=False)
class Objective:
    """What each candidate covers and is worth.

    ``groups[i]`` are the rows that are shown for candidate ``i``, ``covers[i]`` their concepts;
    ``weights[c]`` is what concept ``c`` is worth and ``own[i]`` the candidate's own score, both
    in `UNIT`. ``answers`` says for each row how well it answers what was asked, 0 to 1, and
    ``told`` whether the reader has seen a sentence of the same words.
    """

    text: Text
    rows: Ints
    groups: Rows
    covers: Rows
    weights: Ints
    own: Ints
    likeness: Likeness
    answers: Floats
    told: Flags
    scale: float
    brevity: float

    def take(self, candidates: Ints) -> Objective:
        """Return this objective for only these candidates, in this order."""
        return replace(
            self,
            rows=self.rows[candidates],
            groups=self.groups.take(candidates),
            covers=self.covers.take(candidates),
            own=self.own[candidates],
        )

    def uncovered(self, chosen: Iterable[int]) -> Ints:
        """Return what each concept still adds once these candidates are chosen."""
        left = self.weights.copy()
        for i in chosen:
            left[self.covers.row(i)] = 0
        return left

    def gains(self, chosen: Iterable[int]) -> Ints:
        """Return what each candidate adds once these are chosen."""
        return self.covers.sums(self.uncovered(chosen)[self.covers.values]) + self.own


def build(
    candidates: Sequence[Candidate],
    documents: Sequence[Features],
    *,
    task: Task,
    weights: Weights | None = None,
    asked: Numbers | None = None,
    seen: Sequence[Features] = (),
) -> Objective:
    """Weigh the concepts and the candidates.

    ``asked`` are the numbers of a question's words; ``seen`` what the reader has seen, whose
    concepts weigh less.
    """
    w = weights or WEIGHTS[task]
    text = Text.of(documents, seen)
    found = Concepts.of([*documents, *seen], text, stops=bool(w.stops))
    prior = np.array([c.prior for c in candidates], np.float64)
    # What a rule or a question asks for is news by its figure; an article's other figures of one
    # thing are details.
    likeness = Likeness.of(found, text, by_figures=bool(prior.any()))
    answers = _answers(found, text, asked, likeness)
    depth = np.power(1.0 + text.index, -w.depth)
    value = found.weigh(text, depth, answers, w)
    own = _own(found, text, documents, likeness, depth, answers, w)
    rows, groups = _groups(candidates, text)
    covers = _covers(groups, found)
    value /= _typical(covers, value)
    short = (text.lengths < TOO_SHORT) | (text.lengths > TOO_LONG)
    own = own * np.where(short, w.short, 1.0) * w.own
    return Objective(
        text,
        rows,
        groups,
        covers,
        np.rint(value * UNIT).astype(np.int64),
        np.rint((own[rows] + prior) * UNIT).astype(np.int64),
        likeness,
        answers,
        told(found, text),
        w.scale,
        w.brevity,
    )


def _answers(found: Concepts, text: Text, asked: Numbers | None, like: Likeness) -> Floats:
    """Return how well each sentence answers what is asked, 0 to 1.

    That is the rarity of the question's words that it has, and a share of its neighbours'.
    """
    if asked is None or not len(asked):
        return np.zeros(len(text.index))
    wanted = np.isin(found.keys[: found.words], asked)
    spread = np.maximum(np.bincount(like.words.values, minlength=found.words), 1)
    rarity = np.log1p(len(text.index) / spread) * wanted
    answers = like.words.sums(rarity[like.words.values])
    beside = np.zeros(len(answers))
    together = text.document[:-1] == text.document[1:]
    beside[1:] += answers[:-1] * together
    beside[:-1] += answers[1:] * together
    answers += NEIGHBOUR * beside
    most = answers.max(initial=0.0)
    return answers / most if most else answers


def _own(
    found: Concepts,
    text: Text,
    documents: Sequence[Features],
    like: Likeness,
    depth: Floats,
    answers: Floats,
    w: Weights,
) -> Floats:
    """Return each sentence's own score."""
    row = like.words.row_numbers()
    central = np.where(np.arange(len(depth)) < text.fresh, depth, 0.0)
    centroid = np.bincount(
        like.words.values, central[row] * like.weights, minlength=max(found.words, 1)
    )
    length = float(np.sqrt(centroid @ centroid)) or 1.0
    central = like.words.sums(like.weights * centroid[like.words.values]) / length
    titled = np.zeros(len(text.index))
    for document, features in enumerate(documents):
        if len(title := features.title[features.title & np.uint64(1) == 1]):
            first, last = text.first[document], text.first[document + 1]
            start, end = like.words.starts[first], like.words.starts[last]
            has = np.isin(found.keys[like.words.values[start:end]], title)
            rows = row[start:end][has] - first
            titled[first:last] = np.bincount(rows, minlength=last - first) / len(title)
    return (
        w.position * (1.0 + text.index) ** -0.5
        + w.centroid * central
        + w.title * titled
        + w.answer * answers
    )


def _groups(candidates: Sequence[Candidate], text: Text) -> tuple[Ints, Rows]:
    """Return each candidate's row, and the rows that are shown for it."""
    documents = np.array([c.document for c in candidates], np.int64)
    rows = text.first[documents] + np.array([c.index for c in candidates], np.int64)
    sizes = np.array([len(c.shown_with) for c in candidates], np.int64)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    shown = np.array([i for c in candidates for i in c.shown_with], np.int64)
    return rows, Rows(shown + np.repeat(text.first[documents], sizes), starts)


def _covers(groups: Rows, found: Concepts) -> Rows:
    """Return the concepts of each candidate's group, each once."""
    every = found.of_sentence.take(groups.values)
    member = np.repeat(groups.row_numbers(), np.diff(every.starts))
    if len(groups.values) == len(groups):
        return Rows(every.values, every.starts)
    concepts = max(len(found.keys), 1)
    code = np.sort(member * concepts + every.values)
    row, number = np.divmod(code[np.diff(code, prepend=-1) > 0], concepts)
    return Rows.of(row, number, len(groups))


def _typical(covers: Rows, value: Floats) -> float:
    """Return what a good candidate covers: a tenth of all cover more; never 0."""
    gains = np.sort(covers.sums(value[covers.values]))
    # Where nearly all cover nothing, what the best covers is typical; where all do, anything is.
    good = (float(gains[int(0.9 * len(gains))]), float(gains[-1])) if len(gains) else ()
    return next((gain for gain in good if gain > 0), 1.0)
