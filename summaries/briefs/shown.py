"""What a reader has been shown: which sentences, and which others say no more than they do.

A sentence is known again by a print of its words, which is kept when it is shown. So an edition
needs no old article to tell that it would repeat itself.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import ceil
from typing import Final

from summaries.corpus import Article
from summaries.text import Span, content_stems, fold, folded_words, numbers

TWIN: Final = 0.8
"""Two sentences are near twins if they share so much of their meaningful words (Jaccard)."""

FEWEST: Final = 4
"""A sentence with fewer meaningful words has only twins of exactly its words."""

_SIGN: Final = 1 << 63


@dataclass(frozen=True, slots=True)
class Print:
    """What a sentence is known again by.

    ``words`` is a hash of all its words, in order; ``stems`` are hashes of those that carry
    meaning; ``marks`` of what must not differ: numbers, and words that deny.
    """

    words: int
    stems: frozenset[int]
    marks: frozenset[int]

    @classmethod
    def of(cls, article: Article, index: int) -> Print:
        """Take the print of an article's sentence ``index`` (from 0)."""
        return _printed(article.words_of(article.sentences[index]), article.language)

    def twin_of(self, other: Print) -> bool:
        """Tell whether one sentence says no more than the other, but for a word or two."""
        if self.words == other.words:
            return True
        least = min(len(self.stems), len(other.stems))
        if least < FEWEST or self.marks != other.marks:
            return False
        return len(self.stems & other.stems) >= TWIN * len(self.stems | other.stems)


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence that was shown: its place (sentence from 1), its print, and where it stood.

    ``schedule`` and ``edition`` say in which digest's edition; None: in an answer to a person.
    """

    article: str
    sentence: int
    printed: Print
    schedule: str | None = None
    edition: int | None = None


class Shown:
    """All that a reader has been shown, ready to be asked whether a sentence is new."""

    def __init__(self, sentences: Iterable[ShownSentence] = ()) -> None:
        self._by_place: dict[tuple[str, int], ShownSentence] = {}
        self._words: set[int] = set()
        self._prints: list[Print] = []
        for one in sentences:
            self._by_place[one.article, one.sentence] = one
            self._words.add(one.printed.words)
            self._prints.append(one.printed)
        self._holding: defaultdict[int, list[int]] = defaultdict(list)
        for place, printed in enumerate(self._prints):
            for stem in printed.stems:
                self._holding[stem].append(place)

    def __bool__(self) -> bool:
        return bool(self._by_place)

    @property
    def places(self) -> Mapping[tuple[str, int], ShownSentence]:
        """The sentences that were shown, by article and sentence (from 1)."""
        return self._by_place

    def has(self, article: Article, index: int) -> bool:
        """Tell whether a sentence was shown, or one that says no less."""
        if (article.id, index + 1) in self._by_place:
            return True
        return self.knows(Print.of(article, index)) if self._prints else False

    def knows(self, printed: Print) -> bool:
        """Tell whether a sentence with this print, or a near twin of it, was shown."""
        if printed.words in self._words:
            return True
        # Two sets that share so much of all they have share one of the few rarest of either.
        rarest = sorted(printed.stems, key=lambda stem: (len(self._holding.get(stem, ())), stem))
        enough = len(rarest) - ceil(TWIN * len(rarest)) + 1
        near = {place for stem in rarest[:enough] for place in self._holding.get(stem, ())}
        return any(printed.twin_of(self._prints[place]) for place in near)


NOTHING_SHOWN: Final = Shown()


@lru_cache(maxsize=4_096)
def _printed(words: str, language: str) -> Print:
    folded = folded_words(words)
    denying = _negations().get(language, frozenset())
    counted = Counter(word for word in folded if word in denying)
    figures = {fold(words[n.span.start : n.span.end]) for n in numbers(words, Span(0, len(words)))}
    figures |= {word for word in folded if any(c.isdigit() for c in word)}
    marks = {*figures, *(f"{word} {n}" for word, n in counted.items())}
    return Print(
        words=_hash(" ".join(folded), 8) - _SIGN,
        stems=frozenset(_hash(stem, 4) for stem in content_stems(words, language)),
        marks=frozenset(_hash(mark, 4) for mark in marks),
    )


def _hash(words: str, size: int) -> int:
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=size).digest()
    return int.from_bytes(digest)


@lru_cache(maxsize=1)
def _negations() -> Mapping[str, frozenset[str]]:
    file = files("summaries.briefs").joinpath("negations.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    return {language: frozenset(found) for language, found in table.items()}
