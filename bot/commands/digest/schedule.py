"""/digest schedule: a new digest, with how its editions are posted."""

from __future__ import annotations

from typing import Final

import discord
from discord import app_commands

from bot.buttons.base import desk_of, managed_guild
from bot.commands.digest.group import NOTHING, Choices, Interaction, Typed, digest
from bot.commands.digest.place import Chosen, PlaceOption, checked_wishes, read_place
from bot.commands.digest.reading import (
    read_time,
    read_topics,
    read_zone,
    shortened,
    suggest_topics,
    suggest_zone,
)
from bot.commands.words import choice, described
from bot.digests import PostFirst
from bot.digests.sentences import next_edition, say_next, sentence, wishes_of
from bot.digests.typed import GROUPS, parse_days, say_days
from bot.digests.wishes import CATCH_UP_MOST, EDITOR_MINUTES, Wishes
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.view import text_view
from summaries.topics import key

MOST_SCHEDULES: Final = 25  # of one server: what a list of choices can show

_SERVERS: Final = "server"
_SKIP: Final = "skip"
_Minutes = app_commands.Range[int, EDITOR_MINUTES.start, EDITOR_MINUTES.stop - 1]
_Hours = app_commands.Range[int, 1, CATCH_UP_MOST]
_OPTIONS: Final = (
    "channel", "time", "zone", "days", "topics", "language", "nothing_new", "preview_minutes",
    "preview_channel", "thread", "ping", "silent", "publish", "catch_up",
)  # fmt: skip


@digest.command(name="schedule", description=described("command.digest.schedule"))
@app_commands.describe(**{name: described(f"command.digest.{name}") for name in _OPTIONS})
@app_commands.choices(
    language=[
        choice("digest.language.server", _SERVERS),
        choice("digest.language.en", "en"),
        choice("digest.language.es", "es"),
    ],
    nothing_new=[
        choice("digest.quiet_choice.say", "say"),
        choice("digest.quiet_choice.skip", _SKIP),
    ],
)
@app_commands.autocomplete(zone=suggest_zone, topics=suggest_topics)
async def schedule(
    interaction: Interaction,
    channel: app_commands.Transform[Chosen, PlaceOption],
    time: Typed,
    zone: Typed,
    days: Typed = "",
    topics: Typed = "",
    language: str = _SERVERS,
    nothing_new: str = "say",
    preview_minutes: _Minutes | None = None,
    preview_channel: discord.TextChannel | None = None,
    thread: bool = False,
    ping: discord.Role | None = None,
    silent: bool = False,
    publish: bool = False,
    catch_up: _Hours | None = None,
) -> None:
    """Store a schedule, and repeat what it is and when it runs."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    at = read_time(time, labels)
    name = await read_zone(desk, zone, labels)
    weekdays = await desk.run(parse_days, days, labels)
    if weekdays is None:
        raise Refused(labels("digest.bad_days", typed=shortened(days)))
    names = await read_topics(desk, guild, topics, labels)
    place = await read_place(channel, labels)
    wishes = Wishes(
        language=None if language == _SERVERS else language,
        quiet=nothing_new == _SKIP,
        editor_minutes=preview_minutes,
        editor_channel=preview_channel.id if preview_channel else None,
        forum=isinstance(place, discord.ForumChannel),
        thread=thread,
        role=ping.id if ping else None,
        silent=silent,
        publish=publish,
        catch_up=catch_up,
    )
    wishes = checked_wishes(wishes, place, ping, preview_channel, labels)
    schedules = desk.database.schedules(guild)
    known = await desk.run(schedules.list)
    wanted = (place.id, at, name, weekdays, names)
    if any((s.channel, s.local_time, s.zone, s.weekdays, s.topics) == wanted for s in known):
        raise Refused(labels("digest.same"))
    if len(known) >= MOST_SCHEDULES:
        raise Refused(labels("digest.too_many", n=MOST_SCHEDULES))
    made = await desk.run(
        schedules.add,
        channel=place.id,
        local_time=at,
        zone=name,
        weekdays=weekdays,
        topics=names,
        created_by=interaction.user.id,
        # The edition is for everyone in the channel, so it speaks the server's language.
        options={
            "language": Labels.for_locale(str(interaction.guild_locale)).language,
            **wishes.as_options(),
        },
    )
    following = await desk.run(next_edition, desk, made)
    lines = [
        f"## {labels('digest.scheduled')}",
        await desk.run(sentence, desk, made, labels),
        *await desk.run(wishes_of, made, labels),
        say_next(following, made, labels),
    ]
    view = text_view(["\n".join(lines)], [PostFirst(made.id, labels)])
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOTHING)


@schedule.autocomplete("days")
async def _suggest_days(interaction: Interaction, current: str) -> Choices:
    """Offer the groups of days, and what is typed if it can be read."""
    labels = Labels.for_locale(str(interaction.locale))
    said = [labels(f"days.{name}") for name in GROUPS]
    choices = [app_commands.Choice(name=s, value=s) for s in said if key(current) in key(s)]
    typed = await desk_of(interaction).run(parse_days, current, labels)
    if typed and current.strip() and not choices:
        choices.append(app_commands.Choice(name=say_days(typed, labels), value=current[:100]))
    return choices
