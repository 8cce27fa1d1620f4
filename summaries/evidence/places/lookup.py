"""Find the countries and regions that a text names, and tell which one a name stands for."""

from __future__ import annotations

import re
from typing import Final

from summaries.evidence.places.tables import (
    FIRST,
    Known,
    NameKind,
    fold,
    index,
    lies_in,
    not_places,
)
from summaries.text import Span

_THE: Final = re.compile(r"the\s+", re.IGNORECASE)
_OWNER: Final = re.compile(r"['’]s?\Z")

_NAME_BEFORE: Final = re.compile(r"(?:([A-Z][\w’'-]*|[A-Z]\.)[ \u00A0])\Z")
_NAME_AFTER: Final = re.compile(r"[ \u00A0]([A-Z][a-z]+)")
_LANGUAGE_BEFORE: Final = re.compile(r"\b(?:in|into|speaks?|spoke|speaking|spoken|fluent)\s\Z")
_LANGUAGE_AFTER: Final = re.compile(r"[-\s](?:speak|language|lesson|translat)|\s?(?:[.,;:)”\"]|\Z)")
# "Cuban Americans" are people, and neither place; "Russian-American talks" are about both.
_AMERICANS: Final = re.compile(
    r"[-\s]Americans?(?!\w)(?!\s(?:relation|talk|trade|border|alliance|war|friendship|summit|deal))"
)


def country_of(words: str, language: str = "en") -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the country that ``words`` name, or None.

    Names, abbreviations, adjectives and people ("US", "Britain", "Guatemalans") are known, with
    or without "the" and "'s"; so is a part that lies in one country ("England" is GB). Capitals
    are not: see `government_of`. "Congo" and "Congolese" are CD, "Korea" KR, "Dominican" DO,
    "America" US, as news uses them.
    """
    known = _known(words, language)
    if known is None or known.kind in (NameKind.CAPITAL, NameKind.NONE):
        return None
    if _is_country(known.code):
        return known.code
    whole = [code for code in lies_in().get(known.code, ()) if _is_country(code)]
    return whole[0] if len(whole) == 1 else None


def place_of(words: str, language: str = "en") -> str | None:
    """Return the code of the country or region that ``words`` name exactly, or None.

    A country has two letters, a region its M49 digits ("013"), a part of the United Kingdom its
    ISO 3166-2 code, the European Union "EU"; other regions have a name in small letters ("gulf").
    """
    known = _known(words, language)
    return None if known is None or known.kind is NameKind.CAPITAL else known.code or None


def government_of(words: str, language: str = "en") -> str | None:
    """Return the country whose capital ``words`` name ("Washington" for the US), or None."""
    known = _known(words, language)
    return known.code if known is not None and known.kind is NameKind.CAPITAL else None


def is_adjective(words: str, language: str = "en") -> bool:
    """Tell whether ``words`` are an adjective of a place or its people ("Guatemalan")."""
    known = _known(words, language)
    return known is not None and known.kind is NameKind.PEOPLE


def lies_within(code: str, region: str) -> bool:
    """Tell whether the place with ``code`` is ``region`` or lies in it (GT in 013)."""
    return region in lies_in().get(code, frozenset({code}))


def places_in(
    text: str, span: Span | None = None, *, language: str = "en", capitals: bool = False
) -> list[tuple[Span, str]]:
    """Return the places that ``text`` (or ``span`` in it) names, in order, with their codes.

    Countries and regions by name, abbreviation, adjective or people, without "the"; capitals, with
    their country's code, where ``capitals`` is true. The United Nations and the like are no places;
    the European Union is one ("EU"). Codes are as `place_of` has them.
    """
    start, end = (span.start, span.end) if span is not None else (0, len(text))
    names = index(language)
    patterns, known_by = names.patterns, names.known
    found: list[tuple[Span, str]] = []
    done = start
    for word in FIRST.finditer(text, start, end):
        pattern = patterns.get(word.group())
        at = word.start()
        if pattern is None or at < done or (at > start and text[at - 1].isalnum()):
            continue
        match = None
        for small in names.behind.get(word.group(), ()):
            if at - len(small) >= done and fold(text[at - len(small) : at] + "x") == f"{small}x":
                match = match or pattern.match(text, at - len(small), end)
        match = match or pattern.match(text, at, end)
        if match is None:
            continue
        known = known_by.get(fold(match.group())) or _known(match.group(), language)
        done = match.end()
        if known is not None and known.kind is NameKind.PEOPLE:
            american = _AMERICANS.match(text, done, end)
            if american is not None:
                done = american.end()
                continue
        if known is None or known.kind is NameKind.NONE:
            continue
        if known.kind is NameKind.CAPITAL and not capitals:
            continue
        if _means_it(text, start, match, known, end):
            found.append((Span(match.start(), match.end()), known.code))
    return found


def place_at(text: str, at: int, end: int, language: str = "en") -> tuple[Span, str] | None:
    """Return the place whose name begins at ``at``, with its code, or None; no capitals."""
    word = FIRST.match(text, at, end)
    pattern = index(language).patterns.get(word.group()) if word else None
    match = pattern.match(text, at, end) if pattern else None
    code = place_of(match.group(), language) if match else None
    return (Span(at, match.end()), code) if match and code else None


def _means_it(text: str, start: int, match: re.Match[str], known: Known, end: int) -> bool:
    """Tell whether a name that was found is the place, and not a person, a language or a cry."""
    at, after = match.start(), match.end()
    if known.kind is NameKind.PEOPLE:
        before = text[max(start, at - 12) : at]
        if _LANGUAGE_BEFORE.search(before) and _LANGUAGE_AFTER.match(text, after, end):
            return False
        return not text.startswith(("-speak", "-language"), after)
    lists = not_places()
    if known.kind is NameKind.CAPITAL or match.group() in lists["also_names"]:
        following = _NAME_AFTER.match(text, after, end)
        named = _NAME_BEFORE.search(text[max(start, at - 24) : at])
        beside = [match[1] for match in (named, following) if match]
        return all(word in lists["beside"] for word in beside)
    if match.group() == "US":
        # Among words in capitals it is the pronoun as often as the country.
        around = text[max(start, at - 40) : min(after + 40, end)]
        return len(around) < 8 or any(sign.islower() for sign in around)
    before = text[max(start, at - 4) : at]
    if match.group() == "Gulf":
        return before.lower() == "the "
    return match.group() != "GB" or not before.rstrip().endswith(tuple("0123456789"))


def _known(words: str, language: str) -> Known | None:
    names = index(language).known
    name = fold(_OWNER.sub("", words.strip()))
    the = _THE.match(name)
    bare = name[the.end() :] if the else name
    for spelling in (name, bare, bare.title() if bare.isupper() and len(bare) > 3 else ""):
        if spelling in names:
            return names[spelling]
    return None


def _is_country(code: str) -> bool:
    return len(code) == 2 and code != "EU"
