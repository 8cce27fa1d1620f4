"""What the bot posted in a channel: looked at before anything is sent that may be there already."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import discord

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
    seen, count = [], 0
    try:
        async with asyncio.timeout(2 * time_out):
            async for message in channel.history(
                limit=_LOOKED_AT, after=since - _SKEW, oldest_first=True
            ):
                count += 1
                if message.author.id == author:
                    seen.append(_seen(message))
    except (discord.DiscordException, TimeoutError, OSError, aiohttp.ClientError) as error:
        why = explained(error)
        if why.failure is Failure.NO_ANSWER:
            raise why from error
        raise Unreadable(Failure.INTERRUPTED, why.code) from error
    if count == _LOOKED_AT:
        raise Unreadable(Failure.INTERRUPTED)
    return tuple(seen)


def _seen(message: discord.Message) -> Seen:
    parts = list(_walk(message.components))
    found = (_BRIEF_ID.match(getattr(part, "custom_id", None) or "") for part in parts)
    marks = (getattr(part, "id", None) for part in parts)
    return Seen(message.id, frozenset(filter(None, marks)), frozenset(m[1] for m in found if m))


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
