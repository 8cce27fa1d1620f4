"""How an amount stands to others: the whole, what it is compared with, a rise or a fall."""

from __future__ import annotations

from typing import Final

from summaries.evidence.figures.line import MOVES, Line
from summaries.evidence.figures.nouns import nouns_of
from summaries.evidence.figures.words import bits
from summaries.evidence.model import AmountKind

_VERBS: Final = bits("up.strong", "up.weak", "down.strong", "down.weak")
_NOUNS: Final = bits("up.nouns", "down.nouns")
_ADVERBS: Final = bits("grammar.adverbs")
_AUXILIARIES: Final = bits("grammar.auxiliaries")
_SOME_OF: Final = bits("counting.some_of")
_BEFORE: Final = 48  # letters before an amount in which its lead-in is looked for


def words_before(line: Line, number: int) -> str:
    """Return the words of the sentence that stand right before an amount."""
    start = line.amounts[number].span.start
    return line.text[max(line.span.start, start - _BEFORE) : start]


def is_whole(line: Line, number: int) -> bool:
    """Tell the 30 of "seventeen of the 30 houses"."""
    at = line.ranges[number][0] - 1
    definite = line.low(at) == "the"
    at -= definite
    if line.low(at) != "of" or at < 1:
        return False
    return line.amount_of[at - 1] >= 0 or (definite and bool(line.role(at - 1) & _SOME_OF))


def is_compared(line: Line, number: int) -> bool:
    """Tell "compared with 12,000" and the first of "from 9,000 in May to 12,000 in June"."""
    amount, (first, last) = line.amounts[number], line.ranges[number]
    found = line.words.compared.search(words_before(line, number))
    if line.low(first - 1) == "the" and nouns_of(line, number) is None:
        return amount.kind is AmountKind.COUNT  # "dwarfs the 8,500 of a year before"
    if found is None:
        return False
    if not found.group().lower().startswith("from"):
        return True
    if amount.kind is AmountKind.COUNT and line.nouns_after(last) is not None:
        return False  # "300 people from 12 villages" compares nothing
    return line.direction(first - 2) != 0 or any(
        other.kind is amount.kind for k, other in enumerate(line.amounts) if k != number
    )


def is_change(line: Line, number: int) -> bool:
    """Tell "rose by 5 per cent", "up 5 per cent", "5 per cent fewer", "a drop of a fifth"."""
    amount, (first, last) = line.amounts[number], line.ranges[number]
    before = first - 1
    share = amount.kind is AmountKind.SHARE
    if share and (line.role(last) & MOVES or line.low(last) in ("more", "less", "cut")):
        return True
    while (
        before > 0
        and (line.role(before) & _ADVERBS or line.low(before).endswith("ly"))
        and (line.low(before) != "by")
    ):
        before -= 1
    if line.low(before) == "by":
        return any(line.role(k) & MOVES for k in range(max(before - 4, 0), before)) or share
    if line.low(before) == "of":
        return share and bool(line.role(before - 1) & _NOUNS)
    return share and bool(line.role(before) & _VERBS)


def moved_by(line: Line, number: int) -> int | None:
    """Return the token of the rise or fall that an amount belongs to, or None."""
    first, last = line.ranges[number]
    for i in range(last, min(last + 2, len(line))):
        if line.role(i) & MOVES:
            return i
    at = first - 1
    if line.low(at) in ("to", "at") and line.low(at - 1) == ",":
        at -= 2  # "has doubled since January, to 31,000"
    start = max(line.clause_before(at), at - 9)
    return next((i for i in range(at, start - 1, -1) if _moves(line, i)), None)


def _moves(line: Line, i: int) -> bool:
    """Tell a rise or fall from the "up" of "make up" and "broke up"."""
    if not line.role(i) & MOVES:
        return False
    if line.low(i) in ("up", "down"):
        tied = line.amount_of[i + 1 : i + 2] and line.amount_of[i + 1] >= 0
        before = line.role(i - 1) & _AUXILIARIES or line.low(i - 1) in (",", "(")
        return bool(before) or (bool(tied) and line.low(i - 1) not in ("make", "makes", "made"))
    return True
