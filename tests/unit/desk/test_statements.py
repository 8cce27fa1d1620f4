"""What articles state is read once, and compared once for the same articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.statements import Statements, concerning
from config import TOPICS_FOLDER
from summaries.corpus import Article, load_folder
from summaries.evidence import DifferenceKind, evidence_of
from summaries.store import Database
from summaries.topics import About, load_topics

SEEDS = load_folder(Path(__file__).parents[3] / "seeds").articles
TOPICS = {topic.name: topic for topic in load_topics(TOPICS_FOLDER)}
DESK = 100
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.file(tmp_path / "desk.db", clock=lambda: NOW) as database:
        database.library(DESK).seed_once(SEEDS)
        yield database


@pytest.fixture
def articles(database: Database) -> tuple[Article, ...]:
    return database.library(DESK).all()


def test_rows_are_read_when_they_are_asked_for(
    database: Database, articles: tuple[Article, ...]
) -> None:
    rows = Statements(database).of(DESK, articles)

    assert len(rows) == len(articles)
    assert database.evidence(DESK).of([a.id for a in articles], "1") == {}, "nobody asked yet"
    assert rows["A2"] == evidence_of(articles[1])
    assert set(database.evidence(DESK).of([a.id for a in articles], "1")) == {"A2"}
    with pytest.raises(KeyError):
        rows["A9"]


def test_another_name_changes_the_rows_at_once(
    database: Database, articles: tuple[Article, ...]
) -> None:
    statements = Statements(database)
    before = statements.rows(DESK, articles)
    person = next(q.speaker for q in before["A2"].quotations if q.speaker is not None)

    database.guilds().change_settings(
        DESK, {"aliases": {person.name.casefold(): "Somebody Else"}}, by=7
    )

    after = statements.rows(DESK, articles)
    assert {q.speaker.name for q in after["A2"].quotations if q.speaker} != {
        q.speaker.name for q in before["A2"].quotations if q.speaker
    }


def test_differences_are_those_of_what_is_asked_about(
    database: Database, articles: tuple[Article, ...]
) -> None:
    found, by_id = Statements(database).differences(DESK, articles), {a.id: a for a in articles}
    kinds = {difference.kind for difference in found}
    assert {DifferenceKind.WORDING, DifferenceKind.DESCRIPTION, DifferenceKind.STANCE} <= kinds

    aid = concerning(found, by_id, About("", topic=TOPICS["aid-pledges"]))
    assert DifferenceKind.DESCRIPTION in {difference.kind for difference in aid}
    assert len(aid) < len(found)
    one = concerning(found, by_id, About("", article=by_id["A5"]))
    assert one
    assert all(any(side.article == "A5" for side in difference.sides) for difference in one)
    assert concerning(found, by_id, About("", query="humanitarian relief"))
    assert concerning(found, by_id, About("", query="zeppelin")) == ()
    assert concerning(found, by_id, About()) == found


def test_a_server_that_is_forgotten_leaves_nothing_in_memory(
    database: Database, articles: tuple[Article, ...]
) -> None:
    statements = Statements(database)
    first = statements.differences(DESK, articles)
    assert statements.differences(DESK, articles) is first

    statements.forget(DESK)

    assert statements.differences(DESK, articles) is not first
