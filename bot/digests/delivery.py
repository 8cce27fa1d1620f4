"""One message to one channel, and whether it arrived."""

from __future__ import annotations

import asyncio
import enum
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import aiohttp
import discord

log = logging.getLogger(__name__)

TIME_OUT: Final = 25.0
"""Seconds that one attempt may take: discord.py itself would wait for five minutes."""

NONCE_LIVES: Final = timedelta(seconds=60)
"""For so long Discord takes a second message with the same nonce for the first one, safely."""

_ATTEMPTS: Final = 2  # both within the nonce's life
_SKEW: Final = timedelta(minutes=2)  # between this machine's clock and Discord's
_LOOKED_AT: Final = 5_000  # messages
_BRIEF_ID: Final = re.compile(r"pq\d+:[a-z]{3}:([0-9A-HJKMNP-TV-Z]{10})(?::|$)", re.ASCII)


class Failure(enum.StrEnum):
    """Why an edition is not in its channel. ``digest.failure.*`` are the words for people."""

    FORBIDDEN = "forbidden"
    NO_CHANNEL = "no_channel"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    INTERRUPTED = "interrupted"
    BROKEN = "broken"


class Undelivered(Exception):
    """A message did not arrive, or nobody can know. ``code`` is Discord's, where it gave one."""

    def __init__(self, failure: Failure, code: int | None = None) -> None:
        super().__init__(f"{failure.value}{f' ({code})' if code else ''}")
        self.failure, self.code = failure, code


@dataclass(frozen=True, slots=True)
class Seen:
    """What a message in the channel's history shows: its words, and the briefs of its buttons."""

    id: int
    text: str
    briefs: frozenset[str]


def nonce_of(schedule: str, day: date, part: int) -> str:
    """Return what an edition's message is sent with, always the same: at most 25 characters."""
    return f"{schedule}-{day.isoformat().replace('-', '')}-{part}"


async def send(
    channel: discord.abc.Messageable, view: Callable[[], discord.ui.LayoutView], nonce: str
) -> int:
    """Send a message and return its id. Raises Undelivered.

    Where no answer came it is sent once more: the nonce keeps the two from being two messages.
    """
    for attempt in range(_ATTEMPTS):
        try:
            async with asyncio.timeout(TIME_OUT):
                message = await channel.send(
                    view=view(), nonce=nonce, allowed_mentions=discord.AllowedMentions.none()
                )
        except discord.Forbidden as error:
            raise Undelivered(Failure.FORBIDDEN, error.code) from error
        except discord.NotFound as error:
            raise Undelivered(Failure.NO_CHANNEL, error.code) from error
        except discord.HTTPException as error:
            if error.status < 500:
                raise Undelivered(Failure.REFUSED, error.code) from error
            log.warning("Attempt %s to send %s: %s", attempt + 1, nonce, error)
        except (TimeoutError, OSError, aiohttp.ClientError) as error:
            log.warning("Attempt %s to send %s: %r", attempt + 1, nonce, error)
        else:
            return message.id
    raise Undelivered(Failure.NO_ANSWER)


async def look_back(
    channel: discord.abc.Messageable, author: int, since: datetime
) -> tuple[Seen, ...]:
    """Return what ``author`` posted in a channel since a moment, oldest first.

    Raises Undelivered where the history can't be read, or not all of it.
    """
    seen, count = [], 0
    try:
        async with asyncio.timeout(2 * TIME_OUT):
            async for message in channel.history(
                limit=_LOOKED_AT, after=since - _SKEW, oldest_first=True
            ):
                count += 1
                if message.author.id == author:
                    seen.append(_seen(message))
    except discord.HTTPException as error:
        raise Undelivered(Failure.INTERRUPTED, error.code) from error
    except (TimeoutError, OSError, aiohttp.ClientError) as error:
        raise Undelivered(Failure.INTERRUPTED) from error
    if count == _LOOKED_AT:
        raise Undelivered(Failure.INTERRUPTED)
    return tuple(seen)


def _seen(message: discord.Message) -> Seen:
    parts = list(_walk(message.components))
    found = (_BRIEF_ID.match(getattr(part, "custom_id", None) or "") for part in parts)
    words = [getattr(part, "content", None) or "" for part in parts]
    return Seen(message.id, "\n".join(words), frozenset(m[1] for m in found if m))


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
