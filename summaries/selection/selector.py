"""The selector: from candidates to the sentences that cover most within a budget.

It knows nothing of sumy, whose import takes a second of a processor and 24 MiB; as one of sumy's
summarisers, beside sumy's own, it stands in `summaries.selection.summarizer`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

# One thread for linear algebra: on busy cores several make it 25 times slower. Read by numpy when
# it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from summaries.corpus import Article
from summaries.selection.choose import choose  # after the setting above
from summaries.selection.features import features, query_words
from summaries.selection.model import Budget, Candidate, Selection
from summaries.selection.objective import Objective, build
from summaries.selection.weights import Task, Weights
from summaries.topics.rule import METHODS

OWN: Final = "pullquote"
"""The name of Pullquote's own method."""


@dataclass(eq=False)
class DocumentSet:
    """Articles and the sentences of them that may be chosen.

    ``quotable[d]`` is how many sentences of article ``d`` may be shown; ``query`` is what is
    asked, and ``seen`` are articles that the reader has seen.
    """

    articles: Sequence[Article]
    candidates: Sequence[Candidate]
    quotable: Sequence[int] | None = None
    query: str | None = None
    seen: Sequence[Article] = ()

    def likeliest(self, most: int) -> DocumentSet:
        """Return this set with only the ``most`` likeliest candidates, by prior and place."""
        ranked = sorted(
            range(len(self.candidates)),
            key=lambda i: (-self.candidates[i].prior, self.candidates[i].index, i),
        )
        return replace(self, candidates=[self.candidates[i] for i in sorted(ranked[:most])])


class Selector:
    """Covers the concepts of a `DocumentSet` within a budget, every sentence in context.

    ``weights`` replace those of the task, as when they are fitted.
    """

    def __init__(self, weights: Weights | None = None) -> None:
        super().__init__()
        self._weights = weights

    def select(self, documents: DocumentSet, budget: Budget) -> Selection:
        """Return the picks in the order of choice, within the budget."""
        if not documents.candidates:
            return Selection((), ())
        return choose(documents.candidates, self.objective(documents), budget, documents.quotable)

    def objective(self, documents: DocumentSet) -> Objective:
        """Return what each sentence covers and is worth."""
        asked = None
        if documents.query is not None:
            languages = {article.language for article in documents.articles}
            asked = np.unique(
                np.concatenate([query_words(documents.query, lang) for lang in sorted(languages)])
            )
        return build(
            documents.candidates,
            [features(article) for article in documents.articles],
            task=_task(documents),
            weights=self._weights,
            asked=asked,
            seen=[features(article) for article in documents.seen],
        )


def _task(documents: DocumentSet) -> Task:
    if documents.seen:
        return Task.UPDATE
    if documents.query is not None:
        return Task.QUERY
    return Task.ARTICLE if len(documents.articles) == 1 else Task.ARTICLES


class UnknownMethod(ValueError):
    """A method that is not known; the message lists those that are."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no method “{name}”. Known are {', '.join(METHODS)}.")


def check_method(method: str | None) -> None:
    """Raise UnknownMethod for a name that is no method's; None stands for Pullquote's own."""
    if method is not None and method not in METHODS:
        raise UnknownMethod(method)


def selector(
    method: str | None = None, language: str = "en", weights: Weights | None = None
) -> Selector:
    """Return what chooses by ``method``; None is Pullquote's own. Raises UnknownMethod."""
    check_method(method)
    if method is None or method == OWN:
        return Selector(weights)
    # Imported here, for it imports sumy.
    from summaries.selection.summarizer import summarizer

    return summarizer(method, language, weights)
