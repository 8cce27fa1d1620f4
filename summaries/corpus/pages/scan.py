"""A linear look at a page's markup before anything parses it.

Parsers are quadratic in some of what this refuses: one tag with 200,000 attributes stalls every
HTML extractor for over 40 s, and deep nesting ends some with a stack overflow.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from summaries.corpus.extracted import ExtractRefused, Reason

LONGEST_TAG: Final = 64_000
MOST_ATTRIBUTES: Final = 1_000
MOST_TAGS: Final = 60_000
DEEPEST: Final = 1_000

_TAG: Final = re.compile(r"<(?:!--|(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*))")
_COMMENT_END: Final = re.compile(r"--!?>")
# Quotes hold a ">" only right behind "="; a stray one elsewhere is a character like any other.
_TAG_END: Final = re.compile(
    r"""(?:[^>=]++|=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))?)*>?""",
)
_LONG_VALUE: Final = re.compile(r"""=\s*(?:"[^"]{4000,}"|'[^']{4000,}')""")
_RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
     "track", "wbr"}
)  # fmt: skip
# A tag of these closes an open one of its name, so ten thousand "<p>" are not ten thousand deep.
_CLOSES_ITS_LIKE: Final = frozenset(
    {"a", "button", "dd", "dt", "li", "nobr", "option", "p", "rp", "rt", "tbody", "td", "th", "tr"}
)
_BARRIERS: Final = frozenset(
    {"article", "body", "div", "dl", "form", "ol", "section", "select", "svg", "table", "ul"}
)
_LOOK_BACK: Final = 16  # open tags


def scan(html: str) -> str:
    """Return the markup; raise ExtractRefused if it is of a kind that stalls or breaks parsers.

    Of a tag over 64,000 characters the long quoted values are emptied first: one page in a hundred
    keeps pictures or data in an attribute, which no parser minds and no reader sees.
    """
    place = tags = kept_to = 0
    kept: list[str] = []
    stack: list[str] = []
    open_tags: Counter[str] = Counter()

    def cut(length: int) -> None:
        open_tags.subtract(stack[length:])
        del stack[length:]

    while found := _TAG.search(html, place):
        if found["name"] is None:
            closed = _COMMENT_END.search(html, found.start() + 2)
            place = closed.end() if closed else len(html)
            continue
        place = _end_of_tag(html, found.end())
        if place - found.start() > LONGEST_TAG:
            emptied = _LONG_VALUE.sub('=""', html[found.start() : place])
            if len(emptied) > LONGEST_TAG:
                raise _refused(f"one of its tags is over {LONGEST_TAG:,} characters long")
            kept += (html[kept_to : found.start()], emptied)
            kept_to = place
        if html.count("=", found.end(), place) > MOST_ATTRIBUTES:
            raise _refused(f"one of its tags has over {MOST_ATTRIBUTES:,} attributes")
        tags += 1
        if tags > MOST_TAGS:
            raise _refused(f"it has over {MOST_TAGS:,} tags")
        name = found["name"].lower()
        if found["end"]:
            if open_tags[name] > 0:
                while stack[-1] != name:
                    open_tags[stack.pop()] -= 1
                open_tags[stack.pop()] -= 1
            continue
        if name in _RAW:
            closing = _RAW[name].search(html, place)
            place = closing.start() if closing else len(html)
        elif name in _VOID or html.startswith("/>", place - 2):
            continue
        elif name in _CLOSES_ITS_LIKE and open_tags[name] > 0:
            for back in range(len(stack) - 1, max(-1, len(stack) - 1 - _LOOK_BACK), -1):
                if stack[back] == name:
                    cut(back)
                    break
                if stack[back] in _BARRIERS:
                    break
        stack.append(name)
        open_tags[name] += 1
        if len(stack) > DEEPEST:
            raise _refused(f"its tags are nested over {DEEPEST:,} deep")
    return "".join((*kept, html[kept_to:]))


def _end_of_tag(html: str, start: int) -> int:
    found = _TAG_END.match(html, start)
    return found.end() if found else start


def _refused(what: str) -> ExtractRefused:
    return ExtractRefused(
        Reason.TOO_DEEP,
        f"The page can't be read safely: {what}. Paste the article's text instead.",
    )
