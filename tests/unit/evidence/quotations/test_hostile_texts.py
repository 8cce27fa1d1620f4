"""Any text has rows whose every part lies in it, in time that grows with its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.evidence.model import Quotation
from summaries.evidence.people import Cast
from summaries.evidence.quotations import quotations
from summaries.text import Span
from tests.unit.selection.made import article

_PIECES = st.sampled_from(
    [
        *(
            "Ana Ruiz ",
            "he ",
            "the mayor ",
            "said ",
            "told ",
            "adding ",
            "accused ",
            "of ",
            "that ",
        ),
        *("to ", "according to ", "not ", "was ", "it ", "rain ", "who ", "and ", "critics "),
        *("called ", "which ", "in a statement ", "people familiar with ", "on Monday ", "İ"),
        *("“", "”", '"', "‘", "’", "'", "«", "»", "„", "—", ", ", ". ", "; ", ": ", "? "),
        *("\n\n", "\u00a0", "\ud800", "(", ")"),
    ]
)
_LANGUAGES = st.sampled_from(["en", "es", "de", "xx"])


def parts(row: Quotation) -> list[Span]:
    cues = [row.cue] if row.cue is not None else []
    named = [party.span for party in (row.speaker, row.listener) if party and party.span]
    return [*row.segments, *cues, *named]


@given(st.lists(_PIECES | st.text(max_size=6), max_size=60).map("".join), _LANGUAGES)
def test_every_part_of_a_row_lies_in_it_and_in_its_sentences(text: str, language: str) -> None:
    read = article("Mayor Ana Ruiz spoke.", text, lang=language)
    cast = Cast.of(read)
    for row in quotations(read, cast):
        first, last = row.sentences
        assert 0 <= first <= last < len(read.sentences)
        held = Span(read.sentences[first].span.start, read.sentences[last].span.end)
        assert held.holds(row.span)
        assert row.segments
        for part in parts(row):
            assert len(part) > 0
            assert row.span.holds(part)
        for party in row.about:
            assert party.span is not None
            assert any(segment.holds(party.span) for segment in row.segments)


@given(st.text(alphabet="“”\"‘’'«»„—. ,aA\n", max_size=200))
def test_marks_in_any_order_raise_nothing(text: str) -> None:
    read = article(text)
    quotations(read, Cast.of(read))


@pytest.mark.parametrize(
    "sign", ["“", '"', "'", "‘", "”", "a", "—", '"a" ', "“a ", "'a ", "said and ", "“a” he said, "]
)
def test_a_very_long_line_takes_no_longer_than_it_must(sign: str) -> None:
    read = article(sign * (300_000 // len(sign)))
    cast = Cast.of(read)
    start = time.process_time()
    quotations(read, cast)
    assert time.process_time() - start < 10


@pytest.mark.slow
def test_a_hundred_thousand_sentences_take_no_longer_than_they_must() -> None:
    read = article("\n\n".join(["“It is late,” Jo Ng said. He said that rain was near."] * 20_000))
    cast = Cast.of(read)
    start = time.process_time()
    found = quotations(read, cast)
    assert time.process_time() - start < 20
    assert len(found) == 40_000
