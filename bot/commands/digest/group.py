"""The root of `/digest`, to which each subject adds its own command."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.commands.words import described

Interaction = discord.Interaction[Any]
Choices = list[app_commands.Choice[str]]
Typed = app_commands.Range[str, 1, 200]

NOTHING = discord.AllowedMentions.none()
MOST_CHOICES = 25
LONGEST_CHOICE = 100

digest = app_commands.Group(
    name="digest",
    description=described("command.digest.description"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)
