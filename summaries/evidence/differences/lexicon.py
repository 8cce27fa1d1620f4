"""The words by which news of a language is compared: data in languages/xx.toml, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from summaries.corpus.language import UNKNOWN
from summaries.text import fold, stemmer

_FALLBACK: Final = "en"
_NEVER: Final = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words: sets of stems, and patterns compiled from its lists.

    ``days`` has the stems of ``calendar``, the names of weekdays and months.
    ``bits`` has a pattern's bit, ``masks`` the bits of the patterns by a word's first letters.
    ``alike`` has, for a stem, the numbers of the groups of near-synonyms that hold it; ``event``
    likewise the number of its kind of event; ``casualties`` the numbers of those groups in
    ``alike`` that count an event's victims, ``victims`` the stems in them. ``patterns`` has the
    others by "table.list".
    """

    language: str
    common: frozenset[str]
    titles: frozenset[str]
    calendar: frozenset[str]
    days: frozenset[str]
    alike: Mapping[str, frozenset[int]]
    event: Mapping[str, frozenset[int]]
    casualties: frozenset[int]
    victims: frozenset[str]
    families: Mapping[str, frozenset[int]]
    irregular: frozenset[str]
    empty: frozenset[str]
    talk: frozenset[str]
    vague: frozenset[str]
    fillers: frozenset[str]
    joining: frozenset[str]
    numbers: Mapping[str, int]
    years: Mapping[str, int]
    contractions: Mapping[str, str]
    contracted: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]
    bits: Mapping[str, int]
    masks: Mapping[str, int]

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return the pattern of a list; one that finds nothing where the language has none."""
        return self.patterns.get(name, _NEVER)

    def may(self, name: str, mask: int) -> bool:
        """Tell whether a pattern may find anything in a sentence whose words have this mask.

        A look at the mask is a hundred times cheaper than the pattern.
        """
        return mask & self.bits.get(name, 0) != 0

    def mask_of(self, word: str) -> int:
        """Return the bits of the patterns that a word may be the beginning of."""
        masks = self.masks
        return masks.get(word[:5], 0) | masks.get(word[:4], 0) | masks.get(word[:3], 0)


@lru_cache(maxsize=32)
def lexicon_of(language: str) -> Lexicon | None:
    """Return a language's words (ISO 639-1), or None; a text of unknown language is English."""
    code = _FALLBACK if language == UNKNOWN else language
    file = files("summaries.evidence.differences").joinpath("languages").joinpath(f"{code}.toml")
    return _read(code, tomllib.loads(file.read_text("utf-8"))) if file.is_file() else None


def any_of(phrases: Iterable[str]) -> str:
    """Return a pattern's source for one of several phrases, a blank standing for white space."""
    return "(?:" + "|".join(phrase.replace(" ", r"\s+") for phrase in phrases) + ")"


def _read(code: str, data: Mapping[str, Any]) -> Lexicon:
    cut = stemmer(code)

    def stems(listed: str) -> frozenset[str]:
        return frozenset(cut(fold(word)) for word in listed.split())

    def groups(lines: Iterable[str]) -> dict[str, frozenset[int]]:
        found: dict[str, frozenset[int]] = {}
        for number, line in enumerate(lines):
            for stem in stems(line):
                found[stem] = found.get(stem, frozenset()) | {number}
        return found

    alike = groups(data.get("alike", ()))
    firsts = {cut(line.split()[0]): n for n, line in enumerate(data.get("alike", ()))}
    lists = {
        f"{table}.{name}": listed
        for table, rows in data.items()
        if isinstance(rows, dict)
        for name, listed in rows.items()
        if isinstance(listed, list) and name != "families"
    }
    views = [
        entry
        for name in ("support", "criticism", "good", "bad", "near", "far")
        for entry in data.get("stances", {}).get(name, ())
    ]
    lists["stances.cue"] = views
    commitments = data.get("commitments", {})
    lists["commitments.open"] = [
        *commitments.get("undecided", ()),
        *commitments.get("refused", ()),
    ]
    stances = data.get("stances", {})
    lists["stances.doubt"] = [*stances.get("denial", ()), *stances.get("untrue", ())]
    bits = {name: 1 << number for number, name in enumerate(lists)}
    masks: dict[str, int] = {}
    for name, listed in lists.items():
        for start in _starts(listed, weak=name.endswith("_cue")):
            masks[start] = masks.get(start, 0) | bits[name]
    casualties = frozenset(firsts[cut(word)] for word in data.get("casualties", ()))
    return Lexicon(
        language=code,
        common=stems(data.get("common", "")),
        titles=frozenset(fold(word) for word in data.get("titles", "").split()),
        calendar=frozenset(data.get("calendar", "").split()),
        days=stems(data.get("calendar", "")),
        alike=alike,
        event=groups(data.get("events", ())),
        casualties=casualties,
        victims=frozenset(stem for stem, groups in alike.items() if groups & casualties),
        families=groups(data.get("plans", {}).get("families", ())),
        irregular=frozenset(data.get("plans", {}).get("irregular", "").split()),
        empty=stems(data.get("commitments", {}).get("empty", "")),
        talk=stems(data.get("commitments", {}).get("talk", "")),
        vague=frozenset(data.get("stances", {}).get("vague", ())),
        fillers=frozenset(data.get("quotations", {}).get("fillers", ())),
        joining=frozenset(data.get("quotations", {}).get("joining", ())),
        numbers=data.get("numbers", {}).get("words", {}),
        years=data.get("numbers", {}).get("years", {}),
        contractions=data.get("contractions", {}),
        contracted=data.get("contracted", {}),
        patterns={
            name: re.compile(rf"(?<![\w’']){any_of(listed)}(?!\w)", re.IGNORECASE)
            for name, listed in lists.items()
            if listed
        },
        bits=bits,
        masks=masks,
    )


# Words that are in too many sentences to tell anything; each entry has others besides.
_WEAK: Final = frozenset(
    [
        *("are", "the", "that", "and", "for", "not", "was", "were", "been", "being", "has", "have"),
        *("had", "did", "does", "will", "would", "could", "yet", "with", "from", "out", "over"),
        *("any", "all", "such", "these", "those", "one", "into", "now", "also", "then", "his"),
        *("her", "its", "their", "our", "your", "him", "them"),
        *("ing", "ming", "ling", "ying", "med", "led", "sed", "ped", "ies", "ied", "able"),
    ]
)
_RUN: Final = re.compile(r"(?<![^\W\d_])(?<!\\)[^\W\d_]{3,}")


def _starts(entries: Iterable[str], *, weak: bool) -> frozenset[str]:
    """Return how the words begin of which every find of a pattern has one at least."""
    runs = {run for entry in entries for run in _RUN.findall(entry.lower())}
    return frozenset(run[:5] for run in (runs if weak else runs - _WEAK))
