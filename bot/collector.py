"""Python's collector of cycles, kept from holding up the event loop.

A full collection looks at every object that there is, 100 ms long with a large library, and nothing
else runs meanwhile. So what a start has loaded is set aside ("frozen") and not looked at again, and
full collections are left to moments in which nobody waits.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import time
from collections.abc import Iterator
from typing import Final

log = logging.getLogger(__name__)

WARM: Final = 60.0
"""Seconds after a start by which the first guilds' libraries are in memory."""

EVERY: Final = 3_600.0
"""Seconds between two times that what is there is set aside."""

_THRESHOLDS: Final = (5_000, 5, 4_000)
"""Python's own are 700, 10, 10. The second decides how long the loop stops for those objects that
have just outlived their first look: 25,000 of them take 10 ms, and 100,000 took 40.
"""

_LOOK: Final = 1.0  # seconds in which it is seen how much this process has to do
_QUIET: Final = 0.02
"""Works it less than that, nobody asks it anything: a hundred bare commands are a tenth."""

_BUSY: Final = 0.1
"""So much is quiet enough where there was no quiet moment for long, as in a very large bot."""

_LONG: Final = 600  # looks, so ten minutes


class Collector:
    """Collects when it is quiet. Use it in the process that has the event loop."""

    def __init__(self, *, warm: float = WARM, every: float = EVERY) -> None:
        self._warm, self._every = warm, every
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Set aside what is loaded, and begin to wait for quiet moments."""
        gc.set_threshold(*_THRESHOLDS)
        set_aside()
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Wait for no more moments."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _watch(self) -> None:
        pause = self._warm
        while True:
            await asyncio.sleep(pause)
            looks = 0
            while await _worked() > (_QUIET if looks < _LONG else _BUSY):
                looks += 1
            took = set_aside()
            log.debug("The collector took %.0f ms in a quiet moment.", took * 1000)
            pause = self._every


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Collect nothing while modules are loaded: they stay, and it took a tenth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def set_aside() -> float:
    """Free what nobody can reach and set aside all else; return how many seconds that took.

    What was set aside before is looked at again: some of it may have become unreachable.
    """
    began = time.perf_counter()
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return time.perf_counter() - began


async def _worked() -> float:
    """Watch this process for a second and return the share of it that it works."""
    worked = time.process_time()
    await asyncio.sleep(_LOOK)
    return (time.process_time() - worked) / _LOOK
