"""What is typed for a digest: a time, a zone, topics. What can't be read is refused with a cure."""

from __future__ import annotations

from datetime import time
from typing import Final

from discord import app_commands

from bot.buttons.base import desk_of
from bot.commands.digest.group import LONGEST_CHOICE, MOST_CHOICES, Choices, Interaction
from bot.desk import Desk
from bot.digests.typed import parse_time
from bot.digests.zones import find_zone, matching_zones, nearest_zone, zone_label
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.source_words import escaped
from summaries.topics import key

_LONGEST_TYPED: Final = 60  # of what is repeated in an answer


def read_time(typed: str, labels: Labels) -> time:
    """Return the time of day that was meant. Raises Refused."""
    at = parse_time(typed)
    if at is None:
        raise Refused(labels("digest.bad_time", typed=shortened(typed)))
    return at


async def read_zone(desk: Desk, typed: str, labels: Labels) -> str:
    """Return the zone that was meant. Raises Refused with the nearest one."""
    name = await desk.run(find_zone, typed)
    if name is not None:
        return name
    near = await desk.run(nearest_zone, typed)
    said = "digest.bad_zone_near" if near else "digest.bad_zone"
    raise Refused(labels(said, typed=shortened(typed), zone=near))


async def read_topics(desk: Desk, guild: int, typed: str, labels: Labels) -> tuple[str, ...]:
    """Return the names of the topics typed; none is all. Raises Refused for an unknown one."""
    names: list[str] = []
    for name in filter(None, (part.strip() for part in typed.split(","))):
        about = await desk.resolve(guild, name)
        if about.topic is None and about.suggestion is not None:
            said = labels(
                "error.unknown_topic", typed=shortened(name), topic=escaped(about.suggestion.name)
            )
            raise Refused(said)
        if about.topic is None:
            known = await desk.run(desk.topics_of, guild)
            every = ", ".join(escaped(topic.name) for topic in known[:MOST_CHOICES])
            raise Refused(labels("digest.bad_topic", typed=shortened(name), topics=every))
        names.append(about.topic.name)
    return tuple(dict.fromkeys(names))


async def suggest_zone(interaction: Interaction, current: str) -> Choices:
    """Offer time zones by their city."""
    names = await desk_of(interaction).run(matching_zones, current, MOST_CHOICES)
    return [app_commands.Choice(name=zone_label(name), value=name) for name in names]


async def suggest_topics(interaction: Interaction, current: str) -> Choices:
    """Complete the last of the topics typed, beside those before it."""
    labels = Labels.for_locale(str(interaction.locale))
    desk, guild = desk_of(interaction), interaction.guild_id
    topics = await desk.run(desk.topics_of, guild) if guild is not None else ()
    before, _, last = current.rpartition(",")
    typed = [name.strip() for name in before.split(",") if name.strip()]
    offered = [
        ", ".join([*typed, topic.name])
        for topic in topics
        if topic.name not in typed
        and (key(last) in key(topic.name) or key(last) in key(topic.title(labels.language)))
    ]
    fitting = [line for line in offered if len(line) <= LONGEST_CHOICE][:MOST_CHOICES]
    return [app_commands.Choice(name=line, value=line) for line in fitting]


def shortened(words: str) -> str:
    """Write what a person typed so that it does nothing, and not at length."""
    words = " ".join(words.split())
    return escaped(words if len(words) <= _LONGEST_TYPED else words[: _LONGEST_TYPED - 1] + "…")
