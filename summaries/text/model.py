"""Spans and sentences: places in an article's text, never copies of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open range ``[start, end)`` of code points in one article's text."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        # As a dataclass does it, in half the time: an article has some hundreds.
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        _set_start(self, start)
        _set_end(self, end)

    def __post_init__(self) -> None:
        # Called in place of __init__ where spans are read from a store.
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words of ``text`` that this span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


_set_start: Final = Span.__dict__["start"].__set__
_set_end: Final = Span.__dict__["end"].__set__


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: where it stands, and what it must be shown with.

    ``index`` counts an article's sentences from 0, without headlines and lines set aside.
    ``paragraph`` counts its paragraphs likewise. Sentences with the same ``unit`` belong to one
    quotation that runs over several sentences: they are scored one by one and shown together.
    ``standfirst`` is true for the summary line that some papers print under the headline.
    """

    index: int
    span: Span
    paragraph: int
    unit: int
    standfirst: bool = False


def sha256_of(text: str) -> str:
    """Return the hexadecimal SHA-256 of ``text`` as UTF-8.

    A lone surrogate (which a JSON file may carry) is encoded as it is, so that every string
    that Python can hold has a hash.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
