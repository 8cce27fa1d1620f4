"""The dispatcher: wakes every few seconds, claims what is due, posts it, and notes the outcome.

An edition is claimed in the store before it is sent, so a second process, a second tick or a
restart finds it taken. APScheduler only wakes it; it knows no schedule.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import discord

from bot.desk import Desk
from bot.digests import clock
from bot.digests.clock import BEFORE_ALL, Due
from bot.digests.delivery import (
    NONCE_LIVES,
    Failure,
    Seen,
    Undelivered,
    look_back,
    nonce_of,
    send,
)
from bot.digests.edition import ALL_RUNS, compose
from bot.pages.edition_page import stamp
from bot.ticks import Ticks
from summaries.store import Run, RunState, Schedule

log = logging.getLogger(__name__)

EVERY: Final = 5
"""Seconds between two looks at the clock."""

NOTHING_NEW: Final = "nothing_new"
"""The reason of a run that posted only the notice that there is nothing new."""

_AT_ONCE: Final = 8  # editions under way: a slow channel must not hold up the others
_Key = tuple[str, date, int]


class Dispatcher:
    """Posts the digests of all guilds, each edition once."""

    def __init__(self, client: discord.Client, desk: Desk) -> None:
        self._client, self._desk = client, desk
        self._ticks: Ticks | None = None
        self._settled = False
        self._in_hand: set[_Key] = set()
        # The latest local date of each schedule that is known to be claimed: saves a look-up.
        self._claimed: dict[str, date] = {}

    def start(self) -> None:
        """Begin to wake up every few seconds. Call it from the running event loop."""
        if self._ticks is None:
            self._ticks = Ticks(self.tick, EVERY, "The digests could not be looked at.")
            self._ticks.start()

    def stop(self) -> None:
        """Stop. An edition that is under way is settled at the next start."""
        if self._ticks is not None:
            self._ticks.stop()
            self._ticks = None

    async def tick(self) -> None:
        """Post every edition that is due now and not claimed yet; return when that is done."""
        if not self._settled:
            self._settled = True
            try:
                await self._settle()
            except Exception:
                self._settled = False
                raise
        found = await self._desk.run(self._find_due)
        await _each(self._issue(due) for due in found)

    def _find_due(self) -> list[Due]:
        """Return the editions that are due and that nobody claimed. Reads the store."""
        now, found = self._desk.now(), []
        for schedule in self._desk.database.guilds().active_schedules():
            try:
                due = clock.due(schedule, now)
            except ZoneInfoNotFoundError:
                log.error("Digest %s has the unknown time zone %s.", schedule.id, schedule.zone)
                continue
            if due is None or self._claimed.get(schedule.id) == due.local_date:
                continue
            if self._desk.database.runs(schedule.guild).get(schedule.id, due.local_date) is None:
                found.append(due)
            else:
                self._claimed[schedule.id] = due.local_date
        return found

    async def first(self, schedule: Schedule) -> Run | None:
        """Post a schedule's first edition now; None if an edition was posted already.

        It is claimed under a date before all others, once; where posting failed, it may be tried
        again as its next part. The scheduled editions stay as they are.
        """
        runs = self._desk.database.runs(schedule.guild)
        history = await self._desk.run(runs.history, schedule.id, ALL_RUNS)
        if any(run.state in (RunState.SENT, RunState.CLAIMED) for run in history):
            return None
        part = sum(run.local_date == BEFORE_ALL for run in history)
        return await self._issue(Due(schedule, BEFORE_ALL, self._desk.now()), part)

    async def _issue(self, due: Due, part: int = 0) -> Run | None:
        """Claim an edition and post it; return what became of it, None if it is not ours."""
        schedule, key = due.schedule, (due.schedule.id, due.local_date, part)
        if key in self._in_hand:
            return None
        self._in_hand.add(key)
        try:
            # A new guild's library is filled when it is first read: before the claim, so that
            # the articles are not newer than the edition.
            await self._desk.seed(schedule.guild)
            run = await self._desk.run(
                self._desk.database.runs(schedule.guild).claim, *key, nonce=nonce_of(*key)
            )
            return run and await self._deliver(due, run)
        finally:
            self._in_hand.discard(key)

    async def _deliver(self, due: Due, run: Run) -> Run:
        """Post a claimed edition and store what became of it."""
        schedule, desk = due.schedule, self._desk
        try:
            letter = await compose(desk, due, at=desk.now(), run=run)
            brief = await letter.keep(desk, schedule, {"run": run.nonce})
            message = await send(self._channel(schedule), lambda: letter.view(brief), run.nonce)
        except Undelivered as error:
            log.warning("Digest %s, edition %s: %s", schedule.id, run.edition, error)
            return await self._failed(schedule, run, error)
        except Exception:  # one broken edition must not keep the others from being posted
            log.exception("Digest %s, edition %s", schedule.id, run.edition)
            return await self._failed(schedule, run, Undelivered(Failure.BROKEN))
        run = await self._posted(schedule, run, message, edition=letter.is_edition)
        if brief is not None:
            await desk.run(desk.database.briefs(schedule.guild).posted, brief, message)
        return run

    async def _posted(self, schedule: Schedule, run: Run, message: int, *, edition: bool) -> Run:
        state, reason = (RunState.SENT, None) if edition else (RunState.SKIPPED, NOTHING_NEW)
        runs = self._desk.database.runs(schedule.guild)
        await self._desk.run(runs.finish, run, state, messages=[message], reason=reason)
        return replace(run, state=state, messages=(message,), reason=reason)

    async def _failed(self, schedule: Schedule, run: Run, error: Undelivered) -> Run:
        guild, reason = schedule.guild, error.failure.value
        runs, audit = self._desk.database.runs(guild), self._desk.database.audit(guild)
        await self._desk.run(runs.finish, run, RunState.FAILED, reason=reason)
        detail = {**_about(schedule, run), "reason": reason, "code": error.code}
        await self._desk.run(audit.write, "edition.failed", user=None, detail=detail)
        return replace(run, state=RunState.FAILED, reason=reason)

    async def _settle(self) -> None:
        """Find out what became of the editions that were claimed when the bot last stopped."""
        unfinished = await self._desk.run(self._find_unfinished)
        await _each(self._settle_one(schedule, run) for schedule, run in unfinished)

    def _find_unfinished(self) -> list[tuple[Schedule, Run]]:
        """Return the claims that nobody finished. Reads the store."""
        database, found = self._desk.database, []
        for guild in database.guilds().all():
            for run in database.runs(guild.id).unfinished():
                schedule = database.schedules(guild.id).get(run.schedule)
                if schedule and (run.schedule, run.local_date, run.part) not in self._in_hand:
                    found.append((schedule, run))
        return found

    async def _settle_one(self, schedule: Schedule, run: Run) -> None:
        """Look for an edition in its channel; if it is not there, post it while there is time.

        Where the channel's history can't be read it is sent again only while its nonce keeps a
        second message away.
        """
        due, now = _due_again(schedule, run), self._desk.now()
        can_send = schedule.active and now <= clock.open_until(schedule, due.moment)
        try:
            seen = await look_back(self._channel(schedule), self._me, run.claimed_at)
            found = await self._desk.run(self._recognised, due, run, seen)
        except Undelivered as error:
            log.warning("Digest %s: its channel can't be read: %s", schedule.id, error)
            found = None
            can_send = can_send and now - run.claimed_at <= NONCE_LIVES
        if found:
            run = await self._posted(schedule, run, found.id, edition=bool(found.briefs))
        elif can_send:
            run = await self._deliver(due, run)
        else:
            run = await self._failed(schedule, run, Undelivered(Failure.INTERRUPTED))
        if run.state is not RunState.FAILED:  # that has its line already
            detail = {**_about(schedule, run), "found": bool(found), "state": run.state.value}
            audit = self._desk.database.audit(schedule.guild)
            await self._desk.run(audit.write, "edition.settled", user=None, detail=detail)

    def _recognised(self, due: Due, run: Run, seen: Iterable[Seen]) -> Seen | None:
        """Find this run's message: by the brief that its buttons carry, or a notice by its date."""
        briefs = self._desk.database.briefs(due.schedule.guild)
        for message in seen:
            stored = [briefs.get(brief) for brief in message.briefs]
            if any(brief and brief.options.get("run") == run.nonce for brief in stored):
                return message
            if not message.briefs and stamp(due.moment) in message.text:
                return message
        return None

    def _channel(self, schedule: Schedule) -> discord.PartialMessageable:
        """Return the channel, known to the cache or not: Discord says whether it is there."""
        return self._client.get_partial_messageable(schedule.channel, guild_id=schedule.guild)

    @property
    def _me(self) -> int:
        assert self._client.user is not None, "the dispatcher starts after the log-in"
        return self._client.user.id


def _due_again(schedule: Schedule, run: Run) -> Due:
    """Say when a claimed edition was due; one posted by hand was due when it was claimed."""
    if run.local_date == BEFORE_ALL:
        return Due(schedule, run.local_date, run.claimed_at)
    due = clock.moment(run.local_date, schedule.local_time, ZoneInfo(schedule.zone))
    return Due(schedule, run.local_date, due)


def _about(schedule: Schedule, run: Run) -> dict[str, Any]:
    return {
        "schedule": schedule.id,
        "channel": schedule.channel,
        "date": run.local_date.isoformat(),
        "edition": run.edition,
    }


async def _each(work: Iterable[Coroutine[Any, Any, object]]) -> None:
    """Do several things, some at a time; one that fails is logged and stops no other."""
    free = asyncio.Semaphore(_AT_ONCE)

    async def one(task: Coroutine[Any, Any, object]) -> None:
        async with free:
            try:
                await task
            except Exception:
                log.exception("A digest could not be dealt with.")

    await asyncio.gather(*map(one, work))
