"""The small words of reported speech in each language: one file a language, data and no rules.

A language without a file has its quotations in marks, with their speakers where the room of people
knows its verbs; what is reported without marks is read in English only.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Cues:
    """One language's small words; `languages/en.toml` says what each list means."""

    passive: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    showing: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()


@lru_cache(maxsize=32)
def cues_of(language: str) -> Cues:
    """Return a language's words (ISO 639-1); none where it has no file."""
    file = files("summaries.evidence.quotations").joinpath("languages", f"{language}.toml")
    if not language.isalpha() or not file.is_file():
        return Cues()
    lists = tomllib.loads(file.read_text("utf-8"))
    return Cues(**{name: frozenset(words) for name, words in lists.items()})
