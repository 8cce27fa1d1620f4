"""Series: one metric of one place over several periods, from one article or many.

Only values that their sources state as levels are points; a change ("rose 9 per cent") is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summaries.corpus import Article
from summaries.evidence.amounts import amounts
from summaries.evidence.model import Amount, AmountKind, Figure, Period
from summaries.evidence.periods import periods
from summaries.evidence.places import place_of
from summaries.text import Span, content_stems

_FEWEST: Final = 2  # periods of a series


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series: its period, and where an article states it.

    ``start`` and ``end`` are ISO 8601 (see Period); ``written`` is the article's slice at ``span``.
    """

    start: str
    end: str | None
    value: Decimal
    article: str
    sentence: int
    span: Span
    written: str


@dataclass(frozen=True, slots=True)
class Series:
    """One metric of one place, period by period.

    ``metric`` and ``place`` are words of the first article that states it, ``metric_at`` tells
    where. ``points`` are in the order of their periods, one value each. ``apart`` has, for each
    period for which values disagree, all of them: they are no points, and none is left out.
    """

    metric: str
    metric_at: tuple[str, Span]
    place: str | None
    points: tuple[Point, ...]
    apart: tuple[tuple[Point, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Key:
    """What must agree for two figures to be of one series."""

    metric: frozenset[str]
    place: str
    kind: str
    unit: str
    grain: tuple[int, int]


def series(figures: Sequence[tuple[Article, Figure]]) -> tuple[Series, ...]:
    """Return the series of some figures, in the order in which they are first stated.

    Two figures belong to one series if metric, place, unit and the length of their periods agree.
    There are at least two periods with a value that no source disputes.
    """
    groups: dict[_Key, list[tuple[Article, Figure, Point]]] = {}
    for article, figure in figures:
        if figure.amount is None or _is_change(figure):
            continue
        for amount, period in _values(article, figure, figure.amount):
            key = _key(article, figure, amount, period)
            if key is not None and period.start is not None:
                groups.setdefault(key, []).append(
                    (article, figure, _point(article, figure, amount, period, period.start))
                )
    made = (_series(stated) for stated in groups.values())
    return tuple(one for one in made if len(one.points) >= _FEWEST)


def _is_change(figure: Figure) -> bool:
    """Tell whether a figure's amount says by how much something moved."""
    return (
        figure.amount is not None
        and figure.comparison is not None
        and figure.comparison.holds(figure.amount.span)
    )


def _values(article: Article, figure: Figure, amount: Amount) -> Iterator[tuple[Amount, Period]]:
    """Yield a figure's value, and the one it is compared with ("up from 12,000 in May")."""
    if figure.period is not None:
        yield amount, figure.period
    if figure.comparison is None:
        return
    others = amounts(article.text, figure.comparison, language=article.language)
    others = [other for other in others if _measures_alike(amount, other)]
    if len(others) != 1:
        return
    sentence = article.sentences[figure.sentence].span
    named = periods(article.text, sentence, article.published, language=article.language)
    inside = [period for period in named if figure.comparison.holds(period.span)]
    if len(inside) == 1 and inside[0].span.start >= others[0].span.end:
        yield others[0], inside[0]


def _measures_alike(amount: Amount, other: Amount) -> bool:
    """Tell whether two amounts are of one unit; "9,400" counts what "19,000 children" does."""
    if amount.kind is not other.kind:
        return False
    return amount.unit == other.unit or (amount.kind is AmountKind.COUNT and other.unit is None)


def _key(article: Article, figure: Figure, amount: Amount, period: Period) -> _Key | None:
    if period.start is None or period.open:
        return None
    metric = frozenset(content_stems(figure.metric.of(article.text), article.language))
    if not metric:
        return None
    place = figure.place.of(article.text) if figure.place else ""
    return _Key(
        metric=metric,
        place=place_of(place, article.language)
        or " ".join(sorted(content_stems(place, article.language))),
        kind=amount.kind.value,
        # What a count counts is its metric already.
        unit="" if amount.kind is AmountKind.COUNT else amount.unit or "",
        grain=(len(period.start), _length(period.start, period.end)),
    )


def _length(start: str, end: str | None) -> int:
    """Return how many days, months or years a period runs on for, at its own grain."""
    if end is None:
        return 0
    first, last = ([int(part) for part in day.split("-")] for day in (start, end))
    scale = (372, 31, 1)
    return sum((b - a) * by for a, b, by in zip(first, last, scale, strict=False))


def _point(article: Article, figure: Figure, amount: Amount, period: Period, start: str) -> Point:
    span = amount.span
    return Point(
        start, period.end, amount.value, article.id, figure.sentence, span, span.of(article.text)
    )


def _series(stated: Sequence[tuple[Article, Figure, Point]]) -> Series:
    by_period: dict[tuple[str, str], list[Point]] = {}
    for _, _, point in stated:
        by_period.setdefault((point.start, point.end or ""), []).append(point)
    points, apart = [], []
    for _, values in sorted(by_period.items()):
        if len({point.value for point in values}) == 1:
            points.append(values[0])
        else:
            apart.append(tuple(values))
    article, figure, _ = stated[0]
    return Series(
        metric=figure.metric.of(article.text),
        metric_at=(article.id, figure.metric),
        place=figure.place.of(article.text) if figure.place else None,
        points=tuple(points),
        apart=tuple(apart),
    )
