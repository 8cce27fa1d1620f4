"""One entry of a feed becomes an article: from its page, or from the text that the feed holds."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Final

from bot.desk import Desk
from summaries.corpus.addresses import canonical
from summaries.corpus.extracted import Extracted, ExtractRefused, Reason
from summaries.corpus.feeds import Entry
from summaries.corpus.fetching import FetchRefused, Why
from summaries.ingest import Candidate
from summaries.store import AlreadyInLibrary, StoredFeed

_PASSING: Final = frozenset({Why.DNS, Why.CONNECT, Why.TIMEOUT, Why.LATER})


class Fate(enum.Enum):
    """What became of an entry."""

    ADDED = enum.auto()
    KNOWN = enum.auto()
    """It is in the library, or an editor took it out."""
    REFUSED = enum.auto()
    """It is no article, and never will be."""
    LATER = enum.auto()
    """Its site did not answer: the next check tries again."""
    UNWANTED = enum.auto()
    """The feed was removed meanwhile."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an entry; ``why`` names a refusal, ``wait`` is the site's own wish."""

    fate: Fate
    article: str | None = None
    near: tuple[str, ...] = ()
    why: str | None = None
    wait: float | None = None


async def take(
    desk: Desk, guild: int, feed: StoredFeed, entry: Entry, wanted: Callable[[], bool]
) -> Taken:
    """Add an entry's article to the library, unless it is there or is none.

    ``wanted`` is asked last, in a thread: it says whether the feed is still followed.
    """
    try:
        candidate = await consider(desk, guild, feed, entry)
    except FetchRefused as refused:
        passing = refused.why in _PASSING or (refused.status or 0) >= 500
        fate = Fate.LATER if passing else Fate.REFUSED
        return Taken(fate, why=why_of(refused), wait=refused.retry_after)
    except ExtractRefused as refused:
        return Taken(Fate.REFUSED, why=why_of(refused))
    # What an editor withdrew does not come back by itself.
    if candidate.twin is not None:
        return Taken(Fate.KNOWN, candidate.twin)

    def accept() -> Taken:
        if not wanted():
            return Taken(Fate.UNWANTED)
        try:
            article = desk.intake.accept(guild, candidate, None)
        except AlreadyInLibrary as twin:
            return Taken(Fate.KNOWN, twin.article)
        return Taken(Fate.ADDED, article.id, tuple(near.article for near in candidate.near or ()))

    storing = asyncio.ensure_future(desk.intake.run(accept))
    try:
        return await asyncio.shield(storing)
    except asyncio.CancelledError:
        # The thread goes on: whoever gave this up must not find it writing afterwards.
        await asyncio.wait([storing])
        raise


async def consider(desk: Desk, guild: int, feed: StoredFeed, entry: Entry) -> Candidate:
    """Read an entry's article and compare it with the library; nothing is stored.

    The page is read where the team asked for full texts or the feed holds none; where the page
    can't be read, the feed's own full text serves. Raises FetchRefused, ExtractRefused.
    """
    intake = desk.intake
    own = entry.html if entry.full or entry.url is None else None
    if entry.url is not None and (feed.full_text or own is None):
        try:
            return await intake.run(
                intake.consider, guild, await _from_page(desk, entry, entry.url)
            )
        except (FetchRefused, ExtractRefused):
            if own is None:
                raise
    if own is None:
        raise ExtractRefused(
            Reason.EMPTY, "The feed's entry has neither a link nor a text: ask its publisher."
        )
    return await intake.run(intake.consider, guild, await _from_feed(desk, feed, entry, own))


def why_of(refused: FetchRefused | ExtractRefused) -> str:
    """Return the name under which a refusal is counted and worded."""
    if isinstance(refused, ExtractRefused):
        return refused.reason.value
    status = f":{refused.status}" if refused.status else ""
    return f"fetch_{refused.why.value}{status}"


async def _from_page(desk: Desk, entry: Entry, url: str) -> Extracted:
    """Read the page that an entry leads to; what it does not state, the feed may."""
    extracted = await desk.intake.read_url(url)
    dated = extracted.published is not None
    return replace(
        extracted,
        title=extracted.title or entry.title,
        byline=extracted.byline or entry.author,
        published=extracted.published if dated else _day(entry),
        published_certain=extracted.published_certain if dated else entry.published is not None,
        url=extracted.url or canonical(url),
    )


async def _from_feed(desk: Desk, feed: StoredFeed, entry: Entry, html: str) -> Extracted:
    """Read the text that a feed holds itself; its title, author and date are the feed's."""
    title = escape(entry.title or "")
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article>{html}"
    extracted = await desk.intake.run(
        desk.intake.workshop.extract_page,
        page.encode("utf-8", "replace"),
        url=entry.url or feed.url,
        content_type="text/html; charset=utf-8",
    )
    return replace(
        extracted,
        kind="feed",
        title=entry.title or extracted.title,
        byline=entry.author or extracted.byline,
        published=_day(entry) or extracted.published,
        published_certain=entry.published is not None,
        url=canonical(entry.url) if entry.url else None,
    )


def _day(entry: Entry) -> date | None:
    return entry.published.date() if entry.published else None
