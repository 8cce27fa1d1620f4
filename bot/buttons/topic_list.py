"""The buttons of `/topic list` and `delete`: turn the page, and delete in two steps."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

import discord

from bot.buttons.base import VERSION, StatefulButton, StatefulItem, desk_of, managed_guild
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


class TurnTopics(StatefulButton, template=rf"{VERSION}:ttp:(?P<page>\d{{1,3}})(?P<step>[np])"):
    """Shows another page of the topics. ``page`` counts from 0."""

    def __init__(self, page: int, step: str, labels: Labels, *, disabled: bool = False) -> None:
        key = "button.next" if step == "n" else "button.previous"
        super().__init__(f"{VERSION}:ttp:{page}{step}", labels(key), disabled=disabled)
        self.page = page

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(int(match["page"]), match["step"], labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        view = await topics_view(interaction, labels, self.page)
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


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
    turn = []
    if pages > 1:
        turn = [
            TurnTopics(max(0, here - 1), "p", labels, disabled=here == 0),
            TurnTopics(min(pages - 1, here + 1), "n", labels, disabled=here == pages - 1),
        ]
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
