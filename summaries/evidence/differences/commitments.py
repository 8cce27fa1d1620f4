"""COMMITMENT: undecided in one source, committed to in a later one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from summaries.evidence.differences.lexicon import Lexicon
from summaries.evidence.differences.reading import Corpus, Line, Read
from summaries.evidence.differences.sides import Pair, Side
from summaries.evidence.differences.vocabulary import stems_of
from summaries.evidence.model import PledgeStatus
from summaries.text import Span, folded_words, stemmer

_LONGEST: Final = 2_000
_AFTER: Final = 60  # characters after a clause that may name what is given
_END: Final = re.compile(r"[;:—“”\"()]|,\s|[.!?…](?=\s|$)")
_GIVEN: Final = frozenset(
    {PledgeStatus.PLEDGED, PledgeStatus.COMMITTED, PledgeStatus.PLANNED, PledgeStatus.PAID}
)


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a sentence leaves open, or commits to: the matter's stems, and where it says so.

    ``verb`` is the stem of what is refused or done ("" where that is left open), ``who`` the names
    of those who refuse or do it.
    """

    line: Line
    open: bool
    part: Span
    matter: frozenset[str]
    verb: str = ""
    who: frozenset[str] = frozenset()
    sure: bool = False


def commitments(corpus: Corpus) -> list[Pair]:
    """Return what was undecided in one article and is committed to in another."""
    left_open = [word for read in corpus.documents for word in _undecided(corpus, read)]
    if not left_open:
        return []
    topics = frozenset(stem for word in left_open for stem in word.matter)
    lines = [word.line for word in left_open]
    given = corpus.beside(lines, lambda read: _committed(corpus, read, topics))
    every = [*left_open, *given]
    found = []
    keys = [[s for s in word.matter if corpus.weight(s) > 0.25 or word.open] for word in every]
    for a, b in corpus.pairs(keys, [word.line for word in every]):
        one, other = every[a], every[b]
        if one.open == other.open:
            continue
        before, after = (one, other) if one.open else (other, one)
        strength = _resolved(corpus, before, after)
        if strength is not None:
            sides = (_side(before), _side(after))
            found.append(Pair(sides, strength))
    return found


def _side(word: Word) -> Side:
    return Side(word.line, word.line.sentence.span, word.part)


def _resolved(corpus: Corpus, before: Word, after: Word) -> float | None:
    if not corpus.akin(before.line.document, after.line.document):
        return None
    gap = corpus.days_between(before.line.document, after.line.document)
    if gap is not None and gap < 0:
        return None
    if before.verb and (
        before.verb != after.verb or (before.who and after.who and not before.who & after.who)
    ):
        return None  # another thing was refused, or by others
    shared = before.matter & after.matter
    things = shared - corpus.names
    weight = corpus.weights(shared)
    whole = corpus.weights(before.matter)
    if not things or weight < 1.0 or whole == 0 or weight < 0.45 * whole:
        return None
    return 0.4 + 0.3 * min(1.0, weight / whole) + 0.05 * min(4, len(shared)) + 0.05 * after.sure


def _undecided(corpus: Corpus, read: Read) -> Iterator[Word]:
    lexicon = read.lexicon
    if lexicon is None:
        return
    text, language = read.article.text, read.article.language
    cut = stemmer(language)
    pattern = lexicon.pattern("commitments.undecided")
    refusal = lexicon.pattern("commitments.refused")
    for line in read.lines:
        span = line.sentence.span
        end = min(span.end, span.start + _LONGEST)
        if not _may_be_open(lexicon, line):
            continue
        cue = pattern.search(text, span.start, end)
        verb, who = "", frozenset[str]()
        if cue is None:
            cue = refusal.search(text, span.start, end)
            if cue is None:
                continue
            verb = cut(next(iter(folded_words(text[cue.end() : end])), ""))
            who = _names(line, text, language, cue.start())
        stop = _END.search(text, cue.end(), end)
        tail = Span(cue.end(), stop.start() if stop else end)
        matter = stems_of(tail.of(text), language) - lexicon.empty
        if matter and verb not in lexicon.talk:
            yield Word(line, True, Span(cue.start(), tail.end), matter, verb, who)


def _names(line: Line, text: str, language: str, end: int) -> frozenset[str]:
    """Return the names in the clause that ends at ``end``."""
    begin = max(text.rfind(sign, line.sentence.span.start, end) for sign in ",;:“—")
    begin = max(begin + 1, line.sentence.span.start)
    said = _SAID.search(text, begin, end)
    return line.names & stems_of(text[said.end() if said else begin : end], language)


_SAID: Final = re.compile(r"\b(?:said|says)\b(?:\s+that\b)?")


def _committed(corpus: Corpus, read: Read, topics: frozenset[str]) -> Iterator[Word]:
    lexicon = read.lexicon
    if lexicon is None:
        return
    text, language = read.article.text, read.article.language
    cut = stemmer(language)
    pledged = {pledge.sentence for pledge in read.evidence.pledges if pledge.status in _GIVEN}
    for line in read.lines:
        if not line.stems & topics:
            continue
        span = line.sentence.span
        end = min(span.end, span.start + _LONGEST)
        if _may_be_open(lexicon, line) and _is_open(lexicon, text, span.start, end):
            continue
        sure = line.sentence.index in pledged
        for cue in lexicon.pattern("commitments.committed").finditer(text, span.start, end):
            stop = _close(text, cue.end(), end)
            verb = next(iter(folded_words(text[cue.end() : stop])), "")
            stem = cut(verb)
            if stem in lexicon.talk:
                continue
            matter = stems_of(text[cue.end() : min(end, stop + _AFTER)], language)
            if matter & topics:
                who = _names(line, text, language, cue.start())
                part = Span(cue.start(), stop)
                yield Word(line, False, part, matter | line.names, stem, who, sure)
                break


def _may_be_open(lexicon: Lexicon, line: Line) -> bool:
    """Tell whether a sentence has the words without which it leaves nothing open."""
    return lexicon.may("commitments.open_cue", line.mask) and lexicon.may(
        "commitments.open", line.mask
    )


def _is_open(lexicon: Lexicon, text: str, start: int, end: int) -> bool:
    return (
        lexicon.pattern("commitments.undecided").search(text, start, end) is not None
        or lexicon.pattern("commitments.refused").search(text, start, end) is not None
    )


def _close(text: str, start: int, end: int) -> int:
    """Return where the clause of a commitment ends."""
    stop = _END.search(text, start, end)
    return max(start, stop.start() if stop else end)
