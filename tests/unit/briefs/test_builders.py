"""Briefs on the five seeds: what an editor must find in them, and what must never be there."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import TOPICS_FOLDER
from summaries.briefs import (
    Brief,
    Length,
    Passage,
    Quote,
    SectionKind,
    SourceMismatch,
    Wish,
    article_brief,
    codec,
    overview,
    query_brief,
    topic_brief,
)
from summaries.briefs.window import counts_from, within
from summaries.corpus import Article, load_folder, prepare
from summaries.selection import quotable
from summaries.text import sha256_of
from summaries.topics import Topic, load_topics, parse_topic

SEEDS = Path(__file__).parents[3] / "seeds"
NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)


@lru_cache(maxsize=1)
def seeds() -> tuple[Article, ...]:
    return load_folder(SEEDS).articles


def by_id(articles: tuple[Article, ...]) -> dict[str, Article]:
    return {article.id: article for article in articles}


def topic(name: str) -> Topic:
    return next(t for t in load_topics(TOPICS_FOLDER) if t.name == name)


def words_of(brief: Brief) -> list[str]:
    articles = by_id(seeds())
    return [quote.words_in(articles) for quote in brief.quotes()]


def article(text: str, id: str = "A1") -> Article:  # noqa: A002  # the article's own word
    return prepare(text, id=id, added=NOON)


class TestAidPledges:
    def test_the_pledges_are_there_and_the_stimulus_is_not(self) -> None:
        words = " ".join(words_of(topic_brief(topic("aid-pledges"), seeds())))

        assert "$4 billion in development aid, $310 million for humanitarian relief" in words
        assert "half a million Coronavirus vaccines to Guatemala along with $26 million" in words
        assert "for which the US has pledged aid in return" in words
        assert "$2 trillion" not in words

    def test_she_also_announced_comes_with_the_sentence_that_says_who_she_is(self) -> None:
        brief = topic_brief(topic("aid-pledges"), seeds())
        articles = by_id(seeds())

        [line] = [
            p for p in brief.passages() if "$310m" in p.quotes[-1].words_in(articles)
        ]  # fmt: skip

        assert [quote.context for quote in line.quotes] == [True, False]
        assert line.quotes[0].words_in(articles).startswith("Harris has since taken steps")

    def test_what_was_kept_out_is_named_with_the_words_that_did_it(self) -> None:
        brief = topic_brief(topic("aid-pledges"), seeds())

        excluded = [miss for miss in brief.missed if miss.excluded]

        assert [miss.excluded for miss in excluded] == [("stimulus", "infrastructure package")]


def test_border_numbers_hold_the_counts_with_their_caveat_and_the_trend() -> None:
    words = " ".join(words_of(topic_brief(topic("border-numbers"), seeds(), Wish(Length.LONG))))

    assert "nearly 19,000 unaccompanied children" in words
    assert "170,000 people at the border during April" in words
    assert "although the numbers cannot be directly compared" in words
    assert "Illegal crossings have grown steadily since April 2020" in words
    assert "20-year high" in words


@pytest.mark.parametrize("name", ["aid-pledges", "border-numbers", "diplomatic-reactions"])
class TestEveryTopic:
    def test_each_sentence_is_its_files_slice(self, name: str) -> None:
        brief = topic_brief(topic(name), seeds(), Wish(Length.LONG))

        for entry in codec.report(brief, by_id(seeds()))["sentences"]:
            text = (SEEDS / entry["file"]).read_bytes().decode("utf-8")
            assert entry["text"] == text[entry["start"] : entry["end"]]

    def test_no_boilerplate_and_no_title(self, name: str) -> None:
        articles = by_id(seeds())

        for quote in topic_brief(topic(name), seeds(), Wish(Length.LONG)).quotes():
            source = articles[quote.article]
            assert not any(line.span.holds(quote.span) for line in source.set_aside)
            assert source.title is not None
            assert source.title not in quote.words_in(articles)

    def test_made_twice_it_is_the_same_to_the_byte(self, name: str) -> None:
        def made() -> str:
            brief = topic_brief(topic(name), load_folder(SEEDS).articles)
            return codec.to_json(codec.report(brief, by_id(seeds())))

        once, twice = made(), made()

        assert once == twice

    def test_no_article_is_quoted_beyond_its_share(self, name: str) -> None:
        brief = topic_brief(topic(name), seeds(), Wish(Length.LONG))
        quoted = [quote.article for quote in brief.quotes()]

        for source in seeds():
            assert quoted.count(source.id) <= quotable(source)

    def test_it_survives_the_store(self, name: str) -> None:
        brief = topic_brief(topic(name), seeds())

        again = codec.load(codec.dump(brief))

        assert again == brief
        assert again.verify(by_id(seeds())) >= len(list(brief.quotes()))

    def test_what_was_shown_can_be_left_out(self, name: str) -> None:
        first = topic_brief(topic(name), seeds())
        shown = frozenset((q.article, q.sentence) for q in first.quotes() if not q.context)

        more = topic_brief(topic(name), seeds(), Wish(skip=shown))

        assert shown.isdisjoint(
            (q.article, q.sentence) for q in more.quotes() if not q.context
        )  # fmt: skip


def test_a_longer_brief_holds_no_less() -> None:
    lengths = [
        len(list(topic_brief(topic("aid-pledges"), seeds(), Wish(length)).quotes()))
        for length in (Length.SHORT, Length.STANDARD, Length.LONG)
    ]

    assert lengths == sorted(lengths)
    assert lengths[0] <= 3


def test_an_article_is_briefed_in_the_order_of_its_text() -> None:
    brief = article_brief(seeds()[2])

    bottom, key = brief.sections
    starts = [passage.quotes[0].start for passage in key.passages]
    assert bottom.kind is SectionKind.BOTTOM_LINE
    assert starts == sorted(starts)
    assert brief.damaged, "this text has words broken by blanks"


def test_free_words_find_what_has_them() -> None:
    brief = query_brief("vaccine sharing", seeds())

    assert any("the sharing of vaccines" in words for words in words_of(brief))


def test_an_overview_has_two_sentences_a_topic_and_none_twice() -> None:
    brief = overview(load_topics(TOPICS_FOLDER), seeds())

    quotes = [(quote.article, quote.sentence) for quote in brief.quotes()]
    assert len(brief.sections) == 3
    assert all(sum(len(p.quotes) for p in s.passages) <= 2 for s in brief.sections)
    assert len(quotes) == len(set(quotes))


def test_nothing_that_qualifies_is_said_with_the_closest_sentence() -> None:
    quotas = parse_topic(
        'name = "quotas"\nthreshold = 9\n[words]\n"refugee*" = 2\n"quota*" = 7\n', "quotas.toml"
    )

    brief = topic_brief(quotas, seeds())

    assert brief.empty
    assert brief.closest is not None
    assert brief.closest.quote.score == 2
    assert "refugee" in brief.closest.quote.words_in(by_id(seeds()))


def test_the_same_fact_from_two_papers_is_one_sentence_and_also_in() -> None:
    lede = "Norland pledged 12 million crowns in humanitarian aid to the flooded delta on Tuesday."
    one = article(f"Norland pledges aid\n\n{lede}\n\nThe rain went on for a week.", "A1")
    other = article(f"Aid for the delta\n\nHelp is coming soon.\n\n{lede}", "A2")

    brief = topic_brief(topic("aid-pledges"), [one, other])

    [line] = brief.passages()
    assert (line.citation, line.also) == (1, (2,))
    assert [source.article for source in brief.sources] == ["A1", "A2"]


class TestTheCheck:
    def test_a_changed_text_is_refused(self) -> None:
        source = article("Norland pledged aid to the delta on Tuesday. It rained.")
        quote = Quote.of(source, 0)
        changed = source.text.replace("pledged", "refused")
        other = dataclasses.replace(source, text=changed, sha256=sha256_of(changed))

        with pytest.raises(SourceMismatch):
            quote.words_in({"A1": other})

    def test_a_missing_article_is_refused(self) -> None:
        with pytest.raises(SourceMismatch):
            Quote.of(article("Norland pledged aid. It rained."), 0).words_in({})

    def test_sentences_that_are_no_neighbours_share_no_line(self) -> None:
        source = article("One came first. Two came second. Three came third.")

        with pytest.raises(ValueError, match="neighbours"):
            Passage((Quote.of(source, 0), Quote.of(source, 2)), citation=1)


class TestWindows:
    def test_an_undated_article_counts_from_when_it_was_added(self) -> None:
        assert counts_from(article("It rained all day long.")) == NOON

    def test_this_mornings_paper_is_of_the_last_24_hours(self) -> None:
        dated = dataclasses.replace(article("It rained all day."), published=date(2021, 6, 9))

        assert within([dated], "24h", NOON + timedelta(hours=20)) == [dated]
        assert within([dated], "24h", NOON + timedelta(days=2)) == []
        assert within([dated], "all", NOON + timedelta(days=999)) == [dated]


@given(st.lists(st.text(max_size=300), max_size=4), st.text(max_size=40))
def test_any_texts_and_any_words_give_a_brief_whose_slices_all_match(
    texts: list[str], words: str
) -> None:
    articles = [article(text, f"A{n}") for n, text in enumerate(texts, start=1)]

    for brief in (
        query_brief(words, articles),
        overview(load_topics(TOPICS_FOLDER), articles),
        *(article_brief(source) for source in articles),
    ):
        brief.verify({source.id: source for source in articles})
