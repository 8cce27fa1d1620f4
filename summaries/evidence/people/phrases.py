"""Who a sentence mentions: noun phrases that stand for people, groups, bodies and places.

A phrase is found by its head ("the Ghanaian *leader*", "special envoy *Kofi Mensah*") and
taken from its determiner to the end of what belongs to it ("of the World Bank").
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Final

from summaries.evidence.people.heads import Phrases
from summaries.evidence.people.mention import Kind, Mention
from summaries.evidence.people.titles import place
from summaries.evidence.people.words import (
    ACRONYM,
    BODY,
    CAPITAL,
    CONJ,
    DET,
    ENDS_PHRASE,
    MARK,
    MODIFIER,
    NOUNVERB,
    NUMBER,
    OFFICE,
    OTHER,
    OWNS,
    PARTICLE,
    POINT,
    POSS,
    PREP,
    PRONOUN,
    ROLE,
    ROLES,
    SMALL,
    SPEECH,
    THEY,
    TIME,
    TITLE,
    VERB,
)

if TYPE_CHECKING:
    from summaries.evidence.people.tokens import Tokens
    from summaries.evidence.people.words import Lexicon

LONGEST_SENTENCE: Final = 400  # tokens; what is longer is a table or a list, no sentence
LONGEST: Final = 14  # words of a noun phrase
_CLOCK: Final = frozenset(
    ["morning", "afternoon", "evening", "night", "week", "month", "year", "day", "weekend"]
)
_SHORT: Final = 3  # letters of a month's short name
_HEADS: Final = CAPITAL | ROLE | ROLES | BODY | NUMBER
_NO_VERB: Final = (
    CAPITAL
    | DET
    | POSS
    | PRONOUN
    | OTHER
    | PREP
    | ROLES
    | BODY
    | MODIFIER
    | ROLE
    | NUMBER
    | POINT
    | MARK
    | ENDS_PHRASE
)


def mentions_of(tokens: Tokens, lexicon: Lexicon, capitals: Container[str]) -> list[Mention]:
    """Find the mentions of a sentence, in order.

    ``capitals`` holds words that the article also capitalises inside its sentences: a first word
    is a name only if it is one of them, or is followed by another.
    """
    if len(tokens) > LONGEST_SENTENCE:
        return []
    return _Reader(tokens, lexicon, capitals).read()


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, capitals: Container[str]) -> None:
        self._tokens, self._lexicon, self._capitals = tokens, lexicon, capitals
        self._flags = tokens.flags
        self._phrases = Phrases(tokens, lexicon)
        self._found: list[Mention] = []

    def read(self) -> list[Mention]:
        flags, lower = self._flags, self._tokens.lower
        leads = self._lexicon.before_verbs
        start = -1  # where the noun phrase that is being read began
        seen = 0  # what its words do, all together
        before, word = 0, ""  # the token before
        for at, flag in enumerate(flags):
            if flag & CAPITAL:
                flag = self._plain(at)
            if not flag & _NO_VERB and (
                word in leads or (word == "not" and at > 1 and lower[at - 2] in leads)
            ):
                flag |= VERB  # "to meet", "will not meet"
                flags[at] = flag
            word = lower[at]
            if flag & ENDS_PHRASE and not (
                start >= 0 and before & CAPITAL and self._goes_on(at, flag)
            ):
                if seen & _HEADS:
                    self._phrase(start, at, seen)
                start, seen = -1, 0
                if flag & PRONOUN:
                    self._pronoun(at, flag)
            elif start < 0:
                start, seen = at, flag
            elif at - start > LONGEST or (
                flag & (DET | POSS) and not flag & CAPITAL and not flags[at - 1] & (PREP | PARTICLE)
            ):
                if seen & _HEADS:
                    self._phrase(start, at, seen)
                start, seen = at, flag
            else:
                seen |= flag
            before = flags[at]
        if seen & _HEADS:
            self._phrase(start, len(flags), seen)
        self._attach()
        return self._found

    def _plain(self, at: int) -> int:
        """Return what a token does; a sentence's first word is capitalised for its place only."""
        flag = self._flags[at]
        if flag & CAPITAL and (at == 0 or self._flags[at - 1] & (POINT | MARK)):
            if flag & (SMALL | VERB | TIME | NUMBER) and not flag & ACRONYM:
                if at and flag & VERB and self._is_name(at):
                    return flag & ~(VERB | SPEECH)
                flag &= ~CAPITAL
            elif flag & ACRONYM:
                flag &= ~(SMALL | VERB | TIME)
            elif not self._is_name(at):
                flag &= ~CAPITAL
            self._flags[at] = flag
        elif flag & CAPITAL and flag & (SMALL | VERB | TIME | SPEECH) and at:
            # "the Will of the People", "Theresa May", "Helen Says": a name where it stands in one.
            inside = self._flags[at - 1] & CAPITAL and not self._flags[at - 1] & TIME
            if flag & TIME and self._tokens.lower[at] in _CLOCK:
                flag &= ~TIME  # "the Sydney Morning Herald"
            elif flag & TIME and self._first_name(at):
                flag &= ~TIME
            elif flag & TIME:
                next_number = at + 1 < len(self._flags) and self._flags[at + 1] & NUMBER
                if inside and not next_number and self._tokens.lower[at] in self._lexicon.months:
                    flag &= ~TIME
            elif flag & OTHER and self._tokens.lower[at] == "us":
                flag &= ~OTHER
            elif not flag & PRONOUN and self._tokens.lower[at] != "i":
                flag &= ~(SMALL | VERB | SPEECH | NOUNVERB)
            self._flags[at] = flag
        return flag

    def _first_name(self, at: int) -> bool:
        """Tell whether a month's name is a person's: "Jan Koller", "April Jones"."""
        word = self._tokens.lower[at]
        if len(word) > _SHORT and word not in self._lexicon.months:
            return False
        following = self._flags[at + 1] if at + 1 < len(self._flags) else 0
        return bool(following & CAPITAL) and not (
            following & (TIME | TITLE | ROLE) or self._flags[at - 1] & PREP
        )

    def _is_name(self, at: int) -> bool:
        """Tell whether a capitalised first word is a name."""
        written = self._tokens.words(at, at + 1)
        if written in self._capitals or place(written, self._lexicon.language):
            return True
        following = self._flags[at + 1] if at + 1 < len(self._flags) else 0
        if following & OWNS:
            return True
        if self._flags[at] & (ROLE | ROLES | BODY | MODIFIER) and not following & CAPITAL:
            # "Secretary of State Jo Ng", "University of Hull"
            after = self._flags[at + 2] if at + 2 < len(self._flags) else 0
            of = following and self._tokens.lower[at + 1] == "of"
            return bool(of and after & CAPITAL and not after & TIME)
        if following & SPEECH and not following & CAPITAL:
            # "Jafari said"; not "Estimates suggest"
            verb = self._lexicon.verbs.get(self._tokens.lower[at + 1])
            return verb is not None and verb.form != 0
        return bool(following & CAPITAL) and not following & TIME

    def _goes_on(self, at: int, flag: int) -> bool:
        """Tell whether a word that usually ends a noun phrase goes on behind a capital."""
        flags, size = self._flags, len(self._flags)
        before = flags[at - 1]
        if flag & (PREP | PARTICLE) and at + 1 < size:
            following = at + 1
            if self._tokens.lower[following] in ("the", "la", "las", "los"):
                following += 1
            if following >= size or not flags[following] & CAPITAL or flags[following] & TIME:
                return False
            word = self._tokens.lower[at]
            if word in ("of", "for", "de", "del", "des", "du", "da", "do", "di"):
                return bool(before & (BODY | ROLE | OFFICE | PARTICLE)) or (
                    flag & PARTICLE != 0 and word != "of"
                )
            return bool(word == "to" and before & ROLE) or bool(flag & PARTICLE)
        if flag & CONJ and before & OFFICE and at + 1 < size:
            # "the Department of Health and Human Services"
            return bool(flags[at + 1] & CAPITAL and flags[at + 1] & OFFICE)
        return bool(flag & POINT) and self._tokens.lower[at] == "&"

    def _phrase(self, first: int, last: int, seen: int) -> None:
        """Read the noun phrase of the tokens ``[first, last)``: what "'s" parts, one by one."""
        flags = self._flags
        owner: Mention | None = None
        begin = first
        if seen & OWNS:
            for at in range(first, last):
                if flags[at] & OWNS:
                    owner = self._phrases.read(begin, at, first, None) or owner
                    begin = at + 1
        if begin >= last:
            # "the village's": an owner of nothing that is named
            if owner is not None:
                self._found.append(owner)
            return
        mention = self._phrases.read(begin, last, first, owner)
        if mention is not None:
            self._found.append(mention)
            rest = mention.head
            if rest < last and any(flag & CAPITAL for flag in flags[rest:last]):
                self._phrase(rest, last, seen & ~OWNS)  # "Silva visitou Recife"
        elif owner is not None:
            self._found.append(owner)

    def _pronoun(self, at: int, flag: int) -> None:
        self._found.append(Mention(Kind.PRONOUN, at, at + 1, at + 1, plural=bool(flag & THEY)))

    def _attach(self) -> None:
        """Let a phrase take in what hangs on it by a preposition: "the president of Mexico"."""
        found, lower = self._found, self._tokens.lower
        for index in range(len(found) - 1, 0, -1):
            before, after = found[index - 1], found[index]
            between = lower[before.last : after.first]
            if len(between) != 1 or before.kind is Kind.PRONOUN or after.kind is Kind.PRONOUN:
                continue
            word = between[0]
            if (
                word == "of"
                or (before.document and word in ("by", "from"))
                or (
                    word in self._lexicon.hanging
                    and (
                        before.kind is Kind.GROUP
                        or (before.kind is Kind.ROLE and word in ("for", "to", "at"))
                    )
                )
            ):
                if before.kind is Kind.NAME and before.role is None and word != "of":
                    continue
                before.last = after.last
                after.hangs = True
                if before.country is None and after.kind in (Kind.PLACE, Kind.BODY):
                    before.country = after.country
