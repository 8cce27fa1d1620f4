"""A topic's rule, and what it finds in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from summaries.topics.matching import Matcher
from summaries.topics.pattern import Pattern
from summaries.topics.reading import Reading

METHODS: Final = (
    "pullquote", "kl", "lexrank", "lsa", "luhn", "reduction", "sumbasic", "textrank",
)  # fmt: skip
"""What may rank a topic's sentences: Pullquote's own method, or one of sumy's."""

ROWS: Final = ("ledger", "figures", "quotations")
"""What a topic's brief may have beside sentences: pledges, statistics, who said what."""

_MOST_KEPT: Final = 10_000  # headings and reasons that a judge remembers


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
class Position:
    """What a sentence's place is worth, beside its words.

    ``lede`` is for the article's first paragraph; ``title`` and ``heading`` for a sentence below a
    title or cross-heading that has one of the topic's words.
    """

    lede: float = 0.0
    title: float = 0.0
    heading: float = 0.0


@dataclass(frozen=True, slots=True)
class Topic:
    """A rule that decides which sentences are about a subject.

    A sentence qualifies if it has a pattern of every ``required`` list, none of ``excluded``, and
    its weights add up to ``threshold`` or more. ``titles`` maps a language code to the name that
    readers see. ``method`` names a stock summariser to rank with instead of the weights; ``rows``
    are the kinds of evidence that its brief shows.
    """

    name: str
    titles: dict[str, str]
    words: tuple[Weighted, ...]
    threshold: float
    version: int = 1
    aliases: tuple[str, ...] = ()
    required: tuple[Required, ...] = ()
    excluded: tuple[Pattern, ...] = ()
    position: Position = Position()
    method: str | None = None
    description: str = ""
    rows: tuple[str, ...] = ()

    def title(self, language: str = "en") -> str:
        """Return the topic's name in a language, else in English, else its plain name."""
        return self.titles.get(language) or self.titles.get("en") or self.name


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that a sentence has: what it is worth, and the words that matched.

    What a sentence's place is worth goes by "position: lede", with the words that explain it.
    """

    pattern: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Met:
    """A required list of which a sentence has a pattern: the first it has, and its words."""

    name: str
    pattern: str
    words: str


class Verdict(NamedTuple):
    """What a topic's rule says of one sentence, with the reasons as data.

    ``score`` is the sum of the weights in ``found``. ``met`` and ``missing`` are the required
    lists of which it has something and nothing; ``excluded`` the excluded patterns that it has.
    """

    score: float
    threshold: float
    found: tuple[Found, ...] = ()
    missing: tuple[str, ...] = ()
    excluded: tuple[Found, ...] = ()
    met: tuple[Met, ...] = ()

    @property
    def qualifies(self) -> bool:
        return not self.missing and not self.excluded and self.score >= self.threshold


def judge(topic: Topic, reading: Reading) -> Verdict:
    """Apply a topic's rule to a sentence. The score is the plain sum of the weights found."""
    return Judge(topic).judge(reading)


def judge_all(topic: Topic, readings: Sequence[Reading]) -> tuple[Verdict, ...]:
    """Apply a topic's rule to many sentences; linear in their words."""
    return tuple(map(Judge(topic).judge, readings))


class _Reasons(dict[tuple[int, str], Found | Met]):
    """What a pattern, by its number, with the words that matched says of a sentence.

    Sentences with the same words share one reason: there are many verdicts, and few reasons.
    """

    def __init__(self, topic: Topic) -> None:
        super().__init__()
        self._topic = topic
        self._groups = [(group.name, p) for group in topic.required for p in group.patterns]

    def __missing__(self, has: tuple[int, str]) -> Found | Met:
        if len(self) > _MOST_KEPT:
            self.clear()
        number, words = has
        if number < len(self._topic.words):
            item = self._topic.words[number]
            made: Found | Met = Found(item.pattern.text, item.weight, words)
        elif (group := number - len(self._topic.words)) < len(self._groups):
            name, pattern = self._groups[group]
            made = Met(name, pattern.text, words)
        else:
            made = Found(self._topic.excluded[group - len(self._groups)].text, 0.0, words)
        self[has] = made
        return made


class Judge:
    """A topic's rule made ready: worth keeping where it is asked about many articles.

    The patterns are numbered: first the weighted ones, then the required, then the excluded.
    """

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        patterns = [
            *(item.pattern for item in topic.words),
            *(pattern for group in topic.required for pattern in group.patterns),
            *topic.excluded,
        ]
        self._matcher = Matcher(patterns)
        self._first_excluded = len(patterns) - len(topic.excluded)
        self._reasons = _Reasons(topic)
        # A number in a title says nothing of its subject, and a word that counts against it less.
        signs = (w for w in topic.words if w.weight > 0 and w.pattern.words())
        self._signs = Matcher([w.pattern for w in signs])
        self._headings: dict[tuple[str, str], str | None] = {}
        self.nothing = self._verdict([], ())
        """What the rule says of a sentence that has none of its patterns."""

    def opens(self, word: str, language: str) -> bool:
        """Tell whether a pattern of the rule may begin with a folded word."""
        return self._matcher.opens(word, language)

    def judge(self, reading: Reading, starts: Sequence[int] | None = None) -> Verdict:
        """Tell what the rule says of one sentence; ``starts`` are the places of what `opens`."""
        has = self._matcher.look(reading, starts)
        if not has:
            return self.nothing
        # By itself a place says nothing of the subject: it adds to words, where there are any.
        placed = has[0][0] < len(self._topic.words) and self._topic.position != Position()
        return self._verdict(has, tuple(self._placed(reading)) if placed else ())

    def _verdict(self, has: list[tuple[int, str]], placed: tuple[Found, ...]) -> Verdict:
        """Put together what follows from the patterns that a sentence has."""
        topic = self._topic
        found: list[Found] = []
        excluded: list[Found] = []
        met: dict[str, Met] = {}
        for pair in has:
            reason = self._reasons[pair]
            if isinstance(reason, Met):
                met.setdefault(reason.name, reason)
            else:
                (excluded if pair[0] >= self._first_excluded else found).append(reason)
        found.extend(placed)
        return Verdict(
            score=sum(item.weight for item in found),
            threshold=topic.threshold,
            found=tuple(found),
            missing=tuple(group.name for group in topic.required if group.name not in met),
            excluded=tuple(excluded),
            met=tuple(met.values()),
        )

    def _placed(self, reading: Reading) -> Iterator[Found]:
        """Yield what a sentence's place is worth."""
        position, place = self._topic.position, reading.place
        if position.lede and place.lede:
            yield Found("position: lede", position.lede, f"sentence {place.sentence}")
        for name, weight, over in (
            ("title", position.title, place.title),
            ("heading", position.heading, place.heading),
        ):
            words = self._sign(over, reading.language) if weight and over else None
            if words is not None:
                yield Found(f"position: {name}", weight, words)

    def _sign(self, heading: str, language: str) -> str | None:
        """Return the first of the topic's words that a title or heading has, or None."""
        key = (heading, language)
        if key not in self._headings:
            if len(self._headings) > _MOST_KEPT:
                self._headings.clear()
            has = self._signs.look(Reading.of(heading, language=language))
            self._headings[key] = has[0][1] if has else None
        return self._headings[key]
