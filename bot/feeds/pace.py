"""When a feed is asked again: often while it answers, ever less often while it does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

NORMAL: Final = timedelta(minutes=15)
"""How long after an answer a feed is asked again, unless its server says longer."""

LONGEST: Final = timedelta(days=1)
"""The longest wait, whatever the server says and however often it failed."""

GIVE_UP: Final = timedelta(days=14)
"""A feed that brought nothing but failures for so long is paused."""

FEWEST: Final = 12
"""Failures in a row without which no feed is paused."""


def after_answer(now: datetime, fresh: float | None = None) -> datetime:
    """Return when to ask again after an answer that is good for ``fresh`` seconds."""
    return now + max(NORMAL, _wait(fresh))


def after_failure(now: datetime, failures: int, retry_after: float | None = None) -> datetime:
    """Return when to ask again after so many failures in a row, this one counted.

    The wait doubles with each, up to a day; a server that names a longer one is obeyed.
    """
    # Past a day the exponent changes nothing, and a number without end would overflow.
    doubled = min(LONGEST, NORMAL * (1 << min(failures, 10)))
    return now + max(doubled, _wait(retry_after))


def given_up(now: datetime, since: datetime, failures: int) -> bool:
    """Tell whether a feed that last answered (or was added) at ``since`` is to be paused.

    Never after a few ``failures``: the bot may have been off, or the feed paused till now.
    """
    return now - since >= GIVE_UP and failures >= FEWEST


def _wait(seconds: float | None) -> timedelta:
    return min(LONGEST, timedelta(seconds=min(max(seconds or 0, 0), LONGEST.total_seconds())))
