"""/settings: what a server's managers can set. One private page."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.buttons import desk_of
from bot.buttons.base import managed_guild
from bot.buttons.settings_parts import settings_view
from bot.commands.words import described
from bot.labels import Labels


@app_commands.command(name="settings", description=described("command.settings.description"))
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
async def settings(interaction: discord.Interaction[Any]) -> None:
    """Show what is set, with lists to change it."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    known = await desk.run(desk.database.guilds().settings, guild)
    await interaction.response.send_message(
        view=settings_view(known, labels),
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )
