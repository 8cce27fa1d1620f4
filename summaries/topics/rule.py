"""A topic's rule, and what it finds in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from summaries.text import Span, numbers
from summaries.topics.pattern import Pattern, words_of

METHODS: Final = (
    "pullquote", "kl", "lexrank", "lsa", "luhn", "reduction", "sumbasic", "textrank",
)  # fmt: skip
"""What may rank a topic's sentences: Pullquote's own method, or one of sumy's."""

_START = 3  # letters that "beginnings*" are filed under; they have as many, or few letters at all
_QUOTATION_MARKS = frozenset('“”"«»„「」『』')


@dataclass(frozen=True, slots=True)
class Weighted:
    """A pattern and what it is worth to a sentence that has it, once."""

    pattern: Pattern
    weight: float


@dataclass(frozen=True, slots=True)
class Required:
    """Patterns of which a sentence must have at least one; ``name`` says what they stand for."""

    name: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A rule that decides which sentences are about a subject.

    A sentence qualifies if it has a pattern of every ``required`` list, none of ``excluded``, and
    its weights add up to ``threshold`` or more. ``titles`` maps a language code to the name that
    readers see. ``method`` names a stock summariser to rank with instead of the weights.
    """

    name: str
    titles: dict[str, str]
    words: tuple[Weighted, ...]
    threshold: float
    version: int = 1
    aliases: tuple[str, ...] = ()
    required: tuple[Required, ...] = ()
    excluded: tuple[Pattern, ...] = ()
    method: str | None = None
    description: str = ""

    def title(self, language: str = "en") -> str:
        """Return the topic's name in a language, else in English, else its plain name."""
        return self.titles.get(language) or self.titles.get("en") or self.name


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that a sentence has: what it is worth, and the words that matched."""

    pattern: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a topic's rule says of one sentence, with the reasons as data.

    ``missing`` names the required lists of which it has nothing; ``excluded`` the excluded
    patterns that it has.
    """

    score: float
    threshold: float
    found: tuple[Found, ...] = ()
    missing: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def qualifies(self) -> bool:
        return not self.missing and not self.excluded and self.score >= self.threshold


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as rules read it: made once, then asked by every topic."""

    words: list[str]
    at: dict[str, list[int]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, span: Span | None = None) -> Reading:
        """Read ``text``, or the part of it that ``span`` covers."""
        sentence = span.of(text) if span else text
        listed = words_of(sentence)
        at: defaultdict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(listed):
            at[word].append(i)
        kinds: dict[str, str] = {}
        for number in numbers(sentence):
            kinds.setdefault(number.kind.value, number.span.of(sentence))
        if not _QUOTATION_MARKS.isdisjoint(sentence):
            kinds["quotation"] = "“”"
        return cls(listed, dict(at), kinds)

    def find(self, pattern: Pattern) -> str | None:
        """Return the words that match ``pattern``, or None."""
        if pattern.kind is not None:
            return self.kinds.get(pattern.kind)
        place = pattern.find(self.words, self.at)
        if place is None:
            return None
        return " ".join(self.words[place : place + len(pattern.words)])


def judge(topic: Topic, reading: Reading) -> Verdict:
    """Apply a topic's rule to a sentence. The score is the plain sum of the weights found."""
    return judge_all(topic, (reading,))[0]


def judge_all(topic: Topic, readings: Sequence[Reading]) -> tuple[Verdict, ...]:
    """Apply a topic's rule to many sentences; linear in their words."""
    rule = _Rule(topic)
    return tuple(rule.judge(reading) for reading in readings)


class _Rule:
    """A topic's patterns by how they begin, so that a sentence asks only those it may have.

    Patterns are numbered: first the weighted ones, then the required, then the excluded.
    """

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        self._patterns = [
            *(item.pattern for item in topic.words),
            *(pattern for group in topic.required for pattern in group.patterns),
            *topic.excluded,
        ]
        groups = (group.name for group in topic.required for _ in group.patterns)
        self._group_of = dict(enumerate(groups, start=len(topic.words)))
        self._kinds = [i for i, pattern in enumerate(self._patterns) if pattern.kind is not None]
        self._starts: defaultdict[str, list[int]] = defaultdict(list)
        for i, pattern in enumerate(self._patterns):
            if pattern.kind is None:
                word, beginning = pattern.words[0]
                # "*" is no letter of a word, so "aid" and "aid*" are kept apart.
                self._starts[word[:_START] + "*" if beginning else word].append(i)
        self._possible: dict[str, list[int]] = {}
        self._nothing = self._verdict([])

    def judge(self, reading: Reading) -> Verdict:
        """Tell what the rule says of one sentence."""
        possible = set(self._kinds) if reading.kinds else set()
        for word in reading.at:
            if (may := self._possible.get(word)) is None:
                may = self._possible[word] = self._possible_for(word)
            possible.update(may)
        if not possible:
            return self._nothing
        has = ((i, reading.find(self._patterns[i])) for i in sorted(possible))
        return self._verdict([(i, words) for i, words in has if words is not None])

    def _possible_for(self, word: str) -> list[int]:
        """Return the patterns whose first word may be ``word``."""
        starts = {word, *(word[:length] + "*" for length in range(1, _START + 1))}
        return [i for start in starts for i in self._starts.get(start, ())]

    def _verdict(self, has: list[tuple[int, str]]) -> Verdict:
        """Put together what follows from the patterns that a sentence has."""
        topic = self._topic
        weighted, excluded = len(topic.words), len(self._patterns) - len(topic.excluded)
        found = tuple(
            Found(topic.words[i].pattern.text, topic.words[i].weight, words)
            for i, words in has
            if i < weighted
        )
        met = {self._group_of[i] for i, _ in has if weighted <= i < excluded}
        return Verdict(
            score=sum(item.weight for item in found),
            threshold=topic.threshold,
            found=found,
            missing=tuple(group.name for group in topic.required if group.name not in met),
            excluded=tuple(self._patterns[i].text for i, _ in has if i >= excluded),
        )
