"""Rows of evidence in a brief: what its articles state, each part a cut of their words.

As in a sentence of a brief, there are no words here but places; a row's ``citation`` is the
``[n]`` of its article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summaries.briefs.cut import Cut
from summaries.evidence.model import DifferenceKind, PledgeStatus, QuotationKind, Trend


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One pledge: the amount, and the words next to it that say what it is.

    ``amount`` is None for help without a number. ``sources`` counts the sources that report the
    pledge; ``differs`` is true where they do so differently, and then each has a row of its own.
    ``also`` are citations of those that report it in the same words.
    """

    amount: Cut | None
    words: Cut | None
    citation: int
    status: PledgeStatus
    donor: Cut | None = None
    recipient: Cut | None = None
    sources: int = 1
    differs: bool = False
    also: tuple[int, ...] = ()

    def cuts(self) -> Iterator[Cut]:
        """Every cut of the row."""
        yield from _known(self.amount, self.words, self.donor, self.recipient)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One statistic. ``value`` is None where there is only a comparison ("a 20-year high").

    ``phrase`` covers the metric with the period that follows it, where they stand together.
    """

    value: Cut | None
    metric: Cut
    period: Cut | None
    comparison: Cut | None
    caveat: Cut | None
    trend: Trend | None
    citation: int
    phrase: Cut | None = None

    def cuts(self) -> Iterator[Cut]:
        """Every cut of the row."""
        yield from _known(
            self.value, self.metric, self.period, self.comparison, self.caveat, self.phrase
        )


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What someone said. ``words`` has several cuts where the reporter's words stand between."""

    speaker: Cut
    role: Cut | None
    kind: QuotationKind
    words: tuple[Cut, ...]
    citation: int

    def cuts(self) -> Iterator[Cut]:
        """Every cut of the row."""
        yield from _known(self.speaker, self.role, *self.words)


@dataclass(frozen=True, slots=True)
class DifferRow:
    """Where sources differ: each side's words with its citation.

    ``parties`` are, in the order of the sides, whose words or acts they are, where that is known.
    """

    kind: DifferenceKind
    sides: tuple[tuple[Cut, int], ...]
    parties: tuple[Cut | None, ...] = ()

    def cuts(self) -> Iterator[Cut]:
        """Every cut of the row."""
        yield from _known(*(cut for cut, _ in self.sides), *self.parties)


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One value of a series. ``start`` and ``end`` are ISO 8601, as in a Period."""

    start: str
    end: str | None
    value: Decimal
    written: Cut


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One metric of one place over two or more periods, to be drawn."""

    metric: Cut
    place: Cut | None
    points: tuple[ChartPoint, ...]

    def cuts(self) -> Iterator[Cut]:
        """Every cut of the row."""
        yield from _known(self.metric, self.place, *(point.written for point in self.points))


@dataclass(frozen=True, slots=True)
class AgainRow:
    """An amount that was reported before: as it is written now, and as it was then.

    ``edition`` is the number of the edition that showed its sentence then, None where none did.
    """

    now: Cut
    citation: int
    before: Cut
    before_citation: int
    edition: int | None = None

    def cuts(self) -> Iterator[Cut]:
        """Every cut of the row."""
        yield from (self.now, self.before)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What was planned in an earlier article, and what is reported of it now: two sentences.

    ``edition`` is the number of the edition that showed the plan, None where none did.
    """

    plan: Cut
    plan_citation: int
    report: Cut
    citation: int
    edition: int | None = None

    def cuts(self) -> Iterator[Cut]:
        """Every cut of the row."""
        yield from (self.plan, self.report)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since edition ``since``: amounts, reports, what became of articles it quoted.

    ``articles``, ``corrected`` and ``withdrawn`` are ids of articles; ``amounts`` are new
    ones, each with its citation.
    """

    since: int = 0
    articles: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    amounts: tuple[tuple[Cut, int], ...] = ()
    again: tuple[AgainRow, ...] = ()
    planned: tuple[PlannedRow, ...] = ()

    @property
    def news(self) -> bool:
        """Tell whether there is more to say than which articles are new."""
        return any((self.corrected, self.withdrawn, self.amounts, self.again, self.planned))

    def cuts(self) -> Iterator[Cut]:
        """Every cut of every row."""
        yield from (cut for cut, _ in self.amounts)
        for again in self.again:
            yield from again.cuts()
        for planned in self.planned:
            yield from planned.cuts()


NO_CHANGES: Final = Changes()


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a brief, each kind in the order shown. ``changes`` is for editions alone."""

    ledger: tuple[LedgerRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    said: tuple[SaidRow, ...] = ()
    differences: tuple[DifferRow, ...] = ()
    charts: tuple[ChartRow, ...] = ()
    changes: Changes = NO_CHANGES

    def __bool__(self) -> bool:
        return any(
            (
                self.ledger,
                self.figures,
                self.said,
                self.differences,
                self.charts,
                self.changes != NO_CHANGES,
            )
        )

    def cuts(self) -> Iterator[Cut]:
        """Every cut of every row."""
        for rows in (self.ledger, self.figures, self.said, self.differences, self.charts):
            for row in rows:
                yield from row.cuts()
        yield from self.changes.cuts()


NO_ROWS: Final = Rows()


def _known(*cuts: Cut | None) -> Iterator[Cut]:
    return (cut for cut in cuts if cut is not None)
