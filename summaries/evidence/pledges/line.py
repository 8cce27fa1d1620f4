"""One sentence while it is read for pledges, and the rows that are found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summaries.evidence.model import Amount, Party, Pledge, PledgeStatus, Quotation
from summaries.evidence.pledges.cues import Cue
from summaries.evidence.pledges.items import Item
from summaries.evidence.pledges.links import Link
from summaries.evidence.pledges.parties import Names
from summaries.evidence.pledges.phrases import Range
from summaries.evidence.pledges.tokens import Token
from summaries.evidence.pledges.words import Words
from summaries.text import Sentence, Span


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its tokens and amounts, its verbs of giving, and what stands around it.

    ``verbs`` are the places of the verbs of giving; ``last`` is the pledge before, where it is
    at most two sentences away.
    """

    text: str
    sentence: Sentence
    tokens: Sequence[Token]
    amounts: Sequence[Amount]
    words: Words
    names: Names
    cues: Sequence[Cue]
    verbs: frozenset[int]
    said: Sequence[Quotation]
    last: Pledge | None

    def low(self, at: int) -> str:
        """Return the folded word at a place, "" outside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""


@dataclass(slots=True)
class Row:
    """A pledge while its sentence is read. ``link`` is None where no verb of giving governs it."""

    item: Item
    amount: Amount | None
    link: Link | None
    status: PledgeStatus
    cue: Span
    donor: Party | None = None
    announcer: Party | None = None
    receiver: Party | None = None
    named: bool = False  # the receiver is attached to this item
    purpose: Span | None = None
    subject: Range | None = None  # of whom the verb is said, where that is who gives

    @property
    def family(self) -> str:
        """The family of the verb that governs the item, "" where there is none."""
        return self.link.cue.verb.family if self.link is not None else ""
