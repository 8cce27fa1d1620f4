"""Everyone an article names: who is meant by a name, a role or a pronoun, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from summaries.corpus import Article
from summaries.evidence.model import NO_ALIASES, Aliases, Party, PartyKind
from summaries.evidence.people.apposition import appose
from summaries.evidence.people.known import Known
from summaries.evidence.people.mention import Kind, Mention
from summaries.evidence.people.names import People
from summaries.evidence.people.phrases import mentions_of
from summaries.evidence.people.salience import (
    FADES,
    OTHER,
    QUOTED,
    SPEAKER,
    SUBJECT,
    Salience,
    holds,
    is_subject,
    quoted_ranges,
)
from summaries.evidence.people.tokens import Tokens, tokens_of
from summaries.evidence.people.words import (
    DET,
    HE,
    IT,
    POSS,
    SHE,
    SPEECH,
    THEY,
    Lexicon,
    lexicon_of,
)  # fmt: skip
from summaries.text import Span

_INNER_CAPITAL: Final = re.compile(r"[A-ZÀ-Þ](?<=[a-z,;] .)[\w’'.-]*\w")


@dataclass(slots=True)
class Reading:
    """One sentence as it was read: its tokens, its mentions, and whom each stands for."""

    tokens: Tokens
    mentions: list[Mention]
    parties: list[Party | None] = field(default_factory=list)


class Cast:
    """The people, groups and bodies of one article."""

    def __init__(self, article: Article, aliases: Aliases = NO_ALIASES) -> None:
        self._article = article
        self._lexicon: Lexicon = lexicon_of(article.language)
        text = article.text
        capitals = frozenset(_INNER_CAPITAL.findall(text))
        self._quoted_ranges = quoted_ranges(article)
        self._starts = [sentence.span.start for sentence in article.sentences]
        self.readings: list[Reading] = []
        for sentence in article.sentences:
            tokens = tokens_of(text, sentence.span, self._lexicon)
            self.readings.append(Reading(tokens, mentions_of(tokens, self._lexicon, capitals)))
        self._beside: dict[Mention, Known] = {}
        self._people = People(text, self._lexicon, aliases)
        self._meet()
        self._people.list_roles()
        self._salience = Salience()
        for index, reading in enumerate(self.readings):
            self._resolve(index, reading)

    @classmethod
    def of(cls, article: Article, aliases: Aliases = NO_ALIASES) -> Cast:
        """Read an article's cast."""
        return cls(article, aliases)

    @property
    def lexicon(self) -> Lexicon:
        """The words of the article's language."""
        return self._lexicon

    def parties(self, sentence: int) -> tuple[Party, ...]:
        """Return the parties that a sentence mentions, in order; pronouns stand for someone."""
        reading = self.readings[sentence]
        return tuple(
            party
            for mention, party in zip(reading.mentions, reading.parties, strict=True)
            if party is not None and not mention.hangs
        )

    def party_at(self, span: Span) -> Party | None:
        """Return whom the noun phrase that covers ``span`` stands for, or None.

        The phrase may be given with or without its article, title or what hangs on it.
        """
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or index >= len(self.readings):
            return None
        reading = self.readings[index]
        tokens = reading.tokens
        best: Party | None = None
        for mention, party in zip(reading.mentions, reading.parties, strict=True):
            if party is None:
                continue
            whole = tokens.span(mention.first, mention.last)
            if whole == span:
                return party
            core = tokens.span(mention.first, mention.head)
            inner = tokens.span(*mention.name) if mention.name else core
            if span.holds(core) or (whole.holds(span) and span.end >= core.end) or span == inner:
                best = best or party
            elif mention.owner is not None and party is not None:
                owner = tokens.span(mention.owner.first, mention.owner.head)
                if span.holds(owner) and span.end < core.end:
                    return self._owner_party(index, mention.owner)
        return best

    # -- reading -------------------------------------------------------------------------------

    def _meet(self) -> None:
        """Meet everyone who is named, before anyone is looked for."""
        named = [
            (index, one, reading.tokens)
            for index, reading in enumerate(self.readings)
            for mention in reading.mentions
            for one in (mention, mention.owner)
            if one is not None and one.name is not None and one.kind is not Kind.PLACE
        ]
        self._people.meet(named)
        for index, reading in enumerate(self.readings):
            self._beside |= appose(self._people, reading.tokens, reading.mentions, index)

    def _resolve(self, index: int, reading: Reading) -> None:
        """Say whom each mention of a sentence stands for, and remember who was met."""
        tokens = reading.tokens
        self._salience.next_sentence()
        quoted = self._quoted_ranges.get(self._article.sentences[index].paragraph, [])
        subject_taken = False
        for mention in reading.mentions:
            start = tokens.starts[mention.first]
            inside = holds(quoted, start)
            subject = not inside and is_subject(tokens, mention)
            if inside and mention.kind is Kind.PRONOUN:
                party, known = None, None
            else:
                party, known = self._party(index, mention, tokens)
            reading.parties.append(party)
            if mention.owner is not None:
                owner = self._people.known(mention.owner)
                if owner is not None:
                    self._salience.touch(owner, OTHER if not inside else QUOTED)
            if known is not None:
                weight = OTHER
                if inside:
                    weight = QUOTED
                elif subject == 2:
                    weight = SPEAKER
                elif subject:
                    weight = SUBJECT - (0.5 if subject_taken else 0.0)
                    subject_taken = True
                self._salience.touch(known, weight)

    def _party(
        self, index: int, mention: Mention, tokens: Tokens
    ) -> tuple[Party | None, Known | None]:
        people = self._people
        span = tokens.span(mention.first, mention.last)
        beside = self._beside.get(mention)
        if beside is not None:
            return beside.party(span, tokens.span(*mention.role) if mention.role else None), beside
        if mention.kind is Kind.PRONOUN:
            return self._pronoun(index, mention, tokens, span)
        if mention.kind is Kind.PLACE:
            known = people.place(mention, tokens, index)
            return known.party(span), known
        if mention.name is not None and mention.kind is not Kind.ROLE:
            named = people.known(mention)
            if named is not None:
                role = tokens.span(*mention.role) if mention.role else None
                return named.party(span, role), named
        if mention.kind is Kind.ROLE and (mention.definite or mention.possessed):
            resolved, certain = self._role(index, mention, tokens)
            if resolved is not None:
                role = tokens.span(*mention.role) if mention.role else None
                return resolved.party(span, role, certain=certain), resolved
        if mention.kind is Kind.ROLE and not _stands_alone(mention, tokens):
            return None, None
        known = people.phrase(mention, tokens, index)
        return known.party(span), known

    def _owner_party(self, index: int, owner: Mention) -> Party | None:
        known = self._people.known(owner)
        tokens = self.readings[index].tokens
        if known is None and owner.kind is Kind.PLACE:
            known = self._people.place(owner, tokens, index)
        return known.party(tokens.span(owner.first, owner.head)) if known is not None else None

    def _role(self, index: int, mention: Mention, tokens: Tokens) -> tuple[Known | None, bool]:
        """Return whom a role such as "the president" stands for here, and whether it is certain."""
        if (
            mention.owner is not None
            and mention.possessed
            and mention.country is None
            and mention.owner.kind is not Kind.PLACE
        ):
            return None, False
        country = mention.country or (mention.owner.country if mention.owner else None)
        fits = self._people.in_role(mention, tokens, country)
        if not fits:
            if not mention.definite:
                return None, False
            word = tokens.lower[mention.head - 1]
            anyone = word.endswith("-year-old") or bool(
                tokens.words(mention.head - 1, mention.head)[0].isupper()
                and word.endswith(("man", "woman"))
            )
            return self._just_named(index, anyone=anyone), False
        if len(fits) == 1:
            return fits[0], True
        return max(fits, key=lambda known: self._salience.of(known)), False

    def _just_named(self, index: int, *, anyone: bool) -> Known | None:
        """Return the person of whom the sentence before told, if no role of theirs is known.

        ``anyone`` is true for words that suit all ("the 42-year-old", "the Dutchman").
        """
        best: Known | None = None
        top = SUBJECT - FADES - 0.5
        for known, score in self._salience.recent().items():
            if known.kind is not PartyKind.PERSON or (known.roles and not anyone):
                continue
            if score >= top and len(known.name) > 1:
                best, top = known, score
        return best

    def _objects(self, index: int, pronoun: Mention) -> set[Known]:
        """Return whom a sentence names just behind a pronoun: they are not who it stands for."""
        return {
            known
            for mention in self.readings[index].mentions
            if pronoun.last < mention.first <= pronoun.last + 3
            and (known := self._people.known(mention)) is not None
        }

    def _ahead(self, index: int) -> Known | None:
        """Return who is named next: "“It shook,” he said." may stand before its speaker's name."""
        for reading in self.readings[index + 1 : index + 3]:
            for mention in reading.mentions:
                known = self._people.known(mention)
                if known is not None and known.kind is PartyKind.PERSON:
                    return known
        return None

    def _pronoun(
        self, index: int, mention: Mention, tokens: Tokens, span: Span
    ) -> tuple[Party | None, Known | None]:
        flag = tokens.flags[mention.first]
        if flag & (HE | SHE):
            kinds: tuple[PartyKind, ...] = (PartyKind.PERSON,)
        elif flag & THEY:
            kinds = (PartyKind.GROUP, PartyKind.BODY)
        elif flag & IT:
            after = mention.last
            if after < len(tokens) and tokens.lower[after] in self._lexicon.idle:
                return None, None
            kinds = (PartyKind.BODY, PartyKind.PLACE)
        else:
            return None, None
        told = self._objects(index, mention)
        wanted = "he" if flag & HE else "she" if flag & SHE else ""
        best: Known | None = None
        top, second = -99.0, -99.0
        for known, score in self._salience.recent().items():
            if known in told or known.kind not in kinds or (known.document and flag & THEY):
                continue
            if wanted:
                score += known.leans(wanted)
            if known.kind is PartyKind.PLACE:
                score -= 1.0
            if score > top:
                best, top, second = known, score, top
            elif score > second:
                second = score
        if best is None:
            ahead = self._ahead(index) if wanted else None
            return (ahead.party(span, certain=False), ahead) if ahead is not None else (None, None)
        if wanted and top - second > 1.5:
            best.hear(wanted)
        return best.party(span, certain=top - second > 1.0), best


def _stands_alone(mention: Mention, tokens: Tokens) -> bool:
    """Tell whether a role stands for somebody: "a spokesman", "spokesmen"; not "as president"."""
    if mention.possessed or tokens.flags[mention.first] & (DET | POSS):
        return True
    at = mention.last
    return at < len(tokens) and bool(tokens.flags[at] & SPEECH)
