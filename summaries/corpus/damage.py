"""Signs that a text was damaged before it was received: it is quoted as it is, and that is said."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = re.compile(
    "\ufffd"  # a character that could not be decoded
    "|â€[™œ\u009d“”˜]|Ã[©¨¡³±¼¶¤ŸÂ]|Â[ \u00a0£]"  # UTF-8 read as Windows-1252
    r"|(?<=\w)[.!?] [.](?=\s|\Z)"  # a stray full stop after a sentence's own
    r"|(?<![\w’'.&-])[bcdfghjklmnpqrstvwxz] [a-z]{2,}-[a-z]"  # a word broken by a blank
    r"|&(?:amp|quot|nbsp|#\d+);"  # entities of a web page
)


def damage(text: str) -> str | None:
    """Return the first words of ``text`` that look damaged, with a little around them, or None."""
    found = _SIGNS.search(text)
    if not found:
        return None
    end = found.end()
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[found.start() : end]
