"""Leaving the next edition out, and *Undo* while its time has not come."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Self
from zoneinfo import ZoneInfoNotFoundError

import discord

from bot.buttons.base import STORED, VERSION, StatefulButton, desk_of, managed_guild
from bot.desk import Desk
from bot.digests.clock import Due, coming
from bot.digests.delivery import nonce_of
from bot.digests.issue import due_again
from bot.digests.sentences import next_edition, say_next
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.edition_page import stamp
from bot.pages.view import text_view
from summaries.store import SKIPPED_BY_HAND, RunState, Schedule

_NOTHING = discord.AllowedMentions.none()


class UndoSkip(StatefulButton, template=rf"{VERSION}:usk:{STORED}:(?P<day>\d{{8}})"):
    """Lets an edition come that was left out, while its time has not come."""

    def __init__(self, name: str, day: date, labels: Labels) -> None:
        written = day.isoformat().replace("-", "")
        super().__init__(f"{VERSION}:usk:{name}:{written}", labels("button.undo"))
        self.name, self.day = name, day

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        try:
            day = date.fromisoformat(match["day"])
        except ValueError:
            day = date.min  # no such day: nothing was left out on it
        return cls(match["name"], day, labels)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        runs = desk.database.runs(guild)
        made = await desk.run(desk.database.schedules(guild).get, self.name)
        run = await desk.run(runs.get, self.name, self.day)
        if made is None or made.removed_at is not None:
            raise Refused(labels("digest.gone"))
        if run is None or run.reason != SKIPPED_BY_HAND:
            raise Refused(labels("digest.not_skipped"))
        if due_again(made, run).moment <= desk.now():
            raise Refused(labels("digest.skip_late"))
        await desk.run(runs.unskip, self.name, self.day, by=interaction.user.id)
        following = await desk.run(next_edition, desk, made)
        said = f"{labels('digest.unskipped')} {say_next(following, made, labels)}"
        await interaction.response.edit_message(view=text_view([said]), allowed_mentions=_NOTHING)


def skip_next(desk: Desk, made: Schedule, by: int, labels: Labels) -> discord.ui.LayoutView:
    """Leave a digest's next edition out, once, and say which and what comes after it.

    Writes to the store. Raises Refused where there is none to be left out.
    """
    if not made.active:
        raise Refused(labels("digest.skip_paused"))
    try:
        due = coming(made, desk.now())
    except ZoneInfoNotFoundError:
        raise Refused(say_next(None, made, labels)) from None
    runs = desk.database.runs(made.guild)
    nonce = nonce_of(made.channel, made.id, due.local_date, 0)
    key = "digest.skipped"
    if not runs.skip(made.id, due.local_date, nonce=nonce, by=by):
        run = runs.get(made.id, due.local_date)
        if run is None or run.state is not RunState.SKIPPED:
            raise Refused(labels("digest.skip_begun"))
        key = "digest.skipped_before"
    said = [labels(key, when=stamp(due.moment)), _after(desk, made, due, labels)]
    return text_view(["\n".join(said)], [UndoSkip(made.id, due.local_date, labels)])


def _after(desk: Desk, made: Schedule, due: Due, labels: Labels) -> str:
    return say_next(coming(made, max(due.moment, desk.now())), made, labels)
