"""One edition's way: made from the library, looked for in its channel, sent, noted as sent."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import discord

from bot.desk import Desk
from bot.digests import clock
from bot.digests.clock import BEFORE_ALL, Due
from bot.digests.delivery import REFUSALS, Failure, Undelivered, mark_of, send
from bot.digests.edition import Letter, compose
from bot.digests.fence import DiscordTime, Hold, LeaseLost, fenced, steady
from bot.digests.history import Seen, Unreadable, look_back
from bot.digests.pace import Pace
from bot.digests.terms import Terms
from bot.metrics import Fate
from bot.news import shown_in
from bot.requests import News
from config.log_fields import log_about
from summaries.briefs.shown import ShownSentence
from summaries.store import Run, RunState, Schedule, StoreError

log = logging.getLogger(__name__)

NOTHING_NEW: Final = "nothing_new"
"""The reason of a run that posted only the notice that there is nothing new."""

ENDED: Final = "ended"
"""The reason of a run whose digest was paused or removed before it was sent."""

_TOLD_TO: Final = timedelta(seconds=1)
_GIVE_UP_BROKEN: Final = 3  # times that an edition is made and can't be


class Ceded(Exception):
    """An edition is not ours any more: another process holds it, or its digest has ended."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition that is made and only waits to be sent.

    ``revision`` is the library's: what was withdrawn since must not be sent.
    """

    due: Due
    run: Run
    letter: Letter
    revision: int


class Courier:
    """Makes claimed editions and delivers them, each once."""

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
        # An edition that was due before may have been posted by whoever was here before, even if
        # the database does not know (it may be a backup).
        self._began = desk.now()
        self.stopping = False

    async def prepare(self, due: Due, run: Run) -> Prepared:
        """Make an edition as it would be sent now, or when it is due."""
        desk, guild = self._desk, due.schedule.guild
        async with self._making:
            revision = await desk.run(desk.database.library(guild).revision)
            at = max(desk.now(), due.moment)
            return Prepared(due, run, await compose(desk, due, at=at, run=run), revision)

    async def deliver(self, due: Due, run: Run, prepared: Prepared | None = None) -> Run:
        """Send a claimed edition, unless it is in its channel, and store what became of it.

        What can't be done now is given back, for any process to try again. Raises StoreError.
        """
        log_about(guild=due.schedule.guild, schedule=run.schedule, edition=run.edition)
        try:
            async with self._sending:
                return await self._deliver(due, run, prepared)
        except Undelivered as error:
            log.warning("Digest %s, edition %s: %s", run.schedule, run.edition, error)
            return await self._undelivered(due, run, error)
        except LeaseLost:
            log.warning("Digest %s, edition %s: held for too long.", run.schedule, run.edition)
            return await self.give_back(due, run)
        except Ceded:
            return await self._ceded(due, run)
        except StoreError:
            raise
        except Exception as error:  # one broken edition must not keep others from being posted
            self._desk.meter.failed(error)
            log.exception("Digest %s, edition %s", run.schedule, run.edition)
            broken = Undelivered(Failure.BROKEN)
            if run.token < _GIVE_UP_BROKEN:
                return await self.give_back(due, run, broken)
            return await self._failed(due, run, broken)

    async def give_back(self, due: Due, run: Run, why: Undelivered | None = None) -> Run:
        """Let any process take the edition over: after a while if ``why`` it can't be sent now."""
        until, reason = self._desk.now(), run.reason
        if why is not None:
            until += self._terms.again_after(run.token)
            reason = why.failure.value
            self._desk.meter.edition(Fate.PUT_OFF)
        runs = self._desk.database.runs(due.schedule.guild)
        await self._desk.run(runs.give_back, run, until, reason)
        return replace(run, reason=reason)

    async def _deliver(self, due: Due, run: Run, prepared: Prepared | None) -> Run:
        found = await self._look_for(due, run)
        if found is not None:
            shown = await self._desk.run(self._shown, due, run)
            edition = bool(found.briefs)
            run = await self._sent(due, run, found.id, edition=edition, shown=shown)
            return await self._settled(due, run, found=True)
        if self._desk.now() > clock.open_until(due.schedule, due.moment):
            raise Undelivered(Failure(run.reason or Failure.INTERRUPTED))
        letter = await self._letter(due, run, prepared)
        brief = await letter.keep(self._desk, due.schedule, {"run": run.nonce})
        run, message = await self._insist(due, run, letter, brief)
        shown = await self._desk.run(letter.shown)
        run = await self._sent(due, run, message, edition=letter.is_edition, shown=shown)
        return await self._settled(due, run, found=False)

    async def _look_for(self, due: Due, run: Run) -> Seen | None:
        """Look for an edition that may be in its channel already; None if it may be sent.

        Raises Unreadable where nobody can know, unless the nonce still keeps a second message
        away, or only a backup could make us think that it was not sent.
        """
        if run.tried_at is None and due.moment >= self._began:
            return None
        try:
            since = run.tried_at or min(due.moment, self._time.now())
            await self._pace.turn()
            seen = await look_back(
                self._channel(due.schedule), self._me, since, self._terms.time_out
            )
        except Unreadable as error:
            log.warning("Digest %s: its channel can't be read: %s", run.schedule, error)
            if run.tried_at is None or self._nonce_lives(run.tried_at):
                return None
            raise
        return await self._desk.run(self._recognised, due, run, seen)

    def _recognised(self, due: Due, run: Run, seen: tuple[Seen, ...]) -> Seen | None:
        """Find this run's message: by its mark, or by the brief that its buttons carry."""
        briefs, mark = self._desk.database.briefs(due.schedule.guild), mark_of(run.nonce)
        for message in seen:
            if mark in message.marks:
                return message
            stored = [briefs.get(brief) for brief in message.briefs]
            if any(brief and brief.options.get("run") == run.nonce for brief in stored):
                return message
        return None

    def _nonce_lives(self, tried_at: datetime) -> bool:
        # Both are Discord's time, which is told to the second; a lower age is none.
        age = self._time.now() - tried_at
        return -_TOLD_TO <= age <= self._terms.nonce_lives

    async def _letter(self, due: Due, run: Run, prepared: Prepared | None) -> Letter:
        """Return what was prepared, made anew if it no longer says what is so."""
        revision = self._desk.database.library(due.schedule.guild).revision
        if (
            prepared is None
            or prepared.letter.imprint.late != due.late(self._desk.now())
            or prepared.revision != await self._desk.run(revision)
        ):
            return (await self.prepare(due, run)).letter
        return prepared.letter

    async def _insist(
        self, due: Due, run: Run, letter: Letter, brief: str | None
    ) -> tuple[Run, int | None]:
        """Send until there is an answer, while the nonce keeps two from being two messages.

        Each attempt begins with a look in the store: is the edition still ours, and wanted?
        """
        terms, channel = self._terms, self._channel(due.schedule)
        runs = self._desk.database.runs(due.schedule.guild)
        first = steady()
        for attempt in range(1, terms.attempts + 1):
            await self._pace.turn()
            if self.stopping:
                raise LeaseLost
            view = letter.view(brief, mark=mark_of(run.nonce))
            began = steady()
            held = await self._desk.run(
                runs.trying, run, self._time.now(), brief=brief, lease=terms.lease
            )
            if held is None:
                raise Ceded
            run = held
            try:
                with fenced(Hold(terms.lease, began)):
                    return run, await send(channel, view, run.nonce, terms.time_out)
            except Undelivered as error:
                if error.wait is not None:
                    self._pace.hold(error.wait)
                if error.failure is not Failure.NO_ANSWER and attempt > 1:
                    # An attempt before may have arrived: the next holder looks.
                    raise Undelivered(Failure.NO_ANSWER, error.code) from error
                pause = max(terms.pause * 2 ** (attempt - 1), error.wait or 0)
                late = steady() - first + pause >= terms.nonce_lives.total_seconds()
                if error.failure is not Failure.NO_ANSWER or attempt == terms.attempts or late:
                    raise
                log.warning("Attempt %s to send %s: %s", attempt, run.nonce, error)
                await asyncio.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _shown(self, due: Due, run: Run) -> tuple[ShownSentence, ...]:
        """Say what a run's message shows that an earlier holder sent. Reads the store."""
        if run.brief is None:
            return ()
        opened = self._desk.opened(due.schedule.guild, run.brief)
        options = opened.stored.options
        news = News.from_options(options["news"]) if "news" in options else None
        places = [(str(article), int(sentence)) for article, sentence in options["shown"]]
        return shown_in(opened.brief, opened.articles, places, news, run.edition)

    async def _sent(
        self,
        due: Due,
        run: Run,
        message: int | None,
        *,
        edition: bool,
        shown: tuple[ShownSentence, ...],
    ) -> Run:
        state, reason = (RunState.SENT, None) if edition else (RunState.SKIPPED, NOTHING_NEW)
        messages = () if message is None else (message,)
        runs = self._desk.database.runs(due.schedule.guild)
        await self._desk.run(runs.finish, run, state, messages=messages, reason=reason, shown=shown)
        self._desk.meter.edition(Fate.POSTED)
        if due.late(self._desk.now()):
            self._desk.meter.edition(Fate.LATE)
        return replace(run, state=state, messages=messages, reason=reason)

    async def _settled(self, due: Due, run: Run, *, found: bool) -> Run:
        """Note it where an interruption had left the edition open."""
        if run.token > 1 and run.reason in (None, NOTHING_NEW):
            detail = {**_about(due, run), "found": found, "state": run.state.value}
            await self._note(due, "edition.settled", detail)
        return run

    async def _undelivered(self, due: Due, run: Run, error: Undelivered) -> Run:
        """Put the edition off if that may help and there is time; else it has failed."""
        again = self._desk.now() + self._terms.again_after(run.token)
        lasting = error.failure is not Failure.NO_ANSWER
        if lasting or again > clock.open_until(due.schedule, due.moment):
            return await self._failed(due, run, error)
        return await self.give_back(due, run, error)

    async def _failed(self, due: Due, run: Run, error: Undelivered) -> Run:
        guild, reason = due.schedule.guild, error.failure.value
        runs, schedules = self._desk.database.runs(guild), self._desk.database.schedules(guild)
        if not await self._desk.run(runs.finish, run, RunState.FAILED, reason=reason):
            return run
        self._desk.meter.edition(Fate.FAILED)
        detail = {**_about(due, run), "reason": reason, "code": error.code}
        if error.failure in REFUSALS and run.local_date != BEFORE_ALL:
            times = await self._desk.run(schedules.refused, run.schedule, reason)
            # The managers hear of it once, not every day until somebody mends it.
            detail |= {"told": True} if times > 1 else {}
        await self._note(due, "edition.failed", detail)
        return replace(run, state=RunState.FAILED, reason=reason)

    async def _ceded(self, due: Due, run: Run) -> Run:
        """End an edition whose digest has ended; of one that another holds, say nothing."""
        schedules = self._desk.database.schedules(due.schedule.guild)
        schedule = await self._desk.run(schedules.get, run.schedule)
        if schedule is None or schedule.active:
            return run
        runs = self._desk.database.runs(due.schedule.guild)
        await self._desk.run(runs.finish, run, RunState.SKIPPED, reason=ENDED)
        return replace(run, state=RunState.SKIPPED, reason=ENDED)

    async def _note(self, due: Due, action: str, detail: dict[str, Any]) -> None:
        audit = self._desk.database.audit(due.schedule.guild)
        await self._desk.run(audit.write, action, user=None, detail=detail)

    def _channel(self, schedule: Schedule) -> discord.PartialMessageable:
        """Return the channel, known to the cache or not: Discord says whether it is there."""
        return self._client.get_partial_messageable(schedule.channel, guild_id=schedule.guild)

    @property
    def _me(self) -> int:
        assert self._client.user is not None, "the dispatcher starts after the log-in"
        return self._client.user.id


def due_again(schedule: Schedule, run: Run) -> Due:
    """Say when a claimed edition was due; one posted by hand was due when it was claimed."""
    if run.local_date == BEFORE_ALL:
        return Due(schedule, run.local_date, run.claimed_at)
    due = clock.moment(run.local_date, schedule.local_time, ZoneInfo(schedule.zone))
    return Due(schedule, run.local_date, due)


def _about(due: Due, run: Run) -> dict[str, Any]:
    return {
        "schedule": due.schedule.id,
        "channel": due.schedule.channel,
        "date": run.local_date.isoformat(),
        "edition": run.edition,
    }
