"""A pace that keeps the digests under Discord's limit on requests, whatever is due at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class Pace:
    """Lets requests go one after another, so many a second."""

    def __init__(self, per_second: float, *, steady: Callable[[], float] = time.monotonic) -> None:
        self._between, self._steady = 1 / per_second, steady
        self._next = 0.0

    async def turn(self) -> None:
        """Wait until it is one's turn to ask Discord something."""
        now = self._steady()
        mine = max(self._next, now)
        self._next = mine + self._between
        if mine > now:
            await asyncio.sleep(mine - now)

    def hold(self, seconds: float) -> None:
        """Let nothing go for a while: Discord asked for it."""
        self._next = max(self._next, self._steady() + seconds)
