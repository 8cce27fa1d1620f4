"""Articles as the selection reads them: stems and lengths, worked out once for each article."""

from __future__ import annotations

from functools import lru_cache

from summaries.corpus import Article
from summaries.text import content_stems, count_words

_KEPT = 4_096  # articles; about 60 kB each


@lru_cache(maxsize=_KEPT)
def stems(article: Article) -> tuple[tuple[str, ...], ...]:
    """Return the content stems of each sentence."""
    return tuple(
        tuple(content_stems(article.words_of(sentence), article.language))
        for sentence in article.sentences
    )


@lru_cache(maxsize=_KEPT)
def lengths(article: Article) -> tuple[int, ...]:
    """Return the number of words of each sentence."""
    return tuple(count_words(article.words_of(sentence)) for sentence in article.sentences)
