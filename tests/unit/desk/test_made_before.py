"""The same question of the same articles is answered with what was made; any change is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.requests import Made, Request
from bot.shelves import SMALL
from config import TOPICS_FOLDER
from config.settings import load_settings
from summaries.briefs import Length
from summaries.corpus import load_folder, prepare
from summaries.evidence.aliases import Alias
from summaries.store import Database
from summaries.topics import About, load_topics

SEEDS = load_folder(Path(__file__).parents[3] / "seeds").articles
TOPICS = load_topics(TOPICS_FOLDER)
DESK, EDITOR = 100, 7
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
AID = Request(About("aid", topic=TOPICS[0]))
NEWS = prepare("Ruritania pledged $9 billion in aid to the flooded valley on Monday.", id="A0")


class Newsroom:
    """A desk with a clock that is set, before a library that is read whole or is not."""

    def __init__(self, database: Database, folder: Path, fillers: int) -> None:
        self.now, self.database = NOW, database
        settings = load_settings(data_dir=folder, starter_corpus="")
        self.desk = Desk(database, settings, topics=TOPICS, now=lambda: self.now)
        dull = [
            prepare(f"The ferry to harbour {n} sails again, and boat {n + 300} too.", id="A0")
            for n in range(fillers)
        ]
        articles = [replace(one, added=NOW - timedelta(days=2)) for one in (*SEEDS, *dull)]
        database.library(DESK).seed_once(articles)

    def ask(self, request: Request = AID, language: str = "en") -> Made:
        return self.desk.made(DESK, request, language)


@pytest.fixture(params=[0, SMALL], ids=["small", "large"])
def newsroom(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Newsroom]:
    with Database.file(tmp_path / "desk.db", clock=lambda: NOW) as database:
        room = Newsroom(database, tmp_path, request.param)
        yield room
        room.desk.close()


def test_many_who_ask_for_words_leave_the_topics_what_was_made_for_them(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.made_before._KEPT", 3)
    monkeypatch.setattr("bot.shelves._QUESTIONS", 3)
    first = newsroom.ask()
    for word in ("vaccine", "border", "migration", "ferry", "Guatemala"):
        newsroom.ask(Request(About(word, query=word)))

    assert newsroom.ask() is first
    newsroom.desk.forget(DESK)
    assert newsroom.ask() is not first


@pytest.mark.parametrize("about", [AID.about, About("vaccine", query="vaccine sharing"), About()])
def test_who_asks_the_same_gets_the_same_brief(newsroom: Newsroom, about: About) -> None:
    first = newsroom.ask(Request(about, "all"))
    assert newsroom.ask(Request(about, "all")) is first


def test_an_article_that_says_something_is_in_the_next_brief(newsroom: Newsroom) -> None:
    before = newsroom.ask()
    added = newsroom.database.library(DESK).add(NEWS, added_by=EDITOR)
    after = newsroom.ask()
    assert added.id in after.articles
    assert after.brief.scope.articles == before.brief.scope.articles + 1
    newsroom.database.library(DESK).withdraw(added.id, by=EDITOR)
    assert newsroom.ask().brief == before.brief


def test_one_that_says_nothing_changes_only_how_much_was_read(newsroom: Newsroom) -> None:
    before = newsroom.ask()
    newsroom.database.library(DESK).add(
        prepare("Chess was played in the park.", id="A0"), added_by=EDITOR
    )
    after = newsroom.ask()
    assert after.brief.scope.articles == before.brief.scope.articles + 1
    assert replace(after.brief, scope=before.brief.scope) == before.brief


def test_a_corrected_title_is_seen(newsroom: Newsroom) -> None:
    quoted = newsroom.ask().brief.sources[0].article
    newsroom.database.library(DESK).edit(quoted, by=EDITOR, title="An editor's title")
    assert newsroom.ask().brief.sources[0].title == "An editor's title"


async def test_a_title_means_its_article(newsroom: Newsroom) -> None:
    library = newsroom.database.library(DESK)
    library.edit("A2", by=EDITOR, title="Élan: the valley’s “aid”")

    exact = await newsroom.desk.resolve(DESK, "Élan: the valley’s “aid”")
    by_number = await newsroom.desk.resolve(DESK, " a2 ")

    assert (exact.article and exact.article.id) == "A2"
    assert (by_number.article and by_number.article.id) == "A2"
    assert (await newsroom.desk.resolve(DESK, "valley aid")).query == "valley aid"


def test_what_a_team_sets_is_seen(newsroom: Newsroom) -> None:
    before = newsroom.ask()
    guilds = newsroom.database.guilds()
    guilds.change_settings(DESK, {"method": "luhn"}, by=EDITOR)
    assert newsroom.ask() is not before
    guilds.change_settings(DESK, {"method": None}, by=EDITOR)
    assert newsroom.ask() is before
    guilds.change_names(DESK, add=[Alias("Vice President", "Kamala Harris")], by=EDITOR)
    assert newsroom.ask() is not before


def test_readers_who_ask_for_something_else_get_it(newsroom: Newsroom) -> None:
    made = newsroom.ask()
    short = newsroom.ask(replace(AID, length=Length.SHORT))
    spanish = newsroom.ask(language="es")
    quoted = next(made.brief.quotes())
    more = newsroom.ask(replace(AID, shown=frozenset({(quoted.article, quoted.sentence)})))
    assert short.brief.words < made.brief.words
    assert spanish.brief.title != made.brief.title
    assert quoted not in more.brief.quotes()


def test_another_rule_of_the_same_name_is_another_question(newsroom: Newsroom) -> None:
    made = newsroom.ask()
    stricter = replace(TOPICS[0], threshold=TOPICS[0].threshold + 3)
    assert newsroom.ask(Request(About("aid", topic=stricter))).brief.threshold != (
        made.brief.threshold
    )


def test_an_article_leaves_a_window_when_its_time_is_over(newsroom: Newsroom) -> None:
    week = replace(AID, since="7d")
    assert not newsroom.ask(week).brief.empty
    newsroom.now = NOW + timedelta(days=30)
    assert newsroom.ask(week).brief.empty
    newsroom.now = NOW
    assert not newsroom.ask(week).brief.empty


def test_nothing_is_kept_of_a_server_whose_articles_were_deleted(newsroom: Newsroom) -> None:
    newsroom.ask()
    newsroom.database.guilds().purge(DESK)
    newsroom.desk.forget(DESK)
    assert newsroom.ask().brief.empty
