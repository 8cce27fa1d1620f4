"""The words by which each language counts: one TOML file a language, data and no rules.

A word's roles are kept as the bits of one number, so that a sentence is asked word by word, once.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

_FALLBACK: Final = "en"
_UNKNOWN: Final = "und"
_MOST_WORDS: Final = 100_000  # whose roles are remembered

# What a word may be. The names are those of the lists in the files.
_ROLES: Final = (
    "up.strong", "up.weak", "up.nouns", "down.strong", "down.weak", "down.nouns", "level.words",
    "grammar.auxiliaries", "grammar.begun", "grammar.acts", "grammar.modals", "grammar.adverbs",
    "grammar.not_words", "grammar.breaks", "grammar.stops", "grammar.joins",
    "grammar.determiners", "grammar.openers", "grammar.plurals", "grammar.not_plurals",
    "counting.metrics", "counting.people", "counting.things", "counting.toll",
    "counting.movement", "counting.records", "counting.total", "counting.economy",
    "counting.measures", "counting.forecasts", "counting.some_of",
    "refused.heads", "refused.planned",
    "refused.given", "refused.shares", "refused.money", "refused.labels",
    "refused.ages", "refused.aims", "refused.holds", "phrases.said",
    "phrases.sources", "phrases.records_high", "phrases.borders", "phrases.indefinite",
    "phrases.thousand",
)  # fmt: skip
_BIT: Final = {name: 1 << place for place, name in enumerate(_ROLES)}


def bits(*names: str) -> int:
    """Return the bits of some lists, all set."""
    total = 0
    for name in names:
        total |= _BIT[name]
    return total


class _Roles(dict[str, int]):
    """Words in lower case → the lists that they stand in, as bits."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__()
        self._exact: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        for name, bit in _BIT.items():
            section, _, entry = name.partition(".")
            for word in data[section][entry]:
                kept = (
                    self._starts
                    if word.endswith("*")
                    else self._ends
                    if word.startswith("*")
                    else self._exact
                )
                bare = word.strip("*")
                kept[bare] = kept.get(bare, 0) | bit

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        mask = self._exact.get(word, 0)
        for size in range(1, min(len(word), 16) + 1):
            mask |= self._starts.get(word[:size], 0)
        for size in range(2, 5):
            mask |= self._ends.get(word[-size:], 0)
        self[word] = mask
        return mask


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. README.md in `languages` explains the lists.

    ``roles`` has each word's lists as bits. ``compared`` finds what leads in the figure that
    another is compared with, at the end of the words before it.
    """

    roles: dict[str, int]
    compared: re.Pattern[str]
    comparison: re.Pattern[str]
    superlative: re.Pattern[str]
    capacity: re.Pattern[str]
    caveats: re.Pattern[str]
    limits: re.Pattern[str]


@lru_cache(maxsize=32)
def words_of(language: str) -> Words | None:
    """Return the words of a language (ISO 639-1), or None where it has no file."""
    code = _FALLBACK if language == _UNKNOWN else language
    if code not in _languages():
        return None
    file = files("summaries.evidence.figures").joinpath("languages", f"{code}.toml")
    return _read(tomllib.loads(file.read_text("utf-8")))


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    folder = files("summaries.evidence.figures").joinpath("languages")
    names = (file.name for file in folder.iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def _read(data: dict[str, Any]) -> Words:
    phrases = data["phrases"]
    compared, superlative = _any(phrases["compared"]), _any(phrases["superlative"])
    moved = _any(phrases["moved"])
    return Words(
        roles=_Roles(data),
        compared=_pattern(rf"\b{compared} (?:[\w-]+ ){{0,2}}\Z"),
        comparison=_pattern(rf"\b(?:{compared}|{superlative}|{moved})\b"),
        superlative=_pattern(rf"\b{superlative}\b"),
        capacity=_pattern(rf"\b{_any(data['refused']['capacity'])} (?:[\w-]+ ){{0,1}}\Z"),
        caveats=_pattern(rf"\b{_any(phrases['caveats'])}\b"),
        limits=_pattern(_any(phrases["limits"])),
    )


def _any(phrases: list[str]) -> str:
    return "(?:" + "|".join(phrases) + ")"


def _pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for any white space."""
    return re.compile(source.replace(" ", r"\s+"), re.IGNORECASE)
