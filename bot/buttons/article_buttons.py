"""The buttons of `/article add`: *Confirm* and *Cancel* below the card, *Undo* below the answer.

The first two carry the id of a draft in the database, so a restart between card and answer loses
nothing; *Undo* carries the article's id. Each asks again who presses it: a card outlives a role.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Final

import discord

from bot.buttons.base import STORED, VERSION, NamedButton, StatefulButton, desk_of, managed_guild
from bot.desk import Desk
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.article_card import added_card
from bot.pages.view import text_view
from summaries.briefs.reading import verdicts
from summaries.context import shown_with
from summaries.corpus import Article, prepare
from summaries.store import AlreadyInLibrary
from summaries.topics import Topic

UNDO: Final = timedelta(minutes=15)
"""How long an article that was just added can be taken out again with one press."""

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
        gains = await desk.run(_gains, desk.topics, article)
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


def draft_buttons(draft: str, labels: Labels) -> list[StatefulButton]:
    """Return fresh buttons for a draft's card."""
    return [ConfirmDraft(draft, labels), CancelDraft(draft, labels)]


def store_draft(desk: Desk, guild: int, draft_id: str, user: int) -> Article | None:
    """Put a draft into the library; None if there is no such draft any more.

    Raises AlreadyInLibrary. The draft is dropped last: of two presses at once the second meets the
    first's article and is refused as its twin, and a crash in between leaves a draft whose article
    is already there.
    """
    drafts = desk.database.drafts(guild)
    draft = drafts.get(draft_id)
    if draft is None:
        return None
    article = prepare(draft.text, id="draft", file=draft.file, added=desk.now())
    try:
        stored = desk.database.library(guild).add(article, added_by=user)
    except AlreadyInLibrary:
        drafts.drop(draft_id)
        raise
    drafts.drop(draft_id)
    return stored


def _gains(topics: tuple[Topic, ...], article: Article) -> list[tuple[str, int]]:
    """Count the sentences of an article that each topic's brief may now show."""
    return [
        (
            topic.name,
            sum(
                verdict.qualifies
                and not sentence.standfirst
                and shown_with(article, sentence.index) is not None
                for sentence, verdict in zip(
                    article.sentences, verdicts(topic, article), strict=True
                )
            ),
        )
        for topic in topics
    ]
