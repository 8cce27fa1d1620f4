"""What can be done with a message: *Add to corpus*, and *Brief this link*.

Discord sends the message's words with the request, because somebody chose that message. Nothing of
them is kept unless a manager confirms the card that she is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import discord
from discord import app_commands

from bot.access import guild_of, is_manager
from bot.buttons.base import desk_of, managed_guild
from bot.commands.receiving import answer_file, answer_link, answer_text, count_link, readable
from bot.commands.words import described
from bot.desk import Desk
from bot.errors import Refused, RefusedInput
from bot.labels import Labels
from bot.pages import brief_page
from bot.pages.article_card import LONGEST_LINK, excerpt
from bot.pages.refusals import OPEN, refusal
from bot.pages.view import text_view
from summaries.briefs import Wish, article_brief
from summaries.corpus import Article
from summaries.corpus.extracted import ExtractRefused, Reason, article_of
from summaries.corpus.fetching import FetchRefused

_NOTE_CHARACTERS: Final = 400  # left free below a brief for the line that says where it is from
_NOTHING = discord.AllowedMentions.none()
# An address ends at what can't stand in one; a closing bracket or a full stop belongs to the text.
_LINK: Final = re.compile(r"https?://[^\s<>\"|\\^`{}\[\]]+", re.IGNORECASE)
_TRAILING: Final = ".,;:!?'”’»*_~"


@app_commands.context_menu(name=described("menu.add"))
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
async def add_to_corpus(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Show the card of the message's first link, else of its first file, else of its text."""
    labels = Labels.for_locale(str(interaction.locale))
    guild = await managed_guild(interaction)
    link = first_link(message)
    file = next((file for file in _files(message) if readable(file)), None)
    text = _text(message)
    if link is not None:
        await answer_link(interaction, guild, link, labels)
    elif file is not None:
        await answer_file(interaction, guild, file, labels)
    elif text.strip():
        await interaction.response.defer(ephemeral=True, thinking=True)
        await answer_text(interaction, guild, text, labels)
    else:
        raise RefusedInput(labels("menu.nothing"))


@app_commands.context_menu(name=described("menu.brief"))
@app_commands.guild_only()
async def brief_this_link(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Brief the article behind the message's first link, privately; nothing is added."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = guild_of(interaction), desk_of(interaction)
    link = first_link(message)
    if link is None:
        raise Refused(labels("menu.no_link"))
    known = await desk.guild(guild)
    manager = is_manager(interaction, known.settings if known else {})
    try:
        address = desk.intake.check(link)
        member = None if manager else interaction.user.id
        count_link(interaction, guild, labels, member=member)
        await interaction.response.defer(ephemeral=True, thinking=True)
        article = await _article(desk, address)
    except (FetchRefused, ExtractRefused) as error:
        raise RefusedInput(refusal(error, labels, OPEN)) from error
    blocks = await desk.run(_blocks, article, address, labels)
    await interaction.edit_original_response(view=text_view(blocks), allowed_mentions=_NOTHING)


def first_link(message: discord.Message) -> str | None:
    """Return the first web address in a message, in one that it passes on, or below it."""
    for content in _contents(message):
        for found in _LINK.finditer(content):
            link = found.group().rstrip(_TRAILING)
            while link.endswith(")") and link.count(")") > link.count("("):
                link = link[:-1].rstrip(_TRAILING)
            if urlsplit_or_none(link):
                return link
    return next((embed.url for embed in message.embeds if embed.url), None)


def urlsplit_or_none(link: str) -> bool:
    """Tell whether something that looks like an address has a site in it."""
    try:
        return bool(urlsplit(link).netloc)
    except ValueError:
        return False


def _contents(message: discord.Message) -> Iterator[str]:
    yield message.content
    for passed_on in message.message_snapshots:
        yield passed_on.content


def _text(message: discord.Message) -> str:
    return next((content for content in _contents(message) if content.strip()), "")


def _files(message: discord.Message) -> Iterator[discord.Attachment]:
    yield from message.attachments
    for passed_on in message.message_snapshots:
        yield from passed_on.attachments


async def _article(desk: Desk, address: str) -> Article:
    extracted = await desk.intake.read_url(address)
    site = urlsplit(extracted.url or address).hostname or "?"
    article = await desk.intake.run(article_of, extracted, id=site)
    if not article.sentences:
        raise ExtractRefused(Reason.NO_TEXT, "No sentence of an article was found on the page.")
    return article


def _blocks(article: Article, address: str, labels: Labels) -> tuple[str, ...]:
    brief = article_brief(article, Wish())
    page = brief_page(brief, {article.id: article}, labels, characters=3_200 - _NOTE_CHARACTERS)
    url = excerpt(article.url or address, LONGEST_LINK)
    return (*page.blocks, f"-# {labels('menu.not_added', url=url)}")
