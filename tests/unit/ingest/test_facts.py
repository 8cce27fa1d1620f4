"""What a page stated goes into a draft as JSON and comes out the same."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.extracted import Extracted
from summaries.ingest import as_facts, from_facts
from summaries.text import sha256_of

words = st.none() | st.text(max_size=40)
extractions = st.builds(
    Extracted,
    text=st.text(max_size=80),
    kind=st.sampled_from(["html", "pdf", "txt", "feed"]),
    original_sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    title=words,
    byline=words,
    publisher=words,
    published=st.none() | st.dates(),
    published_certain=st.booleans(),
    language=words,
    url=words,
)


@given(extractions)
def test_every_extraction_comes_out_as_it_went_in(extracted: Extracted) -> None:
    stored = json.loads(json.dumps(as_facts(extracted)))

    assert from_facts(extracted.text, stored) == extracted


def test_a_draft_without_facts_is_a_plain_text() -> None:
    extracted = from_facts("It rained.", {})

    assert extracted == Extracted("It rained.", "txt", sha256_of("It rained."))


def test_what_a_later_version_wrote_is_left_out() -> None:
    extracted = from_facts("It rained.", {"title": "Rain", "keep": [3], "colour": "blue"})

    assert (extracted.title, extracted.published) == ("Rain", None)


def test_a_date_stays_a_date() -> None:
    before = Extracted("It rained.", "html", "0" * 64, published=date(2021, 6, 8))

    assert from_facts("It rained.", as_facts(before)).published == date(2021, 6, 8)
