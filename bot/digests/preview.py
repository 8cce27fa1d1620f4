"""A preview on its way: the coming edition, shown to its editors."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime

import discord

from bot.desk import Desk
from bot.digests.clock import Due
from bot.digests.correction import REASONS
from bot.digests.delivery import Failure, Undelivered, nonce_of
from bot.digests.edition import Letter
from bot.digests.errand import Errand, LeftOut
from bot.digests.history import Seen
from bot.digests.preview_buttons import preview_view
from bot.digests.previewed import as_previewed, first_draft
from summaries.store import Preview, RunState, Schedule
from summaries.store.previews import UNSAID, PreviewsRepository

TOO_LATE = "too_late"
"""The reason of a preview that was not sent, for its edition is on its way."""


class Previewing(Errand[Preview]):
    """A preview that was claimed, to be sent at once, or else not at all."""

    def __init__(self, desk: Desk, schedule: Schedule, held: Preview, until: datetime) -> None:
        super().__init__(
            desk, held, guild=held.guild, channel=held.channel, due=held.made_at,
            nonce=nonce_of(held.channel, "preview", held.schedule, held.local_date),
        )  # fmt: skip
        self._schedule, self._until = schedule, until
        self._letter: Letter | None = None

    @property
    def key(self) -> Hashable:
        return preview_key(self.held)

    @property
    def name(self) -> str:
        return f"Preview of digest {self.held.schedule}, {self.held.local_date}"

    @property
    def until(self) -> datetime:
        return self._until

    @property
    def repository(self) -> PreviewsRepository:
        return self.desk.database.previews(self.guild)

    async def make(self) -> None:
        due = Due(self._schedule, self.held.local_date, self.held.due)
        if self.held.tried_at is not None:  # it may be there: another try says the same
            self._letter = await as_previewed(self.desk, due, self.held, at=self.held.due)
        else:
            self._letter = await first_draft(self.desk, due, self.held.made_at)

    async def wanted(self, client: discord.Client, time_out: float) -> None:
        """Raise LeftOut where there is nothing new, and nobody wants to be told."""
        if self._letter is not None and self._letter.unsaid:
            raise LeftOut(UNSAID)

    async def keep(self) -> None:
        letter = self._letter
        assert letter is not None, "it is made before it is sent"
        if self.held.tried_at is not None or letter.page is None:
            return
        options = {
            "preview": [self.held.schedule, self.held.local_date.isoformat()],
            "shown": [(q.article, q.sentence) for q in letter.made.brief.quotes()],
            "quiet": list(letter.imprint.quiet),
            "also": list(letter.imprint.also),
        }
        shown = letter.page.verified
        brief = await self.desk.keep(
            self.guild, letter.made, letter.request, shown=shown, channel=self.channel,
            options=options,
        )  # fmt: skip
        self.held = replace(self.held, brief=brief)

    def view(self, mark: int) -> discord.ui.LayoutView:
        assert self._letter is not None, "it is made before it is sent"
        return preview_view(self.held, self._schedule, self._letter, mark=mark)

    async def sent(self, message: int | None, found: Seen | None = None) -> None:
        await self._finish(RunState.SENT, message=message)

    async def failed(self, error: Undelivered) -> None:
        """Say once that there was no preview; the edition is posted all the same."""
        if error.failure is Failure.INTERRUPTED and self.held.tried_at is None:
            await self._finish(RunState.SKIPPED, reason=TOO_LATE)
            return
        if await self._finish(RunState.FAILED, reason=error.failure.value):
            detail = {
                "schedule": self.held.schedule,
                "channel": self.channel,
                "first": self.held.local_date.isoformat(),
                "reason": REASONS.get(error.failure, error.failure.value),
                "code": error.code,
            }
            await self.note("preview.failed", detail)

    async def left_out(self, reason: str) -> None:
        await self._finish(RunState.SKIPPED, reason=reason)

    async def ceded(self) -> None:
        """End it if its digest has ended or its edition is made; else another holds it."""
        schedules, runs = (
            self.desk.database.schedules(self.guild), self.desk.database.runs(self.guild)
        )  # fmt: skip
        schedule = await self.desk.run(schedules.get, self.held.schedule)
        made = await self.desk.run(runs.get, self.held.schedule, self.held.local_date)
        if schedule is None or not schedule.active or made is not None:
            await self._finish(RunState.SKIPPED, reason=TOO_LATE)

    async def _finish(
        self, state: RunState, *, message: int | None = None, reason: str | None = None
    ) -> bool:
        finish = self.repository.finish
        done = await self.desk.run(finish, self.held, state, message=message, reason=reason)
        self.held = replace(self.held, state=state, message=message, reason=reason)
        return done


def preview_key(preview: Preview) -> Hashable:
    """Return what tells a preview from every other errand."""
    return "preview", preview.schedule, preview.local_date
