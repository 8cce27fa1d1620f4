"""/library: browse and search the articles."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.buttons.library_buttons import LONGEST_SEARCH, library_view
from bot.commands.words import described
from bot.labels import Labels
from bot.pages.budget import characters_of


@app_commands.command(name="library", description=described("command.library.description"))
@app_commands.describe(search=described("command.library.search"))
@app_commands.guild_only()
async def library(
    interaction: discord.Interaction[Any], search: app_commands.Range[str, 0, LONGEST_SEARCH] = ""
) -> None:
    """List the articles, or those that have all the words, privately."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    labels = Labels.for_locale(str(interaction.locale))
    words = " ".join(search.split())
    while characters_of(words) > LONGEST_SEARCH:  # the buttons' ids must hold them
        words = words[:-1].rstrip()
    view = await library_view(interaction, labels, words)
    await interaction.edit_original_response(
        view=view, allowed_mentions=discord.AllowedMentions.none()
    )
