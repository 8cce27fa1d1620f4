"""Private digests: whether an edition may still go to the one it is for."""

from __future__ import annotations

from typing import Final

import aiohttp
import discord

from bot.access import is_member
from bot.asking import within
from bot.desk import Desk
from bot.digests.delivery import explained
from summaries.store import Schedule

TURNED_OFF: Final = "turned_off"
"""The reason of a run that was left out because the managers turned private digests off."""

NOT_A_MEMBER: Final = "not_a_member"
"""The reason of a run that was left out because its reader has left the server."""


async def withheld_from(
    client: discord.Client, desk: Desk, schedule: Schedule, time_out: float
) -> str | None:
    """Return why a private edition must not be sent; None if it may, and for all others.

    Asks Discord whether its reader is still a member: no server's articles reach anybody else. If
    she is not, her digest ends. Raises Undelivered where that can't be known.
    """
    if schedule.follower is None:
        return None
    settings = await desk.run(desk.database.guilds().settings, schedule.guild)
    if not settings.private_digests:
        return TURNED_OFF
    try:
        member = await within(time_out, is_member(client, schedule.guild, schedule.follower))
    except (discord.DiscordException, TimeoutError, OSError, aiohttp.ClientError) as error:
        raise explained(error) from error
    if member:
        return None
    await desk.run(desk.database.follows(schedule.guild).end, schedule.follower)
    return NOT_A_MEMBER


async def server_of(desk: Desk, schedule: Schedule) -> str | None:
    """Return the name of the server that a private digest is from; None for the others."""
    if schedule.follower is None:
        return None
    guild = await desk.guild(schedule.guild)
    return (guild.name if guild else None) or str(schedule.guild)
