"""The dispatcher: wakes every second, takes what is due, and has it made and posted.

An edition is claimed in the store before it is made, so a second process, a second tick or a
restart finds it taken. APScheduler only wakes it; it knows no schedule.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfoNotFoundError

import discord

from bot.clock_watch import ClockWatch, said
from bot.desk import Desk
from bot.digests import clock
from bot.digests.clock import BEFORE_ALL, Due, Plan
from bot.digests.courier import Courier, Prepared, due_again
from bot.digests.delivery import nonce_of
from bot.digests.edition import ALL_RUNS
from bot.digests.fence import DiscordTime, steady
from bot.digests.terms import Terms
from bot.metrics import Fate
from bot.ticks import Ticks
from config.log_fields import log_about
from summaries.store import Run, RunState, Schedule, StoreError

log = logging.getLogger(__name__)

_REST: Final = 30.0  # seconds for an edition that something unexpected befell
_AGAIN: Final = 3_600.0

_Key = tuple[str, date, int]


class Dispatcher:
    """Posts the digests of all guilds, each edition once."""

    def __init__(
        self,
        client: discord.Client,
        desk: Desk,
        *,
        terms: Terms | None = None,
        discord_time: DiscordTime | None = None,
    ) -> None:
        self._desk, self._terms = desk, terms or Terms()
        self._courier = Courier(client, desk, self._terms, discord_time or DiscordTime(desk.now))
        self._watch = ClockWatch(lambda: desk.now().timestamp())
        self._ticks: Ticks | None = None
        self._begun = False
        self._looking = asyncio.Lock()
        self._tasks: dict[_Key, asyncio.Task[Run | None]] = {}
        self._ready: dict[_Key, Prepared] = {}
        self._resting: dict[_Key, float] = {}
        self._trouble = Trouble()
        self.looked: float | None = None
        """When it last looked at what is due, by the clock that is never set."""

    def start(self) -> None:
        """Begin to wake up every second. Call it from the running event loop."""
        if self._ticks is None:
            failed = "The digests could not be looked at."
            self._ticks = Ticks(self.wake, self._terms.every, failed)
            self._ticks.start()

    def stop(self) -> None:
        """Wake up no more. What is under way goes on; `drain` waits for it."""
        if self._ticks is not None:
            self._ticks.stop()
            self._ticks = None

    async def drain(self) -> None:
        """Stop: finish what is being sent, and leave the rest to whoever comes next.

        Takes no longer than the terms allow; what is not finished then is found out about by the
        next process.
        """
        self.stop()
        self._courier.stopping = True
        async with self._looking:
            for key, prepared in self._ready.items():
                await self._guarded(self._courier.give_back(prepared.due, prepared.run), key)
            self._ready.clear()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=self._terms.drain)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def tick(self) -> None:
        """Post every edition that is due now and not claimed yet; return when that is done."""
        while True:
            times = self._trouble.times
            await self.wake()
            if not self._tasks:
                return
            await asyncio.wait(self._tasks.values())
            if self._trouble.times != times:
                return  # the store can't be used: the next tick tries again

    async def wake(self) -> None:
        """Look at what is due, and begin with it. What fails is tried again at the next look."""
        async with self._looking:
            if self._courier.stopping:
                return
            try:
                await self._look()
                self.looked = steady()
            except StoreError as error:
                self._trouble.say(error)

    async def _look(self) -> None:
        jump = self._watch.jump()
        if jump:
            log.warning("%s When the digests are due is worked out anew.", said(jump))
        if jump or not self._begun:
            await self._desk.run(self._begin, first=not self._begun)
            self._begun = True
        now, free = self._desk.now(), self._terms.in_hand - len(self._tasks) - len(self._ready)
        for key in [key for key, one in self._ready.items() if one.due.moment <= now]:
            prepared = self._ready.pop(key)
            self._start(key, self._deliver(prepared.due, prepared.run, prepared))
        due = self._desk.database.due()
        for schedule, run in await self._desk.run(due.abandoned, now, self._terms.in_hand):
            free -= self._start(_key(run), self._resume(schedule, run)) if free > 0 else 0
        before = now + self._terms.ahead
        for schedule in await self._desk.run(due.schedules, before, self._terms.in_hand):
            free -= await self._plan(schedule) if free > 0 else 0

    def _begin(self, *, first: bool) -> None:
        """Work out when each schedule is due next, from what the clocks say now. Reads the store.

        What was due before stays so: it is caught up with, or noted as missed.
        """
        due, now, moments = self._desk.database.due(), self._desk.now(), {}
        if first and self._desk.database.alone:
            due.free_all()
        for schedule in self._desk.database.guilds().active_schedules():
            if schedule.next_due is not None and schedule.next_due <= now:
                continue
            try:
                following = clock.next_run(schedule, now)
            except ZoneInfoNotFoundError:
                log.error("Digest %s has the unknown time zone %s.", schedule.id, schedule.zone)
                following = None
            if following != schedule.next_due:
                moments[schedule.id] = following
        due.set_all(moments)

    async def _plan(self, schedule: Schedule) -> bool:
        """Begin with what a schedule has for now; tell whether that is an edition."""
        due = self._desk.database.due()
        try:
            plan = await self._desk.run(clock.plan, schedule, self._desk.now(), self._terms.ahead)
        except ZoneInfoNotFoundError:
            log.error("Digest %s has the unknown time zone %s.", schedule.id, schedule.zone)
            await self._desk.run(due.move, schedule, None, {})
            return False
        if plan.missed:
            await self._desk.run(self._note_missed, schedule, plan)
            if plan.edition is None:
                return False
        if plan.edition is None:
            await self._desk.run(due.move, schedule, plan.following, {})
            return False
        key = (schedule.id, plan.edition.local_date, 0)
        return self._start(key, self._issue(plan.edition, following=plan))

    def _note_missed(self, schedule: Schedule, plan: Plan) -> None:
        """Note, in one line, the editions that it is too late for. Writes to the store."""
        due = self._desk.database.due()
        dates = {one.local_date: one.moment for one in plan.missed}
        left = sorted(dates.keys() - due.done(schedule.id, dates))
        missed = (
            {"editions": len(left), "first": left[0].isoformat(), "last": left[-1].isoformat()}
            if left
            else {}
        )
        following = plan.edition.moment if plan.edition else plan.following
        if due.move(schedule, following, missed) and left:
            log.warning(
                "Digest %s: %s left out, from %s to %s: too late.", schedule.id, len(left),
                left[0], left[-1],
            )  # fmt: skip

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
        key = (schedule.id, BEFORE_ALL, part)
        if key in self._tasks:
            return None
        # Who asked hears of what fails; and it goes on if she can't be told any more.
        work = self._issue(Due(schedule, BEFORE_ALL, self._desk.now()), part)
        return await asyncio.shield(self._keep(key, asyncio.create_task(work)))

    async def _issue(self, due: Due, part: int = 0, following: Plan | None = None) -> Run | None:
        """Claim an edition and have it posted; return the run, None if it is not ours."""
        schedule, key = due.schedule, (due.schedule.id, due.local_date, part)
        # A new guild's library is filled when it is first read: before the claim, so that
        # the articles are not newer than the edition.
        await self._desk.seed(schedule.guild)
        run = await self._desk.run(
            self._desk.database.runs(schedule.guild).claim,
            *key,
            nonce=nonce_of(schedule.channel, *key),
            lease=self._terms.lease,
            following=following and following.following,
        )
        if run is None:
            return None
        self._desk.meter.edition(Fate.DUE)
        return await self._carry(due, run)

    async def _resume(self, schedule: Schedule, run: Run) -> Run | None:
        """Take over an edition that nobody holds, and find out what became of it."""
        runs = self._desk.database.runs(schedule.guild)
        taken = await self._desk.run(runs.take_over, run, self._terms.lease)
        return taken and await self._carry(due_again(schedule, taken), taken)

    async def _carry(self, due: Due, run: Run) -> Run:
        """Make an edition; then send it if it is due, else put it where it waits."""
        if due.moment <= self._desk.now():
            return await self._courier.deliver(due, run)
        prepared = await self._courier.prepare(due, run)
        if self._courier.stopping:
            return await self._courier.give_back(due, run)
        self._ready[_key(run)] = prepared
        return run

    async def _deliver(self, due: Due, run: Run, prepared: Prepared) -> Run:
        return await self._courier.deliver(due, run, prepared)

    def _start(self, key: _Key, work: Coroutine[Any, Any, Run | None]) -> bool:
        """Begin to work on an edition, unless that is under way."""
        if key in self._tasks or key in self._ready or self._resting.get(key, 0) > steady():
            work.close()
            return False
        self._keep(key, asyncio.create_task(self._guarded(work, key)))
        return True

    def _keep(self, key: _Key, task: asyncio.Task[Run | None]) -> asyncio.Task[Run | None]:
        self._tasks[key] = task
        task.add_done_callback(lambda _: self._tasks.pop(key, None))
        return task

    async def _guarded(self, work: Coroutine[Any, Any, Run | None], key: _Key) -> Run | None:
        """Do something about an edition; what fails is logged, and stops no other."""
        log_about(schedule=key[0])
        try:
            done = await work
        except StoreError as error:
            self._trouble.say(error)
        except Exception:
            log.exception("Digest %s could not be dealt with.", key[0])
            self._resting[key] = steady() + _REST
        else:
            self._trouble.over()
            self._resting.pop(key, None)
            return done
        return None


class Trouble:
    """What is wrong with the store: logged once and then each hour, not every second."""

    def __init__(self) -> None:
        self.times = 0
        self._said: str | None = None
        self._until = 0.0

    def say(self, error: StoreError) -> None:
        """Log it, unless it was."""
        self.times += 1
        if self._said != str(error) or steady() > self._until:
            self._said, self._until = str(error), steady() + _AGAIN
            log.error("The digests wait: %s", error)

    def over(self) -> None:
        """Note that the store works."""
        self._said = None


def _key(run: Run) -> _Key:
    return run.schedule, run.local_date, run.part
