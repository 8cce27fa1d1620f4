"""/brief: one command for all reading."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.access import guild_of
from bot.buttons import answer_brief, desk_of, suggestion_view
from bot.commands.words import choice, described
from bot.desk import Request
from bot.labels import Labels
from summaries.briefs import Length
from summaries.topics import key

_MOST_CHOICES = 25
_LONGEST_CHOICE = 100
_NOTHING = discord.AllowedMentions.none()


@app_commands.command(name="brief", description=described("command.brief.description"))
@app_commands.describe(
    about=described("command.brief.about"),
    since=described("command.brief.since"),
    length=described("command.brief.length"),
    private=described("command.brief.private"),
)
@app_commands.choices(
    since=[choice(f"window.{name}", name) for name in ("24h", "7d", "30d", "all")],
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
    if meant.suggestion is not None:
        view = suggestion_view(request, private, labels)
        await interaction.response.send_message(
            view=view, ephemeral=True, allowed_mentions=_NOTHING
        )
        return
    await interaction.response.defer(ephemeral=private, thinking=True)
    await answer_brief(interaction, request, labels)


@brief.autocomplete("about")
async def _suggest_about(
    interaction: discord.Interaction[Any], current: str
) -> list[app_commands.Choice[str]]:
    """Offer topics first, then articles, then a search for the words typed."""
    labels = Labels.for_locale(str(interaction.locale))
    desk = desk_of(interaction)
    wanted = key(current)
    choices = [
        app_commands.Choice(name=topic.title(labels.language)[:_LONGEST_CHOICE], value=topic.name)
        for topic in desk.topics
        if any(wanted in key(n) for n in (topic.name, topic.title(labels.language), *topic.aliases))
    ]
    if interaction.guild_id is not None:
        for article, title in await desk.offered(interaction.guild_id, current, _MOST_CHOICES):
            name = shortened(f"{article} {title}".strip(), _LONGEST_CHOICE)
            choices.append(app_commands.Choice(name=name, value=article))
    typed = " ".join(current.split())
    room = _MOST_CHOICES - 1 if typed else _MOST_CHOICES
    choices = choices[:room]
    if typed and len(typed) <= _LONGEST_CHOICE:
        words = shortened(typed, _LONGEST_CHOICE - len(labels("choice.search", words="")))
        choices.append(app_commands.Choice(name=labels("choice.search", words=words), value=typed))
    return choices


def shortened(name: str, longest: int) -> str:
    """Cut a name at ``longest`` characters, the last an ellipsis."""
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
