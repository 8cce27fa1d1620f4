"""How editions reach their channel: made ahead, told apart, and stopped where nobody wants them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.digests.delivery import mark_of
from tests.simcord.conftest import Room, text_of
from tests.simcord.test_digest import (
    DAY,
    SECOND,
    SEVEN,
    forget_the_outcome,
    posted,
    schedule,
    sent_to,
    the_schedule,
    tick,
)


class TestMadeAhead:
    async def test_an_edition_waits_for_its_time_and_then_is_only_sent(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN - 30 * SECOND)
        runs = room.bot.desk.database.runs(room.guild.id)
        made = runs.unfinished()

        assert posted(room) == []
        assert len(made) == 1
        await tick(room, SEVEN)

        [edition] = posted(room)
        assert "late" not in text_of(edition).splitlines()[1]
        assert runs.unfinished() == ()

    async def test_an_article_withdrawn_meanwhile_is_not_in_it(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN - 30 * SECOND)
        library = room.bot.desk.database.library(room.guild.id)
        for article in library.all():
            if "$4 billion" in article.text:
                library.withdraw(article.id, by=room.manager.id)

        await tick(room, SEVEN)

        assert "$4 billion" not in text_of(posted(room)[0])

    async def test_a_digest_removed_meanwhile_posts_nothing(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN - 30 * SECOND)
        await room.ask(room.manager, "digest remove")

        await tick(room, SEVEN)

        assert posted(room) == []
        assert room.bot.desk.database.runs(room.guild.id).unfinished() == ()

    async def test_a_restart_before_its_time_leaves_it_to_the_next(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN - 30 * SECOND)

        room.clock.now = SEVEN - 20 * SECOND
        await room.restart()
        await tick(room, SEVEN)

        assert len(posted(room)) == 1


class TestToldApart:
    async def test_two_notices_due_at_once_in_one_channel_are_two(self, room: Room) -> None:
        await schedule(room)
        await schedule(room, topics="aid-pledges")
        await tick(room, SEVEN)
        await tick(room, SEVEN + DAY)
        before = [message.id for message in posted(room)]
        assert len(before) == 4
        file = room.bot.desk.settings
        forget_the_outcome(file)

        room.clock.now = SEVEN + DAY + timedelta(minutes=10)
        await room.restart()
        await tick(room)

        assert [message.id for message in posted(room)] == before
        runs = room.bot.desk.database.runs(room.guild.id)
        ids = [
            run.messages[0]
            for made in room.bot.desk.database.schedules(room.guild.id).list()
            for run in runs.history(made.id)
        ]
        assert sorted(ids) == sorted(before)

    async def test_a_message_carries_the_mark_of_its_nonce(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN)

        [body] = sent_to(room)
        [container, *_] = body["components"]
        assert container["components"][0]["id"] == mark_of(body["nonce"])


class TestALastingRefusal:
    async def test_ends_when_it_is_mended_and_resumed(self, room: Room) -> None:
        await schedule(room)
        room.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=3)
        for day in range(3):
            await tick(room, SEVEN + day * DAY)
        schedules = room.bot.desk.database.schedules(room.guild.id)

        schedules.resume(the_schedule(room).id, by=room.manager.id)
        await tick(room, SEVEN + 3 * DAY)

        [edition] = posted(room)
        assert text_of(edition).startswith("# Daily brief, edition 1\n")


class TestAnAnswerThatDoesNotCome:
    async def test_is_tried_again_for_hours_and_said_once_it_arrives(self, room: Room) -> None:
        await schedule(room)
        room.env.inject_error("POST", "/channels/*/messages", status=503, times=4)
        for seconds in range(0, 60, 5):
            await tick(room, SEVEN + seconds * SECOND)

        assert len(posted(room)) == 1
        assert len(sent_to(room)) == 5
        assert len({body["nonce"] for body in sent_to(room)}) == 1

    async def test_of_a_message_that_was_deleted_since_counts_as_delivered(
        self, room: Room
    ) -> None:
        await schedule(room)
        room.env.inject_error("POST", "/channels/*/messages", status=404, code=10008)

        await tick(room, SEVEN)
        await tick(room, SEVEN + SECOND)

        assert len(sent_to(room)) == 1
        [run] = room.bot.desk.database.runs(room.guild.id).history(the_schedule(room).id)
        assert (run.state.value, run.messages) == ("sent", ())


async def test_a_slow_channel_holds_up_no_other(room: Room) -> None:
    borders = room.guild.create_text_channel("borders")
    await schedule(room)
    await schedule(room, channel=borders)
    room.env.inject_error("POST", f"/channels/{room.channel.id}/messages", status=503, times=2)
    room.clock.now = SEVEN

    await room.bot.dispatcher.wake()
    for _ in range(100):
        await asyncio.sleep(0.02)
        if posted(room, borders):
            break

    assert len(posted(room, borders)) == 1
    assert posted(room) == []
    await tick(room)
    assert len(posted(room)) == 1
