"""What somebody gives becomes a candidate: a link, a file, or pasted parts of a text."""

from __future__ import annotations

import asyncio
import re
from pathlib import PurePath
from typing import Any, Final

import discord

from bot.buttons.article_buttons import answer_card
from bot.buttons.base import desk_of
from bot.buttons.drafts import Received
from bot.errors import Refused, RefusedInput
from bot.labels import Labels
from bot.pages.article_card import excerpt
from summaries.corpus import MAX_BYTES
from summaries.corpus.documents import SUFFIXES
from summaries.corpus.folder import SUFFIXES as TEXT_SUFFIXES
from summaries.text import count_words

LONGEST_PART: Final = 4_000  # characters: the most that a box of a modal takes
MOST_BYTES: Final = 10_000_000  # of a document; of a text it is `MAX_BYTES`
_DOWNLOAD: Final = 20.0  # seconds


async def answer_link(
    interaction: discord.Interaction[Any], guild: int, url: str, labels: Labels
) -> None:
    """Answer with the card of the article at an address. Defers once the address may be fetched."""
    desk = desk_of(interaction)
    address = desk.intake.check(url.strip())
    count_link(interaction, guild, labels)
    await interaction.response.defer(ephemeral=True, thinking=True)
    await desk.seed(guild)
    candidate = await desk.intake.from_url(guild, address)
    await answer_card(interaction, guild, candidate, Received(candidate.extracted), labels)


async def answer_file(
    interaction: discord.Interaction[Any],
    guild: int,
    file: discord.Attachment,
    labels: Labels,
) -> None:
    """Answer with the card of the article in a file."""
    check_file(file, labels)
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        async with asyncio.timeout(_DOWNLOAD):
            data = await file.read()
    except (discord.HTTPException, TimeoutError, OSError):
        raise RefusedInput(labels("article.refused_download")) from None
    desk = desk_of(interaction)
    await desk.seed(guild)
    candidate = await desk.intake.from_file(guild, data, file.filename)
    received = Received(candidate.extracted, file.filename)
    await answer_card(interaction, guild, candidate, received, labels)


async def answer_text(
    interaction: discord.Interaction[Any],
    guild: int,
    text: str,
    labels: Labels,
    *,
    seam: int | None = None,
) -> None:
    """Answer a deferred interaction with the card of a pasted text."""
    desk = desk_of(interaction)
    await desk.seed(guild)
    candidate = await desk.intake.from_text(guild, text)
    received = Received(candidate.extracted, seam=seam)
    await answer_card(interaction, guild, candidate, received, labels)


def count_link(
    interaction: discord.Interaction[Any], guild: int, labels: Labels, *, member: int | None = None
) -> None:
    """Use up one of the links that a server may have fetched in an hour. Raises Refused."""
    over = desk_of(interaction).links.take(guild, member)
    if over is not None:
        most, again = over
        when = f"<t:{int(again.timestamp())}:R>"
        raise Refused(labels("article.too_many_links", n=most, when=when))


def readable(file: discord.Attachment) -> bool:
    """Tell whether a file's name says that it may hold an article."""
    return PurePath(file.filename).suffix.lower() in SUFFIXES


def check_file(file: discord.Attachment, labels: Labels) -> None:
    """Refuse a file before it is fetched, where its name or its size is enough."""
    if not readable(file):
        raise RefusedInput(labels("article.refused_type", file=excerpt(file.filename, 60)))
    text = PurePath(file.filename).suffix.lower() in TEXT_SUFFIXES
    most = MAX_BYTES if text else MOST_BYTES
    if file.size > most:
        size = f"{file.size / 1e6:.1f}"
        raise RefusedInput(labels("article.refused_size", size=size, most=f"{most / 1e6:.0f}"))


_ENDED: Final = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]*\Z")
_INSIDE: Final = 25  # words: an unfinished last line longer than this is no headline


def joined(first: str, second: str) -> str:
    r"""Put two pasted parts together with the break that was between them.

    Discord trims a box's edges, so the break itself is lost. Where white space is left at the seam,
    it is taken as it is. A full first box that ends inside a word goes straight on. A second part
    that begins in lower case, or that follows a long unfinished line, goes on in the sentence: a
    blank. Everything else is a new paragraph ("\n\n"), so that no headline is glued to a body.
    """
    before, after = first[-1:], second[:1]
    if before.isspace() or after.isspace():
        return first + second
    if len(first) >= LONGEST_PART and before.isalnum() and after.isalnum():
        return first + second
    unfinished = not _ENDED.search(first)
    last_line = first.rsplit("\n", 1)[-1]
    goes_on = after.islower() or (unfinished and count_words(last_line) > _INSIDE)
    return f"{first} {second}" if goes_on else f"{first}\n\n{second}"
