"""How patient the digests are: leases, time-outs, and how much is done at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from summaries.store import LEASE


@dataclass(frozen=True, slots=True)
class Terms:
    """Numbers that belong together; tests of failures live in a quicker world than Discord's.

    ``time_out`` is shorter than ``lease``, so that an attempt ends before another process may
    begin one. ``nonce_lives`` is how long Discord surely takes a second message with the same
    nonce for the first one. ``under_way`` is how long a request that was given up, for there was no
    answer, may still be on its way: it may be taken as late as that.
    """

    every: float = 1.0  # seconds between two looks at the clock
    ahead: timedelta = timedelta(minutes=1)  # editions are made so long before they are due
    lease: timedelta = LEASE
    time_out: float = 25.0  # seconds of one attempt: discord.py itself would wait for minutes
    nonce_lives: timedelta = timedelta(seconds=90)
    under_way: timedelta = timedelta(seconds=60)
    attempts: int = 3  # with one nonce, before the edition is put off
    pause: float = 1.0  # seconds before the second attempt; twice as long before the third
    put_off: timedelta = timedelta(seconds=5)  # the first time; twice as long each further time
    put_off_most: timedelta = timedelta(minutes=5)
    in_hand: int = 100  # editions that are claimed and not posted yet
    making: int = 2  # editions made at once: half of the desk's threads are for people
    sending: int = 16
    per_second: float = 40.0  # requests; Discord's limit is 50, and others need some
    drain: float = 20.0  # seconds that a stop waits for what is being sent

    @property
    def repeating(self) -> timedelta:
        """For so long a message is sent again with its nonce.

        The first may have been taken at once, and the last may be taken ``under_way`` later: by
        then Discord must know the nonce still.
        """
        return self.nonce_lives - self.under_way

    def again_after(self, times: int) -> timedelta:
        """Return how long an edition is put off that was given up ``times`` times."""
        return min(self.put_off * (1 << min(times - 1, 20)), self.put_off_most)
