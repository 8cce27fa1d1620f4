"""Whatever a text holds, its rows are its own words, and it is read in time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.evidence.model import Party
from summaries.evidence.pledges import ledger
from summaries.text import Span
from tests.unit.evidence.pledges.made import read, written

PIECES = [
    "Norway", "the EU", "she", "it", "Mali", "donors", "$5m", "€20 million", "5,000",
    "half a million", "pledged", "has committed", "to give", "will send", "received",
    "was promised", "asked", "of", "aid", "doses", "officials", "in", "to", "for", "from", "by",
    "and", ",", "–", "(", ")", "“", "”", ";", "'s", "which", "that", "whether", "not", "worth",
    "including", "along with", "loan", "bill", "said", ".", "\n\n", "on Monday", "refugees",
    "an additional", "up", "U.S.", "’", "\u00ad", "ß",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.text(max_size=300))
def test_every_row_is_a_part_of_its_own_sentence(text: str) -> None:
    article = written(text or "News.")
    found = read(article)
    for row in found:
        whole = article.sentences[row.sentence].span
        assert whole.holds(row.span)
        parts = [row.item, row.cue, row.purpose, row.amount.span if row.amount else None]
        for part in parts:
            assert part is None or (len(part) > 0 and row.span.holds(part))
        if row.amount is not None:
            assert row.item.holds(row.amount.span)
        for party in (row.donor, row.recipient, row.announcer):
            assert party is None or party_is_verbatim(party, article.text, whole)
        assert row.recipient is not None or not row.recipient_named
        assert row.date is None or whole.holds(row.date.span)
    assert sum(len(row.reports) for row in ledger([(article, row) for row in found])) == len(found)


def party_is_verbatim(party: Party, text: str, sentence: Span) -> bool:
    inside = party.span is None or (len(party.span) > 0 and sentence.holds(party.span))
    return inside and (party.named_at is None or party.named_at.end <= len(text))


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_the_same_text_has_the_same_rows(text: str) -> None:
    assert read(written(text or "News.")) == read(written(text or "News."))


@pytest.mark.parametrize(
    "text",
    [
        "$" * 200_000,
        "pledged " * 30_000,
        "$5m to " * 20_000,
        "Norway pledged $5m, " * 10_000,
        "aid, " * 40_000,
        "to give of the $5m worth of and " * 6_000,
        "“Norway – (pledged $5m " * 6_000,
    ],
    ids=["signs", "verbs", "amounts", "a list", "commas", "particles", "open marks"],
)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    from summaries.evidence.amounts import amounts
    from summaries.evidence.people import Cast
    from summaries.evidence.pledges import pledges

    article = written(text)
    found = [amounts(article.text, sentence.span) for sentence in article.sentences]
    cast = Cast.of(article)
    start = time.perf_counter()
    pledges(article, found, cast)
    assert time.perf_counter() - start < 5
