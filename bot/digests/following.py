"""A member's private digest: what she is told of it, and whether her direct messages are open."""

from __future__ import annotations

from collections import Counter
from datetime import time
from typing import Any, Final

import aiohttp
import discord

from bot.asking import within
from bot.desk import Desk
from bot.digests.sentences import next_edition, say_next, topics_of
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.source_words import escaped
from bot.pages.view import text_view
from summaries.store import Schedule

USUAL_TIME: Final = time(8)

_CLOSED: Final = 50007
_LONGEST_QUESTION: Final = 10.0  # seconds
_NOTHING = discord.AllowedMentions.none()


async def open_messages(user: discord.User | discord.Member, said: str, labels: Labels) -> int:
    """Say something to a person in a direct message and return its channel.

    It shows at once whether her private digest can reach her. Raises Refused if it can't.
    """

    async def opened() -> int:
        channel = await user.create_dm()
        await channel.send(view=text_view([said]), allowed_mentions=_NOTHING)
        return channel.id

    try:
        return await within(_LONGEST_QUESTION, opened())
    except discord.HTTPException as error:
        closed = error.code == _CLOSED or error.status == 403
        raise Refused(labels("follow.closed" if closed else "follow.no_answer")) from error
    except (TimeoutError, OSError, aiohttp.ClientError) as error:
        raise Refused(labels("follow.no_answer")) from error


def usual_zone(desk: Desk, guild: int, user: int) -> str:
    """Return the zone that a person had last, else that of most of the server's digests, else UTC.

    Reads the store.
    """
    before = desk.database.follows(guild).last_zone(user)
    if before is not None:
        return before
    zones = Counter(made.zone for made in desk.database.schedules(guild).list())
    return zones.most_common(1)[0][0] if zones else "UTC"


def description(desk: Desk, made: Schedule, labels: Labels) -> str:
    """Say what a private digest is: topics, time, zone, and when it comes next. Reads the store."""
    said = labels(
        "follow.sentence",
        topics=topics_of(desk, made, labels),
        time=f"{made.local_time:%H:%M}",
        zone=escaped(made.zone),
    )
    return f"{said}\n{say_next(next_edition(desk, made), made, labels)}"


def greeting(server: str, topic: str, labels: Labels) -> str:
    """Write the message that opens a person's direct messages."""
    return labels("follow.greeting", server=escaped(server), topic=escaped(topic))


def server_name(interaction: discord.Interaction[Any]) -> str:
    """Return the name of the server that a command was used in."""
    return interaction.guild.name if interaction.guild else str(interaction.guild_id)
