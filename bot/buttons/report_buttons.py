"""*Report*: a reader tells the managers what is wrong with a brief; *Mark as handled* ends it.

What is reported is stored before it is posted, so that a channel out of reach loses nothing.
"""

from __future__ import annotations

import logging
from typing import Any, Final

import discord

from bot.asking import within
from bot.buttons.base import (
    STORED,
    VERSION,
    NamedButton,
    StatefulButton,
    desk_of,
    guild_of_brief,
    managed_guild,
)
from bot.buttons.context_buttons import InContext
from bot.buttons.forms import Form
from bot.buttons.opening import open_brief
from bot.desk import Desk
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.report_page import LONGEST_NOTE, options_of, report_page
from bot.pages.view import text_view
from bot.requests import BriefGone, Reopened
from summaries.store import GuildSettings, Report, TooSoon

log = logging.getLogger(__name__)

_LONGEST_SEND: Final = 20  # seconds
_NOTHING = discord.AllowedMentions.none()

Interaction = discord.Interaction[Any]


class ReportBrief(NamedButton, template=rf"{VERSION}:rep:{STORED}"):
    """Opens the form for a report about a brief."""

    code, label_key = "rep", "button.report"

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        opened = await open_brief(interaction, self.name, labels)
        await interaction.response.send_modal(ReportForm(self.name, opened, labels))


class ReportForm(Form):
    """A form: which sentence, if it is about one, and what is wrong."""

    def __init__(self, brief: str, opened: Reopened, labels: Labels) -> None:
        super().__init__(title=labels("report.form"))
        self.brief = brief
        options = [
            discord.SelectOption(label=words, value=str(place))
            for words, place in options_of(opened.brief, opened.articles)
        ]
        self.place = discord.ui.Select[Any](
            custom_id="place", required=False, min_values=0, max_values=1, options=options
        )
        self.words = discord.ui.TextInput[Any](
            custom_id="words", style=discord.TextStyle.paragraph, max_length=LONGEST_NOTE
        )
        for name, part in (("place", self.place), ("words", self.words)):
            if part is self.place and not options:
                continue  # an edition that only says what changed: nothing to choose from
            self.add_item(
                discord.ui.Label(
                    text=labels(f"report.form_{name}"),
                    description=labels(f"report.form_{name}_hint"),
                    component=part,
                )
            )

    async def on_submit(self, interaction: Interaction, /) -> None:
        labels = Labels.for_locale(str(interaction.locale))
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, desk = await guild_of_brief(interaction, self.brief), desk_of(interaction)
        chosen = await desk.run(desk.database.guilds().settings, guild)
        channel = chosen.reports_channel or chosen.audit_channel
        place = int(self.place.values[0]) if self.place.values else None
        filed = await desk.run(
            desk.database.reports(guild).file,
            brief=self.brief,
            place=place,
            user=interaction.user.id,
            words=self.words.value,
            url=_link(interaction),
            told=channel is not None and channel == chosen.audit_channel,
        )
        if isinstance(filed, TooSoon):
            when = f"<t:{int(filed.free_at.timestamp())}:R>"
            raise Refused(labels("report.too_soon", when=when))
        said = await _told(interaction, guild, channel, filed, chosen, labels)
        await interaction.edit_original_response(view=text_view([said]), allowed_mentions=_NOTHING)


class Handled(NamedButton, template=rf"{VERSION}:hnd:{STORED}"):
    """Notes that a manager has dealt with a report, and says so below it."""

    code, label_key = "hnd", "button.handled"

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        reports = desk.database.reports(guild)
        done = await desk.run(reports.handle, self.name, interaction.user.id)
        report = await desk.run(reports.get, self.name)
        if report is None:
            raise Refused(labels("report.gone"))
        chosen = await desk.run(desk.database.guilds().settings, guild)
        view = await _view(desk, guild, report, _labels(interaction, chosen))
        await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)
        if not done:
            raise Refused(labels("report.handled_before"))


async def _told(
    interaction: Interaction,
    guild: int,
    channel: int | None,
    report: Report,
    chosen: GuildSettings,
    labels: Labels,
) -> str:
    """Tell the managers, and say honestly whether that was possible."""
    desk = desk_of(interaction)
    if channel is None:
        return labels("report.no_channel", report=report.id)
    view = await _view(desk, guild, report, _labels(interaction, chosen))
    target = interaction.client.get_partial_messageable(channel, guild_id=guild)
    try:
        sending = target.send(view=view, allowed_mentions=_NOTHING)
        message = await within(_LONGEST_SEND, sending)
    except (discord.DiscordException, TimeoutError, OSError) as error:
        log.warning("Server %s: a report could not be posted: %s", guild, error)
        await desk.run(desk.database.reports(guild).not_posted, report.id, channel)
        return labels("report.not_posted", report=report.id)
    await desk.run(desk.database.reports(guild).posted, report.id, channel, message.id)
    # Which channel that is, is not for everybody.
    return labels("report.done")


async def _view(desk: Desk, guild: int, report: Report, labels: Labels) -> discord.ui.LayoutView:
    """Lay a report out for the managers, as it stands."""
    try:
        opened = await desk.reopen(guild, report.brief)
    except BriefGone:
        opened = None
    shown = opened if opened is not None and not opened.withdrawn else None
    articles = shown.articles if shown else None
    blocks = report_page(report, opened.brief if opened else None, articles, labels)
    buttons: list[StatefulButton] = []
    if shown is not None:
        buttons.append(InContext(report.brief, report.place or 0, "r", labels))
    if report.handled_by is None:
        buttons.append(Handled(report.id, labels))
    return text_view(blocks, buttons)


def _labels(interaction: Interaction, chosen: GuildSettings) -> Labels:
    """Return the words for a channel: the server's language, not the reader's."""
    return Labels.for_locale(str(chosen.language or interaction.guild_locale or "en"))


def _link(interaction: Interaction) -> str | None:
    """Return a link to the message whose button was pressed; a private answer has none."""
    message = interaction.message
    if message is None or message.flags.ephemeral:
        return None
    return message.jump_url
