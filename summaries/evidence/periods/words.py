"""The words of each language that dates are made of: one TOML file a language, no rules."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

_FALLBACK: Final = "en"
_UNKNOWN: Final = "und"
_SHORT: Final = 4  # letters of an abbreviated month, at most
_YEARS: Final = range(1800, 2101)
_STARTING: Final = (
    "past", "recent", "this", "next", "since", "from", "between", "edge", "ago_before", "same",
    "fiscal", "unsaid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words for dates, in lower case. README.md in `languages` explains the lists.

    ``cues`` has every word without which a sentence holds no period; ``starters`` every word that
    a period may begin with.
    """

    language: str
    months: dict[str, int]
    short: frozenset[str]
    weekdays: dict[str, int]
    case: str
    doubtful: frozenset[str]
    relative_after: bool
    units: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    days: dict[str, int]
    lists: dict[str, frozenset[str]]
    future: dict[str, frozenset[str]]
    future_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    cues: frozenset[str]
    starters: frozenset[str]


@lru_cache(maxsize=32)
def words_of(language: str) -> Words | None:
    """Return the words of a language (ISO 639-1), or None where it has no file.

    A text whose language can't be told (it is short, as a rule) is read as English.
    """
    code = _FALLBACK if language == _UNKNOWN else language
    if code not in _languages():
        return None
    file = files("summaries.evidence.periods").joinpath("languages", f"{code}.toml")
    return _read(code, tomllib.loads(file.read_text("utf-8")))


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    folder = files("summaries.evidence.periods").joinpath("languages")
    names = (file.name for file in folder.iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def _read(code: str, data: dict[str, Any]) -> Words:
    months = {
        form.lower(): number
        for number, forms in enumerate(data["months"], start=1)
        for form in forms
    }
    full = {forms[0].lower() for forms in data["months"]}
    units = {word.lower(): unit for unit, forms in data["units"].items() for word in forms}
    lists = {name: _lower(entries) for name, entries in data["words"].items()}
    future = data["future"]
    days = {word.lower(): shift for word, shift in data["days"].items()}
    weekdays = {word.lower(): number for number, word in enumerate(data["weekdays"])}
    # A weekday of several words ("segunda-feira") is found by its first.
    heads = {word.partition("-")[0] for word in weekdays}
    numbers = {word.lower(): n for word, n in data["numbers"].items()}
    ordinals = {word.lower(): n for word, n in data["ordinals"].items()}
    starters = {*months, *weekdays, *units, *days, *numbers, *ordinals}
    starters.update(word for name in _STARTING for word in lists[name])
    starters.update(phrase.split()[0] for phrase in lists["so_far"])
    years = {str(year) for year in _YEARS}
    return Words(
        language=code,
        months=months,
        short=frozenset(w for w in months if len(w) <= _SHORT and w not in full),
        weekdays=weekdays,
        case=data["case"],
        doubtful=_lower(data["doubtful"]),
        relative_after=data["relative_after"],
        units=units,
        numbers=numbers,
        ordinals=ordinals,
        days=days,
        lists=lists,
        future={name: _lower(future[name]) for name in ("words", "before_to", "past", "passive")},
        future_endings=tuple(future["endings"]),
        past_endings=tuple(future["past_endings"]),
        cues=frozenset(months)
        | heads
        | frozenset(units)
        | frozenset(days)
        | lists["tenure"]
        | years
        | {f"{year}s" for year in _YEARS if year % 10 == 0},
        starters=frozenset(starters),
    )


def _lower(entries: list[str]) -> frozenset[str]:
    return frozenset(entry.lower() for entry in entries)
