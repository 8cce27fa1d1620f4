"""How a brief is answered: made, laid out, stored, and put in the place of a deferred answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord

from bot.access import guild_of
from bot.buttons.base import desk_of
from bot.buttons.brief_buttons import brief_buttons, places
from bot.labels import Labels
from bot.pages import Page, brief_page
from bot.pages.budget import HARD_STOP
from bot.pages.pictures import Picture, pictures
from bot.pages.view import files_of, to_view
from bot.requests import SINCE_LAST, Made, Request
from summaries.briefs import Length

_NOTHING = discord.AllowedMentions.none()


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a reader gets: ``stored`` is the brief's id, None for one without a sentence."""

    made: Made
    page: Page
    charts: tuple[Picture, ...] = ()
    stored: str | None = None


async def answer_brief(
    interaction: discord.Interaction[Any], request: Request, labels: Labels
) -> None:
    """Make a brief and put it in the place of a deferred answer."""
    guild, desk = guild_of(interaction), desk_of(interaction)
    if request.since == SINCE_LAST:
        request = await desk.since_last(guild, request, interaction.user.id)

    def answered() -> _Answer:
        made = desk.made(guild, request, labels.language)
        page = page_of(made, request, labels)
        if made.brief.empty:
            return _Answer(made, page)
        charts = _pictures_of(made, labels)
        stored = desk.kept(
            guild,
            made,
            request,
            shown=page.verified,
            channel=interaction.channel_id,
            user=interaction.user.id,
            options={"shown": places(page.passages)},
        )
        return _Answer(made, page, charts, stored)

    # In one thread from beginning to end: each change of threads costs as much as a small question.
    answer = await desk.run(answered)
    made, page, stored = answer.made, answer.page, answer.stored
    if stored is None:
        await interaction.edit_original_response(view=to_view(page), allowed_mentions=_NOTHING)
        await desk.looked(guild, made, request, ())
        return
    view = to_view(page, brief_buttons(stored, labels, more=page.omitted > 0), answer.charts)
    files = files_of(page, answer.charts)
    message = await interaction.edit_original_response(
        view=view, attachments=files, allowed_mentions=_NOTHING
    )
    if not message.flags.ephemeral:
        # What others can read is corrected when an article that it quotes is withdrawn.
        await desk.run(desk.database.briefs(guild).posted, stored, message.id)
    # Only now has she seen it: what fails before is new the next time too.
    await desk.looked(guild, made, request, places(page.passages))


def page_of(made: Made, request: Request, labels: Labels) -> Page:
    """Lay a brief out; a long one may take all that a message may have.

    It takes a thread some milliseconds, and is done once for all who read it in one language.
    """
    characters = HARD_STOP if request.length is Length.LONG else None
    laid = ("page", labels.language, characters)
    if laid not in made.laid:
        made.laid[laid] = brief_page(made.brief, made.articles, labels, characters=characters)
    page: Page = made.laid[laid]
    return page


def _pictures_of(made: Made, labels: Labels) -> tuple[Picture, ...]:
    laid = ("pictures", labels.language)
    if laid not in made.laid:
        made.laid[laid] = pictures(made.brief, made.articles, labels)
    drawn: tuple[Picture, ...] = made.laid[laid]
    return drawn
