"""Whatever a text holds, amounts are its own words, in order, and read in time."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.evidence.amounts import amounts
from summaries.evidence.amounts.lexicon import lexicon, money
from summaries.evidence.places.tables import countries
from summaries.text import Span

LANGUAGES = ["en", "es", "fr", "pt", "de", "it", "nl", "und"]
NEWS = Path(__file__).parents[3] / "quality" / "data" / "gum-news.jsonl"
PIECES = [
    "$", "€", "US$", "Rs", "R", "5", "7", "310", "19,000", "1,00,000", "2021", "1.5", "½", "0", "m",
    "bn", "million", "crore", "%", "per cent", "half", "a", "an", "third", "quarter", "of", "dozen",
    "one", "two", "twenty", "hundred", "and", "to", "or", "in", "between", "from", "nearly", "-",
    "–", "(", ")", ",", ".", ":", "/", " ", "\n", "\u00a0", "years", "hour", "km", "C", "people",
    "June", "p.m.", "No.", "Flight", "the", "İ", "ß", "٣", "²", "’", "-year-old", "or more",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
    | st.text(max_size=200),
    st.sampled_from(LANGUAGES),
    st.integers(0, 30),
    st.integers(0, 200),
)
def test_amounts_are_words_of_their_span_in_order(
    text: str, language: str, start: int, length: int
) -> None:
    start = min(start, len(text))
    whole = Span(start, min(len(text), start + length))
    found = amounts(text, whole, language=language)
    done = start
    for index, amount in enumerate(found):
        assert len(amount.span) > 0
        assert whole.holds(amount.span)
        assert amount.span.start >= done
        done = amount.span.end
        assert amount.value.is_finite()
        assert amount.high is None or amount.high > amount.value
        assert amount.qualifier is None or (
            len(amount.qualifier) > 0 and amount.span.holds(amount.qualifier)
        )
        assert amount.of is None or index < amount.of < len(found)


def test_a_sign_belongs_to_one_amount() -> None:
    text = "5 $ 5"

    assert [amount.span.of(text) for amount in amounts(text)] == ["5 $"]


@given(st.integers(0, 10**15))
def test_a_grouped_number_has_its_value(number: int) -> None:
    found = amounts(f"It counted ${number:,} there.")
    assert [amount.value for amount in found] == [Decimal(number)]


REPEATED = [
    "1", "1 ", "1-", "1,", "1,000,", "(1", "$", "$1 ", "one ", "hundred ", "five thousand ",
    "a half ", "half a ", "a million of ", "between 5 and ", "1 in ", "1 million to ", "a ",
    "twenty-", "nearly ", "more than ", "US ",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
def test_one_thing_over_and_over_is_read_in_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    amounts(text)
    assert time.process_time() - started < 4  # 10 µs for each number, and slow machines


@pytest.mark.slow
@pytest.mark.parametrize("piece", REPEATED)
def test_a_megabyte_of_one_thing_takes_ten_times_as_long(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = time.process_time()
    amounts(text)
    assert time.process_time() - started < 40


@pytest.mark.slow
def test_a_hundred_thousand_sentences_are_read_one_by_one() -> None:
    sentence = "It gave nearly $5m of the $7m to 300 people. "
    text = sentence * 100_000
    started = time.process_time()
    for at in range(0, len(text), len(sentence)):
        assert len(amounts(text, Span(at, at + len(sentence)))) == 3
    assert time.process_time() - started < 60


def test_a_number_of_a_million_digits_is_no_amount() -> None:
    assert amounts("$" + "1" * 1_000_000) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_qualifier_and_list_is_in_small_letters(language: str) -> None:
    words = lexicon(language)
    assert all(phrase == phrase.lower() for many in words.before.values() for phrase in many)
    for name in ("counting", "counted", "definite", "names_before", "nouns_stops", "change"):
        assert all(word == word.lower() for word in words.lists[name]), name


def test_every_country_has_its_money() -> None:
    paid = {country for country, _ in money().by_country}
    # Nobody lives on Antarctica.
    assert {row["code"] for row in countries()} - paid <= {"AQ"}
