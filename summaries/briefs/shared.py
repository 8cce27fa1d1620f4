"""Words that several sources quote: what an edition leads with, if there are any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from summaries.briefs.wish import Wish
from summaries.context import shown_with
from summaries.corpus import Article
from summaries.evidence.model import Evidence, Quotation, QuotationKind
from summaries.selection import quotable
from summaries.text import Span, folded_words

FEWEST: Final = 3
"""Words that two quotations must share, in a sentence that both quote whole."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The passage that quotes most briefly what several sources quote.

    ``document`` is the place of its article, ``indexes`` are its sentences, ``also`` the places of
    the other sources' articles.
    """

    document: int
    indexes: tuple[int, ...]
    also: tuple[int, ...]


def shared(
    articles: Sequence[Article], evidence: Mapping[str, Evidence], wish: Wish
) -> Shared | None:
    """Return what most sources quote of one speaker in the same words; None if no two do.

    Copies of an article are one source. What the reader has seen, or what can't be shown with its
    speaker, is left out.
    """
    said: dict[tuple[str, str], dict[str, Shared]] = {}
    for document, article in enumerate(articles):
        if article.id not in evidence:
            continue
        source = wish.copies.first(article.id)
        for speaker, index, words in _quoted(article, evidence[article.id]):
            together = shown_with(article, index)
            if together is None or len(together) > quotable(article, wish.share):
                continue
            if any(wish.knows(article, i) for i in together):
                continue
            said.setdefault((speaker, words), {}).setdefault(source, Shared(document, together, ()))
    groups = [tuple(group.values()) for group in said.values() if len(group) > 1]
    if not groups:
        return None

    def length(one: Shared) -> int:
        sentences = articles[one.document].sentences
        return sentences[one.indexes[-1]].span.end - sentences[one.indexes[0]].span.start

    # The first of equals, so that the same articles give the same edition.
    most = max(groups, key=len)
    best = min(most, key=length)
    return Shared(best.document, best.indexes, tuple(s.document for s in most if s is not best))


def _quoted(article: Article, evidence: Evidence) -> Iterator[tuple[str, int, str]]:
    """Yield speaker, sentence and folded words of each sentence that an article quotes whole."""
    for quotation in evidence.quotations:
        if quotation.kind is not QuotationKind.DIRECT or quotation.speaker is None:
            continue
        name = folded_words(quotation.speaker.name)
        if not name:
            continue
        for index, span in _pieces(article, quotation):
            words = folded_words(span.of(article.text))
            if len(words) >= FEWEST:
                yield name[-1], index, " ".join(words)


def _pieces(article: Article, quotation: Quotation) -> Iterator[tuple[int, Span]]:
    first, last = quotation.sentences
    for index in range(first, last + 1):
        sentence = article.sentences[index].span
        for segment in quotation.segments:
            start, end = max(segment.start, sentence.start), min(segment.end, sentence.end)
            if start < end:
                yield index, Span(start, end)
