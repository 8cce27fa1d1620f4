"""How long a brief is: what its reader asked for, as a budget."""

from __future__ import annotations

import enum
from typing import Final

from summaries.selection import Budget


class Length(enum.StrEnum):
    """How much a reader wants."""

    SHORT = "short"
    STANDARD = "standard"
    LONG = "long"


BUDGETS: Final = {
    Length.SHORT: Budget(sentences=3, words=130),
    Length.STANDARD: Budget(sentences=7, words=225),
    Length.LONG: Budget(sentences=16, words=480),
}
"""A standard brief fits 2,000 characters with its sources, a long one Discord's 4,000."""

OVERVIEW_SENTENCES: Final = 2
"""An overview shows at most so many sentences of a topic."""
