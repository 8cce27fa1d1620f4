"""A clock that wakes something every few seconds, for as long as the bot runs.

APScheduler holds one job in memory. It knows no schedule: what is due is read from the database
each time, so nothing is lost with it.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.clock_watch import ClockWatch, said

if TYPE_CHECKING:
    from apscheduler.job import Job
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)


class Ticks:
    """Wakes ``work`` every ``seconds``; a look that fails is logged, and the next one comes."""

    def __init__(self, work: Callable[[], Awaitable[object]], seconds: float, failed: str) -> None:
        self._work, self._seconds, self._failed = work, seconds, failed
        self._scheduler: AsyncIOScheduler | None = None
        self._job: Job | None = None
        self._watching: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin. Call it from the running event loop; once is enough."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        if self._scheduler is not None:
            return
        self._scheduler = AsyncIOScheduler()
        self._job = self._scheduler.add_job(
            self._wake,
            "interval",
            seconds=self._seconds,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        # In a context of its own: its timers belong to no command, and nothing that runs in the
        # context of one (a log's reference, a simulated Discord) waits for them.
        context = contextvars.Context()
        context.run(self._scheduler.start)
        context.run(self._watch, ClockWatch())

    def stop(self) -> None:
        """Wake nothing any more. What was woken goes on."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = self._job = None
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    def _watch(self, clock: ClockWatch) -> None:
        """Wake at once when the clock was set.

        APScheduler asks the clock on the wall whether a job is due, so one that is set back by an
        hour would silence it for that hour. This timer goes by the other clock.
        """
        jump = clock.jump()
        if jump and self._job is not None:
            log.debug("%s", said(jump))  # the digests tell the operator
            self._job.modify(next_run_time=datetime.now(UTC))
        loop = asyncio.get_running_loop()
        self._watching = loop.call_later(self._seconds, self._watch, clock)

    async def _wake(self) -> None:
        try:
            await self._work()
        except Exception:  # the next one tries again; nothing else would tell the operator
            log.exception(self._failed)
