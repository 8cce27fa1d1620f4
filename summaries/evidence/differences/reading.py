"""Articles as they are compared: each sentence's words and names, and how akin two articles are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from math import fsum, log, sqrt
from operator import itemgetter
from typing import Final, TypeVar

from summaries.corpus import Article
from summaries.evidence.differences.lexicon import Lexicon, lexicon_of
from summaries.evidence.differences.pairing import pairs
from summaries.evidence.differences.vocabulary import STEM, Word, words_of
from summaries.evidence.model import Amount, Evidence, Period
from summaries.text import Sentence, Span

_LONGEST: Final = 2_000
"""No sentence of news is longer; what follows in a longer one is not compared."""

# Asked of every word of every article, so without a name for each look.
_NAME, _SMALL, _MASK = itemgetter(1), itemgetter(3), itemgetter(4)

_Found = TypeVar("_Found")

AKIN: Final = 0.16
"""From here on two articles are about the same affair; fitted on hand-made corpora."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One sentence as it is compared: its place, its stems that carry meaning, its names.

    ``document`` is the article's number among those compared; ``mask`` which patterns may
    find something in it.
    """

    document: int
    sentence: Sentence
    stems: frozenset[str]
    names: frozenset[str]
    mask: int

    @property
    def place(self) -> tuple[int, int]:
        """Return what orders lines: the article, then the sentence."""
        return self.document, self.sentence.index


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """One article, read: its sentences, and the words that say what it is about."""

    article: Article
    evidence: Evidence
    lexicon: Lexicon | None
    lines: tuple[Line, ...]
    subjects: frozenset[str]

    def text(self, line: Line) -> str:
        """Return a sentence's words."""
        return line.sentence.span.of(self.article.text)

    def amounts(self, line: Line) -> tuple[Amount, ...]:
        """Return the amounts that a sentence has."""
        rows, index = self.evidence.amounts, line.sentence.index
        return rows[index] if index < len(rows) else ()

    def between(self, first: int, last: int) -> tuple[Line, ...]:
        """Return the sentences from index ``first`` to ``last``."""
        start = bisect_left(self.lines, first, key=_index)
        return self.lines[start : bisect_right(self.lines, last, start, key=_index)]


def _index(line: Line) -> int:
    return line.sentence.index


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """All articles that are compared, with what is known of all of them together.

    ``about`` are the sentences (document, index) of which every difference must have one side, and
    ``asked`` the articles with these sentences alone; None where all differences are wanted.
    """

    documents: tuple[Read, ...]
    counts: Mapping[str, int]
    common: frozenset[str]
    names: frozenset[str]
    about: AbstractSet[tuple[int, int]] | None = None
    asked: tuple[Read, ...] = ()
    periods: dict[tuple[int, int], list[Period]] = field(default_factory=dict)
    _weights: dict[str, float] = field(default_factory=dict)
    _akin: dict[tuple[int, int], float] = field(default_factory=dict)
    _length: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        articles: Sequence[Article],
        evidence: Sequence[Evidence],
        about: AbstractSet[tuple[int, int]] | None = None,
    ) -> Corpus:
        written = [_written(article) for article in articles]
        named = frozenset[str]().union(*map(_inner, written))
        documents = tuple(
            _read(number, article, rows, words, named)
            for number, (article, rows, words) in enumerate(
                zip(articles, evidence, written, strict=True)
            )
        )
        counts: Counter[str] = Counter()
        names: set[str] = set()
        for read in documents:
            counts.update(read.subjects)
            names.update(*(line.names for line in read.lines))
        lexicons = {read.lexicon.language: read.lexicon for read in documents if read.lexicon}
        common = frozenset[str]().union(*(lexicon.common for lexicon in lexicons.values()))
        asked = documents
        if about is not None:
            asked = tuple(
                replace(read, lines=tuple(line for line in read.lines if line.place in about))
                for read in documents
            )
        return cls(documents, counts, common, frozenset(names), about, asked)

    def each(self, find: Callable[[Read], Iterable[_Found]]) -> list[_Found]:
        """Return what is found in all articles: nothing where what is asked about has none of it.

        Then no difference of the kind can have a side there, and the rest need not be read.
        """
        if self.about is not None and not any(True for read in self.asked for _ in find(read)):
            return []
        return [found for read in self.documents for found in find(read)]

    def beside(
        self, found: Iterable[Line], find: Callable[[Read], Iterable[_Found]]
    ) -> list[_Found]:
        """Return what may stand beside what was found: if that is not asked about, what is."""
        every = self.about is None or any(line.place in self.about for line in found)
        return [other for read in (self.documents if every else self.asked) for other in find(read)]

    def pairs(
        self,
        keys: Sequence[Iterable[Hashable]],
        lines: Sequence[Line],
        *,
        least: int = 1,
        across: bool = True,
    ) -> Iterator[tuple[int, int]]:
        """Yield which to compare of what was found in ``lines``: pairs that share rare keys.

        One of each pair is asked about, and they are of two articles unless ``across`` is false.
        """
        documents = [line.document for line in lines] if across else None
        asked = None
        if self.about is not None:
            asked = [number for number, line in enumerate(lines) if line.place in self.about]
        return pairs(keys, documents, asked, least=least)

    def weight(self, word: str) -> float:
        """Return what a shared word tells: a name most, a common word of news least."""
        known = self._weights.get(word)
        if known is None:
            known = 0.25 if word in self.common else 1.5 if word in self.names else 1.0
            total = len(self.documents)
            if total >= 10:  # of a few articles, all may be about one affair
                rarity = log(1 + total / max(1, self.counts.get(word, 1))) / log(1 + total / 8)
                known *= min(1.0, rarity)
            self._weights[word] = known
        return known

    def weights(self, words: Iterable[str]) -> float:
        """Return the sum of the words' weights."""
        return fsum(map(self.weight, words))

    def kinship(self, one: int, other: int) -> float:
        """Return how much two articles are about the same affair, 0 to 1."""
        if one == other:
            return 1.0
        key = (min(one, other), max(one, other))
        known = self._akin.get(key)
        if known is None:
            shared = self.documents[one].subjects & self.documents[other].subjects
            both = self._weigh(one) * self._weigh(other)
            known = self._akin[key] = self.weights(shared) / sqrt(both) if both else 0.0
        return known

    def akin(self, one: int, other: int) -> bool:
        """Tell whether two articles are about the same affair."""
        return self.kinship(one, other) >= AKIN

    def _weigh(self, document: int) -> float:
        known = self._length.get(document)
        if known is None:
            known = self._length[document] = self.weights(self.documents[document].subjects)
        return known

    def days_between(self, one: int, other: int) -> int | None:
        """Return how many days lie from one article to the other; None where a date is unknown."""
        first, second = (
            self.documents[one].article.published,
            self.documents[other].article.published,
        )
        return (second - first).days if first and second else None

    def order(self, document: int) -> tuple[date, str]:
        """Return what orders articles: their day, then their id."""
        article = self.documents[document].article
        return article.when, article.id

    def line(self, place: tuple[int, int]) -> Line:
        """Return the sentence at a place."""
        return self.documents[place[0]].lines[place[1]]

    def text(self, line: Line) -> str:
        """Return a sentence's words."""
        return self.documents[line.document].text(line)


def _written(article: Article) -> list[list[Word]]:
    """Return the words of each sentence."""
    text = article.text
    return [
        words_of(text[s.span.start : min(s.span.end, s.span.start + _LONGEST)], article.language)
        for s in article.sentences
    ]


def _inner(written: Iterable[list[Word]]) -> set[str]:
    """Return the words that sentences write with a capital elsewhere than at their start."""
    return {word.bare for row in written for word in filter(_NAME, row[1:])}


def _read(
    number: int,
    article: Article,
    evidence: Evidence,
    written: list[list[Word]],
    named: frozenset[str],
) -> Read:
    lexicon = lexicon_of(article.language)
    # A capital at the start of a sentence makes no name, unless one is written so within another,
    # or another capital follows; nor does one on a word that the article writes small elsewhere.
    small = set(map(_SMALL, chain.from_iterable(written)))
    inner = named - small
    lines: list[Line] = []
    often: Counter[str] = Counter()
    every: set[str] = set()
    for sentence, row in zip(article.sentences, written, strict=True):
        stems = frozenset(filter(None, map(STEM, row)))
        names = frozenset([word.name for word in filter(_NAME, row) if word.bare in inner])
        if len(row) > 1 and row[0].name and not row[1].small and row[0].bare not in small:
            names |= {row[0].name}
        mask = 0
        for bits in filter(None, map(_MASK, row)):
            mask |= bits
        often.update(stems)
        every |= names
        lines.append(Line(number, sentence, stems, names, mask))
    common = lexicon.common if lexicon else frozenset[str]()
    repeated = (stem for stem, times in often.items() if times > 1 and stem not in common)
    return Read(article, evidence, lexicon, tuple(lines), frozenset(every).union(repeated))


def clause(text: str, start: int, end: int) -> Span:
    """Return the part of ``[start, end)`` up to the first sign that ends a clause."""
    found = _CLAUSE_END.search(text, start, end)
    return Span(start, found.start() if found else max(start, end))


_CLAUSE_END: Final = re.compile(r"[;:—“”\"()]|,(?!\d)|\s[–-]\s|[.!?…](?=\s|$)")
