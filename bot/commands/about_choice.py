"""What may be meant by ``about``: topics first, then articles, then the words that were typed."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands

from bot.buttons import desk_of
from bot.labels import Labels
from summaries.topics import key

_MOST_CHOICES: Final = 25
_LONGEST_CHOICE: Final = 100


async def suggest_about(
    interaction: discord.Interaction[Any], current: str
) -> list[app_commands.Choice[str]]:
    """Offer topics first, then articles, then a search for the words typed."""
    labels = Labels.for_locale(str(interaction.locale))
    desk = desk_of(interaction)
    wanted = key(current)
    guild = interaction.guild_id
    topics = await desk.run(desk.topics_of, guild) if guild is not None else ()
    choices = [
        app_commands.Choice(name=topic.title(labels.language)[:_LONGEST_CHOICE], value=topic.name)
        for topic in topics
        if any(wanted in key(n) for n in (topic.name, topic.title(labels.language), *topic.aliases))
    ]
    if guild is not None:
        for article, title in await desk.offered(guild, current, _MOST_CHOICES):
            name = _shortened(f"{article} {title}".strip(), _LONGEST_CHOICE)
            choices.append(app_commands.Choice(name=name, value=article))
    typed = " ".join(current.split())
    room = _MOST_CHOICES - 1 if typed else _MOST_CHOICES
    choices = choices[:room]
    if typed and len(typed) <= _LONGEST_CHOICE:
        words = _shortened(typed, _LONGEST_CHOICE - len(labels("choice.search", words="")))
        choices.append(app_commands.Choice(name=labels("choice.search", words=words), value=typed))
    return choices


def _shortened(name: str, longest: int) -> str:
    """Cut a name at ``longest`` characters, the last an ellipsis."""
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
