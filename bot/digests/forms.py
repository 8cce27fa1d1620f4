"""The forms that an edition can have: a message, with a thread below or published, or a forum post.

What comes after the message can be done twice without harm, so that whoever takes an edition over
just does it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

import aiohttp
import discord

from bot.asking import gated, within
from bot.desk import Desk
from bot.digests.clock import Due
from bot.digests.delivery import Failure, Undelivered, explained, send
from bot.digests.fence import AskedBefore, Once
from bot.digests.history import Seen, look_back, look_back_in_forum
from bot.digests.terms import Terms
from bot.digests.wishes import Wishes, language_of
from bot.labels import Labels
from bot.pages.budget import cut_to
from summaries.store import Run, Schedule

LONGEST_TITLE: Final = 100  # of a thread

_HAS_THREAD: Final = 160004
_IS_PUBLISHED: Final = 40033
_NO_PERMISSION: Final = "missing_permission"
_TROUBLES = (discord.DiscordException, TimeoutError, OSError, aiohttp.ClientError)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What did not come after an edition's message: the log's word for it, and why."""

    action: str
    reason: str
    code: int | None


@dataclass(frozen=True, slots=True)
class Post:
    """An edition on its way out: how it is sent, and whom it mentions.

    Only an ``edition`` mentions somebody, not a notice that there is nothing new.
    """

    client: discord.Client
    schedule: Schedule
    title: str
    edition: bool

    async def send(self, view: discord.ui.LayoutView, nonce: str, time_out: float) -> int | None:
        """Send it once, in its form, and return its id. Raises as `delivery.send` does."""
        wishes = Wishes.of(self.schedule)
        mentions = discord.AllowedMentions.none()
        role = _role(self.schedule, edition=self.edition)
        if role:
            mentions.roles = [discord.Object(role)]
        if wishes.forum:
            return await self._post(view, mentions, silent=wishes.silent, time_out=time_out)
        channel = channel_of(self.client, self.schedule)
        return await send(
            channel, view, nonce, time_out, mentions=mentions, silent=wishes.silent
        )  # fmt: skip

    async def _post(
        self,
        view: discord.ui.LayoutView,
        mentions: discord.AllowedMentions,
        *,
        silent: bool,
        time_out: float,
    ) -> int:
        """Make a post in a forum. It has no nonce, so it is asked for once, whatever happens."""

        async def post() -> int:
            forum = await _known(self.client, self.schedule.channel)
            if not isinstance(forum, discord.ForumChannel):
                raise Undelivered(Failure.NO_CHANNEL)
            with gated(Once()):
                made = await forum.create_thread(
                    name=self.title, view=view, allowed_mentions=mentions, silent=silent
                )
            return made.thread.id

        try:
            return await within(time_out, post())
        except AskedBefore as error:
            raise Undelivered(Failure.NO_ANSWER) from error
        except _TROUBLES as error:
            raise explained(error) from error


def closing(schedule: Schedule, *, edition: bool) -> tuple[str, ...]:
    """Return the text below an edition that mentions the role it is for."""
    role = _role(schedule, edition=edition)
    return (f"<@&{role}>",) if role else ()


def _role(schedule: Schedule, *, edition: bool) -> int | None:
    return Wishes.of(schedule).role if edition else None


def repeatable(schedule: Schedule) -> bool:
    """Tell whether Discord takes a second sending for the first: forum posts have no nonce."""
    return not Wishes.of(schedule).forum


def channel_of(client: discord.Client, schedule: Schedule) -> discord.PartialMessageable:
    """Return the channel, known to the cache or not: Discord says whether it is there."""
    guild = schedule.guild if schedule.follower is None else None
    return client.get_partial_messageable(schedule.channel, guild_id=guild)


async def posted(
    client: discord.Client, schedule: Schedule, author: int, since: datetime, time_out: float
) -> tuple[Seen, ...]:
    """Return what the bot posted where a digest appears. Raises Unreadable, Undelivered."""
    if Wishes.of(schedule).forum:
        return await look_back_in_forum(client, schedule.channel, author, since, time_out)
    return await look_back(channel_of(client, schedule), author, since, time_out)


async def title_of(desk: Desk, due: Due, run: Run, *, edition: bool = True) -> str:
    """Name an edition's thread or post: "Edition 4 · 24 November 2026", in the digest's words."""
    chosen = await desk.run(desk.database.guilds().settings, due.schedule.guild)
    labels = Labels.for_locale(language_of(due.schedule, chosen))
    day = due.moment.astimezone(ZoneInfo(due.schedule.zone)).date()
    key = "digest.thread" if edition else "digest.thread_quiet"
    said = await desk.run(lambda: labels(key, number=run.edition, date=labels.date(day)))
    return cut_to(said, LONGEST_TITLE)


async def complete(
    client: discord.Client, schedule: Schedule, message: int, title: str, terms: Terms
) -> tuple[Trouble, ...]:
    """Do what comes after an edition's message, and return what could not be done.

    The edition is there all the same, so nothing of this is raised.
    """
    wishes, found = Wishes.of(schedule), []
    if wishes.thread and not wishes.forum:
        start = partial(_start_thread, client, schedule.channel, message, title)
        found.append(await _insist("edition.no_thread", start, _HAS_THREAD, terms))
    if wishes.publish and not wishes.forum:
        publish = channel_of(client, schedule).get_partial_message(message).publish
        found.append(await _insist("edition.not_published", publish, _IS_PUBLISHED, terms))
    return tuple(trouble for trouble in found if trouble is not None)


async def _insist(
    action: str, work: Callable[[], Awaitable[object]], done: int, terms: Terms
) -> Trouble | None:
    """Do something, more than once if it gets no answer; what is ``done`` already is done.

    It takes no longer than one time-out: a limit of some per hour is not waited for.
    """
    why = Undelivered(Failure.NO_ANSWER)

    async def insist() -> bool:
        nonlocal why
        for attempt in range(terms.attempts):
            try:
                await work()
            except Undelivered as error:
                why = error
                return False
            except (discord.DiscordException, OSError, aiohttp.ClientError) as error:
                if isinstance(error, discord.HTTPException) and error.code == done:
                    return True
                why = explained(error)
                if why.failure is not Failure.NO_ANSWER:
                    return False
                await asyncio.sleep(terms.pause * 2**attempt)
            else:
                return True
        return False

    with contextlib.suppress(TimeoutError):
        if await within(terms.time_out, insist()):
            return None
    missing = why.failure is Failure.FORBIDDEN
    return Trouble(action, _NO_PERMISSION if missing else why.failure.value, why.code)


async def _start_thread(client: discord.Client, channel: int, message: int, title: str) -> None:
    found = await _known(client, channel)
    if not isinstance(found, discord.TextChannel):
        raise Undelivered(Failure.NO_CHANNEL)
    await found.get_partial_message(message).create_thread(name=title)


async def _known(client: discord.Client, channel: int) -> object:
    """Return a channel with its kind; Discord is asked where the cache does not know it."""
    return client.get_channel(channel) or await client.fetch_channel(channel)
