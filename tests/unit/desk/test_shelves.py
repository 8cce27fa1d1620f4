"""A desk of hundreds of articles gets the same briefs, from the few articles that matter."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.shelves import MATCHING, SCORED_AT_ONCE, SMALL, Shelf, Shelves
from bot.upkeep import Scoring
from config import TOPICS_FOLDER
from config.settings import load_settings
from summaries.briefs import Brief, Length, Wish, query_brief, topic_brief
from summaries.corpus import Article, load_folder, prepare
from summaries.ingest import Intake
from summaries.ingest.scoring import rule_key, score
from summaries.store import Database
from summaries.topics import load_topics

SEEDS = load_folder(Path(__file__).parents[3] / "seeds").articles
TOPICS = load_topics(TOPICS_FOLDER)
AID = TOPICS[0]
DESK, EDITOR = 100, 7
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def filler(number: int) -> Article:
    """An article about something that no topic asks for, of another day each."""
    text = (
        f"The ferry to harbour {number} sails again. Its crew painted the deck blue{number} and "
        f"mended {number + 200} nets. Visitors liked it."
    )
    return prepare(text, id="A0", added=NOW - timedelta(hours=number))


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Database]:
    """More articles than are read whole, the seeds somewhere among them."""
    with Database.file(tmp_path / "desk.db", clock=lambda: NOW) as database:
        seeds = [replace(article, added=NOW - timedelta(days=2)) for article in SEEDS]
        fillers = [filler(number) for number in range(SMALL)]
        database.library(DESK).seed_once([*fillers[:100], *seeds, *fillers[100:]])
        yield database


def places(brief: Brief) -> list[tuple[str, int]]:
    return [(quote.article, quote.sentence) for quote in brief.quotes()]


def test_a_topics_brief_is_the_one_that_all_articles_give(large: Database) -> None:
    shelves, everything = Shelves(large), large.library(DESK).all()
    assert shelves.whole(DESK) is None

    for topic in TOPICS:
        shelf = shelves.for_topics(DESK, [topic], "all", NOW)
        assert len(shelf.articles) <= len(SEEDS)
        assert (shelf.count, shelf.sentences) == (
            len(everything), sum(len(a.sentences) for a in everything)
        )  # fmt: skip
        assert places(topic_brief(topic, shelf.articles)) == places(topic_brief(topic, everything))


def test_words_are_looked_for_in_the_articles_that_have_them(large: Database) -> None:
    shelf = Shelves(large).for_words(DESK, "vaccines for Guatemala", "all", NOW)
    brief = query_brief("vaccines for Guatemala", shelf.articles)
    assert any("half a million" in q.words_in(shelf.by_id) for q in brief.quotes())
    assert len(shelf.articles) < SMALL / 2


def test_no_more_is_read_for_words_than_a_brief_can_well_be_chosen_from(large: Database) -> None:
    shelves = Shelves(large)
    few = shelves.for_words(DESK, "ferry", "all", NOW, Wish())
    many = shelves.for_words(DESK, "ferry", "all", NOW, Wish(length=Length.LONG))
    assert (len(few.articles), len(many.articles)) == (12, 24)
    assert few.count == many.count == SMALL + len(SEEDS), "the heading counts the whole library"

    seen = frozenset((article.id, number) for article in few.articles for number in (1, 2, 3))
    more = shelves.for_words(DESK, "ferry", "all", NOW, Wish(skip=seen))
    assert len(more.articles) == 24
    assert query_brief("ferry", more.articles, Wish(skip=seen)).quotes()


def test_where_few_sentences_have_the_words_more_articles_are_read(large: Database) -> None:
    scattered = Shelves(large).for_words(DESK, "ferry crew visitors", "all", NOW, Wish())
    assert len(scattered.articles) == MATCHING
    assert Shelves(large).for_words(DESK, "nothing nowhere", "all", NOW, Wish()).articles == ()


def test_where_older_articles_bring_nothing_more_no_more_are_read(large: Database) -> None:
    for number in range(2):
        text = f"The ferry's crew met {number + 5} visitors. The deck was shut."
        large.library(DESK).add(prepare(text, id="A0", added=NOW), added_by=EDITOR)

    shelf = Shelves(large).for_words(DESK, "ferry crew visitors", "all", NOW, Wish())

    assert len(shelf.articles) == 24
    assert len(list(query_brief("ferry crew visitors", shelf.articles).quotes())) == 2


def test_a_window_of_time_is_kept_to_the_hour(large: Database) -> None:
    shelves = Shelves(large)
    day = shelves.for_words(DESK, "ferry", "24h", NOW)
    assert {article.added >= NOW - timedelta(hours=24) for article in day.articles} == {True}
    assert len(day.articles) == 25
    assert shelves.for_topics(DESK, TOPICS, "24h", NOW).articles == ()
    assert len(shelves.for_topics(DESK, TOPICS, "7d", NOW).articles) == len(SEEDS)


def test_an_edition_has_only_what_was_added_since_the_last(large: Database) -> None:
    shelves = Shelves(large)
    two_days = NOW - timedelta(days=2)
    since = (two_days - timedelta(minutes=1), NOW)
    assert len(shelves.for_topics(DESK, TOPICS, "all", NOW, since).articles) == len(SEEDS)
    assert shelves.for_topics(DESK, TOPICS, "all", NOW, (two_days, NOW)).articles == ()


def test_what_changes_is_read_anew_and_what_is_withdrawn_is_gone(large: Database) -> None:
    shelves, library = Shelves(large), large.library(DESK)
    before = shelves.for_topics(DESK, [AID], "all", NOW)
    first = before.articles[0].id

    library.edit(first, by=EDITOR, title="An editor's title")
    edited = shelves.for_topics(DESK, [AID], "all", NOW).by_id[first]
    assert edited.title == "An editor's title"

    library.withdraw(first, by=EDITOR, reason="a mistake")
    assert first not in shelves.for_topics(DESK, [AID], "all", NOW).by_id

    added = library.add(
        prepare("Ruritania pledged $9 billion in aid to the flooded valley.", id="A0"),
        added_by=EDITOR,
    )
    assert added.id in shelves.for_topics(DESK, [AID], "all", NOW).by_id


def test_a_small_library_is_read_whole_and_once(tmp_path: Path) -> None:
    with Database.file(tmp_path / "desk.db", clock=lambda: NOW) as database:
        database.library(DESK).seed_once(SEEDS)
        shelves = Shelves(database)
        whole = shelves.whole(DESK)
        assert whole is not None
        assert [article.id for article in whole] == ["A1", "A2", "A3", "A4", "A5"]
        assert shelves.whole(DESK) is whole
        database.library(DESK).withdraw("A1", by=EDITOR)
        assert [article.id for article in shelves.whole(DESK) or ()] == ["A2", "A3", "A4", "A5"]
        shelves.forget(DESK)
        assert Shelf.of(shelves.whole(DESK) or ()).count == 4


def test_a_library_that_is_far_behind_is_searched_as_far_as_it_was_read(
    large: Database, tmp_path: Path
) -> None:
    for number in range(SCORED_AT_ONCE):
        large.library(DESK).add(filler(SMALL + number), added_by=EDITOR)
    desk = Desk(large, load_settings(data_dir=tmp_path), topics=TOPICS, now=lambda: NOW)

    first = desk.shelves.for_topics(DESK, [AID], "all", NOW)

    assert (first.articles, first.unread) == ((), large.library(DESK).count())
    assert desk.shelves.behind == {DESK}
    edition = desk.shelves.for_topics(DESK, [TOPICS[1]], "all", NOW, (None, NOW))
    assert edition.articles, "an edition is posted once, so it waits"

    asyncio.run(Scoring(desk).tick())

    later = desk.shelves.for_topics(DESK, [AID], "all", NOW)
    assert (bool(later.articles), later.unread) == (True, 0)
    assert not desk.shelves.behind
    assert large.guilds().larger_than(SMALL) == (DESK,)


def test_an_article_that_comes_in_is_scored_as_it_is_stored(large: Database) -> None:
    topic_keys = [rule_key(topic) for topic in TOPICS]
    for topic in TOPICS:
        score(large, DESK, topic)
    intake = Intake(large, lambda: NotImplemented, topics=TOPICS, now=lambda: NOW)
    candidate = asyncio.run(
        intake.from_text(DESK, "Ruritania pledged $9 billion in aid to the flooded valley.")
    )

    added = intake.accept(DESK, candidate, EDITOR)

    scores = large.scores(DESK)
    assert [scores.count_unscored(key) for key in topic_keys] == [0, 0, 0]
    assert added.id in scores.best(topic_keys[0], 50)
