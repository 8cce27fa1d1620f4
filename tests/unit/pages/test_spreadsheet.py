"""Rows as tables: a person opens them in a spreadsheet, and nothing in them runs."""

from __future__ import annotations

import csv
import dataclasses
import io

import pytest

from bot.labels import Labels
from bot.pages import export_files
from bot.pages.spreadsheet import tables
from summaries.briefs import Brief, Cut, LedgerRow, Rows
from summaries.corpus import Article
from summaries.evidence import PledgeStatus, QuotationKind
from summaries.text import Span
from tests.unit.pages.made import article, brief
from tests.unit.pages.test_rows import april, border, envoy, pledges, reported

ENGLISH = Labels.for_locale("en-GB")


def read(table: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_the_ledger_is_a_table_with_a_row_for_every_amount() -> None:
    made, articles = pledges()

    table = tables(made, articles)["ledger"]

    assert table.startswith(b"\xef\xbb\xbfamount_as_written,words_next_to_it,article,sentence,")
    assert table.count(b"\r\n") == table.count(b"\n") == 6
    assert read(table)[:3] == [
        ["amount_as_written", "words_next_to_it", "article", "sentence",
         "sources_reporting_amount", "status", "donor", "recipient"],
        ["$4 billion", "in development aid", "A1", "1", "1", "committed", "White House", ""],
        ["$310 million", "for humanitarian relief", "A1", "1", "2", "committed", "White House", ""],
    ]  # fmt: skip


def test_figures_and_quotations_have_tables_of_their_own() -> None:
    a3 = reported()
    made, articles = border(Rows(figures=(april(a3),), said=(envoy(a3),)))

    made_tables = tables(made, articles)

    assert list(made_tables) == ["figures", "quotations"]
    assert read(made_tables["figures"])[1][:3] == ["170,000", "people at the border", "April"]
    assert read(made_tables["quotations"])[1] == [
        "Zúñiga", "special envoy", QuotationKind.MIXED.value,
        "some of the same problems … hopes", "A3", "3",
    ]  # fmt: skip


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_would_be_a_formula_is_text(sign: str) -> None:
    made, articles = ledger_of(f"{sign}cmd|' /C calc'!A0 was pledged")

    [cell] = [row[1] for row in read(tables(made, articles)["ledger"])[1:]]

    assert cell == f"'{sign}cmd|' /C calc'!A0 was pledged"


def test_marks_and_line_breaks_within_words_stay_in_their_cell() -> None:
    made, articles = ledger_of('the "first" tranche,\nof two')

    assert read(tables(made, articles)["ledger"])[1][1] == 'the "first" tranche,\nof two'


def test_a_brief_with_one_kind_of_rows_gives_two_files() -> None:
    made, articles = pledges()

    files = export_files(made, articles, ENGLISH)

    assert [file.name for file in files] == ["aid-pledges.txt", "aid-pledges.csv"]


def test_a_brief_with_two_kinds_says_which_file_is_which() -> None:
    a3 = reported()
    made, articles = border(Rows(figures=(april(a3),), said=(envoy(a3),)))

    assert [file.name for file in export_files(made, articles, ENGLISH)] == [
        "border-numbers.txt",
        "border-numbers-figures.csv",
        "border-numbers-quotations.csv",
    ]


def test_a_brief_without_rows_gives_its_text_alone() -> None:
    made, articles = border(Rows())

    assert len(export_files(made, articles, ENGLISH)) == 1


def ledger_of(words: str) -> tuple[Brief, dict[str, Article]]:
    a1 = article("A1", words, [words])
    row = LedgerRow(None, Cut.at(a1, 0, Span(0, len(words))), 1, PledgeStatus.PLEDGED)
    return dataclasses.replace(brief([], [a1]), rows=Rows(ledger=(row,))), {"A1": a1}
