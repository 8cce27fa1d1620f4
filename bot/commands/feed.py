"""/feed: managers follow RSS, Atom and JSON feeds. A card shows what is followed before it is."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands

from bot.access import ManagersOnly
from bot.buttons import desk_of
from bot.buttons.article_buttons import CancelDraft
from bot.buttons.base import managed_guild
from bot.commands.receiving import count_link
from bot.commands.words import described
from bot.desk import Desk
from bot.errors import Refused, RefusedInput
from bot.feeds import Poller, diagnose
from bot.feeds.buttons import FollowFeed, check_room, feeds_view
from bot.feeds.finding import NoFeed, find_feed
from bot.labels import Labels
from bot.pages.feed_page import feed_card, finding_page, name_of, site_of
from bot.pages.source_words import visible
from bot.pages.view import text_view
from summaries.corpus.fetching import MAX_ADDRESS
from summaries.store import StoredFeed
from summaries.topics import key

_MOST_CHOICES: Final = 25
_LONGEST_CHOICE: Final = 100
_LONGEST_TITLE: Final = 500  # of a feed, as it is kept
_NOTHING = discord.AllowedMentions.none()

Interaction = discord.Interaction[Any]
Choices = list[app_commands.Choice[str]]
Which = app_commands.Range[str, 1, 200]

feed = app_commands.Group(
    name="feed",
    description=described("command.feed.description"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)


@feed.command(name="add", description=described("command.feed.add"))
@app_commands.describe(
    url=described("command.feed.url"), full_text=described("command.feed.full_text")
)
async def add(
    interaction: Interaction,
    url: app_commands.Range[str, 1, MAX_ADDRESS],
    full_text: bool = False,
) -> None:
    """Read a feed and show its card."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    desk.intake.check(url.strip())
    count_link(interaction, guild, labels)
    await interaction.response.defer(ephemeral=True, thinking=True)
    known = await desk.run(desk.database.feeds(guild).all)
    check_room(len(known), labels)
    try:
        found = await find_feed(desk, url)
    except NoFeed:
        raise RefusedInput(labels("feed.no_feed")) from None
    if any(other.url == found.url for other in known):
        raise Refused(labels("feed.followed_before"))
    title = visible(found.feed.title or "")[:_LONGEST_TITLE] or None
    wanted = {"url": found.url, "title": title, "full_text": full_text}
    facts = {"feed": wanted, "entries": len(found.feed.entries)}
    await desk.run(desk.database.guilds().drop_old_drafts)
    draft = await desk.run(
        desk.database.drafts(guild).put, "", file=None, user=interaction.user.id, facts=facts
    )
    card = feed_card(
        found.feed,
        found.url,
        labels,
        full_text=full_text,
        page=found.page,
        others=found.others,
    )
    view = text_view(card, [FollowFeed(draft, labels), CancelDraft(draft, labels)])
    await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


@feed.command(name="list", description=described("command.feed.list"))
async def list_feeds(interaction: Interaction) -> None:
    """Show every feed with its health."""
    labels = Labels.for_locale(str(interaction.locale))
    view = await feeds_view(interaction, labels)
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=_NOTHING)


@feed.command(name="check", description=described("command.feed.check"))
@app_commands.describe(feed=described("command.feed.which"))
async def check(interaction: Interaction, feed: Which) -> None:
    """Ask a feed now, and name the first thing that is wrong."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    chosen = await _chosen(desk, guild, feed, labels)
    if not chosen.paused:
        count_link(interaction, guild, labels)
    await interaction.response.defer(ephemeral=True, thinking=True)
    finding = await diagnose(desk, guild, chosen)
    view = text_view(finding_page(chosen, finding, labels))
    await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


@feed.command(name="pause", description=described("command.feed.pause"))
@app_commands.describe(feed=described("command.feed.which"))
async def pause(interaction: Interaction, feed: Which) -> None:
    """Stop looking at a feed."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    chosen = await _chosen(desk, guild, feed, labels)
    if not await desk.run(desk.database.feeds(guild).pause, chosen.id, by=interaction.user.id):
        raise Refused(labels("feed.paused_before"))
    await _say(interaction, labels, "feed.paused_now", chosen)


@feed.command(name="resume", description=described("command.feed.resume"))
@app_commands.describe(feed=described("command.feed.which"))
async def resume(interaction: Interaction, feed: Which) -> None:
    """Look at a paused feed again, at once."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    chosen = await _chosen(desk, guild, feed, labels)
    if not await desk.run(desk.database.feeds(guild).resume, chosen.id, by=interaction.user.id):
        raise Refused(labels("feed.running"))
    poller: Poller = interaction.client.poller
    await poller.soon(guild, chosen.id)
    await _say(interaction, labels, "feed.resumed", chosen)


@feed.command(name="remove", description=described("command.feed.remove"))
@app_commands.describe(feed=described("command.feed.which"))
async def remove(interaction: Interaction, feed: Which) -> None:
    """Stop following a feed; its articles stay."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    chosen = await _chosen(desk, guild, feed, labels)
    if not await desk.run(desk.database.feeds(guild).remove, chosen.id, by=interaction.user.id):
        raise Refused(labels("feed.unknown"))
    await _say(interaction, labels, "feed.removed", chosen)


@check.autocomplete("feed")
@pause.autocomplete("feed")
@resume.autocomplete("feed")
@remove.autocomplete("feed")
async def _suggest_feed(interaction: Interaction, current: str) -> Choices:
    """Offer the server's feeds by title and site, to managers alone."""
    try:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
    except ManagersOnly:
        return []
    return await desk.run(_choices, desk, guild, current)


def _choices(desk: Desk, guild: int, current: str) -> Choices:
    found = []
    for one in desk.database.feeds(guild).all():
        title = " ".join((one.title or "").split())
        name = f"{title} ({site_of(one.url)})" if title else one.url
        if key(current) in key(name):
            found.append(app_commands.Choice(name=name[:_LONGEST_CHOICE], value=one.id))
    return found[:_MOST_CHOICES]


async def _chosen(desk: Desk, guild: int, typed: str, labels: Labels) -> StoredFeed:
    """Return the feed that is meant: by its id, its address or its title. Raises Refused."""
    every = await desk.run(desk.database.feeds(guild).all)
    wanted = typed.strip()
    for one in every:
        if wanted in (one.id, one.url) or (one.title and key(wanted) == key(one.title)):
            return one
    raise Refused(labels("feed.unknown" if every else "feed.none"))


async def _say(interaction: Interaction, labels: Labels, label: str, feed: StoredFeed) -> None:
    said = labels(label, feed=name_of(feed.title, feed.url))
    await interaction.response.send_message(
        view=text_view([said]), ephemeral=True, allowed_mentions=_NOTHING
    )
