"""Articles as topic rules read them, and what the rules say: worked out once each."""

from __future__ import annotations

from functools import lru_cache

from summaries.corpus import Article
from summaries.topics import Reading, Topic, Verdict, judge_all

_KEPT = 4_096  # articles; about 60 kB each


@lru_cache(maxsize=_KEPT)
def readings(article: Article) -> tuple[Reading, ...]:
    """Return each sentence as topic rules read it."""
    return tuple(Reading.of(article.text, sentence.span) for sentence in article.sentences)


def verdicts(topic: Topic, article: Article) -> tuple[Verdict, ...]:
    """Return what a topic's rule says of each sentence."""
    return _verdicts(_Rule(topic), article)


class _Rule:
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
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rule) and (self.topic is other.topic or self.key == other.key)

    def __hash__(self) -> int:
        return hash((self.topic.name, self.topic.version))


@lru_cache(maxsize=4 * _KEPT)
def _verdicts(rule: _Rule, article: Article) -> tuple[Verdict, ...]:
    return judge_all(rule.topic, readings(article))
