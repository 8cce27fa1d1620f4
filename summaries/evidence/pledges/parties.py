"""Who gives and who receives: a noun phrase, as a party that the cast knows or its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from summaries.corpus import Article
from summaries.evidence.model import Party, PartyKind
from summaries.evidence.people import Cast
from summaries.evidence.places import is_adjective, places_in
from summaries.evidence.pledges.phrases import Range
from summaries.evidence.pledges.tokens import Token
from summaries.evidence.pledges.words import Words
from summaries.text import Sentence, Span, fold


class Names:
    """The parties and places of one sentence."""

    def __init__(
        self,
        article: Article,
        cast: Cast,
        sentence: Sentence,
        tokens: Sequence[Token],
        words: Words,
    ) -> None:
        self._text, self._cast = article.text, cast
        self._sentence, self._tokens, self._words = sentence, tokens, words
        self._language = article.language

    @cached_property
    def _parties(self) -> tuple[Party, ...]:
        return self._cast.parties(self._sentence.index)

    @cached_property
    def places(self) -> list[tuple[Span, str]]:
        """The places that the sentence names, with their codes; capitals count as countries."""
        return places_in(self._text, self._sentence.span, language=self._language, capitals=True)

    def span(self, part: Range) -> Span:
        return Span(self._tokens[part[0]].start, self._tokens[part[1] - 1].end)

    def codes(self, *parts: Span | None) -> set[str]:
        """Return the codes of the places inside some spans."""
        return {
            code for place, code in self.places if any(part and part.holds(place) for part in parts)
        }

    def party(self, part: Range) -> Party:
        """Return whom a noun phrase names: a party of the cast, or the words themselves."""
        start, end = part
        bare = start
        while bare < end - 1 and self._tokens[bare].low in self._words["determiners"]:
            bare += 1
        span, core = self.span((start, end)), self.span((bare, end))
        known = self._cast.party_at(span) or self._cast.party_at(core)
        if self._several(part) and (known is None or known.span not in (span, core)):
            return self.words(core)
        if known is not None and not self._cut(known.span, core) and not self._owns(known, core):
            return replace(known, span=known.span or core)
        inside = [party for party in self._parties if party.span and span.holds(party.span)]
        for party in self._parties:
            if party.span and party.span.holds(core):
                return party
        if inside and inside[0].span is not None:
            first, head = inside[0].span, self._head(bare, end)
            if first.end == head.end or (first.start <= core.start and self._modified(first, core)):
                return inside[0]
        return self.words(core)

    def first_before(self, at: int, *, last: bool = False, groups: bool = False) -> Party | None:
        """Return the first (or last) body or place, or group, that is named before a token."""
        limit = self._tokens[at].start
        found = [
            party
            for party in self._parties
            if party.span
            and party.span.end <= limit
            and party.kind is not PartyKind.PERSON
            and (not groups or party.kind is PartyKind.GROUP)
        ]
        if not groups:
            known = [party.span for party in self._parties]
            found += [
                self.words(place)
                for place, _ in self.places
                if place.end <= limit and place not in known
            ]
            found.sort(key=lambda party: party.span or Span(0, 0))
        return found[-1 if last else 0] if found else None

    def words(self, span: Span) -> Party:
        """Return a party that has nothing but its words."""
        placed = any(place == span for place, _ in self.places)
        kind = PartyKind.PLACE if placed else PartyKind.UNKNOWN
        first, _, rest = span.of(self._text).partition(" ")
        bare = span
        if rest.strip() and fold(first) in self._words["determiners"]:
            bare = Span(span.end - len(rest.lstrip()), span.end)
        return Party(bare.of(self._text), kind, span, bare)

    def adjective(self, part: Range) -> Party | None:
        """Return the donor that stands before help as an adjective: "US aid", "British aid"."""
        whole = self.span(part)
        for place, _ in self.places:
            if whole.holds(place):
                known = self._cast.party_at(place)
                if known is not None and known.kind is PartyKind.PLACE:
                    return replace(known, span=place)
                return self.words(place)
        for party in self._parties:
            if (
                party.span
                and whole.holds(party.span)
                and party.kind in (PartyKind.BODY, PartyKind.PLACE)
                and party.span.of(self._text)[0].isupper()
            ):
                return party
        return None

    def land_of(self, party: Party) -> Party | None:
        """Return the country that a person speaks for: "Canadian" of "the Canadian minister"."""
        if party.kind is not PartyKind.PERSON:
            return None
        for span in (party.role, party.span):
            if span is None:
                continue
            for place, code in places_in(self._text, span, language=self._language):
                if len(code) == 2:
                    written = place.of(self._text)
                    inside = self._sentence.span.holds(place)
                    named = Party(written, PartyKind.PLACE, place if inside else None, place)
                    return named if is_adjective(written) or span is party.role else None
        return None

    def _head(self, start: int, end: int) -> Span:
        """Return a phrase without what hangs on it: "a conference" of "a conference in Geneva"."""
        for at in range(start + 1, end):
            if self._tokens[at].low in self._words["prepositions"]:
                return self.span((start, at))
        return self.span((start, end))

    def _owns(self, known: Party, core: Span) -> bool:
        """Tell whether the cast knows only whose it is: Oslo of "Oslo's archdiocese"."""
        written = core.of(self._text)
        return written.startswith((f"{known.name}'s ", f"{known.name}’s "))

    def _cut(self, known: Span | None, core: Span) -> bool:
        """Tell whether the cast knows only the front of a phrase: "Manila-based" of "… lender"."""
        if known is None or known.end >= core.end or known.start > core.start:
            return False
        rest = self._text[known.end : core.end].lstrip()
        return rest[:1].islower() or rest.startswith(("'s ", "’s "))

    def _several(self, part: Range) -> bool:
        return any(
            token.low in self._words["and"] or token.low == ","
            for token in self._tokens[part[0] : part[1]]
        )

    def _modified(self, head: Span, core: Span) -> bool:
        """Tell whether what follows a name in its phrase only says more of it."""
        rest = self._text[head.end : core.end].strip()
        return rest.startswith(("'s", "’s", "’", "'"))
