"""A withdrawn article: who quoted it is told once, in each channel, by links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import simcord

from bot.digests.delivery import mark_of
from tests.simcord.conftest import Room, text_of
from tests.simcord.test_digest import SECOND, SEVEN, posted, schedule, sent_to, tick

MINUTE = timedelta(minutes=1)


async def withdraw(room: Room, article: str = "A1", reason: str = "Wrong") -> Any:
    """Let the manager withdraw an article, and return the card."""
    card = await room.ask(room.manager, "article withdraw", article=article, reason=reason)
    return await room.press(room.manager, card, "Withdraw")


def corrections(room: Room, channel: simcord.ChannelHandle | None = None) -> list[str]:
    """Return the corrections in a channel, oldest first."""
    texts = map(text_of, posted(room, channel))
    return [text for text in texts if text.startswith("## Correction")]


class TestEachChannel:
    async def test_gets_one_that_links_editions_and_public_answers(self, room: Room) -> None:
        news = room.guild.create_text_channel("news")
        await schedule(room)
        await schedule(room, channel=news)
        await tick(room, SEVEN)
        public = await room.ask(room.reader, "brief", about="A1")
        [here], [there] = posted(room), posted(room, news)

        card = await withdraw(room, reason="Wrong **sum** @everyone")
        await tick(room)

        assert "2 corrections go out now" in text_of(card)
        [said] = corrections(room)
        links = [line for line in said.splitlines() if line.startswith("- ")]
        base = f"- https://discord.com/channels/{room.guild.id}"
        assert links == [
            f"{base}/{room.channel.id}/{public.message.id}",
            f"{base}/{room.channel.id}/{here.id}",
        ]
        assert "**Reason:** Wrong \\*\\*sum\\*\\* \\@everyone" in said
        [other] = corrections(room, news)
        assert f"{base}/{news.id}/{there.id}" in other
        assert other.count("https://") == 1
        for message in (*posted(room), *posted(room, news)):
            assert not message.mention_everyone
            assert message.reference is None
        await tick(room, room.clock.now + MINUTE)
        assert len(corrections(room)) == 1

    async def test_gets_none_for_what_only_one_person_saw(self, room: Room) -> None:
        private = await room.ask(room.reader, "brief", about="A1", private=True)

        card = await room.ask(room.manager, "article withdraw", article="A1", reason="Wrong")
        assert "No message in a channel quotes it." in text_of(card)
        await room.press(room.manager, card, "Withdraw")
        await tick(room)

        assert corrections(room) == []
        for label in ("In context", "Why these", "Export"):
            said = await room.press(room.reader, private, label)
            assert "A1 was withdrawn" in text_of(said)

    async def test_carries_the_mark_of_its_nonce(self, room: Room) -> None:
        await room.ask(room.reader, "brief", about="A1")
        await withdraw(room)
        await tick(room)

        [body] = sent_to(room)
        [container, *_] = body["components"]
        assert len(body["nonce"]) == 25
        assert container["components"][0]["id"] == mark_of(body["nonce"])
        assert body["allowed_mentions"] == {"parse": []}


class TestPuttingItBack:
    async def test_before_it_was_sent_posts_nothing(self, room: Room) -> None:
        await room.ask(room.reader, "brief", about="A1")
        card = await withdraw(room)
        await room.press(room.manager, card, "Undo")

        await tick(room)

        assert corrections(room) == []

    async def test_after_that_posts_nothing_more(self, room: Room) -> None:
        await room.ask(room.reader, "brief", about="A1")
        card = await withdraw(room)
        await tick(room)
        await room.press(room.manager, card, "Undo")

        await tick(room, room.clock.now + MINUTE)

        assert len(corrections(room)) == 1

    async def test_and_withdrawing_it_again_links_what_was_posted_since(self, room: Room) -> None:
        first = await room.ask(room.reader, "brief", about="A1")
        card = await withdraw(room)
        await tick(room)
        await room.press(room.manager, card, "Undo")
        again = await room.ask(room.reader, "brief", about="A1")

        await withdraw(room)
        await tick(room)

        _, second = corrections(room)
        assert f"/{again.message.id}" in second
        assert f"/{first.message.id}" not in second


class TestAChannelThatRefuses:
    @pytest.mark.parametrize(
        ("status", "code", "why"),
        [(403, 50013, "a permission is missing"), (404, 10003, "the channel is gone")],
    )
    async def test_is_named_in_the_log_once(
        self, room: Room, status: int, code: int, why: str
    ) -> None:
        await room.ask(room.reader, "brief", about="A1")
        path = f"/channels/{room.channel.id}/messages"
        room.env.inject_error("POST", path, status=status, code=code, times=None)
        await withdraw(room)
        for _ in range(3):
            await tick(room, room.clock.now + MINUTE)

        said = text_of(await room.ask(room.manager, "audit"))

        assert said.count("could not post the correction of A1 in") == 1
        assert why in said
        assert "digest is paused" not in said

    async def test_is_asked_again_for_a_day_where_discord_gives_no_answer(self, room: Room) -> None:
        await room.ask(room.reader, "brief", about="A1")
        path = f"/channels/{room.channel.id}/messages"
        room.env.inject_error("POST", path, status=503, code=0, times=3)
        await withdraw(room)
        await tick(room)
        assert corrections(room) == []

        await tick(room, room.clock.now + timedelta(hours=20))

        assert len(corrections(room)) == 1


async def test_a_restart_between_the_withdrawal_and_its_correction_loses_nothing(
    room: Room,
) -> None:
    await room.ask(room.reader, "brief", about="A1")
    await withdraw(room)
    await room.restart()

    await tick(room, room.clock.now + 10 * SECOND)
    await room.restart()
    await tick(room, room.clock.now + MINUTE)

    assert len(corrections(room)) == 1


async def test_it_speaks_the_servers_language(room: Room) -> None:
    guilds = room.bot.desk.database.guilds()
    guilds.change_settings(room.guild.id, {"language": "es"}, by=room.manager.id)
    await room.ask(room.reader, "brief", about="A1")
    await withdraw(room)
    await tick(room)

    [said] = [text for text in map(text_of, posted(room)) if text.startswith("## Corrección")]
    assert "Se retiró **A1**" in said
