"""The buttons of `/article add`: *Confirm* and *Cancel* below the card, *Undo* below the answer.

The first two, and the list of lines that were set aside, carry the id of a draft in the database,
so a restart between card and answer loses nothing; *Undo* carries the article's id. Each asks again
who presses it: a card outlives a role.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, Final, Self

import discord

from bot.buttons.base import (
    STORED,
    VERSION,
    NamedButton,
    StatefulItem,
    desk_of,
    managed_guild,
)
from bot.buttons.drafts import Received, card_of, put, store_draft
from bot.desk import Desk
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.article_card import added_card, option_of
from bot.pages.view import text_view
from summaries.corpus import Article, SetAside
from summaries.ingest import Candidate
from summaries.ingest.scoring import qualifying
from summaries.store import AlreadyInLibrary

UNDO: Final = timedelta(minutes=15)
"""How long an article that was just added can be taken out again with one press."""

_MOST_LINES: Final = 25  # options of a list, by Discord
_NOTHING = discord.AllowedMentions.none()


class ConfirmDraft(NamedButton, template=rf"{VERSION}:add:{STORED}"):
    """Stores a draft in the library and says what that changed. A second press stores nothing."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.primary

    code, label_key = "add", "button.confirm"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        await interaction.response.defer()
        try:
            article = await desk.run(store_draft, desk, guild, self.name, interaction.user.id)
        except AlreadyInLibrary as twin:
            raise Refused(labels("article.already", article=twin.article)) from None
        if article is None:
            raise Refused(labels("article.draft_gone"))
        gains = await desk.run(gains_of, desk, guild, article)
        until = article.added + UNDO
        view = text_view(
            added_card(article, gains, labels, until=until), [UndoAdd(article.id, labels)]
        )
        await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


class CancelDraft(NamedButton, template=rf"{VERSION}:not:{STORED}"):
    """Forgets a draft; nothing was stored and nothing is."""

    code, label_key = "not", "button.cancel"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        if not await desk.run(desk.database.drafts(guild).drop, self.name):
            raise Refused(labels("article.draft_gone"))
        view = text_view([labels("article.cancelled")])
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class UndoAdd(NamedButton, template=rf"{VERSION}:und:(?P<name>A[1-9]\d{{0,8}})"):
    """Takes an article out again, for fifteen minutes after it was added."""

    code, label_key = "und", "button.undo"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        shelf = desk.database.library(guild)
        stored = await desk.run(shelf.stored, self.name)
        if stored is not None and desk.now() > stored.added + UNDO:
            raise Refused(labels("article.undo_late", article=self.name))
        if not await desk.run(shelf.withdraw, self.name, by=interaction.user.id, reason="undo"):
            raise Refused(labels("article.undone_before", article=self.name))
        view = text_view([labels("article.undone", article=self.name)])
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class KeepLine(StatefulItem[discord.ui.Select[Any]], template=rf"{VERSION}:lin:{STORED}"):
    """Takes a line back that was set aside, or sets it aside again, and shows the card anew."""

    def __init__(
        self, draft: str, labels: Labels, options: Sequence[discord.SelectOption] = ()
    ) -> None:
        super().__init__(
            discord.ui.Select(
                custom_id=f"{VERSION}:lin:{draft}",
                placeholder=labels("article.keep"),
                options=list(options),
            )
        )
        self.draft = draft

    @classmethod
    def of(
        cls, draft: str, lines: Sequence[tuple[SetAside, bool]], text: str, labels: Labels
    ) -> Self:
        """Return the list of a draft's lines; ``lines`` says which were taken back."""
        options = [
            discord.SelectOption(label=words, description=state, value=str(line.span.start))
            for line, kept in lines[:_MOST_LINES]
            for words, state in [option_of(line, text, labels, kept=kept)]
        ]
        return cls(draft, labels, options)

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        await interaction.response.defer()
        drafts = desk.database.drafts(guild)
        draft = await desk.run(drafts.get, self.draft)
        if draft is None:
            raise Refused(labels("article.draft_gone"))
        [chosen] = self.item.values
        received = Received.of(draft).toggled(int(chosen))
        candidate = await desk.run(
            desk.intake.consider,
            guild,
            received.extracted,
            file=received.file,
            keep=received.keep,
        )
        refuse_twin(candidate, labels)
        await desk.run(drafts.note, self.draft, received.facts)
        await _show(interaction, self.draft, candidate, received, labels)


async def answer_card(
    interaction: discord.Interaction[Any],
    guild: int,
    candidate: Candidate,
    received: Received,
    labels: Labels,
) -> None:
    """Keep a candidate as a draft and put its card in the place of the deferred answer."""
    desk = desk_of(interaction)
    refuse_twin(candidate, labels)
    draft = await desk.run(put, desk, guild, received, interaction.user.id)
    await _show(interaction, draft, candidate, received, labels)


def refuse_twin(candidate: Candidate, labels: Labels) -> None:
    """Refuse what the library has already, naming the article."""
    if candidate.already is not None:
        key = "article.already" if candidate.same_text else "article.already_address"
        raise Refused(labels(key, article=candidate.already))


async def _show(
    interaction: discord.Interaction[Any],
    draft: str,
    candidate: Candidate,
    received: Received,
    labels: Labels,
) -> None:
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    blocks = await desk.run(card_of, desk, guild, candidate, received, labels)
    lines = await desk.run(received.lines, candidate.article)
    rows = [[KeepLine.of(draft, lines, received.extracted.text, labels)]] if lines else []
    view = text_view(blocks, [ConfirmDraft(draft, labels), CancelDraft(draft, labels)], rows)
    await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


def gains_of(desk: Desk, guild: int, article: Article) -> list[tuple[str, int]]:
    """Count the sentences of an article that each topic's brief may show."""
    return [(topic.name, len(qualifying(topic, article))) for topic in desk.topics_of(guild)]
