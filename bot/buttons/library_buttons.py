"""The buttons of `/library`: turn the page, and remove the sample articles in two steps."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Final, Self

import discord

from bot.access import guild_of, is_manager
from bot.buttons.base import VERSION, StatefulButton, desk_of, managed_guild
from bot.desk import Desk
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.library_page import ON_A_PAGE, Listing, Looking, library_page, pages_of
from bot.pages.view import text_view

LONGEST_SEARCH: Final = 60
"""Search words travel in the buttons' ids, which hold a hundred characters."""

_NOTHING = discord.AllowedMentions.none()


class TurnPage(
    StatefulButton,
    template=(
        rf"(?s){VERSION}:lib:(?P<page>\d{{1,6}})(?P<step>[np])(?P<withdrawn>w?)"
        r"(?:\.(?P<language>[a-z]{2,3}))?(?:~(?P<publisher>[0-9a-f]{8}))?:(?P<words>.{0,60})"
    ),
):
    """Shows another page of the library, with the same search. ``page`` counts from 0.

    A publisher's name may be long, so a few digits of its hash stand for it.
    """

    def __init__(
        self,
        page: int,
        step: str,
        looking: Looking,
        labels: Labels,
        *,
        disabled: bool = False,
        publisher: str | None = None,
    ) -> None:
        key = "button.next" if step == "n" else "button.previous"
        publisher = _digits(looking.publisher) if looking.publisher else publisher
        state = "".join(
            (
                "w" if looking.withdrawn else "",
                f".{looking.language}" if looking.language else "",
                f"~{publisher}" if publisher else "",
            )
        )
        super().__init__(
            f"{VERSION}:lib:{page}{step}{state}:{looking.words}", labels(key), disabled=disabled
        )
        self.page, self.looking, self.publisher = page, looking, publisher

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        looking = Looking(match["words"], None, match["language"], bool(match["withdrawn"]))
        page, step = int(match["page"]), match["step"]
        return cls(page, step, looking, labels, publisher=match["publisher"])

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        looking = self.looking
        if looking.withdrawn:
            await managed_guild(interaction)
        if self.publisher is not None:
            desk, guild = desk_of(interaction), guild_of(interaction)
            names = await desk.run(desk.database.library(guild).publishers)
            # A publisher that is gone finds nothing, as it should.
            meant = next((n for n in names if _digits(n) == self.publisher), self.publisher)
            looking = replace(looking, publisher=meant)
        view = await library_view(interaction, labels, looking, self.page)
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
    interaction: discord.Interaction[Any],
    labels: Labels,
    looking: Looking | None = None,
    page: int = 0,
) -> discord.ui.LayoutView:
    """Lay out a page of the guild's library, newest articles first, for whoever asks."""
    guild, desk = guild_of(interaction), desk_of(interaction)
    looking = looking or Looking()
    await desk.seed(guild)
    listing = await desk.run(_listing, desk, guild, looking, page)
    turn = []
    if listing.pages > 1:
        last, here = listing.pages - 1, listing.page
        turn = [
            TurnPage(max(0, here - 1), "p", looking, labels, disabled=here == 0),
            TurnPage(min(last, here + 1), "n", looking, labels, disabled=here == last),
        ]
    known = await desk.guild(guild)
    manager = is_manager(interaction, known.settings if known else {})
    any_sample = manager and await desk.run(desk.database.library(guild).count_samples) > 0
    remove = [RemoveSamples("a", labels)] if any_sample and not looking.withdrawn else []
    return text_view(library_page(listing, labels), [*turn, *remove])


def _listing(desk: Desk, guild: int, looking: Looking, page: int) -> Listing:
    """Look a page up; a page beyond the last is the last."""
    shelf = desk.database.library(guild)
    search = partial(
        shelf.search,
        looking.words,
        publisher=looking.publisher,
        language=looking.language,
        withdrawn=looking.withdrawn,
        limit=ON_A_PAGE,
    )
    page = max(0, page)
    found = search(offset=page * ON_A_PAGE)
    last = pages_of(found.count) - 1
    if page > last:
        page = last
        found = search(offset=page * ON_A_PAGE)
    return Listing(found, looking, page, shelf.count())


def _digits(publisher: str) -> str:
    return hashlib.sha256(publisher.encode("utf-8", "replace")).hexdigest()[:8]
