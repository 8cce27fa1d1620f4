"""Whose words stand between marks: the speaker beside them, or the one who spoke just before."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from summaries.evidence.people.mention import Kind
from summaries.evidence.people.words import (
    Verb,
)  # fmt: skip
from summaries.evidence.quotations.marks import Stretch
from summaries.evidence.quotations.sentence import Sentence, Subject
from summaries.evidence.quotations.subjects import before_verb, listener, said_by, speaker_of
from summaries.text import count_words

_STOPS: Final = ".,!?…;—–"
_INNER_END: Final = re.compile(r"[.!?…][”’'\"]?\s+[\"“‘'\[(]?[A-ZÀ-Þ]")
_BESIDE: Final = 3  # tokens between a fragment and who is said to say it
_FURTHEST_CUE: Final = 45  # tokens between a verb of speech and words that it still governs


@dataclass(slots=True)
class Said:
    """A stretch with who says it. ``cue`` is the range of tokens of the verb in ``at``."""

    stretch: Stretch
    first: int
    last: int
    subject: Subject | None = None
    at: Sentence | None = None
    cue: tuple[int, int] | None = None
    direct: bool = False
    context: bool = False
    whole: bool = False  # nothing but the quotation stands in its sentences
    group: int = -1
    listener: Subject | None = None
    extra: list[int] = field(default_factory=list)


def attribute(said: Said, first: Sentence, last: Sentence, text: str) -> None:
    """Find who says a stretch, in the sentences where it begins and ends."""
    stretch = said.stretch
    inner = text[stretch.start : stretch.end]
    following = text[stretch.closes : stretch.closes + 1]
    stopped = (
        inner[-1:] in _STOPS
        or following in ",;—–"
        or (inner[-1:] in "”’'\"" and inner[-2:-1] in _STOPS)
    )
    words = count_words(inner)
    clause = bool(_INNER_END.search(inner)) or (stopped and inner[:1].isupper() and words > 2)
    after = _index_after(last, stretch.closes)
    found = said_by(last, after) if after is not None else None
    if found is not None:
        verb = last.verb(found[1])
        if verb is not None and not can_say(found[0], verb):
            found = None
    if found is not None and last.lower[found[1] + 1 : found[1] + 2] == ["that"]:
        before = _before(first, stretch, text)
        if before is not None:  # "Calling him “…,” Ruiz charged that …"
            _take(said, before[0], first, before[1])
            return
    if found is not None and (stopped or not stretch.closed or _touches(last, after, found[0])):
        _take(said, found[0], last, found[1])
        said.direct = clause or words >= 5
        return
    before = _before(first, stretch, text)
    if before is not None:
        _take(said, before[0], first, before[1])
        said.direct = clause or (words >= 5 and text[: stretch.opens].rstrip()[-1:] in ",:")
        return
    if found is not None and after is not None and found[0].first <= after + _BESIDE:
        _take(said, found[0], last, found[1])
        return
    ending = _ending_cue(last, after)
    if ending is not None and not said.whole:
        _take(said, ending[0], last, ending[1])


def _touches(sentence: Sentence, after: int | None, subject: Subject) -> bool:
    """Tell whether the speaker follows the closing mark at once: "“tangible steps” she named"."""
    return (
        after is not None
        and subject.first <= after
        and (subject.mention is not None and subject.mention.kind is Kind.PRONOUN)
    )


def _take(said: Said, subject: Subject | None, sentence: Sentence, cue: int) -> None:
    said.subject, said.at = subject, sentence
    size = 1
    for phrase in sentence.lexicon.according:
        if tuple(sentence.lower[cue : cue + len(phrase)]) == phrase:
            size = len(phrase)
    said.cue = (cue, cue + size)
    said.listener = listener(sentence, cue)


def _index_after(sentence: Sentence, offset: int) -> int | None:
    at = bisect_left(sentence.tokens.starts, offset)
    return at if at < sentence.size else None


def _before(sentence: Sentence, stretch: Stretch, text: str) -> tuple[Subject | None, int] | None:
    """Find the verb before a stretch that governs it, with its subject."""
    end = bisect_left(sentence.tokens.starts, stretch.opens)
    aside: tuple[Subject, int] | None = None
    for at in range(end - 1, max(end - _FURTHEST_CUE, -1), -1):
        if sentence.inside[at]:
            continue
        if sentence.lower[at] == ";":
            return None
        source = sentence.source(at)
        if source is not None and source[0].last <= end:
            if _cut_off(sentence, source[0].last, end):
                continue
            if sentence.lower[at - 1 : at] == [","] and sentence.lower[source[0].last] == ",":
                aside = aside or source  # "Ruiz said, according to Ng, that “…”"
                continue
            return source
        verb = sentence.verb(at)
        if verb is None or sentence.unsaid(at):
            continue
        if sentence.passive(at):
            if sentence.lower[at + 1 : at + 2] == ["by"]:
                subject = sentence.beginning(at + 2)
                if subject is not None:
                    return subject, at
            continue
        if verb.takes == {"quote"} and end - at > _BESIDE:
            continue
        subject = speaker_of(sentence, at)
        if subject is None or not can_say(subject, verb):
            continue
        if verb.noun and verb.form in (0, 1) and (subject.mention is None or subject.last < at - 2):
            continue
        if (
            verb.takes == {"call"}
            and at == end - 1
            and verb.form in (2, 4)
            and not subject_near(subject, at)
        ):
            return None
        return subject, at
    return aside


def can_say(subject: Subject, verb: Verb) -> bool:
    """Tell whether a subject may have said what stands between marks: only documents "read"."""
    return verb.lemma != "read" or (subject.mention is not None and subject.mention.document)


def subject_near(subject: Subject, at: int) -> bool:
    """Tell whether a subject stands right before its verb."""
    return at - subject.last <= 2


def _cut_off(sentence: Sentence, begin: int, end: int) -> bool:
    """Tell whether a new clause with its own verb of speech begins between two tokens."""
    return any(
        sentence.verb(at) is not None and before_verb(sentence, at) is not None
        for at in range(begin, end)
    )


def _ending_cue(sentence: Sentence, after: int | None) -> tuple[Subject, int] | None:
    """Find who is said to have said it at a sentence's end: "…, the Guatemalan leader said."."""
    if after is None:
        return None
    for at in range(after, min(after + _FURTHEST_CUE, sentence.size)):
        if sentence.lower[at] == "," and not sentence.inside[at]:
            found = said_by(sentence, at)
            if found is not None:
                return found
    return None
