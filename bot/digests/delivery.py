"""One message to one channel, and whether it arrived."""

from __future__ import annotations

import base64
import enum
import hashlib
from typing import Final

import aiohttp
import discord

from bot.asking import within

LONGEST_NONCE: Final = 25

_DELETED: Final = 10008  # Unknown Message: what a nonce stands for was posted, and deleted since
_LATER: Final = frozenset({401, 408, 425, 429})
_RETRY_AFTER: Final = 5.0  # seconds, where Discord says "too many" and not for how long
_MARKS: Final = 1 << 30  # ids of parts are 32 bits with a sign; small ones Discord gives itself


class Failure(enum.StrEnum):
    """Why a message is not in its channel. ``digest.failure.*`` are the words for people."""

    FORBIDDEN = "forbidden"
    NO_CHANNEL = "no_channel"
    NO_ANSWER = "no_answer"
    LOCKED = "locked"
    NEEDS_TAG = "needs_tag"
    REFUSED = "refused"
    INTERRUPTED = "interrupted"
    BROKEN = "broken"


REFUSALS: Final = frozenset(
    {Failure.FORBIDDEN, Failure.NO_CHANNEL, Failure.LOCKED, Failure.NEEDS_TAG}
)
"""What only a person can mend: asking again and again would get the bot banned."""


_BY_CODE: Final = {
    50083: Failure.LOCKED,  # a thread that is archived, and that only moderators can open again
    160005: Failure.LOCKED,
    40067: Failure.NEEDS_TAG,  # a forum in which each post needs a tag
}


class Undelivered(Exception):
    """A message did not arrive, or nobody can know. ``code`` is Discord's, where it gave one.

    ``wait`` is for how many seconds Discord wants to hear nothing, where it said so.
    """

    def __init__(
        self, failure: Failure, code: int | None = None, *, wait: float | None = None
    ) -> None:
        super().__init__(f"{failure.value}{f' ({code})' if code else ''}")
        self.failure, self.code, self.wait = failure, code, wait


def nonce_of(channel: int, *what: object) -> str:
    """Return what a message is sent with, always the same: 25 characters.

    ``what`` names it: of an edition, the schedule, the day and the part.

    Discord knows a nonce for some minutes and for a whole bot, so the channel is in it.
    """
    return base64.b32encode(_digest(channel, *what)).decode()[:LONGEST_NONCE]


def mark_of(nonce: str) -> int:
    """Return the id of the message's first part: a sign to know it by in the channel's history.

    Discord keeps the ids that it is given, but not nonces.
    """
    digest = hashlib.sha256(nonce.encode()).digest()
    return _MARKS | int.from_bytes(digest[:4]) % _MARKS


def _digest(*parts: object) -> bytes:
    return hashlib.sha256("|".join(map(str, parts)).encode()).digest()


async def send(
    channel: discord.abc.Messageable,
    view: discord.ui.LayoutView,
    nonce: str,
    time_out: float,
    *,
    mentions: discord.AllowedMentions | None = None,
    silent: bool = False,
) -> int | None:
    """Send a message once and return its id. Raises Undelivered, or LeaseLost.

    Nobody is mentioned but whom ``mentions`` allows; a ``silent`` message notifies nobody.

    None is the id of one that was posted already and that somebody has deleted since. What
    discord.py asks again for itself, it does within the time-out.
    """
    try:
        sending = channel.send(
            view=view,
            nonce=nonce,
            allowed_mentions=mentions or discord.AllowedMentions.none(),
            silent=silent,
        )
        message = await within(time_out, sending)
    except discord.NotFound as error:
        if error.code == _DELETED:
            return None
        raise Undelivered(Failure.NO_CHANNEL, error.code) from error
    except (discord.DiscordException, TimeoutError, OSError, aiohttp.ClientError) as error:
        raise explained(error) from error
    return message.id


def explained(error: Exception) -> Undelivered:
    """Say of an error what it means for a message that was to be sent."""
    if isinstance(error, discord.RateLimited):
        return Undelivered(Failure.NO_ANSWER, wait=error.retry_after)
    if not isinstance(error, discord.HTTPException):
        return Undelivered(Failure.NO_ANSWER)
    if error.code in _BY_CODE:
        return Undelivered(_BY_CODE[error.code], error.code)
    if error.status == 403:
        return Undelivered(Failure.FORBIDDEN, error.code)
    if error.status == 404:
        return Undelivered(Failure.NO_CHANNEL, error.code)
    if error.status == 429:
        return Undelivered(Failure.NO_ANSWER, error.code, wait=_retry_after(error))
    if error.status >= 500 or error.status in _LATER:
        return Undelivered(Failure.NO_ANSWER, error.code)
    return Undelivered(Failure.REFUSED, error.code)


def _retry_after(error: discord.HTTPException) -> float:
    """Read how long to wait after a 429 that discord.py does not wait for itself."""
    try:
        return float(error.response.headers.get("Retry-After", _RETRY_AFTER))
    except ValueError:
        return _RETRY_AFTER
