"""How amounts of one sentence belong together: "$17m of $50m", "£10m ($13m)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from summaries.evidence.amounts.lexicon import Lexicon
from summaries.evidence.model import Amount, AmountKind

_BRACKET: Final = re.compile(
    r"(?:[ \u00A0][\w’'-]+){0,4}[ \u00A0]?[(\[]"
    r"(?:(?:or|about|around|some|equivalent to|i\.e\.|=|≈|~)[ \u00A0]?){0,2}\Z"
    r"|,?[ \u00A0]or(?:[ \u00A0]about|[ \u00A0]around|[ \u00A0]roughly)?[ \u00A0]\Z"
)
_FARTHEST: Final = 60
_LARGE: Final = 100_000  # "one of 6 million euros" is one of something else
_CONVERTED: Final = (AmountKind.MONEY, AmountKind.MEASURE)


def related(text: str, found: Sequence[Amount], words: Lexicon) -> list[Amount]:
    """Mark conversions and parts of wholes among the amounts of a text."""
    made = list(found)
    for index in range(1, len(made)):
        first, second = made[index - 1], made[index]
        if not first.span.end <= second.span.start <= first.span.end + _FARTHEST:
            continue
        between = text[first.span.end : second.span.start]
        again = made[index - 1].converted and between.strip() in (";", ",", "or", "and")
        if again or _is_conversion(first, second, between):
            made[index] = replace(second, converted=True)
        elif words.part_of.match(between):
            if _is_same_money(first, second):
                first = replace(first, kind=second.kind, unit=second.unit)
            if _is_part(first, second):
                made[index - 1] = replace(first, of=index)
    return made


def _is_conversion(first: Amount, second: Amount, between: str) -> bool:
    return (
        first.kind is second.kind
        and first.kind in _CONVERTED
        and first.unit != second.unit
        and _BRACKET.match(between) is not None
    )


def _is_same_money(first: Amount, second: Amount) -> bool:
    """Tell whether a bare number takes the money of its whole: "4 billion of 6 billion euros"."""
    bare = first.kind is AmountKind.COUNT and first.unit is None and first.value >= _LARGE
    return bare and second.kind is AmountKind.MONEY and first.value <= second.value


def _is_part(first: Amount, second: Amount) -> bool:
    if first.kind is AmountKind.SHARE:
        return second.kind is not AmountKind.SHARE
    return first.kind is second.kind and first.value < second.value
