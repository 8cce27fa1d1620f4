"""Words of a page: on one line, and as the letters by which lines are compared."""

from __future__ import annotations

import html
import re
from typing import Final

# Hints to a browser on where a word may break, and controls: nothing of them is ever shown. Joiners
# and marks of direction stay: without them Persian or an emoji would be something else.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")
_TAG: Final = re.compile(r"<[^<>]*>")
_WORDS: Final = re.compile(r"\w+")


def one_line(text: str) -> str:
    """Return a text's words as they are, parted by single blanks."""
    return " ".join(_UNSEEN.sub("", text).split())


def stated(value: object) -> str:
    """Return a value from a page's head as words, without markup; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    if "&" in value:
        value = html.unescape(value)
    return one_line(_TAG.sub("", value) if "<" in value else value)


def key(line: str) -> str:
    """Return a line's letters and digits in small letters, to compare it with others."""
    return "".join(_WORDS.findall(_UNSEEN.sub("", line).casefold()))
