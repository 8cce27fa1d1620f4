"""What the courier carries: a message that is claimed, and must be in its channel once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime
from typing import Any, Generic

import discord

from bot.desk import Desk
from bot.digests.delivery import Failure, Undelivered, send
from bot.digests.history import Seen, look_back
from bot.digests.terms import Terms
from bot.metrics import Fate
from summaries.store import LeasedRepository, LeasedT


class LeftOut(Exception):
    """A message is not to be sent after all. ``reason`` is what is stored of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotYet(Exception):
    """A message is to wait for another one in its channel, which it must not repeat."""


class Errand(ABC, Generic[LeasedT]):
    """A message on its way: an edition, a correction, a preview.

    ``held`` is its row in the store as its holder knows it. ``due`` is when the message was to be
    in its ``channel``, ``until`` when it may no longer be sent, and ``nonce`` what it is sent with.
    """

    def __init__(
        self, desk: Desk, held: LeasedT, *, guild: int, channel: int, due: datetime, nonce: str
    ) -> None:
        self.desk, self.held = desk, held
        self.guild, self.channel, self.due, self.nonce = guild, channel, due, nonce

    @property
    @abstractmethod
    def key(self) -> Hashable:
        """What tells it from every other errand."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What the operator's log calls it."""

    @property
    def fields(self) -> dict[str, object]:
        """What the operator's log says of it in fields, beside its server."""
        return {"channel": self.channel}

    def count(self, fate: Fate) -> None:
        """Tell the operator's meter what became of it, if that is measured."""

    @property
    @abstractmethod
    def until(self) -> datetime:
        """Until when it may be sent."""

    @property
    @abstractmethod
    def repository(self) -> LeasedRepository[LeasedT]:
        """The rows that it is one of."""

    async def ready(self) -> bool:
        """Tell whether it is made and says what is so. Raises StoreError."""
        return False

    @abstractmethod
    async def make(self) -> None:
        """Make the message as it is to be sent now, or when it is due. Raises StoreError."""

    async def keep(self) -> None:
        """Store what the message's buttons will need, before it is sent. May raise LeftOut."""

    @abstractmethod
    def view(self, mark: int) -> discord.ui.LayoutView:
        """Build a fresh view of the message; ``mark`` is the id of its first text."""

    @property
    def repeatable(self) -> bool:
        """Tell whether Discord takes a second sending for the first, by the nonce."""
        return True

    async def wanted(self, client: discord.Client, time_out: float) -> None:
        """Raise LeftOut where it is not to be sent after all, NotYet where not now.

        Raises Undelivered where nobody can know.
        """

    async def posted(
        self, client: discord.Client, author: int, since: datetime, time_out: float
    ) -> tuple[Seen, ...]:
        """Return what the bot posted where it belongs. Raises Unreadable, Undelivered."""
        return await look_back(self._channel(client), author, since, time_out)

    async def send(
        self, client: discord.Client, view: discord.ui.LayoutView, time_out: float
    ) -> int | None:
        """Send it once. Raises as `delivery.send` does."""
        return await send(self._channel(client), view, self.nonce, time_out)

    async def complete(
        self, client: discord.Client, message: int, terms: Terms, found: Seen | None
    ) -> None:
        """Do what comes after its message; if it was done before, that changes nothing."""

    def _channel(self, client: discord.Client) -> discord.PartialMessageable:
        """Return the channel, known to the cache or not: Discord says whether it is there."""
        return client.get_partial_messageable(self.channel, guild_id=self.guild)

    def recognised(self, seen: tuple[Seen, ...], mark: int) -> Seen | None:
        """Find the message among those in its channel. Reads the store."""
        return next((message for message in seen if mark in message.marks), None)

    @abstractmethod
    async def sent(self, message: int | None, found: Seen | None = None) -> None:
        """Store that it is in its channel: sent now, or ``found`` there.

        ``message`` is None for one that was there and that somebody has deleted since.
        """

    @abstractmethod
    async def failed(self, error: Undelivered) -> None:
        """Store that it can't be sent any more."""

    @abstractmethod
    async def ceded(self) -> None:
        """End it if nobody wants it; if another holds it, do nothing."""

    async def left_out(self, reason: str) -> None:
        """Store that it was not sent, for nobody wants it."""
        raise NotImplementedError

    async def put_off(self, until: datetime, why: Failure | None = None) -> None:
        """Let any process take it over from ``until`` on."""
        reason = self.held.reason if why is None else why.value
        await self.desk.run(self.repository.give_back, self.held, until, reason)
        self.held = replace(self.held, reason=reason)

    async def note(self, action: str, detail: dict[str, Any]) -> None:
        """Write a line of the guild's log."""
        audit = self.desk.database.audit(self.guild)
        await self.desk.run(audit.write, action, user=None, detail=detail)
