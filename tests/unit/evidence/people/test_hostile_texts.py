"""Any text has a cast: spans that hold in it, and in time that grows with its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.evidence.people import Cast
from summaries.text import Span
from tests.unit.selection.made import article

_PIECES = st.sampled_from(
    [
        *("President ", "Ana ", "Lopes", "’s ", "the ", "vice ", "of ", "Guatemalan ", ", ", ". "),
        *("said ", "He ", "they ", "“", "”", '"', "‘", "’", " — ", "\n\n", "U.S. ", "UN ", "a "),
        *("and ", "it ", "\u00a0", "-year-old ", "42", "\ud800", "İ", "ﬁ", "\u0301", "Jan "),
    ]
)


@given(st.lists(_PIECES | st.text(max_size=8), max_size=60).map("".join))
def test_every_party_lies_in_its_sentence(text: str) -> None:
    read = article(text)
    cast = Cast.of(read)
    for sentence in read.sentences:
        for party in cast.parties(sentence.index):
            assert party.span is not None
            assert sentence.span.holds(party.span)
            assert len(party.span) > 0
            assert party.named_at is not None
            assert party.named_at.of(read.text) == party.name
            assert cast.party_at(party.span) is not None


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_any_place_may_be_asked_about(text: str, start: int, length: int) -> None:
    read = article("Mayor Ruiz spoke.", text)
    Cast.of(read).party_at(Span(start, start + length))


@pytest.mark.parametrize("sign", ["a", "A", "“", "'", "’", ".", ",", "—", "President X ", "he "])
def test_a_very_long_line_takes_no_longer_than_it_must(sign: str) -> None:
    read = article(sign * (400_000 // len(sign)))
    start = time.process_time()
    Cast.of(read)
    assert time.process_time() - start < 10


def test_thousands_of_people_of_one_name_take_no_longer_than_they_must() -> None:
    text = " ".join(f"Mayor Ann{i} Smith spoke. The mayor left. She ran." for i in range(3_000))
    read = article(text)
    start = time.process_time()
    Cast.of(read)
    assert time.process_time() - start < 10
