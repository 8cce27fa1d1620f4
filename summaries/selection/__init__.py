"""Which sentences: candidates, the objective, the choice within a budget.

What chooses stands in `summaries.selection.selector`, which imports numpy; as one of sumy's
summarisers, beside sumy's own, in `summaries.selection.summarizer`, which imports sumy.
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
