"""Lines of a page become paragraphs; what only belongs to the page is left out.

A PDF knows no paragraphs: it says where each line stands. What is put together here is the text
that is stored, so the rules are few and each keeps the author's letters.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final


@dataclass(frozen=True, slots=True)
class Line:
    """A line's text, where it starts on its page (points from the lower left), and its size."""

    text: str
    x: float
    y: float
    size: float


Page = list[Line]

_EDGE: Final = 2  # lines at the top and at the bottom that may belong to the page
_PAGES: Final = 3  # on so many pages a line has to come back
_LONGEST_HEAD: Final = 120  # characters

_FULL: Final = 0.75  # of the usual width, in characters: a shorter line had room left
_WIDE_GAP: Final = 1.25  # of the usual distance between lines
_OTHER_SIZE: Final = 0.12
_INDENT: Final = 0.7  # of the size of the letters
_TITLE_SIZE: Final = 1.2
_TITLE_LENGTH: Final = 250

_SENTENCE_END: Final = re.compile(r"[.!?:…。！？][\"'”’»)\]]*$")
_ITEM: Final = re.compile(r"[•▪◦‣·*–—-]\s|\(?\d{1,2}[.)]\s")
_BROKEN: Final = re.compile(r"(\w*[^\W\d_])(-|\u2010|\u00ad)$")
_HYPHEN: Final = re.compile(r"\w[-\u2010]$")
_FIRST: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_DIGITS: Final = re.compile(r"\d+|(?<!\w)[ivxlc]{1,7}(?!\w)", re.IGNORECASE)
# One glyph of a font for two letters; an author types the letters.
_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)
# What is often the second part of a word with a hyphen.
_SECOND: Final = frozenset(
    {
        "and", "back", "based", "born", "century", "class", "day", "down", "hour", "in", "known",
        "led", "level", "made", "minute", "month", "of", "off", "old", "on", "out", "over",
        "party", "range", "rise", "run", "scale", "standing", "style", "term", "the", "time",
        "to", "up", "week", "wide", "year",
    }
)  # fmt: skip


def paragraphs_of(pages: list[Page]) -> list[str]:
    """Return the paragraphs of all pages in order, without running heads and page numbers."""
    pages = [[_letters(line) for line in page] for page in pages]
    pages = without_running_heads(pages)
    words = _Words(line.text for page in pages for line in page)
    width = _usual_width(line for page in pages for line in page)
    found: list[list[Line]] = []
    last: Line | None = None
    for page in pages:
        leading = _leading(page)
        for i, line in enumerate(page):
            if last is None or _parted(last, line, leading, width, turned=i == 0):
                found.append([])
            found[-1].append(line)
            last = line
    return [words.joined([line.text for line in lines]) for lines in found]


def title_of(pages: list[Page], stated: str | None) -> str | None:
    """Return the title: what the file states if page 1 shows it, else page 1's largest line."""
    first = [_letters(line) for line in pages[0]] if pages else []
    shown = " ".join(line.text for line in first)
    if stated and len(stated) > 3 and _bare(stated) in _bare(shown):
        return " ".join(stated.split())
    sizes = [line.size for page in pages for line in page for _ in range(len(line.text))]
    if not first or not sizes:
        return None
    largest = max(line.size for line in first)
    if largest < _TITLE_SIZE * median(sizes):
        return None
    start = next(i for i, line in enumerate(first) if line.size == largest)
    lines = []
    for line in first[start:]:
        if abs(line.size - largest) > 0.1:
            break
        lines.append(line.text)
    title = _Words(lines).joined(lines)
    return title if len(title) <= _TITLE_LENGTH else None


def without_running_heads(pages: list[Page]) -> list[Page]:
    """Leave out lines at the edges that come back on three pages or more, numbers aside."""
    sizes: defaultdict[str, list[float]] = defaultdict(list)
    for page in pages:
        for head, size in {_head(page[i].text): page[i].size for i in _edges(page)}.items():
            sizes[head].append(size)
    # The title of page 1 may be the running head of the others, in smaller letters.
    usual = {head: median(found) for head, found in sizes.items() if len(found) >= _PAGES}
    return [
        [
            line
            for i, line in enumerate(page)
            if i not in _edges(page)
            or len(line.text) > _LONGEST_HEAD
            or line.size > _TITLE_SIZE * usual.get(_head(line.text), 0)
        ]
        for page in pages
    ]


def _edges(page: Page) -> frozenset[int]:
    """Return which lines are the first and the last of a page."""
    count = len(page)
    return frozenset([*range(min(_EDGE, count)), *range(max(0, count - _EDGE), count)])


def _head(text: str) -> str:
    return _DIGITS.sub("#", text).casefold()


def _letters(line: Line) -> Line:
    return Line(line.text.translate(_LIGATURES), line.x, line.y, line.size)


def _bare(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def _usual_width(lines: Iterable[Line]) -> float:
    """Return how many characters a full line has: nine in ten are no longer."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _leading(page: Page) -> float:
    """Return the usual distance between the lines of a page, 0 where it can't be told."""
    gaps = [
        round(above.y - below.y, 1)
        for above, below in pairwise(page)
        if 0 < above.y - below.y < 3 * above.size
    ]
    return Counter(gaps).most_common(1)[0][0] if gaps else 0.0


def _parted(above: Line, below: Line, leading: float, width: float, *, turned: bool) -> bool:
    """Tell whether a paragraph ends between two lines."""
    if below.text[0].islower() and _BROKEN.search(above.text):
        return False
    if abs(above.size - below.size) > _OTHER_SIZE * max(above.size, below.size):
        return True
    ended = bool(_SENTENCE_END.search(above.text))
    full = len(above.text) >= _FULL * width
    gap = above.y - below.y
    if turned or gap <= 0:  # the next page, or the next column
        return ended or not (full or below.text[0].islower())
    if leading and gap > _WIDE_GAP * leading and gap > 1.1 * below.size:
        return True
    if _ITEM.match(below.text):
        return True
    return ended and (not full or abs(above.x - below.x) > _INDENT * below.size)


class _Words:
    """The words of a text, which tell whether a hyphen at a line's end belongs to the word."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.known: Counter[str] = Counter()
        broken = False
        for line in lines:
            # What stands on either side of a hyphen at a line's end may be part of a word.
            words = _WORD.findall(line)[int(broken) :]
            broken = bool(_BROKEN.search(line))
            self.known.update(map(str.casefold, words[: len(words) - broken]))

    def joined(self, lines: list[str]) -> str:
        """Return lines as one, with hyphens at line ends undone where they only part a word."""
        text = ""
        for line in lines:
            broken = _BROKEN.search(text)
            first = _FIRST.match(line)
            if not broken or not first:
                text += line if not text or _HYPHEN.search(text) else f" {line}"
            elif self._only_parted(broken[1], first[0], broken[2]):
                text = text[: -len(broken[2])] + line
            else:
                text += line
        return text.replace("\u00ad", "")

    def _only_parted(self, left: str, right: str, hyphen: str) -> bool:
        """Tell whether the hyphen is no part of the word."""
        if hyphen == "\u00ad":
            return True
        if not right.islower():
            return False
        whole, parted = (left + right).casefold(), f"{left}-{right}".casefold()
        if self.known[parted] > self.known[whole]:
            return False
        if self.known[whole]:
            return True
        return right.casefold() not in _SECOND and not (self.known[right] and self.known[left])
