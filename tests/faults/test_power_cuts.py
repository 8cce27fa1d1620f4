"""The power fails, and what was written but not synced is gone: nothing acknowledged is lost.

What is simulated: a bot's process writes to an SQLite file and tells of each write when it is
acknowledged. At a random moment it is killed, and the disk is put back to what it had been told to
keep: a small library, compiled here and loaded before the C library, copies each file whenever it
is synced (power.c). The next bot opens that copy. A file's removal is kept with the next sync of
any file, as file systems with a journal do. What is not simulated: disks that lie about syncing,
half-written sectors, file systems without a journal, and PostgreSQL, whose durability is its own.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from summaries.store import Database

pytestmark = [pytest.mark.slow, pytest.mark.faults]

CUTS: Final = 15
GUILD: Final = 100
SEEDED: Final = 8_026  # any number: the moments are the same in every run

BOT: Final = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import summaries.store.engine as engine
from summaries.corpus import prepare
from summaries.store import Database
file, guild, first, *less = sys.argv[1:]
if less:
    settle = engine._settle
    def careless(connection, record, *, wait):
        settle(connection, record, wait=wait)
        connection.execute("PRAGMA synchronous=" + less[0]).close()
    engine._settle = careless
with Database.file(Path(file)) as desk:
    library = desk.library(int(guild))
    for number in range(int(first), int(first) + 100_000):
        if number % 3:
            desk.state().set(f"write {number}", "x" * (number * 37 % 5_000))
        else:
            text = f"The ministry sent {number} trucks. " * (number % 200 + 1) + f"End {number}."
            library.add(prepare(text, id="A0", added=datetime.now(UTC)), added_by=7)
        print(number, flush=True)
"""


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that remembers what was synced."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("a power cut is simulated with a library in C: this needs Linux and a compiler")
    made = tmp_path_factory.mktemp("power") / "power.so"
    source = Path(__file__).with_name("power.c")
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(source), "-ldl"], check=True
    )
    return made


class Machine:
    """A machine whose power can be cut."""

    def __init__(self, library: Path, folder: Path, *careless: str) -> None:
        self.disk, self.platter = folder / "disk", folder / "platter"
        self.disk.mkdir(parents=True)
        self._library, self._careless = library, careless
        self.acknowledged: list[int] = []

    def run_and_cut(self, after: int, then: float) -> None:
        """Start a bot, let it write, cut the power some time after so many writes."""
        first = (self.acknowledged or [0])[-1] + 2  # the write that was under way may be there
        environment = {
            **os.environ,
            "LD_PRELOAD": str(self._library),
            "DISK": str(self.disk),
            "PLATTER": str(self.platter),
        }
        # What was there when the machine was started had reached the disk long before.
        shutil.copytree(self.disk, self.platter)
        given = (self.disk / "bot.db", GUILD, first)
        bot = subprocess.Popen(
            [sys.executable, "-c", BOT, *map(str, given), *self._careless],
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        assert bot.stdout is not None
        for _ in range(after):
            self.acknowledged.append(int(bot.stdout.readline()))
        time.sleep(then)
        bot.kill()
        # What it had said before it was killed was said after the write was acknowledged.
        self.acknowledged += [int(line) for line in bot.stdout if line.endswith("\n")]
        bot.stdout.close()
        bot.wait()
        self._lose_power()

    def _lose_power(self) -> None:
        shutil.rmtree(self.disk)
        for unfinished in self.platter.glob("*.part"):
            unfinished.unlink()
        self.platter.rename(self.disk)

    def missing(self) -> set[int]:
        """Open the database as the next bot does; return the acknowledged writes it has not."""
        with Database.file(self.disk / "bot.db") as desk:
            with desk._store.reading() as connection:
                states = connection.exec_driver_sql("SELECT key FROM state").scalars().all()
            articles = desk.library(GUILD).all() if desk.guilds().get(GUILD) else ()
        there = {int(key.removeprefix("write ")) for key in states if key.startswith("write ")}
        there |= {int(one.text.rpartition("End ")[2].rstrip(".")) for one in articles}
        return set(self.acknowledged) - there


def test_no_acknowledged_write_is_lost_in_fifteen_power_cuts(
    forgetful: Path, tmp_path: Path
) -> None:
    chance = random.Random(SEEDED)
    machine = Machine(forgetful, tmp_path)

    for cut in range(CUTS):
        machine.run_and_cut(after=chance.randint(1, 60), then=chance.uniform(0, 0.3))

        assert machine.missing() == set(), f"after cut {cut + 1}"
        with closing(sqlite3.connect(machine.disk / "bot.db")) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []

    print(f"{len(machine.acknowledged)} acknowledged writes, {CUTS} power cuts, none lost")
    assert len(machine.acknowledged) > 20 * CUTS


def test_the_same_cuts_lose_writes_where_sqlite_syncs_less(forgetful: Path, tmp_path: Path) -> None:
    """The simulation bites: with the setting that most programs use, writes are gone."""
    chance = random.Random(SEEDED)
    lost = 0
    for cut in range(5):
        machine = Machine(forgetful, tmp_path / str(cut), "NORMAL")
        machine.run_and_cut(after=chance.randint(40, 80), then=0.1)
        lost += len(machine.missing())
    assert lost > 0
