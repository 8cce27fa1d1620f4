"""New lines of the log are handed to one reader, in order, none of them twice and none lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from summaries.store import Database
from summaries.store.news import SETTLED
from tests.unit.store.conftest import MONDAY, rebuild_from_lines

OURS, THEIRS = 100, 200


class Desk:
    """A desk whose clock stands where it is put."""

    def __init__(self, address: sa.URL) -> None:
        self.now: datetime = MONDAY
        self.database = Database(address, rebuild=rebuild_from_lines, clock=lambda: self.now)

    def write(self, *actions: str, guild: int = OURS) -> None:
        for action in actions:
            self.database.audit(guild).write(action, user=7)

    def take(self, limit: int = 200, later: timedelta = SETTLED) -> list[tuple[int, str]]:
        self.now += later
        return [(guild, line.action) for guild, line in self.database.news().take(limit)]


@pytest.fixture
def room(address: sa.URL) -> Iterator[Desk]:
    room = Desk(address)
    with room.database:
        yield room


def test_what_was_written_before_the_start_is_no_news(room: Desk) -> None:
    room.write("old")
    room.database.news().rewind()
    room.write("new")
    room.write("theirs", guild=THEIRS)

    assert room.take() == [(OURS, "new"), (THEIRS, "theirs")]
    assert room.take() == []


def test_a_restart_loses_nothing(room: Desk) -> None:
    room.database.news().rewind()
    room.write("one", "two")
    room.database.news().rewind()

    assert room.take(limit=1) == [(OURS, "one")]
    assert room.take() == [(OURS, "two")]


def test_a_line_waits_until_none_before_it_can_come(room: Desk) -> None:
    room.database.news().rewind()
    room.write("one")

    assert room.take(later=SETTLED / 2) == []
    assert room.take(later=SETTLED / 2) == [(OURS, "one")]


def test_a_clock_that_was_set_back_holds_nothing_up(room: Desk) -> None:
    room.database.news().rewind()
    room.write("one")

    assert room.take(later=-timedelta(hours=1)) == [(OURS, "one")]


def test_numbers_that_come_again_after_a_purge_are_news(room: Desk) -> None:
    room.database.news().rewind()
    room.write("ours")
    room.write(*"abcde", guild=THEIRS)
    room.take()

    room.database.guilds().purge(THEIRS)
    room.database.news().rewind()
    room.write("new")

    assert room.take() == [(OURS, "new")]


def test_several_readers_share_the_lines(room: Desk) -> None:
    room.database.news().rewind()
    names = [f"line {n:02}" for n in range(40)]
    room.write(*names)
    room.now += SETTLED
    taken: list[str] = []

    def read() -> None:
        while found := room.database.news().take(3):
            taken.extend(line.action for _, line in found)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert sorted(taken) == names
