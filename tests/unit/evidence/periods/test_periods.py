"""A period is read as it is written, and as the days it stands for where they can be known."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.evidence.model import Period
from summaries.evidence.periods import periods
from summaries.text import Span

JUNE = date(2021, 6, 8)  # a Tuesday


def _read(text: str, published: date | None = JUNE, language: str = "en") -> list[Period]:
    return periods(text, Span(0, len(text)), published, language=language)


def _days(period: Period) -> str | None:
    if period.start is None:
        return "…" if period.open else None
    if period.open:
        return f"{period.start}/.."
    return f"{period.start}/{period.end}" if period.end else period.start


def _said(
    text: str, published: date | None = JUNE, language: str = "en"
) -> list[tuple[str, str | None]]:
    return [(p.span.of(text), _days(p)) for p in _read(text, published, language)]


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("They came in March.", "March", "2021-03"),
        ("They came during July.", "July", "2020-07"),
        ("They came in June.", "June", "2021-06"),
        ("It rose in March 2019.", "March 2019", "2019-03"),
        ("It rose in March of last year.", "March of last year", "2020-03"),
        ("It rose last month.", "last month", "2021-05"),
        ("It rose last year.", "last year", "2020"),
        ("It rose last week.", "last week", "2021-05-31/2021-06-06"),
        ("It fell in the first half of the year.", "first half of the year", "2021-01/2021-06"),
        ("It fell in the second quarter of 2019.", "second quarter of 2019", "2019-04/2019-06"),
        ("It fell in the last quarter of 2019.", "last quarter of 2019", "2019-10/2019-12"),
        ("It fell in the first six months of 2020.", "first six months of 2020", "2020-01/2020-06"),
        ("It fell in Q3 2020.", "Q3 2020", "2020-07/2020-09"),
        ("It has grown since April 2020.", "since April 2020", "2020-04/.."),
        ("It rose since taking office in January.", "since taking office in January", "2021-01/.."),
        ("It rose between October and April.", "between October and April", "2020-10/2021-04"),
        ("It rose from 2015 to 2019.", "from 2015 to 2019", "2015/2019"),
        ("He was there from 1 to 7 June.", "from 1 to 7 June", "2021-06-01/2021-06-07"),
        ("Rain fell on June 1-7, 2019.", "June 1-7, 2019", "2019-06-01/2019-06-07"),
        ("So far this year 12 died.", "So far this year", "2021/.."),
        ("It rose over the past 12 months.", "past 12 months", "2020-06/2021-06"),
        ("It rose in the 12 months to March.", "12 months to March", "2020-04/2021-03"),
        ("It rose in the year to June 2019.", "year to June 2019", "2018-07/2019-06"),
        ("They met on Monday.", "Monday", "2021-06-07"),
        ("They met on Tuesday.", "Tuesday", "2021-06-08"),
        ("They met on Monday, 5 March 2018.", "Monday, 5 March 2018", "2018-03-05"),
        ("They met on March 5.", "March 5", "2021-03-05"),
        ("They met on 5 December.", "5 December", "2020-12-05"),
        ("They met on the 5th of March, 2018.", "5th of March, 2018", "2018-03-05"),
        ("They met on Sept. 5.", "Sept. 5", "2020-09-05"),
        ("They met on 2021-03-05.", "2021-03-05", "2021-03-05"),
        ("It was so in the 1990s.", "1990s", "1990/1999"),
        ("It rose in 2020.", "2020", "2020"),
        ("The 2008 crisis began there.", "2008", "2008"),
        ("It began three days ago.", "three days ago", "2021-06-05"),
        ("It began two years ago.", "two years ago", "2019"),
        ("It began in early March.", "early March", "2021-03"),
        ("It began in the summer of 2020.", "summer of 2020", "2020"),
        ("It ended yesterday.", "yesterday", "2021-06-07"),
    ],
)
def test_a_period_stands_for_its_days(text: str, words: str, days: str) -> None:
    assert _said(text) == [(words, days)]


def test_what_is_still_to_come_stays_in_the_future() -> None:
    assert _said("The vote will be held in December.") == [("December", "2021-12")]
    assert _said("In December, the country will vote.") == [("December", "2021-12")]
    assert _said("The bridge was opened in December.") == [("December", "2020-12")]
    assert _said("They will meet on Thursday.") == [("Thursday", "2021-06-10")]
    assert _said("They will meet on 15 June.") == [("15 June", "2021-06-15")]


def test_a_year_earlier_is_counted_from_the_period_before_it() -> None:
    assert _said("It was 19 in March, up from 9 a year earlier.")[1] == (
        "a year earlier",
        "2020-03",
    )
    text = "It was 19 in March, up from 9 in the same month last year."
    assert _said(text)[1] == ("same month last year", "2020-03")


def test_without_the_articles_day_nothing_is_guessed() -> None:
    march, monday, last = (
        _read(text, None)[0]
        for text in ("They came in March.", "On Monday.", "It rose last month.")
    )
    assert (march.start, march.month) == (None, 3)
    assert (monday.start, monday.weekday) == (None, 0)
    assert (last.start, last.month, last.weekday) == (None, None, None)
    assert _said("It rose in March 2019.", None) == [("March 2019", "2019-03")]
    assert _said("Between October 2020 and April.", None) == [
        ("Between October 2020 and April", "2020-10/2021-04")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He may march in the second row.",
        "The prime minister, Theresa May, left.",
        "Prices fall when stocks spring up.",
        "The force killed 2020 people.",
        "It cost 12,000 and took an august second.",
    ],
)
def test_ordinary_words_are_no_periods(text: str) -> None:
    assert _said(text) == []


def test_seasons_and_fiscal_years_without_days_are_kept_as_written() -> None:
    for words in ("last summer", "fiscal year 2021", "recent months"):
        assert _said(f"It rose in {words}.") == [(words, None)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Subió en marzo.", [("marzo", "2021-03")]),
        ("es", "Subió desde abril de 2020.", [("desde abril de 2020", "2020-04/..")]),
        ("es", "Fue el 5 de marzo de 2021.", [("5 de marzo de 2021", "2021-03-05")]),
        ("es", "Subió el mes pasado.", [("mes pasado", "2021-05")]),
        ("fr", "Le nombre a baissé en mars 2021.", [("mars 2021", "2021-03")]),
        ("fr", "Ils sont venus lundi dernier.", [("lundi dernier", "2021-06-07")]),
        ("pt", "Subiu em março de 2021.", [("março de 2021", "2021-03")]),
        ("pt", "Chegou na segunda-feira.", [("segunda-feira", "2021-06-07")]),
        ("de", "Die Zahl stieg im März 2021.", [("März 2021", "2021-03")]),
        ("de", "Er kam am 5. März.", [("5. März", "2021-03-05")]),
        ("it", "È salito dal 2015.", [("dal 2015", "2015/..")]),
        ("it", "È salito l'anno scorso.", [("anno scorso", "2020")]),
    ],
)
def test_other_languages_have_their_own_words(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert _said(text, JUNE, language) == expected


_PIECES = st.sampled_from(
    [
        "March", "May", "5", "31", "2020", "2020-02-30", "1/2/2020", "Feb", ".", ",", "of", "the",
        "first", "quarter", "half", "months", "to", "12", "same", "period", "year", "last", "this",
        "since", "between", "and", "from", "until", "end", "early", "ago", "a", "earlier", "Monday",
        "fiscal", "FY", "so", "far", "summer", "-", "–", "1999-00", "9999", "0", "next", "decades",
        "Q1", "1990s", "will", "be", "previous", "999", "31st", "century", "ten", "to date", "'",
    ]
)  # fmt: skip
_DAYS = st.none() | st.dates()


@given(st.lists(_PIECES, max_size=40), _DAYS)
def test_every_period_lies_in_its_sentence_in_order(
    words: list[str], published: date | None
) -> None:
    text = " ".join(words)
    end = 0
    for period in _read(text, published):
        assert period.span.start >= end
        assert period.span.end <= len(text)
        assert len(period.span) > 0
        end = period.span.end
        if period.start is None:
            assert period.end is None
        elif period.end is not None:
            assert len(period.start) == len(period.end)
            assert period.start < period.end


@given(st.text(max_size=200), _DAYS)
def test_any_text_at_all_is_read(text: str, published: date | None) -> None:
    for language in ("en", "es", "fr", "pt", "de", "it", "fi"):
        _read(text, published, language)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "since ",
        "12 months to ",
        "same period of ",
        "end of ",
        "March ",
        "5 ",
        "from ",
        "a year earlier ",
    ],
)
def test_a_megabyte_of_one_word_is_read_in_a_moment(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    _read(text)
    assert time.process_time() - began < 30
