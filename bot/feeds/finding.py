"""The feed at an address: itself, or the one that the page there names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.desk import Desk
from bot.feeds.check import read_feed
from summaries.corpus.extracted import ExtractRefused
from summaries.corpus.feeds import Feed
from summaries.corpus.feeds.links import feed_links
from summaries.corpus.fetching import Fetched, FetchRefused, Wanted, Why

_TRIED: Final = 3  # feeds that a page names


class NoFeed(Exception):
    """The address is a page, and it names no feed that can be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A feed and its address. ``page`` is the page that names it, ``others`` what else it names."""

    url: str
    feed: Feed
    page: str | None = None
    others: tuple[str, ...] = ()


async def find_feed(desk: Desk, url: str) -> Found:
    """Read the feed at an address. Raises FetchRefused, ExtractRefused, NoFeed."""
    address = desk.intake.check(url.strip())
    try:
        fetched = await desk.intake.fetch(address, Wanted.FEED)
    except FetchRefused as refused:
        if refused.why is not Why.TYPE:
            raise
        return await _named_by(desk, await _page(desk, address, refused))
    try:
        return Found(address, await read_feed(desk, fetched))
    except ExtractRefused:
        if not feed_links(fetched.body, url=fetched.url):
            raise
    return await _named_by(desk, fetched)


async def _page(desk: Desk, address: str, refused: FetchRefused) -> Fetched:
    try:
        return await desk.intake.fetch(address, Wanted.PAGE)
    except FetchRefused:
        raise refused from None


async def _named_by(desk: Desk, page: Fetched) -> Found:
    links = await desk.run(feed_links, page.body, url=page.url)
    for link in links[:_TRIED]:
        try:
            address = desk.intake.check(link.url)
            feed = await read_feed(desk, await desk.intake.fetch(address, Wanted.FEED))
        except (FetchRefused, ExtractRefused):
            continue
        others = tuple(other.url for other in links if other is not link)
        return Found(address, feed, page.url, others)
    raise NoFeed
