"""The forms of `/article`: one to paste a text into, one to correct what is stated."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Final

import discord

from bot.buttons.base import desk_of, managed_guild
from bot.commands.receiving import LONGEST_PART, answer_file, answer_text, joined
from bot.desk import Desk
from bot.errors import Refused, RefusedInput, answer_error
from bot.labels import Labels
from bot.pages.article_card import excerpt
from bot.pages.article_page import edited_page
from bot.pages.source_words import visible
from bot.pages.view import text_view
from summaries.store import UNSET, StoredArticle, Unset

_NOTHING = discord.AllowedMentions.none()
_LONGEST: Final = {"title": 300, "date": 40, "publisher": 100, "byline": 200}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HINTS: Final = {"date": "article.form_edit_date_hint"}


class Form(discord.ui.Modal):
    """A form whose answer always comes; its own id is random, so two people may have it open."""

    async def on_error(  # type: ignore[override]  # as in discord.py's own Modal
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        await answer_error(interaction, error)


class PasteForm(Form):
    """A form with two text boxes, because one holds 4,000 characters, and a place for a file."""

    def __init__(self, labels: Labels) -> None:
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
        guild = await managed_guild(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        parts = [part for part in (self.text.value, self.more.value) if part.strip()]
        if self.file.values and parts:
            raise Refused(labels("article.refused_both"))
        if self.file.values:
            await answer_file(interaction, guild, self.file.values[0], labels)
        elif parts:
            first, *rest = parts
            text = joined(first, *rest) if rest else first
            seam = len(first) if rest else None
            await answer_text(interaction, guild, text, labels, seam=seam)
        else:
            raise Refused(labels("article.refused_nothing"))


class EditForm(Form):
    """A form with what is stated about an article; an empty box means: not stated."""

    def __init__(self, article: StoredArticle, labels: Labels) -> None:
        super().__init__(title=labels("article.form_edit", article=article.id))
        self.article = article
        published = article.published.isoformat() if article.published else ""
        self.before = {
            "title": _shown(article.title, "title"),
            "date": published,
            "publisher": _shown(article.publisher, "publisher"),
            "byline": _shown(article.byline, "byline"),
        }
        self.boxes = {
            name: discord.ui.TextInput[Any](
                custom_id=name, required=False, default=value, max_length=_LONGEST[name]
            )
            for name, value in self.before.items()
        }
        for name, box in self.boxes.items():
            self.add_item(
                discord.ui.Label(
                    text=labels(f"article.form_edit_{name}"),
                    description=labels(_HINTS.get(name, "article.form_edit_hint")),
                    component=box,
                )
            )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        labels = Labels.for_locale(str(interaction.locale))
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        typed = {name: " ".join(box.value.split()) for name, box in self.boxes.items()}
        day = self._day(typed["date"], desk, labels)
        before, after = await desk.run(self._store, desk, guild, typed, day, interaction.user.id)
        if before.version != self.article.version:
            raise Refused(labels("article.edited_meanwhile", article=before.id))
        blocks = edited_page(before, after, labels)
        await interaction.response.send_message(
            view=text_view(blocks), ephemeral=True, allowed_mentions=_NOTHING
        )

    def _day(self, typed: str, desk: Desk, labels: Labels) -> date | Unset | None:
        """Read the date. Raises RefusedInput."""
        if typed == self.before["date"]:
            return UNSET
        if not typed:
            return None
        try:
            day = date.fromisoformat(typed) if _DAY.fullmatch(typed) else None
        except ValueError:
            day = None
        if day is None:
            raise RefusedInput(labels("article.bad_date", typed=excerpt(typed, 40)))
        # A day begins in some places while it is still the day before in UTC.
        if day > desk.now().date() + timedelta(days=1):
            raise RefusedInput(labels("article.future_date", typed=excerpt(typed, 40)))
        return day

    def _store(
        self, desk: Desk, guild: int, typed: dict[str, str], day: date | Unset | None, user: int
    ) -> tuple[StoredArticle, StoredArticle]:
        """Store what was changed; return the article before and after, both if nothing was."""
        shelf, name = desk.database.library(guild), self.article.id
        before = shelf.stored(name) or self.article
        if before.version == self.article.version:
            shelf.edit(
                name,
                by=user,
                title=self._changed("title", typed),
                publisher=self._changed("publisher", typed),
                byline=self._changed("byline", typed),
                published=day,
            )
        return before, shelf.stored(name) or before

    def _changed(self, name: str, typed: dict[str, str]) -> str | Unset | None:
        # What was cut to fit into its box, and not touched there, stays whole.
        return UNSET if typed[name] == self.before[name] else typed[name] or None


def _shown(words: str | None, name: str) -> str:
    return " ".join(visible(words or "").split())[: _LONGEST[name]].strip()
