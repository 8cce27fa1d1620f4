"""What verbs of speech take beside a clause: a listener, an object, "of" and "for", "as"."""

from __future__ import annotations

from summaries.evidence.model import PartyKind
from summaries.evidence.people.mention import Kind
from summaries.evidence.people.words import (
    ADV,
    AUX,
    CAPITAL,
    CONJ,
    DET,
    MARK,
    POINT,
    POSS,
    PREP,
    PRONOUN,
    TIME,
    VERB,
)  # fmt: skip
from summaries.evidence.quotations.clauses import Clauses, Parts
from summaries.evidence.quotations.sentence import Sentence, Subject


class Complements:
    """Reads what stands behind verbs of speech in one sentence."""

    def __init__(self, sentence: Sentence, end: int) -> None:
        self._s, self._end = sentence, end
        self._clauses = Clauses(sentence, end)

    def told(self, at: int, heard: Subject | None, takes: frozenset[str]) -> Parts | None:
        """Read "told Ng that …", "told drivers to …", "urged calm"."""
        s = self._s
        begin = heard.last if heard is not None else at + 1
        if heard is None and at + 1 < self._end and s.lower[at + 1] in s.cues.that:
            return self._clauses.range(at + 2)
        limit = min(begin + 16, self._end)
        for here in range(begin, limit):
            if s.inside[here]:
                return None
            word = s.lower[here]
            if word in ("that", "whether"):
                return self._clauses.range(here + 1)
            if (
                word == "to"
                and here == begin
                and here + 1 < self._end
                and not s.flags[here + 1] & (DET | POSS | CAPITAL | PRONOUN)
            ):
                urged = heard is not None and "tell" not in takes
                return self._clauses.range(at + 1 if urged else here)
            if word == "not" and s.lower[here + 1 : here + 2] == ["to"]:
                return self._clauses.range(here)
            if s.flags[here] & (POINT | MARK):
                return None
            if heard is not None and here >= begin:
                subject = s.beginning(here)
                if (
                    subject is not None
                    and subject.mention is not None
                    and s.leads(subject.mention)
                    and not (here > begin and s.flags[here - 1] & PREP)
                ) or s.flags[here] & PRONOUN:
                    return self._clauses.range(here)
                fresh = here == begin or s.flags[here - 1] & TIME
                if (
                    fresh
                    and not s.flags[here] & (PREP | ADV | TIME | CONJ)
                    and self._clauses.finite(here)
                ):
                    return self._clauses.range(here)
        if heard is None:
            # "told civilians to leave"
            for here in range(begin + 1, min(begin + 5, self._end - 1)):
                if (
                    s.flags[here] & (POINT | MARK | CONJ | VERB | AUX | PREP)
                    and s.lower[here] != "to"
                ):
                    break
                if s.lower[here] == "to" and not s.flags[here + 1] & (
                    DET | POSS | CAPITAL | PRONOUN
                ):
                    return self._clauses.range(begin)
        if "urge" in takes and "tell" not in takes and heard is None:
            if begin + 1 == self._end or (
                s.flags[begin + 1 : begin + 2] and s.flags[begin + 1] & POINT
            ):
                return self._clauses.range(begin)  # "urged calm"
            # "urged calm", "called on all sides to …"
            for here in range(at + 1, min(at + 14, self._end)):
                if (
                    s.lower[here] == "to"
                    and here > at + 1
                    and not s.flags[here + 1] & (DET | CAPITAL)
                ):
                    return self._clauses.range(at + 1)
                if s.flags[here] & (POINT | MARK):
                    break
        if (
            "urge" in takes
            and heard is not None
            and s.lower[begin : begin + 1] in (["to"], ["against"], ["not"])
        ):
            return self._clauses.range(begin)
        return None

    def asked(self, at: int, heard: Subject | None) -> Parts | None:
        """Read "asked whether …"; "asked Ng to …" is an act rather than words."""
        s = self._s
        begin = heard.last if heard is not None else at + 1
        if begin < self._end and s.lower[begin] in s.cues.asked:
            return self._clauses.range(begin)
        if (
            begin < self._end
            and s.lower[begin] == "not"
            and s.lower[begin + 1 : begin + 2] == ["to"]
        ):
            return self._clauses.range(begin)
        return None

    def blamed(self, at: int, takes: frozenset[str]) -> Parts | None:
        s = self._s
        if at + 1 >= self._end or (
            s.flags[at + 1] & (PREP | POINT | CONJ | ADV) and s.flags[at + 1] & POINT
        ):
            return None
        if s.flags[at + 1] & (PREP | POINT | CONJ):
            return None
        for here in range(at + 2, min(at + 20, self._end)):
            if s.flags[here] & (POINT | MARK):
                break
            if s.lower[here] in ("of", "for", "over"):
                return self._clauses.range(at + 1)
        return (
            self._clauses.range(at + 1)
            if s.lexicon.verbs[s.lower[at]].lemma in ("blame", "accuse")
            else None
        )

    def called(self, at: int, lemma: str) -> Parts | None:
        s = self._s
        if at + 1 >= self._end:
            return None
        following = s.lower[at + 1]
        if lemma == "call":
            if following in ("for", "on", "upon"):
                return self._clauses.range(at + 1)
            target = s.beginning(at + 1)
            if (
                target is not None
                and target.last < self._end
                and s.lower[target.last] in ("a", "an")
            ):
                return self._clauses.range(at + 1)
            return None
        for here in range(at + 2, min(at + 16, self._end)):
            if s.flags[here] & (POINT | MARK):
                return None
            if s.lower[here] == "as" and self._clauses.finite(here + 1):
                return None  # "described panic as the water rose"
            if s.lower[here] in ("as", "to", "with"):
                return (
                    self._clauses.range(at + 1)
                    if s.lower[here] == "as" or lemma in ("compare", "liken")
                    else None
                )
        return None

    def object(self, at: int, lemma: str, subject: Subject) -> Parts | None:
        s = self._s
        if lemma in ("highlight", "underline", "underscore"):
            return (
                None if subject.party.kind is not PartyKind.PERSON else self._clauses.range(at + 1)
            )
        if lemma == "question":
            target = s.beginning(at + 1)
            if (
                target is not None
                and target.mention is not None
                and target.mention.kind is not Kind.PLACE
            ):
                return None  # "questioned the student"
        start = at + 1
        while start < self._end and s.flags[start] & ADV:
            start += 1
        if start >= self._end or s.inside[start]:
            return None
        flag = s.flags[start]
        if flag & (POINT | MARK | CONJ | AUX | TIME) or (flag & PREP):
            return None
        if flag & VERB and not s.lower[start].endswith("ing"):
            return None
        return self._clauses.range(start)
