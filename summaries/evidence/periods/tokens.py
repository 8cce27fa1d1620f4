"""The pieces of a sentence as dates see them: words, numbers, and the signs between them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from summaries.evidence.periods.words import Words
from summaries.text import Span

# A number keeps its points and commas, so that "12,000" is no 12; a date in figures is one piece.
_PIECE: Final = re.compile(
    r"(?P<iso>(?<![\w-])(?:1[89]|20)\d\d-[01]\d(?:-[0-3]\d)?(?![\w-]))"
    r"|(?P<figures>(?<![\w./-])[0-3]?\d([./])[0-3]?\d\3(?:1[89]|20)\d\d(?![\w/]))"
    r"|(?P<decade>(?<!\w)(?:1[89]|20)\d0s\b)"
    r"|(?P<part>\b[QH][1-4](?!\w))"
    r"|(?P<number>\d(?:[\d.,]*\d)?)(?P<th>(?:st|nd|rd|th|º|ª|er)(?!\w))?"
    r"|(?P<word>[^\W\d_]+(?:-feira)?)"
    r"|(?P<sign>[^\w\s])",
)
_MOST_DIGITS: Final = 4


class Piece(NamedTuple):
    """A word, number or sign: its span, itself in lower case, and its number if it is one.

    ``number`` is set for whole numbers of four digits at most, in digits only.
    """

    span: Span
    low: str
    kind: str
    number: int | None = None
    ordinal: bool = False
    capital: bool = False

    @classmethod
    def nothing(cls) -> Piece:
        """Return what stands before the first piece and behind the last."""
        return cls(Span(0, 0), "", "nothing")


def pieces(text: str, span: Span) -> list[Piece]:
    """Return the pieces of ``span`` in ``text``, from left to right."""
    found = []
    for match in _PIECE.finditer(text, span.start, span.end):
        kind = match.lastgroup or "sign"
        kind = "number" if kind == "th" else kind
        words = match.group()
        number = None
        if kind == "number":
            digits = match["number"]
            plain = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
            number = int(digits) if plain else None
        found.append(
            Piece(
                Span(match.start(), match.end()),
                words.lower(),
                kind,
                number,
                bool(match["th"]),
                words[:1].isupper(),
            )
        )
    return found


def has_cue(words: Words, text: str, span: Span) -> bool:
    """Tell, cheaply, whether a period can be there at all."""
    return not words.cues.isdisjoint(_RUN.findall(text[span.start : span.end].lower()))


_RUN: Final = re.compile(r"[^\W_]+")
