"""A date counts only where a line states it; a date in a sentence is about an event."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus import prepare
from summaries.corpus.dates import is_update, stated_date

STATED = [
    "June 5, 2021",
    "5 June 2021",
    "Saturday, June 5, 2021",
    "Published: June 5, 2021",
    "Published on 5 June 2021 at 10:30 GMT",
    "Posted June 5, 2021, 10:30 a.m. ET",
    "Jun 5, 2021 | 10:30 AM",
    "Date: 2021-06-05",
    "2021-06-05",
    "2021/06/05",
    "2021-06-05T10:30:00Z",
    "2021-06-05T10:30:00+02:00",
    "Updated: June 5th, 2021",
    "Sábado, 5 de junio de 2021",
    "Publicado el 5 de junio de 2021 a las 10:30".replace(" a las", ","),
    "Publié le 5 juin 2021",
    "Veröffentlicht am 5. Juni 2021",
    "Samstag, 5. Juni 2021",
    "5 de junho de 2021",
    "5 giugno 2021",
    "5 juni 2021",
]


@pytest.mark.parametrize("line", STATED)
def test_a_date_line_states_its_date(line: str) -> None:
    assert stated_date(line) == date(2021, 6, 5)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "June 2021",
        "2021",
        "5 June",
        "Monday",
        "03/04/2021",  # the third of April in London, the fourth of March in New York
        "3.4.2021",
        "31 June 2021",
        "February 30, 2021",
        "The vote is on 5 June 2021",
        "On June 5, 2021, the minister resigned.",
        "June 5, 2021, was a Saturday",
        "5 June 2021 to 7 June 2022",
        "Version 2021-06-05 of the plan",
        "Room 5, June Building, 2021",
        "9999-99-99",
    ],
)
def test_anything_else_states_none(line: str) -> None:
    assert stated_date(line) is None


def test_an_update_is_told_from_a_publication() -> None:
    assert is_update("Updated: June 5, 2021")
    assert is_update("Last updated 5 June 2021")
    assert not is_update("Published: June 5, 2021")


def test_the_publication_counts_before_the_update() -> None:
    article = prepare(
        "Rain floods the valley\n\nUpdated 7 June 2021\n\nPublished 5 June 2021\n\n"
        "The river rose by two metres. Nobody was hurt, the mayor said.",
        id="A1",
    )
    assert article.published == date(2021, 6, 5)
    assert [line.kind.value for line in article.set_aside] == ["dateline", "dateline"]


def test_an_update_alone_leaves_the_date_unknown() -> None:
    article = prepare(
        "Rain floods the valley\n\nUpdated 7 June 2021\n\n"
        "The river rose by two metres. Nobody was hurt, the mayor said.",
        id="A1",
    )
    assert article.published is None


def test_a_date_in_a_sentence_dates_no_article() -> None:
    article = prepare(
        "Rain floods the valley\n\nOn June 5, 2021, the river rose by two metres.\n\n"
        "The last flood was on 3 May 2019. Nobody was hurt then.",
        id="A1",
    )
    assert article.published is None
    assert article.set_aside == ()


@given(st.text(max_size=90))
def test_any_line_can_be_asked(line: str) -> None:
    assert stated_date(line) is None or isinstance(stated_date(line), date)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_of_two_centuries_is_read(day: date) -> None:
    assert stated_date(day.isoformat()) == day
    assert stated_date(f"{day:%B} {day.day}, {day.year}") == day
    assert stated_date(f"{day:%A}, {day.day} {day:%b} {day.year}") == day
