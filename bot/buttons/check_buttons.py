"""The buttons of `/check`: turn the page, and what was meant by a mistyped topic.

What was asked travels in their ids, and is asked again when they are pressed.
"""

from __future__ import annotations

import re
from typing import Any, Final, Self

import discord

from bot.access import guild_of
from bot.buttons.base import VERSION, StatefulButton, desk_of
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.check_page import Checked, check_pages
from bot.pages.source_words import escaped
from bot.pages.view import text_view
from summaries.topics import About

LONGEST_ABOUT: Final = 70
"""What was asked travels in the buttons' ids, which hold a hundred characters."""

_NOTHING = discord.AllowedMentions.none()


class TurnCheck(
    StatefulButton,
    template=(
        rf"(?s){VERSION}:chk:(?P<page>\d{{1,4}})(?P<step>[np])(?P<kind>[atqo])"
        rf":(?P<words>.{{0,{LONGEST_ABOUT}}})"
    ),
):
    """Shows another page of what differs. ``page`` counts from 0.

    ``kind`` says what the words name: an (a)rticle, a (t)opic, a (q)uery, or (o) nothing.
    """

    def __init__(
        self,
        page: int,
        step: str,
        kind: str,
        words: str,
        labels: Labels,
        *,
        disabled: bool = False,
    ) -> None:
        key = "button.next" if step == "n" else "button.previous"
        super().__init__(
            f"{VERSION}:chk:{page}{step}{kind}:{words}", labels(key), disabled=disabled
        )
        self.page, self.kind, self.words = page, kind, words

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(int(match["page"]), match["step"], match["kind"], match["words"], labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        about = await self._about(interaction, labels)
        await interaction.response.defer()
        view = await check_view(interaction, about, labels, self.page)
        await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)

    async def _about(self, interaction: discord.Interaction[Any], labels: Labels) -> About:
        if self.kind == "q":
            return About(self.words, query=self.words)
        about = await desk_of(interaction).resolve(guild_of(interaction), self.words)
        if _kind(about) != self.kind:
            raise Refused(labels("check.gone", about=f"**{escaped(self.words)}**"))
        return about


class AskCheck(
    StatefulButton,
    template=rf"{VERSION}:ack:(?P<how>[tq]):(?P<private>[01]):(?P<words>.{{1,{LONGEST_ABOUT}}})",
):
    """Checks the (t)opic that was meant, or what has the word that was typed, as a (q)uery."""

    def __init__(self, how: str, private: bool, words: str, label: str) -> None:
        super().__init__(f"{VERSION}:ack:{how}:{int(private)}:{words}", label)
        self.how, self.private, self.words = how, private, words

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["how"], match["private"] == "1", match["words"], "…")

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        if self.how == "t":
            about = await desk_of(interaction).resolve(guild_of(interaction), self.words)
        else:
            about = About(self.words, query=self.words)
        await answer_check(interaction, about, labels, private=self.private)


async def answer_check(
    interaction: discord.Interaction[Any], about: About, labels: Labels, *, private: bool
) -> None:
    """Answer with the first page: publicly, unless ``private``."""
    await interaction.response.defer(ephemeral=private, thinking=True)
    view = await check_view(interaction, about, labels)
    await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


async def check_view(
    interaction: discord.Interaction[Any], about: About, labels: Labels, page: int = 0
) -> discord.ui.LayoutView:
    """Lay a page out; one beyond the last is the last."""
    guild, desk = guild_of(interaction), desk_of(interaction)
    found = await desk.differences(guild, about)
    checked = Checked(about, found.differences, found.articles, found.compared)
    pages = await desk.run(check_pages, checked, labels)
    last = len(pages) - 1
    here = min(page, last)
    turn = []
    if last:
        kind, words = _kind(about), _words(about)
        back, on = max(0, here - 1), min(last, here + 1)
        turn = [
            TurnCheck(back, "p", kind, words, labels, disabled=here == 0),
            TurnCheck(on, "n", kind, words, labels, disabled=here == last),
        ]
    return text_view(pages[here], turn)


def meant_view(about: About, private: bool, labels: Labels) -> discord.ui.LayoutView:
    """Say which topic may be meant, with a button for it and one to search instead."""
    assert about.suggestion is not None
    topic = about.suggestion.name
    said = labels("error.unknown_topic", typed=escaped(about.typed), topic=escaped(topic))
    search = labels("button.search_instead")
    buttons = [
        AskCheck("t", private, topic, topic[:20]),
        AskCheck("q", private, about.typed, search),
    ]
    return text_view([said], buttons)


def _kind(about: About) -> str:
    if about.topic is not None:
        return "t"
    if about.article is not None:
        return "a"
    return "q" if about.query else "o"


def _words(about: About) -> str:
    """Return what the same is found by again."""
    if about.topic is not None:
        return about.topic.name
    return about.article.id if about.article is not None else about.query or ""
