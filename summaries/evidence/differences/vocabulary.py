"""The words of a language as articles are compared by them: read once each, and looked up."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Final, NamedTuple

from summaries.evidence.differences.lexicon import Lexicon, lexicon_of
from summaries.evidence.places import place_of
from summaries.text import carries_meaning, fold, stemmer, stop_words, written_words
from summaries.text.runs import Runs, runs_of

_MOST_WORDS: Final = 200_000  # remembered for a language; a hostile text can't make them more


class Word(NamedTuple):
    """A written word: folded, its stem ("" where it carries no meaning), its stem if it may name.

    A word of a country or its people stands for the country's code: "Libyan" is "LY". ``small`` is
    the folded word if it has no capital, else "".
    """

    bare: str
    name: str
    stem: str
    small: str
    mask: int


STEM: Final = itemgetter(2)
"""Takes the stem of a word; every word of every article is asked for it."""


class _Words(dict[str, Word]):
    """The words of a language that were met, as they are written."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language, self._lexicon = language, lexicon_of(language)
        self._stem, self._dull = stemmer(language), _dull(language, self._lexicon)

    def __missing__(self, written: str) -> Word:
        if len(self) > _MOST_WORDS:
            self.clear()
        folded = fold(written)
        bare = folded.removesuffix("'s")
        capital = written[0].isupper()
        named = capital and len(bare) > 1 and bare not in self._dull
        place = place_of(written, self._language) if named else None
        stem = self._stem(folded) if carries_meaning(folded, self._language) else ""
        word = self[written] = Word(
            bare,
            place or (self._stem(bare) if named else ""),
            place or stem,
            "" if capital else bare,
            self._lexicon.mask_of(folded) if self._lexicon else 0,
        )
        return word


@lru_cache(maxsize=32)
def _words_of(language: str) -> _Words:
    return _Words(language)


@lru_cache(maxsize=32)
def _runs(language: str) -> Runs[tuple[Word, ...]]:
    word = _words_of(language).__getitem__
    return Runs(lambda run: tuple(map(word, written_words(run))))


def words_of(text: str, language: str) -> list[Word]:
    """Return the words of a text in order."""
    return list(chain.from_iterable(map(_runs(language).__getitem__, runs_of(text))))


def stems_of(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words of a text that carry meaning, as lines have them."""
    return frozenset(filter(None, map(STEM, words_of(text, language))))


def all_stems(text: str, language: str) -> list[str]:
    """Return the stem of every word of a text in order, "" for one that carries no meaning."""
    return list(map(STEM, words_of(text, language)))


def last_stem(text: str, language: str) -> str:
    """Return the stem of the last word of a text that carries meaning, or ""."""
    return next(filter(None, map(STEM, reversed(words_of(text, language)))), "")


def _dull(language: str, lexicon: Lexicon | None) -> frozenset[str]:
    """Return capitalised words that name nobody."""
    stops = stop_words(language)
    return stops if lexicon is None else stops | lexicon.titles | frozenset(lexicon.calendar)
