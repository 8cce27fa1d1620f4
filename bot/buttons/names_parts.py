"""The parts of `/settings` › *Names*: the list, a form to add to it, and a list to remove from it.

Each asks again whoever uses it whether she may.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any, Final, Self

import discord

from bot.buttons.base import (
    VERSION,
    StatefulButton,
    StatefulItem,
    TurnButton,
    desk_of,
    managed_guild,
    turning,
)
from bot.errors import answer_error
from bot.labels import Labels
from bot.pages.names_page import (
    ON_A_PAGE,
    in_order,
    names_page,
    option_of,
    pages_of,
    refused_lines,
)
from bot.pages.view import text_view
from summaries.evidence.aliases import Alias, read_lines

LONGEST_FORM: Final = 2_000
"""So that lines that are refused can be said again in one message."""

_NOTHING = discord.AllowedMentions.none()

Interaction = discord.Interaction[Any]


class OpenNames(StatefulButton, template=rf"{VERSION}:nam:open"):
    """Shows the list of names, privately."""

    def __init__(self, labels: Labels) -> None:
        super().__init__(f"{VERSION}:nam:open", labels("button.names"))

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        view = names_view(await _names(interaction), labels)
        await interaction.response.send_message(
            view=view, ephemeral=True, allowed_mentions=_NOTHING
        )


class TurnNames(TurnButton, template=turning("nam")):
    """Shows another page of the list. ``page`` counts from 0."""

    code = "nam"

    async def turned(self, interaction: Interaction, labels: Labels) -> discord.ui.LayoutView:
        return names_view(await _names(interaction), labels, self.page)


class AddNames(StatefulButton, template=rf"{VERSION}:nam:add"):
    """Opens the form to add names."""

    def __init__(self, labels: Labels) -> None:
        super().__init__(f"{VERSION}:nam:add", labels("button.add_names"))

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        await managed_guild(interaction)
        await interaction.response.send_modal(NamesForm(labels))


class RemoveNames(
    StatefulItem[discord.ui.Select[Any]], template=rf"{VERSION}:nam:rem(?P<page>\d{{1,3}})"
):
    """Removes what is chosen of the names on a page."""

    def __init__(self, page: int, shown: list[Alias], labels: Labels) -> None:
        options = [discord.SelectOption(label=option_of(one), value=_digits(one)) for one in shown]
        super().__init__(
            discord.ui.Select(
                custom_id=f"{VERSION}:nam:rem{page}",
                placeholder=labels("names.remove"),
                options=options,
                max_values=max(1, len(options)),
            )
        )
        self.page = page

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(int(match["page"]), [], labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        names = await _names(interaction)
        chosen = [one.key for one in names if _digits(one) in self.item.values]
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        guilds = desk.database.guilds()
        await desk.run(guilds.change_names, guild, remove=chosen, by=interaction.user.id)
        said = labels("names.removed", n=len(chosen)) if chosen else labels("names.gone")
        view = names_view(await _names(interaction), labels, self.page, said)
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class NamesForm(discord.ui.Modal):
    """A form with one box: other names and what they stand for, one on a line."""

    def __init__(self, labels: Labels) -> None:
        super().__init__(title=labels("names.form"))
        self.typed = discord.ui.TextInput[Any](
            custom_id="names",
            style=discord.TextStyle.paragraph,
            placeholder=labels("names.form_example"),
            max_length=LONGEST_FORM,
        )
        self.add_item(
            discord.ui.Label(
                text=labels("names.form_text"),
                description=labels("names.form_hint"),
                component=self.typed,
            )
        )

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Keep the lines that can be taken; say the others again, each with what is wrong."""
        labels = Labels.for_locale(str(interaction.locale))
        names = await _names(interaction)
        known = {one.key: one for one in names}
        lines = read_lines(self.typed.value, known)
        if lines.taken:
            await self._keep(interaction, labels, lines.taken, known)
        if lines.refused:
            view = text_view(refused_lines(lines.refused, labels))
            send = interaction.followup.send if lines.taken else interaction.response.send_message
            await send(view=view, ephemeral=True, allowed_mentions=_NOTHING)

    async def _keep(
        self,
        interaction: Interaction,
        labels: Labels,
        taken: tuple[Alias, ...],
        known: dict[str, Alias],
    ) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        guilds = desk.database.guilds()
        await desk.run(guilds.change_names, guild, add=taken, by=interaction.user.id)
        fresh = sum(known.get(one.key) != one for one in taken)
        said = labels("names.added", n=fresh) if fresh else labels("names.added_before")
        names = await _names(interaction)
        page = next((n for n, one in enumerate(names) if one == taken[0]), 0) // ON_A_PAGE
        view = names_view(names, labels, page, said)
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)

    async def on_error(  # type: ignore[override]  # as in discord.py's own Modal
        self, interaction: Interaction, error: Exception, /
    ) -> None:
        await answer_error(interaction, error)


NAMES_PARTS: tuple[type[StatefulItem[Any]], ...] = (AddNames, OpenNames, RemoveNames, TurnNames)
"""The parts of the list; they are registered with those of `/settings`."""


def names_view(
    names: list[Alias], labels: Labels, page: int = 0, said: str = ""
) -> discord.ui.LayoutView:
    """Lay a page of the list out; one beyond the last is the last."""
    last = pages_of(len(names)) - 1
    here = min(page, last)
    buttons = [*TurnNames.both(here, last, labels), AddNames(labels)]
    shown = names[here * ON_A_PAGE : (here + 1) * ON_A_PAGE]
    remove = [RemoveNames(here, shown, labels)] if shown else []
    return text_view(names_page(names, labels, page=here, said=said), buttons, [remove])


async def _names(interaction: Interaction) -> list[Alias]:
    """Return the list of the guild of somebody who may manage it."""
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    settings = await desk.run(desk.database.guilds().settings, guild)
    return in_order(settings.names().values())


def _digits(name: Alias) -> str:
    """Stand for a name in a list's values, which are short."""
    return hashlib.sha256(name.key.encode("utf-8", "replace")).hexdigest()[:16]
