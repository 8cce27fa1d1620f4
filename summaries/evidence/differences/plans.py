"""PLAN_AND_REPORT: what was to happen on one day, and is reported of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from summaries.evidence.differences.lexicon import Lexicon
from summaries.evidence.differences.reading import Corpus, Line, Read
from summaries.evidence.differences.sides import Pair, Side
from summaries.evidence.differences.vocabulary import stems_of
from summaries.evidence.differences.when import apart, days_of, periods_of
from summaries.evidence.model import Period
from summaries.text import Span, stemmer, words

_FARTHEST: Final = 6  # words between "will" and its verb, or between a verb and its day
_LATE: Final = 21  # days by which a plan may be late and still be that plan
_LONGEST: Final = 2_000
_CLAUSE_START: Final = re.compile(r"[.;:—“”\"()]|,\s")
_OBJECT_END: Final = re.compile(
    r"[;:—“”\"()]|,\s|\s(?:as|after|when|while|where|before|because|that|which|who|but|said)\s"
)


@dataclass(frozen=True, slots=True, eq=False)
class Doing:
    """An action in a sentence, planned or done: its family, who, where, and on which day."""

    line: Line
    planned: bool
    verb: Span
    families: frozenset[str]
    verbs: frozenset[str]
    who: frozenset[str]
    what: frozenset[str]

    @property
    def kinds(self) -> frozenset[str]:
        """Return what an action and a report of it share: a family of verbs, else the verb."""
        return self.families - self.verbs or self.verbs


def plans(corpus: Corpus) -> list[Pair]:
    """Return plans for one day beside reports that name another."""
    return [
        Pair((_side(plan, first), _side(report, second)), strength)
        for plan, report, strength in _met(corpus)
        if (first := _day(corpus, plan)) is not None
        and (second := _day(corpus, report)) is not None
        and _late(first, second)
        and not _before(corpus, plan, second)
    ]


def reports(corpus: Corpus) -> list[tuple[Side, Side, float]]:
    """Return plans with what is reported of them, whether on the day that was planned or not."""
    return [
        (_side(plan, first), _side(report, second), strength)
        for plan, report, strength in _met(corpus)
        if (first := _day(corpus, plan)) is not None
        and (second := _day(corpus, report)) is not None
        and (_late(first, second) or not apart(first, second))
        and not _before(corpus, plan, second)
    ]


def _met(corpus: Corpus) -> Iterator[tuple[Doing, Doing, float]]:
    """Yield plans with reports that are of them, and how surely."""
    planned = [doing for read in corpus.documents for doing in _planned(read)]
    if not planned:
        return
    wanted = frozenset(family for doing in planned for family in doing.families)
    lines = [doing.line for doing in planned]
    doings = [*planned, *corpus.beside(lines, lambda read: _reported(read, wanted))]
    keys = [
        [f"{family}/{word}" for family in doing.kinds for word in doing.what | doing.who]
        for doing in doings
    ]
    for a, b in corpus.pairs(keys, [doing.line for doing in doings], least=2):
        one, other = doings[a], doings[b]
        if one.planned == other.planned:
            continue
        plan, report = (one, other) if one.planned else (other, one)
        strength = _meets(corpus, plan, report)
        if strength is not None:
            yield plan, report, strength


def _side(doing: Doing, day: Period) -> Side:
    part = Span(min(doing.verb.start, day.span.start), max(doing.verb.end, day.span.end))
    return Side(doing.line, doing.line.sentence.span, part)


def _day(corpus: Corpus, doing: Doing) -> Period | None:
    """Return the day of an action: the one that stands nearest to its verb."""
    days = [period for period in periods_of(corpus, doing.line) if _is_day(period)]
    return min(
        days,
        key=lambda day: max(day.span.start - doing.verb.end, doing.verb.start - day.span.end),
        default=None,
    )


def _before(corpus: Corpus, plan: Doing, report: Period) -> bool:
    """Tell whether a report is of a day before its plan was written down."""
    written = corpus.documents[plan.line.document].article.published
    days = days_of(report)
    return written is not None and days is not None and days[1] < written


def _late(plan: Period, report: Period) -> bool:
    """Tell whether a report's day is another than the plan's, and near enough to be of it."""
    if not apart(plan, report):
        return False
    first, second = days_of(plan), days_of(report)
    if first is None or second is None:
        return True
    return abs(second[0] - first[1]) <= timedelta(days=_LATE)


def _meets(corpus: Corpus, plan: Doing, report: Doing) -> float | None:
    """Return how surely a report is of a plan, or None where it isn't, or keeps to its day."""
    if not corpus.akin(plan.line.document, report.line.document):
        return None
    who, what = plan.who & report.who, plan.what & report.what
    if not who or corpus.weights(who | what) < 2.0:
        return None
    gap = corpus.days_between(plan.line.document, report.line.document)
    if gap is not None and not 0 <= gap <= 4 * _LATE:
        return None
    named = plan.what & corpus.names
    if named and not named & (report.what | report.line.names):
        return None  # the plan says where or with whom, and the report does not
    if not named and corpus.weights(what) < 1.0:
        # Nothing but who or what: enough for a crossing that opens, not for a man who speaks.
        things = who - corpus.names
        if plan.what or report.what & corpus.names or corpus.weights(things) < 0.25:
            return None
        if not plan.verbs & report.verbs:
            return None
    return 0.45 + 0.1 * min(3, len(who)) + 0.1 * min(2, len(what))


def _planned(read: Read) -> Iterator[Doing]:
    if read.lexicon is None:
        return
    for line, end in _dated(read, read.lexicon):
        start = line.sentence.span.start
        for future in read.lexicon.pattern("plans.future").finditer(read.article.text, start, end):
            yield from _action(read, line, future.start(), future.end())


def _reported(read: Read, wanted: frozenset[str]) -> Iterator[Doing]:
    if read.lexicon is None:
        return
    modal = read.lexicon.pattern("plans.modal")
    for line, end in _dated(read, read.lexicon):
        start = line.sentence.span.start
        if modal.search(read.article.text, start, end) is None:
            yield from _reports(read, line, start, end, wanted)


def _dated(read: Read, lexicon: Lexicon) -> Iterator[tuple[Line, int]]:
    """Yield the sentences that name a day, each with where it ends at the latest."""
    day = lexicon.pattern("plans.day")
    for line in read.lines:
        if lexicon.may("plans.day", line.mask):
            span = line.sentence.span
            end = min(span.end, span.start + _LONGEST)
            if day.search(read.article.text, span.start, end) is not None:
                yield line, end


def _is_day(period: Period) -> bool:
    """Tell whether a period is one day."""
    days = days_of(period)
    if days is not None:
        return days[0] == days[1]
    return period.weekday is not None


def _action(read: Read, line: Line, subject_end: int, after: int) -> Iterator[Doing]:
    """Yield the action whose verb follows ``after``, if it is one that others may report."""
    text, lexicon = read.article.text, read.lexicon
    cut = stemmer(read.article.language)
    end = min(line.sentence.span.end, line.sentence.span.start + _LONGEST)
    verb = next(words(text, Span(after, end)), None)
    if verb is None or lexicon is None:
        return
    stem = cut(verb[1])
    families = {f"verb {stem}", *(f"family {n}" for n in lexicon.families.get(stem, ()))}
    yield from _doing(read, line, verb[0], subject_end, families, planned=True)


def _reports(
    read: Read, line: Line, start: int, end: int, wanted: frozenset[str]
) -> Iterator[Doing]:
    """Yield what a sentence without a plan reports: each verb in the past."""
    text, lexicon = read.article.text, read.lexicon
    if lexicon is None:
        return
    cut = stemmer(read.article.language)
    seen = 0
    for span, word in words(text, Span(start, end)):
        stem = cut(word)
        groups = lexicon.families.get(stem, frozenset())
        if not (word.endswith("ed") or (groups and word != stem) or word in lexicon.irregular):
            continue
        if not span.of(text)[0].islower():
            continue
        families = {f"verb {stem}", *(f"family {n}" for n in groups)}
        if families.isdisjoint(wanted):
            continue
        yield from _doing(read, line, span, span.start, families, planned=False)
        seen += 1
        if seen == _FARTHEST:
            return


def _doing(
    read: Read,
    line: Line,
    verb: Span,
    subject_end: int,
    families: set[str],
    *,
    planned: bool,
) -> Iterator[Doing]:
    text, language = read.article.text, read.article.language
    span = line.sentence.span
    end = min(span.end, span.start + _LONGEST)
    start = span.start
    for mark in _CLAUSE_START.finditer(text, span.start, subject_end):
        if text[mark.end() : subject_end].strip():
            start = mark.end()
    who = stems_of(text[start:subject_end], language)
    stop = _OBJECT_END.search(text, verb.end, end)
    what = stems_of(text[verb.end : stop.start() if stop else end], language)
    if not who:
        who = stems_of(text[span.start : subject_end], language)
    calendar = read.lexicon.days if read.lexicon else frozenset[str]()
    verbs = frozenset(family for family in families if family.startswith("verb"))
    yield Doing(line, planned, verb, frozenset(families), verbs, who - calendar, what - calendar)
