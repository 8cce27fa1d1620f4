"""A brief with less in it: nothing is chosen anew, so nothing comes in that was not there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from summaries.briefs.cut import Cut
from summaries.briefs.model import Brief, Passage
from summaries.briefs.rows import Changes, LedgerRow, Rows

Place = tuple[str, int]
"""A sentence: its article, and its number there from 1."""


def only(brief: Brief, passages: Collection[Passage], rows: Rows) -> Brief:
    """Return the brief with some of its passages and rows; the other sentences are left out."""
    left = [p for p in brief.passages() if p not in passages]
    fewer = _keeping(brief, lambda passage: passage in passages)
    omitted = brief.omitted + sum(len(passage.quotes) for passage in left)
    return replace(fewer, omitted=omitted, rows=rows)


def without(brief: Brief, places: Collection[Place], articles: Collection[str] = ()) -> Brief:
    """Return the brief without some sentences, and without all that some articles say.

    A passage goes whole, for its sentences need each other; a row goes that has words of it.
    """
    if not places and not articles:
        return brief

    def stays(passage: Passage) -> bool:
        quoted = {(quote.article, quote.sentence) for quote in passage.quotes}
        return passage.article not in articles and quoted.isdisjoint(places)

    gone = {
        (quote.article, quote.sentence)
        for passage in brief.passages()
        if not stays(passage)
        for quote in passage.quotes
    } | set(places)

    def holds(cuts: Iterable[Cut]) -> bool:
        return all(
            cut.article not in articles and (cut.article, cut.sentence) not in gone for cut in cuts
        )

    fewer = _keeping(brief, stays)
    numbers = {source.citation for source in brief.sources if source.article in articles}
    fewer = replace(
        fewer,
        sections=tuple(
            replace(section, passages=tuple(_uncited(p, numbers) for p in section.passages))
            for section in fewer.sections
        ),
        sources=tuple(source for source in brief.sources if source.article not in articles),
        missed=tuple(miss for miss in brief.missed if miss.quote.article not in articles),
    )
    return replace(fewer, rows=_rows(brief.rows, holds, articles, numbers))


def _keeping(brief: Brief, stays: Callable[[Passage], bool]) -> Brief:
    sections = (
        replace(section, passages=tuple(filter(stays, section.passages)))
        for section in brief.sections
    )
    return replace(brief, sections=tuple(section for section in sections if section.passages))


def _uncited(passage: Passage, numbers: Collection[int]) -> Passage:
    return replace(passage, also=tuple(n for n in passage.also if n not in numbers))


def _rows(
    rows: Rows,
    holds: Callable[[Iterable[Cut]], bool],
    articles: Collection[str],
    numbers: Collection[int],
) -> Rows:
    return Rows(
        ledger=tuple(_fewer(row, numbers) for row in rows.ledger if holds(row.cuts())),
        figures=tuple(row for row in rows.figures if holds(row.cuts())),
        said=tuple(row for row in rows.said if holds(row.cuts())),
        differences=tuple(row for row in rows.differences if holds(row.cuts())),
        charts=tuple(row for row in rows.charts if holds(row.cuts())),
        changes=_changes(rows.changes, holds, articles),
    )


def _fewer(row: LedgerRow, numbers: Collection[int]) -> LedgerRow:
    """Return a pledge without the sources that are gone."""
    also = tuple(n for n in row.also if n not in numbers)
    return replace(row, also=also, sources=max(1, row.sources - len(row.also) + len(also)))


def _changes(
    changes: Changes, holds: Callable[[Iterable[Cut]], bool], articles: Collection[str]
) -> Changes:
    return replace(
        changes,
        articles=tuple(one for one in changes.articles if one not in articles),
        corrected=tuple(one for one in changes.corrected if one not in articles),
        amounts=tuple((cut, n) for cut, n in changes.amounts if holds([cut])),
        again=tuple(row for row in changes.again if holds(row.cuts())),
        planned=tuple(row for row in changes.planned if holds(row.cuts())),
    )
