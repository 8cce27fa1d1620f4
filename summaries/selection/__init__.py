"""Which sentences: candidates, the objective, the choice within a budget.

The summarisers themselves stand in `summaries.selection.summarizer`, which imports sumy.
"""

from summaries.selection.model import (
    ALWAYS_QUOTABLE,
    QUOTABLE_SHARE,
    Budget,
    Candidate,
    Pick,
    Selection,
    quotable,
)
from summaries.selection.query import ENOUGH, Query

__all__ = [
    "ALWAYS_QUOTABLE",
    "ENOUGH",
    "QUOTABLE_SHARE",
    "Budget",
    "Candidate",
    "Pick",
    "Query",
    "Selection",
    "quotable",
]
