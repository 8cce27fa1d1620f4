"""The buttons of `/audit`: newer and older lines of the log, for managers."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.buttons.base import VERSION, StatefulButton, desk_of, managed_guild
from bot.labels import Labels
from bot.pages.audit_page import ON_A_PAGE, audit_page
from bot.pages.view import text_view

_NOTHING = discord.AllowedMentions.none()


class TurnLog(StatefulButton, template=rf"{VERSION}:log:(?P<page>\d{{1,7}})(?P<step>[np])"):
    """Shows another page of the log. ``page`` counts from 0."""

    def __init__(self, page: int, step: str, labels: Labels, *, disabled: bool = False) -> None:
        key = "button.next" if step == "n" else "button.previous"
        super().__init__(f"{VERSION}:log:{page}{step}", labels(key), disabled=disabled)
        self.page = page

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(int(match["page"]), match["step"], labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        view = await audit_view(interaction, labels, self.page)
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


async def audit_view(
    interaction: discord.Interaction[Any], labels: Labels, page: int
) -> discord.ui.LayoutView:
    """Lay out a page of the server's log for a manager; one beyond the last is the last."""
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    log = desk.database.audit(guild)
    shown = await desk.run(log.page, page * ON_A_PAGE, ON_A_PAGE)
    last = max(0, -(-shown.count // ON_A_PAGE) - 1)
    if page > last:
        page, shown = last, await desk.run(log.page, last * ON_A_PAGE, ON_A_PAGE)
    turn = []
    if last:
        turn = [
            TurnLog(max(0, page - 1), "p", labels, disabled=page == 0),
            TurnLog(min(last, page + 1), "n", labels, disabled=page == last),
        ]
    return text_view(audit_page(shown.entries, labels, page=page, pages=last + 1), turn)
