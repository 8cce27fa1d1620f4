"""A reader who asks many questions at once sees one state of the database, and her own writes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import AlreadyInLibrary, Database, How, StoreError

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


def test_what_an_answer_rests_on_is_asked_once_and_again_after_a_change(
    desk: Database, article: MakeArticle
) -> None:
    library, asked = desk.library(DESK), [0]

    def heard(_1: object, _2: object, statement: str, *_: object) -> None:
        asked[0] += statement.startswith("SELECT")

    library.seed_once(())
    sa.event.listen(desk._store._engine, "before_cursor_execute", heard)
    with desk.looking():
        before = library.revision(), library.seeded(), desk.guilds().settings(DESK)
        again = library.revision(), library.seeded(), desk.guilds().settings(DESK)
        assert before == again
        assert asked == [1]

        library.add(article("The first."), added_by=EDITOR)
        desk.guilds().change_settings(DESK, {"language": "fr"}, by=EDITOR)
        assert library.revision() != before[0]
        assert desk.guilds().settings(DESK).language == "fr"

    asked[0] = 0
    assert library.revision() == library.revision()
    assert asked == [2]  # outside a look it is asked each time


def test_a_team_s_topic_is_seen_in_the_look_that_saved_it(desk: Database) -> None:
    topics = desk.topics(DESK)
    with desk.looking():
        assert topics.revision() is None
        topics.save("floods", "water", by=EDITOR, seen=0, how=How.CREATE)
        assert topics.revision() is not None


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
