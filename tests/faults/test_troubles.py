"""Clocks that are set, sleeps, full disks, locks, damage: no edition is lost or comes twice."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.digests.fence import Hold, LeaseLost, fenced, steady
from summaries.store import Database, RunState, StoreDamaged
from summaries.store.engine import WRITES
from summaries.store.migrate import HEAD
from tests.faults.discord_stand_in import Discord, Fault, Faults
from tests.faults.house import CHANNEL, DAY, GUILD, HOUR, SECOND, SEVEN, Clock, house

pytestmark = pytest.mark.faults


@pytest.fixture
def clock() -> Clock:
    return Clock(SEVEN - HOUR)


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[Discord]:
    """Discord, whose clock is right until a test makes it another one than the bot's."""
    async with Discord(now=lambda: clock.now) as opened:
        yield opened


class TestAClockThatIsSet:
    async def test_back_by_an_hour_doubles_nothing_and_silences_nothing(
        self, tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            here.schedule(CHANNEL + 1, local_time=(SEVEN + HOUR / 2).time())
            await here.tick(SEVEN - SECOND)
            await here.tick(SEVEN + HOUR / 4)

            for minutes in range(0, 121, 5):  # it is a quarter past six once more
                await here.tick(SEVEN - HOUR * 3 / 4 + timedelta(minutes=minutes))
            await here.tick(SEVEN + DAY)

        assert [(m.channel, m.due) for m in here.editions] == [
            (CHANNEL, SEVEN),
            (CHANNEL + 1, SEVEN + HOUR / 2),
            (CHANNEL, SEVEN + DAY),
        ]
        assert "The clock was set back by 1 h 0 min." in caplog.text

    async def test_back_after_a_crash_still_finds_what_was_posted(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        """The bot's clock was two hours ahead when it posted, and was put right after a crash."""
        right = Clock(SEVEN - HOUR)
        server.now = right
        async with house(tmp_path / "data", clock, server, right=right) as here:
            made = here.schedule()
            clock.now, right.now = SEVEN, SEVEN - 2 * HOUR
            await here.tick()
        reopen_run(tmp_path / "data")
        server.window = 0.0  # and nothing is left of the nonce

        clock.now = right.now = SEVEN - 2 * HOUR + 5 * SECOND
        async with house(tmp_path / "data", clock, server) as here:
            await here.tick()
            clock.now = right.now = SEVEN + SECOND
            await here.tick()
            run = here.database.runs(GUILD).get(made.id, SEVEN.date())

        assert len(here.editions) == 1
        assert run is not None
        assert run.state is not RunState.CLAIMED

    async def test_far_ahead_and_back_goes_on_as_if_it_had_not_been(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            await here.tick(SEVEN - HOUR)
            await here.tick(SEVEN + 3_000 * DAY - 12 * HOUR)  # nothing is due there
            before = len(here.editions)

            await here.tick(SEVEN - SECOND / 2)
            await here.tick(SEVEN)

        assert before == 0
        assert [m.due for m in here.editions] == [SEVEN]

    async def test_a_lease_taken_by_a_clock_that_was_ahead_is_not_waited_for(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            made = here.schedule()
            clock.now = SEVEN + 5 * HOUR  # a process, wrong by five hours, claims and dies
            here.database.runs(GUILD).claim(made.id, SEVEN.date(), nonce="N")

            await here.tick(SEVEN + SECOND)

        assert len(here.editions) == 1


class TestASleepOfADay:
    async def test_posts_the_one_of_now_and_notes_what_was_slept_through(
        self, tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            await here.tick(SEVEN - HOUR)

            await here.tick(SEVEN + DAY + HOUR)
            lines = here.database.audit(GUILD).read()

        assert [m.due for m in here.editions] == [SEVEN + DAY]
        assert "late, was due" in here.editions[0].text
        assert "The clock jumped ahead by 26 h 0 min" in caplog.text
        assert [line.action for line in lines if line.action.startswith("edition")] == [
            "edition.missed"
        ]

    async def test_between_the_last_look_and_the_first_byte_sends_nothing(
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        lease = timedelta(seconds=90)
        async with house(tmp_path / "data", clock, server) as here:
            channel = here.dispatcher._courier._client.get_partial_messageable(CHANNEL)
            with fenced(Hold(lease, steady() - DAY.total_seconds())), pytest.raises(LeaseLost):
                await channel.send("Yesterday's paper.")

        assert server.requests["POST"] == 0


class TestAStoreInTrouble:
    async def test_a_full_disk_holds_editions_up_and_loses_none(
        self, tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
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
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
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
        self, tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            await here.tick(SEVEN - HOUR)
            with closing(
                sqlite3.connect(file_of(tmp_path / "data"), isolation_level=None)
            ) as other:
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
        self, tmp_path: Path, clock: Clock, server: Discord
    ) -> None:
        """The tables are of the version before, one edition is sent and one is claimed."""
        data = tmp_path / "data"
        async with house(data, clock, server) as here:
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

        async with house(data, clock, server) as here:
            await here.tick(SEVEN + HOUR)
            await here.tick(SEVEN + DAY)
            with here.database._store.reading() as connection:
                revision = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))

        assert revision == HEAD
        assert sorted((m.channel, m.due) for m in here.editions) == [
            (channel, SEVEN + day) for channel in (CHANNEL, CHANNEL + 1) for day in (0 * DAY, DAY)
        ]

    async def test_a_damaged_file_is_said_and_a_backup_from_before_doubles_nothing(
        self, tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
    ) -> None:
        data = tmp_path / "data"
        async with house(data, clock, server) as here:
            here.schedule()
        shutil.copytree(data, tmp_path / "backup")
        async with house(data, clock, server) as here:
            await here.tick(SEVEN)
        file = file_of(data)
        file.write_bytes(b"\x00" * 100 + file.read_bytes()[100:])

        with pytest.raises(StoreDamaged, match="put a backup in its place"):
            async with house(data, clock, server):
                pass
        shutil.rmtree(data)
        shutil.copytree(tmp_path / "backup", data)
        server.window = 0.0
        clock.now = SEVEN + HOUR
        async with house(data, clock, server) as here:
            await here.tick()
            await here.tick(SEVEN + DAY)

        assert [m.due for m in here.editions] == [SEVEN, SEVEN + DAY]

    async def test_damage_while_it_runs_is_said_once_and_the_bot_goes_on(
        self, tmp_path: Path, clock: Clock, server: Discord, caplog: pytest.LogCaptureFixture
    ) -> None:
        data = tmp_path / "data"
        async with house(data, clock, server) as here:
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


def file_of(data: Path) -> Path:
    return data / "pullquote.sqlite3"


def reopen_run(data: Path) -> None:
    """Forget what became of the editions: the process was killed before it could note it."""
    with closing(sqlite3.connect(file_of(data))) as file:
        file.execute(
            "UPDATE runs SET state = 'claimed', messages = '[]', sent_at = NULL, reason = NULL,"
            " lease_until = claimed_at"
        )
        file.commit()


def back_to_the_version_before(database: Database) -> None:
    from alembic import command

    from summaries.store.migrate import config_for

    with database._store.writing() as connection:
        command.downgrade(config_for(connection), "0004")


class TestAnUnreliableDiscord:
    @pytest.mark.parametrize("kind", Fault)
    async def test_any_fault_is_overcome_with_one_message(
        self, tmp_path: Path, clock: Clock, server: Discord, kind: Fault
    ) -> None:
        async with house(tmp_path / "data", clock, server) as here:
            here.schedule()
            server.faults = Faults(0.7, (kind,))
            for seconds in range(40):
                await here.tick(SEVEN + seconds * SECOND)
            await asyncio.sleep(0)

        assert len(here.editions) == 1
        [run] = here.database.runs(GUILD).history(here.database.schedules(GUILD).list()[0].id)
        assert run.messages == (here.editions[0].id,)
