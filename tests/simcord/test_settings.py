"""/settings as a manager meets it, and what each setting changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord
import sqlalchemy as sa

from bot.access import ManagersOnly
from bot.errors import Refused
from bot.pages.budget import size_of_components
from summaries.store import GuildSettings
from summaries.store.tables import metadata
from tests.simcord.articles import add
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.feeds import follow, publish
from tests.simcord.site import Site


async def settings_of(room: Room) -> simcord.ResponseMessage:
    return await room.ask(room.manager, "settings")


async def choose(room: Room, message: Any, name: str, values: list[Any]) -> Any:
    """Choose in one of the lists; return the page as it is then, or the refusal."""
    result = await room.manager.select(message, values, custom_id=f"pq1:set:{name}")
    return result.followups[-1] if result.followups else result.response


def chosen(room: Room) -> GuildSettings:
    return room.bot.desk.database.guilds().settings(room.guild.id)


def rows_of(room: Room, guild: int) -> dict[str, list[Any]]:
    """Return every row of a server in the database, by table."""
    found: dict[str, list[Any]] = {}
    with room.bot.desk.database._store.reading() as connection:
        for table in metadata.sorted_tables:
            column = table.c.id if table.name == "guilds" else table.c.get("guild")
            if column is None:
                continue
            rows = [
                tuple(row) for row in connection.execute(sa.select(table).where(column == guild))
            ]
            if rows:
                found[table.name] = sorted(rows, key=repr)
    return found


class TestThePage:
    async def test_is_private_and_says_what_is_set(self, room: Room) -> None:
        answer = await settings_of(room)

        text = text_of(answer)
        assert answer.ephemeral
        assert text.startswith("## Settings\n**Manager role:** none")
        assert "Server Settings › Integrations" in text
        assert "**Language of digests:** the server’s own" in text
        assert "**Audit channel:** none" in text
        assert "**Quoting limit:** 20 % of an article’s sentences" in text
        assert "**Selection:** as each topic says" in text
        assert buttons_of(answer) == ["Names", "Delete everything"]
        assert size_of_components(answer.components).within()

    async def test_is_for_managers_alone(self, room: Room) -> None:
        page = await settings_of(room)
        commands = await room.bot.tree.fetch_commands()
        for name in ("settings", "audit"):
            command = next(c for c in commands if c.name == name)
            room.guild.set_command_permissions(command, {room.reader: True})

        for name in ("settings", "audit"):
            answer = await room.reader.slash(room.channel, name)
            assert answer.response is not None
            assert answer.response.ephemeral
            assert "Only members with **Manage Server**" in text_of(answer.response)
            simcord.assert_error(room.env, ManagersOnly)
        assert "Delete everything" in buttons_of(page)

    async def test_asks_again_who_chooses(self, room: Room) -> None:
        from bot.buttons.settings_parts import settings_view
        from bot.labels import Labels

        channel = room.bot.get_channel(room.channel.id)
        assert isinstance(channel, discord.TextChannel)
        view = settings_view(GuildSettings(), Labels.for_locale("en"))
        public = await channel.send(view=view)

        share = await room.reader.select(public, ["50"], custom_id="pq1:set:share")
        delete = await room.reader.click(public, label="Delete everything")

        for result in (share, delete):
            assert "Only members with **Manage Server**" in text_of(result.response)
            assert result.response.ephemeral  # type: ignore[union-attr]
        assert chosen(room) == GuildSettings()

    async def test_in_spanish(self, room: Room, in_spanish: Callable[[], None]) -> None:
        in_spanish()

        answer = await settings_of(room)

        assert text_of(answer).startswith("## Ajustes\n**Rol de gestión:** ninguno")
        assert buttons_of(answer) == ["Nombres", "Borrar todo"]


class TestChoosing:
    async def test_is_stored_shown_and_logged(self, room: Room) -> None:
        page = await settings_of(room)

        await choose(room, page, "language", ["es"])
        await choose(room, page, "share", ["30"])
        shown = await choose(room, page, "method", ["lexrank"])

        text = text_of(shown)
        assert "**Language of digests:** Spanish" in text
        assert "**Quoting limit:** 30 % of an article’s sentences" in text
        assert "**Selection:** LexRank" in text
        assert chosen(room) == GuildSettings(language="es", share=0.3, method="lexrank")
        log = text_of(await room.ask(room.manager, "audit"))
        assert f"<@{room.manager.id}>: changed the settings: selection" in log
        assert "changed the settings: quoting limit" in log

    async def test_works_after_a_restart_and_can_be_taken_back(self, room: Room) -> None:
        page = await settings_of(room)
        await choose(room, page, "method", ["lsa"])
        message = page.message
        await room.restart()

        shown = await choose(room, message, "method", ["-"])

        assert "**Selection:** as each topic says" in text_of(shown)
        assert chosen(room).method is None

    async def test_a_role_makes_its_members_managers(self, room: Room) -> None:
        editors = room.guild.create_role("Editors")
        helper = room.guild.add_member(room.env.create_user("helper"), roles=[editors])
        commands = await room.bot.tree.fetch_commands()
        command = next(c for c in commands if c.name == "audit")
        room.guild.set_command_permissions(command, {helper: True})
        page = await settings_of(room)

        shown = await choose(room, page, "role", [editors])
        assert f"**Manager role:** <@&{editors.id}>" in text_of(shown)
        answer = await helper.slash(room.channel, "audit")
        assert text_of(answer.response).startswith("## Log")

        await choose(room, page, "role", [])
        answer = await helper.slash(room.channel, "audit")
        assert "Only members with" in text_of(answer.response)
        simcord.assert_error(room.env, ManagersOnly)

    async def test_never_makes_everyone_a_manager(self, room: Room) -> None:
        page = await settings_of(room)

        said = await choose(room, page, "role", [room.guild.default_role])

        assert "Every member has this role" in text_of(said)
        assert chosen(room).manager_role is None

    async def test_an_audit_channel_must_be_one_that_the_bot_may_use(self, room: Room) -> None:
        me = room.guild.me
        assert me is not None
        closed = room.guild.create_text_channel(
            "closed", overwrites={me: discord.PermissionOverwrite(send_messages=False)}
        )
        page = await settings_of(room)

        said = await choose(room, page, "log", [closed])

        assert f"I can’t post in <#{closed.id}>: I’m missing **Send Messages**." in text_of(said)
        assert chosen(room).audit_channel is None


class TestBriefs:
    async def test_quote_no_more_of_an_article_than_is_set(self, room: Room) -> None:
        page = await settings_of(room)
        await choose(room, page, "share", ["10"])
        less = await room.bot.desk.make(room.guild.id, await request(room))
        await choose(room, page, "share", ["50"])
        more = await room.bot.desk.make(room.guild.id, await request(room))

        most = {"10": most_of_one(less.brief), "50": most_of_one(more.brief)}
        assert most["10"] == 3  # never fewer
        assert most["50"] > most["10"]

    async def test_are_chosen_by_the_method_that_is_set(self, room: Room) -> None:
        from bot.requests import Request

        about = Request(await room.bot.desk.resolve(room.guild.id, "A2"))
        own = await room.bot.desk.make(room.guild.id, about)
        page = await settings_of(room)

        await choose(room, page, "method", ["luhn"])
        luhn = await room.bot.desk.make(room.guild.id, about)

        assert quotes_of(own.brief) != quotes_of(luhn.brief)

    async def test_editions_speak_the_language_that_is_set(self, room: Room) -> None:
        await room.ask(
            room.manager, "digest schedule", channel=room.channel, time="07:00", zone="UTC"
        )
        page = await settings_of(room)
        await choose(room, page, "language", ["es"])

        answer = await room.ask(room.manager, "digest preview")

        assert "edición 1" in text_of(answer)


async def request(room: Room) -> Any:
    from bot.requests import Request
    from summaries.briefs import Length

    about = await room.bot.desk.resolve(room.guild.id, "border-numbers")
    return Request(about, "all", length=Length.LONG)


def quotes_of(brief: Any) -> list[tuple[str, int]]:
    return [(q.article, q.sentence) for p in brief.passages() for q in p.quotes]


def most_of_one(brief: Any) -> int:
    articles = [article for article, _ in quotes_of(brief)]
    return max(articles.count(article) for article in articles)


class TestDeletingEverything:
    async def arrange(self, room: Room, site: Site) -> tuple[simcord.ChannelHandle, int]:
        """Let two servers have something in many tables; return the other one."""
        other = room.env.create_guild("Elsewhere")
        there = other.create_text_channel("desk")
        bosses = other.create_role("Bosses", permissions=discord.Permissions(manage_guild=True))
        boss = other.add_member(room.env.create_user("boss"), roles=[bosses])
        await room.env.settle()
        for who, where in ((room.manager, room.channel), (boss, there)):
            await who.slash(where, "brief", about="aid-pledges")
            await who.slash(where, "digest schedule", channel=where, time="07:00", zone="UTC")
            card = await who.slash(where, "feed add", url=publish(site, 1, 2))
            assert card.response is not None
            await who.click(card.response, label="Confirm")
            await room.bot.poller.settled()
        # The new digests are looked at now: the bot's own look may come later, on a busy machine.
        await room.bot.dispatcher.tick()
        return there, other.id

    async def delete(self, room: Room, typed: str) -> Any:
        shown = await room.manager.click(await settings_of(room), label="Delete everything")
        return await room.manager.submit_modal(shown, {"name": typed})

    async def test_leaves_no_row_of_this_server_and_all_of_the_other(
        self, room: Room, site: Site
    ) -> None:
        _, other = await self.arrange(room, site)
        theirs, ours = rows_of(room, other), rows_of(room, room.guild.id)
        assert {"articles", "feeds", "feed_entries", "briefs", "schedules", "audit"} <= set(ours)
        assert theirs.keys() == ours.keys()

        answer = await self.delete(room, "Newsroom")

        said = answer.followups[-1] if answer.followups else answer.response
        assert said.ephemeral
        assert text_of(said).startswith("Everything that was stored of this server is deleted")
        assert rows_of(room, room.guild.id) == {}
        assert rows_of(room, other) == theirs
        await room.bot.poller.tick()
        await room.bot.upkeep.tick()
        await room.bot.dispatcher.tick()
        assert rows_of(room, room.guild.id) == {}

    @pytest.mark.parametrize("typed", ["newsroom", "News room", "Newsroom!", "Elsewhere"])
    async def test_needs_the_servers_name_exactly(self, room: Room, typed: str) -> None:
        await add(room, "A story\n\nThe harbour of Sark opened on Friday. Ships came.\n")
        before = rows_of(room, room.guild.id)

        answer = await self.delete(room, typed)

        said = answer.followups[-1] if answer.followups else answer.response
        assert said.ephemeral
        assert "This is not the server’s name, so nothing was deleted" in text_of(said)
        simcord.assert_error(room.env, Refused)
        assert rows_of(room, room.guild.id) == before

    async def test_ends_a_look_at_a_feed_that_is_under_way(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        publish(site, 1, 2)
        site.pages["/2"].held = hold = asyncio.Event()
        room.clock.now = room.bot.desk.database.feeds(room.guild.id).all()[0].next_check
        looking = asyncio.create_task(room.bot.poller.tick())
        async with asyncio.timeout(10):
            while "/2" not in site.asked:
                await asyncio.sleep(0.02)

        await self.delete(room, "Newsroom")
        hold.set()
        await looking
        await room.env.settle()

        assert rows_of(room, room.guild.id) == {}

    async def test_and_then_the_bot_starts_anew(self, room: Room) -> None:
        await add(room, "A story\n\nThe harbour of Sark opened on Friday. Ships came.\n")
        await self.delete(room, "Newsroom")

        listed = await room.ask(room.reader, "library")

        assert "5 articles" in text_of(listed)
        assert "A story" not in text_of(listed)

    async def test_is_refused_to_whoever_lost_the_right_while_typing(self, room: Room) -> None:
        shown = await room.manager.click(await settings_of(room), label="Delete everything")
        before = rows_of(room, room.guild.id)
        member = room.env.backend.get_member(room.guild.id, room.manager.id)
        member.role_ids.clear()

        answer = await room.manager.submit_modal(shown, {"name": "Newsroom"})

        assert "Only members with **Manage Server**" in text_of(answer.response)
        simcord.assert_error(room.env, ManagersOnly)
        assert rows_of(room, room.guild.id) == before
