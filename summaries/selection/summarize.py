"""A plain summary of articles: the best sentences within a budget, as places in their texts.

This is what `pullquote summarize` does, and what test sets are measured through. Importing this
module imports sumy (0.8 s of CPU).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summaries.corpus import Article
from summaries.selection.dom import SourceDocument
from summaries.selection.gate import shown_with
from summaries.selection.model import Budget, Candidate
from summaries.selection.query import Query
from summaries.selection.reading import lengths, stems, title_stems
from summaries.selection.summarizer import summarizer

ASKED: Final = 30.0
"""What a sentence gains that has all the words of a question; a concept is worth about 1."""


@dataclass(frozen=True, slots=True, order=True)
class Chosen:
    """A sentence of a summary: its article's place in the list, its index, and where it stands.

    ``start`` and ``end`` count code points in the article's text.
    """

    document: int
    sentence: int
    start: int
    end: int


def summarize(
    articles: Sequence[Article],
    budget: Budget,
    *,
    query: str | None = None,
    seen: Sequence[Article] = (),
    method: str | None = None,
) -> tuple[Chosen, ...]:
    """Choose the sentences that say most within a hard limit, in the order of the articles.

    A sentence that can't stand by itself comes with those it needs, or not at all; where nothing
    fits the budget, nothing is chosen. ``query`` prefers sentences that answer it; what ``seen``
    articles say counts less (for Pullquote's own method only). ``method`` names one of sumy's in
    its place; raises UnknownMethod.
    """
    priors = _priors(articles, query) if query else {}
    candidates = [
        Candidate(
            document,
            sentence.index,
            stems(article)[sentence.index],
            lengths(article)[sentence.index],
            together,
            priors.get((document, sentence.index), 0.0),
        )
        for document, article in enumerate(articles)
        for sentence in article.sentences
        if not sentence.standfirst and (together := shown_with(article, sentence.index)) is not None
    ]
    source = SourceDocument(
        candidates,
        [_words(articles[c.document], c.index) for c in candidates],
        [lengths(article) for article in articles],
        [title_stems(article) for article in articles],
        seen=[sentence for article in seen for sentence in stems(article)],
    )
    chooser = summarizer(method, articles[0].language if articles else "en")
    picks = chooser.select(source, budget).picks
    shown = {(p.candidate.document, index) for p in picks for index in p.candidate.shown_with}
    return tuple(_chosen(articles, document, index) for document, index in sorted(shown))


def _priors(articles: Sequence[Article], query: str) -> dict[tuple[int, int], float]:
    """Return what each sentence gains by answering the query."""
    every = [sentence for article in articles for sentence in stems(article)]
    read = {
        language: Query.of(query, language, every)
        for language in {article.language for article in articles}
    }
    return {
        (document, index): ASKED * score
        for document, article in enumerate(articles)
        for index, sentence in enumerate(stems(article))
        if (score := read[article.language].score(sentence)[0])
    }


def _words(article: Article, index: int) -> str:
    return article.words_of(article.sentences[index])


def _chosen(articles: Sequence[Article], document: int, index: int) -> Chosen:
    span = articles[document].sentences[index].span
    return Chosen(document, index, span.start, span.end)
