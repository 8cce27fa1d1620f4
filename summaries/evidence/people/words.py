"""The words of each language that tell who is meant: one file a language, data and no rules.

A file `languages/xx.toml` (xx is an ISO 639-1 code) is all that a language needs; README.md
beside them says what each list means.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from summaries.corpus.language import UNKNOWN
from summaries.text import fold

# What a word may do in a sentence. Plain numbers, for every word of an article is asked.
DET: Final = 1  # the, some, three
POSS: Final = 1 << 1  # his, her
HE: Final = 1 << 2
SHE: Final = 1 << 3
THEY: Final = 1 << 4
IT: Final = 1 << 5
OTHER: Final = 1 << 6  # I, we, everyone
PREP: Final = 1 << 7
CONJ: Final = 1 << 8
AUX: Final = 1 << 9
ADV: Final = 1 << 10
VERB: Final = 1 << 11
NOUNVERB: Final = 1 << 12  # a verb after a name or role; a noun elsewhere
ROLE: Final = 1 << 13  # one person
ROLES: Final = 1 << 14  # several
BODY: Final = 1 << 15
TITLE: Final = 1 << 16
MODIFIER: Final = 1 << 17
OFFICE: Final = 1 << 18
PARTICLE: Final = 1 << 19
TIME: Final = 1 << 20
NUMBER: Final = 1 << 21
CAPITAL: Final = 1 << 22  # begins with a capital letter
ACRONYM: Final = 1 << 23  # has nothing but capitals
OWNS: Final = 1 << 24  # 's
POINT: Final = 1 << 25  # punctuation
MARK: Final = 1 << 26  # a quotation mark
SPEECH: Final = 1 << 27  # a verb of speech
PLACE: Final = 1 << 28
DOCUMENT: Final = 1 << 29

PRONOUN: Final = HE | SHE | THEY | IT
SMALL: Final = DET | POSS | PRONOUN | OTHER | PREP | CONJ | AUX | ADV
MARKS: Final = "\"“”„«»‘’'‚‹›「」『』"
"""Signs that quote, or stand for letters that are left out."""

ENDS_PHRASE: Final = PRONOUN | OTHER | PREP | CONJ | AUX | ADV | VERB | TIME | POINT | MARK

_FALLBACK: Final = "en"

_FLAGS: Final = {
    "determiners": DET, "possessives": POSS, "pronouns_he": HE, "pronouns_she": SHE,
    "pronouns_they": THEY, "pronouns_it": IT, "pronouns_other": OTHER, "prepositions": PREP,
    "conjunctions": CONJ, "auxiliaries": AUX, "adverbs": ADV, "times": TIME, "verbs": VERB,
    "groups": ROLES, "bodies": BODY, "titles": TITLE, "modifiers": MODIFIER, "offices": OFFICE,
    "particles": PARTICLE, "documents": DOCUMENT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb of speech.

    ``takes`` are the names of the lists that hold it: what may follow it. ``form`` is 0 for the
    plain form, 1 for the third person, 2 for the past, 3 for the -ing form, 4 for another.
    """

    lemma: str
    takes: frozenset[str]
    form: int
    noun: bool


@dataclass(slots=True, eq=False)
class Lexicon:
    """One language's words: what each may do, and the forms of its verbs of speech."""

    language: str
    table: dict[str, int]
    verbs: dict[str, Verb]
    singular: dict[str, str]
    short: dict[str, str]
    families: dict[str, frozenset[str]]
    he: frozenset[str]
    she: frozenset[str]
    months: frozenset[str]
    definite: frozenset[str]
    articles: frozenset[str]
    before_verbs: frozenset[str]
    hanging: frozenset[str]
    places_after: frozenset[str]
    idle: frozenset[str]
    named_bodies: frozenset[str]
    unnamed_bodies: frozenset[str]
    adverb_ending: str
    no_adverbs: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    sources: frozenset[str]  # the first words of those

    def flags(self, written: str) -> int:
        """Return what a word may do, as it is written."""
        first = written[0]
        if not first.isalnum():
            return MARK if first in MARKS else POINT
        lower = written.lower()
        found = self.table.get(lower, 0) or self.table.get(lower.rstrip("."), 0)
        if not found and lower.startswith(("co-", "ex-")):
            found = self.table.get(lower[3:], 0)
        if first.isdigit():
            return found | NUMBER
        if first.isupper() or written.startswith(
            ("al-", "el-", "as-", "ash-", "an-", "ad-", "ar-")
        ):
            found |= CAPITAL
            if lower in self.named_bodies:
                found |= BODY
            if len(written) > 1 and written.replace(".", "").isupper():
                found |= ACRONYM
        elif lower in self.unnamed_bodies:
            found |= BODY
        elif (
            not found
            and self.adverb_ending
            and len(lower) > 4
            and lower.endswith(self.adverb_ending)
            and lower not in self.no_adverbs
        ):
            found |= ADV
        return found


@lru_cache(maxsize=32)
def lexicon_of(language: str) -> Lexicon:
    """Return the words of a language (ISO 639-1); hardly any where it has no file.

    A text whose language can't be told (it is short, as a rule) is read as English.
    """
    code = _FALLBACK if language == UNKNOWN else language
    if code not in _files():
        return _read(code, {"roles": [], "plurals": [], "speech": {}})
    file = files("summaries.evidence.people").joinpath("languages", f"{code}.toml")
    return _read(code, tomllib.loads(file.read_text("utf-8")))


@lru_cache(maxsize=1)
def _files() -> frozenset[str]:
    folder = files("summaries.evidence.people").joinpath("languages")
    names = (file.name for file in folder.iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def _read(code: str, data: dict[str, Any]) -> Lexicon:
    table: dict[str, int] = {}

    def add(words: Iterable[str], flag: int) -> None:
        for word in words:
            table[word] = table.get(word, 0) | flag

    for name, flag in _FLAGS.items():
        add(data.get(name, ()), flag)
    singular: dict[str, str] = {}
    for role in data["roles"]:
        add([role], ROLE)
        for many in _plurals(role, data["plurals"]):
            add([many], ROLES)
            singular.setdefault(many, role)
    for body in data.get("bodies", ()):
        add(_plurals(body, data["plurals"]), ROLES)
    for document in data.get("documents", ()):
        add(_plurals(document, data["plurals"]), DOCUMENT)
    verbs = _verbs(data["speech"])
    for form, verb in verbs.items():
        add([form], SPEECH | (NOUNVERB if verb.noun else VERB))
    genders = data.get("genders", {})
    return Lexicon(
        language=code,
        table=table,
        verbs=verbs,
        singular=singular,
        short={fold(word): full for word, full in data.get("short_titles", {}).items()},
        families={name: frozenset(roles) for name, roles in data.get("families", {}).items()},
        he=frozenset(genders.get("he", ())),
        she=frozenset(genders.get("she", ())),
        months=frozenset(data.get("named_as_months", ())),
        definite=frozenset(data.get("definite", ())),
        articles=frozenset(data.get("articles", ())),
        before_verbs=frozenset(data.get("before_verbs", ())),
        hanging=frozenset(data.get("hanging", ())),
        places_after=frozenset(data.get("places_after", ())),
        idle=frozenset(data.get("idle", ())),
        named_bodies=frozenset(data.get("named_bodies", ())),
        unnamed_bodies=frozenset(data.get("unnamed_bodies", ())),
        adverb_ending=data.get("adverb_ending", ""),
        no_adverbs=frozenset(data.get("no_adverbs", ())),
        according=tuple(tuple(phrase.split()) for phrase in data.get("according", ())),
        sources=frozenset(phrase.split()[0] for phrase in data.get("according", ())),
    )


def _plurals(role: str, endings: list[list[str]]) -> list[str]:
    """Return the plural of a role: the first ending that fits is exchanged."""
    for one, many in endings:
        if role.endswith(one):
            return [role.removesuffix(one) + many]
    return []


def _verbs(lists: dict[str, list[str]]) -> dict[str, Verb]:
    """Read the lists of verbs: a verb that stands in several takes what each of them says."""
    takes: dict[str, set[str]] = {}
    for name, entries in lists.items():
        for entry in entries:
            takes.setdefault(entry, set()).add(name)
    verbs: dict[str, Verb] = {}
    for entry, names in takes.items():
        forms = entry.split()
        for place, form in enumerate(forms):
            word = form.rstrip("*")
            known = verbs.get(word)
            if known is not None and known.lemma != forms[0].rstrip("*"):
                continue
            verbs[word] = Verb(
                forms[0].rstrip("*"),
                frozenset(names) | (known.takes if known else frozenset()),
                min(place, 4) if known is None else known.form,
                form.endswith("*") or (known.noun if known else False),
            )
    return verbs
