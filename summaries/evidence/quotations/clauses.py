"""Where a reported clause begins and ends behind its verb: "said on Friday that it rained"."""

from __future__ import annotations

from typing import Final

from summaries.evidence.people.words import (
    ADV,
    AUX,
    CAPITAL,
    CONJ,
    DET,
    MARK,
    NOUNVERB,
    OTHER,
    POINT,
    PREP,
    PRONOUN,
    SPEECH,
    TIME,
    VERB,
)  # fmt: skip
from summaries.evidence.quotations.sentence import Sentence

Parts = tuple[tuple[int, int], ...]
"""Ranges of a sentence's tokens."""

LEAST: Final = 3
"""Tokens of a reported clause, at least."""


class Clauses:
    """Finds reported clauses in one sentence; ``end`` is where its words end."""

    def __init__(self, sentence: Sentence, end: int) -> None:
        self._s, self._end = sentence, end

    def skip_aside(self, at: int) -> int:
        """Return where the words behind a verb end that are no part of what is said."""
        s = self._s
        here = at
        for _ in range(4):
            begin = here
            while (
                here < self._end
                and s.flags[here] & (ADV | TIME)
                and s.lower[here] not in ("about", "even", "only", "just", "almost", "nearly")
            ):
                here += 1
            if here < self._end and s.lower[here] == ",":
                close = next(
                    (i for i in range(here + 1, min(here + 25, self._end)) if s.lower[i] == ","),
                    None,
                )
                if (
                    close is not None
                    and s.lower[close + 1 : close + 2]
                    and s.lower[close + 1] in s.cues.that
                ):
                    here = close + 1
                    continue
                return here
            if here < self._end and s.flags[here] & PREP and s.lower[here] != "that":
                stop = here + 1
                while stop < self._end and stop - here < 14 and s.lower[stop] not in s.cues.that:
                    if s.flags[stop] & (POINT | MARK) or s.inside[stop]:
                        break
                    subject = s.beginning(stop) if stop - here > 1 else None
                    if (
                        subject is not None
                        and subject.mention is not None
                        and s.leads(subject.mention)
                        and subject.first > here + 1
                    ):
                        break
                    if s.flags[stop] & PRONOUN and stop - here > 1:
                        break
                    stop += 1
                if stop < self._end and (
                    s.lower[stop] in s.cues.that
                    or s.flags[stop] & (PRONOUN | DET)
                    or stop in s.begins
                ):
                    here = stop
                    continue
                return here
            if here == begin:
                break
        return here

    def clause_after(self, at: int, takes: frozenset[str]) -> Parts | None:
        s = self._s
        if at + 1 < self._end and s.lower[at + 1] == "to":
            if (
                "promise" in takes
                and at + 2 < self._end
                and not s.flags[at + 2] & (DET | CAPITAL | PRONOUN)
            ):
                return self.range(at + 1)
            follows = self.skip_aside(at + 1)
            if follows < self._end and s.lower[follows] in s.cues.that:
                return self.range(follows + 1)
            return None
        lemma = s.lexicon.verbs[s.lower[at]].lemma
        if takes & {"say", "show"} and (that := self.that(at + 1)) is not None:
            return self.range(that + 1)
        if s.lower[at + 1 : at + 2] in (["yes"], ["no"]) and (
            at + 2 >= self._end or s.flags[at + 2] & (PREP | POINT | CONJ)
        ):
            return None
        start = self.skip_aside(at + 2 if lemma == "point" else at + 1)
        if start >= self._end:
            return None
        if s.lower[start] in s.cues.that:
            return self.range(start + 1)
        if not takes & {"say", "show"} or lemma in ("continue", "read"):
            return None
        flag = s.flags[start]
        if s.inside[start] or (
            flag & (POINT | MARK | CONJ | VERB | AUX) and not s.lower[start].endswith("ing")
        ):
            return None
        if flag & PREP and s.lower[start] not in (
            "after",
            "before",
            "since",
            "in",
            "as",
            "at",
            "on",
            "under",
            "without",
            "despite",
            "during",
            "by",
            "from",
        ):
            return None
        bare = lemma == "say" and self._end - start > LEAST and not flag & PREP
        if not bare and not self.finite(start, strict=lemma not in s.cues.plain):
            return None
        return self.range(start)

    def that(self, start: int) -> int | None:
        """Return the "that" of a verb, past what may part them: "said on Friday, in Bonn, that"."""
        s = self._s
        if (
            start < self._end
            and s.lower[start] not in s.cues.that
            and not (
                s.flags[start] & (PREP | ADV | TIME | POINT)
                or any(flag & TIME for flag in s.flags[start : start + 2])
            )
        ):
            return None  # "wrote songs that summer"
        for at in range(start, min(start + 25, self._end)):
            if s.inside[at] or s.flags[at] & (AUX | VERB | PRONOUN):
                return None
            if s.lower[at] in s.cues.that and s.lower[at] != "if":
                relative = (
                    at > start and s.flags[at + 1 : at + 2] and s.flags[at + 1] & (AUX | VERB)
                )
                return None if relative else at
            if s.flags[at] & CONJ:
                return None
            if s.lower[at] == ";":
                return None
        return None

    def finite(self, start: int, end: int | None = None, *, strict: bool = False) -> bool:
        """Tell whether a clause with a verb of its own begins at ``start``.

        ``strict`` asks that its verb comes before a comma or a clause inside it.
        """
        s = self._s
        for at in range(start, min(start + 30, self._end if end is None else end)):
            if s.inside[at]:
                continue
            flag = s.flags[at]
            word = s.lower[at]
            if strict and at > start and ((flag & CONJ and word != "not") or word == ","):
                return False
            if flag & AUX and at > start:
                return True
            if (
                at > start
                and not word.endswith("ing")
                and s.lower[at - 1] != "to"
                and (flag & VERB or (flag & (NOUNVERB | SPEECH) and at in s.ends))
            ):
                return True
            if (
                at > start
                and s.lower[at]
                in ("’s", "’re", "’d", "’ve", "’ll", "'s", "'re", "'d", "'ve", "'ll")
                and s.flags[at - 1] & (PRONOUN | OTHER)
            ):
                return True
            if (
                at > start
                and word.endswith(("ed", "es"))
                and not flag & CAPITAL
                and (at in s.ends or s.lower[at - 1] == ",")
            ):
                return True
            if word == ";":
                return False
        return False

    def range(self, start: int) -> Parts | None:
        s = self._s
        while start < self._end and s.flags[start] & POINT:
            start += 1
        last = next((at for at in s.stops if at >= start and not s.inside[at]), self._end)
        while last > start and s.flags[last - 1] & (POINT | MARK):
            last -= 1
        return ((start, last),) if last > start else None
