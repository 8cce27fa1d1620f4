"""/article: managers add, correct, look at, withdraw and restore articles.

A card shows what will be stored, or taken out, before anything is.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.buttons.article_buttons import gains_of
from bot.buttons.base import desk_of, managed_guild
from bot.buttons.withdraw_buttons import LONGEST_REASON, ask_to_withdraw
from bot.commands.article_choice import chosen, of_library, of_withdrawn
from bot.commands.article_forms import EditForm, PasteForm
from bot.commands.receiving import answer_file, answer_link
from bot.commands.words import described
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.article_page import article_page
from bot.pages.budget import cut_to
from bot.pages.source_words import visible
from bot.pages.view import text_view
from summaries.store import AlreadyInLibrary

Interaction = discord.Interaction[Any]
Which = app_commands.Range[str, 1, 100]
_NOTHING = discord.AllowedMentions.none()

article = app_commands.Group(
    name="article",
    description=described("command.article.description"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)


@article.command(name="add", description=described("command.article.add"))
@app_commands.describe(url=described("command.article.url"), file=described("command.article.file"))
async def add(
    interaction: Interaction, url: str | None = None, file: discord.Attachment | None = None
) -> None:
    """Show the card of a page or a file, or with neither, a form to paste a text into."""
    labels = Labels.for_locale(str(interaction.locale))
    guild = await managed_guild(interaction)
    if url is not None and file is not None:
        raise Refused(labels("article.refused_two"))
    if url is not None:
        await answer_link(interaction, guild, url, labels)
    elif file is not None:
        await answer_file(interaction, guild, file, labels)
    else:
        await interaction.response.send_modal(PasteForm(labels))


@article.command(name="edit", description=described("command.article.edit"))
@app_commands.describe(article=described("command.article.which"))
@app_commands.autocomplete(article=of_library)
async def edit(interaction: Interaction, article: Which) -> None:
    """Open a form with what is stated about an article."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    found = await chosen(desk, guild, article, labels)
    await interaction.response.send_modal(EditForm(found, labels))


@article.command(name="show", description=described("command.article.show"))
@app_commands.describe(article=described("command.article.which"))
@app_commands.autocomplete(article=of_library)
async def show(interaction: Interaction, article: Which) -> None:
    """Show all that is stored of an article, withdrawn or not."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    found = await chosen(desk, guild, article, labels, any_state=True)
    await interaction.response.defer(ephemeral=True, thinking=True)
    shelf = desk.database.library(guild)
    whole = await desk.run(shelf.get, found.id)
    assert whole is not None
    versions = await desk.run(shelf.versions, found.id)
    gains = await desk.run(gains_of, desk, guild, whole)
    blocks = article_page(whole, versions, gains, labels)
    await interaction.edit_original_response(view=text_view(blocks), allowed_mentions=_NOTHING)


@article.command(name="withdraw", description=described("command.article.withdraw"))
@app_commands.describe(
    article=described("command.article.which"), reason=described("command.article.reason")
)
@app_commands.autocomplete(article=of_library)
async def withdraw(
    interaction: Interaction,
    article: Which,
    reason: app_commands.Range[str, 1, LONGEST_REASON],
) -> None:
    """Ask whether an article is to be withdrawn, and say how many briefs quote it."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    found = await chosen(desk, guild, article, labels)
    await interaction.response.defer(ephemeral=True, thinking=True)
    words = cut_to(" ".join(visible(reason).split()), LONGEST_REASON)
    view = await desk.run(ask_to_withdraw, desk, guild, found, words, labels)
    await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


@article.command(name="restore", description=described("command.article.restore"))
@app_commands.describe(article=described("command.article.which"))
@app_commands.autocomplete(article=of_withdrawn)
async def restore(interaction: Interaction, article: Which) -> None:
    """Put a withdrawn article back."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    found = await chosen(desk, guild, article, labels, any_state=True, withdrawn=True)
    try:
        done = await desk.run(
            desk.database.library(guild).restore, found.id, by=interaction.user.id
        )
    except AlreadyInLibrary as twin:
        raise Refused(labels("article.already", article=twin.article)) from None
    key = "article.restored" if done else "article.restored_before"
    await interaction.response.send_message(
        view=text_view([labels(key, article=found.id)]), ephemeral=True, allowed_mentions=_NOTHING
    )
