"""More like this, less like this: which weights to change so that a rule follows an example.

As in relevance feedback (Rocchio 1971), only that nothing is changed by itself: what comes out is a
list of weights before and after, which a person takes or leaves. A weight moves by one point at a
time, first where that changes least for other sentences.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from summaries.topics.form import with_weights
from summaries.topics.rule import Topic
from summaries.topics.trial import Judged, Place, Trial

MOST_STEPS: Final = 6
"""Points that weights move altogether: more would be another rule."""

_HEAVIEST: Final = 100.0
_STRENGTHENED: Final = 2  # words that move where a sentence is on the right side already


@dataclass(frozen=True, slots=True)
class Change:
    """The weight of a word, before and after."""

    pattern: str
    before: float
    after: float


class Why(enum.StrEnum):
    """Why weights can't do what is asked."""

    MISSING = "missing"
    EXCLUDED = "excluded"
    NO_WORD = "no_word"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The changes that would follow an example; none and ``why`` where weights can't follow it.

    ``enough`` tells whether the sentence is on the side that is wanted after them.
    """

    topic: Topic
    changes: tuple[Change, ...] = ()
    enough: bool = False
    why: Why | None = None


def steer(trial: Trial, place: Place, *, more: bool) -> Proposal:
    """Propose weights with which a rule takes more, or fewer, sentences like the one at a place."""
    example = next((one for one in trial.judged if one.place == place), None)
    if example is None:
        return Proposal(trial.topic, why=Why.GONE)
    if more and example.verdict.excluded:
        return Proposal(trial.topic, why=Why.EXCLUDED)
    if more and example.verdict.missing:
        return Proposal(trial.topic, why=Why.MISSING)
    search = _Search(trial, example, 1.0 if more else -1.0)
    if not search.movable():
        return Proposal(trial.topic, why=Why.NO_WORD)
    if search.done:
        for word in search.rarest()[:_STRENGTHENED]:
            search.move(word)
    else:
        for _ in range(MOST_STEPS):
            words = search.movable()
            if search.done or not words:
                break
            search.move(min(words, key=search.cost))
    changes = tuple(search.changes())
    topic = with_weights(trial.topic, {one.pattern: one.after for one in changes})
    return Proposal(topic, changes, enough=search.done)


class _Search:
    """Weights that move, and which sentences are on which side meanwhile."""

    def __init__(self, trial: Trial, example: Judged, step: float) -> None:
        self._threshold, self._step = trial.topic.threshold, step
        self._before = {one.pattern.text: one.weight for one in trial.topic.words}
        self._now = dict(self._before)
        has = [found.pattern for found in example.verdict.found if found.pattern in self._now]
        self._words = list(dict.fromkeys(has))
        self._place, self._score = example.place, example.verdict.score
        self._with: dict[str, list[Place]] = {word: [] for word in self._words}
        self._scores: dict[Place, float] = {}
        for one in trial.judged:
            verdict = one.verdict
            if verdict.missing or verdict.excluded or one.place == self._place:
                continue
            words = [f.pattern for f in verdict.found if f.pattern in self._with]
            for word in words:
                self._with[word].append(one.place)
            if words:
                self._scores[one.place] = verdict.score

    @property
    def done(self) -> bool:
        """Whether the example is on the side that is wanted."""
        return (self._score >= self._threshold) == (self._step > 0)

    def movable(self) -> list[str]:
        """The example's words whose weight may still move: up to the heaviest, or down to 0."""
        if self._step > 0:
            return [word for word in self._words if self._now[word] + 1 <= _HEAVIEST]
        return [word for word in self._words if self._now[word] > 0]

    def cost(self, word: str) -> tuple[int, int]:
        """How many other sentences change sides with a step, and how many have the word at all."""
        crossing = sum(
            (self._scores[place] >= self._threshold)
            != (self._scores[place] + self._by(word) >= self._threshold)
            for place in self._with[word]
        )
        return crossing, len(self._with[word])

    def rarest(self) -> list[str]:
        """The movable words, those in the fewest other sentences first."""
        return sorted(self.movable(), key=lambda word: len(self._with[word]))

    def move(self, word: str) -> None:
        by = self._by(word)
        self._now[word] += by
        self._score += by
        for place in self._with[word]:
            self._scores[place] += by

    def changes(self) -> Iterator[Change]:
        for word in self._words:
            if self._now[word] != self._before[word]:
                yield Change(word, self._before[word], self._now[word])

    def _by(self, word: str) -> float:
        """Return a step of a word; the last one down ends at 0."""
        return self._step if self._step > 0 else -min(1.0, self._now[word])
