"""One sentence as quotations are looked for in it: its words, what is quoted, who does what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from summaries.evidence.model import Party, PartyKind
from summaries.evidence.people.cast import Reading
from summaries.evidence.people.mention import Kind, Mention
from summaries.evidence.people.words import (
    ADV,
    AUX,
    CAPITAL,
    CONJ,
    MARK,
    NOUNVERB,
    OWNS,
    POINT,
    PREP,
    PRONOUN,
    SPEECH,
    TIME,
    VERB,
    Lexicon,
    Verb,
)  # fmt: skip
from summaries.evidence.quotations.words import cues_of
from summaries.text import Span

PARTICIPLE: Final = 3
"""The form of a verb that ends in -ing."""

_PARTS: Final = frozenset({"of", "on", "for", "about"})  # "accused of", "briefed on"
_CROWD: Final = 8  # tokens that tell of a crowd
ASIDE: Final = 40
"""Tokens of what commas set apart, at most."""


@dataclass(slots=True)
class Subject:
    """Who says something: the party, and the tokens ``[first, last)`` that name it here."""

    party: Party
    first: int
    last: int
    mention: Mention | None = None


class Sentence:
    """A sentence with what is quoted in it marked."""

    def __init__(
        self, index: int, reading: Reading, quoted: Sequence[tuple[int, int]], lexicon: Lexicon
    ) -> None:
        self.index = index
        self.tokens = tokens = reading.tokens
        self.flags = tokens.flags
        self.lower = tokens.lower
        self.lexicon = lexicon
        self.cues = cues_of(lexicon.language)
        self.mentions = reading.mentions
        self.parties = reading.parties
        self.size = len(tokens)
        self.inside = [False] * self.size
        for begin, end in quoted:
            for at in range(bisect_left(tokens.starts, begin), bisect_left(tokens.starts, end)):
                self.inside[at] = True
        stopped = ";" in tokens.lower
        self.stops = [at for at, word in enumerate(tokens.lower) if word == ";"] if stopped else []
        self._sourced = not lexicon.sources.isdisjoint(tokens.lower)
        self.ends: dict[int, int] = {}
        self.begins: dict[int, int] = {}
        for place, mention in enumerate(self.mentions):
            if not self.inside[mention.first]:
                self.ends[mention.last] = place
                if mention.last != mention.head:
                    self.ends.setdefault(mention.head, place)
                self.begins.setdefault(mention.first, place)

    # -- verbs ---------------------------------------------------------------------------------

    def verb(self, at: int) -> Verb | None:
        """Return the verb of speech at a token outside quotations, if it is used as one."""
        if not self.flags[at] & SPEECH or self.inside[at]:
            return None
        verb = self.lexicon.verbs.get(self.lower[at])
        if verb is None or self.flags[at] & CAPITAL:
            return None
        if verb.lemma == "point" and self.lower[at + 1 : at + 2] != ["out"]:
            return None
        before = self.lower[at - 1] if at else ""
        if before in (
            "the",
            "a",
            "an",
            "this",
            "of",
            "so",
            "these",
            "those",
            "his",
            "her",
            "their",
            "its",
        ):
            return None
        return verb

    def passive(self, at: int) -> bool:
        """Tell whether the verb at a token is a passive: "was told", "announced by"."""
        verb = self.lexicon.verbs[self.lower[at]]
        if at + 1 < self.size and self.lower[at + 1] == "by" and verb.form in (2, 4):
            return True
        if verb.form not in (2, 4):
            return False
        following = self.lower[at + 1] if at + 1 < self.size else ""
        if following in _PARTS and verb.takes & {"blame", "tell"} and "say" not in verb.takes:
            return True  # "two people briefed on the talks", "accused of fraud"
        for back in range(at - 1, max(at - 5, -1), -1):
            if self.lower[back] in self.cues.passive:
                return True
            if not self.flags[back] & (ADV | AUX) and self.lower[back] not in self.cues.negations:
                return False
        return False

    def unsaid(self, at: int) -> bool:
        """Tell whether the verb at a token is denied or only possible: "did not say"."""
        for back in range(at - 1, max(at - 5, -1), -1):
            word = self.lower[back]
            if (
                word in self.cues.unsaid
                or word in self.cues.negations
                or word.endswith(("n’t", "n't", "’t", "'t"))
            ):
                return True
            if not self.flags[back] & (ADV | AUX):
                return False
        return False

    # -- subjects ------------------------------------------------------------------------------

    def ending(self, at: int) -> Subject | None:
        """Return who is named by the phrase that ends before the token ``at``."""
        place = self.ends.get(at)
        if place is None:
            return None
        return self.subject(place)

    def beginning(self, at: int) -> Subject | None:
        """Return who is named by the phrase that begins at the token ``at``."""
        place = self.begins.get(at)
        if place is None and at < self.size and self.lower[at] in ("the", "a", "an", "both"):
            place = self.begins.get(at + 1)
        return None if place is None else self.subject(place)

    def subject(self, place: int) -> Subject | None:
        party = self.parties[place]
        if party is None:
            return None
        mention = self.mentions[place]
        return Subject(party, mention.first, mention.last, mention)

    def joined(self, subject: Subject) -> Subject:
        """Return both of two that say something together: "Ruiz and her advisers"."""
        if subject.first < 2 or self.lower[subject.first - 1] not in ("and", "y", "et", "e", "und"):
            return subject
        other = self.ending(subject.first - 1)
        if other is None or subject.party.span is None or other.party.span is None:
            return subject
        if other.first and self.flags[other.first - 1] & (PREP | SPEECH | VERB):
            return subject
        if other.mention is not None and other.mention.kind is Kind.PRONOUN:
            return subject
        span = Span(other.party.span.start, subject.party.span.end)
        start = span.start
        words = self.tokens.text[span.start : span.end]
        if words.lower().startswith("the "):
            start += 4
        named = Span(start, span.end)
        name = self.tokens.text[named.start : named.end]
        party = Party(name, PartyKind.GROUP, span, named, certain=subject.party.certain)
        return Subject(party, other.first, subject.last)

    def leads(self, mention: Mention) -> bool:
        """Tell whether a mention is the subject of a verb that follows it."""
        at = mention.last
        flags, lower = self.flags, self.lower
        while at < self.size and flags[at] & (ADV | TIME):
            at += 1
        if at >= self.size:
            return False
        if lower[at] in (",", "–", "—") and mention.kind is not Kind.PRONOUN:
            for after in range(at + 1, min(at + ASIDE, self.size)):
                if lower[after] == lower[at]:
                    at = after + 1
                    break
            else:
                return False
            while at < self.size and flags[at] & ADV:
                at += 1
            return (
                at < self.size
                and bool(flags[at] & (AUX | SPEECH | VERB))
                and not lower[at].endswith("ing")
            )
        if flags[at] & OWNS:
            return mention.kind is Kind.PRONOUN
        if flags[at] & PREP and at + 1 < self.size:
            for after in range(at + 1, min(at + 10, self.size)):
                if flags[after] & (POINT | MARK | CONJ):
                    return False
                if flags[after] & (AUX | SPEECH) and not lower[after].endswith("ing"):
                    return True
            return False
        if lower[at].endswith("ing"):
            return False
        if flags[at] & CAPITAL:
            return False
        return (
            bool(flags[at] & (AUX | SPEECH | VERB | NOUNVERB))
            or lower[at].endswith("ed")
            or (mention.kind is Kind.PRONOUN)
        )

    def source(self, at: int) -> tuple[Subject, int] | None:
        """Return the source that "according to" gives at the token ``at``."""
        if not self._sourced or self.lower[at] not in self.lexicon.sources:
            return None
        for phrase in self.lexicon.according:
            size = len(phrase)
            if tuple(self.lower[at : at + size]) == phrase:
                subject = self.beginning(at + size)
                return None if subject is None else (self._whole_crowd(subject), at)
        return None

    def _whole_crowd(self, subject: Subject) -> Subject:
        """Take in what tells of a crowd: "people familiar with the matter"."""
        mention = subject.mention
        if mention is None or not mention.plural or subject.party.named_at is None:
            return subject
        last = subject.last
        while last < self.size and last - subject.last < _CROWD and not self.inside[last]:
            if self.flags[last] & (POINT | MARK | CONJ | AUX | VERB | PRONOUN):
                break
            last += 1
        if last < self.size and not self.flags[last] & (POINT | MARK):
            return subject
        span = self.tokens.span(subject.first, last)
        named = Span(subject.party.named_at.start, span.end)
        if named.start < span.start:
            return subject
        name = named.of(self.tokens.text)
        party = replace(subject.party, name=name, span=span, named_at=named)
        return Subject(party, subject.first, last, mention)
