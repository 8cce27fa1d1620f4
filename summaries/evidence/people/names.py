"""Whom a name stands for: full names, the short forms that follow them, roles and initials."""

from __future__ import annotations

from typing import Final

from summaries.evidence.model import Aliases, PartyKind
from summaries.evidence.people.known import Known, Role, role_of
from summaries.evidence.people.mention import Kind, Mention
from summaries.evidence.people.tokens import Tokens, folded_name
from summaries.evidence.people.words import ACRONYM, Lexicon
from summaries.text import fold, folded_words

_MOST_TRIED: Final = 64  # people of one name or role that are compared
_DESCRIBED: Final = {
    Kind.GROUP: PartyKind.GROUP, Kind.BODY: PartyKind.BODY, Kind.ROLE: PartyKind.PERSON,
}  # fmt: skip
_RANKS: Final = frozenset({"vice", "deputy", "acting", "former", "ex", "prime", "then"})


class People:
    """Everyone an article names."""

    def __init__(self, text: str, lexicon: Lexicon, aliases: Aliases) -> None:
        self._text, self._lexicon, self._aliases = text, lexicon, aliases
        self._all: list[Known] = []
        self._by_word: dict[str, list[Known]] = {}
        self._of: dict[Mention, Known] = {}
        self._by_initials: dict[str, list[Known]] = {}
        self._by_role: dict[str, list[Known]] = {}
        self._phrases: dict[tuple[str, ...], Known] = {}
        self._places: dict[str, Known] = {}

    def known(self, mention: Mention) -> Known | None:
        """Return whom a mention by name stands for."""
        return self._of.get(mention)

    def meet(self, named: list[tuple[int, Mention, Tokens]]) -> None:
        """Meet everyone who is named: full names first, then what shortens them."""
        entries = [
            (index, mention, tokens, folded_name(tokens.words(*mention.name)))
            for index, mention, tokens in named
            if mention.name is not None
        ]
        for index, mention, tokens, key in sorted(entries, key=lambda entry: -len(entry[3])):
            if not key:
                continue
            known = self._match(key, mention)
            if known is None:
                known = self._add(index, mention, tokens, key)
            self._of[mention] = known
        for index, mention, tokens, _ in entries:
            known = self._of.get(mention)
            if known is None:
                continue
            if index < known.first_met:
                known.first_met = index
            if mention.kind is Kind.NAME and mention.role is not None:
                known.take_role(index, mention, tokens)
            if mention.kind is Kind.NAME and mention.owner is not None and mention.owner.country:
                known.country = known.country or mention.owner.country
            if mention.kind is Kind.NAME and mention.last > mention.head and mention.country:
                known.country = known.country or mention.country
        for known in self._all:
            if known.roles:
                self._complete(known)

    def _complete(self, known: Known) -> None:
        """Take what the roles of someone tell: their country, and perhaps "he" or "she"."""
        lexicon = self._lexicon
        country = next((role.country for role in known.roles if role.country), known.country)
        known.country = country
        for role in known.roles:
            nouns = {role.noun, *role.narrow}
            for gender, words in (("he", lexicon.he), ("she", lexicon.she)):
                if nouns & words:
                    known.gender = gender

    def _add(self, index: int, mention: Mention, tokens: Tokens, key: tuple[str, ...]) -> Known:
        assert mention.name is not None
        span = tokens.span(*mention.name)
        words = span.of(self._text)
        renamed = self._aliases.get(" ".join(key)) if self._aliases else None
        kind = PartyKind.PERSON
        first, last = mention.name
        if mention.kind is Kind.NAME and mention.role is None:
            before = tokens.lower[mention.first - 1] if mention.first else ""
            if (
                any(tokens.flags[at] & ACRONYM for at in range(first, last))
                or tokens.lower[mention.first] in self._lexicon.articles
            ):
                kind = PartyKind.BODY
            elif last - first == 1 and before in self._lexicon.places_after:
                kind = PartyKind.UNKNOWN
        if mention.kind is Kind.BODY:
            kind = PartyKind.BODY
        elif mention.kind is Kind.GROUP:
            kind = PartyKind.GROUP
        known = Known(words if renamed is None else renamed, kind, span, key, index)
        self._all.append(known)
        if len(key) > 2:
            self._by_initials.setdefault("".join(part[0] for part in key), []).append(known)
        for word in dict.fromkeys(key if renamed is None else (*key, *folded_name(renamed))):
            self._by_word.setdefault(word, []).append(known)
        return known

    def _match(self, key: tuple[str, ...], mention: Mention) -> Known | None:
        """Find who was met by a longer form of this name."""
        alias = self._aliases.get(" ".join(key)) if self._aliases else None
        if alias is not None:
            found = self._match_words(folded_name(alias), mention)
            if found is not None:
                return found
        found = self._match_words(key, mention)
        if found is None and len(key) == 1 and 3 <= len(key[0]) <= 6:
            found = self._initials(key[0])
        return found

    def _match_words(self, key: tuple[str, ...], mention: Mention) -> Known | None:
        best: Known | None = None
        top = 0
        for known in self._by_word.get(key[-1], ())[:_MOST_TRIED]:
            score = _fits(key, known.key, known.kind, mention.kind)
            if score > top or (
                score == top and best is not None and known.first_met < best.first_met
            ):
                best, top = known, score
        return best

    def _initials(self, word: str) -> Known | None:
        """Find the one person whose initials these are: "MLK" for a name of three words."""
        fits = self._by_initials.get(word, ())
        return fits[0] if len(fits) == 1 else None

    def place(self, mention: Mention, tokens: Tokens, index: int) -> Known:
        """Return a country or region as a party, named where it is mentioned first."""
        assert mention.name is not None
        words = tokens.words(*mention.name)
        key = mention.country or fold(words)
        known = self._places.get(key)
        if known is None:
            span = tokens.span(*mention.name)
            name = self._aliases.get(" ".join(folded_words(words)), words)
            known = Known(
                name, PartyKind.PLACE, span, folded_name(words), index, country=mention.country
            )
            self._places[key] = known
        return known

    def phrase(self, mention: Mention, tokens: Tokens, index: int) -> Known:
        """Return a group, body or person that is only described, by the description."""
        first = mention.first
        lower = tokens.lower
        if lower[first] in self._lexicon.articles and first + 1 < mention.last:
            first += 1
        key = tuple(lower[first : mention.last])
        known = self._phrases.get(key)
        if known is None:
            span = tokens.span(first, mention.last)
            kind = _DESCRIBED.get(mention.kind, PartyKind.UNKNOWN)
            known = Known(span.of(self._text), kind, span, key, index, country=mention.country)
            known.document = mention.document
            if mention.role is not None:
                role = role_of(mention.role, mention.country, tokens)
                if role is not None:
                    known.roles.append(role)
                    self._complete(known)
            self._phrases[key] = known
        return known

    def list_roles(self) -> None:
        """Take down who has which role, once all roles are read."""
        for known in self._all:
            if known.kind is PartyKind.PERSON:
                for noun in dict.fromkeys(self._plain(role)[0] for role in known.roles):
                    self._by_role.setdefault(noun, []).append(known)

    def in_role(self, mention: Mention, tokens: Tokens, country: str | None) -> list[Known]:
        """Return the people that a role may stand for, as narrow as its words say."""
        role = role_of(mention.role, country, tokens)
        if role is None:
            return []
        fits: list[tuple[int, Known]] = []
        nouns = {self._plain(role)[0], role.noun}
        for noun in tuple(nouns):
            nouns |= self._lexicon.families.get(noun, frozenset())
        for known in {
            known: None
            for noun in sorted(nouns)
            for known in self._by_role.get(noun, ())[-_MOST_TRIED:]
        }:
            score = max((self._suits(role, own, known) for own in known.roles), default=0)
            if score:
                fits.append((score, known))
        top = max((score for score, _ in fits), default=0)
        return [known for score, known in fits if score == top]

    def _suits(self, asked: Role, own: Role, known: Known) -> int:
        """Return how well a person's role suits the one asked for: 0 for not at all."""
        country = own.country or known.country
        if asked.country and country and asked.country != country:
            return 0
        asked_noun, asked_narrow = self._plain(asked)
        own_noun, own_narrow = self._plain(own)
        same = asked_noun == own_noun
        family = self._lexicon.families.get(asked_noun, frozenset())
        if not same and own_noun not in family:
            return 0
        if same and (asked_narrow ^ own_narrow) & {"vice", "deputy", "prime"}:
            return 0
        score = 4 if same else 2
        if asked.country and country == asked.country:
            score += 2
        meant = asked_narrow - _RANKS
        if meant and same and not meant & own_narrow:
            if own_narrow - _RANKS:
                return 0  # "the transport secretary" is not the general secretary
            score -= 2
        return max(score, 1)

    def _plain(self, role: Role) -> tuple[str, frozenset[str]]:
        full = self._lexicon.short.get(role.noun)
        if full is None:
            return role.noun, role.narrow
        *narrow, noun = full.split()
        return noun, role.narrow | frozenset(narrow)


def _fits(key: tuple[str, ...], full: tuple[str, ...], kind: PartyKind, asked: Kind) -> int:
    """Return how well a name fits a longer one: 3 the same, 2 its end, 1 a part of it."""
    if key == full:
        return 3
    if (kind is PartyKind.BODY) != (asked is Kind.BODY) and len(key) > 1:
        return 0
    if len(key) > len(full):
        return 0
    if kind is not PartyKind.PERSON:
        return 2 if len(key) > 1 and full[-len(key) :] == key else 0
    if full[-len(key) :] == key:
        return 2
    rest = iter(full)
    return 1 if all(word in rest for word in key) else 0
