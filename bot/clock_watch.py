"""A watch for clocks that jump: set by hand or by the network, or left behind by a sleep."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

TOLERANCE: Final = 2.0
"""Seconds; less than that is how clocks are kept right all the time."""


class ClockWatch:
    """Compares the clock on the wall with one that nobody sets."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall, self._steady = wall, steady
        self._apart = wall() - steady()

    def jump(self) -> float:
        """Return by how many seconds the clock jumped since the last look; 0 if it did not."""
        apart = self._wall() - self._steady()
        moved = apart - self._apart
        if abs(moved) < TOLERANCE:
            return 0.0
        self._apart = apart
        return moved


def said(jump: float) -> str:
    """Write a jump for the log."""
    seconds = round(abs(jump))
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    length = f"{hours} h {minutes} min" if seconds >= 60 else f"{seconds} s"
    if jump < 0:
        return f"The clock was set back by {length}."
    return f"The clock jumped ahead by {length}: it was set, or the machine slept."
