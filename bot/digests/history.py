"""What the bot posted in a channel: looked at before anything is sent that may be there already."""

from __future__ import annotations

import re
from collections.abc import Coroutine, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import discord

from bot.asking import within
from bot.digests.delivery import Failure, Undelivered, explained

_SKEW: Final = timedelta(minutes=2)  # between the clock that a try was noted by and Discord's
_LOOKED_AT: Final = 5_000  # messages
_BRIEF_ID: Final = re.compile(r"pq\d+:[a-z]{3}:([0-9A-HJKMNP-TV-Z]{10})(?::|$)", re.ASCII)


class Unreadable(Undelivered):
    """The history is not for us to read, or too long: nobody can know what is in it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a message shows of which edition it is: its parts' ids, and its buttons' briefs."""

    id: int
    marks: frozenset[int]
    briefs: frozenset[str]


async def look_back(
    channel: discord.abc.Messageable, author: int, since: datetime, time_out: float
) -> tuple[Seen, ...]:
    """Return what ``author`` posted in a channel since a moment (Discord's time), oldest first.

    Raises Unreadable where it never can be read, Undelivered where it can't be just now.
    """
    return await _read(time_out, _look_back(channel, author, since - _SKEW))


async def _look_back(
    channel: discord.abc.Messageable, author: int, after: datetime
) -> tuple[Seen, ...]:
    seen, count = [], 0
    async for message in channel.history(limit=_LOOKED_AT, after=after, oldest_first=True):
        count += 1
        if message.author.id == author:
            seen.append(_seen(message))
    if count == _LOOKED_AT:
        raise Unreadable(Failure.INTERRUPTED)
    return tuple(seen)


async def look_back_in_forum(
    client: discord.Client, forum: int, author: int, since: datetime, time_out: float
) -> tuple[Seen, ...]:
    """Return what ``author`` posted in a forum since a moment: first messages, by their post.

    Raises as `look_back` does.
    """
    return await _read(time_out, _look_back_in_forum(client, forum, author, since - _SKEW))


async def _look_back_in_forum(
    client: discord.Client, forum: int, author: int, after: datetime
) -> tuple[Seen, ...]:
    channel = client.get_channel(forum) or await client.fetch_channel(forum)
    if not isinstance(channel, discord.ForumChannel):
        raise Undelivered(Failure.NO_CHANNEL)
    posts = {one.id: one for one in await channel.guild.active_threads()}
    async for archived in channel.archived_threads(limit=None):
        if archived.archive_timestamp < after:  # they come newest first
            break
        posts[archived.id] = archived
    ours = [
        post
        for number, post in sorted(posts.items())
        if post.parent_id == forum and post.owner_id == author
        if discord.utils.snowflake_time(number) >= after
    ]
    return tuple([await _first_of(post) for post in ours])


async def _first_of(post: discord.Thread) -> Seen:
    """Return what a post begins with: nothing to know it by, if that was deleted."""
    found = [_seen(message) async for message in post.history(limit=1, oldest_first=True)]
    return replace(found[0], id=post.id) if found else Seen(post.id, frozenset(), frozenset())


async def _read(time_out: float, look: Coroutine[Any, Any, tuple[Seen, ...]]) -> tuple[Seen, ...]:
    """Say of what can't be read whether it never can be, or can't be just now."""
    try:
        return await within(2 * time_out, look)
    except (discord.DiscordException, TimeoutError, OSError, aiohttp.ClientError) as error:
        why = explained(error)
        if why.failure is Failure.NO_ANSWER:
            raise why from error
        raise Unreadable(Failure.INTERRUPTED, why.code) from error


def _seen(message: discord.Message) -> Seen:
    parts = list(_walk(message.components))
    found = (_BRIEF_ID.match(getattr(part, "custom_id", None) or "") for part in parts)
    marks = (getattr(part, "id", None) for part in parts)
    return Seen(message.id, frozenset(filter(None, marks)), frozenset(m[1] for m in found if m))


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
