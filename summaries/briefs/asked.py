"""Which sentences a brief is about, with those that must be shown with them.

Differences between articles are only looked for where one side is among these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summaries.briefs.answers import answers
from summaries.briefs.reading import verdicts
from summaries.context import shown_with
from summaries.corpus import Article
from summaries.topics import Topic

Asked = frozenset[tuple[str, int]]
"""Sentences: the id of the article, the index."""


def answering(words: str, articles: tuple[Article, ...]) -> Asked:
    """Return the sentences that may be shown as answers to the words."""
    found = (one for one in answers(words, articles) if one.enough)
    return frozenset(place for one in found for place in _line(articles[one.document], one.index))


def qualifying(topic: Topic, articles: Sequence[Article]) -> Asked:
    """Return the sentences that a topic's rule admits."""
    return frozenset(
        place
        for article in articles
        for index, verdict in enumerate(verdicts(topic, article))
        if verdict.qualifies
        for place in _line(article, index)
    )


def _line(article: Article, index: int) -> Iterator[tuple[str, int]]:
    yield article.id, index
    for beside in shown_with(article, index) or ():
        yield article.id, beside
