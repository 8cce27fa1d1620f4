"""/digest: when a channel gets its editions. For managers, checked here whatever Discord shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import app_commands

from bot.access import ManagersOnly
from bot.buttons import desk_of
from bot.buttons.base import managed_guild
from bot.commands.words import described
from bot.desk import Desk
from bot.digests import PostFirst
from bot.digests.clock import Due, next_run
from bot.digests.edition import compose
from bot.digests.typed import GROUPS, parse_days, parse_time, say_days
from bot.digests.zones import find_zone, matching_zones, nearest_zone, zone_label
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.edition_page import stamp
from bot.pages.source_words import escaped
from bot.pages.view import text_view
from summaries.store import Schedule
from summaries.topics import key

MOST_SCHEDULES: Final = 25  # of one server: what a list of choices can show

_MOST_CHOICES: Final = 25
_LONGEST_CHOICE: Final = 100
_LONGEST_TYPED: Final = 60  # of what is repeated in an answer
_NOTHING = discord.AllowedMentions.none()
_NEEDED: Final = ("view_channel", "send_messages", "read_message_history")

Interaction = discord.Interaction[Any]
Choices = list[app_commands.Choice[str]]
Typed = app_commands.Range[str, 1, 200]

digest = app_commands.Group(
    name="digest",
    description=described("command.digest.description"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)


@digest.command(name="schedule", description=described("command.digest.schedule"))
@app_commands.describe(
    channel=described("command.digest.channel"),
    time=described("command.digest.time"),
    zone=described("command.digest.zone"),
    days=described("command.digest.days"),
    topics=described("command.digest.topics"),
)
async def schedule(
    interaction: Interaction,
    channel: discord.TextChannel,
    time: Typed,
    zone: Typed,
    days: Typed = "",
    topics: Typed = "",
) -> None:
    """Store a schedule, and repeat what it is and when it runs."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    at = parse_time(time)
    if at is None:
        raise Refused(labels("digest.bad_time", typed=_typed(time)))
    name = await _zone(desk, zone, labels)
    weekdays = await desk.run(parse_days, days, labels)
    if weekdays is None:
        raise Refused(labels("digest.bad_days", typed=_typed(days)))
    names = await _topics(desk, guild, topics, labels)
    _may_post(channel, labels)
    schedules = desk.database.schedules(guild)
    known = await desk.run(schedules.list)
    wanted = (channel.id, at, name, weekdays, names)
    if any((s.channel, s.local_time, s.zone, s.weekdays, s.topics) == wanted for s in known):
        raise Refused(labels("digest.same"))
    if len(known) >= MOST_SCHEDULES:
        raise Refused(labels("digest.too_many", n=MOST_SCHEDULES))
    made = await desk.run(
        schedules.add,
        channel=channel.id,
        local_time=at,
        zone=name,
        weekdays=weekdays,
        topics=names,
        created_by=interaction.user.id,
        # The edition is for everyone in the channel, so it speaks the server's language.
        options={"language": Labels.for_locale(str(interaction.guild_locale)).language},
    )
    when = next_run(made, desk.now())
    said = "\n".join(
        (
            f"## {labels('digest.scheduled')}",
            await desk.run(_sentence, desk, made, labels),
            labels("digest.next", when=stamp(when), soon=stamp(when, "R")),
        )
    )
    view = text_view([said], [PostFirst(made.id, labels)])
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=_NOTHING)


@digest.command(name="preview", description=described("command.digest.preview"))
@app_commands.describe(digest=described("command.digest.which"))
async def preview(interaction: Interaction, digest: Typed = "") -> None:
    """Show the edition as it would be now, to the manager alone."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    chosen = await _chosen(desk, guild, digest, labels)
    await interaction.response.defer(ephemeral=True, thinking=True)
    when = next_run(chosen, desk.now())
    channel = f"<#{chosen.channel}>"
    state = labels("digest.live", channel=channel, when=stamp(when), soon=stamp(when, "R"))
    due = Due(chosen, when.date(), when)
    letter = await compose(desk, due, at=desk.now())
    brief = await letter.keep(desk, chosen, {"preview": True})
    note = f"-# {labels('digest.preview')} · {state}"
    view = letter.view(brief, note)
    await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


@digest.command(name="remove", description=described("command.digest.remove"))
@app_commands.describe(digest=described("command.digest.which"))
async def remove(interaction: Interaction, digest: Typed = "") -> None:
    """End a schedule and say which it was."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    chosen = await _chosen(desk, guild, digest, labels)
    ended = desk.database.schedules(guild).remove
    if not await desk.run(ended, chosen.id, by=interaction.user.id):
        raise Refused(labels("digest.gone"))
    said = await desk.run(_sentence, desk, chosen, labels)
    view = text_view([f"## {labels('digest.removed')}\n{said}\n{labels('digest.removed_note')}"])
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=_NOTHING)


@schedule.autocomplete("zone")
async def _suggest_zone(interaction: Interaction, current: str) -> Choices:
    """Offer time zones by their city."""
    names = await desk_of(interaction).run(matching_zones, current, _MOST_CHOICES)
    return [app_commands.Choice(name=zone_label(name), value=name) for name in names]


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


@schedule.autocomplete("topics")
async def _suggest_topics(interaction: Interaction, current: str) -> Choices:
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
    fitting = [line for line in offered if len(line) <= _LONGEST_CHOICE][:_MOST_CHOICES]
    return [app_commands.Choice(name=line, value=line) for line in fitting]


@preview.autocomplete("digest")
@remove.autocomplete("digest")
async def _suggest_digest(interaction: Interaction, current: str) -> Choices:
    """Offer the server's digests by channel and time, to managers alone."""
    labels = Labels.for_locale(str(interaction.locale))
    try:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
    except ManagersOnly:
        return []
    found = []
    for made in await desk.run(desk.database.schedules(guild).list):
        channel = interaction.guild and interaction.guild.get_channel(made.channel)
        place = f"#{channel.name}" if channel else str(made.channel)
        said = f"{place} {made.local_time:%H:%M} {say_days(made.weekdays, labels)}, {made.zone}"
        if key(current) in key(said):
            found.append(app_commands.Choice(name=said[:_LONGEST_CHOICE], value=made.id))
    return found[:_MOST_CHOICES]


async def _zone(desk: Desk, typed: str, labels: Labels) -> str:
    """Return the zone that was meant. Raises Refused with the nearest one."""
    name = await desk.run(find_zone, typed)
    if name is not None:
        return name
    near = await desk.run(nearest_zone, typed)
    said = "digest.bad_zone_near" if near else "digest.bad_zone"
    raise Refused(labels(said, typed=_typed(typed), zone=near))


async def _topics(desk: Desk, guild: int, typed: str, labels: Labels) -> tuple[str, ...]:
    """Return the names of the topics typed; none is all. Raises Refused for an unknown one."""
    names: list[str] = []
    for name in filter(None, (part.strip() for part in typed.split(","))):
        about = await desk.resolve(guild, name)
        if about.topic is None and about.suggestion is not None:
            said = labels(
                "error.unknown_topic", typed=_typed(name), topic=escaped(about.suggestion.name)
            )
            raise Refused(said)
        if about.topic is None:
            known = await desk.run(desk.topics_of, guild)
            every = ", ".join(escaped(topic.name) for topic in known[:_MOST_CHOICES])
            raise Refused(labels("digest.bad_topic", typed=_typed(name), topics=every))
        names.append(about.topic.name)
    return tuple(dict.fromkeys(names))


def _may_post(channel: discord.TextChannel, labels: Labels) -> None:
    """Raise Refused with the first permission that the bot lacks in a channel."""
    allowed = channel.permissions_for(channel.guild.me)
    for name in _NEEDED:
        if not getattr(allowed, name):
            permission = labels(f"permission.{name}")
            said = labels(
                "error.missing_permission", channel=channel.mention, permission=permission
            )
            raise Refused(said)


async def _chosen(desk: Desk, guild: int, typed: str, labels: Labels) -> Schedule:
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


def _sentence(desk: Desk, made: Schedule, labels: Labels) -> str:
    """Say what a schedule is: place, days, time, zone, topics."""
    titles = [
        t.title(labels.language)
        for name in made.topics
        for t in desk.topics_of(made.guild)
        if t.name == name
    ]
    return labels(
        "digest.sentence",
        channel=f"<#{made.channel}>",
        days=say_days(made.weekdays, labels),
        time=f"{made.local_time:%H:%M}",
        zone=made.zone,
        topics=", ".join(map(escaped, titles)) if titles else labels("digest.all_topics"),
    )


def _typed(words: str) -> str:
    """Write what a person typed so that it does nothing, and not at length."""
    words = " ".join(words.split())
    return escaped(words if len(words) <= _LONGEST_TYPED else words[: _LONGEST_TYPED - 1] + "…")
