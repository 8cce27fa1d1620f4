"""Why a feed brings nothing: named conditions in order, until the first that does not hold."""

from __future__ import annotations

from collections import Counter
from typing import Final

from bot.desk import Desk
from bot.feeds.check import FIRST, new_entries, read_feed
from bot.feeds.entries import consider, why_of
from bot.pages.feed_page import Condition, Finding
from summaries.corpus.addresses import canonical
from summaries.corpus.extracted import ExtractRefused
from summaries.corpus.feeds import Entry, Feed
from summaries.corpus.fetching import FetchRefused, Wanted, Why
from summaries.store import StoredFeed

TRIED: Final = 3
"""So many articles are read to see whether they are refused."""

_NEVER_OPENED: Final = frozenset({Why.ADDRESS, Why.PRIVATE})


async def diagnose(desk: Desk, guild: int, feed: StoredFeed) -> Finding:
    """Ask a feed and some of its articles now, and say what is wrong first. Stores nothing."""
    if feed.paused:
        return Finding(Condition.PAUSED, why=feed.last_why if feed.failures else None)
    try:
        fetched = await desk.intake.fetch(feed.url, Wanted.FEED)
    except FetchRefused as refused:
        never = refused.why in _NEVER_OPENED
        return Finding(Condition.ADDRESS if never else Condition.FETCH, why=why_of(refused))
    try:
        read = await read_feed(desk, fetched)
    except ExtractRefused as refused:
        return Finding(Condition.PARSE, why=why_of(refused))
    if not read.entries:
        return Finding(Condition.EMPTY)
    new = await new_entries(desk, guild, feed, read)
    if not new and await desk.run(_any_known, desk, guild, feed, read):
        dates = [entry.published for entry in read.entries if entry.published]
        since = max(dates, default=None)
        return Finding(Condition.NOTHING_NEW, since=since, entries=len(read.entries))
    newest = (new or list(read.entries))[:FIRST]
    refused_by = await _refusals(desk, guild, feed, newest[:TRIED])
    tried, refusals = min(TRIED, len(newest)), refused_by.total()
    if refusals == tried:
        [(why, _)] = refused_by.most_common(1)
        linked = any(entry.url for entry in newest)
        condition = Condition.REFUSED if linked else Condition.NO_LINKS
        return Finding(condition, why=why, tried=tried, refused=refusals, new=len(new))
    return Finding(None, entries=len(read.entries), new=len(new))


async def _refusals(desk: Desk, guild: int, feed: StoredFeed, entries: list[Entry]) -> Counter[str]:
    """Read some articles as the poller would, and count why they are refused."""
    found: Counter[str] = Counter()
    for entry in entries:
        try:
            await consider(desk, guild, feed, entry)
        except (FetchRefused, ExtractRefused) as refused:
            found[why_of(refused)] += 1
    return found


def _any_known(desk: Desk, guild: int, feed: StoredFeed, read: Feed) -> bool:
    """Tell whether one of the newest entries is in the library, so that they are not refused."""
    shelf = desk.database.library(guild)
    newest = read.entries[:FIRST]
    if any(entry.url is None for entry in newest):
        return feed.added > 0
    return any(shelf.find_url(canonical(entry.url)) for entry in newest if entry.url)
