"""`pullquote check` where all is well, and where each condition is really not met."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
import zoneinfo
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from discord.http import Route

from bot.checkup import Unmet, holdings, machine
from bot.commands import ROOTS
from summaries.store import Database
from summaries.store.only_bot import OnlyBot
from tests.unit.cli.conftest import Answer, Terminal
from tests.unit.cli.portal import TOKEN, Portal


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder, with a database in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    with Database.file(folder / "pullquote.sqlite3") as database:
        database.guilds().add(1, "Newsroom")
    return folder


def file_of(data: Path) -> Path:
    return data / "pullquote.sqlite3"


@pytest.fixture
async def portal(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Portal]:
    """A Discord that knows the token and every command."""
    async with Portal() as portal:
        portal.commands = [root.name for root in ROOTS]
        monkeypatch.setattr(Route, "BASE", portal.base)
        monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
        yield portal


def failed(answer: Answer) -> str:
    """Return what is said of the one condition that is not met, which is the last."""
    assert answer.code == 1
    lines = answer.out.splitlines()
    assert [line for line in lines if line.startswith("FAILED")] == [lines[-2]]
    assert lines[-1].startswith("to do   ")
    return "\n".join(lines[-2:])


class TestOffline:
    def test_on_the_samples_without_a_token_all_is_well(
        self, pullquote: Terminal, tmp_path: Path
    ) -> None:
        answer = pullquote("check", "--offline")

        assert answer.code == 0
        assert "passed  starter articles: 5 starter articles" in answer.out
        assert "passed  token: none is set" in answer.out
        assert "All 15 conditions are met." in answer.out
        assert not (tmp_path / "data").exists()  # nothing was made by looking

    def test_a_database_that_is_there_is_looked_through(
        self, pullquote: Terminal, data: Path
    ) -> None:
        before = sorted(path.name for path in data.iterdir())

        answer = pullquote("check", "--offline")

        assert answer.code == 0
        assert "passed  integrity: nothing is damaged (quick_check)" in answer.out
        assert "passed  writing: a change could be written, and was taken back" in answer.out
        assert "passed  one bot: no other bot is running on it" in answer.out
        after = {path.name for path in data.iterdir()} - {"pullquote.sqlite3.bot"}
        assert {name for name in after if not name.endswith(("-wal", "-shm"))} <= set(before)
        with closing(sqlite3.connect(file_of(data))) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
        assert ("pullquote_check",) not in tables

    def test_json_has_every_condition(self, pullquote: Terminal) -> None:
        answer = pullquote("check", "--offline", "--format", "json")

        told = json.loads(answer.out)
        assert told["ok"] is True
        assert [one["name"] for one in told["conditions"]][:3] == [
            "python",
            "settings",
            "data folder",
        ]
        assert all(one["met"] and "cure" not in one for one in told["conditions"])

    def test_a_bot_that_is_running_is_no_trouble(self, pullquote: Terminal, data: Path) -> None:
        running = OnlyBot(file_of(data))
        running.take()
        try:
            answer = pullquote("check", "--offline")
        finally:
            running.leave()

        assert answer.code == 0
        assert "one bot is running on it, and a second one would be refused" in answer.out


class TestTheFirstThatIsWrong:
    def test_a_setting(self, pullquote: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PULLQUOTE_LOG_LEVEL", "loud")

        said = failed(pullquote("check", "--offline"))

        assert "FAILED  settings: PULLQUOTE_LOG_LEVEL is 'loud'." in said
        assert "to do   Use debug, info, warning or error." in said

    def test_a_data_folder_that_is_a_file(
        self, pullquote: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("x")
        monkeypatch.setenv("PULLQUOTE_DATA_DIR", str(tmp_path / "file"))

        said = failed(pullquote("check", "--offline"))

        assert "FAILED  data folder" in said
        assert "PULLQUOTE_DATA_DIR" in said

    def test_a_data_folder_that_nobody_may_write(
        self, pullquote: Terminal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if not Path("/proc/self").exists():
            pytest.skip("there is no folder here that not even root may write")
        monkeypatch.setenv("PULLQUOTE_DATA_DIR", "/proc/pullquote")

        said = failed(pullquote("check", "--offline"))

        assert "FAILED  data folder: /proc can't be written" in said

    def test_starter_articles(
        self, pullquote: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PULLQUOTE_STARTER_CORPUS", str(tmp_path / "nowhere"))

        said = failed(pullquote("check", "--offline"))

        assert "FAILED  starter articles" in said
        assert "PULLQUOTE_STARTER_CORPUS" in said

    def test_a_file_that_is_no_database(self, pullquote: Terminal, data: Path) -> None:
        file_of(data).write_bytes(b"This is not a database. " * 400)

        said = failed(pullquote("check", "--offline"))

        assert "FAILED  database" in said
        assert "put a backup in its place" in said

    def test_a_database_that_is_damaged_inside(self, pullquote: Terminal, data: Path) -> None:
        whole = file_of(data).read_bytes()
        middle = len(whole) // 2 // 4096 * 4096
        file_of(data).write_bytes(whole[:middle] + b"\xa5" * 8192 + whole[middle + 8192 :])

        said = failed(pullquote("check", "--offline"))

        assert "FAILED  integrity" in said or "FAILED  database" in said
        assert "put a backup in its place" in said

    @pytest.mark.parametrize(
        ("revision", "cure"), [("0001", "start the bot once"), ("9999", "newer")]
    )
    def test_tables_of_another_version(
        self, pullquote: Terminal, data: Path, revision: str, cure: str
    ) -> None:
        with closing(sqlite3.connect(file_of(data))) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))

        said = failed(pullquote("check", "--offline"))

        assert f"FAILED  tables: Its tables are at revision {revision}" in said
        assert cure in said

    def test_a_database_that_another_program_holds(self, pullquote: Terminal, data: Path) -> None:
        with closing(sqlite3.connect(file_of(data), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

            said = failed(pullquote("check", "--offline"))

        assert "FAILED  writing" in said
        assert "Close whatever else has it open" in said

    def test_a_server_that_is_not_there(
        self, pullquote: Terminal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pytest.importorskip("psycopg")
        monkeypatch.setenv("PULLQUOTE_DATABASE_URL", "postgresql://bot:hunter22@127.0.0.1:1/news")

        answer = pullquote("check", "--offline")

        assert "FAILED  database" in failed(answer)
        assert "hunter22" not in answer.out

    def test_a_token_that_is_none(
        self, pullquote: Terminal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DISCORD_TOKEN", "my-client-secret")

        answer = pullquote("check", "--offline")

        assert "FAILED  token" in failed(answer)
        assert "my-client-secret" not in answer.out

    def test_no_token_at_all(self, pullquote: Terminal) -> None:
        said = failed(pullquote("check"))

        assert "FAILED  token: No Discord token is set." in said
        assert "--offline" in said


class TestTheMachine:
    def test_an_old_python(self) -> None:
        with pytest.raises(Unmet, match=r"Python 3\.11 or newer"):
            machine.python((3, 9, 1))

    def test_no_time_zones(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # Its folders too: a zone that another test has read leaves them among the modules.
        for name in [name for name in sys.modules if name.split(".")[0] == "tzdata"]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "tzdata", None)
        zoneinfo.reset_tzpath(to=())
        zoneinfo.ZoneInfo.clear_cache()
        try:
            with pytest.raises(Unmet, match="time zones are not complete"):
                machine.zones()
        finally:
            zoneinfo.reset_tzpath()
        monkeypatch.undo()
        assert machine.zones().endswith(" time zones")

    def test_a_full_disk(self, tmp_path: Path) -> None:
        with pytest.raises(Unmet, match="are needed"):
            machine.disk(tmp_path / "not" / "yet", least=1 << 60)

    def test_too_little_memory(self, tmp_path: Path) -> None:
        table = tmp_path / "meminfo"
        table.write_text("MemTotal: 9 kB\nMemAvailable:   51200 kB\n")

        with pytest.raises(Unmet, match="Only 50 MiB of memory are free"):
            machine.memory(table, tmp_path)

    def test_the_limit_of_a_container(self, tmp_path: Path) -> None:
        (tmp_path / "memory.max").write_text(f"{300 << 20}\n")
        (tmp_path / "memory.current").write_text(f"{250 << 20}\n")

        with pytest.raises(Unmet, match="Only 50 MiB"):
            machine.memory(tmp_path / "none", tmp_path)

    def test_memory_that_is_not_known(self, tmp_path: Path) -> None:
        assert machine.memory(tmp_path / "none", tmp_path) == "free memory is not known here"

    def test_a_topic_that_is_broken(self, tmp_path: Path) -> None:
        (tmp_path / "aid.toml").write_text("name = ")

        with pytest.raises(Unmet, match=r"aid\.toml"):
            holdings.topics(tmp_path)


class TestAskingDiscord:
    async def check(self, pullquote: Terminal, *options: str) -> Answer:
        return await asyncio.to_thread(pullquote, "check", *options)

    async def test_all_is_well(self, pullquote: Terminal, portal: Portal) -> None:
        answer = await self.check(pullquote)

        assert answer.code == 0, answer.out
        assert "passed  Discord: Pullquote, accepted by Discord" in answer.out
        assert "passed  intents: none privileged is needed, and none is switched on" in answer.out
        assert "passed  clock" in answer.out
        assert f"passed  commands: Discord knows all {len(ROOTS)}" in answer.out
        assert TOKEN not in answer.out

    async def test_a_token_that_is_refused(self, pullquote: Terminal, portal: Portal) -> None:
        portal.token = "another"

        answer = await self.check(pullquote)

        assert "FAILED  Discord: Discord refuses the token." in failed(answer)
        assert TOKEN not in answer.out + answer.err

    async def test_an_intent_that_is_not_needed_is_named(
        self, pullquote: Terminal, portal: Portal
    ) -> None:
        portal.flags = 1 << 19  # message content, limited

        answer = await self.check(pullquote)

        assert answer.code == 0
        assert "message content can be switched off" in answer.out

    async def test_a_code_grant(self, pullquote: Terminal, portal: Portal) -> None:
        portal.code_grant = True

        assert "Requires OAuth2 Code Grant" in failed(await self.check(pullquote))

    @pytest.mark.parametrize(("ahead", "way"), [(90, "behind"), (-90, "ahead of")])
    async def test_a_clock_that_is_wrong(
        self, pullquote: Terminal, portal: Portal, ahead: int, way: str
    ) -> None:
        portal.ahead = timedelta(seconds=ahead)

        said = failed(await self.check(pullquote))

        assert "FAILED  clock" in said
        assert f"seconds {way} Discord's" in said

    async def test_commands_that_discord_does_not_know(
        self, pullquote: Terminal, portal: Portal
    ) -> None:
        portal.commands.remove("brief")

        said = failed(await self.check(pullquote))

        assert "FAILED  commands: Discord does not know brief yet." in said
        assert "Start the bot once" in said

    async def test_no_network(
        self, pullquote: Terminal, portal: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:1/api/v10")

        said = failed(await self.check(pullquote))

        assert "FAILED  Discord: Discord can't be reached" in said
        assert "--offline" in said
