"""What an edition says: made from the library, laid out, ready to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import discord

from bot.buttons import brief_buttons
from bot.desk import Desk
from bot.digests.clock import Due, next_run
from bot.digests.private import server_of
from bot.digests.wishes import Wishes, language_of
from bot.labels import Labels
from bot.news import shown_in
from bot.pages import Page
from bot.pages.edition_page import Imprint, edition_page, notice
from bot.pages.view import text_view
from bot.requests import Made, News, Request
from summaries.briefs.shown import ShownSentence
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
    quiet: bool = False

    @property
    def unsaid(self) -> bool:
        """Tell whether nothing is sent: there is nothing new, and nobody wants to be told."""
        return self.page is None and self.quiet

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

    def shown(self) -> tuple[ShownSentence, ...]:
        """Say which sentences the message shows, for the channel's memory."""
        if self.page is None:
            return ()
        places = [(q.article, q.sentence) for p in self.page.passages for q in p.quotes]
        made = self.made
        return shown_in(made.brief, made.articles, places, self.request.news, self.imprint.number)

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
            user=schedule.follower,
            options={"shown": shown, "digest": schedule.id, **options},
        )

    def view(self, brief: str | None, *more: str, mark: int | None = None) -> discord.ui.LayoutView:
        """Build a fresh view of the message, with ``more`` blocks of text below it.

        ``mark`` is the id of its first text: what the message is known by later.
        """
        omitted = self.page is not None and self.page.omitted > 0
        buttons = brief_buttons(brief, self.labels, more=omitted) if brief else ()
        return text_view((*self.blocks, *more), buttons, mark=mark)


async def compose(
    desk: Desk, due: Due, *, at: datetime, run: Run | None = None, until: datetime | None = None
) -> Letter:
    """Make the edition that is due. ``at`` is when it is read, which decides whether it is late.

    It has what was added to the library since the edition before was claimed, until this one was;
    so nothing is between two editions, and nothing is in both. Without a ``run`` it is the edition
    as it would be at ``at``, of what was added ``until`` a moment, by default now.
    """
    schedule = due.schedule
    labels = await labels_of(desk, schedule)
    # A new guild's library is filled when it is first read, so read it before saying until when.
    await desk.seed(schedule.guild)
    previous = await desk.run(last_edition, desk, schedule)
    topics = await desk.run(desk.topics_of, schedule.guild)
    every = schedule.topics or tuple(topic.name for topic in topics)
    in_full, also = every[:IN_FULL], every[IN_FULL:]
    after = previous.claimed_at if previous else None
    until = run.claimed_at if run else until or desk.now()
    news = News(
        reader=schedule.channel,
        after=after,
        until=until,
        topics=in_full,
        schedule=schedule.id,
        previous=previous.edition if previous else None,
    )
    request = Request(About(), "all", news=news)
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
        server=await server_of(desk, schedule),
    )
    page = None
    if not made.brief.empty or made.brief.rows.changes.news:
        page = await desk.run(edition_page, made.brief, made.articles, labels, imprint)
    return Letter(made, request, imprint, labels, page, Wishes.of(schedule).quiet)


async def labels_of(desk: Desk, schedule: Schedule) -> Labels:
    """Return the words of a digest's language: the server's, if one is set."""
    chosen = await desk.run(desk.database.guilds().settings, schedule.guild)
    return Labels.for_locale(language_of(schedule, chosen))


def last_edition(desk: Desk, schedule: Schedule) -> Run | None:
    """Return the latest edition that was posted, notices and failures aside. Reads the store."""
    history = desk.database.runs(schedule.guild).history(schedule.id, ALL_RUNS)
    return next((run for run in history if run.state is RunState.SENT), None)
