"""What an edition says: made from the library, laid out, ready to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import discord

from bot.buttons import brief_buttons
from bot.desk import Desk
from bot.digests.clock import Due, next_run
from bot.labels import Labels
from bot.pages import Page
from bot.pages.edition_page import Imprint, edition_page, notice
from bot.pages.view import text_view
from bot.requests import EditionScope, Made, Request
from summaries.store import Run, RunState, Schedule
from summaries.topics import About

IN_FULL: Final = 5
"""So many topics are in an edition in full; the rest are named."""

ALL_RUNS: Final = 100_000
"""More than a digest ever has: weeks without news must not hide the edition before them."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that is ready to be sent: an edition, or a notice that there is none."""

    made: Made
    request: Request
    imprint: Imprint
    labels: Labels
    page: Page | None

    @property
    def is_edition(self) -> bool:
        """Tell whether there is something new; else only a notice is sent."""
        return self.page is not None

    @property
    def blocks(self) -> tuple[str, ...]:
        """The message's text."""
        if self.page is None:
            return (notice(self.made.brief, self.labels, self.imprint),)
        return self.page.blocks

    async def keep(self, desk: Desk, schedule: Schedule, options: dict[str, object]) -> str | None:
        """Store an edition's brief before it is shown; return its id, None for a notice."""
        if self.page is None:
            return None
        shown = [(q.article, q.sentence) for p in self.page.passages for q in p.quotes]
        return await desk.keep(
            schedule.guild,
            self.made,
            self.request,
            shown=self.page.verified,
            channel=schedule.channel,
            options={"shown": shown, "digest": schedule.id, **options},
        )

    def view(self, brief: str | None, *more: str, mark: int | None = None) -> discord.ui.LayoutView:
        """Build a fresh view of the message, with ``more`` blocks of text below it.

        ``mark`` is the id of its first text: what the message is known by later.
        """
        omitted = self.page is not None and self.page.omitted > 0
        buttons = brief_buttons(brief, self.labels, more=omitted) if brief else ()
        view = text_view((*self.blocks, *more), buttons)
        texts = (item for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))
        next(texts).id = mark
        return view


async def compose(desk: Desk, due: Due, *, at: datetime, run: Run | None = None) -> Letter:
    """Make the edition that is due. ``at`` is when it is read, which decides whether it is late.

    It has what was added to the library since the edition before was claimed, until this one was;
    so nothing is between two editions, and nothing is in both. Without a ``run`` it is the edition
    as it would be at ``at``.
    """
    schedule = due.schedule
    chosen = await desk.run(desk.database.guilds().settings, schedule.guild)
    labels = Labels.for_locale(str(chosen.language or schedule.options.get("language", "en")))
    # A new guild's library is filled when it is first read, so read it before saying until when.
    await desk.seed(schedule.guild)
    previous = await desk.run(last_edition, desk, schedule)
    topics = await desk.run(desk.topics_of, schedule.guild)
    every = schedule.topics or tuple(topic.name for topic in topics)
    in_full, also = every[:IN_FULL], every[IN_FULL:]
    after = previous.claimed_at if previous else None
    until = run.claimed_at if run else desk.now()
    request = Request(About(), "all", edition=EditionScope(in_full, after, until))
    made = await desk.make(schedule.guild, request, labels.language)
    told = {section.topic for section in made.brief.sections}
    imprint = Imprint(
        number=run.edition if run else (previous.edition if previous else 0) + 1,
        due=due.moment,
        late=due.late(at),
        previous=previous.edition if previous else None,
        quiet=tuple(
            topic.title(labels.language)
            for topic in topics
            if topic.name in in_full and topic.name not in told
        ),
        also=also,
        following=next_run(schedule, max(at, due.moment)) if schedule.active else None,
    )
    page = None
    if not made.brief.empty:
        page = await desk.run(edition_page, made.brief, made.articles, labels, imprint)
    return Letter(made, request, imprint, labels, page)


def last_edition(desk: Desk, schedule: Schedule) -> Run | None:
    """Return the latest edition that was posted, notices and failures aside. Reads the store."""
    history = desk.database.runs(schedule.guild).history(schedule.id, ALL_RUNS)
    return next((run for run in history if run.state is RunState.SENT), None)
