"""What is being read: the sentence, its language's words, and how far its amounts are taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from summaries.evidence.amounts.lexicon import Lexicon

_BLANKS: Final = " \u00a0\n"
_OPENINGS: Final = "([{\"'“‘«„—–-"
_ENDINGS: Final = ".’'-"
_NEXT_WORD: Final = re.compile(r"[ \u00A0\n]([^\W\d_]+)")
_BACK: Final = 32


@dataclass(slots=True)
class Scope:
    """A stretch of a text. Nothing before ``start`` or behind ``end`` is looked at.

    ``done`` is the end of the amount before, into which the next one's qualifier can't reach.
    ``millions`` is true once an "m" in it has been a million.
    """

    text: str
    start: int
    end: int
    words: Lexicon
    done: int
    millions: bool = False
    _asked: int = -1
    _answer: str = ""

    def behind(self, at: int) -> str:
        """Return the few characters before ``at``."""
        return self.text[max(self.start, at - _BACK) : at]

    def word_before(self, at: int) -> str:
        """Return the word that stands right before ``at``, with a blank between, or ""."""
        if at == self._asked:
            return self._answer
        self._asked, self._answer = at, self._word_before(at)
        return self._answer

    def _word_before(self, at: int) -> str:
        if at <= self.start + 1 or self.text[at - 1] not in _BLANKS:
            return ""
        tail = self.text[max(self.start, at - _BACK) : at - 1]
        if not (tail[-1].isalpha() or tail[-1] in _ENDINGS):
            return ""
        word = tail.split()[-1].rpartition("—")[2].lstrip(_OPENINGS)
        return word if word[:1].isalpha() else ""

    def two_before(self, at: int) -> str:
        """Return the word before the word before ``at``, or ""."""
        last = self.word_before(at)
        return self._word_before(at - 1 - len(last)) if last else ""

    def word_after(self, at: int) -> str:
        """Return the word that stands right behind ``at``, with a blank between, or ""."""
        following = _NEXT_WORD.match(self.text, at, self.end)
        return following[1] if following else ""

    def sign(self, at: int) -> str:
        """Return the character at ``at``, or "" where nothing is left to read."""
        return self.text[at] if self.start <= at < self.end else ""
