"""The words and marks of one sentence, with its amounts as single tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from summaries.evidence.model import Amount
from summaries.text import Span, fold

_TOKEN: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W_]++(?:[.\-‑&/][^\W_]++|['’](?!s\b)[^\W_]++)*"
    r"|['’]s\b|[^\w\s]|_"
)
# A longer sentence is a list or a table, not prose; what follows is not read.
_CAPITALS: Final = frozenset({"US", "WHO"})
LONGEST: Final = 160
AMOUNT: Final = "\0amount"


class Token(NamedTuple):
    """One word or mark. ``low`` is folded; an amount's is `AMOUNT`, and ``amount`` its index."""

    start: int
    end: int
    low: str
    amount: int = -1
    capital: bool = False
    word: bool = True


def tokens(text: str, span: Span, amounts: Sequence[Amount]) -> list[Token]:
    """Return the tokens of the sentence at ``span``, at most `LONGEST`, in order."""
    found: list[Token] = []
    at = span.start
    for index, amount in enumerate(amounts):
        if amount.span.start < at:
            continue
        _take(text, at, amount.span.start, found)
        found.append(Token(amount.span.start, amount.span.end, AMOUNT, index))
        at = amount.span.end
        if len(found) > LONGEST:
            break
    _take(text, at, span.end, found)
    return found[:LONGEST]


def _take(text: str, start: int, end: int, found: list[Token]) -> None:
    for match in _TOKEN.finditer(text, start, end):
        low, capital, word = _known(match.group())
        found.append(Token(match.start(), match.end(), low, -1, capital, word))
        if len(found) > LONGEST:
            return


@lru_cache(maxsize=32_768)
def _known(written: str) -> tuple[str, bool, bool]:
    low = fold(written)
    if written in _CAPITALS:
        low += "."  # the US is not "us", nor the WHO "who"
    return low, written[0].isupper(), written[0].isalnum()
