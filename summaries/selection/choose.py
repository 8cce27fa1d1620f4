"""Choosing within a budget: the greatest gain first, nothing twice, every sentence in context."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from summaries.selection.model import Budget, Candidate, Pick, Selection
from summaries.selection.objective import Objective

SAME: Final = 0.40
"""Rarity-weighted cosine from which two sentences say the same (precision .85 on news pairs)."""

LENGTH_SCALE: Final = 0.3
"""Gain is divided by words to this power where words are what is scarce (Lin and Bilmes 2010)."""

_PASSED_OVER: Final = 5


def choose(
    candidates: Sequence[Candidate],
    objective: Objective,
    budget: Budget,
    *,
    lengths: Sequence[Sequence[int]],
    quotable: Sequence[int] | None = None,
) -> Selection:
    """Choose candidates greedily by what each adds, context included in its cost.

    ``lengths[d][i]`` is the number of words of sentence ``i`` of document ``d``;
    ``quotable[d]`` is how many sentences of document ``d`` may be shown. Ties go to the earlier
    document and sentence, so equal inputs give equal choices.
    """
    return _Chooser(candidates, objective, budget, lengths, quotable).run()


class _Chooser:
    """One run of the lazy greedy algorithm (Minoux 1978).

    What a candidate adds can only fall as others are chosen, so a queue ordered by old values
    yields the best one after few new computations. The exception, a candidate that becomes
    shorter because its context is shown already, is put into the queue again.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        objective: Objective,
        budget: Budget,
        lengths: Sequence[Sequence[int]],
        quotable: Sequence[int] | None,
    ) -> None:
        self._candidates = candidates
        self._objective = objective
        self._budget = budget
        self._lengths = lengths
        self._quotable = quotable
        self._covered: set[int] = set()
        self._shown: set[tuple[int, int]] = set()
        self._words = 0
        self._used: Counter[int] = Counter()
        self._queue: list[tuple[float, int]] = []
        self._needing: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for i, candidate in enumerate(candidates):
            for k in candidate.shown_with:
                self._needing[candidate.document, k].append(i)
        self._places = {(c.document, c.index): i for i, c in enumerate(candidates)}
        self._said = _Said(objective)

    def run(self) -> Selection:
        """Choose until nothing that is left fits."""
        left = set(range(len(self._candidates)))
        chosen: dict[int, float] = {}
        self._queue = [(-self._value(i), i) for i in left]
        heapq.heapify(self._queue)
        while self._queue:
            value, i = heapq.heappop(self._queue)
            if i not in left:
                continue
            if (now := -self._value(i)) > value:
                heapq.heappush(self._queue, (now, i))
            elif self._fits(i) and self._repeated(i) is None:
                left.remove(i)
                chosen[i] = self._gain(i)
                self._covered |= self._objective.covers[i]
                self._show(i, left)
        repeats: defaultdict[int, list[Candidate]] = defaultdict(list)
        for i in sorted(left):
            if (same := self._repeated(i)) is not None:
                repeats[same].append(self._candidates[i])
                left.remove(i)
        passed_over = heapq.nsmallest(_PASSED_OVER, ((-self._gain(i), i) for i in left))
        return Selection(
            tuple(
                Pick(self._candidates[i], round(gain, 4), tuple(repeats[i]))
                for i, gain in chosen.items()
            ),
            tuple(Pick(self._candidates[i], round(-gain, 4)) for gain, i in passed_over),
        )

    def _gain(self, i: int) -> float:
        """Return what a candidate adds: concepts not yet covered, its own score, its prior."""
        weights, covered = self._objective.weights, self._covered
        # Correctly rounded, so that the order in which a set is read makes no difference.
        new = math.fsum(weights[c] for c in self._objective.covers[i] if c not in covered)
        return new + self._objective.own[i] + self._candidates[i].prior

    def _value(self, i: int) -> float:
        """Return a candidate's gain for the room it takes, by which candidates are compared."""
        if self._budget.words is None:
            return self._gain(i)
        words = self._words_of(i, self._new(i)) or 1
        return float(self._gain(i) / words**LENGTH_SCALE)

    def _new(self, i: int) -> list[int]:
        """Return the sentences that showing a candidate adds to what is shown already."""
        candidate = self._candidates[i]
        return [k for k in candidate.shown_with if (candidate.document, k) not in self._shown]

    def _words_of(self, i: int, sentences: Sequence[int]) -> int:
        lengths = self._lengths[self._candidates[i].document]
        return sum(lengths[k] for k in sentences)

    def _fits(self, i: int) -> bool:
        document, new = self._candidates[i].document, self._new(i)
        quoted = self._used[document] + len(new)
        if self._quotable is not None and quoted > self._quotable[document]:
            return False
        words = self._words + self._words_of(i, new)
        return self._budget.allows(len(self._shown) + len(new), words)

    def _show(self, i: int, left: set[int]) -> None:
        """Take a candidate and its context into what is shown."""
        document, new = self._candidates[i].document, self._new(i)
        self._words += self._words_of(i, new)
        self._used[document] += len(new)
        self._shown.update((document, k) for k in new)
        for k in new:
            if (place := self._places.get((document, k))) is not None:
                self._said.add(place, i)
            for other in self._needing[document, k]:
                if other in left:
                    heapq.heappush(self._queue, (-self._value(other), other))

    def _repeated(self, i: int) -> int | None:
        """Return the first chosen candidate whose line says the same as ``i``, or None.

        Sentences that stand on one line never repeat each other.
        """
        mine = self._candidates[i]
        for pick in self._said.same_as(i):
            other = self._candidates[pick]
            if mine.document != other.document or not set(mine.shown_with) & set(other.shown_with):
                return pick
        return None


class _Said:
    """What has been said so far, by stem, so that a repetition is found without comparing all."""

    def __init__(self, objective: Objective) -> None:
        self._vectors = objective.vectors
        self._shown: list[int] = []  # for each sentence shown, the candidate it was shown for
        self._with_stem: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)

    def add(self, sentence: int, pick: int) -> None:
        """Note that candidate ``sentence`` is shown, on the line of candidate ``pick``."""
        for stem, weight in self._vectors[sentence].items():
            self._with_stem[stem].append((len(self._shown), weight))
        self._shown.append(pick)

    def same_as(self, sentence: int) -> Iterator[int]:
        """Yield the picks, in order, that show a sentence like ``sentence`` by more than `SAME`."""
        likeness: defaultdict[int, float] = defaultdict(float)
        for stem, weight in self._vectors[sentence].items():
            for shown, other in self._with_stem.get(stem, ()):
                likeness[shown] += weight * other
        for shown in sorted(likeness):
            if likeness[shown] > SAME:
                yield self._shown[shown]
