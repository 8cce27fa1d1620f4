"""/digest list, pause, resume, skip, status and check, as a manager uses them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.access import ManagersOnly
from bot.digests.clock import BEFORE_ALL
from config.settings import Settings
from summaries.store import RunState
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.test_digest import (
    DAY,
    NOON,
    SECOND,
    SEVEN,
    posted,
    refused,
    said_last,
    schedule,
    the_schedule,
    tick,
)

HOUR = timedelta(hours=1)


def stamp(moment: Any, style: str = "F") -> str:
    return f"<t:{int(moment.timestamp())}:{style}>"


def actions(room: Room) -> list[str]:
    lines = room.bot.desk.database.audit(room.guild.id).read()
    return [line.action for line in reversed(lines)]


class TestTheList:
    async def test_tells_of_each_digest_its_state_and_its_next_edition(self, room: Room) -> None:
        borders = room.guild.create_text_channel("borders")
        await schedule(room)
        room.clock.now += SECOND
        await schedule(room, channel=borders, topics="border-numbers", nothing_new="skip")
        await room.bot.desk.run(
            room.bot.desk.database.schedules(room.guild.id).pause,
            room.bot.desk.database.schedules(room.guild.id).list()[1].id,
            by=1,
        )
        await tick(room, SEVEN)

        answer = await room.ask(room.manager, "digest list")

        text = text_of(answer)
        assert answer.ephemeral
        assert text.startswith("## Digests\n")
        first, _, second = text.partition(f"<#{borders.id}>")
        assert f"<#{room.channel.id}>, every day at 07:00" in first
        assert "\nLive\n" in first
        assert f"Next edition: {stamp(SEVEN + DAY)}" in first
        assert "Last edition: 1, " in first
        link = f"https://discord.com/channels/{room.guild.id}/{room.channel.id}/"
        assert f"[open]({link}{posted(room)[0].id})" in first
        assert "Paused by a manager" in second
        assert "Next edition" not in second
        assert "No edition yet." in second
        assert buttons_of(answer) == ["Pause", "Resume"]

    async def test_pauses_resumes_and_posts_the_first_from_its_buttons(self, room: Room) -> None:
        await schedule(room)
        answer = await room.ask(room.manager, "digest list")
        assert buttons_of(answer) == ["Pause", "Post first edition"]

        paused = await room.press(room.manager, answer, "Pause")
        assert "Paused by a manager" in text_of(paused)
        assert buttons_of(paused) == ["Resume"]
        await tick(room, SEVEN)
        assert posted(room) == []
        live = await room.press(room.manager, answer, "Resume")
        assert "\nLive\n" in text_of(live)
        await room.press(room.manager, answer, "Post first edition")

        assert len(posted(room)) == 1
        assert actions(room)[:3] == ["digest.schedule", "digest.pause", "digest.resume"]

    async def test_of_many_is_turned_page_by_page(self, room: Room) -> None:
        for minute in range(9):
            await schedule(room, time=f"07:{minute:02}")
            room.clock.now += SECOND
        answer = await room.ask(room.manager, "digest list")
        assert "page 1 of 3" in text_of(answer)

        await room.press(room.manager, answer, "Next")
        last = await room.press(room.manager, answer, "Next")

        assert "page 3 of 3" in text_of(last)
        assert "07:08" in text_of(last)

    async def test_without_a_digest_says_how_to_make_one(self, room: Room) -> None:
        for command in ("digest list", "digest status"):
            assert "`/digest schedule` makes one" in text_of(await room.ask(room.manager, command))

    async def test_still_works_after_a_restart_and_only_for_managers(self, room: Room) -> None:
        await schedule(room)
        answer = await room.ask(room.manager, "digest list")
        await room.restart()
        room.guild._guild.members[room.manager.id].role_ids.clear()

        pressed = await room.manager.click(answer, label="Pause")

        assert "Only members with **Manage Server**" in said_last(pressed)
        assert the_schedule(room).active


class TestPausing:
    async def test_posts_nothing_until_it_is_resumed_and_makes_up_for_nothing(
        self, room: Room
    ) -> None:
        await schedule(room)
        paused = await room.ask(room.manager, "digest pause")
        assert text_of(paused).startswith("## Digest paused\n")
        assert "It posts nothing until it is resumed" in text_of(paused)
        await tick(room, SEVEN)

        room.clock.now = SEVEN + HOUR
        resumed = await room.press(room.manager, paused, "Resume")
        await tick(room)

        assert text_of(resumed).startswith("## Digest resumed\n")
        assert f"Next edition: {stamp(SEVEN + DAY)}" in text_of(resumed)
        assert posted(room) == []
        await tick(room, SEVEN + DAY)
        assert len(posted(room)) == 1

    async def test_twice_says_so(self, room: Room) -> None:
        await schedule(room)
        await room.ask(room.manager, "digest pause")

        again = await room.ask(room.manager, "digest pause")
        await room.ask(room.manager, "digest resume")
        live = await room.ask(room.manager, "digest resume")

        assert "This digest is paused already" in text_of(again)
        assert "This digest is live already" in text_of(live)


class TestSkipping:
    async def test_leaves_the_next_edition_out_and_no_other(self, room: Room) -> None:
        await schedule(room)

        answer = await room.ask(room.manager, "digest skip")
        for moment in (SEVEN, SEVEN + 5 * SECOND, SEVEN + DAY):
            await tick(room, moment)

        text = text_of(answer)
        assert f"The edition of {stamp(SEVEN)} is skipped." in text
        assert f"Next edition: {stamp(SEVEN + DAY)}" in text
        [edition] = posted(room)
        assert text_of(edition).startswith("# Daily brief, edition 1\n")
        assert stamp(SEVEN + DAY) in text_of(edition)
        assert actions(room) == ["digest.schedule", "edition.skip"]
        log = await room.ask(room.manager, "audit")
        assert "skips the edition of 2021-06-10" in text_of(log)

    async def test_twice_skips_no_second_one(self, room: Room) -> None:
        await schedule(room)
        await room.ask(room.manager, "digest skip")

        again = await room.ask(room.manager, "digest skip")

        assert f"The edition of {stamp(SEVEN)} is skipped already." in text_of(again)
        assert f"Next edition: {stamp(SEVEN + DAY)}" in text_of(again)
        assert buttons_of(again) == ["Undo"]
        await tick(room, SEVEN + DAY)
        assert len(posted(room)) == 1

    async def test_can_be_taken_back_until_its_time(self, room: Room) -> None:
        await schedule(room)
        answer = await room.ask(room.manager, "digest skip")
        await room.restart()

        undone = await room.press(room.manager, answer, "Undo")
        await tick(room, SEVEN)

        assert f"The edition comes after all. Next edition: {stamp(SEVEN)}" in text_of(undone)
        assert len(posted(room)) == 1

    async def test_can_be_taken_back_in_the_last_minute(self, room: Room) -> None:
        await schedule(room)
        answer = await room.ask(room.manager, "digest skip")
        await tick(room, SEVEN - 30 * SECOND)

        await room.press(room.manager, answer, "Undo")
        await tick(room, SEVEN - 20 * SECOND)
        await tick(room, SEVEN)
        await tick(room, SEVEN + DAY)

        assert len(posted(room)) == 2

    async def test_can_not_be_taken_back_when_its_time_has_passed(self, room: Room) -> None:
        await schedule(room)
        answer = await room.ask(room.manager, "digest skip")
        await tick(room, SEVEN + SECOND)

        pressed = await room.manager.click(answer, label="Undo")

        assert "The time of that edition has passed" in said_last(pressed)
        await tick(room, SEVEN + 2 * SECOND)
        assert posted(room) == []

    async def test_of_one_that_is_made_already_is_refused(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN - 30 * SECOND)

        assert "is being posted at this moment" in await refused(room, "digest skip")

    async def test_of_a_paused_digest_is_refused(self, room: Room) -> None:
        await schedule(room)
        await room.ask(room.manager, "digest pause")

        assert "there is no edition to skip" in await refused(room, "digest skip")

    async def test_is_seen_in_a_preview(self, room: Room) -> None:
        await schedule(room)
        await room.ask(room.manager, "digest skip")

        preview = await room.ask(room.manager, "digest preview")

        assert f"appears in <#{room.channel.id}> {stamp(SEVEN + DAY)}" in text_of(preview)


class TestStatus:
    async def test_tells_what_became_of_the_last_editions(self, room: Room) -> None:
        answer = await schedule(room)
        await room.press(room.manager, answer, "Post first edition")
        room.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
        await tick(room, SEVEN)
        await tick(room, SEVEN + DAY)
        await room.ask(room.manager, "digest skip")
        await tick(room, SEVEN + 2 * DAY + HOUR)

        text = text_of(await room.ask(room.manager, "digest status"))

        lines = [line for line in text.splitlines() if line.startswith("- ")]
        assert lines[0] == "- No edition, June 12, 2021: skipped by a manager"
        assert lines[1].startswith("- No edition, June 11, 2021: nothing was new · [open](https://")
        assert lines[2] == "- Edition 2, June 10, 2021: not posted, a permission is missing"
        assert lines[3].startswith(f"- Edition 1: posted on time, {stamp(NOON, 'f')} · [open](")
        assert "Live" in text
        assert f"Next edition: {stamp(SEVEN + 3 * DAY)}" in text

    async def test_tells_late_from_punctual(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN + HOUR)

        text = text_of(await room.ask(room.manager, "digest status"))

        assert "- Edition 1: posted late, " in text
        assert "On time: 0 of the last 1; posted about 60 min after they were due." in text

    async def test_of_all_is_turned_page_by_page_and_of_one_is_that_one(self, room: Room) -> None:
        for minute in range(3):
            await schedule(room, time=f"07:{minute:02}")
            room.clock.now += SECOND
        answer = await room.ask(room.manager, "digest status")
        assert "page 1 of 2" in text_of(answer)
        assert "07:02" in text_of(await room.press(room.manager, answer, "Next"))
        chosen = room.bot.desk.database.schedules(room.guild.id).list()[1].id

        one = await room.ask(room.manager, "digest status", digest=chosen)

        assert "07:01" in text_of(one)
        assert "07:00" not in text_of(one)


class TestCheck:
    async def test_of_a_good_digest_says_that_all_is_in_order(self, room: Room) -> None:
        await schedule(room, topics="aid-pledges")

        answer = await room.ask(room.manager, "digest check")

        text = text_of(answer)
        assert answer.ephemeral
        assert text.startswith("## Check of a digest\n")
        assert "**Everything is in order.**" in text
        for name in ("View Channel", "Send Messages", "Read Message History"):
            assert f"- Permission **{name}**\n" in text
        assert "- The library has articles: 5 articles" in text
        assert f"- The next edition is planned: Next edition: {stamp(SEVEN)}" in text
        assert "Not looked at" not in text

    async def test_says_the_first_permission_that_is_missing_and_who_can_give_it(
        self, room: Room
    ) -> None:
        await schedule(room)
        deny(room, room.channel, send_messages=False, read_message_history=False)

        text = text_of(await room.ask(room.manager, "digest check"))

        assert "**Not in order:** Permission **Send Messages**\n" in text
        assert f"I can’t post in <#{room.channel.id}>: I’m missing **Send Messages**." in text
        assert "- Permission **View Channel**" in text
        left = text.splitlines()[-1]
        assert left.startswith("-# Not looked at: Permission **Read Message History**; ")
        assert "Threads" not in left
        assert "The topics match something" in left

    async def test_says_why_it_is_paused(self, room: Room) -> None:
        await schedule(room)
        room.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=3)
        for day in range(3):
            await tick(room, SEVEN + day * DAY)

        text = text_of(await room.ask(room.manager, "digest check"))

        assert "I paused the digest after three editions in a row" in text
        assert "a permission is missing. Mend that, then use `/digest resume`." in text

    async def test_of_a_topic_that_matches_nothing_says_which(self, room: Room) -> None:
        await schedule(room, topics="aid-pledges, border-numbers")
        library = room.bot.desk.database.library(room.guild.id)
        await room.bot.desk.seed(room.guild.id)
        for article in library.all():
            library.withdraw(article.id, by=1)
        news = "A pledge\n\nRuritania pledged $7 million in food aid to the island of Sark.\n"
        card = await room.manager.slash(
            room.channel, "article add", file=("story.txt", news.encode())
        )
        await room.press(room.manager, card.response, "Confirm")

        text = text_of(await room.ask(room.manager, "digest check"))

        assert "No sentence of the library qualifies for **Border numbers**." in text
        assert "- The topics exist" in text

    async def test_says_that_the_last_edition_failed(self, room: Room) -> None:
        await schedule(room)
        room.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
        await tick(room, SEVEN)

        text = text_of(await room.ask(room.manager, "digest check"))

        assert "**Not in order:** The last edition did not fail" in text
        assert "Check that I have **View Channel**" in text

    async def test_says_that_the_channel_is_gone(self, room: Room) -> None:
        lost = room.guild.create_text_channel("lost")
        await schedule(room, channel=lost)
        channel = room.bot.get_channel(lost.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.delete()

        text = text_of(await room.ask(room.manager, "digest check"))

        assert f"I can’t find <#{lost.id}>" in text

    async def test_in_spanish_is_in_spanish(
        self, room: Room, in_spanish: Callable[[], None]
    ) -> None:
        await schedule(room)
        in_spanish()

        answers = [
            text_of(await room.ask(room.manager, f"digest {name}"))
            for name in ("check", "list", "status", "skip", "pause", "resume")
        ]

        assert "**Todo está en orden.**" in answers[0]
        assert "Permiso **Enviar mensajes**" in answers[0]
        assert answers[1].startswith("## Resúmenes\n")
        assert "Aún no hay ninguna edición." in answers[2]
        assert "se salta." in answers[3]
        assert "Resumen en pausa" in answers[4]
        assert "Resumen reanudado" in answers[5]


class TestAnEmptyLibrary:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"starter_corpus": None})

    async def test_is_what_a_check_says(self, room: Room) -> None:
        await schedule(room)

        text = text_of(await room.ask(room.manager, "digest check"))

        assert "**Not in order:** The library has articles" in text
        assert "The library is empty." in text


NEW = ("list", "pause", "resume", "skip", "status", "check")


async def test_all_are_for_managers_even_where_discord_shows_them(room: Room) -> None:
    await schedule(room)
    commands = await room.bot.tree.fetch_commands()
    command = next(c for c in commands if c.name == "digest")
    room.guild.set_command_permissions(command, {room.reader: True})

    for name in NEW:
        answer = await room.reader.slash(room.channel, f"digest {name}")
        assert answer.response is not None
        assert answer.response.ephemeral
        assert "Only members with **Manage Server**" in text_of(answer.response)
        simcord.assert_error(room.env, ManagersOnly)
        if name != "list":
            typed = await room.reader.autocomplete(room.channel, f"digest {name}", "digest", "")
            assert typed == []
    assert actions(room) == ["digest.schedule"]


@pytest.mark.parametrize("typed", ["x" * 200, "@everyone", "' OR 1=1 --", "🙂", "0000000000"])
async def test_a_digest_that_is_none_is_asked_for_again(room: Room, typed: str) -> None:
    await schedule(room)

    for name in ("pause", "resume", "skip", "status", "check"):
        assert "Say which digest you mean" in await refused(room, f"digest {name}", digest=typed)


async def test_an_edition_posted_by_hand_is_no_day_of_the_schedule(room: Room) -> None:
    answer = await schedule(room)
    await room.press(room.manager, answer, "Post first edition")

    [run] = room.bot.desk.database.runs(room.guild.id).history(the_schedule(room).id)

    assert (run.local_date, run.state) == (BEFORE_ALL, RunState.SENT)


def deny(room: Room, channel: simcord.ChannelHandle, **denied: bool) -> None:
    """Take permissions away from the bot in a channel."""
    from simcord.backend.models import Overwrite
    from simcord.enums import OverwriteType

    me = room.guild.me
    assert me is not None
    _, refused_ = discord.PermissionOverwrite(**denied).pair()
    room.env.backend.set_overwrite(
        channel.id,
        Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=0, deny=refused_.value),
    )
