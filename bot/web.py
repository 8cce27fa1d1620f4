"""How the bot shows itself on the web, and what it may fetch there for one server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

import bot
from bot.allowance import Hourly
from summaries.corpus.fetching import PUBLIC, Fetcher, Policy

MOST_LINKS: Final = 30
"""Links that a server's members may have fetched in an hour, by command."""
MOST_LINKS_OF_ONE: Final = 10
"""Links of those that one member may have fetched who does not manage the server."""


def fetcher(policy: Policy = PUBLIC) -> Callable[[], Fetcher]:
    """Return what makes a fetcher with an honest name. ``policy`` says which addresses are open."""
    return lambda: Fetcher(user_agent=f"Pullquote/{bot.__version__}", policy=policy)


class Links:
    """Counts the links that commands fetch."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._servers, self._members = Hourly(MOST_LINKS, now), Hourly(MOST_LINKS_OF_ONE, now)

    def take(self, guild: int, member: int | None) -> tuple[int, datetime] | None:
        """Count a link; or return how many are allowed and when the next one is.

        ``member`` is somebody with an allowance of her own, or None for a manager.
        """
        if member is not None and (again := self._members.take((guild, member))):
            return MOST_LINKS_OF_ONE, again
        again = self._servers.take(guild)
        return (MOST_LINKS, again) if again else None
