"""A noun phrase and its head: who or what "the Guatemalan leader" stands for by its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summaries.evidence.people.mention import Kind, Mention
from summaries.evidence.people.titles import Titles, adjective, country, place
from summaries.evidence.people.words import (
    BODY,
    CAPITAL,
    CONJ,
    DET,
    DOCUMENT,
    MODIFIER,
    NOUNVERB,
    NUMBER,
    OFFICE,
    PARTICLE,
    POINT,
    POSS,
    PREP,
    ROLE,
    ROLES,
    SPEECH,
    TITLE,
)  # fmt: skip

if TYPE_CHECKING:
    from summaries.evidence.people.tokens import Tokens
    from summaries.evidence.people.words import Lexicon


class Phrases:
    """Reads noun phrases of one sentence."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens, self._lexicon = tokens, lexicon
        self._flags = tokens.flags
        self._titles = Titles(tokens, lexicon)

    def read(self, begin: int, end: int, first: int, owner: Mention | None) -> Mention | None:
        """Read the tokens ``[begin, end)`` of a phrase that starts at ``first``."""
        flags = self._flags
        possessed = owner is not None or bool(flags[first] & POSS)
        determined = bool(flags[first] & DET) and first == begin
        at = begin + 1 if first == begin and flags[first] & (DET | POSS) else begin
        while at + 1 < end and flags[at] & (DET | NUMBER) and not flags[at] & CAPITAL:
            at += 1
        if at >= end:
            return None
        head = self._head(at, end, determined or possessed)
        if head < 0:
            return None
        flag = flags[head]
        if flag & CAPITAL and (determined or possessed) and self._titles.is_countryman(head, end):
            flags[head] = flag = ROLE
        whole = owner.first if owner is not None else first if determined or possessed else at
        if flag & CAPITAL:
            return self._named(at, head + 1, whole, owner, possessed)
        if self._modifies(head, end):
            return None
        if not (determined or possessed):
            at = whole = self._trimmed(at, head)
        kind = Kind.ROLE if flag & ROLE else Kind.GROUP if flag & ROLES else Kind.BODY
        if kind is Kind.GROUP and flag & BODY and (determined or possessed):
            kind = Kind.BODY
        if kind is Kind.BODY and not (determined or possessed):
            return None
        return Mention(
            kind,
            whole if kind is not Kind.GROUP or whole == first else at,
            head + 1,
            head + 1,
            role=(at, head + 1),
            country=self._titles.country_in(at, head),
            owner=owner,
            definite=self._tokens.lower[first] in self._lexicon.definite or owner is not None,
            possessed=possessed,
            plural=kind is Kind.GROUP,
            document=bool(flag & DOCUMENT),
        )

    def _modifies(self, head: int, end: int) -> bool:
        """Tell whether a role or body only narrows the noun that follows: "a press conference"."""
        flags, lower = self._flags, self._tokens.lower
        if head + 1 >= end or (
            flags[head] & ROLES
            and not flags[head] & BODY
            and lower[head] not in ("press", "public", "police")
        ):
            return False
        following = flags[head + 1]
        return not following & (NOUNVERB | SPEECH | NUMBER) and not lower[head + 1].endswith(
            ("ed", "ing", "izes", "ises")
        )

    def _trimmed(self, at: int, head: int) -> int:
        """Return where a phrase without determiner begins: an -ing form is no part of it."""
        lower, flags = self._tokens.lower, self._flags
        for back in range(head - 1, at - 1, -1):
            if lower[back].endswith(("ing", "ed")) and not flags[back] & MODIFIER:
                return back + 1
        return at

    def _head(self, begin: int, end: int, determined: bool) -> int:
        """Return the last token that can be the head of a phrase, or -1."""
        flags, lower = self._flags, self._tokens.lower
        head = -1
        for at in range(begin, end):
            flag = flags[at]
            if flag & NUMBER and determined and at + 1 == end and lower[at].endswith("-year-old"):
                flags[at] = flag = ROLE
            if flag & CAPITAL:
                head = at
            elif flag & (ROLE | ROLES | BODY):
                if flag & NOUNVERB and head == at - 1 and flags[head] & CAPITAL:
                    break
                if head >= 0 and flags[head] & CAPITAL and not self._joined(head, at):
                    break
                head = at
            elif flag & NOUNVERB and head == at - 1 and head >= begin:
                break  # "the Johnson administration claims …"
            elif flag & SPEECH and not flag & NOUNVERB:
                break
            elif (
                head >= 0
                and head == at - 1
                and flags[head] & CAPITAL
                and not flag & (MODIFIER | OFFICE | PARTICLE | PREP | CONJ | DET | POINT)
                and (lower[at].endswith(("ed", "ing")) or self._parts(at, end))
            ):
                break  # "Silva meeting leaders", "Silva visitou Recife"
        return head

    def _parts(self, at: int, end: int) -> bool:
        """Tell whether an unknown word behind a name parts it from another name."""
        flags = self._flags
        for i in range(at + 1, end):
            if flags[i] & (ROLE | ROLES | BODY | TITLE):
                return False
            if flags[i] & CAPITAL:
                return True
        return False

    def _joined(self, head: int, at: int) -> bool:
        """Tell whether lower-case words make one compound with the name before them."""
        flags, lower = self._flags, self._tokens.lower
        return all(
            flags[i] & (MODIFIER | BODY | OFFICE)
            or (at - head == 2 and not lower[i].endswith(("s", "ed", "ing")))
            for i in range(head + 1, at)
        )

    def _named(
        self, begin: int, end: int, whole: int, owner: Mention | None, possessed: bool
    ) -> Mention | None:
        """Read a phrase that ends in a capitalised word: title, name, or both."""
        flags, lower = self._flags, self._tokens.lower
        language = self._lexicon.language
        run = end
        while run > begin and self._titles.in_name(run - 1, begin):
            run -= 1
        if run == end:
            run = end - 1
        while run < end - 1 and not flags[run] & CAPITAL:
            run += 1
        words = self._tokens.words(run, end)
        definite = (whole < begin and lower[whole] in self._lexicon.definite) or owner is not None
        code = place(words, language)
        if code is not None:
            before = self._titles.lead(begin, run)
            if before is None:
                if adjective(words, language):
                    if not words.endswith("s") and whole == begin:
                        return None
                    return Mention(
                        Kind.GROUP, whole if whole < begin else run, end, end, (run, end),
                        country=code, plural=True,
                    )  # fmt: skip
                return Mention(
                    Kind.PLACE, whole if whole < begin else run, end, end, (run, end),
                    country=country(words, language), owner=owner,
                )  # fmt: skip
        split = self._titles.split(run, end)
        if split == end:
            # Nothing but titles: "the Vice President", "the Mexican Foreign Secretary".
            role = any(flags[i] & ROLE for i in range(run, end)) and not flags[end - 1] & ROLES
            bare = whole in (begin, run, run - 1)
            return Mention(
                Kind.ROLE if role else Kind.GROUP if flags[end - 1] & ROLES else Kind.BODY,
                whole, end, end,
                name=(run, end) if bare and not role else None,
                role=(run, end) if begin == run else (self._titles.lead(begin, run) or run, end),
                country=self._titles.country_in(begin, end), owner=owner,
                definite=definite, possessed=possessed, plural=bool(flags[end - 1] & ROLES),
            )  # fmt: skip
        lead = self._titles.lead(begin, run)
        if whole == begin:
            whole = lead if lead is not None else run
        titled = split > run or lead is not None
        first = lead if lead is not None else run
        body = self._titles.is_body(split, end) and not (titled and not flags[end - 1] & BODY)
        if body:
            return Mention(
                Kind.BODY, whole, end, end,
                name=(run, end), country=self._titles.country_in(run, end), owner=owner,
                definite=definite, possessed=possessed,
            )  # fmt: skip
        return Mention(
            Kind.NAME,
            whole,
            end,
            end,
            name=(split, end),
            role=(first, split) if titled else None,
            country=self._titles.country_in(first, split) if titled else None,
            owner=owner,
            definite=definite,
            possessed=possessed,
        )
