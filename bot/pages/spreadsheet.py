"""Rows of evidence as tables for a spreadsheet: CSV in UTF-8 with a mark of the encoding.

Cells hold the words exactly as stored. A cell that a spreadsheet would take for a formula gets an
apostrophe in front (OWASP, "CSV Injection").
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summaries.briefs.model import Brief, Cut
from summaries.corpus import Article

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_BETWEEN: Final = " … "  # where the reporter's words stand between a speaker's

Table = Iterator[Sequence[str | int]]


def tables(brief: Brief, articles: Mapping[str, Article]) -> dict[str, bytes]:
    """Return a table for each kind of rows that a brief has: ledger, figures, quotations.

    Raises SourceMismatch.
    """
    kinds = {
        "ledger": (brief.rows.ledger, _ledger),
        "figures": (brief.rows.figures, _figures),
        "quotations": (brief.rows.said, _quotations),
    }
    return {kind: _written(make(brief, articles)) for kind, (rows, make) in kinds.items() if rows}


def _ledger(brief: Brief, articles: Mapping[str, Article]) -> Table:
    yield (
        "amount_as_written", "words_next_to_it", "article", "sentence", "sources_reporting_amount",
        "status", "donor", "recipient",
    )  # fmt: skip
    cell = _Cells(articles)
    for row in brief.rows.ledger:
        place = row.amount or row.words
        yield (
            cell(row.amount), cell(row.words), *_place(place), row.sources,
            row.status.value, cell(row.donor), cell(row.recipient),
        )  # fmt: skip


def _figures(brief: Brief, articles: Mapping[str, Article]) -> Table:
    yield (
        "value_as_written", "metric", "period", "comparison", "caveat", "trend",
        "article", "sentence",
    )  # fmt: skip
    cell = _Cells(articles)
    for row in brief.rows.figures:
        yield (
            cell(row.value), cell(row.metric), cell(row.period), cell(row.comparison),
            cell(row.caveat), row.trend.value if row.trend else "", *_place(row.metric),
        )  # fmt: skip


def _quotations(brief: Brief, articles: Mapping[str, Article]) -> Table:
    yield "speaker", "role", "kind", "words", "article", "sentence"
    cell = _Cells(articles)
    for row in brief.rows.said:
        yield (
            cell(row.speaker), cell(row.role), row.kind.value, cell(*row.words),
            *_place(row.words[0]),
        )  # fmt: skip


class _Cells:
    """Writes cells: words of the articles, safe to open."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles

    def __call__(self, *cuts: Cut | None) -> str:
        words = _BETWEEN.join(cut.words_in(self._articles) for cut in cuts if cut)
        return f"'{words}" if words.startswith(_FORMULA) else words


def _place(cut: Cut | None) -> tuple[str, int | str]:
    return (cut.article, cut.sentence) if cut else ("", "")


def _written(table: Table) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(table)
    # Half a surrogate pair has no UTF-8: it becomes a question mark in the file.
    return codecs.BOM_UTF8 + file.getvalue().encode("utf-8", "replace")
