"""Three processes on one PostgreSQL database: what one changes the others see; one may die."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from datetime import time as of_day
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from summaries.store import Database, RunState
from tests.faults.battle import SEVEN, Nursery, end, twice
from tests.faults.discord_stand_in import Discord
from tests.faults.shard_process import SHARDS, guild_of
from tests.faults.worker import QUICK, Place, SetClock
from tests.unit.store.servers import Server

pytestmark = pytest.mark.faults

NEWS = "Ruritania pledged $9 billion in aid to the flooded valley on Monday, its minister said."


class Process:
    """One process of the bot, with one shard."""

    def __init__(self, process: asyncio.subprocess.Process, hello: dict[str, Any]) -> None:
        self._process, self.hello = process, hello

    @classmethod
    async def start(cls, shard: int, address: str, folder: Path) -> Process:
        root = Path(__file__).parents[2]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PULLQUOTE_")}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.shard_process", str(shard), address, str(folder),
            cwd=root, env=environment | {"OPENBLAS_NUM_THREADS": "1"},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        return cls(process, await _read(process))

    async def say(self, **what: object) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps(what) + "\n").encode())
        return await _read(self._process)

    async def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


async def _read(process: asyncio.subprocess.Process) -> dict[str, Any]:
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 120)
    assert line, "the process ended"
    answer: dict[str, Any] = json.loads(line)
    return answer


@pytest.mark.slow
async def test_what_one_process_changes_is_in_the_next_brief_of_another(
    postgresql: Server, tmp_path: Path
) -> None:
    url = postgresql.make()
    address = url.render_as_string(hide_password=False)
    async with AsyncExitStack() as stack:
        async with asyncio.TaskGroup() as group:
            starting = [
                group.create_task(Process.start(shard, address, tmp_path / str(shard)))
                for shard in range(SHARDS)
            ]
        bots = [task.result() for task in starting]
        for shard, bot in enumerate(bots):
            stack.push_async_callback(bot.kill)
            assert bot.hello == {"shards": [shard], "guilds": [guild_of(shard)]}

        before = await bots[1].say(ask="aid-pledges", guild=guild_of(1))
        assert "Ruritania" not in before["text"]

        await bots[0].say(add=NEWS, guild=guild_of(1))
        after = await bots[1].say(ask="aid-pledges", guild=guild_of(1))
        assert "Ruritania" in after["text"]
        others = await bots[2].say(ask="aid-pledges", guild=guild_of(2))
        assert "Ruritania" not in others["text"]

        # No process takes another's servers for ones that it was removed from.
        with Database(address) as database:
            assert {guild.left_at for guild in database.guilds().all()} == {None}

        await bots[1].kill()
        still = await bots[2].say(ask="border-numbers", guild=guild_of(2))
        assert still["text"]
        again = await Process.start(1, address, tmp_path / "again")
        stack.push_async_callback(again.kill)
        answer = await again.say(ask="aid-pledges", guild=guild_of(1))
        assert "Ruritania" in answer["text"]
    postgresql.drop(url)


async def test_the_editions_of_a_process_that_died_are_posted_within_its_lease(
    postgresql: Server, tmp_path: Path, nursery: Nursery
) -> None:
    url = postgresql.make()
    address = url.render_as_string(hide_password=False)
    clock = SetClock(tmp_path / "clock")
    clock.set(SEVEN - timedelta(seconds=4))
    with Database(address, clock=clock, wait=30.0) as database:
        made = [
            database.schedules(1 + number % 3).add(
                channel=1_000 + number, local_time=of_day(7), zone="UTC", weekdays=range(7),
                topics=["aid-pledges"], created_by=1,
            )
            for number in range(60)
        ]  # fmt: skip
        async with Discord(now=clock) as discord:
            place = Place(
                base=discord.base, clock=str(tmp_path / "clock"), database=address,
                data=str(tmp_path / "data"), starter=str(Path(__file__).parents[2] / "seeds"),
                log=str(tmp_path / "log"),
            )  # fmt: skip
            workers = [await nursery.start(place) for _ in range(3)]
            give_up = time.monotonic() + 120
            while len(discord.editions) < 10:
                assert time.monotonic() < give_up
                await asyncio.sleep(0.01)
            killed_at = time.monotonic()
            await end(workers[0], signal.SIGKILL)
            while len({m.channel for m in discord.editions}) < len(made):
                assert time.monotonic() < give_up, Counter(m.channel for m in discord.editions)
                await asyncio.sleep(0.02)
            took = time.monotonic() - killed_at
            while any(database.runs(guild).unfinished() for guild in (1, 2, 3)):
                assert time.monotonic() < give_up
                await asyncio.sleep(0.05)
            for worker in workers[1:]:
                await end(worker, signal.SIGTERM)
            assert not twice(discord.editions)
            states = {database.runs(one.guild).get(one.id, SEVEN.date()).state for one in made}  # type: ignore[union-attr]
            assert states == {RunState.SENT}
    print(f"all posted {took:.1f} s after the kill; a lease is {QUICK.lease.total_seconds()} s")
    postgresql.drop(url)
