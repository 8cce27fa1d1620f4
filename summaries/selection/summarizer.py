"""The selector as a sumy summariser, and sumy's own methods through the same door.

Importing this module imports sumy (0.8 s of CPU, 24 MiB): it is imported when a team or a topic
asks for one of sumy's methods.
"""

from __future__ import annotations

import logging
import math
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np
from sumy.summarizers._summarizer import AbstractSummarizer

from summaries.selection.dom import SourceDocument, SourceSentence
from summaries.selection.model import Budget
from summaries.selection.objective import UNIT, Objective
from summaries.selection.selector import OWN, DocumentSet, Selector, check_method
from summaries.selection.weights import Weights
from summaries.text import stop_words

log = logging.getLogger(__name__)

MOST_FOR_STOCK: Final = 100
"""sumy's graph methods compare all pairs: only so many candidates are rated, likeliest first."""


ASKED: Final = 30.0
"""What a sentence gains that has all the words of a question, beside a stock method's 0 to 1."""


class PullquoteSummarizer(Selector, AbstractSummarizer):  # type: ignore[misc]  # sumy has no types
    """The selector as one of sumy's summarisers, for a `SourceDocument`."""

    def __call__(
        self, document: SourceDocument, sentences_count: int
    ) -> tuple[SourceSentence, ...]:
        """Return the best sentences in the order of the text, as sumy's summarisers do."""
        picks = self.select(document, Budget(sentences=sentences_count)).picks
        chosen = {(p.candidate.document, i) for p in picks for i in p.candidate.shown_with}
        return tuple(
            s for s in document.sentences if (s.candidate.document, s.candidate.index) in chosen
        )


class StockSummarizer(PullquoteSummarizer):
    """One of sumy's own methods: it rates the sentences, everything else stays as it is."""

    def __init__(self, name: str, language: str = "en") -> None:
        super().__init__()
        self._method = _STOCK[name]()
        if hasattr(self._method, "stop_words"):
            self._method.stop_words = stop_words(language)

    def objective(self, documents: DocumentSet) -> Objective:
        ours = super().objective(documents)
        likeliest = documents.likeliest(MOST_FOR_STOCK)
        ratings = self._ratings(SourceDocument.of(likeliest))
        lowest, highest = min(ratings.values(), default=0.0), max(ratings.values(), default=0.0)
        spread = (highest - lowest) or 1.0
        rated = [
            (ratings.get((c.document, c.index), lowest) - lowest) / spread + c.prior
            for c in documents.candidates
        ]
        # None of sumy's methods knows a question: what answers it comes first.
        own = np.array(rated) + ASKED * ours.answers[ours.rows]
        return replace(
            ours,
            weights=np.zeros_like(ours.weights),
            own=np.rint(own * UNIT).astype(np.int64),
        )

    def _ratings(self, document: SourceDocument) -> dict[tuple[int, int], float]:
        """Run the method and read what it rates each sentence.

        sumy's summarisers hand their ratings to one static method; standing in its place is the
        only way to see them, since only the chosen sentences are returned.
        """
        rated: dict[tuple[int, int], float] = {}

        def read(
            sentences: Any, count: Any, rating: Any, *args: Any, **kwargs: Any
        ) -> tuple[Any, ...]:
            rate: Callable[..., float] = rating.__getitem__ if isinstance(rating, dict) else rating
            for sentence in sentences:
                value = float(rate(sentence, *args, **kwargs))
                # Not a number: the method divided by nothing, as on sentences without words.
                place = sentence.candidate.document, sentence.candidate.index
                rated[place] = 0.0 if math.isnan(value) else value
            return tuple(sentences)

        self._method._get_best_sentences = read
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                # "LSA may not work properly" on few words is no news to whoever chose it.
                warnings.simplefilter("ignore", UserWarning)
                self._method(document, len(document.candidates))
        except (ArithmeticError, ValueError, np.linalg.LinAlgError) as error:
            # It can't rate these sentences: they keep the order of the text.
            log.info("%s rates nothing here: %s", type(self._method).__name__, error)
            rated.clear()
        return rated


def _stock(module: str, name: str) -> Callable[[], Any]:
    def make() -> Any:
        from importlib import import_module

        return getattr(import_module(f"sumy.summarizers.{module}"), name)()

    return make


_STOCK: Final[dict[str, Callable[[], Any]]] = {
    "kl": _stock("kl", "KLSummarizer"),
    "lexrank": _stock("lex_rank", "LexRankSummarizer"),
    "lsa": _stock("lsa", "LsaSummarizer"),
    "luhn": _stock("luhn", "LuhnSummarizer"),
    "reduction": _stock("reduction", "ReductionSummarizer"),
    "sumbasic": _stock("sum_basic", "SumBasicSummarizer"),
    "textrank": _stock("text_rank", "TextRankSummarizer"),
}


def summarizer(
    method: str | None = None, language: str = "en", weights: Weights | None = None
) -> PullquoteSummarizer:
    """Return the summariser called ``method``; None is Pullquote's own. Raises UnknownMethod."""
    check_method(method)
    if method is None or method == OWN:
        return PullquoteSummarizer(weights)
    return StockSummarizer(method, language)
