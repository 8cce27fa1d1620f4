"""/follow and /unfollow: a digest of one's own, by direct message. For everybody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.access import guild_of
from bot.buttons.base import desk_of
from bot.commands.digest.group import LONGEST_CHOICE, MOST_CHOICES, Choices, Typed
from bot.commands.digest.reading import (
    read_time,
    read_topics,
    read_zone,
    shortened,
    suggest_zone,
)
from bot.commands.words import described
from bot.digests.following import (
    USUAL_TIME,
    description,
    greeting,
    open_messages,
    server_name,
    usual_zone,
)
from bot.digests.sentences import next_edition
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.view import text_view
from summaries.store import Schedule
from summaries.topics import key

_NOTHING = discord.AllowedMentions.none()

Interaction = discord.Interaction[Any]


@app_commands.command(name="follow", description=described("command.follow.description"))
@app_commands.describe(
    topic=described("command.follow.topic"),
    time=described("command.follow.time"),
    zone=described("command.follow.zone"),
)
@app_commands.guild_only()
@app_commands.autocomplete(zone=suggest_zone)
async def follow(
    interaction: Interaction, topic: Typed, time: Typed | None = None, zone: Typed | None = None
) -> None:
    """Let a member follow a topic: once her direct messages are known to be open."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk, user = guild_of(interaction), desk_of(interaction), interaction.user
    settings = await desk.run(desk.database.guilds().settings, guild)
    if not settings.private_digests:
        raise Refused(labels("follow.turned_off"))
    names = await read_topics(desk, guild, topic, labels)
    if not names:
        raise Refused(labels("follow.no_topic"))
    follows = desk.database.follows(guild)
    known = await desk.run(follows.get, user.id)
    at = read_time(time, labels) if time else (known.local_time if known else USUAL_TIME)
    if zone:
        place = await read_zone(desk, zone, labels)
    else:
        place = known.zone if known else await desk.run(usual_zone, desk, guild, user.id)
    await interaction.response.defer(ephemeral=True, thinking=True)
    # Private editions say which server they are from, by its name now.
    if interaction.guild is not None:
        await desk.run(desk.database.guilds().add, guild, interaction.guild.name)
    topics = await desk.run(desk.topics_of, guild)
    title = next(t.title(labels.language) for t in topics if t.name == names[-1])
    said = greeting(server_name(interaction), title, labels)
    channel = await open_messages(user, said, labels)
    # Of one that is changed, today's edition is not posted anew because its time is another.
    moved = replace(known, local_time=at, zone=place) if known else None
    following = await desk.run(next_edition, desk, moved) if moved else None
    made = await desk.run(
        follows.put,
        user.id,
        channel=channel,
        topics=names,
        local_time=at,
        zone=place,
        following=following.moment if following else None,
        options={"language": labels.language},
    )
    lines = [
        f"## {labels('follow.done')}",
        await desk.run(description, desk, made, labels),
        f"-# {labels('follow.how')}",
    ]
    view = text_view(["\n".join(lines)])
    await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


@app_commands.command(name="unfollow", description=described("command.unfollow.description"))
@app_commands.describe(topic=described("command.unfollow.topic"))
@app_commands.guild_only()
async def unfollow(interaction: Interaction, topic: Typed) -> None:
    """Let a member follow a topic no more; without topics her digest ends."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk, user = guild_of(interaction), desk_of(interaction), interaction.user.id
    follows = desk.database.follows(guild)
    known = await desk.run(follows.get, user)
    if known is None:
        raise Refused(labels("follow.none"))
    found = _followed(topic, known, await _titles(interaction))
    if found is None:
        raise Refused(labels("follow.not_followed", typed=shortened(topic)))
    left = await desk.run(follows.leave, user, found)
    said = [f"## {labels('follow.left' if left else 'follow.ended')}"]
    said.append(
        await desk.run(description, desk, left, labels) if left else labels("follow.ended_note")
    )
    view = text_view(["\n".join(said)])
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=_NOTHING)


@follow.autocomplete("topic")
async def _suggest_topic(interaction: Interaction, current: str) -> Choices:
    """Offer every topic."""
    return _choices(await _titles(interaction), current)


@unfollow.autocomplete("topic")
async def _suggest_followed(interaction: Interaction, current: str) -> Choices:
    """Offer the topics that the member follows."""
    desk = desk_of(interaction)
    known = await desk.run(desk.database.follows(guild_of(interaction)).get, interaction.user.id)
    titles = await _titles(interaction)
    return _choices(
        {name: titles.get(name, name) for name in known.topics} if known else {}, current
    )


async def _titles(interaction: Interaction) -> dict[str, str]:
    language = Labels.for_locale(str(interaction.locale)).language
    desk, guild = desk_of(interaction), interaction.guild_id
    topics = await desk.run(desk.topics_of, guild) if guild is not None else ()
    return {topic.name: topic.title(language) for topic in topics}


def _choices(titles: dict[str, str], current: str) -> Choices:
    wanted = key(current)
    return [
        app_commands.Choice(name=title[:LONGEST_CHOICE], value=name[:LONGEST_CHOICE])
        for name, title in titles.items()
        if wanted in key(title) or wanted in key(name)
    ][:MOST_CHOICES]


def _followed(typed: str, known: Schedule, titles: dict[str, str]) -> str | None:
    """Return which of the topics that somebody follows is meant, by its name or title."""
    wanted = key(typed)
    for name in known.topics:
        if wanted in {key(name), key(titles.get(name, name))}:
            return name
    return None
