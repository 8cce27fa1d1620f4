"""A server's own topics: every version is kept, none is overwritten, each can be undone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from summaries.store import Database, How, TooManyTopics, TopicChanged
from summaries.store.topics import MOST
from tests.unit.store.conftest import MONDAY, rebuild_from_lines

DESK, OTHERS, EDITOR, SECOND = 100, 200, 7, 8


def texts(desk: Database, name: str = "floods") -> list[tuple[int, str | None]]:
    return [(one.version, one.text) for one in reversed(desk.topics(DESK).history(name))]


def test_a_topic_is_there_as_it_was_saved_and_nowhere_else(desk: Database) -> None:
    made = desk.topics(DESK).save("floods", "water", by=EDITOR, seen=0, how=How.CREATE)

    assert (made.name, made.version, made.text, made.created_by) == ("floods", 1, "water", EDITOR)
    assert desk.topics(DESK).current() == (made,)
    assert desk.topics(DESK).latest("floods") == made
    assert desk.topics(OTHERS).current() == ()
    [line] = desk.audit(DESK).read()
    assert (line.action, line.user) == ("topic.create", EDITOR)
    assert line.detail == {"topic": "floods", "version": 1}


def test_a_copy_of_a_shipped_topic_counts_on_from_its_version(desk: Database) -> None:
    made = desk.topics(DESK).save("aid", "ours", by=EDITOR, seen=0, how=How.EDIT, after=2)
    assert made.version == 3
    again = desk.topics(DESK).save("aid", "ours 2", by=EDITOR, seen=3, how=How.EDIT, after=2)
    assert again.version == 4


def test_who_saves_on_top_of_a_version_that_she_has_not_seen_is_refused(desk: Database) -> None:
    topics = desk.topics(DESK)
    topics.save("floods", "1", by=EDITOR, seen=0, how=How.CREATE)
    topics.save("floods", "2", by=SECOND, seen=1, how=How.EDIT)

    for seen in (0, 1):
        with pytest.raises(TopicChanged) as refused:
            topics.save("floods", "3", by=EDITOR, seen=seen, how=How.EDIT)
        assert (refused.value.version, refused.value.by) == (2, SECOND)
    with pytest.raises(TopicChanged):
        topics.remove("floods", by=EDITOR, seen=1)

    assert texts(desk) == [(1, "1"), (2, "2")]


def test_undo_goes_back_version_by_version_as_new_versions(desk: Database) -> None:
    topics = desk.topics(DESK)
    topics.save("aid", "A", by=EDITOR, seen=0, how=How.EDIT, after=2)
    topics.save("aid", "B", by=EDITOR, seen=3, how=How.EDIT)

    undone = topics.undo("aid", by=SECOND)
    assert undone is not None
    assert (undone.version, undone.text, undone.restores) == (5, "A", 3)
    topics.save("aid", "C", by=EDITOR, seen=5, how=How.EDIT)
    back = topics.undo("aid", by=SECOND)
    assert back is not None
    assert (back.version, back.text, back.restores) == (7, "A", 3)
    first = topics.undo("aid", by=SECOND)
    assert first is not None
    assert (first.version, first.text, first.restores) == (8, None, 0)

    assert topics.current() == ()
    assert topics.undo("aid", by=SECOND) is None
    assert topics.undo("never", by=SECOND) is None
    assert [one.action for one in desk.audit(DESK).read()] == [
        "topic.undo", "topic.undo", "topic.edit", "topic.undo", "topic.edit", "topic.edit",
    ]  # fmt: skip


def test_a_deleted_topic_can_be_brought_back(desk: Database) -> None:
    topics = desk.topics(DESK)
    topics.save("floods", "water", by=EDITOR, seen=0, how=How.CREATE)

    assert topics.remove("floods", by=EDITOR, seen=1)
    assert not topics.remove("floods", by=EDITOR, seen=2)
    assert topics.current() == ()
    assert topics.undo("floods", by=EDITOR) is not None

    assert texts(desk) == [(1, "water"), (2, None), (3, "water")]
    assert [one.text for one in topics.current()] == ["water"]


def test_there_is_an_end_to_how_many_there_may_be(desk: Database) -> None:
    topics = desk.topics(DESK)
    for number in range(MOST):
        topics.save(f"t{number}", "x", by=EDITOR, seen=0, how=How.CREATE)

    with pytest.raises(TooManyTopics):
        topics.save("one-more", "x", by=EDITOR, seen=0, how=How.CREATE)
    topics.save("t0", "y", by=EDITOR, seen=1, how=How.EDIT)
    topics.remove("t0", by=EDITOR, seen=2)
    topics.save("one-more", "x", by=EDITOR, seen=0, how=How.CREATE)
    with pytest.raises(TooManyTopics):
        topics.undo("t0", by=EDITOR)

    assert len(topics.current()) == MOST


def test_every_change_is_seen_by_another_process(address: sa.URL) -> None:
    now = MONDAY

    def clock() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    with (
        Database(address, rebuild=rebuild_from_lines, clock=clock) as one,
        Database(address, rebuild=rebuild_from_lines, clock=clock) as other,
    ):
        assert other.topics(DESK).revision() is None
        seen = set()
        one.topics(DESK).save("floods", "1", by=EDITOR, seen=0, how=How.CREATE)
        seen.add(other.topics(DESK).revision())
        one.topics(DESK).save("floods", "2", by=EDITOR, seen=1, how=How.EDIT)
        seen.add(other.topics(DESK).revision())
        one.topics(DESK).undo("floods", by=EDITOR)
        seen.add(other.topics(DESK).revision())
        one.topics(DESK).remove("floods", by=EDITOR, seen=3)
        seen.add(other.topics(DESK).revision())
        assert len(seen) == 4
        newest = other.topics(DESK).revision()
        assert newest is not None
        assert newest[1].tzinfo is UTC
        assert other.topics(OTHERS).revision() is None


def test_a_purged_server_has_no_topic_and_no_version(desk: Database) -> None:
    for guild in (DESK, OTHERS):
        desk.topics(guild).save("floods", "water", by=EDITOR, seen=0, how=How.CREATE)

    desk.guilds().purge(DESK)

    assert desk.topics(DESK).history("floods") == ()
    assert desk.topics(DESK).revision() is None
    assert len(desk.topics(OTHERS).history("floods")) == 1


def test_of_two_who_save_at_the_same_moment_one_is_told(address: sa.URL) -> None:
    """In two processes, again and again, from the same version."""
    with (
        Database(address, rebuild=rebuild_from_lines) as one,
        Database(address, rebuild=rebuild_from_lines) as other,
        ThreadPoolExecutor(2) as both,
    ):
        for seen in range(8):
            start = Barrier(2)

            def save(desk: Database, by: int, seen: int = seen, start: Barrier = start) -> bool:
                start.wait(5)
                try:
                    desk.topics(DESK).save("floods", f"by {by}", by=by, seen=seen, how=How.EDIT)
                except TopicChanged:
                    return False
                return True

            tried = [both.submit(save, desk, by) for desk, by in ((one, EDITOR), (other, SECOND))]
            assert sorted(future.result() for future in tried) == [False, True]
        history = one.topics(DESK).history("floods")
        assert [version.version for version in history] == list(range(8, 0, -1))
        assert len(other.topics(DESK).current()) == 1
