"""A correction on its way: what a channel is told when an article that it quoted is withdrawn."""

from __future__ import annotations

import enum
from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.desk import Desk
from bot.digests.delivery import Failure, Undelivered, nonce_of, send
from bot.digests.errand import Errand
from bot.digests.history import Seen, look_back
from bot.digests.wishes import Wishes
from bot.labels import Labels
from bot.pages.correction_page import correction_page, message_link
from bot.pages.view import text_view
from summaries.store import Correction, RunState
from summaries.store.corrections import CorrectionsRepository
from summaries.store.quoting import RESTORED

PATIENCE: Final = timedelta(hours=24)
"""For so long a correction is tried: it is wanted late rather than never."""

REASONS: Final = {Failure.FORBIDDEN: "missing_permission", Failure.NO_CHANNEL: "channel_gone"}
"""What the log says of what a channel refuses, where no digest is paused for it."""


class _Kind(enum.Enum):
    """What the messages are in that a correction links."""

    CHANNEL = "channel"
    FORUM = "forum"
    DIRECT = "direct"


class Correcting(Errand[Correction]):
    """A correction that was taken, to be sent at once."""

    def __init__(self, client: discord.Client, desk: Desk, held: Correction) -> None:
        super().__init__(
            desk, held, guild=held.guild, channel=held.channel, due=held.created,
            nonce=nonce_of(held.channel, "correction", held.id),
        )  # fmt: skip
        self._client = client
        self._blocks: tuple[str, ...] = ()

    @property
    def key(self) -> Hashable:
        return self.held.id

    @property
    def name(self) -> str:
        return f"Correction of {self.held.article} in channel {self.channel}"

    @property
    def until(self) -> datetime:
        return self.due + PATIENCE

    @property
    def repository(self) -> CorrectionsRepository:
        return self.desk.database.corrections(self.guild)

    async def make(self) -> None:
        database, held = self.desk.database, self.held
        article = await self.desk.run(database.library(self.guild).stored, held.article)
        assert article is not None, "an article is never deleted"
        settings = await self.desk.run(database.guilds().settings, self.guild)
        server = self._client.get_guild(self.guild)
        locale = str(server.preferred_locale) if server else None
        labels = Labels.for_locale(settings.language or locale)
        kind = await self._kind()
        where = None if kind is _Kind.DIRECT else self.guild
        links = [
            # A post of a forum is a thread with the id of its first message.
            message_link(where, message if kind is _Kind.FORUM else self.channel, message)
            for message in held.messages
        ]
        self._blocks = correction_page(article, links, labels)

    def view(self, mark: int) -> discord.ui.LayoutView:
        return text_view(self._blocks, mark=mark)

    async def posted(
        self, client: discord.Client, author: int, since: datetime, time_out: float
    ) -> tuple[Seen, ...]:
        return await look_back(await self._place(client), author, since, time_out)

    async def send(
        self, client: discord.Client, view: discord.ui.LayoutView, time_out: float
    ) -> int | None:
        return await send(await self._place(client), view, self.nonce, time_out)

    async def sent(self, message: int | None, found: Seen | None = None) -> None:
        await self._finish(RunState.SENT, message=message)

    async def failed(self, error: Undelivered) -> None:
        done = await self._finish(RunState.FAILED, reason=error.failure.value)
        if done and await self._kind() is not _Kind.DIRECT:  # who follows what is hers
            reason = REASONS.get(error.failure, error.failure.value)
            detail = {"article": self.held.article, "channel": self.channel, "reason": reason}
            await self.note("correction.failed", {**detail, "code": error.code})

    async def ceded(self) -> None:
        """End it if its article was put back; let it be made again if it is to link more."""
        library = self.desk.database.library(self.guild)
        article = await self.desk.run(library.stored, self.held.article)
        if article is None or article.withdrawn_at != self.held.withdrawn_at:
            await self._finish(RunState.SKIPPED, reason=RESTORED)
        else:
            await self.put_off(self.desk.now())

    async def _finish(
        self, state: RunState, *, message: int | None = None, reason: str | None = None
    ) -> bool:
        finish = self.repository.finish
        done = await self.desk.run(finish, self.held, state, message=message, reason=reason)
        self.held = replace(self.held, state=state, message=message, reason=reason)
        return done

    async def _place(self, client: discord.Client) -> discord.PartialMessageable:
        """Return where it is posted: in a forum, below the newest of the posts that it links."""
        forum = await self._kind() is _Kind.FORUM
        where = self.held.messages[0] if forum else self.channel
        return client.get_partial_messageable(where, guild_id=self.guild)

    async def _kind(self) -> _Kind:
        schedules = self.desk.database.schedules(self.guild)
        there = await self.desk.run(schedules.of_channel, self.channel)
        if any(made.follower is not None for made in there):
            return _Kind.DIRECT
        forum = any(Wishes.of(made).forum for made in there)
        return _Kind.FORUM if forum else _Kind.CHANNEL
