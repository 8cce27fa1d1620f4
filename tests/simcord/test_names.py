"""/settings › Names as a manager meets it, and what the names change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord

from bot.access import ManagersOnly
from bot.buttons.names_parts import RemoveNames, names_view
from bot.pages.budget import size_of_components
from summaries.evidence.aliases import Alias
from summaries.store import GuildSettings
from tests.simcord.articles import ENGLISH
from tests.simcord.conftest import Room, buttons_of, text_of

AMLO = "AMLO = Andrés Manuel López Obrador"


async def names_of(room: Room) -> simcord.ResponseMessage:
    """Let the manager open the list from the page of settings."""
    page = await room.ask(room.manager, "settings")
    return await room.press(room.manager, page, "Names")


async def add(room: Room, page: Any, typed: str) -> simcord.InteractionResult:
    """Let the manager send the form off."""
    shown = await room.manager.click(page, label="Add names")
    assert shown.modal is not None
    assert shown.modal["title"] == "Add names"
    return await room.manager.submit_modal(shown, {"names": typed})


async def remove(room: Room, page: Any, *names: str, number: int = 0) -> Any:
    """Let the manager choose names to remove, by their lines in the list; return the page."""
    [menu] = [part for row in page.components for part in row.get("components", ())
              if part.get("type") == 3]  # fmt: skip
    values = [option["value"] for option in menu["options"] if option["label"] in names]
    assert len(values) == len(names)
    result = await room.manager.select(page, values, custom_id=f"pq1:nam:rem{number}")
    return result.response


def kept(room: Room) -> GuildSettings:
    return room.bot.desk.database.guilds().settings(room.guild.id)


class TestTheList:
    async def test_opens_privately_from_the_settings(self, room: Room) -> None:
        page = await room.ask(room.manager, "settings")
        assert "**Names:** 0 of at most 200" in text_of(page)

        answer = await room.press(room.manager, page, "Names")

        assert answer.ephemeral
        assert text_of(answer).startswith("## Names\n-# 0 of at most 200")
        assert "There is no name in the list yet." in text_of(answer)
        assert buttons_of(answer) == ["Add names"]

    async def test_in_spanish(self, room: Room, in_spanish: Callable[[], None]) -> None:
        in_spanish()
        page = await room.ask(room.manager, "settings")

        answer = await room.press(room.manager, page, "Nombres")

        assert text_of(answer).startswith("## Nombres\n-# 0 de un máximo de 200")
        assert buttons_of(answer) == ["Añadir nombres"]

    async def test_of_two_hundred_names_is_turned_even_after_a_restart(self, room: Room) -> None:
        many = [Alias(f"Name {n:03}", f"Person {n:03}") for n in range(200)]
        room.bot.desk.database.guilds().change_names(room.guild.id, add=many, by=room.manager.id)
        page = await names_of(room)
        assert "200 of at most 200 · page 1 of 10" in text_of(page)
        assert buttons_of(page) == ["Previous", "Next", "Add names"]
        message = page.message
        await room.restart()

        turned = await room.press(room.manager, message, "Next")

        assert "page 2 of 10" in text_of(turned)
        assert "- **Name 020** = Person 020" in text_of(turned)
        assert "Name 019" not in text_of(turned)
        assert size_of_components(turned.components).within()

    async def test_asks_again_who_uses_it(self, room: Room) -> None:
        names = [Alias(f"Name {n:02}", "Somebody") for n in range(21)]
        room.bot.desk.database.guilds().change_names(room.guild.id, add=names, by=room.manager.id)
        channel = room.bot.get_channel(room.channel.id)
        assert isinstance(channel, discord.TextChannel)
        public = await channel.send(view=names_view(names, ENGLISH))
        first = RemoveNames(0, names[:1], ENGLISH).item.options[0].value

        for result in (
            await room.reader.click(public, label="Add names"),
            await room.reader.click(public, label="Next"),
            await room.reader.select(public, [first], custom_id="pq1:nam:rem0"),
        ):
            assert "Only members with **Manage Server**" in text_of(result.response)
            assert result.response is not None
            assert result.response.ephemeral
        assert len(kept(room).aliases) == 21


class TestAdding:
    async def test_keeps_the_names_shows_them_and_logs_who_did(self, room: Room) -> None:
        page = await names_of(room)

        added = await add(room, page, f"{AMLO}\n\nU.N. = United Nations\n")

        text = text_of(added.response)
        assert "2 names were added or changed." in text
        assert "- **AMLO** = Andrés Manuel López Obrador\n- **U.N.** = United Nations" in text
        assert added.followups == []
        assert kept(room).aliases == {
            "amlo": "Andrés Manuel López Obrador",
            "u.n": "United Nations",
        }
        log = text_of(await room.ask(room.manager, "audit"))
        assert f"<@{room.manager.id}>: added names: {AMLO}, U.N. = United Nations" in log
        assert "**Names:** 2 of at most 200" in text_of(await room.ask(room.manager, "settings"))

    async def test_refuses_bad_lines_one_by_one_and_loses_nothing(self, room: Room) -> None:
        page = await names_of(room)
        await add(room, page, AMLO)

        result = await add(room, page, "López Obrador\nUN = United Nations\na = b = @everyone")

        assert "1 name was added or changed." in text_of(result.response)
        [said] = result.followups
        assert said.ephemeral
        assert text_of(said) == (
            "**2 lines were not added**\n"
            "- “López Obrador” has no “=”; write the other name, “=”, and the name it stands for.\n"
            "- “a = b = \\@everyone” has more than one “=”; write each other name on a line of its "
            "own."
        )
        assert set(kept(room).aliases) == {"amlo", "un"}

    async def test_leaves_the_list_alone_where_no_line_is_good(self, room: Room) -> None:
        page = await names_of(room)
        await add(room, page, AMLO)

        result = await add(room, page, "nothing at all")

        assert result.response is not None
        assert text_of(result.response).startswith("**1 line was not added**")
        assert result.response.ephemeral
        assert set(kept(room).aliases) == {"amlo"}

    async def test_a_line_that_is_there_already_changes_nothing(self, room: Room) -> None:
        page = await names_of(room)
        await add(room, page, AMLO)

        again = await add(room, page, AMLO)
        assert "Nothing was changed" in text_of(again.response)

        changed = await add(room, page, "amlo = López Obrador")
        assert "1 name was added or changed." in text_of(changed.response)
        assert "- **amlo** = López Obrador" in text_of(changed.response)
        assert kept(room).aliases == {"amlo": "López Obrador"}

    async def test_shows_the_page_on_which_the_name_is(self, room: Room) -> None:
        many = [Alias(f"Name {n:03}", f"Person {n:03}") for n in range(60)]
        room.bot.desk.database.guilds().change_names(room.guild.id, add=many, by=room.manager.id)

        added = await add(room, await names_of(room), "Zed = Zedekiah Zorn")

        assert "page 4 of 4" in text_of(added.response)
        assert "- **Zed** = Zedekiah Zorn" in text_of(added.response)

    async def test_a_manager_who_is_one_no_more_adds_nothing(self, room: Room) -> None:
        editors = room.guild.create_role("Editors")
        helper = room.guild.add_member(room.env.create_user("helper"), roles=[editors])
        guilds = room.bot.desk.database.guilds()
        guilds.change_settings(room.guild.id, {"manager_role": editors.id}, by=room.manager.id)
        channel = room.bot.get_channel(room.channel.id)
        assert isinstance(channel, discord.TextChannel)
        public = await channel.send(view=names_view([], ENGLISH))
        shown = await helper.click(public, label="Add names")
        guilds.change_settings(room.guild.id, {"manager_role": None}, by=room.manager.id)

        result = await helper.submit_modal(shown, {"names": AMLO})

        assert "Only members with **Manage Server**" in text_of(result.response)
        simcord.assert_error(room.env, ManagersOnly)
        assert kept(room) == GuildSettings()


class TestRemoving:
    @pytest.fixture(autouse=True)
    async def arrange(self, room: Room) -> None:
        names = [Alias("AMLO", "Andrés Manuel López Obrador"), Alias("UN", "United Nations")]
        room.bot.desk.database.guilds().change_names(room.guild.id, add=names, by=room.manager.id)

    async def test_takes_what_is_chosen_and_logs_it(self, room: Room) -> None:
        page = await names_of(room)

        shown = await remove(room, page, AMLO)

        assert "1 name was removed." in text_of(shown)
        assert "- **UN** = United Nations" in text_of(shown)
        assert kept(room).aliases == {"un": "United Nations"}
        log = text_of(await room.ask(room.manager, "audit"))
        assert f"removed names: {AMLO}" in log

    async def test_takes_several_at_once_until_none_is_left(self, room: Room) -> None:
        page = await names_of(room)

        shown = await remove(room, page, AMLO, "UN = United Nations")

        assert "2 names were removed." in text_of(shown)
        assert "There is no name in the list yet." in text_of(shown)
        assert kept(room) == GuildSettings()

    async def test_a_name_that_is_gone_meanwhile_is_said(self, room: Room) -> None:
        page = await names_of(room)
        room.bot.desk.database.guilds().change_names(room.guild.id, remove=["amlo"], by=None)

        shown = await remove(room, page, AMLO)

        assert "Nothing was removed" in text_of(shown)
        assert kept(room).aliases == {"un": "United Nations"}


async def test_the_same_list_is_not_another_servers(room: Room) -> None:
    await add(room, await names_of(room), AMLO)

    assert room.bot.desk.database.guilds().settings(room.guild.id + 1) == GuildSettings()


async def test_a_name_is_who_it_stands_for_in_what_is_read_of_articles(room: Room) -> None:
    story = (
        "Talks on Sark\n\nThe Seigneur met reporters on Sark on Friday. “We will open the "
        "harbour,” Fergie told reporters. Many people listened there.\n"
    )
    card = await room.ask(room.manager, "article add", file=("a.txt", story.encode()))
    await room.press(room.manager, card, "Confirm")

    def speakers() -> set[str]:
        desk = room.bot.desk
        whole = desk.shelves.whole(room.guild.id)
        assert whole is not None
        rows = desk.statements.rows(room.guild.id, whole)["A6"]
        return {said.speaker.name for said in rows.quotations if said.speaker}

    assert speakers() == {"Fergie"}
    await add(room, await names_of(room), "Fergie = Sarah Ferguson")

    assert speakers() == {"Sarah Ferguson"}
