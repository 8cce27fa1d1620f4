"""Full disks, locks, damage, migrations cut off: no edition is lost or comes twice."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from summaries.store import Database, StoreDamaged
from summaries.store.engine import WRITES
from summaries.store.migrate import HEAD
from tests.faults.discord_stand_in import Discord
from tests.faults.house import CHANNEL, DAY, GUILD, HOUR, SECOND, SEVEN, Clock, file_of, house

pytestmark = pytest.mark.faults


@pytest.fixture
def clock() -> Clock:
    return Clock(SEVEN - HOUR)


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[Discord]:
    """Discord, whose clock is right until a test makes it another one than the bot's."""
    async with Discord(now=lambda: clock.now) as opened:
        yield opened


async def test_a_full_disk_holds_editions_up_and_loses_none(
    tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path / "data", clock, server, wait=0.3) as here:
        here.schedule()
        await here.tick(SEVEN - HOUR)
        disk = FullDisk(here.database)
        disk.fill()
        for minutes in range(3):
            await here.tick(SEVEN + timedelta(minutes=minutes))
        during = len(here.editions)
        read = here.database.schedules(GUILD).list()

        disk.free()
        for minutes in range(3, 20):
            await here.tick(SEVEN + timedelta(minutes=minutes))

    assert len(here.editions) == 1
    assert during == 0
    assert len(read) == 1
    said = [r.getMessage() for r in caplog.records if "The digests wait" in r.getMessage()]
    assert len(said) == 1
    assert "is full, so nothing was changed: make room" in said[0]


async def test_a_disk_that_is_full_after_sending_doubles_nothing(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    async with house(tmp_path / "data", clock, server, wait=0.3) as here:
        here.schedule()
        disk = FullDisk(here.database)
        say, server.window = server.say, 0.0

        def fill_up(*args: object, **payload: object) -> object:
            disk.fill()
            return say(*args, **payload)  # type: ignore[arg-type]

        server.say = fill_up  # type: ignore[method-assign, assignment]
        await here.tick(SEVEN)
        disk.free()
        for minutes in range(1, 20):
            await here.tick(SEVEN + timedelta(minutes=minutes))
        [run] = here.database.runs(GUILD).history(here.database.schedules(GUILD).list()[0].id)

    assert len(here.editions) == 1
    assert run.messages == (here.editions[0].id,)


async def test_a_database_that_another_program_locks_is_waited_for(
    tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path / "data", clock, server, wait=0.3) as here:
        here.schedule()
        await here.tick(SEVEN - HOUR)
        with closing(sqlite3.connect(file_of(tmp_path / "data"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await here.tick(SEVEN)
            during = len(here.editions)
            other.execute("ROLLBACK")
        await here.tick(SEVEN + SECOND)
        await here.tick(SEVEN + 2 * SECOND)

    assert during == 0
    assert len(here.editions) == 1
    assert "is locked by another program, so nothing was changed" in caplog.text


async def test_a_migration_that_was_cut_off_is_done_again_and_doubles_nothing(
    tmp_path: Path, clock: Clock, server: Discord
) -> None:
    """The tables are of the version before, one edition is sent and one is claimed."""
    data = tmp_path / "data"
    async with house(data, clock, server, wait=0.3) as here:
        here.schedule()
        here.schedule(CHANNEL + 1)
        await here.tick(SEVEN)
        back_to_the_version_before(here.database)
    with closing(sqlite3.connect(file_of(data))) as file:
        file.execute("UPDATE runs SET state = 'claimed', messages = '[]', sent_at = NULL")
        file.commit()
        # What a migration that is killed leaves behind: nothing, for it is one transaction.
        file.execute("BEGIN IMMEDIATE")
        file.execute("ALTER TABLE runs ADD COLUMN token INTEGER")
    server.window = 0.0

    async with house(data, clock, server, wait=0.3) as here:
        await here.tick(SEVEN + HOUR)
        await here.tick(SEVEN + DAY)
        with here.database._store.reading() as connection:
            revision = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))

    assert revision == HEAD
    assert sorted((m.channel, m.due) for m in here.editions) == [
        (channel, SEVEN + day) for channel in (CHANNEL, CHANNEL + 1) for day in (0 * DAY, DAY)
    ]


async def test_a_damaged_file_is_said_and_a_backup_from_before_doubles_nothing(
    tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
) -> None:
    data = tmp_path / "data"
    async with house(data, clock, server, wait=0.3) as here:
        here.schedule()
    shutil.copytree(data, tmp_path / "backup")
    async with house(data, clock, server, wait=0.3) as here:
        await here.tick(SEVEN)
    file = file_of(data)
    file.write_bytes(b"\x00" * 100 + file.read_bytes()[100:])

    with pytest.raises(StoreDamaged, match="put a backup in its place"):
        async with house(data, clock, server, wait=0.3):
            pass
    shutil.rmtree(data)
    shutil.copytree(tmp_path / "backup", data)
    server.window = 0.0
    clock.now = SEVEN + HOUR
    async with house(data, clock, server, wait=0.3) as here:
        await here.tick()
        await here.tick(SEVEN + DAY)

    assert [m.due for m in here.editions] == [SEVEN, SEVEN + DAY]


async def test_damage_while_it_runs_is_said_once_and_the_bot_goes_on(
    tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
) -> None:
    data = tmp_path / "data"
    async with house(data, clock, server, wait=0.3) as here:
        here.schedule()
        await here.tick(SEVEN - HOUR)
        here.database.close()
        whole = file_of(data).read_bytes()
        for beside in data.glob("*.sqlite3-*"):
            beside.unlink()
        file_of(data).write_bytes(b"This is no database. " * 500)
        for seconds in range(5):
            await here.tick(SEVEN + seconds * SECOND)
        here.database.close()
        for beside in data.glob("*.sqlite3-*"):
            beside.unlink()
        file_of(data).write_bytes(whole)
        await here.tick(SEVEN + 10 * SECOND)

    assert len(here.editions) == 1
    said = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    assert len(said) == 1
    assert "is damaged or is no database: stop the bot" in said[0]


class FullDisk:
    """A disk with no room left for one database, for as long as it is full."""

    def __init__(self, database: Database) -> None:
        self._full = False
        sa.event.listen(database._store._engine, "begin", self._limit)

    def fill(self) -> None:
        self._full = True

    def free(self) -> None:
        self._full = False

    def _limit(self, connection: sa.Connection) -> None:
        """Let the file have no more pages than it has: who writes hears what a full disk says."""
        most = 1 if self._full else 1_000_000_000
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")
        if self._full and connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql("CREATE TABLE more AS SELECT zeroblob(1000000)")


def back_to_the_version_before(database: Database) -> None:
    from alembic import command

    from summaries.store.migrate import config_for

    with database._store.writing() as connection:
        command.downgrade(config_for(connection), "0004")
