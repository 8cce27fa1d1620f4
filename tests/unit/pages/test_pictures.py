"""Charts in a message: below the figures, and the same in words for who can't see them."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from bot.labels import Labels
from bot.pages import brief_page
from bot.pages.pictures import Picture, pictures
from bot.pages.view import files_of, to_view
from summaries.briefs import Brief, Cut, FigureRow, Passage, Quote, Rows, Section, SectionKind
from summaries.briefs.rows import ChartPoint, ChartRow
from summaries.corpus import Article
from summaries.text import Span
from tests.unit.pages.made import article, brief

ENGLISH = Labels.for_locale("en-GB")
APRIL = "Border agents counted 12,000 migrants in April 2021."
MAY = "Border agents counted 15,500 migrants in May 2021."


def counted() -> tuple[Brief, dict[str, Article]]:
    a1 = article("A1", f"{APRIL}\n\n{MAY}", [APRIL, MAY])

    def cut(words: str, sentence: int) -> Cut:
        start = a1.text.index(words, a1.sentences[sentence].span.start)
        return Cut.at(a1, sentence, Span(start, start + len(words)))

    told = (("12,000", "April 2021", "2021-04"), ("15,500", "May 2021", "2021-05"))
    figures = tuple(
        FigureRow(cut(value, n), cut("migrants", n), cut(period, n), None, None, None, 1)
        for n, (value, period, _) in enumerate(told)
    )
    points = tuple(
        ChartPoint(month, None, Decimal(value.replace(",", "")), cut(value, n))
        for n, (value, _, month) in enumerate(told)
    )
    chart = ChartRow(cut("migrants", 0), None, points)
    section = Section(SectionKind.BOTTOM_LINE, (Passage((Quote.of(a1, 0),), 1),))
    made = brief([section], [a1])
    return dataclasses.replace(made, rows=Rows(figures=figures, charts=(chart,))), {"A1": a1}


def test_a_series_is_drawn_and_said_in_words() -> None:
    pytest.importorskip("matplotlib")

    [picture] = pictures(*counted(), ENGLISH)

    assert picture.data.startswith(b"\x89PNG")
    assert "April 2021: 12,000" in picture.alt
    assert "May 2021: 15,500" in picture.alt


def test_a_brief_without_a_series_has_no_picture() -> None:
    made, articles = counted()
    plain = dataclasses.replace(made, rows=dataclasses.replace(made.rows, charts=()))

    assert pictures(plain, articles, ENGLISH) == ()


def test_the_picture_follows_the_figures_and_has_its_words_as_alternative_text() -> None:
    page = brief_page(*counted(), ENGLISH)
    drawn = [Picture("chart-1.png", b"png", "migrants. April 2021: 12,000.")]

    container: dict[str, Any] = to_view(page, pictures=drawn).to_components()[0]

    kinds = [part["type"] for part in container["components"]]
    place = kinds.index(12)
    assert container["components"][place - 1]["content"].startswith("**Figures**")
    [item] = container["components"][place]["items"]
    assert item["media"]["url"] == "attachment://chart-1.png"
    assert item["description"] == "migrants. April 2021: 12,000."
    [file] = files_of(page, drawn)
    assert (file.filename, file.description) == ("chart-1.png", "migrants. April 2021: 12,000.")


def test_no_picture_is_sent_where_there_was_no_room_for_the_figures() -> None:
    made, articles = counted()
    page = brief_page(dataclasses.replace(made, rows=Rows()), articles, ENGLISH)
    drawn = [Picture("chart-1.png", b"png", "words")]

    assert files_of(page, drawn) == []
    kinds = [p["type"] for p in to_view(page, pictures=drawn).to_components()[0]["components"]]
    assert 12 not in kinds
