"""What choosing reads of an article: its words as numbers, worked out once for each article.

Importing this module imports numpy: it is imported when the first brief is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from summaries.corpus import Article
from summaries.selection.numbers import BITS, MEANING, numbered, runs
from summaries.text import count_words, written_words
from summaries.text.runs import WIDE_BLANK, runs_of

Numbers = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]

_KEPT: Final = 8_192  # articles; about 8 bytes for each word


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """A document's words in order, as `summaries.selection.numbers`.

    ``counts[i]`` is how many words sentence ``i`` has, and ``lengths[i]`` how many a reader would
    count. ``title`` holds the title's numbers.
    """

    words: Numbers
    counts: Counts
    lengths: Counts
    title: Numbers

    @classmethod
    def of(cls, sentences: Iterable[str], title: str | None = None, lang: str = "en") -> Features:
        """Read the sentences of a document in a language (ISO 639-1)."""
        numbers_of = runs(lang).__getitem__
        texts = list(sentences)
        split = list(map(runs_of, texts))
        found = [list(chain.from_iterable(map(numbers_of, row))) for row in split]
        # A word that a reader counts is a run, but where a wide blank makes one run of all.
        lengths = map(count_words, texts) if WIDE_BLANK in "".join(texts) else map(len, split)
        return cls(
            np.fromiter(chain.from_iterable(found), np.uint64, sum(map(len, found))),
            np.fromiter(map(len, found), np.int64, len(found)),
            np.fromiter(lengths, np.int64, len(texts)),
            np.unique(_numbers(title or "", lang)),
        )


@lru_cache(maxsize=_KEPT)
def features(article: Article) -> Features:
    """Return the features of an article."""
    return Features.of(map(article.words_of, article.sentences), article.title, article.language)


def query_words(text: str, language: str) -> Numbers:
    """Return the numbers of the meaningful words of a question, each once, in order of number."""
    numbers = np.unique(_numbers(text, language))
    carrying: Numbers = numbers[numbers & np.uint64(MEANING) == 1]
    return carrying


def sentences_with(
    documents: Sequence[Features], stems: Set[int]
) -> Iterator[tuple[int, int, list[int]]]:
    """Yield the sentences that have any of the stems: document, index, and all its stems.

    Stems are numbers without their bits; those of words without meaning are left out.
    """
    if not documents or not stems:
        return
    counts = np.concatenate([document.counts for document in documents])
    sizes = [len(document.counts) for document in documents]
    first = np.concatenate(([0], np.cumsum(sizes)))
    words = np.concatenate([document.words for document in documents])
    meaning = words & np.uint64(MEANING) == 1
    row = np.repeat(np.arange(len(counts)), counts)[meaning]
    words = words[meaning] >> np.uint64(BITS)
    rows = np.unique(row[np.isin(words, np.array(sorted(stems), np.uint64))])
    starts, ends = np.searchsorted(row, rows), np.searchsorted(row, rows, "right")
    places = np.searchsorted(first, rows, "right") - 1
    for at, document, start, end in zip(
        rows.tolist(), places.tolist(), starts.tolist(), ends.tolist(), strict=True
    ):
        yield document, at - int(first[document]), words[start:end].tolist()


def _numbers(text: str, language: str) -> Numbers:
    return np.array(list(map(numbered(language).__getitem__, written_words(text))), np.uint64)
