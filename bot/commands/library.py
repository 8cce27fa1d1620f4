"""/library: browse and search the articles."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands

from bot.access import guild_of
from bot.buttons.base import desk_of, managed_guild
from bot.buttons.library_buttons import LONGEST_SEARCH, library_view
from bot.commands.words import described
from bot.errors import Refused
from bot.labels import Labels
from bot.labels.labels import ENGLISH
from bot.pages.article_card import excerpt
from bot.pages.budget import cut_to
from bot.pages.library_page import Looking
from bot.pages.source_words import visible

_MOST_CHOICES: Final = 25
_LONGEST_CHOICE: Final = 100
_ENGLISH: Final = Labels(ENGLISH, ENGLISH)
_LANGUAGES: Final = (
    "en", "es", "fr", "de", "it", "pt", "ar", "bg", "ca", "cs", "da", "el", "et", "fa", "fi", "he",
    "hi", "hr", "hu", "hy", "id", "ja", "ko", "lt", "lv", "mk", "ms", "nl", "no", "pl", "ro", "ru",
    "sk", "sl", "sq", "sr", "sv", "sw", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
"""Languages that are offered; any other code that articles have may be typed."""

Interaction = discord.Interaction[Any]
Choices = list[app_commands.Choice[str]]
Typed = app_commands.Range[str, 0, _LONGEST_CHOICE]


@app_commands.command(name="library", description=described("command.library.description"))
@app_commands.describe(
    search=described("command.library.search"),
    publisher=described("command.library.publisher"),
    language=described("command.library.language"),
    withdrawn=described("command.library.withdrawn"),
)
@app_commands.guild_only()
async def library(
    interaction: Interaction,
    search: app_commands.Range[str, 0, LONGEST_SEARCH] = "",
    publisher: Typed = "",
    language: Typed = "",
    withdrawn: bool = False,
) -> None:
    """List the articles, or those that have all the words, privately."""
    labels = Labels.for_locale(str(interaction.locale))
    if withdrawn:
        await managed_guild(interaction)
    code = _code(language, labels)
    await interaction.response.defer(ephemeral=True, thinking=True)
    words = cut_to(" ".join(search.split()), LONGEST_SEARCH)  # the buttons' ids must hold them
    name = await _publisher(interaction, publisher)
    looking = Looking(words, name, code, withdrawn)
    view = await library_view(interaction, labels, looking)
    await interaction.edit_original_response(
        view=view, allowed_mentions=discord.AllowedMentions.none()
    )


@library.autocomplete("publisher")
async def _suggest_publisher(interaction: Interaction, current: str) -> Choices:
    """Offer the publishers whose names hold what was typed."""
    if interaction.guild_id is None:
        return []
    wanted = current.strip().casefold()
    names = [name for name in await _publishers(interaction) if wanted in name.casefold()]
    offered = ((visible(name), name) for name in names if len(name) <= _LONGEST_CHOICE)
    return [app_commands.Choice(name=n, value=v) for n, v in offered if n][:_MOST_CHOICES]


@library.autocomplete("language")
async def _suggest_language(interaction: Interaction, current: str) -> Choices:
    """Offer languages by their names in the reader's language."""
    labels = Labels.for_locale(str(interaction.locale))
    wanted = current.strip().casefold()
    names = [(labels.language_name(code), code) for code in _LANGUAGES]
    found = [(name, code) for name, code in names if wanted in name.casefold() or wanted == code]
    return [app_commands.Choice(name=name, value=code) for name, code in found[:_MOST_CHOICES]]


async def _publisher(interaction: Interaction, typed: str) -> str | None:
    """Return the publisher that is meant: an exact name first, else one in other capitals."""
    if not typed.strip():
        return None
    names = await _publishers(interaction)
    if typed in names:
        return typed
    wanted = typed.strip().casefold()
    return next((name for name in names if name.casefold() == wanted), typed.strip())


async def _publishers(interaction: Interaction) -> tuple[str, ...]:
    desk, guild = desk_of(interaction), guild_of(interaction)
    await desk.seed(guild)
    return await desk.run(desk.database.library(guild).publishers)


def _code(typed: str, labels: Labels) -> str | None:
    """Return the code of a language that is given by its code or its name. Raises Refused."""
    wanted = typed.strip().casefold()
    if not wanted:
        return None
    if wanted.isascii() and wanted.isalpha() and len(wanted) in {2, 3}:
        return wanted
    for code in _LANGUAGES:
        if wanted in {words.language_name(code).casefold() for words in (labels, _ENGLISH)}:
            return code
    raise Refused(labels("library.bad_language", typed=f"**{excerpt(typed, 40) or '…'}**"))
