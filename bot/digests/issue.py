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
from bot.digests.errand import Errand, LeftOut, NotYet
from bot.digests.history import Seen
from bot.digests.previewed import as_previewed
from bot.digests.private import withheld_from
from bot.digests.terms import Terms
from bot.metrics import Fate
from bot.news import shown_in
from bot.requests import News
from summaries.briefs.shown import ShownSentence
from summaries.store import Preview, Run, RunState, Schedule
from summaries.store.runs import RunsRepository

NOTHING_NEW: Final = "nothing_new"
"""The reason of a run that posted only the notice that there is nothing new, or not even that."""

SKIPPED_BY_EDITORS: Final = "by_editors"
"""The reason of a run that its editors skipped in the preview."""

ENDED: Final = "ended"
"""The reason of a run whose digest was paused or removed before it was sent."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition that is made and only waits to be sent; no ``letter``: its editors skip it.

    ``state`` is that of the library, and of what the channel was shown: what was withdrawn since
    must not be sent, nor what another digest has shown there. ``dropped`` are the sentences that
    its editors left out.
    """

    letter: Letter | None
    state: tuple[int, int]
    dropped: tuple[tuple[str, int], ...] = ()


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
    def fields(self) -> dict[str, object]:
        return {"schedule": self.held.schedule, "edition": self.held.edition}

    def count(self, fate: Fate) -> None:
        self.desk.meter.edition(fate)

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
        late, preview = self._edition.late(self.desk.now()), await self._preview()
        return (
            (prepared.letter is None or prepared.letter.imprint.late == late)
            and prepared.state == await self.desk.run(self._state)
            and self.held.decided == (preview.decisions if preview else None)
        )

    async def make(self) -> None:
        desk, preview = self.desk, await self._preview()
        state = await desk.run(self._state)
        at = max(desk.now(), self.due)
        decided = preview.decisions if preview else None
        self.held = replace(self.held, decided=decided, after=state[1])
        if preview is None:
            letter = await compose(desk, self._edition, at=at, run=self.held)
            self._prepared = Prepared(letter, state)
        elif preview.skipped_by is not None:
            self._prepared = Prepared(None, state)
        else:
            letter = await as_previewed(desk, self._edition, preview, at=at, run=self.held)
            dropped = tuple((one.article, one.sentence) for one in preview.dropped)
            self._prepared = Prepared(letter, state, dropped)

    @property
    def repeatable(self) -> bool:
        return forms.repeatable(self._schedule)

    async def wanted(self, client: discord.Client, time_out: float) -> None:
        """Raise LeftOut where editors skipped it, its reader may not have it, or nothing is new.

        Another edition of its channel that may be there is waited for: NotYet.
        """
        if self._prepared is not None and self._prepared.letter is None:
            raise LeftOut(SKIPPED_BY_EDITORS)
        if await self.desk.run(self.repository.another_under_way, self.held):
            raise NotYet
        reason = await withheld_from(client, self.desk, self._schedule, time_out)
        if reason is not None:
            raise LeftOut(reason)
        if self._letter.unsaid:
            raise LeftOut(NOTHING_NEW)

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
        prepared = self._prepared
        assert prepared is not None, "it is made before it is sent"
        assert prepared.letter is not None, "it is wanted"
        # *More* shows the reader nothing that the editors left out.
        options: dict[str, object] = {
            "run": self.nonce,
            **({"seen": prepared.dropped} if prepared.dropped else {}),
        }
        brief = await prepared.letter.keep(self.desk, self._schedule, options)
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
        self.count(Fate.POSTED)
        if self._edition.late(self.desk.now()):
            self.count(Fate.LATE)
        if self.held.token > 1 and reason in (None, NOTHING_NEW):
            # An interruption had left it open.
            settled = {"found": found is not None, "state": state.value}
            await self.note("edition.settled", {**self._about, **settled})

    async def failed(self, error: Undelivered) -> None:
        run, reason = self.held, error.failure.value
        if not await self.desk.run(self.repository.finish, run, RunState.FAILED, reason=reason):
            return
        self.count(Fate.FAILED)
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
        if schedule is None:
            return
        if schedule.active:  # an editor may have decided something meanwhile
            await self.put_off(self.desk.now())
        else:
            await self.left_out(ENDED)

    async def left_out(self, reason: str) -> None:
        finish = self.repository.finish
        await self.desk.run(finish, self.held, RunState.SKIPPED, reason=reason)
        self.held = replace(self.held, state=RunState.SKIPPED, reason=reason)

    async def _preview(self) -> Preview | None:
        """Return the preview that the edition follows, if its editors may have seen one."""
        previews = self.desk.database.previews(self.guild)
        found = await self.desk.run(previews.get, self.held.schedule, self.held.local_date)
        ours = found is not None and found.seen and found.made_at == self.held.claimed_at
        return found if ours else None

    def _state(self) -> tuple[int, int]:
        database = self.desk.database
        shown = database.shown(self.guild).count(self.channel)
        return database.library(self.guild).revision(), shown

    @property
    def _letter(self) -> Letter:
        assert self._prepared is not None, "it is made before it is sent"
        assert self._prepared.letter is not None, "what is left out is not sent"
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
