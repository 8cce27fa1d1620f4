"""Who may do what. Discord hides commands from people; the code checks all the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

MANAGER_ROLE = "manager_role"
"""The guild setting that holds the id of a role whose members may manage the library."""


class ServerOnly(Exception):
    """A command was used outside a server."""


class ManagersOnly(Exception):
    """Somebody without Manage Server (or the manager role) used a manager's command."""


class NotAMember(Exception):
    """Something of a server was asked for by somebody who is not in it any more."""


def guild_of(interaction: discord.Interaction[Any]) -> int:
    """Return the guild that an interaction belongs to. Raises ServerOnly.

    Everything that a command reads or writes is asked for with this number, so one guild's
    articles can't reach another.
    """
    if interaction.guild_id is None:
        raise ServerOnly
    return interaction.guild_id


def is_manager(interaction: discord.Interaction[Any], settings: Mapping[str, Any]) -> bool:
    """Tell whether the person may manage this guild's library and digests."""
    if interaction.permissions.manage_guild:
        return True
    role = settings.get(MANAGER_ROLE)
    user = interaction.user
    return isinstance(user, discord.Member) and any(r.id == role for r in user.roles)


async def is_member(client: discord.Client, guild: int, user: int) -> bool:
    """Ask Discord whether somebody is a member of a server: no cache of members is kept."""
    try:
        await client.http.get_member(guild, user)
    except discord.NotFound:
        return False
    return True
