"""The button below a new schedule: *Post first edition*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.buttons.base import (
    STORED,
    VERSION,
    NamedButton,
    desk_of,
    managed_guild,
)
from bot.digests.clock import BEFORE_ALL, Due
from bot.digests.edition import compose
from bot.errors import Refused
from bot.labels import Labels
from summaries.store import RunState, Schedule

if TYPE_CHECKING:
    from bot.digests.dispatcher import Dispatcher

_NOTHING = discord.AllowedMentions.none()


class PostFirst(NamedButton, template=rf"{VERSION}:fst:{STORED}"):
    """Posts a digest's first edition at once; once it is posted, says so."""

    style = discord.ButtonStyle.primary

    code, label_key = "fst", "button.post_first"

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        said = await self._post(interaction, labels)
        await interaction.edit_original_response(content=said, allowed_mentions=_NOTHING)

    async def _post(self, interaction: discord.Interaction[Any], labels: Labels) -> str:
        """Post the edition and say what became of it."""
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        schedule = await desk.run(desk.database.schedules(guild).get, self.name)
        if schedule is None or schedule.removed_at is not None or schedule.follower is not None:
            raise Refused(labels("digest.gone"))
        due = Due(schedule, BEFORE_ALL, desk.now())
        letter = await compose(desk, due, at=due.moment)
        if letter.imprint.previous is None and not letter.is_edition:
            raise Refused(labels("digest.first_empty"))
        dispatcher: Dispatcher = interaction.client.dispatcher
        run = await dispatcher.first(schedule)
        where = f"<#{schedule.channel}>"
        if run is None:
            return labels("digest.first_again", channel=where)
        if run.state is RunState.SKIPPED:  # its articles were withdrawn in this very moment
            raise Refused(labels("digest.first_empty"))
        if run.state is not RunState.SENT:
            raise Refused(why_not(run.reason, schedule, labels))
        return labels("digest.first_done", n=run.edition, channel=where)


def why_not(reason: str | None, schedule: Schedule, labels: Labels) -> str:
    """Say why an edition could not be posted, and what to do."""
    return labels(f"digest.failure.{reason}", channel=f"<#{schedule.channel}>")
