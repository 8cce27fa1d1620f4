"""Windows of time: which articles are recent, and from when an undated one counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final

from summaries.corpus import Article

WINDOWS: Final = {"24h": timedelta(hours=24), "7d": timedelta(days=7), "30d": timedelta(days=30)}
"""The windows that a reader may ask for by name, beside "all"."""


def counts_from(article: Article) -> datetime:
    """When an article counts from: the end of its own day where that is known, else its adding.

    A date has no time of day; counted from its end, this morning's paper is of the last 24 hours.
    """
    if article.published is None:
        return article.added
    return datetime.combine(article.published, time.max, UTC)


def within(articles: Sequence[Article], window: str, now: datetime) -> Sequence[Article]:
    """Return the articles of a window, in the order given; all of them for "all"."""
    if window not in WINDOWS:
        return articles
    first = now - WINDOWS[window]
    return [article for article in articles if counts_from(article) >= first]
