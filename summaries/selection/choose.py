"""Choosing within a budget: the greatest gain first, nothing twice, every sentence in context.

Greedy by gain for the room it takes, then swaps until nothing improves: Lin and Bilmes (2010) show
how near the best the first comes, and a swap takes back what it can't.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from summaries.selection.model import Budget, Candidate, Pick, Selection
from summaries.selection.objective import UNIT, Objective
from summaries.selection.sparse import Flags, Floats, Ints

SAME: Final = 0.40
"""Rarity-weighted cosine from which two sentences say the same (precision .85 on news pairs)."""

TOO_LIKE: Final = 0.35
"""From this cosine a sentence is not shown beside the other: it adds too little for its room."""

TWIN: Final = 0.80
"""From this cosine a sentence is one that the reader has seen, but for a word or two."""

SHORT_LIST: Final = 2_000
"""So many candidates are chosen from: those worth most at the start. Gains only fall, so the
others would hardly be chosen."""

_MOST_SWAPS: Final = 48  # tried; only summaries that nobody reads ask for more
_PASSED_OVER: Final = 5
_ENDLESS: Final = 1 << 60
_WORDS_OF_TOLL: Final = 25


def choose(
    candidates: Sequence[Candidate],
    objective: Objective,
    budget: Budget,
    quotable: Sequence[int] | None = None,
) -> Selection:
    """Choose candidates by what each adds, context included in its cost.

    ``objective`` was built from these candidates; ``quotable[d]`` is how many sentences of document
    ``d`` may be shown. Ties go to the earlier candidate, so equal inputs give equal choices.
    """
    if not candidates:
        return Selection((), ())
    if budget.words is None:
        objective = _with_toll(objective)
    listed = _short_list(objective, budget)
    chooser = _Chooser(objective.take(listed), budget, quotable)
    chosen = chooser.filled([])
    ruled = any(candidate.prior for candidate in candidates)
    if not ruled:
        # Where a rule says what is strong, the strongest stay, whatever else would fit.
        chosen = chooser.improved(chosen)
    # The one that the rule finds strongest leads, whatever room it takes; then what adds most.
    lead = sorted(chosen, key=lambda i: (-candidates[int(listed[i])].prior, i))[:1]
    chosen = chooser.filled(lead if ruled else [], among=chosen)
    gains = [chooser.gain(i, chosen[:n]) for n, i in enumerate(chosen)]
    picks = [int(listed[i]) for i in chosen]

    left = np.ones(len(candidates), bool)
    left[picks] = False
    apart = left.copy()
    repeats: defaultdict[int, list[Candidate]] = defaultdict(list)
    too_like: list[tuple[Candidate, Candidate]] = []
    for pick in picks:
        cosine, elsewhere = _cosine(objective, pick), ~_beside(objective, pick)
        same = (cosine > SAME)[objective.rows] & elsewhere & left
        left &= ~same
        repeats[pick] = [candidates[i] for i in np.flatnonzero(same).tolist()]
        # As the chooser compares them: with all that is shown for each.
        like = objective.groups.any((cosine > TOO_LIKE)[objective.groups.values]) & elsewhere
        like &= apart
        apart &= ~like
        too_like += [(candidates[i], candidates[pick]) for i in np.flatnonzero(like).tolist()]
    final = np.where(left, objective.gains(picks), -_ENDLESS)
    missed = np.argsort(-final, kind="stable")[: min(_PASSED_OVER, int(left.sum()))]
    return Selection(
        tuple(
            Pick(candidates[pick], round(gain / UNIT, 4), tuple(repeats[pick]))
            for pick, gain in zip(picks, gains, strict=True)
        ),
        tuple(Pick(candidates[i], round(int(final[i]) / UNIT, 4)) for i in missed.tolist()),
        tuple(too_like),
    )


def _with_toll(objective: Objective) -> Objective:
    """Where sentences are counted and not words, let each word cost something."""
    words = objective.groups.sums(objective.text.lengths[objective.groups.values])
    toll = np.rint(objective.brevity * UNIT / _WORDS_OF_TOLL * words).astype(np.int64)
    return replace(objective, own=objective.own - toll)


def _short_list(objective: Objective, budget: Budget) -> Ints:
    """Return the candidates that are worth most at the start, in their order."""
    words = objective.groups.sums(objective.text.lengths[objective.groups.values])
    value = _value(objective.gains(()), words, objective, budget)
    return np.sort(np.argsort(-value, kind="stable")[:SHORT_LIST])


def _value(gains: Ints, words: Ints, objective: Objective, budget: Budget) -> Floats:
    """Return candidates' gains for the room they take, by which they are compared."""
    if budget.words is None:
        return gains.astype(np.float64)
    return gains / np.maximum(words, 1) ** objective.scale


def _like(objective: Objective, pick: int, most: float) -> Flags:
    """Tell which sentences, by row, are more like one that is shown for ``pick`` than ``most``."""
    return _cosine(objective, pick) > most


def _cosine(objective: Objective, pick: int) -> Floats:
    """Return how like each sentence, by row, is to the likest that is shown for ``pick``."""
    cosine = np.zeros(len(objective.text.index))
    for row in objective.groups.row(pick):
        cosine = np.maximum(cosine, objective.likeness.to(int(row)))
    return cosine


def _beside(objective: Objective, pick: int) -> Flags:
    """Tell which candidates share a line with ``pick``: those never repeat each other."""
    here = np.zeros(len(objective.text.index), bool)
    here[objective.groups.row(pick)] = True
    return objective.groups.any(here[objective.groups.values])


class _Chooser:
    """Chooses from a short list; candidates are numbers in it."""

    def __init__(
        self, objective: Objective, budget: Budget, quotable: Sequence[int] | None
    ) -> None:
        self._objective, self._budget = objective, budget
        text = objective.text
        documents = len(text.first) - 1
        limits = np.full(documents, _ENDLESS)
        if quotable is not None:
            limits[: len(quotable)] = quotable[:documents]
        self._quotable = limits
        self._document = text.document[objective.rows]
        self._allowed = ~objective.groups.any(objective.told[objective.groups.values])
        self._repeats: dict[int, Flags] = {}

    def filled(self, chosen: list[int], among: Iterable[int] | None = None) -> list[int]:
        """Add what adds most for its room until nothing fits."""
        chosen = list(chosen)
        allowed = self._allowed
        if among is not None:
            allowed = np.zeros(len(allowed), bool)
            allowed[list(among)] = True
        while True:
            fits, words = self._fitting(chosen)
            fits &= allowed
            if not fits.any():
                return chosen
            gains = self._objective.gains(chosen)
            value = _value(gains, words, self._objective, self._budget)
            put = int(np.argmax(np.where(fits, value, -np.inf)))
            if self._seen(put):
                self._allowed[put] = allowed[put] = False
            else:
                chosen.append(put)

    def improved(self, chosen: list[int]) -> list[int]:
        """Put one candidate in another's place as long as that makes the whole worth more."""
        worth, tries = self._worth(chosen), 0
        waiting = sorted(chosen, key=lambda i: (int(self._objective.own[i]), i))
        while waiting and tries < _MOST_SWAPS:
            out, tries = waiting.pop(0), tries + 1
            rest = [i for i in chosen if i != out]
            fits, _ = self._fitting(rest)
            fits &= self._allowed
            fits[out] = False
            gains = self._objective.gains(rest)
            put = int(np.argmax(np.where(fits, gains, -_ENDLESS)))
            if not fits[put] or self._seen(put):
                continue
            swapped = self.filled([*rest, put])
            if (better := self._worth(swapped)) > worth:
                chosen, worth = swapped, better
                waiting = sorted(chosen, key=lambda i: (int(self._objective.own[i]), i))
        return chosen

    def gain(self, candidate: int, chosen: Sequence[int]) -> int:
        """Return what a candidate adds to those chosen."""
        return int(self._objective.gains(chosen)[candidate])

    def _worth(self, chosen: list[int]) -> int:
        covered = self._objective.weights - self._objective.uncovered(chosen)
        return int(covered.sum()) + int(self._objective.own[chosen].sum())

    def _fitting(self, chosen: list[int]) -> tuple[Flags, Ints]:
        """Tell which candidates may be added, and how many words each adds."""
        text, groups = self._objective.text, self._objective.groups
        shown = np.zeros(len(text.index), bool)
        for i in chosen:
            shown[groups.row(i)] = True
        new = ~shown[groups.values]
        words = groups.sums(text.lengths[groups.values] * new)
        sentences = groups.sums(new.astype(np.int64))
        used = np.bincount(text.document[shown], minlength=len(self._quotable))
        fits = used[self._document] + sentences <= self._quotable[self._document]
        if self._budget.words is not None:
            fits &= words + int(text.lengths[shown].sum()) <= self._budget.words
        if self._budget.sentences is not None:
            fits &= sentences + int(shown.sum()) <= self._budget.sentences
        for i in chosen:
            fits &= ~self._repeated(i)
        fits[chosen] = False
        return fits, words

    def _repeated(self, pick: int) -> Flags:
        """Tell which candidates would show a sentence that is too like one of ``pick``'s."""
        known = self._repeats.get(pick)
        if known is None:
            groups = self._objective.groups
            like = groups.any(_like(self._objective, pick, TOO_LIKE)[groups.values])
            known = self._repeats[pick] = like & ~_beside(self._objective, pick)
        return known

    def _seen(self, candidate: int) -> bool:
        """Tell whether a candidate is all but a sentence that the reader has seen."""
        text = self._objective.text
        return text.fresh < len(text.index) and any(
            (self._objective.likeness.to(int(row))[text.fresh :] > TWIN).any()
            for row in self._objective.groups.row(candidate)
        )
