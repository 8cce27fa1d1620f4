"""/follow and /unfollow: a member's own digest, by direct message, nobody else's matter."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.buttons.brief_buttons import brief_buttons
from bot.labels import Labels
from bot.pages.view import text_view
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.test_digest import PLEDGED, add_article, refused, said_last, schedule, tick

EIGHT = datetime(2021, 6, 10, 8, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass
class Person:
    """A member of the server, and her direct messages with the bot."""

    user: simcord.UserHandle
    member: simcord.MemberActor

    @property
    def received(self) -> list[discord.Message]:
        return self.user.dm_channel.history(viewer=self.user)


@pytest.fixture
def ana(room: Room) -> Person:
    return newcomer(room, "ana")


@pytest.fixture
def eva(room: Room) -> Person:
    return newcomer(room, "eva")


def newcomer(room: Room, name: str) -> Person:
    user = room.env.create_user(name)
    return Person(user, room.guild.add_member(user))


async def follow(room: Room, who: Person, topic: str = "aid-pledges", **options: Any) -> str:
    return text_of(await room.ask(who.member, "follow", topic=topic, **options))


def stamp(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:F>"


class TestFollowing:
    async def test_is_answered_with_topics_time_zone_and_next_run(
        self, room: Room, ana: Person
    ) -> None:
        answer = await room.ask(ana.member, "follow", topic="aid-pledges")

        assert answer.ephemeral
        text = text_of(answer)
        assert text.startswith("## Your private digest\n")
        assert "every day at 08:00, time zone UTC: Aid pledges." in text
        assert f"Next edition: {stamp(EIGHT)}" in text
        assert "`/unfollow` ends a topic" in text
        [greeting] = ana.received
        assert "a private digest from **Newsroom** here, with **Aid pledges**" in text_of(greeting)

    async def test_adds_topics_to_one_digest(self, room: Room, ana: Person) -> None:
        await follow(room, ana, time="9:30", zone="Madrid")

        text = await follow(room, ana, "Border numbers")

        assert "at 09:30, time zone Europe/Madrid: Aid pledges, Border numbers." in text
        await tick(room, EIGHT)
        assert len(ana.received) == 3  # two greetings and one edition: 09:30 is 07:30 in UTC

    async def test_takes_the_zone_of_the_servers_digests_and_later_ones_own(
        self, room: Room, ana: Person
    ) -> None:
        await schedule(room)
        assert "time zone America/New_York" in (await follow(room, ana)).replace("\\", "")
        await follow(room, ana, zone="Lima")
        await room.ask(ana.member, "unfollow", topic="aid-pledges")

        assert "time zone America/Lima" in await follow(room, ana)

    async def test_at_another_time_posts_no_second_edition_today(
        self, room: Room, ana: Person
    ) -> None:
        await follow(room, ana)
        await tick(room, EIGHT)
        before = len(ana.received)

        text = await follow(room, ana, time="07:30")
        await tick(room)
        later = await follow(room, ana, time="09:00")
        await tick(room, EIGHT + timedelta(hours=1))

        assert f"Next edition: {stamp(EIGHT + DAY - timedelta(minutes=30))}" in text
        assert f"Next edition: {stamp(EIGHT + DAY + timedelta(hours=1))}" in later
        assert len(ana.received) == before + 2  # greetings

    async def test_where_direct_messages_are_closed_says_so_and_stores_nothing(
        self, room: Room, ana: Person
    ) -> None:
        path = f"/channels/{ana.user.dm_channel.id}/messages"
        room.env.inject_error("POST", path, status=403, code=50007)

        said = await refused(room, "follow", ana.member, topic="aid-pledges")

        assert "I can’t send you direct messages. Allow them for this server" in said
        assert room.bot.desk.database.follows(room.guild.id).get(ana.user.id) is None

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"topic": "aid-pleges"}, "Did you mean **aid-pledges**?"),
            ({"topic": "@everyone " + "x" * 180}, "No topic called **@everyone x"),
            ({"topic": ","}, "Say which topic you want to follow"),
            ({"topic": "aid-pledges", "time": "7 pm"}, "as a time."),
            ({"topic": "aid-pledges", "zone": "Berln"}, "Did you mean **Europe/Berlin**?"),
        ],
    )
    async def test_says_what_can_not_be_read(
        self, room: Room, ana: Person, options: dict[str, str], said: str
    ) -> None:
        assert said in await refused(room, "follow", ana.member, **options)
        assert ana.received == []

    async def test_in_spanish_is_in_spanish(
        self, room: Room, ana: Person, in_spanish: Callable[[], None]
    ) -> None:
        in_spanish()
        text = await follow(room, ana)
        await tick(room, EIGHT)

        assert text.startswith("## Tu resumen privado\n")
        greeting, edition = ana.received
        assert "recibes aquí un resumen privado" in text_of(greeting)
        assert text_of(edition).startswith("# Informe diario de Newsroom, edición 1\n")

    async def test_pings_nobody_whatever_the_server_is_called(
        self, room: Room, ana: Person
    ) -> None:
        await follow(room, ana)
        room.bot.desk.database.guilds().add(room.guild.id, "@everyone [x](https://x.y) **b**")
        await tick(room, EIGHT)

        edition = ana.received[-1]
        heading = text_of(edition).splitlines()[0]
        assert "\\@everyone" in heading or "@everyone" not in heading.replace("\\@", "")
        assert "\\*\\*b\\*\\*" in heading
        assert not edition.mention_everyone


class TestAPrivateEdition:
    async def test_says_which_server_it_is_from_and_has_only_her_topics(
        self, room: Room, ana: Person
    ) -> None:
        await follow(room, ana)
        await tick(room, EIGHT)
        await add_article(room)
        await tick(room, EIGHT + DAY)
        await tick(room, EIGHT + 2 * DAY)

        _, first, second, third = map(text_of, ana.received)
        assert first.startswith("# Daily brief from Newsroom, edition 1\n")
        assert "## Border numbers" not in first
        assert second.startswith("# Daily brief from Newsroom, edition 2\n")
        assert PLEDGED in second
        assert third.startswith("Nothing new since edition 2.\n-# Daily brief from Newsroom · ")

    async def test_has_buttons_that_work_in_direct_messages(self, room: Room, ana: Person) -> None:
        await follow(room, ana)
        await tick(room, EIGHT)
        await room.restart()
        edition = ana.received[-1]
        assert buttons_of(edition) == ["In context", "Why these", "Export", "More", "Report"]

        context = await pressed(ana, edition, "In context")
        reasons = await pressed(ana, edition, "Why these")
        export = await pressed(ana, edition, "Export")
        more = await pressed(ana, edition, "More")

        assert "**The White House has also committed" in text_of(context)
        assert text_of(reasons).startswith("## Why these")
        assert export.attachments
        assert "### Aid pledges" in text_of(more)
        again = await pressed(ana, more, "In context")
        assert again.ephemeral

    async def test_answers_nobody_else(self, room: Room, ana: Person, eva: Person) -> None:
        await follow(room, ana)
        await tick(room, EIGHT)
        forged = await in_messages_of(room, eva, brief_of(room, ana))

        for label in ("In context", "Why these", "Export"):
            said = said_last(await eva.user.click(forged, label=label))
            assert "This brief is no longer stored." in said

    async def test_does_not_open_a_brief_of_a_channel(self, room: Room, ana: Person) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pledges", private=False)
        [container] = [p for p in answer.components if "pq1:why" in str(p)]
        brief = str(container).split("pq1:why:")[1][:10]

        forged = await in_messages_of(room, ana, brief)

        said = said_last(await ana.user.click(forged, label="Why these"))
        assert "This brief is no longer stored." in said

    async def test_answers_her_no_more_when_she_has_left(self, room: Room, ana: Person) -> None:
        await follow(room, ana)
        await tick(room, EIGHT)
        edition = ana.received[-1]
        room.guild.remove_member(ana.user)

        said = said_last(await ana.user.click(edition, label="In context"))
        before = len(ana.received)
        await tick(room, EIGHT + DAY)

        assert "You are no longer a member of the server that this is from" in said
        assert len(ana.received) == before
        assert room.bot.desk.database.follows(room.guild.id).get(ana.user.id) is None

    async def test_is_of_one_server_alone(self, room: Room, ana: Person) -> None:
        other = room.env.create_guild("Embassy")
        channel = other.create_text_channel("general")
        there = other.add_member(ana.user)
        library = room.bot.desk.database.library(other.id)
        await room.bot.desk.seed(other.id)
        for article in library.all():
            library.withdraw(article.id, by=1)
        await follow(room, ana)
        await there.slash(channel, "follow", topic="aid-pledges")

        await tick(room, EIGHT)

        editions = sorted(text_of(message) for message in ana.received[2:])
        assert len(editions) == 2
        assert editions[0].startswith("# Daily brief from Newsroom, edition 1\n")
        assert "Daily brief from Embassy" in editions[1]
        assert "$4 billion" in editions[0]
        assert "$4 billion" not in editions[1]

    async def test_that_is_refused_three_times_is_paused_until_she_follows_again(
        self, room: Room, ana: Person
    ) -> None:
        await follow(room, ana)
        path = f"/channels/{ana.user.dm_channel.id}/messages"
        room.env.inject_error("POST", path, status=403, code=50007, times=3)
        for day in range(4):
            await tick(room, EIGHT + day * DAY)
        assert len(ana.received) == 1
        audit = room.bot.desk.database.audit(room.guild.id).read()

        await follow(room, ana)
        await tick(room, EIGHT + 4 * DAY)

        assert text_of(ana.received[-1]).startswith("# Daily brief from Newsroom, edition 1\n")
        assert audit == ()


class TestUnfollowing:
    async def test_takes_one_topic_away_and_the_last_one_ends_it(
        self, room: Room, ana: Person
    ) -> None:
        await follow(room, ana)
        await follow(room, ana, "border-numbers")

        one = await room.ask(ana.member, "unfollow", topic="Aid pledges")
        last = await room.ask(ana.member, "unfollow", topic="border-numbers")
        before = len(ana.received)
        await tick(room, EIGHT)

        assert one.ephemeral
        assert text_of(one).startswith("## Topic no longer followed\n")
        assert ": Border numbers." in text_of(one)
        assert "## Your private digest has ended" in text_of(last)
        assert len(ana.received) == before

    async def test_of_what_is_not_followed_says_so(self, room: Room, ana: Person) -> None:
        said = await refused(room, "unfollow", ana.member, topic="aid-pledges")
        assert "You follow no topic in this server." in said
        await follow(room, ana)

        said = await refused(room, "unfollow", ana.member, topic="**" + "x" * 190)

        assert "You don’t follow **" in said

    async def test_offers_only_her_own_topics(self, room: Room, ana: Person, eva: Person) -> None:
        await follow(room, ana)

        offered = await ana.member.autocomplete(room.channel, "unfollow", "topic", "")
        others = await eva.member.autocomplete(room.channel, "unfollow", "topic", "")
        every = await eva.member.autocomplete(room.channel, "follow", "topic", "")

        assert [choice["value"] for choice in offered] == ["aid-pledges"]
        assert others == []
        assert len(every) == len(room.bot.desk.topics_of(room.guild.id))


class TestTheManagers:
    async def test_see_nothing_of_it(self, room: Room, ana: Person) -> None:
        await follow(room, ana)
        await tick(room, EIGHT)

        said = [
            text_of(await room.ask(room.manager, command))
            for command in ("digest list", "digest status", "audit")
        ]

        assert "No digest is scheduled" in said[0]
        assert "No digest is scheduled" in said[1]
        assert "Nothing was changed yet." in said[2]
        assert str(ana.user.id) not in "".join(said)

    async def test_can_turn_them_off(self, room: Room, ana: Person, eva: Person) -> None:
        await follow(room, ana)
        page = await room.ask(room.manager, "settings")
        assert "**Private digests:** allowed" in text_of(page)
        await room.manager.select(page, ["off"], custom_id="pq1:set:private")

        said = await refused(room, "follow", eva.member, topic="aid-pledges")
        await tick(room, EIGHT)

        assert "have turned private digests off" in said
        assert len(ana.received) == 1
        log = text_of(await room.ask(room.manager, "audit"))
        assert "changed the settings: private digests" in log

    async def test_have_as_many_digests_as_without_it(self, room: Room, ana: Person) -> None:
        for number in range(25):
            await room.bot.desk.run(
                room.bot.desk.database.follows(room.guild.id).put,
                1000 + number,
                channel=number,
                topics=["aid-pledges"],
                local_time=time(8),
                zone="UTC",
            )

        assert "## Digest scheduled" in text_of(await schedule(room))

    async def test_deleting_everything_deletes_it(self, room: Room, ana: Person) -> None:
        await follow(room, ana)

        await room.bot.upkeep.purge(room.guild.id)
        await tick(room, EIGHT)

        assert len(ana.received) == 1
        assert room.bot.desk.database.follows(room.guild.id).last_zone(ana.user.id) is None


async def test_about_says_that_it_is_stored(room: Room, ana: Person) -> None:
    text = text_of(await room.ask(ana.member, "about"))

    assert "which topics members follow by direct message" in text


async def test_two_topics_at_once_are_both_followed(room: Room, ana: Person) -> None:
    put = room.bot.desk.database.follows(room.guild.id).put
    given = {"channel": 1, "local_time": time(8), "zone": "UTC"}

    await asyncio.gather(
        *(
            room.bot.desk.run(put, ana.user.id, topics=[name], **given)
            for name in ("aid-pledges", "border-numbers")
        )
    )

    made = room.bot.desk.database.follows(room.guild.id).get(ana.user.id)
    assert made is not None
    assert sorted(made.topics) == ["aid-pledges", "border-numbers"]


async def pressed(who: Person, message: Any, label: str) -> simcord.ResponseMessage:
    """Press a button in her direct messages and return the answer."""
    result = await who.user.click(message, label=label)
    assert result.response is not None
    return result.response  # type: ignore[no-any-return]


def brief_of(room: Room, who: Person) -> str:
    """Return the id of the brief in a member's last private edition."""
    database = room.bot.desk.database
    made = database.follows(room.guild.id).get(who.user.id)
    assert made is not None
    brief = database.runs(room.guild.id).history(made.id)[0].brief
    assert brief is not None
    return brief


async def in_messages_of(room: Room, who: Person, brief: str) -> discord.Message:
    """Put a message with a brief's buttons into somebody's direct messages."""
    buttons = brief_buttons(brief, Labels.for_locale("en"), more=True)
    channel = room.bot.get_partial_messageable(who.user.dm_channel.id)
    await channel.send(view=text_view(["Forged"], buttons))
    return who.received[-1]
