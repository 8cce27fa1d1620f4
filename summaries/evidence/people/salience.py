"""Who is in a reader's mind: met lately, as a subject or speaker, outside quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.evidence.people.words import ADV, AUX, OWNS, POINT, SPEECH, VERB

if TYPE_CHECKING:
    from summaries.corpus import Article
    from summaries.evidence.people.known import Known
    from summaries.evidence.people.mention import Mention
    from summaries.evidence.people.tokens import Tokens

FURTHEST: Final = 4
"""Sentences back that a pronoun points."""

FADES: Final = 1.25
"""What a sentence between costs."""

SPEAKER, SUBJECT, OTHER, QUOTED = 3.2, 3.0, 1.4, 0.2
"""How much a sentence is about whom it mentions."""

_QUOTED: Final = re.compile(r"[“„«\"][^“”„«»\"]*+(?:[”»\"]|\Z)")
_ASIDE: Final = 30  # tokens of what stands between a subject and its verb


@dataclass(slots=True)
class _Trace:
    """Where someone was last met: the sentence, and how much it was about them."""

    sentence: int
    weight: float


class Salience:
    """Remembers who was met where."""

    def __init__(self) -> None:
        self._traces: dict[Known, _Trace] = {}
        self._met: list[dict[Known, None]] = []

    def next_sentence(self) -> None:
        """Begin another sentence."""
        self._met.append({})

    def touch(self, known: Known, weight: float) -> None:
        """Note that the sentence mentions someone."""
        index = len(self._met) - 1
        self._met[index][known] = None
        trace = self._traces.get(known)
        if trace is None:
            self._traces[known] = _Trace(index, weight)
            return
        faded = trace.weight - FADES * (index - trace.sentence)
        trace.sentence, trace.weight = index, max(faded, weight) + (0.3 if faded > 0 else 0.0)

    def recent(self) -> dict[Known, float]:
        """Return who was met in the last sentences, with how much they are in mind."""
        index = len(self._met) - 1
        return {
            known: self.of(known) for met in self._met[max(0, index - FURTHEST) :] for known in met
        }

    def of(self, known: Known) -> float:
        """Return how much someone is in mind; who was not met yet is least."""
        trace = self._traces.get(known)
        if trace is None:
            return -100.0 - known.first_met
        return trace.weight - FADES * (len(self._met) - 1 - trace.sentence)


def is_subject(tokens: Tokens, mention: Mention) -> int:
    """Return 2 for who speaks, 1 for another subject of a verb, 0 for anyone else."""
    flags, lower = tokens.flags, tokens.lower
    size = len(flags)
    at = mention.last
    while at < size and flags[at] & (ADV | AUX) and not flags[at] & OWNS:
        if flags[at] & AUX:
            return 2 if at + 1 < size and flags[at + 1] & SPEECH else 1
        at += 1
    if at < size and flags[at] & SPEECH:
        return 2
    if at < size and lower[at] in (",", "–", "—", "("):
        close = ")" if lower[at] == "(" else lower[at]
        for after in range(at + 1, min(at + 30, size)):
            if lower[after] == close and after + 1 < size:
                verb = after + 1
                while verb < size and flags[verb] & ADV:
                    verb += 1
                if verb < size and flags[verb] & (AUX | SPEECH | VERB):
                    last = verb + 1 < size and flags[verb + 1] & SPEECH
                    return 2 if flags[verb] & SPEECH or last else 1
                if close != ",":
                    break
    if (
        mention.first
        and flags[mention.first - 1] & SPEECH
        and (
            mention.first < 2
            or flags[mention.first - 2] & POINT
            or _closing(tokens, mention.first - 2)
        )
    ):
        return 2
    if mention.first > 1 and lower[mention.first - 2 : mention.first] == ["according", "to"]:
        return 2
    if at < size and (flags[at] & VERB or lower[at].endswith(("ed", "es"))):
        return 1
    if mention.first == 0:
        return 1
    return 0


def _closing(tokens: Tokens, at: int) -> bool:
    return tokens.lower[at] in "”»\"’'“"


def quoted_ranges(article: Article) -> dict[int, list[tuple[int, int]]]:
    """Return what stands between double marks, roughly, by paragraph."""
    ranges: dict[int, list[tuple[int, int]]] = {}
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in article.sentences:
        start, _ = bounds.get(sentence.paragraph, (sentence.span.start, 0))
        bounds[sentence.paragraph] = (start, sentence.span.end)
    if not any(mark in article.text for mark in '“„«"'):
        return ranges
    for paragraph, (start, end) in bounds.items():
        found = [match.span() for match in _QUOTED.finditer(article.text, start, end)]
        if found:
            ranges[paragraph] = found
    return ranges


def holds(ranges: list[tuple[int, int]], at: int) -> bool:
    """Tell whether one of ranges in order holds a place."""
    if not ranges:
        return False  # most paragraphs quote nothing
    place = bisect_right(ranges, (at, at)) - 1
    nearest = ranges[max(place, 0) : place + 2]
    return any(begin <= at < end for begin, end in nearest)
