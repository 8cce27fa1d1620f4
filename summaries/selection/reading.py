"""How long an article's sentences are, worked out once for each article."""

from __future__ import annotations

from functools import lru_cache

from summaries.corpus import Article
from summaries.text import count_words

_KEPT = 4_096  # articles


@lru_cache(maxsize=_KEPT)
def lengths(article: Article) -> tuple[int, ...]:
    """Return the number of words of each sentence."""
    return tuple(count_words(article.words_of(sentence)) for sentence in article.sentences)
