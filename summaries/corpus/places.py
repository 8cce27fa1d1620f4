"""An article's sentences in some hundred bytes, kept beside its text: to split it takes longer.

A sentence is two numbers: how far it begins behind the end of the one before, with three bits that
tell whether a paragraph and a unit begin with it and whether it is a standfirst; and its length.
Numbers are unsigned LEB128 (DWARF 5, section 7.6). The first byte says by which rules it was split.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from summaries.text import Sentence, Span

SPLITTING: Final = 1
"""Raised, up to 255, by whoever changes how an article is split: what was kept is split anew."""

_STANDFIRST, _UNIT, _PARAGRAPH, _BITS = 1, 2, 4, 3


def pack_sentences(sentences: Sequence[Sentence]) -> bytes | None:
    """Return the places of an article's sentences as bytes; None for such as no split makes."""
    found = bytearray([SPLITTING])
    end, paragraph, unit = 0, -1, -1
    for index, one in enumerate(sentences):
        steps = one.paragraph - paragraph, one.unit - unit
        if one.index != index or one.span.start < end or not {*steps} <= {0, 1}:
            return None
        flags = steps[0] * _PARAGRAPH | steps[1] * _UNIT | one.standfirst * _STANDFIRST
        for number in ((one.span.start - end) << _BITS | flags, len(one.span)):
            while number > 0x7F:
                found.append(number & 0x7F | 0x80)
                number >>= 7
            found.append(number)
        end, paragraph, unit = one.span.end, one.paragraph, one.unit
    return bytes(found)


def unpack_sentences(stored: bytes | None, text: str) -> tuple[Sentence, ...] | None:
    """Return the sentences that `pack_sentences` packed.

    None where there is nothing, where it was split by other rules, or is damaged.
    """
    if not stored or stored[0] != SPLITTING:
        return None
    found = list[Sentence]()
    end, paragraph, unit = 0, -1, -1
    numbers = _numbers(stored)
    for first in numbers:
        length = next(numbers, None)
        if length is None:
            return None
        start = end + (first >> _BITS)
        end = start + length
        paragraph += first & _PARAGRAPH != 0
        unit += first & _UNIT != 0
        standfirst = first & _STANDFIRST != 0
        found.append(Sentence(len(found), Span(start, end), paragraph, unit, standfirst))
    if end > len(text) or stored[-1] > 0x7F or min(paragraph, unit) < 0 < len(found):
        return None
    return tuple(found)


def _numbers(stored: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in stored[1:]:
        number |= (byte & 0x7F) << shift
        if byte > 0x7F:
            shift += 7
        else:
            yield number
            number = shift = 0
