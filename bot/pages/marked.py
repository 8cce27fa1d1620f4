"""Source words with the part that matters in bold: only where they are long enough to need it."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.pages.source_words import FIRST_STRONG_ISOLATE, escaped, unescaped, visible
from summaries.text import Span

SHORT: Final = 100
"""Up to so many characters words are read at a glance, and nothing in them is marked."""


def marked(text: str, span: Span, part: Span) -> str:
    """Return the words of ``text`` at ``span``, safe for Discord, with ``part`` in bold.

    Without the bold they are exactly what is seen of the words alone. Words that are short, are
    all part, or are written from right to left, are left as they are.
    """
    words = span.of(text)
    whole = escaped(words)
    inside = span.start <= part.start < part.end <= span.end
    if not inside or len(words) <= SHORT or whole.startswith(FIRST_STRONG_ISOLATE):
        return whole
    before, inner, after = (
        text[start:end] for start, end in pairwise((span.start, part.start, part.end, span.end))
    )
    if not visible(inner) or not visible(before + after):
        return whole
    pieces = (
        f"{escaped(before)}{_gap(before, inner)}",
        f"**{escaped(inner)}**",
        f"{_gap(inner, after)}{escaped(after)}",
    )
    same = unescaped("".join(pieces).replace("**", "")) == visible(words)
    return "".join(pieces) if same else whole


def _gap(before: str, after: str) -> str:
    """Return the blanks between two pieces, as they are seen: each piece is shown without its own.

    There are none where a piece is nothing but blanks.
    """
    blanks = before[len(before.rstrip()) :] + after[: len(after) - len(after.lstrip())]
    return visible(f"|{blanks}|")[1:-1] if before.strip() and after.strip() else ""
