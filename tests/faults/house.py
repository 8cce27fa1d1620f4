"""A dispatcher in this process, before the stand-in: what tests of single troubles start from."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import time as of_day
from pathlib import Path
from typing import Any

import discord
from discord.http import Route

from bot.desk import Desk
from bot.digests import DiscordTime, Dispatcher, tracing
from bot.digests.terms import Terms
from config.settings import load_settings
from summaries.store import Database, Schedule
from tests.faults.discord_stand_in import Accepted, Discord
from tests.faults.worker import QUICK

GUILD, CHANNEL = 1, 1_000
SEVEN = datetime(2021, 6, 7, 7, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def file_of(data: Path) -> Path:
    """The database of a house whose folder is ``data``."""
    return data / "pullquote.sqlite3"


@dataclass
class House:
    """A running bot's digests: its clock, its store, and the Discord that it talks to."""

    clock: Clock
    discord: Discord
    desk: Desk
    dispatcher: Dispatcher

    @property
    def database(self) -> Database:
        return self.desk.database

    @property
    def editions(self) -> list[Accepted]:
        return self.discord.editions

    def schedule(self, channel: int = CHANNEL, **wanted: Any) -> Schedule:
        """Store a daily digest at seven in UTC."""
        given: dict[str, Any] = {
            "local_time": of_day(7), "zone": "UTC", "weekdays": range(7), "topics": [],
            "created_by": 1, **wanted,
        }  # fmt: skip
        return self.database.schedules(GUILD).add(channel=channel, **given)

    async def tick(self, at: datetime | None = None) -> None:
        """Let it be ``at``, and all that is due be done."""
        if at is not None:
            self.clock.now = at
        await self.dispatcher.tick()


@asynccontextmanager
async def house(
    folder: Path,
    clock: Clock,
    server: Discord,
    *,
    terms: Terms = QUICK,
    starter: str = "",
    wait: float = 5.0,
    right: Clock | None = None,
    shared: bool = False,
) -> AsyncIterator[House]:
    """Start the digests on a folder's database; leave them as a stop does.

    ``right`` is the clock that nobody sets, where that is not the bot's; ``shared``: another house
    has the same database.
    """
    folder.mkdir(exist_ok=True)
    settings = load_settings(data_dir=folder, starter_corpus=starter)
    database = Database(settings.database, clock=clock, wait=wait)
    database.as_bot(shared=shared)
    desk = Desk(database, settings, now=clock)
    discord_time = DiscordTime(clock, lambda: (right or clock)().timestamp())
    before, Route.BASE = Route.BASE, server.base
    intents = discord.Intents(guilds=True)
    client = discord.Client(intents=intents, http_trace=tracing(discord_time))
    try:
        async with client:
            await client.login("stand-in")
            quick = replace(terms, every=3600.0)  # a test wakes it up itself
            dispatcher = Dispatcher(client, desk, terms=quick, discord_time=discord_time)
            yield House(clock, server, desk, dispatcher)
            await dispatcher.drain()
    finally:
        Route.BASE = before
        desk.close()
