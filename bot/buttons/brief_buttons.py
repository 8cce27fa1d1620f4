"""The buttons below a brief: *In context*, *Why these*, *Export*, *More*, *Report*, for ever.

Each carries the id of a stored brief; its answer is private to whoever pressed it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import discord

from bot.buttons.base import STORED, VERSION, NamedButton, StatefulButton, desk_of, guild_of_brief
from bot.buttons.context_buttons import InContext
from bot.buttons.opening import open_brief
from bot.buttons.report_buttons import ReportBrief
from bot.buttons.why_buttons import WhyThese
from bot.errors import Refused
from bot.labels import Labels
from bot.pages import brief_page, export_files
from bot.pages.view import to_view
from bot.requests import News, Reopened, Request
from summaries.briefs import BriefKind, Length, Passage
from summaries.topics import About

_NOTHING = discord.AllowedMentions.none()


class ExportBrief(NamedButton, template=rf"{VERSION}:txt:{STORED}"):
    """Sends the brief as a text file with the same words, and its rows as tables."""

    code, label_key = "txt", "button.export"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        opened = await open_brief(interaction, self.name, labels)
        exported = export_files(opened.brief, opened.articles, labels)
        files = [discord.File(io.BytesIO(one.data), filename=one.name) for one in exported]
        said = labels("export.done")
        if len(files) > 1:
            said += " " + labels("rows.tables", n=len(files) - 1)
        await interaction.response.send_message(
            said, files=files, ephemeral=True, allowed_mentions=_NOTHING
        )


class More(NamedButton, template=rf"{VERSION}:mor:{STORED}"):
    """Shows the next sentences that qualify, privately, without those shown before."""

    code, label_key = "mor", "button.more"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = await guild_of_brief(interaction, self.name)
        opened = await open_brief(interaction, self.name, labels)
        request = await _request_again(interaction, opened, guild)
        desk = desk_of(interaction)
        made = await desk.make(guild, request, labels.language)
        if made.brief.empty:
            raise Refused(labels("more.nothing"))
        page = brief_page(made.brief, made.articles, labels)
        seen = sorted(request.shown)
        stored = await desk.keep(
            guild,
            made,
            request,
            shown=page.verified,
            user=interaction.user.id,
            options={"seen": seen, "shown": places(page.passages)},
        )
        view = to_view(page, brief_buttons(stored, labels, more=page.omitted > 0))
        await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


def places(passages: Iterable[Passage]) -> list[tuple[str, int]]:
    """Return the (article, sentence) places of passages, as a stored brief remembers them."""
    return [(quote.article, quote.sentence) for p in passages for quote in p.quotes]


async def _request_again(
    interaction: discord.Interaction[Any], opened: Reopened, guild: int
) -> Request:
    """The request that a stored brief answered, without what its reader has seen."""
    desk, brief, options = desk_of(interaction), opened.brief, opened.stored.options
    shown = options.get("shown") or places(brief.passages())
    seen = frozenset((str(a), int(s)) for a, s in [*shown, *options.get("seen", [])])
    if brief.kind is BriefKind.QUERY:
        about = About(brief.about, query=brief.about)
    else:
        about = await desk.resolve(guild, brief.about)
    news = News.from_options(options["news"]) if "news" in options else None
    request = Request(about, options.get("since"), Length.STANDARD, news=news)
    return replace(request, shown=seen)


def brief_buttons(brief: str, labels: Labels, *, more: bool) -> list[StatefulButton]:
    """Return fresh buttons for the stored brief; *More* only where there is more."""
    buttons: list[StatefulButton] = [
        InContext(brief, 0, "o", labels),
        WhyThese(brief, labels),
        ExportBrief(brief, labels),
    ]
    if more:
        buttons.append(More(brief, labels))
    buttons.append(ReportBrief(brief, labels))
    return buttons
