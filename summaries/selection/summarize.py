"""A plain summary of articles: the best sentences within a budget, as places in their texts.

This is what `pullquote summarize` does, and what test sets are measured through. Importing this
module imports numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summaries.context import shown_with
from summaries.corpus import Article
from summaries.selection.model import Budget, Candidate
from summaries.selection.selector import DocumentSet, selector
from summaries.selection.weights import Weights


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
    weights: Weights | None = None,
) -> tuple[Chosen, ...]:
    """Choose the sentences that say most within a hard limit, in the order of the articles.

    A sentence that can't stand by itself comes with those it needs, or not at all; where nothing
    fits the budget, nothing is chosen. ``query`` prefers sentences that answer it; what ``seen``
    articles say counts less (for Pullquote's own method only). ``method`` names one of sumy's in
    its place; raises UnknownMethod. ``weights`` replace those of the task.
    """
    candidates = [
        Candidate(document, sentence.index, together)
        for document, article in enumerate(articles)
        for sentence in article.sentences
        if not sentence.standfirst and (together := shown_with(article, sentence.index)) is not None
    ]
    documents = DocumentSet(articles, candidates, query=query or None, seen=seen)
    chooser = selector(method, articles[0].language if articles else "en", weights)
    picks = chooser.select(documents, budget).picks
    shown = {(p.candidate.document, index) for p in picks for index in p.candidate.shown_with}
    return tuple(_chosen(articles, document, index) for document, index in sorted(shown))


def _chosen(articles: Sequence[Article], document: int, index: int) -> Chosen:
    span = articles[document].sentences[index].span
    return Chosen(document, index, span.start, span.end)
