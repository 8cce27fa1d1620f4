"""Which sentences answer free words, and how well: worked out once for the same articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from summaries.corpus import Article
from summaries.selection import ENOUGH, Query
from summaries.selection.reading import stems

_KEPT = 64  # questions


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence (the place of its article, its index) with some of the words, and which."""

    document: int
    index: int
    score: float
    found: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Tell whether the sentence may be shown as an answer."""
        return self.score >= ENOUGH


@lru_cache(maxsize=_KEPT)
def answers(words: str, articles: tuple[Article, ...]) -> tuple[Answer, ...]:
    """Return the sentences that have any of the words, in order."""
    every = [sentence for article in articles for sentence in stems(article)]
    queries = {
        language: Query.of(words, language, every)
        for language in dict.fromkeys(article.language for article in articles)
    }
    found = []
    for document, article in enumerate(articles):
        query = queries[article.language]
        for index, sentence in enumerate(stems(article)):
            score, having = query.score(sentence)
            if having:
                found.append(Answer(document, index, score, having))
    return tuple(found)


def answering(words: str, articles: tuple[Article, ...]) -> frozenset[tuple[str, int]]:
    """Return the sentences (article, index) that may be shown as answers to the words."""
    found = answers(words, articles)
    return frozenset((articles[one.document].id, one.index) for one in found if one.enough)
