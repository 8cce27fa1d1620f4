"""What choosing reads of an article: its words as numbers, worked out once for each article.

Importing this module imports numpy: it is imported when the first brief is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from summaries.corpus import Article
from summaries.text import carries_meaning, count_words, fold, stemmer, written_words

Numbers = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]

FIGURE: Final = 2
"""The bit of a word's number that says that there is a digit in the word."""

_KEPT: Final = 8_192  # articles; about 8 bytes for each word
_MOST_WORDS: Final = 200_000  # remembered for a language; a hostile text can't make them more


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """A document's words in order, as numbers of their stems.

    A number is odd if its word carries meaning, and even if it is a stop word; the bit `FIGURE` is
    set if the word has a digit. ``counts[i]`` is how many words sentence ``i`` has, and
    ``lengths[i]`` how many a reader would count. ``title`` holds the title's numbers. Numbers are
    the same in every process and on every machine.
    """

    words: Numbers
    counts: Counts
    lengths: Counts
    title: Numbers

    @classmethod
    def of(cls, sentences: Iterable[str], title: str | None = None, lang: str = "en") -> Features:
        """Read the sentences of a document in a language (ISO 639-1)."""
        texts = list(sentences)
        found = [written_words(text) for text in texts]
        return cls(
            _numbered(found, lang),
            np.fromiter(map(len, found), np.int64, len(found)),
            np.fromiter(map(count_words, texts), np.int64, len(texts)),
            np.unique(_numbered([written_words(title or "")], lang)),
        )


@lru_cache(maxsize=_KEPT)
def features(article: Article) -> Features:
    """Return the features of an article."""
    return Features.of(map(article.words_of, article.sentences), article.title, article.language)


def query_words(text: str, language: str) -> Numbers:
    """Return the numbers of the meaningful words of a question, each once, in order of number."""
    numbers = np.unique(_numbered([written_words(text)], language))
    carrying: Numbers = numbers[numbers & np.uint64(1) == 1]
    return carrying


def _numbered(sentences: Iterable[Sequence[str]], language: str) -> Numbers:
    words = list(chain.from_iterable(sentences))
    return np.fromiter(map(_table(language).__getitem__, words), np.uint64, len(words))


class _Numbered(dict[str, int]):
    """Words as they are written → the numbers of their stems; one look-up a word."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language, self._stem = language, stemmer(language)

    def __missing__(self, written: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        word = fold(written)
        digest = hashlib.blake2b(self._stem(word).encode("utf-8", "surrogatepass"), digest_size=8)
        number = int.from_bytes(digest.digest(), "big") & ~3
        number |= carries_meaning(word, self._language)
        if any(map(str.isdigit, word)):
            number |= FIGURE
        self[written] = number
        return number


@lru_cache(maxsize=32)
def _table(language: str) -> _Numbered:
    return _Numbered(language)
