"""Titles and names in a run of capitalised words: "Ghanaian President Kofi Mensah"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from summaries.evidence.people.words import (
    ACRONYM,
    BODY,
    CAPITAL,
    CONJ,
    DET,
    MODIFIER,
    NUMBER,
    OFFICE,
    OWNS,
    PARTICLE,
    POSS,
    PREP,
    ROLE,
    ROLES,
    TITLE,
)  # fmt: skip
from summaries.evidence.places import country_of, is_adjective, place_of

if TYPE_CHECKING:
    from summaries.evidence.people.tokens import Tokens
    from summaries.evidence.people.words import Lexicon


@lru_cache(maxsize=16_384)
def place(words: str, language: str) -> str | None:
    """Return the code of the place that words name, as the room of places knows it."""
    return place_of(words, language)


@lru_cache(maxsize=16_384)
def country(words: str, language: str) -> str | None:
    """Return the code of the country that words name."""
    return country_of(words, language)


@lru_cache(maxsize=16_384)
def adjective(words: str, language: str) -> bool:
    """Tell whether words are an adjective of a place, or its people."""
    return is_adjective(words, language)


class Titles:
    """Tells titles, places and names apart in one sentence."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens, self._lexicon = tokens, lexicon
        self._flags = tokens.flags

    def in_name(self, at: int, begin: int) -> bool:
        """Tell whether a token belongs to a run of capitalised words that ends behind it."""
        flags = self._flags
        if flags[at] & CAPITAL and not flags[at] & (DET | POSS):
            return True
        if at == begin:
            return False
        return bool(flags[at] & (PARTICLE | PREP | CONJ | DET)) or self._tokens.lower[at] == "&"

    def lead(self, begin: int, run: int) -> int | None:
        """Return where the lower-case title before a name begins ("special envoy")."""
        flags = self._flags
        if run <= begin or not flags[run - 1] & (ROLE | TITLE):
            return None
        at = run - 1
        while at > begin and not flags[at - 1] & (DET | POSS | NUMBER | OWNS):
            at -= 1
        return at

    def split(self, run: int, end: int) -> int:
        """Return where the name begins in a run such as "Guatemalan President Alejandro …"."""
        flags = self._flags
        split = run
        at = run
        while at < end:
            flag = flags[at]
            if flag & (ROLE | TITLE | ROLES):
                at += 1
                split = at
                # "Secretary of State", "President of Mexico", "Ambassador to the United States"
                if at < end and not flags[at] & CAPITAL:
                    after = at
                    while after < end and not flags[after] & CAPITAL:
                        after += 1
                    length = self.place_length(after, end)
                    if not length:
                        while after + length < end and flags[after + length] & OFFICE:
                            length += 1
                    title = next((i for i in range(after, end) if flags[i] & TITLE), None)
                    bodies = [i for i in range(after, end) if flags[i] & BODY]
                    if title is not None:
                        length = title - after
                    elif not length and bodies:
                        length = bodies[-1] + 1 - after  # "CEO of the Refugee Council Enver …"
                    elif not length and end - after >= 3:
                        length = 1  # "Governor of Washington Chris Gregoire"
                    at = split = after + length if length else end
            elif (length := self.place_length(at, end)) or flag & (MODIFIER | OFFICE):
                at += max(length, 1)
                # A modifier counts only if a title follows.
                if at >= end:
                    return split
            elif flag & ACRONYM and any(flags[i] & (ROLE | TITLE) for i in range(at, end)):
                at += 1  # "CBS News reporter", "UNHCR Director Filippo …"
            elif at + 1 < end and any(other & ROLE for other in flags[at + 1 : end]):
                at += 1
            else:
                return split
        return split

    def place_length(self, at: int, end: int) -> int:
        """Return how many tokens from ``at`` name a place: three at most."""
        language = self._lexicon.language
        for length in (3, 2, 1):
            if at + length <= end and place(self._tokens.words(at, at + length), language):
                return length
        return 0

    def country_in(self, begin: int, end: int) -> str | None:
        flags, language = self._flags, self._lexicon.language
        at = begin
        while at < end:
            if flags[at] & CAPITAL:
                for length in (3, 2, 1):
                    if at + length <= end:
                        code = country(self._tokens.words(at, at + length), language)
                        if code is not None:
                            return code
            at += 1
        return None

    def is_body(self, begin: int, end: int) -> bool:
        flags = self._flags
        if end - begin == 1:
            return bool(flags[begin] & BODY) or (
                bool(flags[begin] & ACRONYM)
                and self._tokens.ends[begin] - self._tokens.starts[begin] > 1
            )
        if any(flag & BODY for flag in flags[begin:end]):
            return True
        return self._tokens.lower[begin + 1] == "of" if end - begin > 2 else False

    def is_countryman(self, head: int, end: int) -> bool:
        """Tell whether a word such as "Dutchman" stands for one person."""
        word = self._tokens.lower[head]
        return (
            head + 1 == end
            and word.endswith(("man", "woman"))
            and adjective(self._tokens.words(head, end), self._lexicon.language)
        )
