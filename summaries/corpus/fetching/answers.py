"""What a site's answer means: its status, and when it wants to be asked again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from summaries.corpus.fetching.policy import Limits
from summaries.corpus.fetching.refused import FetchRefused, Why

MOVED: Final = frozenset({301, 302, 303, 307, 308})
MOVED_FOR_GOOD: Final = frozenset({301, 308})
"""Statuses that send on to another address."""

_MAX_AGE: Final = re.compile(
    r"(?:^|[\s,])max-age\s{0,5}=\s{0,5}\"?(\d{1,12})", re.IGNORECASE | re.ASCII
)

_PASTE: Final = {
    401: "The page is for people who log in: open it in the browser and paste the text.",
    402: "The page has to be paid for: open it in the browser and paste the text.",
    403: "The site lets no program read this page: open it in the browser and paste the text.",
    407: "The page is for people who log in: open it in the browser and paste the text.",
    451: "The page is withheld for legal reasons: if you have the text, paste it.",
}


def refusal(status: int, headers: Mapping[str, str], limits: Limits) -> FetchRefused:
    """Return what a status other than 200 means to the person who asked."""
    if status in {404, 410}:
        lost = "no longer there" if status == 410 else "not there"
        return FetchRefused(
            Why.GONE,
            f"The page is {lost} (the site answered {status}): check the address in the browser.",
            status=status,
        )
    if status in {429, 503}:
        wait = retry_after(headers.get("Retry-After"), limits)
        return FetchRefused(
            Why.LATER,
            f"The site asks to come back later (it answered {status}): try again {_when(wait)}, or "
            "paste the text.",
            status=status,
            retry_after=wait,
        )
    if status in _PASTE:
        return FetchRefused(Why.STATUS, _PASTE[status], status=status)
    cure = "try again later, or paste the text" if status >= 500 else "paste the text"
    return FetchRefused(
        Why.STATUS, f"The site answered {status} in place of the page: {cure}.", status=status
    )


def retry_after(value: str | None, limits: Limits) -> float | None:
    """Return how long a Retry-After header asks to wait, in seconds, or None if it does not say."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        # Longer numbers than this are over any limit, and slow to read.
        return min(float(value[:12]), limits.retry_after)
    try:
        when = parsedate_to_datetime(value[:60])
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        seconds = (when - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(seconds, 0.0), limits.retry_after)


def max_age(value: str | None) -> float | None:
    """Return for how many seconds a Cache-Control header calls an answer fresh, if it says so."""
    found = _MAX_AGE.search((value or "")[:1_000])
    return float(found[1]) if found else None


def _when(wait: float | None) -> str:
    if wait is None:
        return "in a while"
    if wait < 90:
        return f"in {max(round(wait), 1)} seconds" if wait >= 1.5 else "in a moment"
    if wait < 5_400:
        return f"in {round(wait / 60)} minutes"
    return f"in {round(wait / 3_600)} hours"
