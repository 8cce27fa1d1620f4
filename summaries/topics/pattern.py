"""Patterns that a person can read: words, phrases and ``*`` for any ending. No regular expressions.

``vaccin*`` finds vaccine, vaccines and vaccination; ``humanitarian relief`` finds the two words
side by side; ``#money`` finds any sum of money (also #quantity, #share, #date, #quotation).
Case and accents never matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from summaries.text import NumberKind, fold, folded_words

KINDS: Final = frozenset({*(kind.value for kind in NumberKind), "quotation"})
_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|['’.\-](?=[^\W_]))*\*?")


class BadPattern(ValueError):
    """A pattern that can't be used; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: the words to find side by side, or a kind of number.

    ``words`` holds (folded word, is a beginning) pairs; it is empty where ``kind`` is set.
    """

    text: str
    words: tuple[tuple[str, bool], ...] = ()
    kind: str | None = None

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """Read a pattern as a person writes it. Raises BadPattern with one clear sentence."""
        text = " ".join(text.split())
        if not text:
            raise BadPattern("A pattern is empty. Write a word, a phrase or a kind such as #money.")
        if len(text) > 80:
            raise BadPattern(f"“{text[:40]}…” is longer than 80 characters.")
        if text.startswith("#"):
            if (kind := text[1:].casefold()) not in KINDS:
                known = ", ".join(f"#{name}" for name in sorted(KINDS))
                raise BadPattern(f"“{text}” is no kind of number. Known are {known}.")
            return cls(text, kind=kind)
        words = []
        for piece in text.replace("-", " ").split():
            found = _WORD.fullmatch(piece)
            if not found:
                raise BadPattern(
                    f"“{text}”: “{piece}” is not a word. "
                    "Use letters and digits, and * at the end only."
                )
            beginning = piece.endswith("*")
            word = fold(piece.rstrip("*"))
            if beginning and len(word) < 3 and word.isascii():
                raise BadPattern(f"“{text}”: write at least three letters before *.")
            words.append((word, beginning))
        if not words:
            raise BadPattern(
                f"“{text}” is no word. Write a word, a phrase or a kind such as #money."
            )
        return cls(text, tuple(words))

    def find(self, words: list[str], at: dict[str, list[int]]) -> int | None:
        """Return the place of the first match in the folded ``words``, or None.

        ``at`` maps each word to its places, so that a whole word costs one look-up.
        """
        first, beginning = self.words[0]
        if beginning:
            starts = [i for i, word in enumerate(words) if word.startswith(first)]
        else:
            starts = at.get(first, [])
        for start in starts:
            if self._fits(words, start):
                return start
        return None

    def _fits(self, words: list[str], start: int) -> bool:
        standing = words[start : start + len(self.words)]
        return len(standing) == len(self.words) and all(
            word.startswith(wanted) if beginning else word == wanted
            for (wanted, beginning), word in zip(self.words, standing, strict=True)
        )


def words_of(text: str) -> list[str]:
    """Return the folded words that patterns are matched against.

    A possessive 's is cut off, and "20-year high" is three words, so that "year high" finds it.
    """
    return [
        piece
        for word in folded_words(text)
        for piece in word.removesuffix("'s").split("-")
        if piece
    ]
