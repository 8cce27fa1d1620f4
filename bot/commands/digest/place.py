"""Where a digest is to be posted and in which form: looked at before anything is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands

from bot.digests.needs import Place, lacking, unfit, unmentionable
from bot.digests.wishes import DEFAULT_EDITOR_MINUTES, Wishes
from bot.errors import Refused
from bot.labels import Labels

Chosen = app_commands.AppCommandChannel | app_commands.AppCommandThread
"""What Discord says of a channel that was chosen."""

_KINDS: Final = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]


class PlaceOption(app_commands.Transformer):
    """A channel, a forum or a thread, as Discord names it: an archived thread is in no cache."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return _KINDS

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        return value


async def read_place(chosen: Chosen, labels: Labels) -> Place:
    """Return where to post. Raises Refused where that can't be, or can't be seen."""
    try:
        place = chosen.resolve() or await chosen.fetch()
    except discord.HTTPException:
        permission = labels("permission.view_channel")
        said = labels("error.missing_permission", channel=f"<#{chosen.id}>", permission=permission)
        raise Refused(said) from None
    if not isinstance(place, Place):
        raise Refused(labels("digest.bad_place"))
    return place


def checked_wishes(
    wishes: Wishes,
    place: Place,
    role: discord.Role | None,
    editors: discord.TextChannel | None,
    labels: Labels,
) -> Wishes:
    """Return wishes that can be granted, with what was left open. Raises Refused."""
    if wishes.thread and not isinstance(place, discord.TextChannel):
        raise Refused(labels("digest.thread_nowhere"))
    if wishes.publish and not (isinstance(place, discord.TextChannel) and place.is_news()):
        raise Refused(labels("digest.publish_nowhere"))
    if wishes.editor_minutes and editors is None:
        raise Refused(labels("digest.editor_where"))
    problems = [unfit(place, labels), lacking(place, wishes, labels)]
    if role is not None:
        problems.append(unmentionable(place, role, labels))
    if editors is not None:
        if editors.id == place.id:
            raise Refused(labels("digest.editor_same"))
        problems.append(lacking(editors, Wishes(), labels))
        wishes = replace(wishes, editor_minutes=wishes.editor_minutes or DEFAULT_EDITOR_MINUTES)
    found = next(filter(None, problems), None)
    if found is not None:
        raise Refused(found)
    return wishes
