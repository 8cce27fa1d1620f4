"""The words of amounts in each language: one file a language, data and no rules.

`languages/xx.toml` (xx is an ISO 639-1 code) has the words; `signs.toml` and `currencies.csv`
the signs, codes and nouns of money, from ISO 4217 and CLDR. A language without a file is read by
signs and codes alone.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from summaries.evidence.model import AmountKind

_FOLDER: Final = "summaries.evidence.amounts"
_NEUTRAL: Final[dict[str, Any]] = {"decimal": ""}
ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)
HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands behind a number: the kind of amount that it makes, and its unit.

    ``unit`` is as `Amount.unit` has it. The number is multiplied by ``factor``. A ``glued`` unit
    counts only when it is written to its number ("50p"); ``small`` ones never behind a scale.
    """

    kind: AmountKind
    unit: str | None
    factor: Decimal = ONE
    glued: bool = False
    small: bool = False
    singular: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a unit: the rest of its words after the first, and the unit."""

    rest: re.Pattern[str] | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Money:
    """Signs and codes of money, whatever the language."""

    before: dict[str, str]
    before_large: dict[str, str]
    after: dict[str, str]
    codes: frozenset[str]
    doubtful: frozenset[str]
    by_country: dict[tuple[str, str], str]
    """The currency of a country by its noun: ("MX", "pesos") is MXN."""

    nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, as the grammar asks for them; all in lower case but abbreviations."""

    comma: bool  # "1,5" is one and a half
    both: bool  # a comma before three digits groups them all the same, as in Mexico
    strict: bool  # the language is unknown: only what can't be misread
    noun: str  # what a plural noun is known by: "s", a "capital", or that it comes "next"
    numbers: dict[str, int]
    scales: dict[str, Decimal]
    glued: dict[str, Decimal]
    fractions: dict[str, int]
    triggers: frozenset[str]
    lists: dict[str, frozenset[str]]
    units: dict[str, tuple[Form, ...]]
    before: dict[str, tuple[str, ...]]
    """Qualifiers by their last word, the longest first."""

    after: re.Pattern[str]
    month_before: re.Pattern[str]
    month_after: re.Pattern[str]
    clock: re.Pattern[str]
    share_of: re.Pattern[str]
    part_of: re.Pattern[str]
    range: re.Pattern[str]
    range_between: re.Pattern[str]
    and_a_half: re.Pattern[str]
    half_of: re.Pattern[str]
    unit_and_a: re.Pattern[str]


_LISTS: Final = (
    "a", "and", "half", "halves", "quarter", "magnitude", "minus", "of",
    "dozen", "determiners", "definite", "no_range_after",
    "change", "before_part", "lasting", "lasting_after", "counting", "counting_of", "counted",
    "single", "lengths", "hour_before", "hyphened", "hyphened_adverbs", "names_before",
    "names_only_bare", "names_beside", "nouns_plurals", "nouns_no_plurals", "nouns_stops",
    "dates_year_before", "dates_year_counts", "between",
)  # fmt: skip


@lru_cache(maxsize=1)
def money() -> Money:
    """Return the signs, codes and nouns of money."""
    signs = tomllib.loads(files(_FOLDER).joinpath("signs.toml").read_text("utf-8"))
    table = files(_FOLDER).joinpath("currencies.csv").read_text("utf-8")
    by_country, nouns, codes = {}, set[str](), set[str]()
    for row in csv.DictReader(table.splitlines()):
        codes.add(row["code"])
        for noun in row["nouns"].split(";"):
            nouns.add(noun.lower())
            for country in row["countries"].split(";"):
                by_country[country, noun.lower()] = row["code"]
    return Money(
        before=signs["before"],
        before_large=signs["before_large"],
        after=signs["after"],
        codes=frozenset(codes),
        doubtful=frozenset(signs["codes"]["doubtful"]),
        by_country=by_country,
        nouns=frozenset(nouns),
    )


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """Return the words of a language (ISO 639-1); none but signs and codes for an unknown one."""
    file = files(_FOLDER).joinpath("languages", f"{language}.toml")
    known = re.fullmatch("[a-z]{2,3}", language) is not None and file.is_file()
    return _read(tomllib.loads(file.read_text("utf-8")) if known else _NEUTRAL)


def _read(data: dict[str, Any]) -> Lexicon:
    tables = ("names", "dates", "nouns")
    lists = data | {
        f"{table}_{key}": words for table in tables for key, words in data.get(table, {}).items()
    }
    lists |= data.get("joined", {})
    scales = {word: Decimal(value) for word, value in data.get("scales", {}).items()}
    numbers, fractions = dict(data.get("numbers", {})), dict(data.get("fractions", {}))
    half, dozen = data.get("half", ()), data.get("dozen", ())
    a, and_a = _any(data.get("a", ())), _any(data.get("and", ()))
    of = _any(data.get("of", ()))
    months = _any(data.get("dates", {}).get("months", ()))
    before = _any(data.get("dates", {}).get("of", ["of"]))
    qualifiers = data.get("qualifiers", {})
    sizes = [*scales, *dozen, *_names(data, "durations"), *_names(data, "measures")]
    small = rf"(?:{_any(data.get('determiners', ()))}\s(?:[a-z]{{3,12}}\s){{0,2}})?"
    return Lexicon(
        comma=data["decimal"] == ",",
        both=data.get("both", False),
        strict=not data["decimal"],
        noun=data.get("noun", "s"),
        numbers=numbers,
        scales=scales,
        glued={word: Decimal(value) for word, value in data.get("glued", {}).items()},
        fractions=fractions,
        triggers=frozenset(
            [*numbers, *scales, *fractions, *half, *(word.lower() for word in dozen)]
        ),
        lists=dict.fromkeys(_LISTS, frozenset[str]())
        | {key: frozenset(words) for key, words in lists.items() if isinstance(words, list)},
        units=_units(data),
        before=_by_last_word(qualifiers.get("before", ())),
        after=_pattern(rf"\s?{_any(qualifiers.get('after', ()))}(?!\w)"),
        month_before=_pattern(rf"(?<!\w){months}\.?[\s\u00A0]\Z"),
        month_after=_pattern(rf"\.?[\s\u00A0](?:{before}\s)?{months}(?!\w)"),
        clock=_pattern(rf"\s?{_any(data.get('dates', {}).get('clock_after', ()))}(?!\w)"),
        share_of=_pattern(rf"\s{_any(data.get('in', ()))}\s"),
        part_of=_pattern(rf"\s{of}\s{small}\Z"),
        range=_pattern(rf"[ \u00A0]?[-–—‑][ \u00A0]?|\s{_any(data.get('to', ()))}\s"),
        range_between=_pattern(rf"\s{_any(data.get('between_and', ()))}\s"),
        and_a_half=_pattern(rf"[\s-]{and_a}[\s-](?:{a}[\s-])?{_any(half)}(?!\w)"),
        half_of=_pattern(rf"(?:\s(?:{of}\s)?{a}\s|-|\s)(?={_any(sizes)}(?!\w))"),
        unit_and_a=_pattern(rf"(?<!\w)(?P<unit>[^\W\d_]{{3,9}})\s{and_a}\s(?:{a}\s)?\Z"),
    )


def _names(data: dict[str, Any], table: str) -> list[str]:
    """Return what a unit is called behind "half a": its name, or a language's own words for it."""
    rows = data.get(table, {})
    return [*rows, *(word for words in rows.values() for word in words if len(word) > _SHORT)]


_SHORT: Final = 2


def _units(data: dict[str, Any]) -> dict[str, tuple[Form, ...]]:
    """Collect the ways of writing each unit, by their first word."""
    forms: dict[str, list[tuple[str, Unit]]] = {}

    def add(words: str, unit: Unit) -> None:
        first = re.match(r"[^\W\d_]+|\S", words)
        if first is not None:
            forms.setdefault(first.group(), []).append((words[first.end() :], unit))

    share = data.get("share", {})
    add("%", Unit(AmountKind.SHARE, "", HUNDREDTH))
    add("‰", Unit(AmountKind.SHARE, "", Decimal("0.001")))
    for word in share.get("percent", ()):
        add(word, Unit(AmountKind.SHARE, "", HUNDREDTH))
    for word in share.get("points", ()):
        add(word, Unit(AmountKind.SHARE, "percentage point", HUNDREDTH))
    for word in share.get("basis", ()):
        add(word, Unit(AmountKind.SHARE, "basis point", Decimal("0.0001")))
    for kind, table in ((AmountKind.DURATION, "durations"), (AmountKind.MEASURE, "measures")):
        for name, words in data.get(table, {}).items():
            if table == "measures" or name in data.get("spoken", {name}):
                add(name, Unit(kind, name, singular=True))
            for word in words:
                add(word, Unit(kind, name))
    for name, words in data.get("small", {}).items():
        for word in words:
            add(word, Unit(AmountKind.MEASURE, name, glued=True, small=True))
    for word, code in money().after.items():
        add(word, Unit(AmountKind.MONEY, code or None))
    for code in sorted(money().codes):
        add(code, Unit(AmountKind.MONEY, code))
    for word, code in data.get("currencies", {}).items():
        add(word, Unit(AmountKind.MONEY, code or None))
    for word, code in data.get("hundredths", {}).items():
        add(word, Unit(AmountKind.MONEY, code or None, HUNDREDTH, glued=len(word) == 1))
    if data.get("currencies"):
        single = _single_nouns(frozenset(data["currencies"]))
        for word, code in single.items():
            add(word, Unit(AmountKind.MONEY, code))
    return {
        first: tuple(
            Form(_pattern(f"{_blank(rest)}(?!\\w)") if rest else None, unit)
            for rest, unit in sorted(found, key=lambda pair: -len(pair[0]))
        )
        for first, found in forms.items()
    }


def _single_nouns(given: frozenset[str]) -> dict[str, str]:
    """Return the nouns of money that one currency alone has, which a language doesn't give."""
    codes: dict[str, set[str]] = {}
    for (_, noun), code in money().by_country.items():
        codes.setdefault(noun, set()).add(code)
    return {
        noun: min(found)
        for noun, found in codes.items()
        if len(found) == 1 and noun not in given and noun not in _WORDS_TOO
    }


# Money in some country, and ordinary words in English or elsewhere.
_WORDS_TOO: Final = frozenset(
    {"real", "reals", "sol", "mark", "marks", "kip", "gold zig", "lats", "lati", "lek", "colon"}
)


def _by_last_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(phrase.split()[-1], []).append(phrase)
    return {last: tuple(sorted(many, key=len, reverse=True)) for last, many in found.items()}


def _blank(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"[\s\u00A0]")


def _any(words: Iterable[str]) -> str:
    """Write a choice of words, the longest first; of no words, what never matches."""
    listed = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(_blank(word) for word in listed)})" if listed else "(?!)"


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
