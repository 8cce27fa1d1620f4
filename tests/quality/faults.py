"""What readers stumble over in a summary: a fact said twice, and an opening that points nowhere.

Both are counted with rules of their own, not with those that the selector goes by, so that it is
not graded by itself.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from summaries.corpus import Article
from summaries.text import content_stems

SAME: Final = 0.40
"""Rarity-weighted cosine over which two sentences state the same fact (precision .85)."""

Place = tuple[int, int]
"""A sentence: its article's place in the list, and its number in the article."""

_PRONOUNS: Final = """he she it they him her them his hers its their theirs himself herself itself
themselves"""
_DEMONSTRATIVES: Final = "this that these those such"
_CONNECTIVES: Final = """accordingly additionally afterwards also although and besides but
consequently conversely furthermore hence however indeed instead likewise meanwhile moreover
nevertheless nonetheless nor or otherwise rather similarly so still then thereafter therefore thus
though yet"""
_PHRASES: Final = (
    "after that",
    "as a result",
    "as such",
    "at the same time",
    "by contrast",
    "for example",
    "for instance",
    "in addition",
    "in contrast",
    "in fact",
    "in other words",
    "in turn",
    "on the contrary",
    "on the other hand",
)
_WORDS: Final = frozenset(f"{_PRONOUNS} {_DEMONSTRATIVES} {_CONNECTIVES}".split())
_FIRST: Final = re.compile(r"\w[\w-]*")


def points_back(sentence: str) -> bool:
    """Tell whether a sentence opens with a third-person pronoun, demonstrative or connective."""
    first = _FIRST.search(sentence)
    if first is None:
        return False
    opening = " ".join(sentence[first.start() :].split()).casefold()
    return first[0].casefold() in _WORDS or any(
        re.match(rf"{phrase}\b", opening) for phrase in _PHRASES
    )


def dangling(articles: Sequence[Article], shown: Sequence[Place]) -> int:
    """Count the sentences that point back to one that isn't shown right before them."""
    places = set(shown)
    return sum(
        (document, index - 1) not in places
        and points_back(articles[document].words_of(articles[document].sentences[index]))
        for document, index in shown
    )


def repeated(articles: Sequence[Article], shown: Sequence[Place]) -> int:
    """Count the sentences that state again what an earlier one of the same summary states."""
    rarity = rarities(tuple(articles))
    vectors = [vector(stems(articles[document])[index], rarity) for document, index in shown]
    return sum(
        any(cosine(earlier, vectors[later]) > SAME for earlier in vectors[:later])
        for later in range(len(vectors))
    )


@lru_cache(maxsize=1_024)
def stems(article: Article) -> tuple[tuple[str, ...], ...]:
    """Return the content stems of an article's sentences."""
    return tuple(
        tuple(content_stems(article.words_of(sentence), article.language))
        for sentence in article.sentences
    )


@lru_cache(maxsize=64)
def rarities(articles: tuple[Article, ...]) -> Mapping[str, float]:
    """Return the inverse sentence frequency of each stem (Spärck Jones 1972)."""
    sentences = [set(sentence) for article in articles for sentence in stems(article)]
    counts = Counter(stem for sentence in sentences for stem in sentence)
    return {stem: math.log(1 + len(sentences) / count) for stem, count in counts.items()}


def vector(sentence: Sequence[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """Return a sentence's stems weighted by rarity, normalised to length 1."""
    weighted = {stem: count * rarity[stem] for stem, count in Counter(sentence).items()}
    length = math.sqrt(sum(weight * weight for weight in weighted.values()))
    return {stem: weight / length for stem, weight in weighted.items()}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two normalised vectors."""
    return sum(weight * other.get(stem, 0.0) for stem, weight in one.items())
