"""/audit: who changed what, newest first. For managers, privately."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.buttons.audit_buttons import audit_view
from bot.commands.words import described
from bot.labels import Labels


@app_commands.command(name="audit", description=described("command.audit.description"))
@app_commands.describe(page=described("command.audit.page"))
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
async def audit(
    interaction: discord.Interaction[Any], page: app_commands.Range[int, 1, 1_000_000] = 1
) -> None:
    """Show a page of the log."""
    labels = Labels.for_locale(str(interaction.locale))
    view = await audit_view(interaction, labels, page - 1)
    await interaction.response.send_message(
        view=view, ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
    )
