"""What is left out of a brief takes its rows along, and brings nothing in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.labels import Labels
from bot.pages import brief_page
from config import TOPICS_FOLDER
from summaries.briefs import Brief, Length, Wish, topic_brief
from summaries.briefs.without import only, without
from summaries.corpus import load_folder
from summaries.evidence import evidence_of
from summaries.topics import load_topics

SEEDS = Path(__file__).parents[3] / "seeds"
ARTICLES = load_folder(SEEDS).articles
BY_ID = {article.id: article for article in ARTICLES}
ENGLISH = Labels.for_locale("en")


@pytest.fixture(scope="module")
def brief() -> Brief:
    [topic] = [one for one in load_topics(TOPICS_FOLDER) if one.name == "aid-pledges"]
    evidence = {article.id: evidence_of(article) for article in ARTICLES}
    return topic_brief(topic, ARTICLES, Wish(length=Length.LONG, evidence=evidence))


@given(st.data())
def test_only_what_was_there_is_left(brief: Brief, data: st.DataObject) -> None:
    every = sorted({(quote.article, quote.sentence) for quote in brief.quotes()})
    dropped = frozenset(data.draw(st.lists(st.sampled_from(every), unique=True)))
    gone = frozenset(data.draw(st.lists(st.sampled_from(sorted(BY_ID)), unique=True, max_size=2)))

    left = without(brief, dropped, gone)

    passages = list(brief.passages())
    assert all(
        any(replace(one, also=p.also) == p for one in passages) for p in left.passages()
    )  # fmt: skip
    shown = {(quote.article, quote.sentence) for quote in left.quotes()}
    assert shown.isdisjoint(dropped)
    assert not gone & {source.article for source in left.sources}
    for cut in left.rows.cuts():
        assert cut.article not in gone
        assert (cut.article, cut.sentence) not in dropped
    numbers = {source.citation for source in left.sources}
    for passage in left.passages():
        assert {passage.citation, *passage.also} <= numbers
    left.verify(BY_ID)
    if not left.empty:
        brief_page(left, BY_ID, ENGLISH)


def test_a_sentence_goes_with_those_that_need_it(brief: Brief) -> None:
    [pair] = [passage for passage in brief.passages() if len(passage.quotes) > 1][:1]

    left = without(brief, {(pair.article, pair.quotes[0].sentence)})

    shown = {(quote.article, quote.sentence) for quote in left.quotes()}
    assert shown.isdisjoint({(quote.article, quote.sentence) for quote in pair.quotes})


def test_nothing_to_leave_out_changes_nothing(brief: Brief) -> None:
    assert without(brief, ()) == brief


def test_a_brief_of_what_its_page_shows_has_the_same_page(brief: Brief) -> None:
    page = brief_page(brief, BY_ID, ENGLISH)
    assert page.omitted > 0

    frozen = only(brief, page.passages, page.rows)

    again = brief_page(frozen, BY_ID, ENGLISH)
    assert again.passages == page.passages
    assert again.omitted == page.omitted
    assert again.rows == page.rows
