"""The figures of a brief, and the series of them that can be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from summaries.briefs.cut import Cut
from summaries.briefs.rows import ChartPoint, ChartRow, FigureRow
from summaries.briefs.subject import Hand, Subject
from summaries.evidence.model import Figure
from summaries.text import Span

_SHORT_GAP: Final = 12  # characters between a metric and its period: " in ", " during the "


def counted(hand: Hand, subject: Subject) -> Iterator[tuple[int, Figure]]:
    """Yield figures with a value, then those that only compare; each with its article's place."""
    order = hand.order()
    found = [
        (document, figure)
        for document, rows in hand.stated().items()
        for figure in rows.figures
        if (document, figure.sentence) in order
        and (figure.amount or figure.comparison)
        and subject.has(figure, hand.articles[document])
    ]
    found.sort(key=lambda one: (one[1].amount is None, order[one[0], one[1].sentence]))
    yield from found


def figure_row(hand: Hand, document: int, figure: Figure) -> FigureRow:
    """Cut a figure's parts out of its article."""

    def cut(span: Span | None) -> Cut | None:
        return hand.cut(document, figure.sentence, span)

    metric, period = figure.metric, figure.period.span if figure.period else None
    together = None
    if period and 0 <= period.start - metric.end <= _SHORT_GAP:
        between = Span(metric.end, period.start).of(hand.articles[document].text)
        if not any(c in between for c in ",.;:()\n"):
            together = Span(metric.start, period.end)
    return FigureRow(
        value=cut(figure.amount.span if figure.amount else None),
        metric=Cut.at(hand.articles[document], figure.sentence, metric),
        period=cut(period),
        comparison=cut(figure.comparison),
        caveat=cut(figure.caveat),
        trend=figure.trend,
        citation=hand.citations.of(document),
        phrase=cut(together),
    )


def charts(hand: Hand, figures: Sequence[tuple[int, Figure]]) -> Iterator[ChartRow]:
    """Yield the series among some figures: of two or more known periods."""
    from summaries.evidence.figures import Point, series

    documents = {hand.articles[document].id: document for document, _ in figures}

    def written(point: Point) -> Cut:
        return Cut.at(hand.articles[documents[point.article]], point.sentence, point.span)

    for one in series([(hand.articles[d], figure) for d, figure in figures]):
        article, metric = one.metric_at
        document = documents[article]
        first = next(f for d, f in figures if d == document and f.metric == metric)
        yield ChartRow(
            metric=Cut.at(hand.articles[document], first.sentence, metric),
            place=hand.cut(document, first.sentence, first.place),
            points=tuple(ChartPoint(p.start, p.end, p.value, written(p)) for p in one.points),
        )
