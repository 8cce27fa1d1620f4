"""Which sentences answer free words, and how well: worked out once for the same articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from summaries.corpus import Article
from summaries.selection import ENOUGH, Query
from summaries.selection.query import asked

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
    # Imported here, for it imports numpy, which a start of the bot does not need.
    from summaries.selection.features import features, sentences_with

    languages = dict.fromkeys(article.language for article in articles)
    wanted = frozenset(stem for language in languages for stem in asked(words, language))
    having = list(sentences_with([features(article) for article in articles], wanted))
    total = sum(len(article.sentences) for article in articles)
    queries = {
        language: Query.of(words, language, [sentence for *_, sentence in having], total)
        for language in languages
    }
    found = []
    for document, index, sentence in having:
        score, matched = queries[articles[document].language].score(sentence)
        if matched:
            found.append(Answer(document, index, score, matched))
    return tuple(found)
