"""The sentences of articles that a rule is tried out on: all but standfirsts, which none shows."""

from __future__ import annotations

from collections.abc import Iterable

from summaries.briefs.reading import readings
from summaries.corpus import Article
from summaries.topics.trial import Sample


def samples_of(articles: Iterable[Article]) -> list[Sample]:
    """Return the sentences of articles, in their order, as topic rules read them."""
    return [
        Sample((article.id, sentence.index), reading)
        for article in articles
        for sentence, reading in zip(article.sentences, readings(article), strict=True)
        if not sentence.standfirst
    ]
