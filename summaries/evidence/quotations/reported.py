"""Reported speech without marks: "said that …", "urged governments to …", "…, the leader said"."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from summaries.evidence.model import PartyKind
from summaries.evidence.people.words import (
    ADV,
    AUX,
    CONJ,
    MARK,
    NUMBER,
    POINT,
    PREP,
    SPEECH,
    TIME,
    VERB,
)  # fmt: skip
from summaries.evidence.quotations.clauses import LEAST, Clauses, Parts
from summaries.evidence.quotations.complements import Complements
from summaries.evidence.quotations.sentence import PARTICIPLE, Sentence, Subject
from summaries.evidence.quotations.subjects import listener, speaker_of
from summaries.evidence.quotations.usage import (
    can_report,
    inside_clause,
    is_plain_verb,
    is_verb,
    reports_by_participle,
)


@dataclass(slots=True)
class Report:
    """One reported clause: who says it, the verb, and the ranges of tokens of its words."""

    subject: Subject
    cue: tuple[int, int]
    parts: Parts
    listener: Subject | None = None


def reports(sentence: Sentence, used: Container[int]) -> list[Report]:
    """Find what a sentence reports; ``used`` are tokens of verbs that govern a quotation."""
    return _Reporter(sentence, used).read()


class _Reporter:
    """Reads one sentence's verbs of speech, from left to right."""

    def __init__(self, sentence: Sentence, used: Container[int]) -> None:
        self._s = sentence
        self._used = used
        self._end = sentence.size
        while self._end and sentence.flags[self._end - 1] & (POINT | MARK):
            self._end -= 1
        self._clauses = Clauses(sentence, self._end)
        self._complements = Complements(sentence, self._end)

    def read(self) -> list[Report]:
        s, found, done = self._s, list[Report](), 0
        sources = s.lexicon.sources
        for at, flag in enumerate(s.flags):
            if not (flag & SPEECH or s.lower[at] in sources) or s.inside[at]:
                continue
            report = self._source(at) or self._verb(at)
            if report is not None and report.cue[0] >= done:
                found.append(report)
                done = report.cue[1]
        return self._apart(found)

    def _apart(self, found: list[Report]) -> list[Report]:
        """End a reported clause where the next speaker's clause begins."""
        for place in range(len(found) - 1):
            report, following = found[place], found[place + 1]
            if following.subject.party.name == report.subject.party.name:
                limit = following.cue[0]
            else:
                limit = min(following.subject.first, following.cue[0])
            parts = []
            for first, last in report.parts:
                if first < limit < last and first >= report.cue[1]:
                    last = limit
                    while last > first and (
                        self._s.flags[last - 1] & (POINT | CONJ | ADV)
                        and self._s.lower[last - 1] != "not"
                    ):
                        last -= 1
                if last - first >= 1:
                    parts.append((first, last))
            report.parts = tuple(parts) or report.parts
        return found

    # -- according to --------------------------------------------------------------------------

    def _source(self, at: int) -> Report | None:
        s = self._s
        found = s.source(at)
        if found is None or at in self._used:
            return None
        subject, cue = found
        if subject.party.kind is PartyKind.UNKNOWN and subject.mention is None:
            return None
        size = next(len(p) for p in s.lexicon.according if tuple(s.lower[at : at + len(p)]) == p)
        parts: list[tuple[int, int]] = []
        if at > LEAST:
            parts.append((self._clause_start(at), self._back(at)))
        after = subject.last
        beside = s.beginning(after + 1)
        if beside is not None and beside.party.name == subject.party.name:
            after = beside.last  # "according to the coach, Jo Ng, …"
        while after < self._end and not s.flags[after] & POINT:
            after += 1
        if after + 1 < self._end and s.lower[after] in (",", "–", "—"):
            parts.append((after + 1, self._end))
        if (
            len(parts) == 2
            and self._clauses.finite(*parts[0])
            and not s.flags[parts[0][1] - 1] & CONJ
        ):
            del parts[1]  # "…, according to Ruiz, a professor of law"
        parts = [part for part in parts if part[1] - part[0] >= LEAST]
        return Report(subject, (cue, cue + size), tuple(parts[:2])) if parts else None

    def _back(self, at: int) -> int:
        while at and self._s.flags[at - 1] & (POINT | MARK):
            at -= 1
        return at

    def _clause_start(self, at: int) -> int:
        s = self._s
        first = 0
        while first < at and s.flags[first] & (POINT | MARK):
            first += 1
        return first

    # -- verbs ---------------------------------------------------------------------------------

    def _verb(self, at: int) -> Report | None:
        s = self._s
        verb = s.verb(at)
        if verb is None or at in self._used or s.passive(at) or s.unsaid(at):
            return None
        if verb.form == PARTICIPLE and not reports_by_participle(s, at, verb):
            return None
        if verb.form == 0 and not is_plain_verb(s, at):
            return None
        subject = speaker_of(s, at)
        if subject is None or not can_report(s, subject, at):
            return None
        if verb.noun and not is_verb(s, subject, at):
            return None
        if inside_clause(s, subject, at):
            return None
        takes = verb.takes
        inverted = subject.first > at
        heard = listener(s, at)
        if inverted:
            return (
                self._clause_before(subject, at, heard)
                if takes & {"say", "tell", "ask", "show"}
                else None
            )
        report: Parts | None = None
        if "tell" in takes or "urge" in takes:
            report = self._complements.told(at, heard, takes)
        if report is None and "ask" in takes:
            report = self._complements.asked(at, heard)
        if report is None and takes & {"say", "show", "promise"}:
            report = self._clauses.clause_after(at, takes)
        if report is None and "blame" in takes:
            report = self._complements.blamed(at, takes)
        if report is None and "call" in takes:
            report = self._complements.called(at, verb.lemma)
        if report is None and "judge" in takes:
            report = self._complements.object(at, verb.lemma, subject)
        if report is None and takes & {"say", "tell"}:
            return self._clause_before(subject, at, heard)
        return Report(subject, (at, at + 1), report, heard) if report is not None else None

    # -- what is said --------------------------------------------------------------------------

    def _clause_before(self, subject: Subject, at: int, heard: Subject | None) -> Report | None:
        """Read "It rains, Ruiz said." and "a sign, she told Ng, of the times"."""
        s = self._s
        edge = min(subject.first, at)
        here = edge
        while here > 0 and s.flags[here - 1] & (ADV | TIME) and s.lower[here - 1] != ",":
            here -= 1
        if here < 1 or s.lower[here - 1] != ",":
            return None
        first = self._clause_start(here)
        last = self._back(here - 1)
        parts: list[tuple[int, int]] = []
        if last - first >= LEAST and not all(
            s.inside[i] or s.flags[i] & POINT for i in range(first, last)
        ):
            if not self._clauses.finite(first) and last - first < 6:
                pass
            parts.append((first, last))
        elif s.lower[max(subject.last, at + 1) : max(subject.last, at + 1) + 1] == [","]:
            # "The recipients, said Maurer, are required …"
            rest = self._clauses.range(max(subject.last, at + 1) + 1)
            return Report(subject, (at, at + 1), ((first, last), *rest)) if rest else None
        if not parts:
            return None
        if (
            any(s.inside[i] for i in range(first, last))
            and sum(not s.inside[i] for i in range(first, last)) < 4
        ):
            return None
        after = max(subject.last, at + 1, heard.last if heard is not None else 0)
        if (
            after < self._end
            and subject.first < at
            and not s.flags[after] & (POINT | MARK | PREP | TIME | ADV | CONJ | NUMBER)
        ):
            return None  # "…, the family continued the search"
        if (
            s.lower[after : after + 1] == ["to"]
            and after + 1 < self._end
            and s.flags[after + 1] & VERB
        ):
            return None
        if (
            after < self._end
            and s.lower[after] == ","
            and after + 2 < self._end
            and s.flags[after + 1] & (PREP | CONJ)
            and s.lower[after + 1] in ("of", "that", "to", "for", "and", "but", "if", "because")
        ):
            parts.append((after + 1, self._end))
        elif after + 1 < self._end and s.lower[after] == "," and s.flags[after + 1] & (AUX | VERB):
            parts.append((after + 1, self._end))  # "The price, he said, had doubled"
        elif not self._clauses.finite(first):
            return None
        return Report(subject, (at, at + 1), tuple(parts), heard)
