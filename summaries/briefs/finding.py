"""Finding a sentence that somebody pastes: as it is written, then folded, then by its words.

People copy from a message or a page: quotation marks are curled or straightened, line breaks move,
a "[1]" or a "- " comes along. Folding ignores all of that; only the stored text is ever shown.
"""

from __future__ import annotations

import enum
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summaries.corpus import Article, LineKind
from summaries.text import Span, fold, folded_words, paragraphs

FEWEST_WORDS: Final = 3
"""Fewer words than this name no sentence, unless they are all of one."""

NEAR: Final = 0.6
"""A sentence is taken for the one meant from so much of the pasted words, by their rarity."""

_SHAPES: Final = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)
_BEFORE: Final = re.compile(r"^(?:(?:[-+*•>]|\d{1,2}\.)\s+|[\"'.]+\s*)+")
_AFTER: Final = re.compile(r"(?:\s*\[\d{1,3}\]|[\"'.]|\s+)+$")


class How(enum.StrEnum):
    """How what was pasted was found."""

    EXACT = "exact"
    FOLDED = "folded"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of an article, its index from 0; or with None, a line that is no sentence.

    ``line`` says why such a line was set aside; None is for a headline or a cross-heading.
    """

    article: Article
    index: int | None
    how: How
    line: LineKind | None = None


def find(pasted: str, articles: Iterable[Article]) -> tuple[Place, ...]:
    """Return where something pasted stands, the best places first; nothing where it is nowhere.

    A part of a sentence finds it, and so does a text in which it stands.
    """
    read = list(articles)
    words = pasted.strip()
    if not words:
        return ()
    whole = len(folded_words(words)) < FEWEST_WORDS
    for how, wanted in ((How.EXACT, words), (How.FOLDED, folded(words))):
        found = list(_holding(wanted, read, how, whole=whole)) if wanted else []
        if found:
            best = max(worth for worth, _ in found)
            return tuple(place for worth, place in found if worth == best)
    return tuple(_lines(folded(words), read)) or (() if whole else _nearest(words, read))


@lru_cache(maxsize=8_192)
def folded(text: str) -> str:
    """Return a text as it is compared: no case, no accents, one kind of quotation mark and dash."""
    plain = " ".join(fold(" ".join(text.split())).translate(_SHAPES).split())
    return _AFTER.sub("", _BEFORE.sub("", plain))


def _written(article: Article, span: Span, how: How) -> str:
    words = span.of(article.text)
    return words if how is How.EXACT else folded(words)


def _holding(
    wanted: str, articles: Sequence[Article], how: How, *, whole: bool
) -> Iterator[tuple[int, Place]]:
    """Yield the sentences that hold what is wanted, or stand in it, with how much both share."""
    for article in articles:
        for sentence in article.sentences:
            words = _written(article, sentence.span, how)
            if words == wanted:
                yield len(words) + 1, Place(article, sentence.index, how)
            elif not whole and words and wanted in words:
                yield len(wanted), Place(article, sentence.index, how)
            elif words in wanted and len(folded_words(words)) >= FEWEST_WORDS:
                yield len(words), Place(article, sentence.index, how)


def _lines(wanted: str, articles: Sequence[Article]) -> Iterator[Place]:
    """Yield lines that are no sentences, and hold what is wanted or stand in it."""
    if not wanted:
        return
    for article in articles:
        for span, kind in _no_sentences(article):
            words = folded(span.of(article.text))
            if words and (wanted == words or (len(wanted.split()) > 1 and wanted in words)):
                yield Place(article, None, How.FOLDED, kind)


def _no_sentences(article: Article) -> Iterator[tuple[Span, LineKind | None]]:
    for line in article.set_aside:
        yield line.span, line.kind
    taken = [line.span for line in article.set_aside]
    if article.title_span is not None:
        taken.append(article.title_span)
        yield article.title_span, None
    taken += [sentence.span for sentence in article.sentences]
    for block in paragraphs(article.text):
        if not any(one.start < block.end and block.start < one.end for one in taken):
            yield block, None


def _nearest(pasted: str, articles: Sequence[Article]) -> tuple[Place, ...]:
    """Return the sentence that has most of the pasted words, if that is enough of them."""
    wanted = set(folded_words(pasted))
    has = {
        (document, sentence.index): wanted & set(_words(article.words_of(sentence)))
        for document, article in enumerate(articles)
        for sentence in article.sentences
    }
    spread = Counter(word for found in has.values() for word in found)
    rarity = {word: math.log(1 + len(has) / (spread[word] or 0.5)) for word in sorted(wanted)}
    asked = sum(rarity.values())
    best: tuple[float, int, int, int] | None = None
    for (document, index), found in has.items():
        article = articles[document]
        share = round(sum(rarity[word] for word in sorted(found)) / asked, 6) if asked else 0.0
        if share < NEAR:
            continue
        # Of two with as many of the words, the shorter one says less else.
        one = (-share, len(article.sentences[index].span), document, index)
        best = min(best, one) if best else one
    return (Place(articles[best[2]], best[3], How.NEAREST),) if best else ()


@lru_cache(maxsize=8_192)
def _words(text: str) -> frozenset[str]:
    return frozenset(folded_words(text))
