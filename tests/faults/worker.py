"""A process that posts digests: the real dispatcher, the real client, a database, a set clock.

`python -m tests.faults.worker` is a nursery: it loads everything once and forks a worker for each
line of JSON that it reads, for a kill is only as good as the next start is quick.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import logging
import mmap
import os
import signal
import struct
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
from discord.http import Route

from bot.client import TURN
from bot.collector import Collector
from bot.desk import Desk
from bot.digests import DiscordTime, Dispatcher, tracing
from bot.digests.terms import Terms
from bot.rate_limits import sweep_seldom
from config import TOPICS_FOLDER
from config.settings import load_settings
from summaries.store import Database
from summaries.topics import load_topics

log = logging.getLogger(__name__)

NONCE_LIVES = 2.5
"""In seconds: the stand-in for Discord knows a nonce for no longer than the bot relies on."""

QUICK = Terms(
    every=0.1,
    ahead=timedelta(seconds=2),
    lease=timedelta(seconds=1.5),
    time_out=0.6,
    nonce_lives=timedelta(seconds=NONCE_LIVES),
    under_way=timedelta(seconds=1.4),
    pause=0.05,
    put_off=timedelta(seconds=0.2),
    put_off_most=timedelta(seconds=1),
    in_hand=20,
    sending=6,
    per_second=500.0,
    drain=2.0,
)
"""A world in which everything is some forty times quicker than in Discord's."""


class SetClock:
    """A clock that goes at the usual speed from where a file says, and follows the file.

    The file lies in memory: a real clock is read without asking the system for a file, which with
    several threads costs the event loop its turn.
    """

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(_AHEAD.pack(0.0))
        with file.open("r+b") as opened:
            self._ahead = mmap.mmap(opened.fileno(), _AHEAD.size)

    def __call__(self) -> datetime:
        (ahead,) = _AHEAD.unpack_from(self._ahead)
        return datetime.fromtimestamp(time.time() + ahead, UTC)

    def set(self, now: datetime) -> None:
        """Let it be ``now``. Whoever reads sees the old moment or the new one."""
        _AHEAD.pack_into(self._ahead, 0, now.timestamp() - time.time())


_AHEAD = struct.Struct("@d")  # the machine's own eight bytes: written and read in one piece


_SELECTOR = "summaries.selection.selector"
_DIALECTS = ("sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite")


@dataclass(frozen=True)
class Place:
    """Where a worker works. ``stops`` is where it writes how long its loop was ever held up."""

    base: str
    clock: str
    database: str
    data: str
    starter: str | None
    log: str
    quick: bool = True
    stops: str | None = None


async def work(place: Place) -> None:
    """Post what is due until SIGTERM."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    Route.BASE = place.base
    now = SetClock(Path(place.clock))
    settings = load_settings(
        data_dir=Path(place.data),
        database_url=place.database,
        allow_shared_sqlite=True,
        starter_corpus=place.starter or "",
    )
    database = Database(settings.database, clock=now)
    await asyncio.to_thread(database.as_bot, shared=settings.allow_shared_sqlite)
    desk = Desk(database, settings, now=now)
    discord_time = DiscordTime(now)
    client = discord.Client(intents=discord.Intents.none(), http_trace=tracing(discord_time))
    sweep_seldom(client.http)
    terms = QUICK if place.quick else Terms(per_second=1_000.0)
    collector = Collector()
    if not place.quick:
        sys.setswitchinterval(TURN)
        collector.start()
    held_up = asyncio.create_task(_heartbeat()) if place.stops else None
    async with client:
        await client.login("stand-in")
        dispatcher = Dispatcher(client, desk, terms=terms, discord_time=discord_time)
        dispatcher.start()
        await stop.wait()
        await collector.stop()
        await dispatcher.drain()
        if held_up and place.stops:
            held_up.cancel()
            written = Path(place.stops + ".new")
            written.write_text(json.dumps(BEATS))
            written.replace(place.stops)  # whoever sees the file sees all of it


BEATS: list[tuple[float, float]] = []
"""How long the event loop took to come back, over and over: in seconds, and in seconds that this
process worked meanwhile, for a busy machine holds up everybody."""


async def _heartbeat() -> None:
    loop = asyncio.get_running_loop()
    while True:
        before, worked = loop.time(), time.process_time()
        await asyncio.sleep(0.005)
        took = loop.time() - before - 0.005
        BEATS.append((took, min(took, time.process_time() - worked)))


def run(place: Place) -> None:
    """Work in this process until it is stopped."""
    logging.basicConfig(
        filename=place.log, level=logging.INFO, force=True,
        format=f"%(asctime)s {os.getpid()} %(name)s %(levelname)s %(message)s",
    )  # fmt: skip
    asyncio.run(work(place))


def _warm() -> None:
    """Load what the first edition would load."""
    for name in ("apscheduler.schedulers.asyncio", "babel.dates", "psycopg", *_DIALECTS, _SELECTOR):
        importlib.import_module(name)
    load_topics(TOPICS_FOLDER)


def nursery() -> None:
    """Fork a worker for each place that is asked for, and say its number."""
    _warm()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    print("ready", flush=True)
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        number = os.fork()
        if number == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                run(Place(**asked))
            except BaseException:
                log.exception("The worker ended.")
            finally:
                os._exit(0)
        print(number, flush=True)


def as_line(place: Place) -> bytes:
    """Write a place as the nursery reads it."""
    return (json.dumps(asdict(place)) + "\n").encode()


if __name__ == "__main__":
    nursery()
