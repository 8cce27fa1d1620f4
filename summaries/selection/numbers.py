"""Words as numbers of their stems: the same in every process and on every machine.

A number is odd if its word carries meaning, and even if it is a stop word; the bit `FIGURE` is set
if the word has a digit. What stands above these two bits tells stems apart, and nothing else does.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Final

from summaries.text import carries_meaning, fold, stemmer, written_words

MEANING: Final = 1
"""The bit of a word's number that says that the word carries meaning."""

FIGURE: Final = 2
"""The bit of a word's number that says that there is a digit in the word."""

BITS: Final = 2
"""So many bits of a number are not the stem's."""

_MOST_WORDS: Final = 200_000  # remembered for a language; a hostile text can't make them more
_MOST_RUNS: Final = 65_536  # likewise


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


class Runs(dict[str, tuple[int, ...]]):
    """What stands between two blanks ("(twenty-year-old", "said.") → the numbers of its words.

    No word reaches over a blank, so a text's words are those of its runs. Most runs were met
    before, and looking one up is five times faster than looking for the words in it.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._numbered = numbered(language)

    def __missing__(self, run: str) -> tuple[int, ...]:
        if len(self) > _MOST_RUNS:
            self.clear()
        found = self[run] = tuple(map(self._numbered.__getitem__, written_words(run)))
        return found


@lru_cache(maxsize=32)
def runs(language: str) -> Runs:
    """Return the one table of a language's runs (ISO 639-1)."""
    return Runs(language)
