"""Where sentences stand is kept beside an article's text: it is not split each time it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from summaries.corpus import pack_sentences, prepare
from summaries.store import Database
from summaries.store.migrate import config_for
from summaries.store.tables import articles

DESK, EDITOR = 100, 7
TEXT = "Ministers meet\n\nThey met on Monday. “We met. We talked,” one said.\n\nNobody else spoke."
OTHER_RULES = b"\xff" + b"\x08\x05" * 4


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    with Database.file(tmp_path / "desk.db") as opened:
        opened.library(DESK).add(prepare(TEXT, id="A1"), added_by=EDITOR)
        yield opened


def kept(desk: Database) -> list[bytes | None]:
    with desk._store.reading() as connection:
        return list(connection.scalars(sa.select(articles.c.places)))


def put(desk: Database, places: bytes | None) -> None:
    with desk._store.writing() as connection:
        connection.execute(articles.update().values(places=places))


def never(*_: object) -> None:
    raise AssertionError("it was split again")


def test_an_article_is_split_once_and_not_when_it_is_read(
    desk: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summaries.store.articles.resplit", never)
    first = desk.library(DESK).get("A1")
    desk.library(DESK).edit("A1", by=EDITOR, title="Another title")
    second = desk.library(DESK).get("A1")

    assert first is not None
    assert second is not None
    assert first.sentences == second.sentences == prepare(TEXT, id="A1").sentences


@pytest.mark.parametrize("places", [None, b"", OTHER_RULES, b"\x01\x08"])
def test_where_nothing_useful_is_kept_it_is_split_anew(
    desk: Database, places: bytes | None
) -> None:
    put(desk, places)

    article = desk.library(DESK).get("A1")

    assert article is not None
    assert article.sentences == prepare(TEXT, id="A1").sentences


def test_articles_of_an_older_library_are_split_when_it_is_migrated(desk: Database) -> None:
    library = desk.library(DESK)
    library.edit("A1", by=EDITOR, title="Another title")  # two versions
    for number in range(2, 6):
        library.add(prepare(f"{TEXT} {number}.", id="A1"), added_by=EDITOR)
    before = kept(desk)
    with desk._store.writing() as connection:
        command.downgrade(config_for(connection), "0015")

    desk.open()

    assert kept(desk) == before
    assert before[0] == before[1] == pack_sentences(prepare(TEXT, id="A1").sentences)
    assert None not in before
