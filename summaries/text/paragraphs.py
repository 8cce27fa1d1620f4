"""Where paragraphs begin and end: blank lines, single lines, and lines broken at a fixed width.

Some papers put a blank line between paragraphs and some don't; e-mail and older archives also
break the lines inside a paragraph. Which of these a text does is measured on its own lines.
"""

from __future__ import annotations

import re
from itertools import pairwise

from summaries.text.model import Span

# U+FEFF (a byte order mark) and U+200B are no white space to Python, and no ink to a reader.
BLANK = r"\s\ufeff\u200b"

# Wrapped text is 60 to 80 characters wide as a rule. A narrower block is a list or a poem; one
# that is much wider has a paragraph on each line.
_NARROWEST, _WIDEST = 40, 130
# A single line break proves little, so its lines must be as wide as lines are usually wrapped.
_NARROWEST_PAIR = 60
# Of a wrapped block's breaks at least this share falls inside a sentence, before a lower-case
# word (in English it is three in four, in German two in five) ...
_SHARE_INSIDE = 0.35
# ... and nearly all of those stand where the next word had no room left.
_SHARE_FULL = 0.8

# The same as characters; U+3000 is the last that is white space.
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff\u200b"
_FIRST_WORD = re.compile(r"\S*+")
_LIST_ITEM = re.compile(r"(?:[-*•·–—>]|\d{1,3}[.)])\s")
_SENTENCE_END = tuple(".!?…:。！？।॥؟۔\"”»’')]」』")


def paragraphs(text: str) -> list[Span]:
    """Find the blocks of a text that a reader sees as paragraphs, each a place in ``text``.

    The spans stand in order, are trimmed of blanks, and together hold every character that is
    not blank. Blank lines always separate; other line breaks (any that `str.splitlines` knows)
    separate too, unless the lines around them are wrapped at a fixed width. Time is linear; no
    string raises.
    """
    blocks = _blocks(text)
    # The widest block that is certainly wrapped tells how wide the doubtful ones may be.
    width = max((_wrapped_at(text, block) for block in blocks), default=0)
    found: list[Span] = []
    for block in blocks:
        wrapped = width and all(len(line) <= width for line in block)
        start = block[0].start
        for line, following in pairwise(block):
            if not (wrapped and _continues(text, line, following, width)):
                found.append(Span(start, line.end))
                start = following.start
        found.append(Span(start, block[-1].end))
    return found


def trim(text: str, start: int, end: int) -> Span:
    """Narrow a range until neither end is blank; an empty span where all of it is blank."""
    left = text[start:end].lstrip(_BLANKS)
    first = end - len(left)
    return Span(first, first + len(left.rstrip(_BLANKS)))


def _blocks(text: str) -> list[list[Span]]:
    """Group the lines that have ink, trimmed; a line without any ends a group."""
    blocks: list[list[Span]] = []
    block: list[Span] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        if raw.isspace():  # half of all lines; others may have none but signs that are no blanks
            at += len(raw)
            block = []
            continue
        line = trim(text, at, at + len(raw))
        at += len(raw)
        if line:
            if not block:
                blocks.append(block)
            block.append(line)
        else:
            block = []
    return blocks


def _wrapped_at(text: str, block: list[Span]) -> int:
    """Return the width that a block's lines were broken at; 0 where they were not."""
    if len(block) < 2:
        return 0
    width = max(len(line) + _indent(text, line) for line in block)
    narrowest = _NARROWEST if len(block) > 2 else _NARROWEST_PAIR
    if not narrowest <= width <= _WIDEST:
        return 0
    inside = [pair for pair in pairwise(block) if _inside_sentence(text, *pair)]
    full = sum(_full(text, *pair, width) for pair in inside)
    if len(inside) < _SHARE_INSIDE * (len(block) - 1) or full < _SHARE_FULL * len(inside):
        return 0
    return width


def _continues(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether a line of a wrapped block runs on in the one that follows."""
    if _LIST_ITEM.match(text, following.start) or _indented(text, line, following):
        return False
    return _full(text, line, following, width) or _inside_sentence(text, line, following)


def _inside_sentence(text: str, line: Span, following: Span) -> bool:
    return text[following.start].islower() and text[line.end - 1] not in _SENTENCE_END


def _full(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether the following line's first word would have gone over the width."""
    word = _FIRST_WORD.match(text, following.start, following.end)
    room = width - _indent(text, line) - len(line) - 1
    return (len(word.group()) if word else 0) > room


def _indented(text: str, line: Span, following: Span) -> bool:
    """Tell whether a paragraph begins with an indent, where no blank line marks it."""
    return _indent(text, following) >= 2 > _indent(text, line)


def _indent(text: str, line: Span) -> int:
    """Count the spaces before a line, eight at most; a tab counts as eight."""
    before = text[max(line.start - 8, 0) : line.start]
    return 8 if before.endswith("\t") else len(before) - len(before.rstrip(" "))
