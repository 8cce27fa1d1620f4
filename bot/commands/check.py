"""/check: quotations and figures that differ between sources."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.access import guild_of
from bot.buttons import desk_of
from bot.buttons.check_buttons import LONGEST_ABOUT, answer_check, meant_view
from bot.commands.about_choice import suggest_about
from bot.commands.words import described
from bot.labels import Labels
from bot.pages.budget import cut_to


@app_commands.command(name="check", description=described("command.check.description"))
@app_commands.describe(
    about=described("command.check.about"),
    private=described("command.check.private"),
)
@app_commands.guild_only()
async def check(
    interaction: discord.Interaction[Any],
    about: app_commands.Range[str, 0, LONGEST_ABOUT] = "",
    private: bool = False,
) -> None:
    """Resolve what is asked before deferring, so that a mistake is answered privately."""
    labels = Labels.for_locale(str(interaction.locale))
    typed = cut_to(" ".join(about.split()), LONGEST_ABOUT)  # the buttons' ids must hold it
    meant = await desk_of(interaction).resolve(guild_of(interaction), typed)
    if meant.suggestion is not None:
        await interaction.response.send_message(
            view=meant_view(meant, private, labels),
            ephemeral=True,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        return
    await answer_check(interaction, meant, labels, private=private)


check.autocomplete("about")(suggest_about)
