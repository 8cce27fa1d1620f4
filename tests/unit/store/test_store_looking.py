"""A reader who asks many questions at once sees one state of the database, and her own writes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import AlreadyInLibrary, Database, StoreError

DESK, EDITOR = 100, 7
MakeArticle = Callable[..., Article]


def test_what_others_write_meanwhile_is_seen_afterwards(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    library.add(article("The first."), added_by=EDITOR)

    with desk.looking(), ThreadPoolExecutor(1) as others:
        assert library.count() == 1
        others.submit(library.add, article("The second."), added_by=EDITOR).result()
        assert library.count() == 1
        assert [one.id for one in library.all()] == ["A1"]

    assert library.count() == 2


def test_what_she_writes_herself_is_seen_at_once(desk: Database, article: MakeArticle) -> None:
    library = desk.library(DESK)
    with desk.looking():
        assert library.count() == 0
        library.add(article("The first."), added_by=EDITOR)
        assert library.count() == 1
        with pytest.raises(AlreadyInLibrary):
            library.add(article("The first."), added_by=EDITOR)
        with desk.looking():  # one inside another is the same
            library.withdraw("A1", by=EDITOR)
            assert library.count() == 0


def test_a_question_that_fails_spoils_no_other(desk: Database) -> None:
    with desk.looking():
        with pytest.raises(StoreError), desk._store.reading() as connection:
            connection.execute(sa.text("SELECT nothing FROM nowhere"))
        assert desk.library(DESK).count() == 0


@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_connection_that_is_lost_meanwhile_is_said_and_nothing_written_is(
    engine: str, desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    with desk.looking():
        with desk._store.reading() as ours:
            backend = ours.scalar(sa.text("SELECT pg_backend_pid()"))
        with desk._store.outside() as other:
            other.execute("SELECT pg_terminate_backend(%s)", (backend,))

        with pytest.raises(StoreError) as said:
            library.count()
        assert str(said.value).endswith(".")
        library.add(article("The first."), added_by=EDITOR)  # over a connection of its own

    assert library.count() == 1


def test_another_thread_has_a_look_of_its_own(desk: Database, article: MakeArticle) -> None:
    library = desk.library(DESK)
    with desk.looking(), ThreadPoolExecutor(1) as others:
        assert library.count() == 0
        others.submit(library.add, article("The first."), added_by=EDITOR).result()
        assert others.submit(library.count).result() == 1


def test_a_search_by_words_leaves_the_server_s_settings_as_they_were(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    library.add(article("The vaccines came."), added_by=EDITOR)
    with desk.looking():
        assert library.having("vaccines", 5) == ("A1",)
        with desk._store.reading() as connection:
            if connection.dialect.name == "postgresql":
                assert connection.scalar(sa.text("SHOW enable_seqscan")) == "on"
