"""What the bot does by itself: the log, the audit channel, and servers that it was removed from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import simcord

from bot.pages.audit_page import ON_A_PAGE
from bot.pages.budget import size_of_components
from tests.simcord.articles import add
from tests.simcord.conftest import NOON, Room, buttons_of, text_of
from tests.simcord.test_settings import rows_of, settings_of

STORY = "A harbour opens\n\nThe harbour of Sark opened on Friday. Ships came from Zenda.\n"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def write(room: Room, action: str, **detail: object) -> None:
    room.bot.desk.database.audit(room.guild.id).write(action, user=room.manager.id, detail=detail)


async def tick(room: Room, later: timedelta = MINUTE) -> None:
    """Let time go by and the upkeep wake."""
    room.clock.now += later
    await room.bot.upkeep.tick()


def posted(room: Room, channel: simcord.ChannelHandle) -> list[str]:
    """Return what the bot posted in a channel by itself, oldest first."""
    return [text_of(m) for m in channel.history(viewer=room.reader) if m.author == room.bot.user]


async def with_audit_channel(room: Room) -> simcord.ChannelHandle:
    """Let the manager choose an audit channel; return it once that is told there."""
    channel = room.guild.create_text_channel("log")
    page = await settings_of(room)
    await room.manager.select(page, [channel], custom_id="pq1:set:log")
    await tick(room)
    return channel


class TestTheLog:
    async def test_says_who_did_what_and_when_newest_first(self, room: Room) -> None:
        await add(room, STORY)
        room.clock.now += MINUTE
        await room.ask(
            room.manager, "digest schedule", channel=room.channel, time="07:00", zone="UTC"
        )

        answer = await room.ask(room.manager, "audit")

        me = f"<@{room.manager.id}>"
        added = f"<t:{int(NOON.timestamp())}:f> {me}: added A6"
        scheduled = f"{me}: scheduled a digest in <#{room.channel.id}>"
        assert answer.ephemeral
        assert text_of(answer).startswith("## Log\n-# newest first\n")
        assert text_of(answer).index(scheduled) < text_of(answer).index(added)

    async def test_of_nothing_says_so(self, room: Room) -> None:
        assert "Nothing was changed yet." in text_of(await room.ask(room.manager, "audit"))

    async def test_is_turned_page_by_page_even_after_a_restart(self, room: Room) -> None:
        for n in range(3 * ON_A_PAGE - 1):
            write(room, "article.withdraw", article=f"A{n}", reason="old")

        answer = await room.ask(room.manager, "audit")
        assert "page 1 of 3" in text_of(answer)
        assert "withdrew A28: old" in text_of(answer)
        message = answer.message
        await room.restart()
        turned = await room.press(room.manager, message, "Next")
        last = await room.ask(room.manager, "audit", page=99)

        assert "page 2 of 3" in text_of(turned)
        assert buttons_of(turned) == ["Previous", "Next"]
        assert "page 3 of 3" in text_of(last)
        assert "withdrew A0: old" in text_of(last)

    async def test_shows_what_has_no_words_by_its_name_and_escapes_the_rest(
        self, room: Room
    ) -> None:
        write(room, "moon.land`ed", reason="@everyone")
        write(room, "article.withdraw", article="A1", reason="**@everyone** <@1>")
        write(room, "feed.pause")
        write(room, "feed.add", title="x" * 3_000, url=["odd"])

        answer = await room.ask(room.manager, "audit")

        text = text_of(answer)
        assert "`moon.land ed`" in text
        assert "withdrew A1: \\*\\*\\@everyone" in text
        assert "paused the feed –" in text
        assert size_of_components(answer.components).within()

    async def test_is_in_spanish_for_who_reads_spanish(
        self, room: Room, in_spanish: Callable[[], None]
    ) -> None:
        write(room, "settings.change", share=0.5)
        in_spanish()

        answer = await room.ask(room.manager, "audit")

        assert "cambió los ajustes: límite de cita" in text_of(answer)

    async def test_of_another_server_is_never_shown(self, room: Room) -> None:
        other = room.env.create_guild("Elsewhere")
        await room.env.settle()
        room.bot.desk.database.audit(other.id).write("article.add", user=1, detail={})

        answer = await room.ask(room.manager, "audit")

        assert "Nothing was changed yet." in text_of(answer)


class TestTheAuditChannel:
    async def test_gets_each_new_line_once_and_pings_nobody(self, room: Room) -> None:
        write(room, "article.withdraw", article="A9", reason="before")
        channel = await with_audit_channel(room)
        await add(room, STORY)
        await tick(room)
        await tick(room)

        first, second = posted(room, channel)
        assert "changed the settings: audit channel" in first
        assert second.endswith(f"<@{room.manager.id}>: added A6")
        path = f"/channels/{channel.id}/messages"
        sent = [e.json for e in room.env.http_requests if e.method == "POST" and e.path == path]
        assert all(body["allowed_mentions"] == {"parse": []} for body in sent)  # type: ignore[index]

    async def test_waits_until_a_line_is_settled(self, room: Room) -> None:
        channel = await with_audit_channel(room)
        write(room, "feed.pause", title="Ruritania Today")

        await tick(room, timedelta(seconds=1))
        assert len(posted(room, channel)) == 1
        await tick(room, timedelta(seconds=10))

        assert "paused the feed Ruritania Today" in posted(room, channel)[-1]

    async def test_is_not_flooded(self, room: Room) -> None:
        channel = await with_audit_channel(room)
        for n in range(150):
            write(room, "article.add", article=f"A{n}")

        await tick(room)

        [_, told] = posted(room, channel)
        assert told.count("added A") == ON_A_PAGE
        assert told.endswith("and 140 more lines: `/audit`")

    async def test_that_is_gone_is_one_line_in_the_operators_log(
        self, room: Room, caplog: pytest.LogCaptureFixture
    ) -> None:
        channel = await with_audit_channel(room)
        room.env.inject_error(
            "POST", f"/channels/{channel.id}/messages", status=403, code=50001, times=None
        )
        write(room, "feed.pause")

        await tick(room)
        await tick(room)

        assert caplog.text.count("the log could not be posted") == 1

    async def test_still_gets_lines_when_another_server_was_deleted(self, room: Room) -> None:
        channel = await with_audit_channel(room)
        other = room.env.create_guild("Elsewhere")
        await room.env.settle()
        for _ in range(5):
            room.bot.desk.database.audit(other.id).write("article.add", user=1, detail={})
        await tick(room)
        await room.bot.upkeep.purge(other.id)  # the highest numbers of lines are free again
        write(room, "feed.pause", title="Zenda Post")

        await tick(room)

        assert "paused the feed Zenda Post" in posted(room, channel)[-1]

    async def test_speaks_the_language_that_is_set(self, room: Room) -> None:
        channel = await with_audit_channel(room)
        room.bot.desk.database.guilds().change_settings(
            room.guild.id, {"language": "es"}, by=room.manager.id
        )

        await tick(room)

        assert "cambió los ajustes: idioma" in posted(room, channel)[-1]


class TestLeaving:
    async def test_keeps_everything_for_thirty_days_then_deletes_it(self, room: Room) -> None:
        other = room.env.create_guild("Elsewhere")
        await room.env.settle()
        await room.bot.desk.seed(other.id)
        await add(room, STORY)
        theirs = rows_of(room, other.id)
        number = room.guild.id

        room.env.backend.remove_guild(number)
        await room.env.settle()
        await tick(room, 29 * DAY)
        assert "articles" in rows_of(room, number)
        await tick(room, DAY)

        assert rows_of(room, number) == {}
        assert rows_of(room, other.id) == theirs

    async def test_is_forgotten_when_the_bot_comes_back(self, room: Room) -> None:
        await add(room, STORY)
        guild = room.bot.get_guild(room.guild.id)
        assert guild is not None

        await room.bot.on_guild_remove(guild)
        assert room.bot.desk.database.guilds().get(guild.id).left_at is not None  # type: ignore[union-attr]
        await room.bot.on_guild_join(guild)
        await tick(room, 60 * DAY)

        assert "articles" in rows_of(room, guild.id)
        log = text_of(await room.ask(room.manager, "audit"))
        assert "Pullquote: is in the server again" in log
        assert "Pullquote: was removed from the server" in log

    async def test_while_the_bot_was_off_is_noticed_at_the_next_start(self, room: Room) -> None:
        guilds = room.bot.desk.database.guilds()
        guilds.add(4242, "Long gone")
        guilds.add(4343)  # prepared on the command line, the bot is still to come
        guilds.left(room.guild.id)

        await room.restart()
        await room.env.settle()

        guilds = room.bot.desk.database.guilds()
        left = {guild.id: guild.left_at is not None for guild in guilds.all()}
        assert left == {4242: True, 4343: False, room.guild.id: False}

    async def test_a_server_out_of_reach_is_not_left(self, room: Room) -> None:
        await add(room, STORY)
        state = room.bot._connection
        state.parse_guild_delete({"id": str(room.guild.id), "unavailable": True})
        await room.env.settle()

        await tick(room, 60 * DAY)

        known = room.bot.desk.database.guilds().get(room.guild.id)
        assert known is not None
        assert known.left_at is None

    async def test_is_explained_in_about(self, room: Room) -> None:
        text = text_of(await room.ask(room.reader, "about"))

        assert "Stored for this server: its articles, feeds, digests and settings" in text
        assert "*Delete everything* in `/settings`" in text
        assert "everything is deleted 30 days later" in text
