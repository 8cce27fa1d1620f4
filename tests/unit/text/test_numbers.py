"""Which kinds of number a sentence holds, and where."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summaries.text import Number, NumberKind, Span, numbers

MONEY, QUANTITY = NumberKind.MONEY, NumberKind.QUANTITY
SHARE, DATE = NumberKind.SHARE, NumberKind.DATE


def found(text: str) -> list[tuple[NumberKind, str]]:
    return [(number.kind, number.span.of(text)) for number in numbers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("It cost $5.", MONEY, "$5"),
        ("It cost US$5.2 million.", MONEY, "US$5.2 million"),
        ("It cost €5,000,000 in all.", MONEY, "€5,000,000"),
        ("It cost £5bn in all.", MONEY, "£5bn"),
        ("It cost $5m in all.", MONEY, "$5m"),
        ("It cost EUR 5 million.", MONEY, "EUR 5 million"),
        ("It cost 5 million dollars.", MONEY, "5 million dollars"),
        ("It cost half a million pesos.", MONEY, "half a million pesos"),
        ("It cost two billion U.S. dollars.", MONEY, "two billion U.S. dollars"),
        ("It cost millions of dollars.", MONEY, "millions of dollars"),
        ("It cost 5 millones de dólares.", QUANTITY, "5 millones"),
        ("Es kostet 5,3 Millionen €.", MONEY, "5,3 Millionen €"),
        ("It cost ₹5 crore.", MONEY, "₹5 crore"),
        ("It cost COP 5 million.", MONEY, "COP 5 million"),
        ("Some 19,000 people came.", QUANTITY, "19,000"),
        ("Some 19\u00a0000 people came.", QUANTITY, "19\u00a0000"),
        ("Some 2.5 million came.", QUANTITY, "2.5 million"),
        ("Half a million came.", QUANTITY, "Half a million"),
        ("Two dozen came.", QUANTITY, "Two dozen"),
        ("Twenty-five thousand came.", QUANTITY, "Twenty-five thousand"),
        ("Tens of thousands of people came.", QUANTITY, "Tens of thousands"),
        ("Thousands of people came.", QUANTITY, "Thousands"),
        ("A few hundred came.", QUANTITY, "A few hundred"),
        ("It rose by 5.3 percent.", SHARE, "5.3 percent"),
        ("It rose by 5%.", SHARE, "5%"),
        ("It rose by 5 per cent.", SHARE, "5 per cent"),
        ("Two-thirds agreed.", SHARE, "Two-thirds"),
        ("A third of them agreed.", SHARE, "A third of"),
        ("The majority of them agreed.", SHARE, "The majority of"),
        ("Half of them agreed.", SHARE, "Half of"),
        ("They met on June 8.", DATE, "June 8"),
        ("They met on 8 June 2021.", DATE, "8 June 2021"),
        ("They met in May.", DATE, "in May"),
        ("They met on Monday.", DATE, "Monday"),
        ("They met in 2019.", DATE, "2019"),
        ("It grew since April 2020.", DATE, "April 2020"),
    ],
)
def test_a_number_is_of_its_kind(text: str, kind: NumberKind, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is a 20-year high.",
        "The suspect, 34, was held.",
        "This may be the last word.",
        "They march on.",
        "One of them left.",
        "See chapter 3.2.1 of it.",
        "The B52 flew.",
        "They sat down at a table.",
        "Seven men and a dog.",
        "They said so.",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert found(text) == []


def test_small_words_in_capitals_are_no_currency() -> None:
    assert found("They try 100 times.") == [(QUANTITY, "100")]
    assert found("At COP 27 they agreed.") == []


def test_kinds_stand_side_by_side_in_order() -> None:
    text = "On Monday 40 percent of 19,000 people got $5 million in 2020."
    assert found(text) == [
        (DATE, "Monday"),
        (SHARE, "40 percent"),
        (QUANTITY, "19,000"),
        (MONEY, "$5 million"),
        (DATE, "2020"),
    ]


def test_a_part_of_a_text_is_searched_and_places_are_the_texts() -> None:
    text = "It cost $5 million. It cost $6 million."
    (number,) = numbers(text, Span(20, len(text)))
    assert number.span.of(text) == "$6 million"


ANY = st.text(
    st.one_of(st.sampled_from(list("0123456789.,$€% -'aAnmMoO")), st.characters()), max_size=80
)
PARTS = """
    a an half five twenty-five dozen hundred million of dollars $ US$ EUR 5 1,000 2019 % June
    in since Monday third the majority percent thousands tens may
"""
PHRASES = st.lists(
    st.sampled_from(PARTS.split()),
    max_size=12,
).map(" ".join)


@given(st.one_of(ANY, PHRASES))
@example("İ $5 million")  # its lower case is a letter longer
@example("1" * 300)
def test_any_text_has_its_numbers_in_order_and_apart(text: str) -> None:
    end = 0
    for number in numbers(text):
        assert isinstance(number, Number)
        assert end <= number.span.start < number.span.end <= len(text)
        end = number.span.end


@pytest.mark.parametrize(
    "text",
    ["1" * 200_000, "1," * 100_000, "a million " * 20_000, "$" * 200_000, "in May " * 30_000,
     "1'000" * 40_000, "twenty-" * 30_000, "a " * 100_000],
    ids=lambda text: text[:10],
)  # fmt: skip
def test_time_grows_with_the_text_and_not_with_its_square(text: str) -> None:
    begin = time.process_time()
    numbers(text)
    assert time.process_time() - begin < 3
