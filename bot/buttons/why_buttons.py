"""*Why these*, its pages, and *Why not…*: a form into which anybody pastes a sentence."""

from __future__ import annotations

import re
from typing import Any, Final, Self

import discord

from bot.buttons.base import STORED, VERSION, NamedButton, StatefulButton, desk_of, guild_of_brief
from bot.buttons.forms import Form
from bot.buttons.opening import open_brief
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.source_words import escaped
from bot.pages.style import discord_style
from bot.pages.view import text_view
from bot.pages.why_not_page import why_not_page
from bot.pages.why_page import why_pages
from bot.second_look import TopicGone, look_again

LONGEST_PASTE: Final = 2_000
"""Characters of a sentence that is pasted; the longest of the news have some hundred."""

_NOTHING = discord.AllowedMentions.none()


class WhyThese(NamedButton, template=rf"{VERSION}:why:{STORED}"):
    """Shows what each sentence matched, what it scored and beat, and what was just missed."""

    code, label_key = "why", "button.why"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        view = await _page(interaction, self.name, 0, labels)
        await interaction.response.send_message(
            view=view, ephemeral=True, allowed_mentions=_NOTHING
        )


class TurnWhy(
    StatefulButton, template=rf"{VERSION}:wyp:{STORED}:(?P<page>\d{{1,3}})(?P<step>[np])"
):
    """Shows another page of the reasons. ``page`` counts from 0."""

    def __init__(
        self, brief: str, page: int, step: str, labels: Labels, *, disabled: bool = False
    ) -> None:
        key = "button.next" if step == "n" else "button.previous"
        super().__init__(f"{VERSION}:wyp:{brief}:{page}{step}", labels(key), disabled=disabled)
        self.brief, self.page = brief, page

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], int(match["page"]), match["step"], labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        view = await _page(interaction, self.brief, self.page, labels)
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class AskWhyNot(NamedButton, template=rf"{VERSION}:wno:{STORED}"):
    """Opens the form into which a sentence is pasted."""

    code, label_key = "wno", "button.why_not"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        await open_brief(interaction, self.name, labels)
        await interaction.response.send_modal(WhyNotForm(self.name, labels))


class WhyNotForm(Form):
    """A form for a sentence, or a part of one. Nothing of it is stored."""

    def __init__(self, brief: str, labels: Labels) -> None:
        super().__init__(title=labels("why_not.form"))
        self.brief = brief
        self.pasted = discord.ui.TextInput[Any](
            custom_id="sentence", style=discord.TextStyle.paragraph, max_length=LONGEST_PASTE
        )
        self.add_item(
            discord.ui.Label(
                text=labels("why_not.form_text"),
                description=labels("why_not.form_hint"),
                component=self.pasted,
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        labels = Labels.for_locale(str(interaction.locale))
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, desk = await guild_of_brief(interaction, self.brief), desk_of(interaction)
        opened = await open_brief(interaction, self.brief, labels)
        try:
            found = await desk.run(look_again, desk, guild, opened, self.pasted.value)
        except TopicGone as gone:
            raise Refused(labels("error.topic_gone", topic=escaped(str(gone)))) from None
        style = discord_style()
        blocks = why_not_page(found.answer, opened.brief, found.articles, labels, style)
        view = text_view(blocks, [AskWhyNot(self.brief, labels)])
        await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


async def _page(
    interaction: discord.Interaction[Any], brief: str, page: int, labels: Labels
) -> discord.ui.LayoutView:
    """Lay a page of the reasons out; one beyond the last is the last."""
    opened = await open_brief(interaction, brief, labels)
    pages = why_pages(opened.brief, opened.articles, labels)
    last = len(pages) - 1
    here = min(page, last)
    buttons: list[StatefulButton] = []
    if last:
        back, on = max(0, here - 1), min(last, here + 1)
        buttons = [
            TurnWhy(brief, back, "p", labels, disabled=here == 0),
            TurnWhy(brief, on, "n", labels, disabled=here == last),
        ]
    return text_view(pages[here], [*buttons, AskWhyNot(brief, labels)])


WHY_BUTTONS: Final = (WhyThese, TurnWhy, AskWhyNot)
