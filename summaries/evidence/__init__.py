"""Evidence: amounts, pledges, figures, quotations, and where sources differ; grammar and data only.

Rows hold places in an article, never words of their own. Differences and ledgers over several
articles are in `differences`, `pledges` and `figures`.
"""

from summaries.evidence.gather import GRAMMAR, evidence_of
from summaries.evidence.model import (
    NO_ALIASES,
    Aliases,
    Amount,
    AmountKind,
    Difference,
    DifferenceKind,
    Evidence,
    Figure,
    Party,
    PartyKind,
    Period,
    Pledge,
    PledgeStatus,
    Quotation,
    QuotationKind,
    Said,
    Trend,
)

__all__ = [
    "GRAMMAR",
    "NO_ALIASES",
    "Aliases",
    "Amount",
    "AmountKind",
    "Difference",
    "DifferenceKind",
    "Evidence",
    "Figure",
    "Party",
    "PartyKind",
    "Period",
    "Pledge",
    "PledgeStatus",
    "Quotation",
    "QuotationKind",
    "Said",
    "Trend",
    "evidence_of",
]
