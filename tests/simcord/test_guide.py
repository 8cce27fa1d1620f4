"""The first steps that a server's first manager is shown, once and privately."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import discord
import pytest

from bot.commands.guide import GUIDED
from bot.pages.budget import size_of_components
from tests.simcord.articles import STORY
from tests.simcord.conftest import Room, buttons_of, text_of

STEPS = ["Try a brief", "Add an article", "Schedule a digest"]


async def use(room: Room, who: Any, command: str = "about", **options: Any) -> list[Any]:
    """Use a command; return what came after its answer."""
    result = await who.slash(room.channel, command, **options)
    assert result.response is not None or result.modal is not None
    return list(result.followups)


async def test_joining_says_nothing_in_public(room: Room) -> None:
    assert room.channel.last_message is None

    await use(room, room.manager)

    assert room.channel.last_message is None


async def test_the_first_manager_gets_three_steps_after_her_answer_and_only_once(
    room: Room,
) -> None:
    [guide] = await use(room, room.manager)

    text = text_of(guide)
    assert guide.ephemeral
    assert text.startswith("## Three steps to begin")
    assert "1. **Try a brief.**" in text
    assert "3. **Schedule a digest.**" in text
    assert buttons_of(guide) == STEPS
    assert size_of_components(guide.components).within(1_000)
    assert await use(room, room.manager) == []
    await room.restart()
    assert await use(room, room.manager) == []


async def test_a_reader_never_gets_it_and_does_not_use_it_up(room: Room) -> None:
    assert await use(room, room.reader) == []
    assert await use(room, room.reader, "brief", about="aid-pledges") == []

    assert len(await use(room, room.manager)) == 1


async def test_after_a_public_brief_it_is_still_private(room: Room) -> None:
    [guide] = await use(room, room.manager, "brief", about="aid-pledges")

    assert guide.ephemeral
    assert room.channel.last_message is not None
    assert "Three steps" not in text_of(room.channel.last_message)


async def test_a_refusal_or_a_form_leaves_it_for_the_next_command(room: Room) -> None:
    assert await use(room, room.manager, "article add") == []

    assert len(await use(room, room.manager)) == 1


async def test_two_managers_at_once_get_one_guide(room: Room) -> None:
    guilds = room.bot.desk.database.guilds()

    won = await asyncio.gather(
        *(room.bot.desk.run(guilds.once, room.guild.id, GUIDED) for _ in range(8))
    )

    assert sorted(won) == [False] * 7 + [True]
    assert await use(room, room.manager) == []


async def test_where_it_can_not_be_sent_the_next_command_brings_it(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(*args: Any, **kwargs: Any) -> None:
        raise discord.DiscordException("no")

    with monkeypatch.context() as patched:
        patched.setattr(discord.Webhook, "send", refuse)
        assert await use(room, room.manager) == []
    assert "The guide could not be shown." in caplog.text

    assert len(await use(room, room.manager)) == 1


async def test_a_setting_that_is_changed_meanwhile_does_not_bring_it_again(room: Room) -> None:
    await use(room, room.manager)
    guilds = room.bot.desk.database.guilds()
    guilds.change_settings(room.guild.id, {"language": "es"}, by=1)

    assert await use(room, room.manager) == []
    assert guilds.settings(room.guild.id).language == "es"


class TestItsButtons:
    """Each works after a restart."""

    async def guide(self, room: Room) -> Any:
        [guide] = await use(room, room.manager)
        await room.restart()
        return guide

    async def test_try_a_brief_shows_all_topics_to_her_alone(self, room: Room) -> None:
        brief = await room.press(room.manager, await self.guide(room), "Try a brief")

        assert brief.ephemeral
        assert text_of(brief).startswith("## Brief: all topics")
        assert "In context" in buttons_of(brief)

    async def test_add_an_article_opens_the_form_to_paste_into(self, room: Room) -> None:
        form = await room.manager.click(await self.guide(room), label="Add an article")

        card = await room.manager.submit_modal(form, {"text": STORY})

        assert card.response is not None
        assert "Ruritania pledges food aid to Sark" in text_of(card.response)

    async def test_schedule_a_digest_leads_to_the_command(self, room: Room) -> None:
        said = await room.press(room.manager, await self.guide(room), "Schedule a digest")

        commands = await room.bot.tree.fetch_commands()
        digest = next(command for command in commands if command.name == "digest")
        assert said.ephemeral
        assert f"</digest schedule:{digest.id}>" in text_of(said)


async def test_a_spanish_manager_reads_it_in_spanish(
    room: Room, in_spanish: Callable[[], None]
) -> None:
    in_spanish()

    [guide] = await use(room, room.manager)

    assert text_of(guide).startswith("## Tres pasos para empezar")
    assert all(len(label) <= 20 for label in buttons_of(guide))


async def test_a_role_that_may_manage_counts_as_well(room: Room) -> None:
    role = room.guild.create_role("Desk")
    guilds = room.bot.desk.database.guilds()
    guilds.change_settings(room.guild.id, {"manager_role": role.id}, by=1)
    editor = room.guild.add_member(room.env.create_user("desk"), roles=[role])

    assert len(await use(room, editor)) == 1
