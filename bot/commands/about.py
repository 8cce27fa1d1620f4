"""/about: version, privacy in one sentence, counts, and what is stored."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot import __version__
from bot.access import guild_of
from bot.buttons import ForgetLooks, desk_of
from bot.commands.words import described
from bot.labels import Labels
from bot.pages.view import text_view


@app_commands.command(name="about", description=described("command.about.description"))
@app_commands.guild_only()
async def about(interaction: discord.Interaction[Any]) -> None:
    """Say what the bot is, privately."""
    labels = Labels.for_locale(str(interaction.locale))
    desk, guild = desk_of(interaction), guild_of(interaction)
    totals = await desk.run(desk.database.guilds().totals)
    await desk.seed(guild)
    articles = await desk.run(desk.database.library(guild).count)
    topics = await desk.run(desk.topics_of, guild)
    # A heading right below a list would be taken for a part of its last item.
    blocks = (
        (
            f"## {labels('about.heading', version=__version__)}",
            labels("about.promise"),
            f"**{labels('about.counts_heading')}**",
            f"- {labels('about.counts', shown=totals.shown, verified=totals.verified)}",
            f"- {labels('about.library', n=articles, topics=len(topics))}",
        ),
        (
            f"**{labels('about.privacy_heading')}**",
            labels("about.privacy"),
            labels("about.stored"),
            labels("about.deletion"),
            labels("about.looks"),
        ),
    )
    await interaction.response.send_message(
        view=text_view(["\n".join(lines) for lines in blocks], [ForgetLooks(labels)]),
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )
