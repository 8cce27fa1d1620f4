"""Topics are asked about articles that they were not asked about, while people go on working.

An article is scored when it is stored. After a change of a topic, or of how sentences are read, a
large library has to be asked anew: that is done here, in one thread of its own, a few articles at
a time. Until it is done a brief says how many articles are still to be read.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Final

from bot.desk import Desk
from bot.shelves import SMALL
from bot.ticks import Ticks
from summaries.ingest.scoring import score
from summaries.topics import Topic

log = logging.getLogger(__name__)

EVERY: Final = 10
"""Seconds between two looks at what is left to be done."""

_TOLD_EVERY: Final = 1_000  # articles between two lines of the log


class Scoring:
    """Brings the scores of large libraries up to date."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ticks = Ticks(self.tick, EVERY, "Articles could not be scored.")
        self._stopped = Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="scoring")

    async def start(self) -> None:
        """Begin with every large library: the rules may be other ones than before."""
        large = await self._desk.run(self._desk.database.guilds().larger_than, SMALL)
        self._desk.shelves.behind.update(large)
        self._ticks.start()

    def stop(self) -> None:
        """Stop after the articles that are under way; the rest is done after the next start."""
        self._stopped.set()
        self._ticks.stop()
        self._thread.shutdown(wait=True, cancel_futures=True)

    async def tick(self) -> None:
        """Score what is left of every library that is behind; return when that is done."""
        behind = self._desk.shelves.behind
        while behind and not self._stopped.is_set():
            guild = min(behind)
            loop = asyncio.get_running_loop()
            behind.discard(guild)  # before, so that a change meanwhile puts it back
            try:
                await loop.run_in_executor(self._thread, self._catch_up, guild)
            except BaseException:
                behind.add(guild)
                raise

    def _catch_up(self, guild: int) -> None:
        for topic in self._desk.topics_of(guild):
            self._score(guild, topic)
        if not self._stopped.is_set():
            # Read anew: somebody may have saved another rule meanwhile.
            rules = list(self._desk.topics.rules(guild))
            self._desk.database.scores(guild).forget_rules_but(rules)
            self._desk.shelves.recount(guild)

    def _score(self, guild: int, topic: Topic) -> None:
        told = 0

        def progress(done: int) -> None:
            nonlocal told
            if done - told >= _TOLD_EVERY:
                told = done
                log.info("Server %s: %s articles scored for %s so far.", guild, done, topic.name)

        stop = self._stopped.is_set
        done = score(self._desk.database, guild, topic, progress=progress, stop=stop)
        if done:
            log.info("Server %s: %s articles scored for %s.", guild, done, topic.name)
