"""What the bot must be allowed where a digest is posted, and the first thing that it is not."""

from __future__ import annotations

from typing import Final

import discord

from bot.digests.wishes import Wishes
from bot.labels import Labels

Place = discord.TextChannel | discord.ForumChannel | discord.Thread
"""Where a digest can be posted; announcement channels are text channels."""


ANYWHERE: Final = ("view_channel", "send_messages", "read_message_history")
"""What is needed in a channel without more wishes."""


def needs(place: Place, wishes: Wishes) -> tuple[str, ...]:
    """Return the permissions that a digest needs in a place, by discord.py's names."""
    if isinstance(place, discord.Thread):
        return ("view_channel", "send_messages_in_threads", "read_message_history")
    if wishes.thread and isinstance(place, discord.TextChannel):
        return (*ANYWHERE, "create_public_threads")
    return ANYWHERE


def has(place: Place, permission: str) -> bool:
    """Tell whether the bot has a permission in a place."""
    return bool(getattr(place.permissions_for(place.guild.me), permission))


def named(place: Place, permission: str, labels: Labels) -> str:
    """Name a permission as Discord's settings do; in a forum, sending is creating posts."""
    if isinstance(place, discord.ForumChannel) and permission == "send_messages":
        permission = "create_posts"
    return labels(f"permission.{permission}")


def lacking(place: Place, wishes: Wishes, labels: Labels) -> str | None:
    """Say the first permission that the bot lacks in a place; None if it has all."""
    for permission in needs(place, wishes):
        if not has(place, permission):
            return missing(place, permission, labels)
    return None


def missing(place: Place, permission: str, labels: Labels) -> str:
    """Say that a permission is missing, and who can give it."""
    name = named(place, permission, labels)
    return labels("error.missing_permission", channel=place.mention, permission=name)


def unfit(place: Place, labels: Labels) -> str | None:
    """Say why nobody could post there, whatever is allowed; None if nothing is in the way."""
    if isinstance(place, discord.Thread) and place.locked:
        return labels("digest.failure.locked", channel=place.mention)
    if isinstance(place, discord.ForumChannel) and place.flags.require_tag:
        return labels("digest.failure.needs_tag", channel=place.mention)
    return None


def unmentionable(place: Place, role: discord.Role, labels: Labels) -> str | None:
    """Say why mentioning a role would notify nobody; None if it would."""
    if role.is_default():
        return labels("digest.ping_everyone")
    if role.mentionable or has(place, "mention_everyone"):
        return None
    permission = labels("permission.mention_everyone")
    return labels(
        "digest.ping_silent", role=role.mention, channel=place.mention, permission=permission
    )
