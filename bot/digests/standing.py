"""The pages of `/digest status`: what became of the last editions, and when the next one comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfoNotFoundError

import discord

from bot.buttons.base import (
    TurnButton,
    desk_of,
    managed_guild,
    turning,
)
from bot.desk import Desk
from bot.digests.clock import BEFORE_ALL, LATE_AFTER
from bot.digests.issue import due_again
from bot.digests.sentences import next_edition, say_next, sentence, state_of, why, wishes_of
from bot.labels import Labels
from bot.pages.edition_page import stamp
from bot.pages.view import text_view
from summaries.store import Run, RunState, Schedule

SHOWN: Final = 5
"""So many of the last editions are told of."""

ON_A_PAGE: Final = 2

_NOTHING = discord.AllowedMentions.none()


class TurnStatus(TurnButton, template=turning("dgt")):
    """Shows another page of how the digests are doing. ``page`` counts from 0."""

    code = "dgt"

    async def turned(
        self, interaction: discord.Interaction[Any], labels: Labels
    ) -> discord.ui.LayoutView:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        known = await desk.run(desk.database.schedules(guild).list)
        return await desk.run(status_view, desk, known, labels, self.page)


def status_view(
    desk: Desk, known: Sequence[Schedule], labels: Labels, page: int = 0
) -> discord.ui.LayoutView:
    """Lay out how some digests are doing; a page beyond the last is the last. Reads the store."""
    if not known:
        return text_view([labels("digest.none")])
    last = -(-len(known) // ON_A_PAGE) - 1
    page = min(page, last)
    blocks = [f"## {labels('digest.status')}"]
    if last:
        blocks[0] += f"\n-# {labels('audit.page', page=page + 1, pages=last + 1)}"
    shown = known[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    blocks += [_entry(desk, made, labels, whole=len(known) == 1) for made in shown]
    return text_view(blocks, TurnStatus.both(page, last, labels))


def link_to(made: Schedule, run: Run, labels: Labels) -> str:
    """Return a link to an edition's message, or nothing where it has none (any more)."""
    if not run.messages:
        return ""
    address = f"https://discord.com/channels/{made.guild}/{made.channel}/{run.messages[0]}"
    if made.options.get("forum"):  # a post is a channel of its own
        address = f"https://discord.com/channels/{made.guild}/{run.messages[0]}"
    return f" · [{labels('digest.run.link')}]({address})"


def _entry(desk: Desk, made: Schedule, labels: Labels, *, whole: bool) -> str:
    """Tell of one digest; of several on a page, not how their editions are posted."""
    history = desk.database.runs(made.guild).history(made.id, SHOWN)
    lines = [sentence(desk, made, labels), *(wishes_of(made, labels) if whole else ())]
    lines.append(state_of(made, labels))
    if made.active:
        lines.append(say_next(next_edition(desk, made), made, labels))
    lines += [f"- {_line(made, run, labels)}" for run in history]
    if not history:
        lines.append(labels("digest.no_edition"))
    delays = [delay for run in history if (delay := _delay(made, run)) is not None]
    if delays:
        seconds = sum((delay.total_seconds() for delay in delays), 0.0) / len(delays)
        punctual = sum(delay <= LATE_AFTER for delay in delays)
        lines.append(
            labels("digest.pace", punctual=punctual, of=len(delays), delay=labels.duration(seconds))
        )
    return "\n".join(lines)


def _line(made: Schedule, run: Run, labels: Labels) -> str:
    """Say of one edition what became of it, when, and why if it was not posted."""
    hand = run.local_date == BEFORE_ALL
    day = labels("digest.run.by_hand") if hand else labels.date(run.local_date)
    if run.state is RunState.CLAIMED:
        return labels("digest.run.open", number=run.edition, day=day)
    if run.state is RunState.FAILED:
        reason = why(run.reason, labels)
        return labels("digest.run.failed", number=run.edition, day=day, reason=reason)
    if run.state is RunState.SKIPPED:
        return labels("digest.run.skipped", day=day, reason=why(run.reason, labels)) + link_to(
            made, run, labels
        )
    delay = _delay(made, run)
    late = delay is not None and delay > LATE_AFTER
    when = stamp(run.sent_at, "f") if run.sent_at else day
    key = "digest.run.late" if late else "digest.run.sent"
    return labels(key, number=run.edition, when=when) + link_to(made, run, labels)


def _delay(made: Schedule, run: Run) -> timedelta | None:
    """Return how long after its time an edition was posted; None for one that had none."""
    if run.sent_at is None or run.local_date == BEFORE_ALL:
        return None
    try:
        return max(timedelta(), run.sent_at - due_again(made, run).moment)
    except ZoneInfoNotFoundError:
        return None
