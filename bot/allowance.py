"""How often something may be done in an hour: a bot that fetches must not become a flood."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Final

HOUR: Final = timedelta(hours=1)


class Hourly:
    """At most ``most`` times within any hour, for each of those who ask. Forgotten at a restart."""

    def __init__(self, most: int, now: Callable[[], datetime]) -> None:
        self.most, self._now = most, now
        self._taken: defaultdict[Hashable, deque[datetime]] = defaultdict(deque)

    def take(self, who: Hashable) -> datetime | None:
        """Use the allowance once; or return when the next use is free, and use nothing."""
        now = self._now()
        for other in [one for one, taken in self._taken.items() if taken[-1] <= now - HOUR]:
            del self._taken[other]
        taken = self._taken[who]
        while taken and taken[0] <= now - HOUR:
            taken.popleft()
        if len(taken) >= self.most:
            return taken[0] + HOUR
        taken.append(now)
        return None
