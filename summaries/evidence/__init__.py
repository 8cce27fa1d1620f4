"""Evidence: amounts, pledges, figures, quotations, and where sources differ; grammar and data only.

Rows hold places in an article, never words of their own. Differences and ledgers over several
articles are in `differences`, `pledges` and `figures`.
"""

from typing import Final

from summaries.corpus import Article
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

GRAMMAR: Final = "1"
"""Changes when a text may be read differently, so that stored rows are worked out anew."""


def evidence_of(article: Article, aliases: Aliases = NO_ALIASES) -> Evidence:
    """Return an article's amounts, pledges, figures and quotations, each tied to its words.

    ``aliases`` are other names that a team gave, by the folded other name. Raises nothing,
    whatever the text is; linear in its length.
    """
    # The grammar and its tables are not needed at the start of the bot.
    from summaries.evidence.gather import gather

    return gather(article, aliases)
