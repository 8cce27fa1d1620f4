"""Which article is meant: offered while somebody types, and looked up when she is done."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands

from bot.access import ManagersOnly, ServerOnly
from bot.buttons.base import desk_of, managed_guild
from bot.desk import Desk
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.article_card import excerpt
from bot.pages.source_words import visible
from summaries.store import StoredArticle

_MOST_CHOICES: Final = 25
_LONGEST_CHOICE: Final = 100
_LONGEST_TYPED: Final = 60

Choices = list[app_commands.Choice[str]]


async def of_library(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Offer the newest articles that have the typed words."""
    return await _offer(interaction, current, withdrawn=False)


async def of_withdrawn(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Offer the newest articles that were withdrawn and have the typed words."""
    return await _offer(interaction, current, withdrawn=True)


async def chosen(
    desk: Desk,
    guild: int,
    typed: str,
    labels: Labels,
    *,
    any_state: bool = False,
    withdrawn: bool = False,
) -> StoredArticle:
    """Return the article with a number, whatever else is typed beside it. Raises Refused.

    ``any_state`` also takes a withdrawn one; ``withdrawn`` says which ones were offered.
    """
    first = (typed.split() or [""])[0]
    await desk.seed(guild)
    found = await desk.run(desk.database.library(guild).stored, first)
    if found is None:
        key = "article.unknown_withdrawn" if withdrawn else "article.unknown"
        raise Refused(labels(key, typed=f"**{excerpt(typed, _LONGEST_TYPED) or '…'}**"))
    if found.withdrawn_at is not None and not any_state:
        raise Refused(labels("article.withdrawn_before", article=found.id))
    return found


async def _offer(
    interaction: discord.Interaction[Any], current: str, *, withdrawn: bool
) -> Choices:
    try:
        guild = await managed_guild(interaction)
    except (ManagersOnly, ServerOnly):  # Discord asks for choices without asking who may see them
        return []
    desk = desk_of(interaction)
    await desk.seed(guild)
    shelf = desk.database.library(guild)
    found = await desk.run(shelf.search, current, withdrawn=withdrawn, limit=_MOST_CHOICES)
    offered = list(found.articles)
    named = await desk.run(shelf.stored, current.strip())
    if named is not None and (named.withdrawn_at is not None) == withdrawn:
        offered = [named, *(one for one in offered if one.number != named.number)]
    return [_choice(one) for one in offered[:_MOST_CHOICES]]


def _choice(article: StoredArticle) -> app_commands.Choice[str]:
    words = visible(" ".join((article.title or article.file or "").split()))
    name = f"{article.id} {words}".strip()
    if len(name) > _LONGEST_CHOICE:
        name = f"{name[: _LONGEST_CHOICE - 1].rstrip()}…"
    return app_commands.Choice(name=name, value=article.id)
