"""When a site says to come back later, it is heard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.fetching import LIMITS, Fetcher, FetchRefused, Wanted, Why
from summaries.corpus.fetching.answers import retry_after
from tests.unit.corpus.fetching.servers import Site, answer


@pytest.mark.parametrize(
    ("header", "wait", "words"),
    [
        ("Retry-After: 120", 120.0, "in 2 minutes"),
        ("Retry-After: 30", 30.0, "in 30 seconds"),
        ("Retry-After: 0", 0.0, "in a moment"),
        ("Retry-After: 7200", 7200.0, "in 2 hours"),
        ("Retry-After: 99999999999999999999", 86_400.0, "in 24 hours"),
        ("Retry-After: soon", None, "in a while"),
        ("Retry-After: -5", None, "in a while"),
        ("Retry-After: Mon, 07 Jun 2021 12:00:00 GMT", 0.0, "in a moment"),
        ("Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", 86_400.0, "in 24 hours"),
        ("X: y", None, "in a while"),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
async def test_a_site_says_when(
    header: str, wait: float | None, words: str, status: str, fetcher: Fetcher, site: Site
) -> None:
    site.routes["/"] = answer(b"", header, status=status)
    with pytest.raises(FetchRefused, match=f"try again {words}, or paste") as refused:
        await fetcher.get(site.url(), Wanted.FEED)
    assert refused.value.why is Why.LATER
    assert refused.value.retry_after == wait


def test_a_date_is_a_wait() -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    wait = retry_after(when, LIMITS)
    assert wait is not None
    assert 500 < wait <= 600


@given(st.text(max_size=60))
def test_whatever_is_said_has_a_meaning(said: str) -> None:
    wait = retry_after(said, LIMITS)
    assert wait is None or 0 <= wait <= LIMITS.retry_after
