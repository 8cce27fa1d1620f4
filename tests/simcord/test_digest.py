"""/digest as a manager and her channel meet it: one edition a day, whatever happens."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.access import ManagersOnly
from bot.digests.delivery import nonce_of
from bot.errors import Refused
from bot.pages.budget import size_of_components
from config.settings import Settings
from summaries.store import RunState, Schedule
from tests.simcord.conftest import Room, buttons_of, text_of

NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)  # a Wednesday, 08:00 in New York
SEVEN = datetime(2021, 6, 10, 11, tzinfo=UTC)  # 07:00 in New York, the next day
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)

NEWS = (
    "Ruritania pledges food aid to Sark\n\n"
    "The finance ministry of Ruritania pledged $7 million in food aid to the island of Sark on "
    "Friday. Officials said that 300 tonnes of grain would be shipped in May.\n\n"
    "The island’s council thanked the ministry for its help. It has asked three other countries "
    "for medicine and fuel.\n"
)
PLEDGED = "pledged $7 million in food aid to the island of Sark"


async def schedule(room: Room, **options: Any) -> simcord.ResponseMessage:
    """Let the manager schedule a digest, by default daily at seven in New York."""
    wanted = {"channel": room.channel, "time": "07:00", "zone": "America/New_York", **options}
    answer = await room.manager.slash(room.channel, "digest schedule", **wanted)
    assert answer.response is not None
    return answer.response


async def refused(room: Room, command: str, who: Any = None, **options: Any) -> str:
    """Use a command that can't be done and return what was said, privately."""
    answer = await (who or room.manager).slash(room.channel, command, **options)
    said = answer.followups[-1] if answer.followups else answer.response
    assert said is not None
    assert said.ephemeral
    simcord.assert_error(room.env, Refused)
    return text_of(said).replace("\\", "")  # what typed words are made safe with


async def tick(room: Room, at: datetime | None = None) -> None:
    """Let it be ``at``, and the dispatcher wake up."""
    if at is not None:
        room.clock.now = at
    await room.bot.dispatcher.tick()


async def add_article(room: Room, text: str = NEWS) -> None:
    """Let the manager add an article, a minute later."""
    room.clock.now += timedelta(minutes=1)
    card = await room.manager.slash(room.channel, "article add", file=("story.txt", text.encode()))
    await room.press(room.manager, card.response, "Confirm")


async def withdraw(room: Room, article: str) -> None:
    """Let the manager withdraw an article, a minute later."""
    room.clock.now += timedelta(minutes=1)
    card = await room.manager.slash(
        room.channel, "article withdraw", article=article, reason="Wrong"
    )
    await room.press(room.manager, card.response, "Withdraw")


def posted(room: Room, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
    """Return what the bot posted in the channel by itself, oldest first."""
    history = (channel or room.channel).history(viewer=room.reader)
    return [m for m in history if m.interaction_metadata is None and m.author == room.bot.user]


def the_schedule(room: Room) -> Schedule:
    [made] = room.bot.desk.database.schedules(room.guild.id).list()
    return made


def log_of(room: Room) -> list[tuple[str, dict[str, Any]]]:
    """Return the audit log's lines about editions, oldest first."""
    lines = room.bot.desk.database.audit(room.guild.id).read()
    return [(x.action, x.detail) for x in reversed(lines) if x.action.startswith("edition.")]


class TestScheduling:
    async def test_is_answered_with_time_zone_and_next_run(self, room: Room) -> None:
        answer = await schedule(room)

        text = text_of(answer)
        assert answer.ephemeral
        assert text.startswith("## Digest scheduled\n")
        assert f"<#{room.channel.id}>, every day at 07:00, time zone America/New" in text
        assert ": all topics." in text
        assert f"Next edition: <t:{int(SEVEN.timestamp())}:F>" in text
        assert buttons_of(answer) == ["Post first edition"]
        assert posted(room) == []

    async def test_takes_days_and_topics(self, room: Room) -> None:
        answer = await schedule(room, time="0730", days="mon, fri", topics="Border numbers")

        assert "Mon, Fri at 07:30" in text_of(answer)
        assert ": Border numbers." in text_of(answer)
        made = the_schedule(room)
        assert (made.weekdays, made.topics) == ((0, 4), ("border-numbers",))
        friday = datetime(2021, 6, 11, 11, 30, tzinfo=UTC)
        assert f"<t:{int(friday.timestamp())}:F>" in text_of(answer)

    async def test_takes_an_announcement_channel(self, room: Room) -> None:
        news = room.guild.create_news_channel("announcements")

        await schedule(room, channel=news)
        await tick(room, SEVEN)

        assert len(posted(room, news)) == 1

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"time": "7 pm"}, "I can’t read **7 pm** as a time."),
            ({"time": "25:00"}, "I can’t read **25:00** as a time."),
            ({"zone": "Berln"}, "Did you mean **Europe/Berlin**?"),
            ({"zone": "qqqqqq"}, "I know no time zone called **qqqqqq**."),
            ({"days": "someday"}, "I can’t read **someday** as days."),
            ({"topics": "aid-pleges"}, "Did you mean **aid-pledges**?"),
            ({"topics": "aid-pledges, football cup"}, "No topic called **football cup**."),
            ({"time": "@everyone"}, "as a time."),
        ],
    )
    async def test_says_in_a_sentence_what_can_not_be_read(
        self, room: Room, options: dict[str, str], said: str
    ) -> None:
        wanted = {"channel": room.channel, "time": "07:00", "zone": "UTC", **options}

        assert said in await refused(room, "digest schedule", **wanted)

        assert room.bot.desk.database.schedules(room.guild.id).list() == ()

    async def test_checks_first_that_the_bot_may_post_there(self, room: Room) -> None:
        me = room.guild.me
        assert me is not None
        closed = room.guild.create_text_channel(
            "closed", overwrites={me: discord.PermissionOverwrite(send_messages=False)}
        )

        said = await refused(
            room, "digest schedule", channel=closed, time="07:00", zone="America/New_York"
        )

        assert f"I can’t post in <#{closed.id}>: I’m missing **Send Messages**." in said

    async def test_refuses_the_same_digest_twice(self, room: Room) -> None:
        await schedule(room)

        said = await refused(
            room, "digest schedule", channel=room.channel, time="7:00", zone="new york"
        )

        assert "scheduled already" in said
        assert the_schedule(room)

    async def test_is_for_managers_even_where_discord_shows_it(self, room: Room) -> None:
        commands = await room.bot.tree.fetch_commands()
        command = next(c for c in commands if c.name == "digest")
        room.guild.set_command_permissions(command, {room.reader: True})

        for name, options in (
            ("schedule", {"channel": room.channel, "time": "07:00", "zone": "UTC"}),
            ("preview", {}),
            ("remove", {}),
        ):
            answer = await room.reader.slash(room.channel, f"digest {name}", **options)
            assert answer.response is not None
            assert answer.response.ephemeral
            assert "Only members with **Manage Server**" in text_of(answer.response)
            simcord.assert_error(room.env, ManagersOnly)
        assert await room.reader.autocomplete(room.channel, "digest remove", "digest", "") == []

    async def test_offers_zones_days_and_topics_while_typing(self, room: Room) -> None:
        async def offered(option: str, typed: str) -> list[str]:
            options = {"channel": room.channel, "time": "07:00", "zone": "UTC"}
            options.pop(option, None)
            choices = await room.manager.autocomplete(
                room.channel, "digest schedule", option, typed, **options
            )
            assert len(choices) <= 25
            assert all(len(c["name"]) <= 100 and len(c["value"]) <= 100 for c in choices)
            return [c["value"] for c in choices]

        assert (await offered("zone", "new y"))[0] == "America/New_York"
        assert len(await offered("zone", "")) == 25
        assert await offered("days", "") == ["every day", "weekdays", "weekends"]
        assert await offered("days", "mon,we") == ["mon,we"]
        assert await offered("topics", "bor") == ["border-numbers"]
        assert await offered("topics", "border-numbers, aid") == ["border-numbers, aid-pledges"]

    async def test_in_spanish_is_answered_in_spanish(
        self, room: Room, in_spanish: Callable[[], None]
    ) -> None:
        in_spanish()

        answer = await schedule(room, days="lun, mié")

        assert "Resumen programado" in text_of(answer)
        assert "lun, mié a las 07:00" in text_of(answer)
        assert buttons_of(answer) == ["Publicar la primera"]


class TestAnEdition:
    async def test_is_numbered_dated_cited_and_has_a_briefs_buttons(self, room: Room) -> None:
        await schedule(room)

        await tick(room, SEVEN)

        [edition] = posted(room)
        text = text_of(edition)
        assert text.startswith(f"# Daily brief, edition 1\n-# <t:{int(SEVEN.timestamp())}:F> · ")
        assert "\n## Aid pledges\n- " in text
        assert "$4 billion in development aid" in text
        assert "**Sources**" in text
        assert "late" not in text.splitlines()[1]
        assert buttons_of(edition) == ["In context", "Why these", "Export", "More", "Report"]
        parts = [c.to_dict() for c in edition.components]
        assert size_of_components(parts).within(3_200)
        context = await room.press(room.reader, edition, "In context")
        assert "Do not come." in text_of(context)

    async def test_comes_once_a_day_and_not_before_its_time(self, room: Room) -> None:
        await schedule(room)

        await tick(room, SEVEN - SECOND)
        assert posted(room) == []
        for seconds in range(0, 60, 5):
            await tick(room, SEVEN + seconds * SECOND)
        assert len(posted(room)) == 1

        await tick(room, SEVEN + DAY)
        assert len(posted(room)) == 2

    async def test_has_only_what_was_added_since_the_one_before(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN)
        await add_article(room)

        await tick(room, SEVEN + DAY)

        text = text_of(posted(room)[-1])
        assert text.startswith("# Daily brief, edition 2\n")
        assert "new since edition 1" in text
        assert PLEDGED in text
        assert "$4 billion" not in text
        assert "Nothing new: Border numbers, Diplomatic reactions" in text

    async def test_with_nothing_new_says_so_and_uses_no_number_up(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN)

        await tick(room, SEVEN + DAY)
        await tick(room, SEVEN + 2 * DAY)
        await add_article(room)
        await tick(room, SEVEN + 3 * DAY)

        first, second, third, fourth = map(text_of, posted(room))
        assert first.startswith("# Daily brief, edition 1\n")
        assert second.startswith("Nothing new since edition 1.\n")
        assert third.startswith("Nothing new since edition 1.\n")
        assert fourth.startswith("# Daily brief, edition 2\n")

    async def test_leads_with_what_changed_since_the_one_before(self, room: Room) -> None:
        await schedule(room)
        await add_article(room)
        await tick(room, SEVEN)
        again = NEWS.replace("$7 million", "$7m").replace("food aid", "food aid and $2 million")
        await add_article(room, "More grain for Sark\n" + again.partition("\n")[2])
        await withdraw(room, "A1")

        await tick(room, SEVEN + DAY)

        text = text_of(posted(room)[-1])
        assert "**What changed since edition 1**\n- New articles: A7\n" in text
        assert "- Withdrawn: A1\n" in text
        assert "- New amounts: **$2 million** [1]" in text
        assert "- Reported again: **$7m** [1], before that “$7 million” [2]\n" in text
        assert "[2] A6" in text

    async def test_that_only_withdraws_something_is_one(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN)
        await withdraw(room, "A2")

        await tick(room, SEVEN + DAY)

        text = text_of(posted(room)[-1])
        assert text.startswith("# Daily brief, edition 2\n")
        assert "- Withdrawn: A2" in text

    async def test_does_not_show_what_another_digest_of_its_channel_has_shown(
        self, room: Room
    ) -> None:
        await schedule(room, topics="aid-pledges")
        await schedule(room, topics="aid-pledges", time="08:00")

        await tick(room, SEVEN)
        await tick(room, SEVEN + timedelta(hours=1))

        first, second = map(text_of, posted(room))
        assert first.startswith("# Daily brief, edition 1\n")
        shown = [line for line in first.split("\n") if line.startswith(("> ", "- "))]
        assert not any(line in second for line in shown if "[" in line)

    async def test_at_the_same_minute_as_another_of_its_channel_does_not_repeat_it(
        self, room: Room
    ) -> None:
        await schedule(room, topics="aid-pledges")
        await schedule(room, topics="aid-pledges, border-numbers")

        await tick(room, SEVEN - 30 * SECOND)
        await tick(room, SEVEN)

        first, second = map(text_of, posted(room))
        shown = [line for line in first.split("\n") if line.startswith(("> ", "- "))]
        assert not any(line.lstrip("->") in second for line in shown if line.endswith("]"))

    async def test_shows_more_of_its_own_articles_and_topics(self, room: Room) -> None:
        await schedule(room, topics="aid-pledges")
        await tick(room, SEVEN)
        [edition] = posted(room)

        more = await room.press(room.reader, edition, "More")

        assert more.ephemeral
        assert "### Aid pledges" in text_of(more)
        assert "### Border numbers" not in text_of(more)
        assert "$4 billion" not in text_of(more)

    async def test_pings_nobody_whatever_an_article_says(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN)
        await add_article(room, NEWS.replace("Officials", "@everyone Officials <@&1> pledged aid:"))

        await tick(room, SEVEN + DAY)

        sent = sent_to(room)
        assert len(sent) == 2
        assert all(body["allowed_mentions"] == {"parse": []} for body in sent)
        assert not posted(room)[-1].mention_everyone
        assert posted(room)[-1].role_mentions == []

    async def test_is_sent_with_the_same_nonce_whoever_sends_it(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN)

        [body] = sent_to(room)

        made = the_schedule(room)
        assert body["nonce"] == nonce_of(made.channel, made.id, date(2021, 6, 10), 0)
        assert body["enforce_nonce"] is True

    async def test_is_called_late_when_it_is(self, room: Room) -> None:
        await schedule(room)

        await tick(room, SEVEN + timedelta(hours=2))

        [edition] = posted(room)
        assert f"late, was due <t:{int(SEVEN.timestamp())}:F>" in text_of(edition)

    async def test_that_is_too_late_is_left_out_and_noted_in_one_line(self, room: Room) -> None:
        await schedule(room)

        await tick(room, SEVEN + 2 * DAY + timedelta(hours=7))
        await tick(room)

        assert posted(room) == []
        [(action, detail)] = log_of(room)
        assert action == "edition.missed"
        assert detail["editions"] == 3
        assert (detail["first"], detail["last"]) == ("2021-06-10", "2021-06-12")

    async def test_may_be_later_where_the_digest_says_so(self, room: Room) -> None:
        room.bot.desk.database.schedules(room.guild.id).add(
            channel=room.channel.id,
            local_time=time(7),
            zone="America/New_York",
            weekdays=range(7),
            topics=(),
            created_by=room.manager.id,
            options={"catch_up_hours": 13},
        )

        await tick(room, SEVEN + timedelta(hours=12))

        assert len(posted(room)) == 1

    async def test_of_a_removed_digest_never_comes(self, room: Room) -> None:
        await schedule(room)
        answer = await room.ask(room.manager, "digest remove")

        await tick(room, SEVEN)

        assert "## Digest removed" in text_of(answer)
        assert "every day at 07:00" in text_of(answer)
        assert posted(room) == []

    async def test_of_each_digest_has_its_own_topics_and_channel(self, room: Room) -> None:
        borders = room.guild.create_text_channel("borders")
        await schedule(room, topics="aid-pledges")
        await schedule(room, channel=borders, topics="border-numbers")

        await tick(room, SEVEN)

        assert "\n## Aid pledges" in text_of(posted(room)[0])
        assert "## Border numbers" not in text_of(posted(room)[0])
        assert "\n## Border numbers" in text_of(posted(room, borders)[0])


class TestExactlyOne:
    """Story 9."""

    async def test_over_a_restart_just_before_and_just_after(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN - SECOND)

        room.clock.now = SEVEN - SECOND
        await room.restart()
        await tick(room)
        await tick(room, SEVEN)
        room.clock.now = SEVEN + 5 * SECOND
        await room.restart()
        await tick(room)

        assert len(posted(room)) == 1

    async def test_when_the_restart_takes_the_hour(self, room: Room) -> None:
        await schedule(room)
        room.clock.now = SEVEN + 5 * SECOND

        await room.restart()
        await tick(room)

        assert len(posted(room)) == 1

    async def test_when_two_ticks_come_at_once(self, room: Room) -> None:
        await schedule(room)
        room.clock.now = SEVEN

        await asyncio.gather(*(room.bot.dispatcher.tick() for _ in range(3)))

        assert len(posted(room)) == 1

    async def test_after_a_crash_between_claim_and_sending(self, room: Room) -> None:
        await schedule(room)
        await claim(room, SEVEN)
        room.clock.now = SEVEN + timedelta(minutes=10)

        await room.restart()
        await tick(room)
        await tick(room)

        [edition] = posted(room)
        assert "late, was due" in text_of(edition)
        assert log_of(room) == [("edition.settled", settled(room, found=False, state="sent"))]

    async def test_after_a_crash_between_sending_and_noting_it(
        self, room: Room, settings: Settings
    ) -> None:
        await schedule(room)
        await tick(room, SEVEN)
        [edition] = posted(room)
        forget_the_outcome(settings)
        room.clock.now = SEVEN + timedelta(minutes=10)

        await room.restart()
        await tick(room)

        assert [message.id for message in posted(room)] == [edition.id]
        assert log_of(room) == [("edition.settled", settled(room, found=True, state="sent"))]
        run = room.bot.desk.database.runs(room.guild.id).history(the_schedule(room).id)[0]
        assert (run.state, run.messages) == (RunState.SENT, (edition.id,))

    async def test_of_the_notice_too(self, room: Room, settings: Settings) -> None:
        await schedule(room)
        await tick(room, SEVEN)
        await tick(room, SEVEN + DAY)
        forget_the_outcome(settings)

        await room.restart()
        await tick(room)

        assert len(posted(room)) == 2
        [(_, first), (_, second)] = log_of(room)
        assert {first["state"], second["state"]} == {"sent", "skipped"}
        assert first["found"]
        assert second["found"]

    async def test_claim_found_after_the_window_is_given_up_and_noted_once(
        self, room: Room
    ) -> None:
        await schedule(room)
        await claim(room, SEVEN)
        room.clock.now = SEVEN + timedelta(hours=7)

        await room.restart()
        await tick(room)
        await tick(room)

        assert posted(room) == []
        [(action, detail)] = log_of(room)
        assert (action, detail["reason"]) == ("edition.failed", "interrupted")

    @pytest.mark.parametrize(("minutes", "editions"), [(0.4, 1), (5, 0)])
    async def test_where_the_history_can_not_be_read_only_the_nonce_counts(
        self, room: Room, minutes: float, editions: int
    ) -> None:
        await schedule(room)
        await claim(room, SEVEN, tried=True)
        room.env.inject_error("GET", "/channels/*/messages", status=403, code=50001, times=None)
        room.clock.now = SEVEN + timedelta(minutes=minutes)

        await room.restart()
        await tick(room)

        assert len(posted(room)) == editions

    async def test_answer_that_never_comes_is_asked_for_again_with_the_same_nonce(
        self, room: Room
    ) -> None:
        await schedule(room)
        room.env.inject_error("POST", "/channels/*/messages", status=503)

        await tick(room, SEVEN)

        first, second = sent_to(room)
        assert first["nonce"] == second["nonce"]
        assert len(posted(room)) == 1


class TestALostPermission:
    async def test_marks_the_edition_failed_and_the_others_still_come(self, room: Room) -> None:
        borders = room.guild.create_text_channel("borders")
        await schedule(room)
        await schedule(room, channel=borders)
        room.env.inject_error(
            "POST", f"/channels/{room.channel.id}/messages", status=403, code=50013
        )

        await tick(room, SEVEN)
        await tick(room, SEVEN + 5 * SECOND)

        assert posted(room) == []
        assert len(posted(room, borders)) == 1
        [(action, detail)] = log_of(room)
        assert action == "edition.failed"
        assert (detail["reason"], detail["code"]) == ("forbidden", 50013)
        assert detail["channel"] == room.channel.id

    async def test_comes_back_with_the_permission_under_the_same_number(self, room: Room) -> None:
        await schedule(room)
        room.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
        await tick(room, SEVEN)

        await tick(room, SEVEN + DAY)

        [edition] = posted(room)
        assert text_of(edition).startswith("# Daily brief, edition 1\n")
        assert "$4 billion" in text_of(edition)

    async def test_to_a_channel_that_was_deleted_is_noted(self, room: Room) -> None:
        lost = room.guild.create_text_channel("lost")
        await schedule(room, channel=lost)
        channel = room.bot.get_channel(lost.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.delete()

        await tick(room, SEVEN)

        [(action, detail)] = log_of(room)
        assert (action, detail["reason"]) == ("edition.failed", "no_channel")

    async def test_and_a_zone_that_is_no_more_stop_nobody_else(
        self, room: Room, caplog: pytest.LogCaptureFixture
    ) -> None:
        room.bot.desk.database.schedules(room.guild.id).add(
            channel=room.channel.id,
            local_time=time(7),
            zone="Mars/Olympus",
            weekdays=range(7),
            topics=(),
            created_by=room.manager.id,
        )
        await schedule(room)

        await tick(room, SEVEN)

        assert len(posted(room)) == 1
        assert "unknown time zone Mars/Olympus" in caplog.text


class TestTheFirstEditionNow:
    async def test_is_posted_once(self, room: Room) -> None:
        answer = await schedule(room)

        first = await room.press(room.manager, answer, "Post first edition")
        again = await room.press(room.manager, answer, "Post first edition")

        assert first.ephemeral
        assert text_of(first) == f"Edition 1 is posted in <#{room.channel.id}>."
        assert text_of(again) == f"The first edition is already posted in <#{room.channel.id}>."
        [edition] = posted(room)
        assert text_of(edition).startswith("# Daily brief, edition 1\n")

    async def test_is_posted_once_by_two_managers_at_once(self, room: Room) -> None:
        await schedule(room)

        first = room.bot.dispatcher.first
        runs = await asyncio.gather(first(the_schedule(room)), first(the_schedule(room)))

        assert sorted(run is None for run in runs) == [False, True]
        assert len(posted(room)) == 1

    async def test_leaves_the_scheduled_one_of_the_same_day(self, room: Room) -> None:
        room.clock.now = SEVEN - timedelta(hours=1)
        answer = await schedule(room)
        await room.press(room.manager, answer, "Post first edition")
        await add_article(room)

        await tick(room, SEVEN)

        first, second = map(text_of, posted(room))
        assert first.startswith("# Daily brief, edition 1\n")
        assert second.startswith("# Daily brief, edition 2\n")
        assert PLEDGED in second

    async def test_is_not_posted_beside_a_scheduled_one(self, room: Room) -> None:
        answer = await schedule(room)
        await tick(room, SEVEN)

        again = await room.press(room.manager, answer, "Post first edition")

        assert "already posted" in text_of(again)
        assert len(posted(room)) == 1

    async def test_that_failed_says_why_and_can_be_tried_again(self, room: Room) -> None:
        answer = await schedule(room)
        room.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)

        failed = await room.manager.click(answer, label="Post first edition")
        done = await room.press(room.manager, answer, "Post first edition")

        assert "Check that I have **View Channel** and **Send Messages**" in said_last(failed)
        assert text_of(done).startswith("Edition 1 is posted")
        assert len(posted(room)) == 1

    async def test_of_a_removed_digest_is_refused(self, room: Room) -> None:
        answer = await schedule(room)
        await room.ask(room.manager, "digest remove")

        pressed = await room.manager.click(answer, label="Post first edition")

        assert "This digest was removed." in said_last(pressed)
        assert posted(room) == []


class TestAPreview:
    async def test_is_private_and_says_that_the_digest_is_live(self, room: Room) -> None:
        await schedule(room)

        answer = await room.ask(room.manager, "digest preview")

        text = text_of(answer)
        assert answer.ephemeral
        assert text.startswith("# Daily brief, edition 1\n")
        assert "A preview that only you see" in text
        assert f"appears in <#{room.channel.id}> <t:{int(SEVEN.timestamp())}:F>" in text
        assert posted(room) == []
        context = await room.press(room.manager, answer, "In context")
        assert "Do not come." in text_of(context)

    async def test_with_nothing_new_shows_the_notice(self, room: Room) -> None:
        await schedule(room)
        await tick(room, SEVEN)

        answer = await room.ask(room.manager, "digest preview")

        assert "Nothing new since edition 1." in text_of(answer)

    async def test_without_a_digest_says_how_to_make_one(self, room: Room) -> None:
        assert "`/digest schedule` makes one" in await refused(room, "digest preview")
        assert "`/digest schedule` makes one" in await refused(room, "digest remove")

    async def test_of_several_asks_which(self, room: Room) -> None:
        borders = room.guild.create_text_channel("borders")
        await schedule(room)
        await schedule(room, channel=borders, topics="border-numbers")

        assert "Say which digest you mean" in await refused(room, "digest remove")
        choices = await room.manager.autocomplete(room.channel, "digest remove", "digest", "bord")
        [choice] = choices
        assert choice["name"] == "#borders 07:00 every day, America/New_York"
        removed = await room.ask(room.manager, "digest remove", digest=choice["value"])

        assert f"<#{borders.id}>" in text_of(removed)
        assert the_schedule(room).channel == room.channel.id


class TestAnEmptyLibrary:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"starter_corpus": None})

    async def test_is_said_in_place_of_an_edition(self, room: Room) -> None:
        await schedule(room)

        await tick(room, SEVEN)

        [message] = posted(room)
        assert text_of(message).startswith("The library is empty.")
        assert buttons_of(message) == []

    async def test_has_no_first_edition(self, room: Room) -> None:
        answer = await schedule(room)

        pressed = await room.manager.click(answer, label="Post first edition")

        assert "There is nothing to post yet" in said_last(pressed)
        assert posted(room) == []


async def claim(room: Room, at: datetime, *, tried: bool = False) -> None:
    """Claim the edition of a day, as the dispatcher does, and send nothing: a crash.

    It came after the last look in the store before sending if ``tried``.
    """
    made, day, room.clock.now = the_schedule(room), at.date(), at
    await room.bot.desk.seed(room.guild.id)
    runs = room.bot.desk.database.runs(room.guild.id)
    run = runs.claim(made.id, day, nonce=nonce_of(made.channel, made.id, day, 0))
    assert run is not None
    assert not tried or runs.trying(run, at)


def forget_the_outcome(settings: Settings) -> None:
    """Leave every run as it is between sending and noting that it was sent."""
    with closing(sqlite3.connect(settings.data_dir / "pullquote.sqlite3")) as file, file:
        file.execute(
            "UPDATE runs SET state='claimed', messages='[]', sent_at=NULL, reason=NULL,"
            " lease_until=claimed_at"
        )


def settled(room: Room, **outcome: object) -> dict[str, object]:
    return {
        "schedule": the_schedule(room).id,
        "channel": room.channel.id,
        "date": "2021-06-10",
        "edition": 1,
        **outcome,
    }


def said_last(result: Any) -> str:
    """Return the private answer to a press that was refused."""
    message = result.followups[-1] if result.followups else result.response
    assert message.ephemeral
    return text_of(message)


def sent_to(room: Room) -> list[dict[str, Any]]:
    """Return what the bot asked Discord to post in the channel, arrived or not."""
    path = f"/channels/{room.channel.id}/messages"
    requests = [e for e in room.env.http_requests if e.method == "POST" and e.path == path]
    return [dict(entry.json or {}) for entry in requests]
