"""discord.py's memory of rate limits, looked through seldom.

It remembers a limit for each channel that was asked about, and at each new channel it looks
through all of them for those to forget: 3 ms among ten thousand, for each message at eight o'clock,
while the event loop answers nobody. Once a minute is enough.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from discord.http import HTTPClient

_SWEEP: Final = "_try_clear_expired_ratelimits"

EVERY: Final = 60.0
"""Seconds between two looks. A limit that nobody used is forgotten after five minutes anyway."""


def sweep_seldom(http: HTTPClient, *, clock: Callable[[], float] = time.monotonic) -> None:
    """Let a client look for limits to forget once a minute.

    It is discord.py's own look, which has no public name; where there is none, nothing is changed.
    """
    sweep: Callable[[], None] | None = getattr(http, _SWEEP, None)
    if sweep is None:
        return
    again = clock()

    def sweep_if_due() -> None:
        nonlocal again
        if clock() >= again:
            again = clock() + EVERY
            sweep()

    setattr(http, _SWEEP, sweep_if_due)
