"""Figures of an article: how many of what, when and where, and compared with what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from summaries.context.figures import limits as limits_before
from summaries.context.openings import opening_by
from summaries.context.words import Words as ContextWords
from summaries.context.words import words_of as context_words_of
from summaries.corpus import Article
from summaries.evidence.figures.line import Line, Range
from summaries.evidence.figures.parts import caveat, comparisons, period_of, place
from summaries.evidence.figures.statements import ALONE, Statement, valued
from summaries.evidence.figures.trends import trends
from summaries.evidence.figures.values import Role, role_of
from summaries.evidence.figures.words import bits, words_of
from summaries.evidence.hints import MOVEMENT, hinter
from summaries.evidence.model import Amount, AmountKind, Figure, Party, Period, Trend
from summaries.evidence.periods import periods
from summaries.text import Sentence, Span

if TYPE_CHECKING:
    from summaries.evidence.people import Cast

_TREND: Final = {1: Trend.UP, -1: Trend.DOWN}
_COMPARATIVE: Final = {"more": 1, "less": -1}
_SOURCES: Final = bits("phrases.sources")
_LONGEST: Final = 3_000  # characters; a longer "sentence" is a table or a list


def figures(
    article: Article,
    amounts: Sequence[Sequence[Amount]],
    cast: Cast | None = None,
) -> tuple[Figure, ...]:
    """Return the figures of an article, in the order of its text.

    ``amounts`` has the amounts of each sentence, by its index. ``cast`` tells who counted; without
    it no figure has a source. A language without a word list has no figures.
    """
    words = words_of(article.language)
    if words is None:
        return ()
    context = context_words_of(article.language)
    hints, words_in = hinter(article.language), article.words_of
    found: list[Figure] = []
    for sentence, here in zip(article.sentences, amounts, strict=True):
        if len(sentence.span) > _LONGEST:
            continue
        if all(amount.kind is AmountKind.DURATION for amount in here):
            seen = cast.readings[sentence.index].tokens.seen if cast else hints(words_in(sentence))
            if not seen & MOVEMENT:
                continue
        line = Line(words, article.text, sentence.span, here)
        following = amounts[sentence.index + 1] if sentence.index + 1 < len(amounts) else ()
        found.extend(_Sentence(article, sentence, line, context, cast, following).figures())
    return tuple(found)


def _meet(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


class _Sentence:
    """One sentence, and the figures that are read from it."""

    def __init__(
        self,
        article: Article,
        sentence: Sentence,
        line: Line,
        context: ContextWords | None,
        cast: Cast | None,
        following: Sequence[Amount],
    ) -> None:
        self._next = following
        self._article = article
        self._sentence = sentence
        self._line = line
        self._context = context
        self._cast = cast

    def figures(self) -> list[Figure]:
        line = self._line
        roles = [role_of(line, number) for number in range(len(line.amounts))]
        with_value = Role.LEVEL in roles or Role.CHANGE in roles
        if not with_value and not any(trends(line, frozenset(), frozenset())):
            return []
        article = self._article
        times = periods(
            article.text, self._sentence.span, article.published, language=article.language
        )
        closed = frozenset(
            k
            for period in times
            for k in range(line.token_at(period.span.start), line.token_at(period.span.end - 1) + 1)
        )
        levels = list(valued(line, roles, closed))
        compared = comparisons(
            line, times, [k for k, role in enumerate(roles) if role is Role.CHANGE]
        )
        used = self._used(levels, compared)
        stated = sorted(
            [*levels, *trends(line, closed, used)], key=lambda s: line.starts[s.metric[0]]
        )
        if not stated:
            return []
        limit = self._caveat()
        return [self._figure(one, stated, times, compared, limit) for one in stated]

    def _used(self, levels: Sequence[Statement], compared: Sequence[Span]) -> frozenset[int]:
        """Return the tokens that say how a figure with a value moved or compares."""
        line = self._line
        used: set[int] = set()
        for level in levels:
            if level.moved is not None:
                used.add(level.moved)
        for span in compared:
            first, last = line.token_at(span.start), line.token_at(span.end - 1) + 1
            if any(self._is_near(level, first) for level in levels):
                used.update(range(first, last))
        return frozenset(used)

    def _is_near(self, level: Statement, token: int) -> bool:
        """Tell whether a comparison stands with a value rather than in a clause of its own."""
        line = self._line
        if level.number is None:
            return False
        first, last = line.ranges[level.number]
        if token <= last:
            return token >= line.clause_before(first)
        return not any(line.low(k) in ALONE for k in range(last, token))

    def _figure(
        self,
        one: Statement,
        stated: Sequence[Statement],
        times: Sequence[Period],
        compared: Sequence[Span],
        limit: Span | None,
    ) -> Figure:
        line = self._line
        amount = line.amounts[one.number] if one.number is not None else None
        metric = line.span_of(one.metric)
        comparison = self._comparison(one, stated, compared)
        near = amount.span if amount else metric
        clause = line.span_of(self._reach(one))
        # What moves without a value moves over the period that its own words name.
        closed = [
            span
            for span in compared
            if not (one.moving and _meet(span, one.phrase)) and not span.holds(near)
        ]
        apart = amount is not None and not any(
            other.moved is not None for other in stated if other is not one
        )
        period = period_of(line, times, near, clause, closed, apart=apart)
        where = place(line, near.start, self._clause_span(one))
        parts = [metric, comparison, where, limit if self._holds(limit) else None]
        parts += [amount.span if amount else None, period.span if period else None]
        parts.append(one.phrase)
        spans = [span for span in parts if span is not None]
        return Figure(
            sentence=self._sentence.index,
            span=Span(min(s.start for s in spans), max(s.end for s in spans)),
            metric=metric,
            amount=amount,
            period=period,
            place=where,
            comparison=comparison,
            caveat=limit,
            trend=_TREND.get(one.direction or self._said_by(comparison)),
            source=self._source(),
        )

    def _reach(self, one: Statement) -> Range:
        """Return the tokens whose periods are a figure's: its clause, and that of its verb."""
        line = self._line
        tokens = [one.metric[0], one.metric[1] - 1]
        if one.number is not None:
            first, last = line.ranges[one.number]
            tokens = [first, last - 1]
        if one.moved is not None:
            tokens.append(one.moved)
        first, last = min(tokens), max(tokens)
        return line.clause_before(first), max(line.clause_after(last), last + 1)

    def _holds(self, span: Span | None) -> bool:
        return span is not None and self._sentence.span.holds(span)

    def _clause_span(self, one: Statement) -> Span:
        """Return the words in which a figure's place is looked for: around it, up to commas."""
        line = self._line
        first, last = one.metric
        if one.number is not None:
            first = min(first, line.ranges[one.number][0])
            last = max(last, line.ranges[one.number][1])
        start, end = line.clause_before(first), max(line.clause_after(last), last)
        return line.span_of((start, end))

    def _comparison(
        self, one: Statement, stated: Sequence[Statement], compared: Sequence[Span]
    ) -> Span | None:
        """Return what a figure is compared with: behind it, before the next figure."""
        line = self._line
        place = line.ranges[one.number][0] if one.number is not None else one.metric[0]
        at = line.starts[place]
        others = [
            line.starts[line.ranges[s.number][0] if s.number is not None else s.metric[0]]
            for s in stated
            if s is not one
        ]
        following = min((o for o in others if o > at), default=self._sentence.span.end)
        if one.number is None:
            return one.phrase
        inside = [span for span in compared if at < span.start < following]
        if inside:
            return inside[0]
        if one.phrase is not None:
            return one.phrase
        previous = max((o for o in others if o < at), default=self._sentence.span.start)
        early = [span for span in compared if previous < span.start <= at]
        return early[-1] if early else None

    def _said_by(self, comparison: Span | None) -> int:
        """Return the direction that a comparison begins with: "up from 12,000"."""
        line = self._line
        if comparison is None:
            return 0
        first, last = line.token_at(comparison.start), line.token_at(comparison.end - 1) + 1
        if line.low(first) in ("up", "down"):
            return line.direction(first)
        if max(line.amount_of[first : first + 2]) < 0:
            return 0
        for k in range(first, last):
            found = line.direction(k) or _COMPARATIVE.get(line.low(k), 0)
            if found:
                return found
        return 0

    def _caveat(self) -> Span | None:
        """Return the words that limit the figures, in this sentence or the very next."""
        if self._context is None:
            return None
        found = caveat(self._line, self._context.limits)
        if found is not None:
            return found
        sentences, index = self._article.sentences, self._sentence.index
        if index + 1 >= len(sentences):
            return None
        following = sentences[index + 1]
        if following.paragraph != self._sentence.paragraph:
            return None
        if any(amount.kind is not AmountKind.DURATION for amount in self._next):
            return None  # that one limits figures of its own
        here, there = (self._article.words_of(s) for s in (self._sentence, following))
        start = opening_by(self._context, there)
        return following.span if limits_before(self._context, here, there, start) else None

    def _source(self) -> Party | None:
        """Return who counted: "the agency found", "according to the ministry"."""
        if self._cast is None:
            return None
        line = self._line
        for party in self._cast.parties(self._sentence.index):
            if party.span is None:
                continue
            first, after = line.token_at(party.span.start), line.token_at(party.span.end - 1) + 1
            if line.low(first - 1) == "to" and line.low(first - 2) == "according":
                return party
            if any(line.role(k) & _SOURCES for k in range(after, min(after + 2, len(line)))):
                return party
        return None
