"""Two bots on one SQLite file would both post, so the second is refused."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from summaries.store import Database, StoreTaken
from tests.unit.store.conftest import rebuild_from_lines

BOT = """
import sys
from summaries.store import Database, StoreTaken
bot = Database(sys.argv[1])
try:
    bot.as_bot(shared=len(sys.argv) > 2)
except StoreTaken as refusal:
    print(refusal, flush=True)
else:
    print("running", flush=True)
    sys.stdin.readline()
"""


class Bot:
    """A bot in a process of its own."""

    def __init__(self, address: sa.URL, *shared: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", BOT, address.render_as_string(hide_password=False), *shared],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline().strip()

    def stop(self, how: int | None = None) -> None:
        if how is not None:
            os.kill(self.process.pid, how)
        self.process.communicate("stop\n" if how is None else None, timeout=30)


def test_a_second_bot_is_refused_in_one_sentence_until_the_first_has_ended(path: Path) -> None:
    address = sa.URL.create("sqlite", database=str(path))
    first = Bot(address)
    assert first.said == "running"

    second = Bot(address)
    second.stop()
    assert second.said == (
        f"Another bot is running on the database at {path}: stop that one first, or give this one "
        "its own folder in PULLQUOTE_DATA_DIR (several bots on one database need PostgreSQL)."
    )

    first.stop()
    third = Bot(address)
    assert third.said == "running"
    third.stop(signal.SIGKILL)
    fourth = Bot(address)
    assert fourth.said == "running", "a bot that was killed is in nobody's way"
    fourth.stop()


def test_tests_of_failures_may_share_and_so_does_the_command_line(path: Path) -> None:
    address = sa.URL.create("sqlite", database=str(path))
    first = Bot(address)

    with Database(address, rebuild=rebuild_from_lines) as command_line:
        command_line.state().set("a", "b")
    second = Bot(address, "shared")

    assert (first.said, second.said) == ("running", "running")
    first.stop()
    second.stop()


def test_on_postgresql_there_may_be_several(address: sa.URL, engine: str) -> None:
    first, second = Bot(address), Bot(address)

    assert first.said == "running"
    assert second.said == "running" if engine == "postgresql" else "Another bot" in second.said
    first.stop()
    second.stop()


def test_the_place_is_given_back_and_only_the_owner_can_see_it(path: Path) -> None:
    first = Database.file(path, rebuild=rebuild_from_lines)
    second = Database.file(path, rebuild=rebuild_from_lines)
    first.as_bot()
    first.as_bot()
    with pytest.raises(StoreTaken):
        second.as_bot()

    first.close()
    second.as_bot()

    second.close()
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
