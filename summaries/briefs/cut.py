"""Cuts: words of an article that are smaller than a sentence, by place and hash."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from summaries.corpus import Article
from summaries.text import Span, sha256_of


class SourceMismatch(ValueError):
    """The words at a quote's place are not the words that were quoted."""

    def __init__(self, article: str, start: int, end: int) -> None:
        super().__init__(
            f"The words of {article} at {start} to {end} are not the words that were quoted, "
            "so they are not shown."
        )
        self.article, self.start, self.end = article, start, end


@dataclass(frozen=True, slots=True)
class Cut:
    """Some words of an article: where they stand and the hash of them. ``sentence`` is from 1.

    Made with `Cut.at`, which slices the article; read back from a store, it is checked by
    `words_in` before anything is shown.
    """

    article: str
    sentence: int
    start: int
    end: int
    sha256: str

    @classmethod
    def at(cls, article: Article, sentence_index: int, span: Span) -> Cut:
        """Cut ``span`` out of an article's sentence ``sentence_index`` (from 0)."""
        return Cut(
            article=article.id,
            sentence=sentence_index + 1,
            start=span.start,
            end=span.end,
            sha256=sha256_of(span.of(article.text)),
        )

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def words_in(self, articles: Mapping[str, Article]) -> str:
        """Slice the words from the stored article and check them.

        Raises SourceMismatch where the article is gone or its words are other ones.
        """
        article = articles.get(self.article)
        words = article.text[self.start : self.end] if article else ""
        if not words or sha256_of(words) != self.sha256:
            raise SourceMismatch(self.article, self.start, self.end)
        return words


def cut_out(article: Article, index: int, span: Span) -> Cut:
    """Cut a span out of whichever sentence it begins in.

    ``index`` is of the row's own sentence, for a span that begins in none (a name in the title).
    """
    sentences = article.sentences
    place = bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1
    if place >= 0 and span.start < sentences[place].span.end:
        index = place
    return Cut.at(article, index, span)
