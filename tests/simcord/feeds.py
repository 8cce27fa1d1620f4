"""What tests about feeds share: a feed, its articles, and a manager who follows it."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

import simcord

from summaries.store import StoredFeed
from tests.simcord.conftest import NOON, Room
from tests.simcord.site import Site

_WHO = (
    "minister", "council", "governor", "teacher", "farmer", "captain",
    "doctor", "painter", "sailor", "judge",
)  # fmt: skip
_DID = (
    "opened", "counted", "visited", "repaired", "closed", "measured",
    "praised", "painted", "sold", "named",
)  # fmt: skip
_WHAT = (
    "harbour", "bridge", "school", "market", "library", "hospital",
    "railway", "theatre", "garden", "museum",
)  # fmt: skip
_WHERE = (
    "Sark", "Zenda", "Lima", "Oslo", "Quito", "Perth",
    "Lagos", "Hanoi", "Turin", "Minsk", "Accra", "Dover",
)  # fmt: skip


def title(n: int) -> str:
    return f"{_WHERE[n % 12]} hears of event {n}"


def paragraphs(n: int) -> list[str]:
    """Return the text of article ``n``, which no other prints."""
    pick = random.Random(n)
    return [
        " ".join(
            f"The {pick.choice(_WHO)} of {pick.choice(_WHERE)} {pick.choice(_DID)} the "
            f"{pick.choice(_WHAT)} of {pick.choice(_WHERE)} with {pick.randint(20, 999)} people "
            f"on day {pick.randint(2, 300)} of the {pick.choice(_WHAT)} season."
            for _ in range(3)
        )
        for _ in range(3)
    ]


def body(n: int) -> str:
    return "".join(f"<p>{words}</p>" for words in paragraphs(n))


def page(n: int) -> str:
    """Return the page of article ``n``."""
    return (
        f"<!doctype html><html lang=en><head><title>{title(n)}</title></head><body><article>"
        f"<h1>{title(n)}</h1>{body(n)}</article></body></html>"
    )


def entry(site: Site, n: int, *, full: bool = False, link: bool = True, put: bool = True) -> str:
    """Return an entry of a feed, and publish its page."""
    address = site.put(f"/{n}", page(n)) if put else site.address(f"/{n}")
    parts = [f"<title>{title(n)}</title>", f"<guid isPermaLink='false'>entry-{n}</guid>"]
    if link:
        parts.append(f"<link>{address}</link>")
    parts.append("<description>A summary.</description>")
    if full:
        parts.append(f"<content:encoded>{escape(body(n))}</content:encoded>")
    when = datetime(2021, 6, 1 + n // 24 % 28, n % 24, tzinfo=NOON.tzinfo)
    return f"<item>{''.join(parts)}<pubDate>{format_datetime(when)}</pubDate></item>"


def rss(items: Iterable[str], name: str = "Ruritania Today") -> str:
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<channel><title>{name}</title>{''.join(items)}</channel></rss>"
    )


def publish(site: Site, *numbers: int, path: str = "/feed", **more: Any) -> str:
    """Publish a feed of some articles and return its address."""
    own = {k: more.pop(k) for k in ("full", "link", "put") if k in more}
    text = rss([entry(site, n, **own) for n in numbers], more.pop("name", "Ruritania Today"))
    return site.put(path, text, **{"content_type": "application/rss+xml", **more})


async def follow(room: Room, url: str, **options: Any) -> simcord.ResponseMessage:
    """Let the manager follow a feed; return the answer once its first articles are in."""
    card = await room.ask(room.manager, "feed add", url=url, **options)
    answer = await room.press(room.manager, card, "Confirm")
    await room.bot.poller.settled()
    return answer


async def poll(room: Room, at: datetime) -> None:
    """Let it be ``at``, and every feed that is due then be looked at."""
    room.clock.now = at
    await room.bot.poller.tick()


def the_feed(room: Room) -> StoredFeed:
    [feed] = room.bot.desk.database.feeds(room.guild.id).all()
    return feed


def titles_in(room: Room, guild: int | None = None) -> set[str | None]:
    library = room.bot.desk.database.library(guild or room.guild.id)
    return {article.title for article in library.all()}


def log_of(room: Room) -> list[tuple[str, str | None]]:
    """Return the log's lines, oldest first: what was done, and for what reason."""
    lines = room.bot.desk.database.audit(room.guild.id).read()
    return [(line.action, line.detail.get("reason")) for line in reversed(lines)]
