"""A message's way: looked for in its channel, sent, noted as sent. Each is there once."""

from __future__ import annotations

import asyncio
import logging
import math
from datetime import timedelta
from typing import Any, Final
from weakref import WeakValueDictionary

import aiohttp
import discord

from bot.asking import gated, within
from bot.desk import Desk
from bot.digests.delivery import Failure, Undelivered, explained, mark_of
from bot.digests.errand import Errand, LeftOut, NotYet
from bot.digests.fence import DiscordTime, Hold, LeaseLost, steady
from bot.digests.history import Seen, Unreadable
from bot.digests.pace import Pace
from bot.digests.terms import Terms
from bot.metrics import Fate
from config.log_fields import log_about
from summaries.store import LeasedT, StoreError

log = logging.getLogger(__name__)

_TOLD_TO: Final = timedelta(seconds=1)
_GIVE_UP_BROKEN: Final = 3  # times that a message is made and can't be


class Ceded(Exception):
    """A message is not ours to send any more: another process holds it, or nobody wants it."""


class Courier:
    """Delivers claimed messages, each once."""

    def __init__(
        self, client: discord.Client, desk: Desk, terms: Terms, discord_time: DiscordTime
    ) -> None:
        self._client, self._desk, self._terms = client, desk, terms
        self._time = discord_time
        self._pace = Pace(terms.per_second)
        self._making, self._sending = (
            asyncio.Semaphore(terms.making),
            asyncio.Semaphore(terms.sending),
        )
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        # What was due before may have been posted by whoever was here before, even if the database
        # does not know (it may be a backup).
        self._began = desk.now()
        self.stopping = False

    async def prepare(self, errand: Errand[LeasedT]) -> None:
        """Make a message, unless it is made and still says what is so."""
        if not await errand.ready():
            async with self._making:
                await errand.make()

    async def deliver(self, errand: Errand[LeasedT]) -> LeasedT:
        """Send a claimed message, unless it is in its channel, and store what became of it.

        What can't be done now is given back, for any process to try again. Raises StoreError.
        """
        log_about(guild=errand.guild, **errand.fields)
        try:
            # One after another in a channel, for the second must not repeat the first.
            async with self._turn(errand.channel), self._sending:
                await self._deliver(errand)
        except Undelivered as error:
            log.warning("%s: %s", errand.name, error)
            await self._undelivered(errand, error)
        except LeaseLost:
            log.warning("%s: held for too long.", errand.name)
            await self.give_back(errand)
        except NotYet:
            await errand.put_off(self._desk.now() + self._terms.put_off)
        except LeftOut as why:
            await errand.left_out(why.reason)
        except Ceded:
            await errand.ceded()
        except StoreError:
            raise
        except Exception as error:  # one broken message must not keep the others from being posted
            self._desk.meter.failed(error)
            log.exception("%s", errand.name)
            broken = Undelivered(Failure.BROKEN)
            if errand.held.token < _GIVE_UP_BROKEN:
                await self._put_off(errand, broken)
            else:
                await errand.failed(broken)
        return errand.held

    def _turn(self, channel: int) -> asyncio.Lock:
        """Return what orders the messages of a channel; it is kept as long as somebody waits."""
        turn = self._turns.get(channel)
        if turn is None:
            turn = self._turns[channel] = asyncio.Lock()
        return turn

    async def ask_the_time(self) -> bool:
        """Hear from Discord what time it is there; False if there is no answer."""
        try:
            await within(self._terms.time_out, self._client.application_info())
        except (discord.DiscordException, TimeoutError, OSError, aiohttp.ClientError) as error:
            log.warning("Discord does not say what time it is: %s", explained(error))
            return False
        return True

    async def give_back(self, errand: Errand[Any]) -> None:
        """Let any process take a message over at once."""
        await errand.put_off(self._desk.now())

    async def _put_off(self, errand: Errand[Any], why: Undelivered) -> None:
        """Let any process take a message over after a while: it can't be sent now."""
        rest = self._terms.again_after(errand.held.token)
        if not errand.repeatable and why.failure is Failure.NO_ANSWER:
            # No nonce keeps a second one away, so what may still arrive is waited for.
            rest = max(rest, self._terms.under_way)
        errand.count(Fate.PUT_OFF)
        await errand.put_off(self._desk.now() + rest, why.failure)

    async def _deliver(self, errand: Errand[Any]) -> None:
        found, since = await self._look_for(errand)
        if found is not None:
            await errand.complete(self._client, found.id, self._terms, found)
            await errand.sent(found.id, found)
            return
        if self._desk.now() > errand.until:
            raise Undelivered(Failure(errand.held.reason or Failure.INTERRUPTED))
        await self.prepare(errand)
        await errand.wanted(self._client, self._terms.time_out)
        await errand.keep()
        message = await self._insist(errand, since)
        if message is not None:
            # Before it is noted as sent: after a crash it is found, and this done again.
            await errand.complete(self._client, message, self._terms, None)
        await errand.sent(message)

    async def _look_for(self, errand: Errand[Any]) -> tuple[Seen | None, float | None]:
        """Look for a message that may be in its channel already; None if it may be sent.

        With it comes the (steady) moment until which no message with its nonce was there; None:
        none was ever sent. Raises Unreadable where nobody can know, unless the nonce still keeps a
        second message away, or only a backup could make us think that it was not sent.
        """
        tried_at = errand.held.tried_at
        if tried_at is None and errand.due >= self._began:
            return None, None
        await self._pace.turn()
        looked = steady()
        try:
            since = tried_at or min(errand.due, self._time.now())
            seen = await errand.posted(self._client, self._me, since, self._terms.time_out)
        except Unreadable as error:
            log.warning("%s: its channel can't be read: %s", errand.name, error)
            if tried_at is None:
                return None, None
            # Both are Discord's time, which is told to the second.
            age = self._time.now() - tried_at + _TOLD_TO
            if errand.repeatable and timedelta() <= age <= self._terms.repeating:
                return None, looked - age.total_seconds()
            raise
        return await self._desk.run(errand.recognised, seen, mark_of(errand.nonce)), looked

    async def _insist(self, errand: Errand[Any], since: float | None) -> int | None:
        """Send until there is an answer, while the nonce keeps two from being two messages.

        None was there before ``since``. Each attempt begins with a look in the store: is the
        message still ours, and wanted?
        """
        terms, repository = self._terms, errand.repository
        attempts, lease = terms.attempts, terms.lease
        until = (steady() if since is None else since) + terms.repeating.total_seconds()
        if not errand.repeatable:
            # Whoever takes over after a crash waits for what may still arrive, too.
            attempts, lease, until = 1, lease + terms.under_way, math.inf
        for attempt in range(1, attempts + 1):
            await self._pace.turn()
            if self.stopping:
                raise LeaseLost
            view = errand.view(mark_of(errand.nonce))
            began = steady()
            held = await self._desk.run(
                repository.trying, errand.held, self._time.now(), lease=lease
            )
            if held is None:
                raise Ceded
            errand.held = held
            try:
                with gated(Hold(min(began + terms.lease.total_seconds(), until))):
                    return await errand.send(self._client, view, terms.time_out)
            except Undelivered as error:
                if error.wait is not None:
                    self._pace.hold(error.wait)
                if error.failure is not Failure.NO_ANSWER and attempt > 1:
                    # An attempt before may have arrived: the next holder looks.
                    raise Undelivered(Failure.NO_ANSWER, error.code) from error
                pause = max(terms.pause * 2 ** (attempt - 1), error.wait or 0)
                late = steady() + pause >= until
                if error.failure is not Failure.NO_ANSWER or attempt == attempts or late:
                    raise
                log.warning("Attempt %s to send %s: %s", attempt, errand.nonce, error)
                await asyncio.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    async def _undelivered(self, errand: Errand[Any], error: Undelivered) -> None:
        """Put the message off if that may help, else it has failed.

        What was sent in time and got no answer is looked for once more, for it may be there.
        """
        lasting = error.failure is not Failure.NO_ANSWER
        if lasting or self._desk.now() > errand.until:
            await errand.failed(error)
        else:
            await self._put_off(errand, error)

    @property
    def _me(self) -> int:
        assert self._client.user is not None, "the dispatcher starts after the log-in"
        return self._client.user.id
