"""The words of each language that the context gate knows: one file a language, data and no rules.

A file `languages/xx.toml` (xx is an ISO 639-1 code) is all that a language needs; README.md
beside them says what each list means.
"""

from __future__ import annotations

import enum
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from summaries.corpus.language import UNKNOWN


class Opening(enum.Enum):
    """What the start of a sentence points back to."""

    NOTHING = enum.auto()
    PERSON = enum.auto()  # he, she, his, her: someone just named
    THING = enum.auto()  # it, this, they, the two, such: something just said
    CONNECTIVE = enum.auto()  # but, however, also: the thought just made


# The lists of beginnings, in the order in which they are asked; each begins another group.
_BEGINNINGS: Final = {
    "forward": Opening.NOTHING,
    "persons": Opening.PERSON,
    "things": Opening.THING,
    "connectives": Opening.CONNECTIVE,
}
_NEVER: Final = r"(?!)"
_FALLBACK: Final = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, as the rules ask for them.

    ``beginnings`` has, for a first word, the pattern of what may follow it; the group that
    matches is the list that it stands in. ``cue`` finds a verb of speech, ``hidden_speaker`` one
    whose speaker is only a pronoun, ``role`` a word that stands for a person. ``turn`` matches a
    start whose subject is followed by a word that turns from what was said before. ``figures`` and
    ``limits`` find a figure's caveat.
    """

    beginnings: dict[str, re.Pattern[str]]
    joining: frozenset[str]
    introducing: frozenset[str]
    introducing_endings: tuple[str, ...]
    pronouns: frozenset[str]
    forerunners: frozenset[str]
    demonstratives: frozenset[str]
    own_subject: re.Pattern[str]
    turn: re.Pattern[str]
    cue: re.Pattern[str]
    hidden_speaker: re.Pattern[str]
    role: re.Pattern[str]
    no_names: frozenset[str]
    figures: re.Pattern[str]
    limits: re.Pattern[str]


def supported(language: str) -> bool:
    """Tell whether the gate has words for a language, or the language could not be told."""
    return language == UNKNOWN or language in _files()


@lru_cache(maxsize=64)
def words_of(language: str) -> Words | None:
    """Return the words of a language (ISO 639-1), or None where it has no file.

    A text whose language can't be told (it is short, as a rule) is read as English.
    """
    code = _FALLBACK if language == UNKNOWN else language
    if code not in _files():
        return None
    file = files("summaries.context").joinpath("languages", f"{code}.toml")
    return _read(tomllib.loads(file.read_text("utf-8")))


@lru_cache(maxsize=1)
def _files() -> frozenset[str]:
    folder = files("summaries.context").joinpath("languages")
    names = (file.name for file in folder.iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def _read(data: dict[str, Any]) -> Words:
    says = _any(data["speech"])
    speakers = _any(data["speakers"])
    between = rf"(?:{_any(data['between'])}\s+)?" if data["between"] else ""
    hidden = rf"\b{speakers}\s+{between}{says}\b|\b{says}[-\s]+(?:t-)?{speakers}\b"
    if data["drops_subjects"]:
        # "«Vamos», dijo." leaves the speaker out.
        hidden += rf"|\b{says}\s*(?=[.;:,»”\"—–-]|\Z|que\b)"
    the = _any(data["determiners"])
    return Words(
        beginnings=_beginnings(data),
        joining=frozenset(data["joining"]),
        introducing=frozenset(data["introducing"]),
        introducing_endings=tuple(data["introducing_endings"]),
        pronouns=frozenset(data["pronouns"]),
        forerunners=frozenset(data["forerunners"]),
        demonstratives=frozenset(data["demonstratives"]),
        own_subject=_pattern(data["own_subject"] or _NEVER),
        turn=_pattern(
            rf"(?:{_SUBJECT} ){{1,4}}{_any(data['turning'] or [_NEVER])}(?!\w)"
            rf"|(?:{_SUBJECT} ){{0,5}}{_SUBJECT}, {_any(data['turning_aside'] or [_NEVER])}(?=,)"
        ),
        cue=_pattern(rf"\b{says}\b"),
        hidden_speaker=_pattern(hidden),
        role=_pattern(rf"\b{the}\s+(?:[\w’'-]++\s+){{0,3}}{_any(data['roles'])}\b"),
        no_names=frozenset(data["no_names"]),
        figures=_pattern(rf"\b{_any(data['figures'])}\b"),
        limits=_pattern(_any(data["limits"])),
    )


# A word of a subject; a comma or a mark of quotation ends it.
_SUBJECT: Final = r"[\w’'.&-]++"

_FIRST: Final = re.compile(r"(?:\(\?:(?P<several>[^\W\d_]+(?:\|[^\W\d_]+)*)\)|(?P<one>[^\W\d_]+))")


def _beginnings(data: dict[str, Any]) -> dict[str, re.Pattern[str]]:
    """Group the beginnings by their first word, so that a sentence is asked those of its own."""
    tails: dict[str, dict[str, list[str]]] = {}
    for group in _BEGINNINGS:
        for phrase in (phrase for entry in data[group] for phrase in _phrases(entry)):
            first = _FIRST.match(phrase)
            if first is None:
                raise ValueError(f"A beginning must start with a plain word: {phrase}")
            for word in (first["several"] or first["one"]).split("|"):
                rest = phrase[first.end() :]
                tails.setdefault(word, {}).setdefault(group, []).append(rest)
    return {
        first: _pattern(
            "|".join(rf"(?P<{name}>{_any(rests)}(?!\w|[-‑]\w))" for name, rests in groups.items())
        )
        for first, groups in tails.items()
    }


def _phrases(entry: str) -> list[str]:
    """Split an entry at the bars that stand in no brackets."""
    phrases, depth = [""], 0
    for sign in entry:
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            phrases.append("")
        else:
            phrases[-1] += sign
    return phrases


def group_means(name: str) -> Opening:
    """Return what a group of beginnings points back to."""
    return _BEGINNINGS[name]


def _any(phrases: Iterable[str]) -> str:
    return "(?:" + "|".join(phrases) + ")"


def _pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for any white space."""
    return re.compile(source.replace(" ", r"\s+"), re.IGNORECASE)
