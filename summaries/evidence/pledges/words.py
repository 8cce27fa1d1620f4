"""The words of each language that pledges are read by: one file a language, data and no rules.

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
from summaries.text import fold

_FALLBACK: Final = "en"
_NONE: Final[frozenset[str]] = frozenset()
_NOT_NOUNS: Final = (
    "determiners", "prepositions", "and", "stops", "be", "have", "future", "uncertain", "do",
    "not", "pronouns", "speech", "adverbs", "pasts",
)  # fmt: skip


class Form(enum.Enum):
    """The form that a verb stands in."""

    BASE = enum.auto()
    PRESENT = enum.auto()
    PAST = enum.auto()
    PARTICIPLE = enum.auto()
    GERUND = enum.auto()
    FUTURE = enum.auto()


@dataclass(frozen=True, slots=True)
class Verb:
    """What a written form may be: a verb of a family ("pledge", "give", "receive" …)."""

    family: str
    lemma: str
    form: Form
    also_participle: bool  # "pledged" is both past and participle


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, folded, as the rules ask for them.

    ``lists`` has the sets of the tables grammar, nouns and traps by name. ``chains`` has, for
    a word that stands before "to give", how far it leaves the pledge.
    ``particles`` are the words without which a verb gives nothing ("set … aside").
    """

    verbs: dict[str, Verb]
    chains: dict[str, str]
    lists: dict[str, frozenset[str]]
    particles: dict[str, frozenset[str]]
    conditions: re.Pattern[str]
    not_nouns: frozenset[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists.get(name, _NONE)

    def is_noun(self, low: str) -> bool:
        """Tell whether a folded word may be part of a noun phrase, as a noun or adjective."""
        return low not in self.not_nouns and low[:1].isalnum()


@lru_cache(maxsize=64)
def words_of(language: str) -> Words | None:
    """Return the words of a language (ISO 639-1), or None where it has no file.

    A text whose language can't be told (it is short, as a rule) is read as English.
    """
    code = _FALLBACK if language == UNKNOWN else language
    file = files("summaries.evidence.pledges").joinpath("languages", f"{code}.toml")
    if not code.isalpha() or not file.is_file():
        return None
    return _read(tomllib.loads(file.read_text("utf-8")))


def _read(data: dict[str, Any]) -> Words:
    verbs: dict[str, Verb] = {}
    for family, lemmas in data["verbs"].items():
        for lemma, forms in lemmas.items():
            written = [[fold(word) for word in cell.split()] for cell in forms.split("|")]
            participles = set(written[3])
            for form, cell in zip(Form, written, strict=False):
                for word in cell:
                    verbs.setdefault(word, Verb(family, lemma, form, word in participles))
    grammar = data["grammar"]
    lists = {
        name: frozenset(map(fold, listed))
        for table in (grammar, data["nouns"], data["traps"], data["verbs_after_to"])
        for name, listed in table.items()
        if isinstance(listed, list) and name != "conditions"
    }
    _add_unions(lists, verbs)
    return Words(
        verbs=verbs,
        chains={fold(word): status for status, listed in data["chains"].items() for word in listed},
        lists=lists,
        conditions=re.compile(rf"\b(?:{_any(grammar['conditions'])})\b", re.IGNORECASE),
        particles={lemma: frozenset(listed) for lemma, listed in data["particles"].items()},
        not_nouns=_NONE.union(*(lists.get(name, _NONE) for name in _NOT_NOUNS)),
    )


# Families of verbs that may give what is no sum.
_IN_KIND: Final = ("pledge", "commit", "donate", "give", "announce", "allot", "raise")


def _add_unions(lists: dict[str, frozenset[str]], verbs: dict[str, Verb]) -> None:
    """Add what a sentence must have a word of to hold a pledge: of money, and of other help."""
    lists["helpful"] = lists["help"] | lists["pledge_nouns"]
    lists["in_kind"] = lists["goods"] | lists["people"] | lists["kind"]
    lists["gate"] = frozenset(verbs) | lists["helpful"]
    lists["in_kind_gate"] = frozenset(
        word for word, verb in verbs.items() if verb.family in _IN_KIND
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
