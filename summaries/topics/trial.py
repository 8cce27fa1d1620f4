"""A rule tried out: which sentences it takes, which it just misses, and what each word does."""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from summaries.topics.matching import Matcher
from summaries.topics.reading import Reading
from summaries.topics.rule import Judge, Topic, Verdict

TOO_MANY: Final = 0.4
"""A rule that takes more than this share of all sentences says little of its subject."""

ALMOST: Final = 2.0
"""A sentence that is so many points short, or lacks one required list, is just missed."""

_BELOW, _ABOVE = 3, 4  # thresholds for which sentences are counted, beside the rule's own

Place = tuple[str, int]
"""An article, and the number of a sentence in it from 0."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence to try a rule on."""

    place: Place
    reading: Reading


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, and what the rule says of it."""

    place: Place
    verdict: Verdict

    @property
    def short(self) -> float:
        """How many points it is short of the threshold; 0 where it is none."""
        return max(0.0, self.verdict.threshold - self.verdict.score)


class Part(enum.StrEnum):
    """Which part of a rule a pattern is in."""

    WORDS = "words"
    REQUIRED = "required"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Fired:
    """What one pattern did: in how many sentences it stands, and in how many that match.

    ``given`` is what it added to the scores of all of them; 0 for a pattern without a weight.
    """

    part: Part
    pattern: str
    weight: float
    sentences: int
    matched: int

    @property
    def given(self) -> float:
        return self.weight * self.sentences


class Warned(enum.StrEnum):
    """What is probably not meant."""

    NOTHING = "nothing"
    TOO_MANY = "too_many"
    SILENT = "silent"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Trial:
    """What a rule does to some sentences. Every list is sorted, the strongest first.

    ``excluded`` are sentences that an excluded word keeps out, and nothing else.
    """

    topic: Topic
    judged: tuple[Judged, ...]
    fired: tuple[Fired, ...]

    @cached_property
    def matched(self) -> tuple[Judged, ...]:
        return _strongest(one for one in self.judged if one.verdict.qualifies)

    @cached_property
    def missed(self) -> tuple[Judged, ...]:
        """Sentences that lack one thing: some points, or one required list."""
        return _strongest(one for one in self.judged if _just_missed(one))

    @cached_property
    def excluded(self) -> tuple[Judged, ...]:
        return _strongest(
            one
            for one in self.judged
            if one.verdict.excluded and not one.verdict.missing and not one.short
        )

    @cached_property
    def counts(self) -> tuple[tuple[float, int], ...]:
        """How many sentences would match at each threshold around the rule's own."""
        free = sorted(
            one.verdict.score
            for one in self.judged
            if one.verdict.found and not one.verdict.missing and not one.verdict.excluded
        )
        own = self.topic.threshold
        steps = (own + step for step in range(-_BELOW, _ABOVE + 1))
        return tuple((at, len(free) - bisect_left(free, at)) for at in steps if at > 0 or at == own)

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """The patterns that stand in no sentence, in the order of the rule, each once."""
        heard = {one.pattern for one in self.fired if one.sentences}
        return tuple(dict.fromkeys(o.pattern for o in self.fired if o.pattern not in heard))

    @cached_property
    def reachable(self) -> float:
        """The most that a sentence can score."""
        position = self.topic.position
        places = (position.lede, position.title, position.heading)
        worths = (*(word.weight for word in self.topic.words), *places)
        return sum(worth for worth in worths if worth > 0)

    @cached_property
    def warnings(self) -> tuple[Warned, ...]:
        found = []
        if self.reachable < self.topic.threshold:
            found.append(Warned.UNREACHABLE)
        elif not self.matched:
            found.append(Warned.NOTHING)
        if len(self.matched) > TOO_MANY * len(self.judged):
            found.append(Warned.TOO_MANY)
        if self.silent:
            found.append(Warned.SILENT)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Difference:
    """What another version of a rule would change; each sentence as the new one judges it."""

    gained: tuple[Judged, ...]
    lost: tuple[Judged, ...]


def try_out(topic: Topic, samples: Sequence[Sample]) -> Trial:
    """Ask a rule about sentences; linear in their words."""
    judge = Judge(topic)
    judged = tuple(Judged(one.place, judge.judge(one.reading)) for one in samples)
    return Trial(topic, judged, _fired(topic, samples, judged))


def compare(before: Trial, after: Trial) -> Difference:
    """Tell which of the same sentences a rule gains and loses from one version to the next."""
    had = {one.place for one in before.matched}
    return Difference(
        gained=tuple(one for one in after.matched if one.place not in had),
        lost=_strongest(
            one for one in after.judged if one.place in had and not one.verdict.qualifies
        ),
    )


def _just_missed(one: Judged) -> bool:
    verdict = one.verdict
    if verdict.qualifies or verdict.excluded or verdict.score <= 0:
        return False
    if verdict.missing:
        return len(verdict.missing) == 1 and not one.short
    return one.short <= ALMOST


def _strongest(some: Iterable[Judged]) -> tuple[Judged, ...]:
    return tuple(sorted(some, key=lambda one: -one.verdict.score))


def _fired(topic: Topic, samples: Sequence[Sample], judged: Sequence[Judged]) -> tuple[Fired, ...]:
    """Count for each pattern the sentences that have it, and those of them that match."""
    patterns = [
        *((Part.WORDS, one.pattern, one.weight) for one in topic.words),
        *((Part.REQUIRED, p, 0.0) for group in topic.required for p in group.patterns),
        *((Part.EXCLUDED, pattern, 0.0) for pattern in topic.excluded),
    ]
    matcher = Matcher([pattern for _, pattern, _ in patterns])
    every: Counter[int] = Counter()
    matched: Counter[int] = Counter()
    for sample, one in zip(samples, judged, strict=True):
        verdict = one.verdict
        if verdict.found or verdict.met or verdict.excluded:
            has = {number for number, _ in matcher.look(sample.reading)}
            every.update(has)
            if verdict.qualifies:
                matched.update(has)
    return tuple(
        Fired(part, pattern.text, weight, every[number], matched[number])
        for number, (part, pattern, weight) in enumerate(patterns)
    )
