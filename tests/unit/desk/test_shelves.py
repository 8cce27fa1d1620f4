"""A desk of hundreds of articles gets the same briefs, from the few articles that matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.shelves import SMALL, Shelf, Shelves
from config import TOPICS_FOLDER
from summaries.briefs import Brief, query_brief, topic_brief
from summaries.corpus import Article, load_folder, prepare
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
