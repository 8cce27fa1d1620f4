"""Articles as topic rules read them, and what the rules say: worked out once each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from summaries.corpus import Article
from summaries.text import paragraphs
from summaries.topics import Judge, Panel, Place, Reading, Topic, Verdict

_KEPT = 4_096  # articles; about 60 kB each
_TOPICS_KEPT = 256
_PANELS_KEPT = 8  # of guilds: most have the shipped topics, and share one


@lru_cache(maxsize=_KEPT)
def readings(article: Article) -> tuple[Reading, ...]:
    """Return each sentence as topic rules read it."""
    return read_anew(article)


def read_anew(article: Article) -> tuple[Reading, ...]:
    """Return each sentence as topic rules read it, and remember nothing."""
    return tuple(
        Reading.of(article.text, sentence.span, language=article.language, place=place)
        for sentence, place in zip(article.sentences, places(article), strict=True)
    )


def places(article: Article) -> tuple[Place, ...]:
    """Return where each sentence stands: in the lede or not, below which title and heading."""
    body = (s.paragraph for s in article.sentences if not s.standfirst)
    lede = next(body, 0)
    over = _headings(article)
    return tuple(
        Place(s.index + 1, s.paragraph == lede, article.title or "", over[s.paragraph])
        for s in article.sentences
    )


def _headings(article: Article) -> dict[int, str]:
    """Return the cross-heading over each paragraph, "" where there is none.

    A cross-heading is a paragraph that holds no sentence, yet is neither the title nor set aside.
    """
    no_heading = {line.span.end for line in article.set_aside}
    if article.title_span is not None:
        no_heading.add(article.title_span.end)
    found: dict[int, str] = {}
    heading, following = "", 0
    for block in paragraphs(article.text):
        before = following
        while (
            following < len(article.sentences)
            and article.sentences[following].span.start < block.end
        ):
            found.setdefault(article.sentences[following].paragraph, heading)
            following += 1
        if following == before and block.end not in no_heading:
            heading = block.of(article.text)
    return found


def verdicts(topic: Topic, article: Article) -> tuple[Verdict, ...]:
    """Return what a topic's rule says of each sentence."""
    return _verdicts(RuleOf(topic), article)


def judged_anew(topics: Iterable[Topic], read: Sequence[Reading]) -> list[tuple[Verdict, ...]]:
    """Return what each topic's rule says of sentences, and remember nothing but the rules."""
    return _panel(tuple(map(RuleOf, topics))).judge(read)


class RuleOf:
    """A topic as a cache key: equal names and versions may still be different rules."""

    __slots__ = ("key", "topic")

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self.key = (
            topic.name,
            topic.version,
            topic.threshold,
            topic.words,
            topic.required,
            topic.excluded,
            topic.position,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RuleOf) and (self.topic is other.topic or self.key == other.key)

    def __hash__(self) -> int:
        return hash((self.topic.name, self.topic.version))


@lru_cache(maxsize=_PANELS_KEPT)
def _panel(rules: tuple[RuleOf, ...]) -> Panel:
    return Panel(tuple(map(_judge, rules)))


@lru_cache(maxsize=_TOPICS_KEPT)
def _judge(rule: RuleOf) -> Judge:
    return Judge(rule.topic)


@lru_cache(maxsize=4 * _KEPT)
def _verdicts(rule: RuleOf, article: Article) -> tuple[Verdict, ...]:
    return tuple(map(_judge(rule).judge, readings(article)))
