"""The button of `/about` by which a person has forgotten what she has looked at here."""

from __future__ import annotations

from typing import Any

import discord

from bot.access import guild_of
from bot.buttons.base import VERSION, StepButton, desk_of
from bot.labels import Labels
from bot.pages.view import text_view


class ForgetLooks(StepButton, template=rf"{VERSION}:fgt:looks"):
    """Forgets what was new to whoever presses it, and when: the next look is her first."""

    fixed_id, label_key = f"{VERSION}:fgt:looks", "button.forget_looks"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await desk.run(desk.database.shown(guild).forget, interaction.user.id)
        await interaction.response.send_message(
            view=text_view([labels("about.forgotten")]),
            ephemeral=True,
            allowed_mentions=discord.AllowedMentions.none(),
        )
