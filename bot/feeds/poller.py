"""The poller: wakes twice a minute, claims the feeds that are due, and looks at each.

A feed is claimed in the store before it is asked, so a second process or a second tick finds it
taken. The database's ``next_check`` is the truth; a claim that a crash left behind runs out.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import logging
from datetime import timedelta
from typing import Final

from bot.desk import Desk
from bot.feeds.check import look
from bot.feeds.pace import NORMAL, after_failure
from bot.ticks import Ticks
from config.log_fields import log_about
from summaries.store import StoredFeed, StoreError

log = logging.getLogger(__name__)

EVERY: Final = 30
"""Seconds between two looks at the clock."""

AT_ONCE: Final = 8
"""Feeds that are looked at at the same time, over all servers."""

LONGEST_LOOK: Final = timedelta(minutes=5)
"""A look that takes longer is ended; what it did not take is taken at the next."""


BROKEN: Final = "broken"
"""Why a look failed that failed by our own doing."""


class Poller:
    """Looks at the feeds of all guilds, each when it is due."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ticks = Ticks(self._begin, EVERY, "The feeds could not be looked at.")
        self._looks: dict[str, tuple[int, asyncio.Task[None]]] = {}
        self._claiming = asyncio.Lock()
        self._closed = False

    def start(self) -> None:
        """Begin to wake up. Call it from the running event loop."""
        self._ticks.start()

    async def close(self) -> None:
        """Stop. A look that is under way is given up; its claim runs out."""
        self._closed = True
        self._ticks.stop()
        await self._end([task for _, task in self._looks.values()])

    async def tick(self) -> None:
        """Look at every feed that is due now, as many as may be at once; return when done."""
        await self._begin()
        await self.settled()

    async def settled(self) -> None:
        """Wait until no look is under way."""
        while self._looks:
            await asyncio.wait([task for _, task in self._looks.values()])

    async def soon(self, guild: int, feed_id: str) -> None:
        """Begin to look at a feed now, if it is due and nobody does; return at once."""
        feed = await self._desk.run(self._desk.database.feeds(guild).get, feed_id)
        async with self._claiming:
            if feed is not None:
                await self._claim(guild, feed)

    async def forget(self, guild: int) -> None:
        """Give up what is under way for a guild, and return when it has ended."""
        await self._end([task for of, task in self._looks.values() if of == guild])

    async def _begin(self) -> None:
        """Claim what is due and begin with it, without waiting for how it goes."""
        async with self._claiming:
            free = AT_ONCE - len(self._looks)
            if free <= 0 or self._closed:
                return
            guilds = self._desk.database.guilds()
            for guild, feed in await self._desk.run(guilds.due_feeds, self._desk.now(), free):
                await self._claim(guild, feed)

    async def _claim(self, guild: int, feed: StoredFeed) -> None:
        now = self._desk.now()
        claim = self._desk.database.feeds(guild).claim
        if self._closed or feed.id in self._looks:
            return
        if not await self._desk.run(claim, feed.id, now=now, until=now + NORMAL):
            return
        # In a context of its own: it belongs to no command, and nothing that runs in the context of
        # one (a log's reference, a simulated Discord) waits for it.
        task = contextvars.Context().run(asyncio.create_task, self._look(guild, feed))
        self._looks[feed.id] = (guild, task)
        task.add_done_callback(lambda _: self._looks.pop(feed.id, None))

    async def _look(self, guild: int, feed: StoredFeed) -> None:
        log_about(guild=guild, feed=feed.id)
        try:
            async with asyncio.timeout(LONGEST_LOOK.total_seconds()):
                await look(self._desk, guild, feed)
        except TimeoutError:
            log.warning("Feed %s took too long; the rest is left for the next look.", feed.id)
        except Exception:  # one broken feed must not keep the others from being looked at
            log.exception("Feed %s could not be looked at.", feed.id)
            with contextlib.suppress(StoreError):
                await self._desk.run(self._broken, guild, feed)

    def _broken(self, guild: int, feed: StoredFeed) -> None:
        """Note a failure of our own, so that the feed is asked less often."""
        self._desk.database.feeds(guild).note_failure(
            feed.id,
            why=BROKEN,
            sentence="Something broke on my side; the log says what.",
            next_check=after_failure(self._desk.now(), feed.failures + 1),
        )

    async def _end(self, tasks: list[asyncio.Task[None]]) -> None:
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
