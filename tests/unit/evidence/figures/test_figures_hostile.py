"""Every part of a figure lies in its sentence, whatever the text; and no text takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus import Article
from summaries.evidence.amounts import amounts
from summaries.evidence.figures import figures
from tests.unit.evidence.figures.said import article, figures_in

_PIECES = st.sampled_from(
    [
        "5,000", "12", "half", "a third", "40 per cent", "$3bn", "people", "children", "arrivals",
        "rose", "fell", "to", "from", "in", "March", "since", "2020", "the highest", "a record",
        "high", "compared with", "up", "down", "of", "the", "were", "killed", "although", "cannot",
        "be", "compared", ",", ".", "–", "(", "\n\n", "\u00a0", "US-Mexico", "border", "percent",
        "İ", "ﬁ", "😀", "last", "month", "more than", "a year earlier", "“", "20-year", "by", "'s",
    ]
)  # fmt: skip


def _assert_verbatim(read: Article) -> None:
    for figure in figures_in(read):
        sentence = read.sentences[figure.sentence].span
        assert sentence.holds(figure.span)
        parts = [figure.metric, figure.place, figure.comparison]
        parts += [figure.amount.span if figure.amount else None]
        parts += [figure.period.span if figure.period else None]
        for part in parts:
            assert part is None or (len(part) > 0 and figure.span.holds(part))
        if figure.caveat is not None:
            assert len(figure.caveat) > 0
            assert figure.caveat.end <= len(read.text)


@given(st.lists(_PIECES, max_size=60))
def test_every_part_lies_in_its_sentence(pieces: list[str]) -> None:
    _assert_verbatim(article(" ".join(pieces) or "x"))


@given(st.text(max_size=300))
def test_any_text_at_all_is_read(text: str) -> None:
    _assert_verbatim(article(text or "x"))


@pytest.mark.parametrize(
    "text",
    [
        "5 " * 200_000,
        "rose to " * 80_000,
        "5,000 people in March " * 20_000,
        "the highest " * 50_000,
        "," * 300_000,
        "Arrivals rose 5 per cent to 900 in May. " * 5_000,
    ],
)
def test_a_long_text_takes_a_moment_and_no_more(text: str) -> None:
    read = article(text)
    counted = [amounts(read.text, sentence.span) for sentence in read.sentences]
    began = time.process_time()
    figures(read, counted)
    assert time.process_time() - began < 20
