"""The tables of places: countries, regions and their names, read once and indexed by first word.

`countries.csv` has every entry of ISO 3166-1 (and XK, as CLDR has it for Kosovo) with the M49
region that it lies in; `regions.toml` every region of M49 and the common ones without a code;
`not_places.toml` longer names that hide a country's. Other languages' names are CLDR's.
"""

from __future__ import annotations

import csv
import enum
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

_FOLDER: Final = "summaries.evidence.places"
_SAINT: Final = "Saint "
# A word for people that ends so has no plural in s: "Chinese", "Dutch", "Swiss", "Englishmen".
_NO_PLURAL: Final = re.compile(r"(?:ese|[sczx]|sh|ch|men|man|wn|nais|rais|nois|lois|tois|moris)\Z")
_APOSTROPHES: Final = "['’ʽʻ]"


class NameKind(enum.Enum):
    """How a place is named."""

    NAME = enum.auto()  # "Mexico", "Central America"
    SHORT = enum.auto()  # "US", "U.K.": in capitals only
    PEOPLE = enum.auto()  # "Mexican", "Mexicans"
    CAPITAL = enum.auto()  # "Mexico City": the seat of a government, and a name for it
    NONE = enum.auto()  # a name that hides a country's: "Gulf of Mexico"


@dataclass(frozen=True, slots=True)
class Known:
    """A name in the tables: the code of its place, and how it names it."""

    code: str
    kind: NameKind


@dataclass(slots=True)
class Index:
    """The names of places: whole names by folded words, patterns by their first word."""

    known: dict[str, Known] = field(default_factory=dict)
    firsts: dict[str, list[str]] = field(default_factory=dict)
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    behind: dict[str, list[str]] = field(default_factory=dict)
    """Small beginnings of names by their first capitalised word: "southern " of "Africa"."""

    def add(self, name: str, code: str, kind: NameKind) -> None:
        """Add a name with its usual spellings; a name that is there already keeps its meaning."""
        for spelling in _spellings(name):
            key = fold(spelling)
            if key not in self.known:
                self.known[key] = Known(code, kind)
                first = FIRST.search(spelling)
                if first is None:
                    continue
                self.firsts.setdefault(first.group(), []).append(spelling)
                if first.start():
                    self.behind.setdefault(first.group(), []).append(spelling[: first.start()])

    def close(self) -> Index:
        """Make the patterns: of the names that begin with one word, the longest that fits wins."""
        for first, names in self.firsts.items():
            longest = sorted(names, key=len, reverse=True)
            source = "|".join(_source(name) for name in longest)
            self.patterns[first] = re.compile(rf"(?:{source})(?!\w)")
            # Headlines in capitals; an abbreviation is in capitals as it is.
            if len(first) > 3:
                self.patterns.setdefault(
                    first.upper(), re.compile(rf"(?:{source})(?!\w)", re.IGNORECASE)
                )
        return self


CAPITALS: Final = "A-ZÀ-ÖØ-ÞČĐŁŚŞŠŽ"
FIRST: Final = re.compile(rf"[{CAPITALS}](?:\.[A-Z.]*\.|[^\W\d_]*)")
"""An abbreviation with full stops, or the letters of a capitalised word."""


def fold(name: str) -> str:
    """Return a name as the table has it: one kind of blank and apostrophe, and its own case."""
    return " ".join(re.sub(_APOSTROPHES, "’", name).split())


def _source(name: str) -> str:
    """Write a name as a pattern: any white space for a blank, any apostrophe for another."""
    escaped = re.escape(name).replace(r"\ ", r"\s+")
    return re.sub(_APOSTROPHES, _APOSTROPHES, escaped)


def _spellings(name: str) -> Iterator[str]:
    """Give a name, and how it is also written: without accents, "St", "&"."""
    yield name
    # "Réunion" without its accent is a word of its own.
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if plain != name and plain not in ("Reunion", "Male"):
        yield plain
    if name.startswith(_SAINT):
        rest = name.removeprefix(_SAINT)
        yield f"St {rest}"
        yield f"St. {rest}"
    if " and " in name:
        yield name.replace(" and ", " & ")


def _people(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield word
        if not _NO_PLURAL.search(word):
            yield f"{word}s"


def _list(cell: str) -> list[str]:
    return cell.split(";") if cell else []


@lru_cache(maxsize=1)
def countries() -> tuple[dict[str, str], ...]:
    """Return the rows of the countries' table."""
    text = files(_FOLDER).joinpath("countries.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def regions() -> dict[str, dict[str, Any]]:
    """Return the table of regions by code."""
    return tomllib.loads(files(_FOLDER).joinpath("regions.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def not_places() -> dict[str, Any]:
    """Return the table of what looks like a place and is none."""
    return tomllib.loads(files(_FOLDER).joinpath("not_places.toml").read_text("utf-8"))


@lru_cache(maxsize=16)
def index(language: str = "en") -> Index:
    """Return the names of all places in English, and in another language where one is asked for."""
    built = Index()
    for names in not_places()["hidden"].values():
        for name in names:
            built.add(name, "", NameKind.NONE)
    if language != "en":
        for code, name in _cldr(language):
            built.add(name, code, NameKind.NAME)
        for code, region in regions().items():
            for name in region.get("other", ()):
                built.add(name, code, NameKind.NAME)
    for row in countries():
        for name in _list(row["names"]):
            built.add(name, row["code"], NameKind.NAME)
        for name in _list(row["short"]):
            built.add(name, row["code"], NameKind.SHORT)
    for code, region in regions().items():
        if region.get("spoken", True):
            for name in region["names"]:
                short = name.isupper()
                built.add(name, code, NameKind.SHORT if short else NameKind.NAME)
            for name in _people(region.get("people", ())):
                built.add(name, code, NameKind.PEOPLE)
    for row in countries():
        for name in _people(_list(row["people"])):
            built.add(name, row["code"], NameKind.PEOPLE)
    for row in countries():
        for name in _list(row["capital"]):
            built.add(name, row["code"], NameKind.CAPITAL)
    return built.close()


def _cldr(language: str) -> Iterator[tuple[str, str]]:
    """Give CLDR's names of countries and M49 regions in a language; none for an unknown one."""
    from babel import Locale, UnknownLocaleError  # loaded for articles that aren't in English

    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return
    ours = {row["code"] for row in countries()} | regions().keys() - {"001"}
    for code, name in territories.items():
        if code in ours and name[:1].isupper() and len(name) > 3:
            yield code, name


@lru_cache(maxsize=1)
def lies_in() -> dict[str, frozenset[str]]:
    """Return, for each code, all the regions that hold it, its own code included."""
    parents: dict[str, set[str]] = {row["code"]: {row["region"]} for row in countries()}
    for code, region in regions().items():
        parents.setdefault(code, set()).update(region.get("within", ()))
        for part in region.get("parts", ()):
            parents.setdefault(part, set()).add(code)

    def all_of(code: str) -> frozenset[str]:
        return frozenset({code}).union(*(all_of(parent) for parent in parents.get(code, ())))

    return {code: all_of(code) for code in parents}
