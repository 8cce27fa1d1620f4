"""Items in a list share a verb: what the later ones leave out is taken from the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summaries.evidence.model import Amount, AmountKind
from summaries.evidence.pledges.items import Item, item_at
from summaries.evidence.pledges.line import Line, Row

# Below it a bare number is a count of something, not money whose currency was left out.
_LEAST_ELIDED = 1000


def gapped(line: Line, item: Item, amount: Amount | None, rows: Sequence[Row]) -> Row | None:
    """Read "…, Qatar $75 million": the verb of the item before, with another donor or receiver."""
    if amount is None or not rows or rows[-1].link is None or item.first < 2:
        return None
    before = rows[-1]
    link = before.link
    money = amount if amount.kind is AmountKind.MONEY else elided(line, amount, item, rows)
    if money is None or link is None:
        return None
    row = replace(before, item=item, amount=money, purpose=None, subject=None, named=False)
    if link.cue.verb.family == "go":
        if item.source is None or item.before not in line.words["and"]:
            return None
        row.donor = line.names.party(item.source)
        return row
    start = item.first - 1
    while start > before.item.head and line.tokens[start].capital:
        start -= 1
    joint = line.low(start)
    name = (start + 1, item.first)
    if (
        name[1] <= name[0]
        or start <= before.item.head
        or (joint != "," and joint not in line.words["and"])
    ):
        return None
    if link.between is not None:
        row.receiver, row.named = line.names.party(name), True
    else:
        row.donor = line.names.party(name)
    return row


def elided(line: Line, amount: Amount, item: Item, rows: Sequence[Row]) -> Amount | None:
    """Return "60 million" as money where it follows "40 million euros" in a list."""
    if not rows or amount.kind is not AmountKind.COUNT or amount.value < _LEAST_ELIDED:
        return None
    before = rows[-1].amount
    if before is None or before.kind is not AmountKind.MONEY or amount.unit is not None:
        return None
    joint = item.first - 1
    while joint > 0 and line.tokens[joint].capital:
        joint -= 1
    if line.low(joint) != "," and line.low(joint) not in line.words["and"]:
        return None
    return replace(amount, kind=AmountKind.MONEY, unit=before.unit)


def share_receiver(line: Line, item: Item) -> None:
    """Note who receives a list whose last item alone says so: "$5m and tents to Tonga"."""
    at = max(item.reach, item.end)
    if item.to is not None or item.fors or line.low(at) not in line.words["and"]:
        return
    for place in range(at + 1, min(at + 5, len(line.tokens))):
        token = line.tokens[place]
        if token.amount >= 0 or token.low in line.words["goods"]:
            item.shared = item_at(line.tokens, place, line.words, line.verbs).to
            return


def inherit(rows: Sequence[Row]) -> None:
    """Give items of one verb what another of them alone says, as context."""
    for place, row in enumerate(rows):
        if place and row.link is not None and row.link.listed:
            before = rows[place - 1]
            if row.donor is None:
                row.donor, row.announcer = before.donor, before.announcer
            if row.receiver is None:
                row.receiver = before.receiver
                # "gave Tonga $5m and 300 tents": Tonga stands in front of both.
                shared = before.link is not None and before.link.cue is row.link.cue
                row.named = shared and before.link is not None and before.link.between is not None
    for early, late in zip(rows[-2::-1], rows[:0:-1], strict=False):
        if early.link and late.link and early.link.cue is late.link.cue:
            # "grants of $5m and loans of $3m by Brussels"
            early.donor = early.donor or late.donor
            early.receiver = early.receiver or late.receiver
