"""/brief: one command for all reading."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.access import guild_of
from bot.buttons import answer_brief, desk_of, suggestion_view
from bot.commands.about_choice import suggest_about
from bot.commands.words import choice, described
from bot.labels import Labels
from bot.requests import SINCE_LAST, Request
from summaries.briefs import Length

_NOTHING = discord.AllowedMentions.none()


@app_commands.command(name="brief", description=described("command.brief.description"))
@app_commands.describe(
    about=described("command.brief.about"),
    since=described("command.brief.since"),
    length=described("command.brief.length"),
    private=described("command.brief.private"),
)
@app_commands.choices(
    since=[choice(f"window.{name}", name) for name in ("24h", "7d", "30d", "all", SINCE_LAST)],
    length=[choice(f"choice.{length.value}", length.value) for length in Length],
)
@app_commands.guild_only()
async def brief(
    interaction: discord.Interaction[Any],
    about: app_commands.Range[str, 0, 200] = "",
    since: str | None = None,
    length: str = "standard",
    private: bool = False,
) -> None:
    """Resolve what is asked before deferring, so that a mistake is answered privately."""
    labels = Labels.for_locale(str(interaction.locale))
    guild = guild_of(interaction)
    meant = await desk_of(interaction).resolve(guild, about)
    request = Request(meant, since, Length(length))
    # What she has not seen yet is for her alone: for others it would lack a beginning.
    private = private or since == SINCE_LAST
    if meant.suggestion is not None:
        view = suggestion_view(request, private, labels)
        await interaction.response.send_message(
            view=view, ephemeral=True, allowed_mentions=_NOTHING
        )
        return
    await interaction.response.defer(ephemeral=private, thinking=True)
    await answer_brief(interaction, request, labels)


brief.autocomplete("about")(suggest_about)
