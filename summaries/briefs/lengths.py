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

EDITION_SENTENCES: Final = 8
"""So many sentences the topics of an edition share, at least `OVERVIEW_SENTENCES` each."""

EDITION_TOPIC: Final = 6
"""A topic that is alone in its digest has at most so many."""


def edition_sentences(topics: int) -> int:
    """Return how many sentences each of so many topics has in an edition."""
    return max(OVERVIEW_SENTENCES, min(EDITION_TOPIC, EDITION_SENTENCES // max(topics, 1)))
