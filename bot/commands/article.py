"""/article: managers add articles. A card shows what will be stored before anything is."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

import discord
from discord import app_commands

from bot.buttons import desk_of
from bot.buttons.article_buttons import draft_buttons
from bot.buttons.base import managed_guild
from bot.commands.words import described
from bot.desk import Desk
from bot.errors import Refused, answer_error
from bot.labels import Labels
from bot.pages.article_card import Near, draft_card, excerpt
from bot.pages.view import text_view
from summaries.corpus import (
    MAX_BYTES,
    Article,
    NearDuplicates,
    RefusedText,
    body_text,
    decode,
    prepare,
)
from summaries.corpus.folder import SUFFIXES
from summaries.text import count_words

LONGEST_PART: Final = 4_000  # characters: the most that a box of a modal takes
_COMING: Final = frozenset({".pdf", ".docx", ".html", ".htm", ".eml"})
_DOWNLOAD: Final = 20.0  # seconds
_NOTHING = discord.AllowedMentions.none()

article = app_commands.Group(
    name="article",
    description=described("command.article.description"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)


@article.command(name="add", description=described("command.article.add"))
@app_commands.describe(file=described("command.article.file"))
async def add(
    interaction: discord.Interaction[Any], file: discord.Attachment | None = None
) -> None:
    """Show the card of a file, or without one, a form to paste a text into."""
    labels = Labels.for_locale(str(interaction.locale))
    await managed_guild(interaction)
    if file is None:
        await interaction.response.send_modal(PasteForm(labels))
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _answer(interaction, await _of_file(file, labels), labels)


@dataclass(frozen=True, slots=True)
class Received:
    """What somebody wants to add: bytes, a file's name, and where pasted parts were joined."""

    data: bytes
    file: str | None = None
    seam: int | None = None


class PasteForm(discord.ui.Modal):
    """A form with two text boxes, because one holds 4,000 characters, and a place for a file."""

    def __init__(self, labels: Labels) -> None:
        # The form's own id stays random: two managers may have it open at the same time.
        super().__init__(title=labels("article.form"))
        style = discord.TextStyle.paragraph
        self.text = discord.ui.TextInput[Any](
            custom_id="text", style=style, required=False, max_length=LONGEST_PART
        )
        self.more = discord.ui.TextInput[Any](
            custom_id="more", style=style, required=False, max_length=LONGEST_PART
        )
        self.file = discord.ui.FileUpload[Any](
            custom_id="file", required=False, min_values=0, max_values=1
        )
        for name, part in (("text", self.text), ("more", self.more), ("file", self.file)):
            self.add_item(
                discord.ui.Label(
                    text=labels(f"article.form_{name}"),
                    description=labels(f"article.form_{name}_hint"),
                    component=part,
                )
            )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        labels = Labels.for_locale(str(interaction.locale))
        await managed_guild(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        parts = [part for part in (self.text.value, self.more.value) if part.strip()]
        if self.file.values and parts:
            raise Refused(labels("article.refused_both"))
        if self.file.values:
            received = await _of_file(self.file.values[0], labels)
        elif parts:
            received = _pasted(parts)
        else:
            raise Refused(labels("article.refused_nothing"))
        await _answer(interaction, received, labels)

    async def on_error(  # type: ignore[override]  # as in discord.py's own Modal
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        await answer_error(interaction, error)


async def _of_file(file: discord.Attachment, labels: Labels) -> Received:
    """Fetch a file that may be an article. Raises Refused, before fetching where that is enough."""
    suffix = PurePath(file.filename).suffix.lower()
    if suffix not in SUFFIXES:
        key = "article.refused_coming" if suffix in _COMING else "article.refused_type"
        raise Refused(labels(key, file=excerpt(file.filename, 60)))
    if file.size > MAX_BYTES:
        raise Refused(_too_big(file.size, labels))
    try:
        async with asyncio.timeout(_DOWNLOAD):
            data = await file.read()
    except (discord.HTTPException, TimeoutError, OSError):
        raise Refused(labels("article.refused_download")) from None
    return Received(data, file.filename)


def _pasted(parts: list[str]) -> Received:
    first, *rest = parts
    text = joined(first, *rest) if rest else first
    # Half a character is refused as other bad bytes are, instead of raising here.
    data = text.encode("utf-8", "surrogatepass")
    return Received(data, seam=len(first) if rest else None)


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


async def _answer(
    interaction: discord.Interaction[Any], received: Received, labels: Labels
) -> None:
    """Keep a received text as a draft and put its card in the place of the deferred answer."""
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    library = await desk.library(guild)  # a new guild's samples come first
    blocks, text = await desk.run(_card, desk, guild, library.articles, received, labels)
    await desk.run(desk.database.guilds().drop_old_drafts)
    draft = await desk.run(
        desk.database.drafts(guild).put, text, file=received.file, user=interaction.user.id
    )
    await interaction.edit_original_response(
        view=text_view(blocks, draft_buttons(draft, labels)), allowed_mentions=_NOTHING
    )


def _card(
    desk: Desk, guild: int, articles: Sequence[Article], received: Received, labels: Labels
) -> tuple[tuple[str, ...], str]:
    """Read what was received and write its card. Raises Refused; nothing is stored."""
    try:
        text = decode(received.data)
    except RefusedText:
        raise Refused(_why(received.data, labels)) from None
    new = prepare(text, id="draft", file=received.file, added=desk.now())
    if not new.sentences:
        raise Refused(labels("article.refused_no_sentence"))
    twin = desk.database.library(guild).find(new.sha256)
    if twin is not None and twin.withdrawn_at is None:
        raise Refused(labels("article.already", article=twin.id))
    body, bodies = body_text(new), {a.id: (a.title, body_text(a)) for a in articles}
    index = NearDuplicates((name, other) for name, (_, other) in bodies.items())
    near = [
        Near(d.article, title, d.share, whole=count_words(body) <= count_words(other))
        for d in index.find(body)
        for title, other in [bodies[d.article]]
    ]
    withdrawn = twin.id if twin else None
    return draft_card(new, labels, near=near, withdrawn=withdrawn, seam=received.seam), text


def _why(data: bytes, labels: Labels) -> str:
    """Say in the reader's language why bytes are no article, in one sentence with what to do."""
    if len(data) > MAX_BYTES:
        return _too_big(len(data), labels)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        key = "article.refused_binary" if b"\x00" in data else "article.refused_encoding"
        return labels(key)
    empty = not text.strip("\ufeff \t\r\n\f\v\u00a0")
    return labels("article.refused_empty" if empty else "article.refused_binary")


def _too_big(size: int, labels: Labels) -> str:
    return labels("article.refused_size", size=f"{size / 1e6:.1f}", most=f"{MAX_BYTES / 1e6:.0f}")
