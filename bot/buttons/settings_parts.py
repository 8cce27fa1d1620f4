"""The parts of `/settings`: lists to choose from, a role, a channel, *Names*, *Delete everything*.

Each stores its choice at once and shows the page anew. Each asks again who chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord

from bot.buttons.base import VERSION, StatefulButton, StatefulItem, desk_of, managed_guild
from bot.buttons.names_parts import NAMES_PARTS, OpenNames
from bot.errors import Refused, answer_error
from bot.labels import Labels, languages
from bot.pages.settings_page import (
    SHARES,
    language_name,
    method_name,
    percent,
    settings_lines,
)
from bot.pages.view import form_view, text_view
from summaries.store import GuildSettings
from summaries.topics.rule import METHODS

_NOTHING = discord.AllowedMentions.none()
_UNSET = "-"
_ON, _OFF = "on", "off"
_NEEDED = ("view_channel", "send_messages")
_LONGEST_NAME = 100  # of a server, and of a hint in a form

Interaction = discord.Interaction[Any]


class ChooseValue(
    StatefulItem[discord.ui.Select[Any]],
    template=rf"{VERSION}:set:(?P<name>language|share|method|private)",
):
    """Sets the language, the quoting limit, the selection, or whether members may follow topics."""

    def __init__(self, name: str, settings: GuildSettings, labels: Labels) -> None:
        now = {
            "language": settings.language or _UNSET,
            "share": str(percent(settings.share)),
            "method": settings.method or _UNSET,
            "private": _ON if settings.private_digests else _OFF,
        }[name]
        options = [
            discord.SelectOption(label=label, value=value, default=value == now)
            for value, label in _offered(name, labels)
        ]
        super().__init__(
            discord.ui.Select(
                custom_id=f"{VERSION}:set:{name}",
                options=options,
                placeholder=labels(f"settings.{name}"),
            )
        )
        self.name = name

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], GuildSettings(), labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        chosen = self.item.values[0] if self.item.values else _UNSET
        if chosen not in dict(_offered(self.name, labels)):
            raise Refused(labels("settings.not_offered"))
        value: object = None if chosen == _UNSET else chosen
        if self.name == "share":
            value = int(chosen) / 100
        if self.name == "private":
            value = False if chosen == _OFF else None  # on is what counts for everybody
        name = "private_digests" if self.name == "private" else self.name
        await _change(interaction, labels, name, value)


class ChooseRole(StatefulItem[discord.ui.RoleSelect[Any]], template=rf"{VERSION}:set:role"):
    """Sets the role whose members may manage the library; choosing none takes it away."""

    def __init__(self, settings: GuildSettings, labels: Labels) -> None:
        super().__init__(
            discord.ui.RoleSelect(
                custom_id=f"{VERSION}:set:role",
                placeholder=labels("settings.manager_role"),
                min_values=0,
                default_values=_default(settings.manager_role, discord.SelectDefaultValueType.role),
            )
        )

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(GuildSettings(), labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        role = self.item.values[0] if self.item.values else None
        if role is not None and role.id == interaction.guild_id:
            raise Refused(labels("settings.everyone"))
        await _change(interaction, labels, "manager_role", role.id if role else None)


class ChooseChannel(
    StatefulItem[discord.ui.ChannelSelect[Any]], template=rf"{VERSION}:set:(?P<code>log|rep)"
):
    """Sets the channel for the log's lines, or for readers' reports; choosing none ends that."""

    _SETTINGS: ClassVar = {"log": "audit_channel", "rep": "reports_channel"}

    def __init__(self, code: str, settings: GuildSettings, labels: Labels) -> None:
        self.name = self._SETTINGS[code]
        chosen: int | None = getattr(settings, self.name)
        super().__init__(
            discord.ui.ChannelSelect(
                custom_id=f"{VERSION}:set:{code}",
                channel_types=[discord.ChannelType.text, discord.ChannelType.news],
                placeholder=labels(f"settings.{self.name}"),
                min_values=0,
                default_values=_default(chosen, discord.SelectDefaultValueType.channel),
            )
        )

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["code"], GuildSettings(), labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        chosen = self.item.values[0] if self.item.values else None
        if chosen is not None:
            channel = interaction.guild and interaction.guild.get_channel(chosen.id)
            if not isinstance(channel, discord.TextChannel):
                raise Refused(labels("settings.no_such_channel"))
            _may_post(channel, labels)
        await _change(interaction, labels, self.name, chosen.id if chosen else None)


class DeleteEverything(StatefulButton, template=rf"{VERSION}:set:delete"):
    """Asks for the server's name, and then deletes all that is stored of the server."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.danger

    def __init__(self, labels: Labels) -> None:
        super().__init__(f"{VERSION}:set:delete", labels("button.delete_all"))

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(labels)

    async def press(self, interaction: Interaction, labels: Labels) -> None:
        await managed_guild(interaction)
        await interaction.response.send_modal(DeleteForm(_name_of(interaction, labels), labels))


class DeleteForm(discord.ui.Modal):
    """A form in which the server's name must be typed, so that no slip deletes a library."""

    def __init__(self, name: str, labels: Labels) -> None:
        super().__init__(title=labels("settings.delete_title"))
        self.typed = discord.ui.TextInput[Any](
            custom_id="name", placeholder=name, max_length=_LONGEST_NAME
        )
        self.add_item(
            discord.ui.Label(
                text=labels("settings.delete_name"),
                description=labels("settings.delete_hint"),
                component=self.typed,
            )
        )

    async def on_submit(self, interaction: Interaction, /) -> None:
        labels = Labels.for_locale(str(interaction.locale))
        guild, desk = await managed_guild(interaction), desk_of(interaction)
        if self.typed.value.strip() != _name_of(interaction, labels):
            raise Refused(labels("settings.wrong_name"))
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.upkeep.purge(guild)
        desk.forget(guild)
        view = text_view([labels("settings.deleted")])
        await interaction.edit_original_response(view=view, allowed_mentions=_NOTHING)

    async def on_error(  # type: ignore[override]  # as in discord.py's own Modal
        self, interaction: Interaction, error: Exception, /
    ) -> None:
        await answer_error(interaction, error)


SETTINGS_PARTS: tuple[type[StatefulItem[Any]], ...] = (
    ChooseChannel,
    ChooseRole,
    ChooseValue,
    DeleteEverything,
    *NAMES_PARTS,
)
"""The parts of `/settings`; the client registers them beside the other buttons."""


def settings_view(settings: GuildSettings, labels: Labels) -> discord.ui.LayoutView:
    """Lay the page out: above each part of the form what is set now, and what it is for."""
    said = settings_lines(settings, labels)
    parts: dict[str, StatefulItem[Any]] = {
        "manager_role": ChooseRole(settings, labels),
        "language": ChooseValue("language", settings, labels),
        "audit_channel": ChooseChannel("log", settings, labels),
        "reports_channel": ChooseChannel("rep", settings, labels),
        "share": ChooseValue("share", settings, labels),
        "method": ChooseValue("method", settings, labels),
        "private": ChooseValue("private", settings, labels),
        "names": OpenNames(labels),
    }
    rows: list[str | Sequence[StatefulItem[Any]]] = [f"## {labels('settings.heading')}"]
    for name, part in parts.items():
        rows += [said[name], [part]]
    rows += [f"-# {labels('settings.delete_note')}", [DeleteEverything(labels)]]
    return form_view(rows)


async def _change(interaction: Interaction, labels: Labels, name: str, value: object) -> None:
    """Store one setting and show the page anew."""
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    guilds = desk.database.guilds()
    await desk.run(guilds.change_settings, guild, {name: value}, by=interaction.user.id)
    view = settings_view(await desk.run(guilds.settings, guild), labels)
    await interaction.response.edit_message(view=view, allowed_mentions=_NOTHING)


def _offered(name: str, labels: Labels) -> list[tuple[str, str]]:
    """Return what can be chosen: values and their labels."""
    if name == "share":
        return [
            (str(percent(share)), labels("settings.share_of", share=percent(share)))
            for share in SHARES
        ]
    if name == "private":
        return [(value, labels(f"settings.private_{value}")) for value in (_ON, _OFF)]
    if name == "language":
        every: tuple[str | None, ...] = (None, *languages())
        return [(code or _UNSET, language_name(code, labels)) for code in every]
    methods: tuple[str | None, ...] = (None, *METHODS)
    return [(method or _UNSET, method_name(method, labels)) for method in methods]


def _default(
    chosen: int | None, kind: discord.SelectDefaultValueType
) -> list[discord.SelectDefaultValue]:
    return [discord.SelectDefaultValue(id=chosen, type=kind)] if chosen else []


def _may_post(channel: discord.TextChannel, labels: Labels) -> None:
    """Raise Refused with the first permission that the bot lacks in a channel."""
    allowed = channel.permissions_for(channel.guild.me)
    for name in _NEEDED:
        if not getattr(allowed, name):
            raise Refused(
                labels(
                    "error.missing_permission",
                    channel=channel.mention,
                    permission=labels(f"permission.{name}"),
                )
            )


def _name_of(interaction: Interaction, labels: Labels) -> str:
    """Return the server's name as its members see it."""
    if interaction.guild is None:
        raise Refused(labels("settings.name_unknown"))
    return interaction.guild.name.strip()
