"""Views in a sentence: who is for what, who is against it, who says it is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from summaries.evidence.differences.lexicon import Lexicon
from summaries.evidence.differences.reading import Line, Read
from summaries.evidence.differences.vocabulary import last_stem, stems_of
from summaries.text import Span, words

_LONGEST: Final = 2_000
_TARGET_END: Final = re.compile(
    r"[;:,—“”\"()!?…]|\s[–-]\s|\.(?=\W*\Z)"
    r"|\s(?:for|over|as|after|before|when|while|because|saying|who|which|that|by|but|of\s\w+ing|during|"
    r"through|despite|and\s(?:said|called|urged|promised|has|have|will|was|is)|at\sa|in\san?|on\s\w+day)\b"
)
_PREPOSITION: Final = re.compile(r"\s(?:of|with|in|on|to|from|at|into|against|between|among)\s")
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A view of something: for it (``sign`` 1) or against it (-1).

    ``cue`` covers the words that tell so, ``part`` what is shown; ``target`` has the stems of what
    it is a view of (none where the words name nothing), ``object`` where that stands, ``head`` the
    stem of its noun, ``blamed_for`` what it is blamed for. ``by_speaker`` says that only words
    reported of someone count: "it is unfair".
    """

    line: Line
    sign: int
    cue: Span
    part: Span
    target: frozenset[str]
    head: str
    object: Span | None = None
    blamed_for: frozenset[str] = frozenset()
    by_speaker: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Denial:
    """Words that say something is not so: where, and the stems of what is denied."""

    line: Line
    cue: Span
    part: Span
    denied: frozenset[str]


def views(read: Read) -> Iterator[View]:
    """Yield the views that an article's sentences state."""
    lexicon = read.lexicon
    if lexicon is None:
        return
    text = read.article.text
    quoted = frozenset(
        index
        for quotation in read.evidence.quotations
        for index in range(quotation.sentences[0], quotation.sentences[1] + 1)
    )
    for line in read.lines:
        if not lexicon.may("stances.cue", line.mask):
            continue
        span = line.sentence.span
        end = min(span.end, span.start + _LONGEST)
        for name, sign in (("support", 1), ("criticism", -1)):
            if not lexicon.may(f"stances.{name}", line.mask):
                continue
            for found in lexicon.pattern(f"stances.{name}").finditer(text, span.start, end):
                view = _verb(read, lexicon, line, found, sign, end)
                if view is not None:
                    yield view
        if line.sentence.index in quoted or lexicon.may("stances.verdict_verbs", line.mask):
            yield from _verdicts(read, lexicon, line, span.start, end)
        for name, sign in (("near", 1), ("far", -1)):
            if not lexicon.may(f"stances.{name}", line.mask):
                continue
            for found in lexicon.pattern(f"stances.{name}").finditer(text, span.start, end):
                if sign > 0 and _negated(lexicon, text, span.start, found.start()):
                    continue
                place = Span(found.start(), found.end())
                yield View(line, sign, place, place, frozenset(), "")


def _verb(
    read: Read, lexicon: Lexicon, line: Line, found: re.Match[str], sign: int, end: int
) -> View | None:
    """Return the view that a verb states of its object, if it names one."""
    text, start = read.article.text, line.sentence.span.start
    if lexicon.pattern("stances.passive").search(
        text[max(start, found.start() - 24) : found.start()]
    ):
        return None
    if _negated(lexicon, text, start, found.start()):
        if sign < 0:
            return None
        sign = -1
    target = target_of(text, found.end(), end)
    stems, head = _target(read, lexicon, target)
    if not head:
        return None
    cue = Span(found.start(), found.end())
    matter = frozenset[str]()
    for_what = lexicon.pattern("stances.blame_for").match(text, min(target.end + 1, end), end)
    if for_what is not None and lexicon.pattern("stances.blame").match(found.group()):
        place = target_of(text, for_what.end(), end)
        matter = stems_of(place.of(text), read.article.language)
        target = Span(target.start, place.end)
    return View(line, sign, cue, Span(cue.start, target.end), stems, head, target, matter)


def _verdicts(read: Read, lexicon: Lexicon, line: Line, start: int, end: int) -> Iterator[View]:
    """Yield "called the truce a sham", and "the strike was unnecessary" for whoever says so."""
    text = read.article.text
    for name, sign in (("good", 1), ("bad", -1)):
        if not lexicon.may(f"stances.{name}", line.mask):
            continue
        for found in lexicon.pattern(f"stances.{name}").finditer(text, start, end):
            called = _last(
                lexicon.pattern("stances.verdict_verbs"),
                text,
                max(start, found.start() - 90),
                found.start(),
            )
            if called is not None:
                between = Span(called.end(), found.start())
                inner = _TARGET_END.search(text, between.start, between.end)
                if inner is None or text[inner.start() : inner.end()].strip() == "as":
                    stop = inner.start() if inner else _cut_article(text, between)
                    stems, head = _target(read, lexicon, Span(between.start, stop))
                    if head:
                        place = Span(called.start(), found.end())
                        yield View(
                            line, sign, Span(called.start(), called.end()), place, stems, head
                        )
                        continue
            copula = _last(
                lexicon.pattern("stances.copulas"),
                text,
                max(start, found.start() - 40),
                found.start(),
            )
            if copula is None or len(text[copula.end() : found.start()].split()) > 3:
                continue
            negative = lexicon.pattern("stances.not").search(text, copula.end(), found.start())
            begin = _clause_start(text, start, copula.start())
            stems, head = _target(read, lexicon, Span(begin, copula.start()))
            if head:
                place = Span(copula.start(), found.end())
                yield View(
                    line,
                    -sign if negative else sign,
                    place,
                    Span(begin, found.end()),
                    stems,
                    head,
                    by_speaker=True,
                )


def denials(read: Read) -> Iterator[Denial]:
    """Yield what an article's sentences say is denied, or not so."""
    lexicon = read.lexicon
    if lexicon is None:
        return
    text, language = read.article.text, read.article.language
    for line in read.lines:
        if not lexicon.may("stances.doubt", line.mask):
            continue
        span = line.sentence.span
        end = min(span.end, span.start + _LONGEST)
        for found in lexicon.pattern("stances.denial").finditer(text, span.start, end):
            stop = _SENTENCE_PART.search(text, found.end(), end)
            place = Span(found.end(), stop.start() if stop else end)
            stems = stems_of(place.of(text), language)
            first = next(words(text, place), None)
            if first is not None and first[1] in lexicon.vague:
                # "The army denied that it had": the army had not.
                begin = _clause_start(text, span.start, found.start())
                stems |= stems_of(text[begin : found.start()], language)
            if len(stems) > 1:
                yield Denial(
                    line, Span(found.start(), found.end()), Span(found.start(), place.end), stems
                )
        for found in lexicon.pattern("stances.untrue").finditer(text, span.start, end):
            begin = _denied_start(text, span.start, found.start())
            stems = stems_of(text[begin : found.start()], language)
            if len(stems) > 1:
                yield Denial(
                    line, Span(found.start(), found.end()), Span(begin, found.end()), stems
                )


_SENTENCE_PART: Final = re.compile(r"[;:—()!?…]|[,”\"]\s|\.(?=\W*\Z)")


def target_of(text: str, start: int, end: int) -> Span:
    """Return the object of a verb that ends at ``start``: up to the first word that ends it."""
    found = _TARGET_END.search(text, start, end)
    return Span(start, found.start() if found else end)


def _target(read: Read, lexicon: Lexicon, span: Span) -> tuple[frozenset[str], str]:
    """Return the stems of a target and of its noun; none where it is only a pronoun."""
    text = read.article.text
    for count, (_, word) in enumerate(words(text, span), 1):
        if (count == 1 and word in lexicon.vague) or count > _MOST_WORDS:
            return frozenset(), ""
    cut = _PREPOSITION.search(text, span.start + 1, span.end)
    noun = last_stem(text[span.start : cut.start() if cut else span.end], read.article.language)
    stems = stems_of(span.of(text), read.article.language)
    return stems, noun


def _negated(lexicon: Lexicon, text: str, start: int, at: int) -> bool:
    return lexicon.pattern("stances.negation").search(text[max(start, at - 24) : at]) is not None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found


def _cut_article(text: str, span: Span) -> int:
    """Return where "the truce" ends in "the truce a "."""
    found = _last(_ARTICLE, text, span.start + 3, span.end)
    return found.start() if found else span.end


_ARTICLE: Final = re.compile(r"\s(?:an?|the|his|her|its|their|simply|absolutely|deeply|\w+ly)\s")


def _clause_start(text: str, start: int, at: int) -> int:
    """Return where the clause that holds ``at`` begins."""
    found = _last(_CLAUSE_BREAK, text, max(start, at - 200), at)
    return found.end() if found else start


def _denied_start(text: str, start: int, at: int) -> int:
    """Return where the clause begins that ends in "is not true"; a term in marks is part of it."""
    found = _last(_PLAIN_BREAK, text, max(start, at - 200), at)
    begin = found.end() if found else start
    opened = max(text.rfind(mark, begin, at) for mark in "“«„")
    return opened + 1 if opened > max(text.rfind(mark, begin, at) for mark in "”»") else begin


_PLAIN_BREAK: Final = re.compile(r"[;:,—()]\s?|\s(?:that|said|says|but|because)\s")
_CLAUSE_BREAK: Final = re.compile(r"[;:,—“”\"()‘]\s?|\s(?:that|said|says|but|because|while)\s")
