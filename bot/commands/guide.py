"""The first steps in a server: shown once, privately, to the first manager who uses a command.

Nothing is ever said in public. The guide comes after the answer that she asked for; whether a
server has had it is stored, so that two managers, two processes or a restart make no second one.
"""

from __future__ import annotations

import logging
from typing import Any, Final

import aiohttp
import discord

from bot.access import is_manager
from bot.buttons.answering import answer_brief
from bot.buttons.base import VERSION, StatefulButton, StepButton, managed_guild
from bot.commands.article_forms import PasteForm
from bot.desk import Desk
from bot.labels import Labels
from bot.pages.view import text_view
from bot.requests import Request
from summaries.store import StoreError
from summaries.topics import About

log = logging.getLogger(__name__)

GUIDED: Final = "guided"
"""The guild setting that tells that the guide was shown."""

_NOTHING = discord.AllowedMentions.none()
_TROUBLES = (discord.DiscordException, TimeoutError, OSError, aiohttp.ClientError, StoreError)

Interaction = discord.Interaction[Any]


class Guide:
    """Offers the guide after a command."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def offer(self, interaction: Interaction) -> None:
        """Show the guide if a manager used a server's first command; what fails is logged."""
        try:
            await self._offer(interaction)
        except _TROUBLES:
            log.warning("The guide could not be shown.", exc_info=True)

    async def _offer(self, interaction: Interaction) -> None:
        guild, response = interaction.guild_id, interaction.response
        if guild is None:
            return
        # After a form there is no answer yet that anything could follow: the next command will do.
        if not response.is_done() or response.type is discord.InteractionResponseType.modal:
            return
        known = await self._desk.guild(guild)
        settings = known.settings if known else {}
        if settings.get(GUIDED) or not is_manager(interaction, settings):
            return
        guilds = self._desk.database.guilds()
        if not await self._desk.run(guilds.once, guild, GUIDED):
            return
        labels = Labels.for_locale(str(interaction.locale))
        try:
            await interaction.followup.send(
                view=guide_view(labels), ephemeral=True, allowed_mentions=_NOTHING
            )
        except _TROUBLES:
            await self._desk.run(guilds.once_more, guild, GUIDED)
            raise


class TryBrief(StepButton, template=rf"{VERSION}:gui:brief"):
    """Shows a brief of all topics, to the manager alone."""

    style = discord.ButtonStyle.primary

    fixed_id, label_key = f"{VERSION}:gui:brief", "button.try_brief"

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        await managed_guild(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await answer_brief(interaction, Request(About()), labels)


class AddArticle(StepButton, template=rf"{VERSION}:gui:article"):
    """Opens the form into which a text is pasted, as `/article add` does."""

    fixed_id, label_key = f"{VERSION}:gui:article", "button.add_article"

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        await managed_guild(interaction)
        await interaction.response.send_modal(PasteForm(labels))


class PlanDigest(StepButton, template=rf"{VERSION}:gui:digest"):
    """Says how a digest is scheduled, with the command to choose."""

    fixed_id, label_key = f"{VERSION}:gui:digest", "button.plan_digest"

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        await managed_guild(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        command = await _mention(interaction, "digest", "schedule")
        view = text_view([labels("guide.digest_how", command=command)])
        await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


GUIDE_BUTTONS: tuple[type[StatefulButton], ...] = (TryBrief, AddArticle, PlanDigest)
"""The guide's buttons; the client registers them beside the others."""


def guide_view(labels: Labels) -> discord.ui.LayoutView:
    """Lay the guide out: three steps, and a button for each."""
    steps = "\n".join(
        f"{number}. {labels(f'guide.{step}')}"
        for number, step in enumerate(("brief", "article", "digest"), 1)
    )
    head = f"## {labels('guide.heading')}\n-# {labels('guide.once')}"
    note = f"-# {labels('guide.settings')}"
    return text_view(
        [head, steps, note], [TryBrief(labels), AddArticle(labels), PlanDigest(labels)]
    )


async def _mention(interaction: Interaction, root: str, name: str) -> str:
    """Write a command so that choosing it fills the message box in; else only its name."""
    try:
        commands = await interaction.client.tree.fetch_commands()
    except discord.DiscordException:
        commands = []
    found = next((command.id for command in commands if command.name == root), None)
    return f"</{root} {name}:{found}>" if found else f"`/{root} {name}`"
