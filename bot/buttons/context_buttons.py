"""*In context*, and *Next* and *Previous* below its answer."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.buttons.base import STORED, VERSION, StatefulButton
from bot.buttons.opening import open_brief
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.context_page import context_page
from bot.pages.view import text_view

_NOTHING = discord.AllowedMentions.none()


class InContext(
    StatefulButton, template=rf"{VERSION}:ctx:{STORED}:(?P<place>\d{{1,3}})(?P<step>[npor])"
):
    """Shows a sentence between its neighbours; *Next* and *Previous* turn to the others.

    ``step`` says which button it is: (o)pen below the brief or (r) below a report of it, (n)ext,
    (p)revious.
    """

    def __init__(
        self, brief: str, place: int, step: str, labels: Labels, *, disabled: bool = False
    ) -> None:
        keys = {
            "o": "button.in_context",
            "r": "button.open_in_context",
            "n": "button.next",
            "p": "button.previous",
        }
        super().__init__(
            f"{VERSION}:ctx:{brief}:{place}{step}", labels(keys[step]), disabled=disabled
        )
        self.brief, self.place, self.step = brief, place, step

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], int(match["place"]), match["step"], labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        opened = await open_brief(interaction, self.brief, labels)
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
        if self.step in "or":
            await interaction.response.send_message(
                view=view, ephemeral=True, allowed_mentions=_NOTHING
            )
        else:
            await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)
