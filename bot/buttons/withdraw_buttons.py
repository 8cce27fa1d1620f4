"""The buttons of `/article withdraw`: *Withdraw*, *Keep it*, and *Undo* for a day.

The article's id and the reason travel in the buttons' ids, so a restart loses nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, ClassVar, Final, Self

import discord

from bot.buttons.base import (
    VERSION,
    NamedButton,
    StatefulButton,
    desk_of,
    managed_guild,
)
from bot.desk import Desk
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.article_page import withdraw_card, withdrawn_card
from bot.pages.view import text_view
from summaries.store import AlreadyInLibrary, StoredArticle

UNDO: Final = timedelta(hours=24)
"""How long an article that was withdrawn can be put back with one press."""

LONGEST_REASON: Final = 80
"""Characters of a reason: a button's id holds a hundred in all."""

_ARTICLE: Final = r"A[1-9]\d{0,8}"
_NOTHING = discord.AllowedMentions.none()


class ConfirmWithdraw(
    StatefulButton, template=rf"(?s){VERSION}:wdr:(?P<name>{_ARTICLE}):(?P<reason>.{{0,80}})"
):
    """Withdraws an article, with the reason that was given."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.danger

    def __init__(self, name: str, reason: str, labels: Labels) -> None:
        super().__init__(f"{VERSION}:wdr:{name}:{reason}", labels("button.withdraw"))
        self.name, self.reason = name, reason

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], match["reason"], labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        shelf = desk.database.library(guild)
        user = interaction.user.id
        if not await desk.run(shelf.withdraw, self.name, by=user, reason=self.reason or None):
            raise Refused(labels("article.withdrawn_before", article=self.name))
        stored = await desk.run(shelf.stored, self.name)
        assert stored is not None
        corrections = await desk.run(desk.database.corrections(guild).of, self.name)
        due = sum(one.withdrawn_at == stored.withdrawn_at for one in corrections)
        blocks = withdrawn_card(stored, self.reason, desk.now() + UNDO, labels, corrections=due)
        view = text_view(blocks, [UndoWithdraw(self.name, labels)])
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class CancelWithdraw(NamedButton, template=rf"{VERSION}:kep:(?P<name>{_ARTICLE})"):
    """Leaves an article where it is."""

    code, label_key = "kep", "button.keep_it"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        await managed_guild(interaction)
        view = text_view([labels("article.withdraw_cancelled", article=self.name)])
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class UndoWithdraw(NamedButton, template=rf"{VERSION}:rst:(?P<name>{_ARTICLE})"):
    """Puts an article back, for a day after it was withdrawn."""

    code, label_key = "rst", "button.undo"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        shelf = desk.database.library(guild)
        stored = await desk.run(shelf.stored, self.name)
        since = stored.withdrawn_at if stored else None
        if since is not None and desk.now() > since + UNDO:
            raise Refused(labels("article.restore_late", article=self.name))
        try:
            done = await desk.run(shelf.restore, self.name, by=interaction.user.id)
        except AlreadyInLibrary as twin:
            raise Refused(labels("article.already", article=twin.article)) from None
        if not done:
            raise Refused(labels("article.restored_before", article=self.name))
        view = text_view([labels("article.restored", article=self.name)])
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


def ask_to_withdraw(
    desk: Desk, guild: int, article: StoredArticle, reason: str, labels: Labels
) -> discord.ui.LayoutView:
    """Return the card that asks whether an article is to be withdrawn."""
    quoted = desk.database.briefs(guild).quoting(article.id, since=article.added)
    messages = sum(map(len, quoted.values()))
    blocks = withdraw_card(article, messages, len(quoted), reason, labels)
    buttons = [
        ConfirmWithdraw(article.id, reason, labels),
        CancelWithdraw(article.id, labels),
    ]
    return text_view(blocks, buttons)
