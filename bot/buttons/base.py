"""What every button is: it carries its whole state in its id, lives for ever, and always answers.

Views are built anew for each message and hold only such buttons: a view that mixes them with
ordinary items takes every old button of the class down with it when it times out.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

import discord

from bot.access import ManagersOnly, NotAMember, guild_of, is_manager, is_member
from bot.asking import within
from bot.errors import Refused, answer_error
from bot.labels import Labels
from bot.requests import BriefGone
from config.log_fields import log_about

if TYPE_CHECKING:
    from bot.desk import Desk

VERSION = "pq1"
"""Stands first in every id, so that a later version can tell its buttons from these."""

STORED = r"(?P<name>[0-9A-HJKMNP-TV-Z]{10})"
"""In a template: the name that the store gave to a brief or a draft."""


_LONGEST_QUESTION = 2.0  # seconds that Discord may take to say who is a member


def desk_of(interaction: discord.Interaction[Any]) -> Desk:
    """Return the desk of the bot that received an interaction."""
    desk: Desk = interaction.client.desk
    return desk


async def managed_guild(interaction: discord.Interaction[Any]) -> int:
    """Return the guild of somebody who may manage its library. Raises ManagersOnly, ServerOnly."""
    number = guild_of(interaction)
    guild = await desk_of(interaction).guild(number)
    if not is_manager(interaction, guild.settings if guild else {}):
        raise ManagersOnly
    return number


async def guild_of_brief(interaction: discord.Interaction[Any], brief: str) -> int:
    """Return the guild of a stored brief whose button was pressed, in a server or in a DM.

    In a direct message a brief answers to the one person that it was made for, while she is a
    member of its guild. Raises BriefGone, NotAMember, Refused.
    """
    if interaction.guild_id is not None:
        return guild_of(interaction)
    desk, user = desk_of(interaction), interaction.user.id
    guild = await desk.run(desk.database.own_briefs(user).guild_of, brief)
    if guild is None:
        raise BriefGone(brief)
    try:
        asked = is_member(interaction.client, guild, user)
        member = await within(_LONGEST_QUESTION, asked)
    except discord.Forbidden:  # the bot is not a member either
        member = False
    except (discord.DiscordException, TimeoutError, OSError) as error:
        raise Refused(Labels.for_locale(str(interaction.locale))("error.not_now")) from error
    if not member:
        raise NotAMember
    return guild


ItemT = TypeVar("ItemT", bound=discord.ui.Item[Any])


class StatefulItem(discord.ui.DynamicItem[ItemT], Generic[ItemT], template=r"pq0:item"):
    """A part of a message whose id says what it does.

    A subclass gives a template, ``read`` (the item from its id) and ``press`` (what it does).
    """

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        """Make the item from its id."""
        raise NotImplementedError

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        return cls.read(match, Labels.for_locale(str(interaction.locale)))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what was asked; whatever happens, the person gets an answer."""
        log_about(guild=interaction.guild_id, button=type(self).__name__)
        labels = Labels.for_locale(str(interaction.locale))
        began, ok = time.monotonic(), False
        try:
            await self.press(interaction, labels)
            ok = True
        except Exception as error:  # discord.py would log it and leave the person without an answer
            await answer_error(interaction, error)
        finally:
            took = time.monotonic() - began
            desk_of(interaction).meter.answered(type(self).__name__, took, ok=ok)

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        """Do what the item is for."""
        raise NotImplementedError


class StatefulButton(StatefulItem[discord.ui.Button[Any]], template=r"pq0:never"):
    """A button whose id says what it does."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, custom_id: str, label: str, *, disabled: bool = False) -> None:
        super().__init__(
            discord.ui.Button(label=label, style=self.style, custom_id=custom_id, disabled=disabled)
        )


class NamedButton(StatefulButton, template=r"pq0:named"):
    """A button whose whole state is one name: of a stored brief, a draft, an article.

    A subclass has a ``code`` of three letters, which its template repeats before the group
    ``name``, and the key of its label.
    """

    code: ClassVar[str]
    label_key: ClassVar[str]

    def __init__(self, name: str, labels: Labels) -> None:
        super().__init__(f"{VERSION}:{self.code}:{name}", labels(self.label_key))
        self.name = name

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(match["name"], labels)


class TurnButton(StatefulButton, template=r"pq0:turn"):
    """A button that shows another page of a list; ``page`` counts from 0.

    A subclass has a ``code`` of three letters, which its template repeats (see `turning`), and
    ``turned``, which lays a page out.
    """

    code: ClassVar[str]

    def __init__(self, page: int, step: str, labels: Labels, *, disabled: bool = False) -> None:
        key = "button.next" if step == "n" else "button.previous"
        super().__init__(f"{VERSION}:{self.code}:{page}{step}", labels(key), disabled=disabled)
        self.page = page

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(int(match["page"]), match["step"], labels)

    @classmethod
    def both(cls, page: int, last: int, labels: Labels) -> list[Self]:
        """Return *Previous* and *Next* for a page; none where there is but one."""
        if not last:
            return []
        return [
            cls(max(0, page - 1), "p", labels, disabled=page == 0),
            cls(min(last, page + 1), "n", labels, disabled=page == last),
        ]

    async def press(self, interaction: discord.Interaction[Any], labels: Labels) -> None:
        view = await self.turned(interaction, labels)
        nobody = discord.AllowedMentions.none()
        await interaction.response.edit_message(view=view, allowed_mentions=nobody)

    async def turned(
        self, interaction: discord.Interaction[Any], labels: Labels
    ) -> discord.ui.LayoutView:
        """Lay the page out for whoever asked, if she may see it."""
        raise NotImplementedError


def turning(code: str, digits: int = 3) -> str:
    """Return the template of a button that turns pages of at most so many digits."""
    return rf"{VERSION}:{code}:(?P<page>\d{{1,{digits}}})(?P<step>[np])"


class StepButton(StatefulButton, template=r"pq0:step"):
    """A button that has no state but what it is; a subclass has its ``custom_id`` and label."""

    fixed_id: ClassVar[str]
    label_key: ClassVar[str]

    def __init__(self, labels: Labels) -> None:
        super().__init__(self.fixed_id, labels(self.label_key))

    @classmethod
    def read(cls, match: re.Match[str], labels: Labels) -> Self:
        return cls(labels)
