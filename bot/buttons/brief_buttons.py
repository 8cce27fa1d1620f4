"""The buttons below a brief: *In context*, *Why these*, *Export*, *More*. They work for ever.

Each carries the id of a stored brief; its answer is private to whoever pressed it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Self

import discord

from bot.buttons.base import (
    STORED,
    VERSION,
    NamedButton,
    StatefulButton,
    desk_of,
    guild_of_brief,
)
from bot.errors import Refused
from bot.labels import Labels
from bot.pages import brief_page, export_files
from bot.pages.context_page import context_page
from bot.pages.view import text_view, to_view
from bot.pages.why_page import why_page
from bot.requests import News, Reopened, Request
from summaries.briefs import BriefKind, Length, Passage
from summaries.topics import About

_NOTHING = discord.AllowedMentions.none()


async def _opened(interaction: discord.Interaction[Any], brief: str, labels: Labels) -> Reopened:
    """Open the stored brief; a withdrawn article is said, and its words are not shown again."""
    opened = await desk_of(interaction).reopen(await guild_of_brief(interaction, brief), brief)
    if opened.withdrawn:
        raise Refused(labels("error.article_withdrawn", article=", ".join(opened.withdrawn)))
    return opened


class InContext(
    StatefulButton, template=rf"{VERSION}:ctx:{STORED}:(?P<place>\d{{1,3}})(?P<step>[npo])"
):
    """Shows a sentence between its neighbours; *Next* and *Previous* turn to the others.

    ``step`` says which button it is: (o)pen below the brief, (n)ext, (p)revious.
    """

    def __init__(
        self, brief: str, place: int, step: str, labels: Labels, *, disabled: bool = False
    ) -> None:
        keys = {"o": "button.in_context", "n": "button.next", "p": "button.previous"}
        super().__init__(
            f"{VERSION}:ctx:{brief}:{place}{step}", labels(keys[step]), disabled=disabled
        )
        self.brief, self.place, self.step = brief, place, step

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], int(match["place"]), match["step"], labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        opened = await _opened(interaction, self.brief, labels)
        last = len(list(opened.brief.passages())) - 1
        if last < 0:
            raise Refused(labels("error.brief_gone"))
        place = min(self.place, last)
        blocks = context_page(opened.brief, opened.articles, labels, place)
        turn = [
            InContext(self.brief, max(0, place - 1), "p", labels, disabled=place == 0),
            InContext(self.brief, min(last, place + 1), "n", labels, disabled=place == last),
        ]
        view = text_view(blocks, turn if last else ())
        if self.step == "o":
            await interaction.response.send_message(
                view=view, ephemeral=True, allowed_mentions=_NOTHING
            )
        else:
            await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class WhyThese(NamedButton, template=rf"{VERSION}:why:{STORED}"):
    """Shows what each sentence matched, what it scored, and what was just missed."""

    code, label_key = "why", "button.why"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        opened = await _opened(interaction, self.name, labels)
        blocks = why_page(opened.brief, opened.articles, labels)
        await interaction.response.send_message(
            view=text_view(blocks), ephemeral=True, allowed_mentions=_NOTHING
        )


class ExportBrief(NamedButton, template=rf"{VERSION}:txt:{STORED}"):
    """Sends the brief as a text file with the same words, and its rows as tables."""

    code, label_key = "txt", "button.export"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        opened = await _opened(interaction, self.name, labels)
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
        opened = await _opened(interaction, self.name, labels)
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
    return buttons
