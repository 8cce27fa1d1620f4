"""The buttons of `/library`: turn the page, and remove the sample articles in two steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Final, Self

import discord

from bot.access import guild_of, is_manager
from bot.buttons.base import VERSION, StatefulButton, desk_of, managed_guild
from bot.desk import Desk
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.library_page import Shelf, library_page
from bot.pages.view import text_view
from summaries.corpus import Article
from summaries.text import folded_words

LONGEST_SEARCH: Final = 60
"""Search words travel in the buttons' ids, which hold a hundred characters."""

_NOTHING = discord.AllowedMentions.none()


class TurnPage(
    StatefulButton,
    template=rf"{VERSION}:lib:(?P<page>\d{{1,6}})(?P<step>[np]):(?P<words>.{{0,60}})",
):
    """Shows another page of the library, with the same search. ``page`` counts from 0."""

    def __init__(
        self, page: int, step: str, words: str, labels: Labels, *, disabled: bool = False
    ) -> None:
        key = "button.next" if step == "n" else "button.previous"
        super().__init__(f"{VERSION}:lib:{page}{step}:{words}", labels(key), disabled=disabled)
        self.page, self.words = page, words

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(int(match["page"]), match["step"], match["words"], labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        view = await library_view(interaction, labels, self.words, self.page)
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class RemoveSamples(StatefulButton, template=rf"{VERSION}:smp:(?P<step>[acy])"):
    """Removes the sample articles: (a)sks first, then (y)es removes them or (c)ancel goes back."""

    _KEYS: ClassVar = {"a": "remove_samples", "y": "remove_samples", "c": "cancel"}

    def __init__(self, step: str, labels: Labels) -> None:
        super().__init__(f"{VERSION}:smp:{step}", labels(f"button.{self._KEYS[step]}"))
        self.step = step
        if step == "y":
            self.item.style = discord.ButtonStyle.danger

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["step"], labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        shelf = desk.database.library(guild)
        if self.step == "c":
            view = await library_view(interaction, labels)
        elif self.step == "a":
            samples = await desk.run(shelf.count_samples)
            if not samples:
                raise Refused(labels("library.no_samples"))
            buttons = [RemoveSamples("y", labels), RemoveSamples("c", labels)]
            view = text_view([labels("library.ask", n=samples)], buttons)
        else:
            removed = await desk.run(shelf.remove_samples, by=interaction.user.id)
            if not removed:
                raise Refused(labels("library.no_samples"))
            left = await desk.run(shelf.count)
            said = labels("library.removed", n=removed)
            view = text_view([said if left else f"{said}\n{labels('empty.corpus')}"])
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


async def library_view(
    interaction: discord.Interaction[Any], labels: Labels, words: str = "", page: int = 0
) -> discord.ui.LayoutView:
    """Lay out a page of the guild's library, newest articles first, for whoever asks."""
    guild, desk = guild_of(interaction), desk_of(interaction)
    articles = (await desk.library(guild)).articles
    found = await desk.run(search, articles, words)
    shelf = Shelf.of(found, words=words, page=page, total=len(articles))
    samples = await desk.run(_samples, desk, guild, shelf.articles)
    turn = []
    if shelf.pages > 1:
        last = shelf.pages - 1
        turn = [
            TurnPage(max(0, shelf.page - 1), "p", words, labels, disabled=shelf.page == 0),
            TurnPage(min(last, shelf.page + 1), "n", words, labels, disabled=shelf.page == last),
        ]
    known = await desk.guild(guild)
    manager = is_manager(interaction, known.settings if known else {})
    any_sample = manager and await desk.run(desk.database.library(guild).count_samples) > 0
    remove = [RemoveSamples("a", labels)] if any_sample else []
    return text_view(library_page(shelf, labels, samples=samples), [*turn, *remove])


def search(articles: Sequence[Article], words: str) -> list[Article]:
    """Return the articles, newest first, in which every searched word begins some word.

    Title and text are searched; case and accents are ignored. No words find every article.
    """
    newest_first = list(reversed(articles))
    if not words:
        return newest_first
    wanted = [f" {word}" for word in folded_words(words)]
    if not wanted:
        return []

    def has_all(article: Article) -> bool:
        every = " " + " ".join(folded_words(f"{article.title or ''}\n{article.text}"))
        return all(word in every for word in wanted)

    return [article for article in newest_first if has_all(article)]


def _samples(desk: Desk, guild: int, articles: Sequence[Article]) -> frozenset[str]:
    """Return which of the shown articles came from the starter folder."""
    library = desk.database.library(guild)
    stored = (library.stored(article.id) for article in articles)
    return frozenset(one.id for one in stored if one is not None and one.sample)
