"""Words as numbers of their stems: the same in every process and on every machine.

A number is odd if its word carries meaning, and even if it is a stop word; the bit `FIGURE` is set
if the word has a digit. What stands above these two bits tells stems apart, and nothing else does.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Final

from summaries.text import carries_meaning, fold, stemmer, written_words
from summaries.text.runs import Runs

MEANING: Final = 1
"""The bit of a word's number that says that the word carries meaning."""

FIGURE: Final = 2
"""The bit of a word's number that says that there is a digit in the word."""

BITS: Final = 2
"""So many bits of a number are not the stem's."""

_MOST_WORDS: Final = 200_000  # remembered for a language; a hostile text can't make them more


class Numbered(dict[str, int]):
    """Words as they are written → the numbers of their stems; one look-up a word."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language, self._stem = language, stemmer(language)

    def __missing__(self, written: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        word = fold(written)
        digest = hashlib.blake2b(self._stem(word).encode("utf-8", "surrogatepass"), digest_size=8)
        number = int.from_bytes(digest.digest(), "big") & ~(MEANING | FIGURE)
        number |= carries_meaning(word, self._language)
        if any(map(str.isdigit, word)):
            number |= FIGURE
        self[written] = number
        return number


@lru_cache(maxsize=32)
def numbered(language: str) -> Numbered:
    """Return the one table of a language (ISO 639-1)."""
    return Numbered(language)


@lru_cache(maxsize=32)
def runs(language: str) -> Runs[tuple[int, ...]]:
    """Return what a language's runs are read as: the numbers of their words."""
    number = numbered(language).__getitem__
    return Runs(lambda run: tuple(map(number, written_words(run))))
