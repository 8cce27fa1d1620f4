"""The form of a topic's rule, and how what was typed becomes a page of the workbench."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import fields, replace
from typing import Any, Final

import discord

from bot import workbench
from bot.buttons.base import desk_of, managed_guild
from bot.desk import Desk
from bot.errors import Refused, answer_error
from bot.labels import Labels
from bot.pages.article_card import excerpt
from bot.pages.source_words import escaped
from bot.pages.topic_words import wrong
from bot.workbench import RuleDraft
from summaries.store import How
from summaries.topics import BadForm, Form, Topic
from summaries.topics.load import LONGEST_NAME

LONGEST_BOX: Final = 4_000  # characters, by Discord
_LONGEST_NUMBER: Final = 12
_SHORT: Final = {"name": LONGEST_NAME, "threshold": _LONGEST_NUMBER}
_NEEDED: Final = frozenset({"name", "words", "threshold"})

Interaction = discord.Interaction[Any]
Answer = Callable[[Interaction, int, RuleDraft, str, Labels], Awaitable[None]]
"""Takes the guild, the draft with what was typed, and what is wrong with it, "" if nothing is."""


class TopicForm(discord.ui.Modal):
    """A form with a rule's name, words, required words, excluded words and threshold.

    ``answer`` puts the page of what was typed in the place of the deferred answer.
    """

    def __init__(self, draft: RuleDraft, labels: Labels, answer: Answer) -> None:
        key = "topic.form" if draft.how is How.CREATE else "topic.form_edit"
        super().__init__(title=labels(key))
        self.draft, self.answer = draft, answer
        filled = draft.filled(labels.language)
        self.boxes = {
            one.name: discord.ui.TextInput[Any](
                custom_id=one.name,
                style=discord.TextStyle.short
                if one.name in _SHORT
                else discord.TextStyle.paragraph,
                required=one.name in _NEEDED,
                default=getattr(filled, one.name),
                max_length=_SHORT.get(one.name, LONGEST_BOX),
            )
            for one in fields(Form)
        }
        for name, box in self.boxes.items():
            self.add_item(
                discord.ui.Label(
                    text=labels(f"topic.box.{name}"),
                    description=labels(f"topic.box_hint.{name}"),
                    component=box,
                )
            )

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Try out what was typed; where it can't be read, say where, and lose nothing of it."""
        labels = Labels.for_locale(str(interaction.locale))
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        if self.draft.id:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        typed = Form(**{name: box.value for name, box in self.boxes.items()})
        draft, said = await desk.run(self._read, desk, guild, typed, labels)
        if not draft.id:
            draft = await desk.run(workbench.put, desk, guild, draft, interaction.user.id)
        elif not await desk.run(workbench.keep, desk, guild, draft):
            raise Refused(labels("topic.draft_gone"))
        await self.answer(interaction, guild, draft, said, labels)

    def _read(self, desk: Desk, guild: int, typed: Form, labels: Labels) -> tuple[RuleDraft, str]:
        """Return the draft with what was typed, and what is wrong with it, if anything is."""
        draft, new = self.draft, self.draft.how is How.CREATE
        # A topic that is not there yet still goes by whatever it is called.
        base = None if new else draft.rule
        try:
            rule = typed.topic(base, labels.language)
        except BadForm as error:
            return replace(draft, form=typed), wrong(error, labels)
        if said := clashing(desk, guild, rule, labels, new=new):
            return replace(draft, form=typed), said
        if new:
            draft = replace(draft, seen=workbench.newest(desk, guild, rule.name))
        return draft.with_rule(rule), ""

    async def on_error(  # type: ignore[override]  # as in discord.py's own Modal
        self, interaction: Interaction, error: Exception, /
    ) -> None:
        await answer_error(interaction, error)


def too_long_for(draft: RuleDraft, labels: Labels) -> bool:
    """Tell whether a rule does not fit into the boxes, so that only a file holds it."""
    filled = draft.filled(labels.language)
    return any(
        len(getattr(filled, one.name)) > _SHORT.get(one.name, LONGEST_BOX) for one in fields(Form)
    )


def clashing(desk: Desk, guild: int, rule: Topic, labels: Labels, *, new: bool) -> str:
    """Say which other topic has a rule's name already; "" where none has."""
    if new and any(topic.name == rule.name for topic in desk.topics_of(guild)):
        return labels("topic.there", topic=escaped(rule.name))
    found = workbench.taken(desk, guild, rule)
    if found is None:
        return ""
    name, other = found
    return labels("topic.taken", name=excerpt(name, LONGEST_NAME), topic=escaped(other.name))
