"""The buttons of `/topic list` and `delete`: turn the page, and delete in two steps."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

import discord

from bot.buttons.base import (
    VERSION,
    StatefulButton,
    StatefulItem,
    TurnButton,
    desk_of,
    managed_guild,
    turning,
)
from bot.desk import Desk
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.source_words import escaped
from bot.pages.topic_page import ON_A_PAGE, Standing, list_page, stamp
from bot.pages.view import text_view
from summaries.store import TopicChanged
from summaries.store.topics import MOST

_NOTHING = discord.AllowedMentions.none()
_NAME = r"(?P<name>[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)"

Interaction = discord.Interaction[Any]


class TurnTopics(TurnButton, template=turning("ttp")):
    """Shows another page of the topics. ``page`` counts from 0."""

    code = "ttp"

    async def turned(self, interaction: Interaction, labels: Labels) -> discord.ui.LayoutView:
        return await topics_view(interaction, labels, self.page)


class DeleteTopic(StatefulButton, template=rf"{VERSION}:tdl:(?P<version>\d{{1,9}}):{_NAME}"):
    """Deletes a team's own rule, if it is still the version that was asked about."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.danger

    def __init__(self, name: str, version: int, labels: Labels) -> None:
        super().__init__(f"{VERSION}:tdl:{version}:{name}", labels("button.delete"))
        self.name, self.version = name, version

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], int(match["version"]), labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        topics = desk.database.topics(guild)
        user = interaction.user.id
        try:
            done = await desk.run(topics.remove, self.name, by=user, seen=self.version)
        except TopicChanged as changed:
            who = f"<@{changed.by}>" if changed.by is not None else labels("audit.itself")
            when = stamp(changed.at)
            key = "topic.changed_kept"
            raise Refused(labels(key, who=who, version=changed.version, when=when)) from None
        if not done:
            raise Refused(labels("topic.deleted_before", topic=escaped(self.name)))
        # The scores of the shipped rule may have been forgotten while another one counted.
        desk.shelves.behind.add(guild)
        key = "topic.deleted_copy" if desk.topics.shipped_as(self.name) else "topic.deleted"
        view = text_view([labels(key, topic=escaped(self.name))])
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class KeepTopic(StatefulButton, template=rf"{VERSION}:tkp:{_NAME}"):
    """Leaves a topic as it is."""

    def __init__(self, name: str, labels: Labels) -> None:
        super().__init__(f"{VERSION}:tkp:{name}", labels("button.keep_it"))
        self.name = name

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        await managed_guild(interaction)
        view = text_view([labels("topic.kept", topic=escaped(self.name))])
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


TOPIC_LIST_PARTS: tuple[type[StatefulItem[Any]], ...] = (DeleteTopic, KeepTopic, TurnTopics)


async def topics_view(
    interaction: Interaction, labels: Labels, page: int = 0
) -> discord.ui.LayoutView:
    """Lay out a page of the topics of somebody who may manage them; one too far is the last."""
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    topics = await desk.run(standing, desk, guild)
    pages = max(1, -(-len(topics) // ON_A_PAGE))
    here = min(page, pages - 1)
    turn = TurnTopics.both(here, pages - 1, labels)
    return text_view(list_page(topics, labels, page=here, pages=pages, most=MOST), turn)


def standing(desk: Desk, guild: int) -> list[Standing]:
    """Return a team's topics, and where each comes from. Reads the store."""
    own = {one.name: one for one in desk.database.topics(guild).current()}
    return [
        Standing(
            topic,
            # A rule of its own that can't be read any more is not the one that counts.
            one if (one := own.get(topic.name)) and one.version == topic.version else None,
            desk.topics.shipped_as(topic.name) is not None,
        )
        for topic in desk.topics_of(guild)
    ]
