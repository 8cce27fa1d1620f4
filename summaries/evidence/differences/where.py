"""Where sentences say that something is, and which country someone speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from summaries.evidence.differences.reading import Corpus, Line, Read
from summaries.evidence.places import places_in
from summaries.text import Span, fold, stemmer

_LONGEST: Final = 2_000
_CAPITAL: Final = r"(?-i:[^\W\d_a-zß-öø-ÿ])"
_NAME: Final = rf"{_CAPITAL}[\w’'-]*(?:\s{_CAPITAL}[\w’'-]*){{0,4}}"


def codes_in(corpus: Corpus, line: Line, span: Span | None = None) -> frozenset[str]:
    """Return the codes of the countries and regions that a sentence, or a part of it, names."""
    read = corpus.documents[line.document]
    place = span or _whole(line)
    found = places_in(read.article.text, place, language=read.article.language, capitals=True)
    return frozenset(code for _, code in found)


def locations(corpus: Corpus, line: Line) -> frozenset[str]:
    """Return the folded names of towns and the like that a sentence puts something in."""
    read = corpus.documents[line.document]
    if read.lexicon is None:
        return frozenset()
    text = read.article.text
    span = _whole(line)
    known = [place for place, _ in places_in(text, span, language=read.article.language)]
    dull = read.lexicon.titles | frozenset(read.lexicon.calendar)
    names: set[str] = set()
    for found in read.lexicon.pattern("places.located").finditer(text, span.start, span.end):
        name = _NAMED.match(text, found.end(), span.end)
        if name is None or any(p.start <= name.start(1) < p.end for p in known):
            continue
        names.update(word for word in fold(name.group(1)).split() if word not in dull)
    return frozenset(names)


_NAMED: Final = re.compile(rf"\s+(?:the\s+)?(?:[a-z-]+\s+){{0,3}}({_NAME})")


def elsewhere(corpus: Corpus, one: Line, other: Line) -> bool:
    """Tell whether two sentences both say where, and name no place in common."""
    first, second = locations(corpus, one), locations(corpus, other)
    if first and second:
        return not first & second
    countries = codes_in(corpus, one), codes_in(corpus, other)
    return bool(countries[0] and countries[1]) and not countries[0] & countries[1]


def affiliations(corpus: Corpus) -> dict[str, frozenset[str]]:
    """Return the countries that people speak for, by the stems of their last names.

    "US Vice President Ana Silva" speaks for the US, wherever she is only "Silva".
    """
    found: dict[str, set[str]] = {}
    for read in corpus.documents:
        for last, code in _affiliated(read):
            if last in read.subjects:
                found.setdefault(last, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _affiliated(read: Read) -> Iterable[tuple[str, str]]:
    if read.lexicon is None:
        return
    text, cut = read.article.text, stemmer(read.article.language)
    titles = read.lexicon.titles
    for line in read.lines:
        if not line.names:
            continue
        for place, code in places_in(text, _whole(line), language=read.article.language):
            run = _TITLED.match(text, place.end, min(place.end + 120, line.sentence.span.end))
            if run is None:
                continue
            words = [fold(word) for word in run.group(1).split()]
            if words[0] in titles:
                last = next((w for w in reversed(words) if w not in titles), None)
                if last is not None:
                    yield cut(last.removesuffix("'s").rstrip("'")), code


_TITLED: Final = re.compile(
    rf"(?:['’]s)?\s((?:(?:of|for)\s)?{_NAME}(?:\s(?:of|and)\s{_NAME})?(?:\s{_CAPITAL}[\w’'-]*){{0,3}})"
)


def _whole(line: Line) -> Span:
    span = line.sentence.span
    return Span(span.start, min(span.end, span.start + _LONGEST))
