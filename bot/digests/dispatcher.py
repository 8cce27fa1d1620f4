"""The dispatcher: wakes every second, takes what is due, and has it made and posted.

A message is claimed in the store before it is made, so a second process, a second tick or a
restart finds it taken. APScheduler only wakes it; it knows no schedule.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Hashable
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfoNotFoundError

import discord

from bot.clock_watch import ClockWatch, said
from bot.desk import Desk
from bot.digests import clock
from bot.digests.clock import BEFORE_ALL, Due, Plan
from bot.digests.correction import Correcting
from bot.digests.courier import Courier
from bot.digests.delivery import nonce_of
from bot.digests.edition import ALL_RUNS
from bot.digests.errand import Errand
from bot.digests.fence import DiscordTime, steady
from bot.digests.issue import Issue, due_again, issue_key
from bot.digests.preview import Previewing, preview_key
from bot.digests.terms import Terms
from bot.metrics import Fate
from bot.ticks import Ticks
from summaries.store import Correction, LeasedT, Preview, Run, RunState, Schedule, StoreError

log = logging.getLogger(__name__)

_REST: Final = 30.0  # seconds for a message that something unexpected befell
_AGAIN: Final = 3_600.0

_Result = TypeVar("_Result")


class Dispatcher:
    """Posts the digests of all guilds, and what corrects them, each message once."""

    def __init__(
        self,
        client: discord.Client,
        desk: Desk,
        *,
        terms: Terms | None = None,
        discord_time: DiscordTime | None = None,
    ) -> None:
        self._desk, self._terms = desk, terms or Terms()
        self._client = client
        self.discord_time = discord_time or DiscordTime(desk.now)
        self.jumped: tuple[datetime, timedelta] | None = None  # when the clock did, and by how much
        self._courier = Courier(client, desk, self._terms, self.discord_time)
        self._watch = ClockWatch(lambda: desk.now().timestamp())
        self._ticks: Ticks | None = None
        self._begun = False
        # What we know of Discord's time is counted on by a clock that may have stood still.
        self._unsure = False
        self._looking = asyncio.Lock()
        self._tasks: dict[Hashable, asyncio.Task[Any]] = {}
        self._ready: dict[Hashable, Errand[Any]] = {}
        self._resting: dict[Hashable, float] = {}
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
            for key, errand in self._ready.items():
                await self._guarded(self._courier.give_back(errand), key)
            self._ready.clear()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=self._terms.drain)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def tick(self) -> None:
        """Post all that is due now and not claimed yet; return when that is done."""
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
            self.jumped = self._desk.now(), timedelta(seconds=jump)
            self._unsure = True
        if jump or not self._begun:
            await self._desk.run(self._begin, first=not self._begun)
            self._begun = True
        if self._unsure and not await self._courier.ask_the_time():
            return
        self._unsure = False
        now, free = self._desk.now(), self._terms.in_hand - len(self._tasks) - len(self._ready)
        for key in [key for key, one in self._ready.items() if one.due <= now]:
            self._start(key, self._courier.deliver(self._ready.pop(key)))
        due = self._desk.database.due()
        for correction in await self._desk.run(due.corrections, now, self._terms.in_hand):
            if free > 0:
                free -= self._start(correction.id, self._correct(correction))
        for schedule, preview in await self._desk.run(due.previews, now, self._terms.in_hand):
            if free > 0:
                free -= self._start(preview_key(preview), self._show_again(schedule, preview))
        for schedule, run in await self._desk.run(due.abandoned, now, self._terms.in_hand):
            if free > 0:
                free -= self._start(issue_key(run), self._resume(schedule, run))
        before = now + self._terms.ahead
        for schedule in await self._desk.run(due.schedules, before, self._terms.in_hand):
            if free > 0:
                free -= await self._plan(schedule)

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
                following = clock.next_look(schedule, now)
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
        shown = plan.preview is not None and await self._announce(schedule, plan)
        if plan.edition is None:
            if plan.preview is None:
                await self._desk.run(due.move, schedule, plan.following, {})
            return shown
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
        if plan.edition is None and plan.preview is not None:
            following = self._desk.now()
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
        previews = self._desk.database.previews(schedule.guild)
        preview = await self._desk.run(previews.get, schedule.id, due.local_date)
        run = await self._desk.run(
            self._desk.database.runs(schedule.guild).claim,
            *key,
            nonce=nonce_of(schedule.channel, *key),
            lease=self._terms.lease,
            following=following and following.following,
            until=preview.made_at if preview and preview.seen else None,
        )
        if run is None:
            return None
        self._desk.meter.edition(Fate.DUE)
        return await self._carry(Issue(self._desk, due, run))

    async def _announce(self, schedule: Schedule, plan: Plan) -> bool:
        """Claim the preview of a coming edition, and have it posted for its editors."""
        coming = plan.preview
        assert coming is not None
        await self._desk.seed(schedule.guild)
        preview = await self._desk.run(
            self._desk.database.previews(schedule.guild).claim,
            schedule.id,
            coming.local_date,
            channel=schedule.options[clock.EDITOR_CHANNEL],
            due=coming.moment,
            lease=self._terms.lease,
            # An edition that is due as well says itself when to look again.
            following=plan.following if plan.edition is None else None,
        )
        if preview is None:
            return False
        return self._start(preview_key(preview), self._show(schedule, preview))

    async def _show(self, schedule: Schedule, preview: Preview) -> Preview:
        """Show editors the edition that is coming, until it is made."""
        until = preview.due - self._terms.ahead
        return await self._courier.deliver(Previewing(self._desk, schedule, preview, until))

    async def _show_again(self, schedule: Schedule, preview: Preview) -> Preview | None:
        """Take over a preview that nobody holds, and find out what became of it."""
        previews = self._desk.database.previews(schedule.guild)
        taken = await self._desk.run(previews.take_over, preview, self._terms.lease)
        return taken and await self._show(schedule, taken)

    async def _resume(self, schedule: Schedule, run: Run) -> Run | None:
        """Take over an edition that nobody holds, and find out what became of it."""
        runs = self._desk.database.runs(schedule.guild)
        taken = await self._desk.run(runs.take_over, run, self._terms.lease)
        return taken and await self._carry(Issue(self._desk, due_again(schedule, taken), taken))

    async def _correct(self, correction: Correction) -> Correction | None:
        """Take a correction that nobody holds, and send it."""
        corrections = self._desk.database.corrections(correction.guild)
        taken = await self._desk.run(corrections.take_over, correction, self._terms.lease)
        return taken and await self._carry(Correcting(self._client, self._desk, taken))

    async def _carry(self, errand: Errand[LeasedT]) -> LeasedT:
        """Make a message; then send it if it is due, else put it where it waits."""
        if errand.due <= self._desk.now():
            return await self._courier.deliver(errand)
        await self._courier.prepare(errand)
        if self._courier.stopping:
            await self._courier.give_back(errand)
        else:
            self._ready[errand.key] = errand
        return errand.held

    def _start(self, key: Hashable, work: Coroutine[Any, Any, Any]) -> bool:
        """Begin to work on a message, unless that is under way."""
        if key in self._tasks or key in self._ready or self._resting.get(key, 0) > steady():
            work.close()
            return False
        self._keep(key, asyncio.create_task(self._guarded(work, key)))
        return True

    def _keep(self, key: Hashable, task: asyncio.Task[_Result]) -> asyncio.Task[_Result]:
        self._tasks[key] = task
        task.add_done_callback(lambda _: self._tasks.pop(key, None))
        return task

    async def _guarded(self, work: Coroutine[Any, Any, _Result], key: Hashable) -> _Result | None:
        """Do something about a message; what fails is logged, and stops no other."""
        try:
            done = await work
        except StoreError as error:
            self._trouble.say(error)
        except Exception:
            log.exception("The message %s could not be dealt with.", key)
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
