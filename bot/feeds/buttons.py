"""The buttons of `/feed`: *Confirm* below the card, and the pages of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import discord

from bot.buttons.base import (
    STORED,
    VERSION,
    NamedButton,
    StatefulButton,
    TurnButton,
    desk_of,
    managed_guild,
    turning,
)
from bot.desk import Desk
from bot.errors import Refused
from bot.feeds.check import FIRST
from bot.labels import Labels
from bot.pages.feed_page import ON_A_PAGE, feeds_page, name_of
from bot.pages.view import text_view
from summaries.store import AlreadySubscribed, StoredFeed

if TYPE_CHECKING:
    from bot.feeds.poller import Poller

MOST_FEEDS = 100
"""Feeds of one server."""

_NOTHING = discord.AllowedMentions.none()


class FollowFeed(NamedButton, template=rf"{VERSION}:fol:{STORED}"):
    """Follows the feed of a card and takes its newest entries at once, in the background."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.primary

    code, label_key = "fol", "button.confirm"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        await interaction.response.defer()
        try:
            feed, entries = await desk.run(
                _follow, desk, guild, self.name, interaction.user.id, labels
            )
        except AlreadySubscribed:
            raise Refused(labels("feed.followed_before")) from None
        poller: Poller = interaction.client.poller
        await poller.soon(guild, feed.id)
        said = labels("feed.followed", feed=name_of(feed.title, feed.url), n=min(FIRST, entries))
        await interaction.edit_original_response(view=text_view([said]), allowed_mentions=_NOTHING)


class TurnFeeds(TurnButton, template=turning("fds", digits=6)):
    """Shows another page of the feeds. ``page`` counts from 0."""

    code = "fds"

    async def turned(
        self, interaction: discord.Interaction[Any], labels: Labels
    ) -> discord.ui.LayoutView:
        return await feeds_view(interaction, labels, self.page)


FEED_BUTTONS: tuple[type[StatefulButton], ...] = (FollowFeed, TurnFeeds)
"""The feeds' buttons; the client registers them beside the others."""


async def feeds_view(
    interaction: discord.Interaction[Any], labels: Labels, page: int = 0
) -> discord.ui.LayoutView:
    """Lay out a page of the server's feeds for a manager; one beyond the last is the last."""
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    feeds = await desk.run(desk.database.feeds(guild).all)
    last = max(0, -(-len(feeds) // ON_A_PAGE) - 1)
    page = max(0, min(page, last))
    shown = feeds[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    turn = TurnFeeds.both(page, last, labels)
    return text_view(feeds_page(shown, labels, page=page, pages=last + 1, total=len(feeds)), turn)


def check_room(feeds: int, labels: Labels) -> None:
    """Raise Refused where a server follows as many feeds as it may."""
    if feeds >= MOST_FEEDS:
        raise Refused(labels("feed.too_many", n=MOST_FEEDS))


def _follow(
    desk: Desk, guild: int, draft_id: str, user: int, labels: Labels
) -> tuple[StoredFeed, int]:
    """Store the feed of a card; return it, and how many entries it had. Raises AlreadySubscribed.

    Raises Refused where the card was answered or the server has its fill of feeds.
    """
    drafts, feeds = desk.database.drafts(guild), desk.database.feeds(guild)
    draft = drafts.get(draft_id)
    if draft is None or "feed" not in draft.facts:
        raise Refused(labels("feed.draft_gone"))
    check_room(len(feeds.all()), labels)
    try:
        return feeds.add(by=user, **draft.facts["feed"]), draft.facts["entries"]
    finally:
        drafts.drop(draft_id)
