"""The buttons of `/audit`: newer and older lines of the log, for managers."""

from __future__ import annotations

from typing import Any

import discord

from bot.buttons.base import (
    TurnButton,
    desk_of,
    managed_guild,
    turning,
)
from bot.labels import Labels
from bot.pages.audit_page import ON_A_PAGE, audit_page
from bot.pages.view import text_view

_NOTHING = discord.AllowedMentions.none()


class TurnLog(TurnButton, template=turning("log", digits=7)):
    """Shows another page of the log. ``page`` counts from 0."""

    code = "log"

    async def turned(
        self, interaction: discord.Interaction[Any], labels: Labels
    ) -> discord.ui.LayoutView:
        return await audit_view(interaction, labels, self.page)


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
    turn = TurnLog.both(page, last, labels)
    return text_view(audit_page(shown.entries, labels, page=page, pages=last + 1), turn)
