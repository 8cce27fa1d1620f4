"""Which digest is meant: chosen from a list, or the only one."""

from __future__ import annotations

from collections.abc import Sequence

from discord import app_commands

from bot.access import ManagersOnly
from bot.buttons.base import desk_of, managed_guild
from bot.commands.digest.group import LONGEST_CHOICE, MOST_CHOICES, Choices, Interaction
from bot.desk import Desk
from bot.digests.typed import say_days
from bot.errors import Refused
from bot.labels import Labels
from summaries.store import Schedule
from summaries.topics import key


async def chosen(desk: Desk, guild: int, typed: str, labels: Labels) -> Schedule:
    """Return the digest that is meant; the only one needs no name. Raises Refused."""
    known: Sequence[Schedule] = await desk.run(desk.database.schedules(guild).list)
    if not known:
        raise Refused(labels("digest.none"))
    if not typed and len(known) == 1:
        return known[0]
    found = next((made for made in known if made.id == typed.strip()), None)
    if found is None:
        raise Refused(labels("digest.choose"))
    return found


async def suggest_digest(interaction: Interaction, current: str) -> Choices:
    """Offer the server's digests by channel and time, to managers alone."""
    labels = Labels.for_locale(str(interaction.locale))
    try:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
    except ManagersOnly:
        return []
    found = []
    for made in await desk.run(desk.database.schedules(guild).list):
        server = interaction.guild
        channel = server and server.get_channel_or_thread(made.channel)
        place = f"#{channel.name}" if channel else str(made.channel)
        said = f"{place} {made.local_time:%H:%M} {say_days(made.weekdays, labels)}, {made.zone}"
        if key(current) in key(said):
            found.append(app_commands.Choice(name=said[:LONGEST_CHOICE], value=made.id))
    return found[:MOST_CHOICES]
