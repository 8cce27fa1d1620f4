"""A mistyped topic: the answer offers the topic that was meant, and a search for the word."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

import discord

from bot.access import guild_of
from bot.buttons.answering import answer_brief
from bot.buttons.base import VERSION, StatefulButton, desk_of
from bot.labels import Labels
from bot.pages.source_words import escaped
from bot.pages.view import text_view
from bot.requests import Request
from summaries.briefs import Length
from summaries.topics import About


class AskAgain(
    StatefulButton,
    template=rf"{VERSION}:ask:(?P<how>[ts]):(?P<since>24h|7d|30d|all|last|-):(?P<length>[lms]):(?P<private>[01]):(?P<words>.{{1,70}})",
):
    """Asks for the brief again: (t) of the topic that was meant, or (s) searching for the word."""

    _LENGTHS: ClassVar = {"s": Length.SHORT, "m": Length.STANDARD, "l": Length.LONG}

    def __init__(self, how: str, request: Request, private: bool, words: str, label: str) -> None:
        length = next(k for k, v in self._LENGTHS.items() if v is request.length)
        super().__init__(
            f"{VERSION}:ask:{how}:{request.since or '-'}:{length}:{int(private)}:{words}", label
        )
        self.how, self.request, self.private, self.words = how, request, private, words

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        since = None if match["since"] == "-" else match["since"]
        request = Request(About(), since, cls._LENGTHS[match["length"]])
        return cls(match["how"], request, match["private"] == "1", match["words"], "…")

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        if self.how == "t":
            about = await desk_of(interaction).resolve(guild_of(interaction), self.words)
        else:
            about = About(self.words, query=self.words)
        await interaction.response.defer(ephemeral=self.private, thinking=True)
        request = Request(about, self.request.since, self.request.length)
        await answer_brief(interaction, request, labels)


def suggestion_view(request: Request, private: bool, labels: Labels) -> discord.ui.LayoutView:
    """Say which topic may be meant, with a button for it and one to search instead."""
    about = request.about
    assert about.suggestion is not None
    topic = about.suggestion.name
    said = labels("error.unknown_topic", typed=escaped(about.typed), topic=escaped(topic))
    buttons = [AskAgain("t", request, private, topic, topic[:20])]
    if len(about.typed) <= 70:
        search = labels("button.search_instead")
        buttons.append(AskAgain("s", request, private, about.typed, search))
    return text_view([said], buttons)
