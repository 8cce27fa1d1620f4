"""The last look before an edition goes out, at whether it is still ours to send.

Between deciding to send and sending there may be a wait for a rate limit, a connection, or the
machine itself, which may be frozen or asleep. So the lease is looked at once more when the
request's first bytes are written.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp

from bot.asking import before_the_first_byte


class LeaseLost(Exception):
    """An edition is not ours to send any more, or not before another look at its channel."""


def steady() -> float:
    """Return seconds that go on while the machine sleeps, where the system counts them."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Hold:
    """Until when an edition may be sent, by a clock that nobody sets."""

    def __init__(self, until: float) -> None:
        self._until = until

    def check(self) -> None:
        """Raise LeaseLost if that is over."""
        if steady() >= self._until:
            raise LeaseLost


class AskedBefore(Exception):
    """A request that must go out once only was to go out again: nobody knows of the first."""


class Once:
    """Lets one request go out: discord.py would ask again by itself."""

    def __init__(self) -> None:
        self._asked = False

    def check(self) -> None:
        """Raise AskedBefore for the second request."""
        if self._asked:
            raise AskedBefore
        self._asked = True


class DiscordTime:
    """What time it is for Discord, by the dates of its answers: our own clock may be wrong.

    Until there was an answer it is ``now``; after that ``steady`` counts the seconds since.
    """

    def __init__(self, now: Callable[[], datetime], steady: Callable[[], float] = steady) -> None:
        self._now, self._steady = now, steady
        self._told: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """Return Discord's time."""
        if self._told is None:
            return self._now()
        told, then = self._told
        return told + timedelta(seconds=self._steady() - then)

    def heard(self, date: str | None) -> None:
        """Note the date of an answer, to the second."""
        try:
            told = parsedate_to_datetime(date or "")
        except ValueError:
            return
        if told.tzinfo is not None:
            self._told = told.astimezone(UTC), self._steady()


def tracing(clock: DiscordTime) -> aiohttp.TraceConfig:
    """Return what makes a Discord client's requests mind their gates and tell the time."""

    async def answered(
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        answer: aiohttp.TraceRequestEndParams,
    ) -> None:
        clock.heard(answer.response.headers.get("Date"))

    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(before_the_first_byte)
    trace.on_request_end.append(answered)
    return trace
