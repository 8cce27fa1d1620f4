"""The parts of a preview: *Approve*, *Skip*, and lists of sentences to leave out and to put back.

Nobody changes words here: a sentence is in the edition as its source has it, or it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Final, Self

import discord

from bot.buttons.base import (
    STORED,
    VERSION,
    StatefulButton,
    StatefulItem,
    desk_of,
    managed_guild,
)
from bot.desk import Desk
from bot.digests.clock import Due
from bot.digests.edition import Letter
from bot.digests.previewed import as_previewed
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.preview_page import MOST_CHOICES, Place, choices, left_out, preview_page
from bot.pages.view import text_view
from summaries.store import Preview, Schedule
from summaries.store.previews import PreviewsRepository

_DAY: Final = r"(?P<day>\d{4}-\d{2}-\d{2})"
_PLACE: Final = re.compile(r"(A[1-9]\d{0,8})\.(\d{1,6})")
_NOTHING = discord.AllowedMentions.none()

Interaction = discord.Interaction[Any]


def _day(written: str) -> date:
    """Read a day from a button's id; an id that was made up has a day without editions."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return date.min


class _Decision:
    """What the parts have in common: whose preview it is, and what follows a press."""

    schedule: str
    day: date

    async def _opened(self, interaction: Interaction) -> tuple[Desk, Schedule, PreviewsRepository]:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        schedule = await desk.run(desk.database.schedules(guild).get, self.schedule)
        if schedule is None:
            raise Refused(Labels.for_locale(str(interaction.locale))("digest.gone"))
        return desk, schedule, desk.database.previews(guild)

    async def _show(
        self, interaction: Interaction, desk: Desk, schedule: Schedule, decided: Preview | None
    ) -> None:
        """Show the preview as it is after a decision. Raises Refused where that came too late."""
        if decided is None:
            raise Refused(Labels.for_locale(str(interaction.locale))("previewing.late"))
        due = Due(schedule, decided.local_date, decided.due)
        letter = await as_previewed(desk, due, decided, at=decided.due)
        view = preview_view(decided, schedule, letter)
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class _DecisionButton(_Decision, StatefulButton, template=r"pq0:decision"):
    """A decision about the whole edition. A subclass has its code, and the key of its label."""

    code: ClassVar[str]
    label_key: ClassVar[str]

    def __init__(self, schedule: str, day: date, labels: Labels) -> None:
        super().__init__(f"{VERSION}:{self.code}:{schedule}:{day}", labels(self.label_key))
        self.schedule, self.day = schedule, day

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], _day(match["day"]), labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        desk, schedule, previews = await self._opened(interaction)
        decided = await desk.run(self.decide, previews, interaction.user.id)
        await self._show(interaction, desk, schedule, decided)

    def decide(self, previews: PreviewsRepository, who: int) -> Preview | None:
        """Note the decision; None where it came too late. Writes to the store."""
        raise NotImplementedError


class ApprovePreview(_DecisionButton, template=rf"{VERSION}:pva:{STORED}:{_DAY}"):
    """Says that the edition is as it should be; it is posted on time."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.primary

    code, label_key = "pva", "button.approve"

    def decide(self, previews: PreviewsRepository, who: int) -> Preview | None:
        return previews.approve(self.schedule, self.day, by=who)


class SkipPreview(_DecisionButton, template=rf"{VERSION}:pvs:{STORED}:{_DAY}"):
    """Leaves the edition out, until somebody approves it all the same."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.danger

    code, label_key = "pvs", "button.skip_edition"

    def decide(self, previews: PreviewsRepository, who: int) -> Preview | None:
        return previews.skip(self.schedule, self.day, by=who)


class ChooseSentence(
    _Decision,
    StatefulItem[discord.ui.Select[Any]],
    template=rf"{VERSION}:pv(?P<what>[db]):{STORED}:{_DAY}",
):
    """Leaves a sentence out of the edition (d), or puts one back (b)."""

    def __init__(
        self,
        what: str,
        schedule: str,
        day: date,
        offered: Iterable[tuple[Place, str]],
        labels: Labels,
    ) -> None:
        options = [
            discord.SelectOption(label=words, value=f"{article}.{sentence}")
            for (article, sentence), words in dict(offered).items()
        ]
        key = "previewing.drop" if what == "d" else "previewing.put_back"
        super().__init__(
            discord.ui.Select(
                custom_id=f"{VERSION}:pv{what}:{schedule}:{day}",
                placeholder=labels(key),
                options=options[:MOST_CHOICES],
            )
        )
        self.what, self.schedule, self.day = what, schedule, day

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["what"], match["name"], _day(match["day"]), (), labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        desk, schedule, previews = await self._opened(interaction)
        found = _PLACE.fullmatch(self.item.values[0]) if self.item.values else None
        if found is None:
            raise Refused(labels("previewing.not_offered"))
        place, who = (found[1], int(found[2])), interaction.user.id
        if self.what == "b":
            decided = await desk.run(previews.put_back, self.schedule, self.day, *place, by=who)
        else:
            await self._check(desk, schedule, previews, place, labels)
            decided = await desk.run(previews.drop, self.schedule, self.day, *place, by=who)
        await self._show(interaction, desk, schedule, decided)

    async def _check(
        self,
        desk: Desk,
        schedule: Schedule,
        previews: PreviewsRepository,
        place: Place,
        labels: Labels,
    ) -> None:
        """Refuse what the edition does not have, and to leave out the last that it has."""
        known = await desk.run(previews.undecided, self.schedule, self.day)
        if known is None:
            raise Refused(labels("previewing.late"))
        due = Due(schedule, known.local_date, known.due)
        letter = await as_previewed(desk, due, known, at=known.due)
        offered = dict(choices(letter.made.brief, letter.made.articles))
        if place not in offered:
            raise Refused(labels("previewing.not_offered"))
        if len(offered) == 1:
            raise Refused(labels("previewing.last"))


def preview_view(
    preview: Preview, schedule: Schedule, letter: Letter, *, mark: int | None = None
) -> discord.ui.LayoutView:
    """Build a fresh view of a preview, with its parts below it."""
    key, labels = (preview.schedule, preview.local_date), letter.labels
    brief, articles = letter.made.brief, letter.made.articles
    blocks = preview_page(
        preview, letter.imprint.number, f"<#{schedule.channel}>", letter.blocks, articles, labels
    )
    buttons = [ApprovePreview(*key, labels), SkipPreview(*key, labels)]
    lists: list[list[discord.ui.Item[Any]]] = []
    if letter.page is not None and len(offered := list(choices(brief, articles))) > 1:
        lists.append([ChooseSentence("d", *key, offered, labels)])
    if preview.dropped:
        lists.append([ChooseSentence("b", *key, left_out(preview.dropped, articles), labels)])
    return text_view(blocks, buttons, lists, mark=mark)


PREVIEW_PARTS: Final = (ApprovePreview, SkipPreview, ChooseSentence)
"""The parts of a preview; the client registers them beside the buttons."""
