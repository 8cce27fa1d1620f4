"""Charts of a brief's figures as pictures for its message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.labels import Labels
from summaries.briefs.model import Brief, ChartRow
from summaries.corpus import Article

if TYPE_CHECKING:
    from summaries.evidence.figures import Series

MOST_PICTURES: Final = 3  # of one message


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to attach (PNG), and the same in words for who can't see it."""

    name: str
    data: bytes
    alt: str


def pictures(brief: Brief, articles: Mapping[str, Article], labels: Labels) -> tuple[Picture, ...]:
    """Draw the series of a brief: none where it has none, or where nothing is there to draw with.

    Takes some tenths of a second. Raises SourceMismatch.
    """
    if not brief.rows.charts:
        return ()
    # Imported here, for few briefs have a series.
    from bot.pages.chart import alt_text, chart

    made = []
    for number, row in enumerate(brief.rows.charts[:MOST_PICTURES], 1):
        series = _series(row, articles)
        if drawn := chart(series, language=labels.language):
            alt = alt_text(series, language=labels.language)
            made.append(Picture(f"chart-{number}.png", drawn, alt))
    return tuple(made)


def _series(row: ChartRow, articles: Mapping[str, Article]) -> Series:
    from summaries.evidence.figures import Point, Series

    return Series(
        metric=row.metric.words_in(articles),
        metric_at=(row.metric.article, row.metric.span),
        place=row.place.words_in(articles) if row.place else None,
        points=tuple(
            Point(
                start=point.start,
                end=point.end,
                value=point.value,
                article=point.written.article,
                sentence=point.written.sentence - 1,
                span=point.written.span,
                written=point.written.words_in(articles),
            )
            for point in row.points
        ),
    )
