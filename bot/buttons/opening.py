"""Opening the stored brief that a button belongs to."""

from __future__ import annotations

from typing import Any

import discord

from bot.buttons.base import desk_of, guild_of_brief
from bot.errors import Refused
from bot.labels import Labels
from bot.requests import Reopened


async def open_brief(interaction: discord.Interaction[Any], brief: str, labels: Labels) -> Reopened:
    """Open the stored brief; a withdrawn article is said, and its words are not shown again."""
    guild = await guild_of_brief(interaction, brief)
    opened = await desk_of(interaction).reopen(guild, brief)
    if opened.withdrawn:
        raise Refused(labels("error.article_withdrawn", article=", ".join(opened.withdrawn)))
    return opened
