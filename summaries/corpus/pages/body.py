"""The article's words: trafilatura's reading of a page, and its edges trimmed by a second one."""

from __future__ import annotations

import re
from typing import Any, Final

from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.pages.density import Dense, trim
from summaries.corpus.pages.words import key, one_line

_BLOCKS: Final = frozenset(
    {"p", "head", "list", "item", "quote", "table", "row", "code", "div", "ab"}
)
_BLANKS: Final = re.compile(r"\s+")
_DEEPEST: Final = 200
_BREAKS: Final = frozenset({"lb", "hr"})


def article_lines(html: str, dense: Dense, title: str | None) -> list[str]:
    """Return the article's paragraphs, each on one line, in the page's own characters."""
    from trafilatura import bare_extraction  # 0.4 s and 40 MB that a start does not need
    from trafilatura.settings import Document

    try:
        read = bare_extraction(html, include_comments=False, include_tables=True)
    except Exception as error:  # it meets markup that nobody wrote by hand; any fault is the page's
        raise ExtractRefused(
            Reason.DAMAGED,
            f"The page's markup can't be read ({type(error).__name__}). Paste the article's text.",
        ) from error
    if not isinstance(read, Document) or read.body is None:
        return []
    return _without_title(trim(_lines(read.body), dense), title)


def _lines(body: Any) -> list[str]:
    """Return a body's blocks as lines, without the signs that a plain-text export puts in."""
    parts: list[str] = []
    _render(body, parts, depth=0)
    lines = (one_line(line) for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def _render(element: Any, parts: list[str], depth: int) -> None:
    if depth > _DEEPEST:
        parts.append(" ".join(map(str, element.itertext())))
        return
    block = element.tag in _BLOCKS
    if block or element.tag in _BREAKS:
        parts.append("\n")
    # Where a source line ends is no end of a paragraph, but in what is set as it was typed.
    typed = element.tag == "code"
    parts.append(_words(element.text, typed=typed))
    for child in element:
        _render(child, parts, depth + 1)
        parts.append(_words(child.tail, typed=typed))
    if block:
        parts.append("\n")
    elif element.tag == "cell":
        parts.append(" ")


def _words(text: str | None, *, typed: bool) -> str:
    if not text or typed:
        return text or ""
    return _BLANKS.sub(" ", text)


def _without_title(lines: list[str], title: str | None) -> list[str]:
    """Take the headline off the top: it is kept as the title, and not quoted as a sentence."""
    if title is None:
        return lines
    wanted = key(title)
    for place, line in enumerate(lines[:2]):
        if wanted and key(line) == wanted:
            return lines[:place] + lines[place + 1 :]
    return lines
