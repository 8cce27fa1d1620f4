"""The pages of `/digest list`: each digest with what can be done about it at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord

from bot.buttons.base import (
    STORED,
    VERSION,
    StatefulButton,
    TurnButton,
    desk_of,
    managed_guild,
    turning,
)
from bot.desk import Desk
from bot.digests.buttons import PostFirst
from bot.digests.clock import look_at
from bot.digests.sentences import next_edition, say_next, sentence, state_of
from bot.digests.standing import link_to
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.edition_page import stamp
from bot.pages.view import form_view, text_view
from summaries.store import Run, RunState, Schedule

ON_A_PAGE: Final = 4

_ALL_RUNS: Final = 100_000
_NOTHING = discord.AllowedMentions.none()


class SwitchDigest(
    StatefulButton, template=rf"{VERSION}:dsw:{STORED}:(?P<what>[pr])(?P<page>\d{{0,3}})"
):
    """Pauses a digest or lets it go on; then shows the page of the list that it is on, or itself.

    ``page`` counts from 0; without one it stands below the answer about the one digest.
    """

    def __init__(self, name: str, what: str, page: int | None, labels: Labels) -> None:
        key = "button.pause" if what == "p" else "button.resume"
        shown = "" if page is None else str(page)
        super().__init__(f"{VERSION}:dsw:{name}:{what}{shown}", labels(key))
        self.name, self.what, self.page = name, what, page

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        page = int(match["page"]) if match["page"] else None
        return cls(match["name"], match["what"], page, labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        user, on = interaction.user.id, self.what == "r"
        said = await desk.run(switch, desk, guild, self.name, user, labels, on=on)
        view = said
        if self.page is not None:
            view = await desk.run(list_view, desk, guild, labels, self.page)
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


class TurnDigests(TurnButton, template=turning("dgl")):
    """Shows another page of the digests. ``page`` counts from 0."""

    code = "dgl"

    async def turned(
        self, interaction: discord.Interaction[Any], labels: Labels
    ) -> discord.ui.LayoutView:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        return await desk.run(list_view, desk, guild, labels, self.page)


def switch(
    desk: Desk, guild: int, name: str, by: int, labels: Labels, *, on: bool
) -> discord.ui.LayoutView:
    """Pause a digest or let it go on with its next edition, and say so. Writes to the store."""
    schedules = desk.database.schedules(guild)
    made = schedules.get(name)
    if made is None or made.removed_at is not None or made.follower is not None:
        raise Refused(labels("digest.gone"))
    following = next_edition(desk, made)
    if on:
        now = desk.now()
        when = look_at(made, following.moment, now) if following else None
        done = schedules.resume(name, by=by, following=when)
    else:
        done = schedules.pause(name, by=by)
    word = "resumed" if on else "paused"
    lines = [f"## {labels(f'digest.{word}' if done else f'digest.{word}_before')}"]
    lines.append(sentence(desk, made, labels))
    lines.append(say_next(following, made, labels) if on else labels("digest.paused_note"))
    return text_view(["\n".join(lines)], [SwitchDigest(name, "p" if on else "r", None, labels)])


def list_view(desk: Desk, guild: int, labels: Labels, page: int = 0) -> discord.ui.LayoutView:
    """Lay out a page of a server's digests; one beyond the last is the last. Reads the store."""
    known = desk.database.schedules(guild).list()
    if not known:
        return text_view([labels("digest.none")])
    last = -(-len(known) // ON_A_PAGE) - 1
    page = min(page, last)
    heading = f"## {labels('digest.list')}"
    if last:
        heading += f"\n-# {labels('audit.page', page=page + 1, pages=last + 1)}"
    rows: list[str | Sequence[StatefulButton]] = [heading]
    for made in known[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]:
        posted = _last_posted(desk, made)
        rows += [_entry(desk, made, posted, labels), _buttons(made, posted, page, labels)]
    if last:
        rows.append(TurnDigests.both(page, last, labels))
    return form_view(rows)


def _entry(desk: Desk, made: Schedule, posted: Run | None, labels: Labels) -> str:
    lines = [sentence(desk, made, labels), state_of(made, labels)]
    if made.active:
        lines.append(say_next(next_edition(desk, made), made, labels))
    if posted is not None and posted.sent_at is not None:
        when = stamp(posted.sent_at, "f")
        said = labels("digest.last", number=posted.edition, when=when)
        lines.append(f"{said}{link_to(made, posted, labels)}")
    else:
        lines.append(labels("digest.no_edition"))
    return "\n".join(lines)


def _buttons(made: Schedule, posted: Run | None, page: int, labels: Labels) -> list[StatefulButton]:
    buttons: list[StatefulButton] = [
        SwitchDigest(made.id, "p" if made.active else "r", page, labels)
    ]
    if posted is None and made.active:
        buttons.append(PostFirst(made.id, labels))
    return buttons


def _last_posted(desk: Desk, made: Schedule) -> Run | None:
    history = desk.database.runs(made.guild).history(made.id, _ALL_RUNS)
    return next((run for run in history if run.state is RunState.SENT), None)
