"""The edition that its editors were shown: what the preview had, without what they left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.desk import Desk
from bot.digests.clock import Due, next_run
from bot.digests.edition import Letter, compose, labels_of, last_edition
from bot.digests.private import server_of
from bot.digests.wishes import Wishes
from bot.pages.edition_page import Imprint, edition_page
from bot.requests import Made, News, Request
from summaries.briefs.without import only, without
from summaries.store import Dropped, Preview, Run
from summaries.topics import About


async def first_draft(desk: Desk, due: Due, until: datetime) -> Letter:
    """Make an edition for its editors, of what was added ``until`` a moment.

    It is only what its page shows, so that nothing comes in where something is left out.
    """
    letter = await compose(desk, due, at=due.moment, until=until)
    if letter.page is None:
        return letter
    frozen = only(letter.made.brief, letter.page.passages, letter.page.rows)
    return await _laid_out(desk, replace(letter, made=replace(letter.made, brief=frozen)))


async def as_previewed(
    desk: Desk, due: Due, preview: Preview, *, at: datetime, run: Run | None = None
) -> Letter:
    """Make the edition that a preview showed, as its editors want it.

    Articles that were withdrawn since are not in it. ``run`` has its number; without one it is
    the preview itself.
    """
    if preview.brief is None:  # there was nothing new
        return await compose(desk, due, at=at, run=run, until=preview.made_at)
    previous = await desk.run(last_edition, desk, due.schedule)
    opened = await desk.reopen(due.schedule.guild, preview.brief)
    options = opened.stored.options
    news = News.from_options(options["news"])
    if news.previous != (previous.edition if previous else None):
        # An edition was posted by hand meanwhile: what that has shown must not come again.
        letter = await compose(desk, due, at=at, run=run, until=preview.made_at)
        left = without(letter.made.brief, _places(preview.dropped))
        return await _laid_out(desk, replace(letter, made=replace(letter.made, brief=left)))
    labels = await labels_of(desk, due.schedule)
    brief = without(opened.brief, _places(preview.dropped), opened.withdrawn)
    imprint = Imprint(
        number=run.edition if run else (news.previous or 0) + 1,
        due=due.moment,
        late=due.late(at),
        previous=news.previous,
        quiet=tuple(options["quiet"]),
        also=tuple(options["also"]),
        following=next_run(due.schedule, max(at, due.moment)) if due.schedule.active else None,
        server=await server_of(desk, due.schedule),
    )
    made, quiet = Made(brief, opened.articles), Wishes.of(due.schedule).quiet
    return await _laid_out(
        desk, Letter(made, Request(About(), "all", news=news), imprint, labels, None, quiet)
    )


def _places(dropped: Iterable[Dropped]) -> frozenset[tuple[str, int]]:
    return frozenset((one.article, one.sentence) for one in dropped)


async def _laid_out(desk: Desk, letter: Letter) -> Letter:
    brief, articles, page = letter.made.brief, letter.made.articles, None
    if not brief.empty or brief.rows.changes.news:
        page = await desk.run(edition_page, brief, articles, letter.labels, letter.imprint)
    return replace(letter, page=page)
