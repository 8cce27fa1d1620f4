"""The parts of a topic's workbench: what to look at, more or less like a sentence, save, discard.

All carry the name of a draft in the database, so that a restart loses nothing; each asks again
whoever uses it whether she may.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final, Self

import discord

from bot import workbench
from bot.buttons.base import (
    STORED,
    VERSION,
    NamedButton,
    StatefulButton,
    StatefulItem,
    desk_of,
    managed_guild,
)
from bot.buttons.topic_forms import TopicForm, clashing, too_long_for
from bot.desk import Desk
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.bench_page import (
    ON_A_PAGE,
    Bench,
    Section,
    bench_page,
    option_of,
    proposal_page,
)
from bot.pages.source_words import escaped
from bot.pages.topic_page import stamp
from bot.pages.view import text_view
from bot.workbench import RuleDraft
from summaries.store import StoredTopic, TooManyTopics, TopicChanged

_NOTHING = discord.AllowedMentions.none()
_CHOSEN: Final = re.compile(r"(?P<article>A[1-9]\d{0,8})\.(?P<sentence>\d{1,6})(?P<way>[ml])")

Interaction = discord.Interaction[Any]


class LookAt(StatefulItem[discord.ui.Select[Any]], template=rf"{VERSION}:tlk:{STORED}"):
    """Shows another part of what a rule would do."""

    def __init__(
        self, draft: str, labels: Labels, options: Sequence[discord.SelectOption] = ()
    ) -> None:
        super().__init__(
            discord.ui.Select(
                custom_id=f"{VERSION}:tlk:{draft}",
                placeholder=labels("topic.look_at"),
                options=list(options),
            )
        )
        self.draft = draft

    @classmethod
    def of(cls, draft: str, bench: Bench, here: Section, labels: Labels) -> Self:
        """Return the list of parts, each with how many sentences it has."""
        options = []
        for section in Section:
            count = len(bench.sentences(section))
            plain = section in (Section.OVERVIEW, Section.WORDS)
            if not plain and bench.saved is None and section in (Section.LOST, Section.GAINED):
                continue
            label = labels(f"topic.section.{section.name.lower()}")
            options.append(
                discord.SelectOption(
                    label=label if plain else f"{label}: {labels.number(count)}",
                    value=section.value,
                    default=section is here,
                )
            )
        return cls(draft, labels, options)

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        guild, draft = await _opened(interaction, self.draft, labels)
        values = [one.value for one in Section]
        chosen = self.item.values[0] if self.item.values else ""
        section = Section(chosen) if chosen in values else Section.OVERVIEW
        await show_bench(interaction, guild, draft, labels, section)


class TurnBench(
    StatefulButton,
    template=rf"{VERSION}:ttn:{STORED}:(?P<section>[lgmjxw])(?P<page>\d{{1,6}})(?P<step>[np])",
):
    """Shows another page of a part. ``page`` counts from 0."""

    def __init__(
        self,
        draft: str,
        section: Section,
        page: int,
        step: str,
        labels: Labels,
        *,
        disabled: bool = False,
    ) -> None:
        key = "button.next" if step == "n" else "button.previous"
        custom_id = f"{VERSION}:ttn:{draft}:{section.value}{page}{step}"
        super().__init__(custom_id, labels(key), disabled=disabled)
        self.draft, self.section, self.page = draft, section, page

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        section, page = Section(match["section"]), int(match["page"])
        return cls(match["name"], section, page, match["step"], labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        guild, draft = await _opened(interaction, self.draft, labels)
        await show_bench(interaction, guild, draft, labels, self.section, self.page)


class Steer(StatefulItem[discord.ui.Select[Any]], template=rf"{VERSION}:tst:{STORED}"):
    """Proposes weights with which more, or fewer, sentences like one are taken."""

    def __init__(
        self, draft: str, labels: Labels, options: Sequence[discord.SelectOption] = ()
    ) -> None:
        super().__init__(
            discord.ui.Select(
                custom_id=f"{VERSION}:tst:{draft}",
                placeholder=labels("topic.steer"),
                options=list(options),
            )
        )
        self.draft = draft

    @classmethod
    def of(cls, draft: str, bench: Bench, section: Section, page: int, labels: Labels) -> Self:
        """Return the list of the sentences that a page shows, each twice: more, and less."""
        first = page * ON_A_PAGE
        shown = bench.sentences(section)[first : first + ON_A_PAGE]
        options = [
            discord.SelectOption(
                label=labels("topic.steer_more" if way == "more" else "topic.steer_less"),
                description=option_of(one, number, bench.articles),
                value=f"{one.place[0]}.{one.place[1]}{way[0]}",
            )
            for number, one in enumerate(shown, start=first + 1)
            for way in ("more", "less")
        ]
        return cls(draft, labels, options)

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        guild, draft = await _opened(interaction, self.draft, labels)
        found = _CHOSEN.fullmatch(self.item.values[0] if self.item.values else "")
        if found is None:
            raise Refused(labels("topic.steer_why.gone"))
        desk = desk_of(interaction)
        place, more = (found["article"], int(found["sentence"])), found["way"] == "m"
        proposal = await desk.run(workbench.propose, desk, guild, draft, place, more=more)
        if not proposal.changes:
            why = proposal.why.value if proposal.why else "no_word"
            raise Refused(labels(f"topic.steer_why.{why}"))
        weights = {one.pattern: one.after for one in proposal.changes}
        draft = replace(draft, weights=weights)
        await desk.run(workbench.keep, desk, guild, draft)
        bench = await desk.run(workbench.tried, desk, guild, draft)
        buttons = [AcceptWeights(draft.id, labels), LeaveWeights(draft.id, labels)]
        view = text_view(proposal_page(bench, proposal, labels), buttons)
        await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


class AcceptWeights(NamedButton, template=rf"{VERSION}:tac:{STORED}"):
    """Takes the proposed weights into the draft; nothing is saved by that."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.primary

    code, label_key = "tac", "button.accept"

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        guild, draft = await _opened(interaction, self.name, labels)
        desk = desk_of(interaction)
        if draft.weights:
            draft = draft.accepted()
            await desk.run(workbench.keep, desk, guild, draft)
        await show_bench(interaction, guild, draft, labels, Section.OVERVIEW)


class LeaveWeights(NamedButton, template=rf"{VERSION}:tlv:{STORED}"):
    """Goes back to the draft as it was before the proposal."""

    code, label_key = "tlv", "button.leave"

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        guild, draft = await _opened(interaction, self.name, labels)
        draft = replace(draft, weights={})
        desk = desk_of(interaction)
        await desk.run(workbench.keep, desk, guild, draft)
        await show_bench(interaction, guild, draft, labels, Section.OVERVIEW)


class SaveTopic(NamedButton, template=rf"{VERSION}:tsv:{STORED}"):
    """Saves the rule of a draft, unless somebody else saved another version meanwhile."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.primary

    code, label_key = "tsv", "button.save"

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        guild, draft = await _opened(interaction, self.name, labels)
        desk, user = desk_of(interaction), interaction.user.id
        try:
            stored = await desk.run(_save, desk, guild, draft, user, labels)
        except TopicChanged as changed:
            who = f"<@{changed.by}>" if changed.by is not None else labels("audit.itself")
            last = await desk.run(desk.database.topics(guild).latest, draft.name)
            gone = last is None or last.text is None
            key = "topic.changed_deleted" if gone else "topic.changed"
            said = labels(key, who=who, version=changed.version, when=stamp(changed.at))
            # From here on she has seen it: a second press saves on top of it, knowingly.
            draft = replace(draft, seen=changed.version)
            await desk.run(workbench.keep, desk, guild, draft)
            await show_bench(interaction, guild, draft, labels, Section.OVERVIEW, said=said)
            return
        except TooManyTopics as full:
            raise Refused(labels("topic.too_many", n=full.most)) from None
        said = labels("topic.saved", topic=escaped(stored.name), version=stored.version)
        view = text_view([f"{said}\n-# {labels('topic.saved_note')}"])
        await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


class EditAgain(NamedButton, template=rf"{VERSION}:ted:{STORED}"):
    """Opens the form with what was typed into it, or with the rule of the draft."""

    code, label_key = "ted", "button.edit_again"

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        draft = await desk.run(workbench.get, desk, guild, self.name)
        if draft is None:
            raise Refused(labels("topic.draft_gone"))
        if too_long_for(draft, labels):
            raise Refused(labels("topic.form_too_long"))
        await interaction.response.send_modal(TopicForm(draft, labels, show_typed))


class DiscardTopic(NamedButton, template=rf"{VERSION}:tdi:{STORED}"):
    """Forgets a draft; nothing was saved."""

    code, label_key = "tdi", "button.discard"

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        if not await desk.run(desk.database.drafts(guild).drop, self.name):
            raise Refused(labels("topic.draft_gone"))
        view = text_view([labels("topic.discarded")])
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


TOPIC_PARTS: tuple[type[StatefulItem[Any]], ...] = (
    AcceptWeights,
    DiscardTopic,
    EditAgain,
    LeaveWeights,
    LookAt,
    SaveTopic,
    Steer,
    TurnBench,
)
"""The parts of the workbench; the client registers them beside the other buttons."""


async def show_bench(
    interaction: Interaction,
    guild: int,
    draft: RuleDraft,
    labels: Labels,
    section: Section = Section.OVERVIEW,
    page: int = 0,
    *,
    said: str = "",
) -> None:
    """Put a page of the workbench in the place of a deferred answer, or of the page before."""
    desk = desk_of(interaction)
    await desk.seed(guild)
    view = await desk.run(_view, desk, guild, draft, labels, section, page, said)
    await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


async def show_typed(
    interaction: Interaction, guild: int, draft: RuleDraft, said: str, labels: Labels
) -> None:
    """Show what a rule that was typed would do, or what is wrong with it; nothing typed is lost."""
    if not said:
        await show_bench(interaction, guild, draft, labels)
        return
    blocks = [f"{said}\n-# {labels('topic.mistake_note')}"]
    view = text_view(blocks, [EditAgain(draft.id, labels), DiscardTopic(draft.id, labels)])
    await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)


async def _opened(interaction: Interaction, name: str, labels: Labels) -> tuple[int, RuleDraft]:
    """Defer, and return the draft that a part belongs to. Raises Refused, ManagersOnly."""
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    await interaction.response.defer()
    draft = await desk.run(workbench.get, desk, guild, name)
    if draft is None or draft.rule is None:
        raise Refused(labels("topic.draft_gone"))
    return guild, draft


def _view(
    desk: Desk,
    guild: int,
    draft: RuleDraft,
    labels: Labels,
    section: Section,
    page: int,
    said: str,
) -> discord.ui.LayoutView:
    bench = workbench.tried(desk, guild, draft)
    last = bench.pages(section) - 1
    page = min(page, last)
    blocks = bench_page(bench, labels, section, page, said=said)
    rows: list[list[discord.ui.Item[Any]]] = [[LookAt.of(draft.id, bench, section, labels)]]
    if bench.sentences(section):
        rows.append([Steer.of(draft.id, bench, section, page, labels)])
    buttons: list[discord.ui.Item[Any]] = []
    if last:
        buttons = [
            TurnBench(draft.id, section, max(0, page - 1), "p", labels, disabled=page == 0),
            TurnBench(draft.id, section, min(last, page + 1), "n", labels, disabled=page == last),
        ]
    buttons += [
        SaveTopic(draft.id, labels),
        EditAgain(draft.id, labels),
        DiscardTopic(draft.id, labels),
    ]
    return text_view(blocks, more_rows=[*rows, buttons])


def _save(desk: Desk, guild: int, draft: RuleDraft, user: int, labels: Labels) -> StoredTopic:
    """Save a draft. Raises Refused where its name is taken or nothing differs, and TopicChanged."""
    assert draft.rule is not None
    if said := clashing(desk, guild, draft.rule, labels, new=False):
        raise Refused(said)
    last = workbench.newest(desk, guild, draft.name)
    saved = next((topic for topic in desk.topics_of(guild) if topic.name == draft.name), None)
    if last == draft.seen and workbench.same(draft.rule, saved):
        assert saved is not None
        raise Refused(labels("topic.same", topic=escaped(saved.name), version=saved.version))
    return workbench.save(desk, guild, draft, user)
