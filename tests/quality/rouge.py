"""ROUGE: how much of what people wrote a summary says, word by word and pair by pair (Lin 2004).

Recall with stemming, by the package rouge-score; the length is limited when the summary is made.
Where several people wrote one, it is the mean over theirs (not the best of them, which would
favour what many wrote about).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer

KINDS: Final = ("rouge1", "rouge2")


class _Tokenizer:
    """The scorer's own tokenizer, which reads a reference once and not for every summary."""

    def __init__(self) -> None:
        self.tokenize = lru_cache(maxsize=10_000)(DefaultTokenizer(use_stemmer=True).tokenize)


@lru_cache(maxsize=1)
def _scorer() -> RougeScorer:
    return RougeScorer(KINDS, tokenizer=_Tokenizer())


def recall(summary: str, references: Sequence[str]) -> tuple[float, float]:
    """Return the recall of words (ROUGE-1) and of pairs of words (ROUGE-2), each from 0 to 1."""
    scores = [_scorer().score(reference, summary) for reference in references]
    one, two = (sum(score[kind].recall for score in scores) / len(scores) for kind in KINDS)
    return float(one), float(two)
