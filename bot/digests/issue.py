"""An edition on its way: made from the library, kept for its buttons, noted in its digest."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import discord

from bot.desk import Desk
from bot.digests import clock, forms
from bot.digests.clock import BEFORE_ALL, Due
from bot.digests.delivery import REFUSALS, Undelivered
from bot.digests.edition import Letter, compose
from bot.digests.errand import Errand
from bot.digests.history import Seen
from bot.digests.private import withheld_from
from bot.digests.terms import Terms
from bot.news import shown_in
from bot.requests import News
from summaries.briefs.shown import ShownSentence
from summaries.store import Run, RunState, Schedule
from summaries.store.runs import RunsRepository

NOTHING_NEW: Final = "nothing_new"
"""The reason of a run that posted only the notice that there is nothing new, or not even that."""

ENDED: Final = "ended"
"""The reason of a run whose digest was paused or removed before it was sent."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition that is made and only waits to be sent.

    ``revision`` is the library's: what was withdrawn since must not be sent.
    """

    letter: Letter
    revision: int


class Issue(Errand[Run]):
    """An edition that was claimed, to be sent when it is due."""

    def __init__(self, desk: Desk, due: Due, run: Run) -> None:
        schedule = due.schedule
        super().__init__(
            desk, run, guild=schedule.guild, channel=schedule.channel, due=due.moment,
            nonce=run.nonce,
        )  # fmt: skip
        self._edition, self._schedule = due, schedule
        self._prepared: Prepared | None = None

    @property
    def key(self) -> Hashable:
        return issue_key(self.held)

    @property
    def name(self) -> str:
        return f"Digest {self.held.schedule}, edition {self.held.edition}"

    @property
    def until(self) -> datetime:
        return clock.open_until(self._schedule, self.due)

    @property
    def repository(self) -> RunsRepository:
        return self.desk.database.runs(self.guild)

    async def ready(self) -> bool:
        prepared = self._prepared
        if prepared is None:
            return False
        revision = self.desk.database.library(self.guild).revision
        late = self._edition.late(self.desk.now())
        return (
            prepared.letter.imprint.late == late
            and prepared.revision == await self.desk.run(revision)
        )  # fmt: skip

    async def make(self) -> None:
        desk = self.desk
        revision = await desk.run(desk.database.library(self.guild).revision)
        at = max(desk.now(), self.due)
        letter = await compose(desk, self._edition, at=at, run=self.held)
        self._prepared = Prepared(letter, revision)

    @property
    def repeatable(self) -> bool:
        return forms.repeatable(self._schedule)

    async def left_out(self, client: discord.Client, time_out: float) -> bool:
        """End an edition that nobody wants: nothing is new, or its reader may not have it."""
        reason = await withheld_from(client, self.desk, self._schedule, time_out)
        if reason is None and self._letter.unsaid:
            reason = NOTHING_NEW
        if reason is not None:
            await self._skip(reason)
        return reason is not None

    async def posted(
        self, client: discord.Client, author: int, since: datetime, time_out: float
    ) -> tuple[Seen, ...]:
        return await forms.posted(client, self._schedule, author, since, time_out)

    async def send(
        self, client: discord.Client, view: discord.ui.LayoutView, time_out: float
    ) -> int | None:
        edition = self._letter.is_edition
        title = await forms.title_of(self.desk, self._edition, self.held, edition=edition)
        post = forms.Post(client, self._schedule, title, edition=edition)
        return await post.send(view, self.nonce, time_out)

    async def complete(
        self, client: discord.Client, message: int, terms: Terms, found: Seen | None
    ) -> None:
        """Start its thread, publish it; what can't be done is noted, for the edition is there."""
        if not (found.briefs if found is not None else self._letter.is_edition):
            return
        title = await forms.title_of(self.desk, self._edition, self.held)
        for trouble in await forms.complete(client, self._schedule, message, title, terms):
            detail = {**self._about, "reason": trouble.reason, "code": trouble.code}
            await self.note(trouble.action, detail)

    async def note(self, action: str, detail: dict[str, Any]) -> None:
        if self._schedule.follower is None:  # who follows what is hers
            await super().note(action, detail)

    async def keep(self) -> None:
        brief = await self._letter.keep(self.desk, self._schedule, {"run": self.nonce})
        self.held = replace(self.held, brief=brief)

    def view(self, mark: int) -> discord.ui.LayoutView:
        closing = forms.closing(self._schedule, edition=self._letter.is_edition)
        return self._letter.view(self.held.brief, *closing, mark=mark)

    def recognised(self, seen: tuple[Seen, ...], mark: int) -> Seen | None:
        """Find this run's message: by its mark, or by the brief that its buttons carry."""
        briefs = self.desk.database.briefs(self.guild)
        for message in seen:
            if mark in message.marks:
                return message
            stored = [briefs.get(brief) for brief in message.briefs]
            if any(brief and brief.options.get("run") == self.nonce for brief in stored):
                return message
        return None

    async def sent(self, message: int | None, found: Seen | None = None) -> None:
        if found is not None:
            edition, shown = bool(found.briefs), await self.desk.run(self._shown)
        else:
            edition, shown = self._letter.is_edition, await self.desk.run(self._letter.shown)
        state, reason = (RunState.SENT, None) if edition else (RunState.SKIPPED, NOTHING_NEW)
        messages = () if message is None else (message,)
        finish = self.repository.finish
        await self.desk.run(
            finish, self.held, state, messages=messages, reason=reason, shown=shown
        )  # fmt: skip
        self.held = replace(self.held, state=state, messages=messages, reason=reason)
        if self.held.token > 1 and reason in (None, NOTHING_NEW):
            # An interruption had left it open.
            settled = {"found": found is not None, "state": state.value}
            await self.note("edition.settled", {**self._about, **settled})

    async def failed(self, error: Undelivered) -> None:
        run, reason = self.held, error.failure.value
        if not await self.desk.run(self.repository.finish, run, RunState.FAILED, reason=reason):
            return
        detail = {**self._about, "reason": reason, "code": error.code}
        if error.failure in REFUSALS and run.local_date != BEFORE_ALL:
            schedules = self.desk.database.schedules(self.guild)
            times = await self.desk.run(schedules.refused, run.schedule, reason)
            # The managers hear of it once, not every day until somebody mends it.
            detail |= {"told": True} if times > 1 else {}
        await self.note("edition.failed", detail)
        self.held = replace(run, state=RunState.FAILED, reason=reason)

    async def ceded(self) -> None:
        """End an edition whose digest has ended; of one that another holds, say nothing."""
        schedules = self.desk.database.schedules(self.guild)
        schedule = await self.desk.run(schedules.get, self.held.schedule)
        if schedule is None or schedule.active:
            return
        await self._skip(ENDED)

    async def _skip(self, reason: str) -> None:
        await self.desk.run(self.repository.finish, self.held, RunState.SKIPPED, reason=reason)
        self.held = replace(self.held, state=RunState.SKIPPED, reason=reason)

    @property
    def _letter(self) -> Letter:
        assert self._prepared is not None, "it is made before it is sent"
        return self._prepared.letter

    def _shown(self) -> tuple[ShownSentence, ...]:
        """Say what the message shows that an earlier holder sent. Reads the store."""
        run = self.held
        if run.brief is None:
            return ()
        opened = self.desk.opened(self.guild, run.brief)
        options = opened.stored.options
        news = News.from_options(options["news"]) if "news" in options else None
        places = [(str(article), int(sentence)) for article, sentence in options["shown"]]
        return shown_in(opened.brief, opened.articles, places, news, run.edition)

    @property
    def _about(self) -> dict[str, Any]:
        return {
            "schedule": self._schedule.id,
            "channel": self.channel,
            "date": self.held.local_date.isoformat(),
            "edition": self.held.edition,
        }


def issue_key(run: Run) -> Hashable:
    """Return what tells an edition from every other errand."""
    return run.schedule, run.local_date, run.part


def due_again(schedule: Schedule, run: Run) -> Due:
    """Say when a claimed edition was due; one posted by hand was due when it was claimed."""
    if run.local_date == BEFORE_ALL:
        return Due(schedule, run.local_date, run.claimed_at)
    due = clock.moment(run.local_date, schedule.local_time, ZoneInfo(schedule.zone))
    return Due(schedule, run.local_date, due)
