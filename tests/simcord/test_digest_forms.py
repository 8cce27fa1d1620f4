"""How editions are posted: threads, forum posts, publishing, a role, a language, or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.client import PERMISSIONS
from bot.commands.digest.group import digest
from bot.digests.needs import ANYWHERE, needs
from bot.digests.wishes import Wishes
from summaries.store import RunState
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.test_digest import (
    DAY,
    SECOND,
    SEVEN,
    add_article,
    forget_the_outcome,
    log_of,
    posted,
    refused,
    schedule,
    sent_to,
    the_schedule,
    tick,
)
from tests.simcord.test_digest_care import deny

WHEN = {"time": "07:00", "zone": "America/New_York"}


def bodies(room: Room, path: str) -> list[dict[str, Any]]:
    """Return what the bot asked of an address, accepted or not."""
    requests = [e for e in room.env.http_requests if e.method == "POST" and e.path == path]
    return [dict(entry.json or {}) for entry in requests]


class TestWhatIsWished:
    async def test_is_repeated_in_the_answer_and_stored(self, room: Room) -> None:
        editors = room.guild.create_text_channel("editors")
        role = room.guild.create_role("Desk", mentionable=True)

        answer = await schedule(
            room, language="es", nothing_new="skip", preview_minutes=45, preview_channel=editors,
            thread=True, ping=role, silent=True, catch_up=12,
        )  # fmt: skip

        text = text_of(answer)
        assert "- Language: Spanish" in text
        assert "- Where nothing is new, nothing is posted" in text
        assert f"- Preview for editors in <#{editors.id}>, 45 minutes before" in text
        assert "- A thread under each edition" in text
        assert f"- Editions mention <@&{role.id}>" in text
        assert "- Without a notification" in text
        assert "- Late editions are posted for up to 12 hours" in text
        options = the_schedule(room).options
        assert options == {
            "language": "en", "own_language": "es", "quiet": "skip", "editor_minutes": 45,
            "editor_channel": editors.id, "thread": True, "role": role.id, "silent": True,
            "catch_up_hours": 12,
        }  # fmt: skip

    async def test_by_default_is_nothing(self, room: Room) -> None:
        answer = await schedule(room)

        assert not [line for line in text_of(answer).splitlines() if line.startswith("- ")]
        assert the_schedule(room).options == {"language": "en"}

    async def test_a_preview_for_editors_is_half_an_hour_before_if_nothing_is_said(
        self, room: Room
    ) -> None:
        editors = room.guild.create_text_channel("editors")

        answer = await schedule(room, preview_channel=editors)

        assert "30 minutes before" in text_of(answer)

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"publish": True}, "Only editions in an announcement channel can be published."),
            ({"preview_minutes": 30}, "Say in `preview_channel` where the editors"),
        ],
    )
    async def test_that_can_not_be_is_refused(
        self, room: Room, options: dict[str, Any], said: str
    ) -> None:
        assert said in await refused(
            room, "digest schedule", channel=room.channel, **WHEN, **options
        )

    async def test_in_the_place_of_the_edition_is_no_preview(self, room: Room) -> None:
        said = await refused(
            room, "digest schedule", channel=room.channel, preview_channel=room.channel, **WHEN
        )
        assert "The preview would appear where the edition does." in said

    async def test_is_checked_against_the_permissions_there(self, room: Room) -> None:
        editors = room.guild.create_text_channel("editors")
        deny(room, editors, send_messages=False)
        deny(room, room.channel, create_public_threads=False)

        one = await refused(
            room, "digest schedule", channel=room.channel, preview_channel=editors, **WHEN
        )
        other = await refused(room, "digest schedule", channel=room.channel, thread=True, **WHEN)

        assert f"I can’t post in <#{editors.id}>: I’m missing **Send Messages**." in one
        assert "I’m missing **Create Public Threads**." in other

    async def test_of_a_role_must_reach_somebody_and_not_everybody(self, room: Room) -> None:
        deny(room, room.channel, mention_everyone=False)
        role = room.guild.create_role("Desk")
        everyone = simcord.builders.RoleHandle(
            room.env, room.guild, room.guild._guild.roles[room.guild.id]
        )

        one = await refused(room, "digest schedule", channel=room.channel, ping=role, **WHEN)
        other = await refused(room, "digest schedule", channel=room.channel, ping=everyone, **WHEN)

        assert f"A mention of <@&{role.id}> in <#{room.channel.id}> would notify nobody." in one
        assert "I don’t mention everyone." in other

    async def test_has_a_description_for_each_option(self, room: Room) -> None:
        command = digest.get_command("schedule")
        assert isinstance(command, discord.app_commands.Command)

        assert len(command.parameters) <= 25
        assert all(len(str(option.description)) > 5 for option in command.parameters)


class TestWhereNothingIsNew:
    async def test_a_quiet_digest_posts_nothing(self, room: Room) -> None:
        await schedule(room, nothing_new="skip")
        await tick(room, SEVEN)
        await tick(room, SEVEN + DAY)

        assert len(posted(room)) == 1
        latest = room.bot.desk.database.runs(room.guild.id).history(the_schedule(room).id)[0]
        assert (latest.state, latest.reason, latest.messages) == (
            RunState.SKIPPED, "nothing_new", (),
        )  # fmt: skip
        preview = await room.ask(room.manager, "digest preview")
        assert "Where nothing is new, nothing is posted" in text_of(preview)
        await add_article(room)
        await tick(room, SEVEN + 2 * DAY)
        assert text_of(posted(room)[-1]).startswith("# Daily brief, edition 2\n")


class TestALanguage:
    async def test_of_the_digest_is_before_that_of_the_server(self, room: Room) -> None:
        await schedule(room, language="es")
        room.bot.desk.database.guilds().change_settings(room.guild.id, {"language": "en"}, by=1)

        await tick(room, SEVEN)

        [edition] = posted(room)
        assert text_of(edition).startswith("# Informe diario, edición 1\n")
        assert buttons_of(edition)[0] == "En contexto"


class TestARole:
    async def test_is_mentioned_below_an_edition_and_alone(self, room: Room) -> None:
        role = room.guild.create_role("Desk", mentionable=True)
        await schedule(room, ping=role)
        await tick(room, SEVEN)
        await tick(room, SEVEN + DAY)

        edition, notice = sent_to(room)

        assert edition["allowed_mentions"] == {"parse": [], "roles": [role.id]}
        assert edition.get("flags", 0) & 4096 == 0
        assert text_of(posted(room)[0]).endswith(f"<@&{role.id}>")
        assert [r.id for r in posted(room)[0].role_mentions] == [role.id]
        assert notice["allowed_mentions"] == {"parse": []}
        assert f"<@&{role.id}>" not in text_of(posted(room)[1])

    async def test_may_be_mentioned_without_a_notification(self, room: Room) -> None:
        role = room.guild.create_role("Desk", mentionable=True)
        await schedule(room, ping=role, silent=True)

        await tick(room, SEVEN)

        [edition] = sent_to(room)
        assert edition["flags"] & 4096
        assert posted(room)[0].flags.suppress_notifications

    async def test_that_is_gone_is_what_a_check_says(self, room: Room) -> None:
        role = room.guild.create_role("Desk", mentionable=True)
        await schedule(room, ping=role)
        server = room.bot.get_guild(room.guild.id)
        assert server is not None
        found = server.get_role(role.id)
        assert found is not None
        await found.delete()

        text = text_of(await room.ask(room.manager, "digest check"))

        assert "The role that editions mention is gone." in text


class TestAThread:
    async def test_is_started_under_each_edition_and_under_no_notice(self, room: Room) -> None:
        await schedule(room, thread=True)
        await tick(room, SEVEN)
        await tick(room, SEVEN + DAY)

        [thread] = room.channel.threads

        assert thread.name == "Edition 1 · June 10, 2021"
        assert thread.id == posted(room)[0].id

    async def test_is_named_in_the_digests_language(self, room: Room) -> None:
        await schedule(room, thread=True, language="es")

        await tick(room, SEVEN)

        assert room.channel.threads[0].name == "Edición 1 · 10 de junio de 2021"

    async def test_that_can_not_be_started_is_noted_and_the_edition_counts(
        self, room: Room
    ) -> None:
        await schedule(room, thread=True)
        room.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013)

        await tick(room, SEVEN)
        await tick(room, SEVEN + SECOND)

        assert len(posted(room)) == 1
        [run] = room.bot.desk.database.runs(room.guild.id).history(the_schedule(room).id)
        assert run.state is RunState.SENT
        [(action, detail)] = log_of(room)
        assert (action, detail["reason"]) == ("edition.no_thread", "missing_permission")
        log = text_of(await room.ask(room.manager, "audit"))
        assert "without its thread: a permission is missing" in log

    async def test_that_is_there_already_is_done(self, room: Room) -> None:
        await schedule(room, thread=True)
        room.env.inject_error("POST", "/channels/*/messages/*/threads", status=400, code=160004)

        await tick(room, SEVEN)

        assert log_of(room) == []

    async def test_is_made_up_for_after_a_crash_before_it(self, room: Room) -> None:
        await schedule(room, thread=True)
        room.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013)
        await tick(room, SEVEN)
        assert room.channel.threads == []
        forget_the_outcome(room.bot.desk.settings)
        room.clock.now = SEVEN + timedelta(minutes=10)

        await room.restart()
        await tick(room)

        [edition] = [m for m in posted(room) if m.type is discord.MessageType.default]
        assert [thread.id for thread in room.channel.threads] == [edition.id]


class TestPublishing:
    async def test_is_for_editions_of_announcement_channels(self, room: Room) -> None:
        news = room.guild.create_news_channel("announcements")
        await schedule(room, channel=news, publish=True)

        await tick(room, SEVEN)
        await tick(room, SEVEN + DAY)

        edition, notice = posted(room, news)
        path = f"/channels/{news.id}/messages/{{}}/crosspost"
        assert len(bodies(room, path.format(edition.id))) == 1
        assert bodies(room, path.format(notice.id)) == []

    @pytest.mark.parametrize(
        ("status", "code", "noted"), [(400, 40033, []), (403, 50013, ["edition.not_published"])]
    )
    async def test_that_fails_never_unsends_the_edition(
        self, room: Room, status: int, code: int, noted: list[str]
    ) -> None:
        news = room.guild.create_news_channel("announcements")
        await schedule(room, channel=news, publish=True)
        room.env.inject_error("POST", "/channels/*/messages/*/crosspost", status=status, code=code)

        await tick(room, SEVEN)

        assert len(posted(room, news)) == 1
        assert [action for action, _ in log_of(room)] == noted


class TestAForum:
    async def test_gets_a_post_for_each_edition(self, room: Room) -> None:
        forum = room.guild.create_forum_channel("editions")
        answer = await schedule(room, channel=forum)
        assert "- Each edition is a post of its own" in text_of(answer)

        await tick(room, SEVEN)
        await tick(room, SEVEN + SECOND)

        [post] = forum.threads
        assert post.name == "Edition 1 · June 10, 2021"
        [edition] = post.history(viewer=room.reader)
        assert text_of(edition).startswith("# Daily brief, edition 1\n")
        context = await room.press(room.reader, edition, "In context")
        assert "Do not come." in text_of(context)
        [body] = bodies(room, f"/channels/{forum.id}/threads")
        assert body["message"]["allowed_mentions"] == {"parse": []}

    async def test_post_whose_answer_was_lost_is_found_and_not_made_again(self, room: Room) -> None:
        forum = room.guild.create_forum_channel("editions")
        await schedule(room, channel=forum)
        await tick(room, SEVEN)
        forget_the_outcome(room.bot.desk.settings)
        room.clock.now = SEVEN + timedelta(minutes=10)

        await room.restart()
        await tick(room)

        assert len(forum.threads) == 1
        [run] = room.bot.desk.database.runs(room.guild.id).history(the_schedule(room).id)
        assert (run.state, run.messages) == (RunState.SENT, (forum.threads[0].id,))

    async def test_post_archived_meanwhile_is_found_too(self, room: Room) -> None:
        forum = room.guild.create_forum_channel("editions")
        await schedule(room, channel=forum)
        await tick(room, SEVEN)
        room.env.backend.edit_channel(forum.threads[0].id, {}, thread_metadata={"archived": True})
        forget_the_outcome(room.bot.desk.settings)
        room.clock.now = SEVEN + timedelta(minutes=10)

        await room.restart()
        await tick(room)

        assert len(forum.threads) == 1

    async def test_is_not_asked_twice_within_the_minute(self, room: Room) -> None:
        forum = room.guild.create_forum_channel("editions")
        await schedule(room, channel=forum)
        room.env.inject_error("POST", f"/channels/{forum.id}/threads", status=503)

        for seconds in range(0, 60, 5):
            await tick(room, SEVEN + seconds * SECOND)
        assert len(bodies(room, f"/channels/{forum.id}/threads")) == 1
        for seconds in range(60, 240, 20):
            await tick(room, SEVEN + seconds * SECOND)

        assert len(forum.threads) == 1

    async def test_that_asks_for_a_tag_is_refused_with_what_to_do(self, room: Room) -> None:
        forum = room.guild.create_forum_channel("editions")
        await schedule(room, channel=forum)
        room.env.inject_error("POST", f"/channels/{forum.id}/threads", status=400, code=40067)
        await tick(room, SEVEN)

        text = text_of(await room.ask(room.manager, "digest check"))

        [(action, detail)] = log_of(room)
        assert (action, detail["reason"]) == ("edition.failed", "needs_tag")
        assert "asks for a tag on every post" in text

    async def test_takes_no_thread_below_its_posts(self, room: Room) -> None:
        forum = room.guild.create_forum_channel("editions")

        said = await refused(room, "digest schedule", channel=forum, thread=True, **WHEN)

        assert "A thread can only be started under editions in a text" in said

    async def test_link_to_an_edition_is_to_its_post(self, room: Room) -> None:
        forum = room.guild.create_forum_channel("editions")
        await schedule(room, channel=forum)
        await tick(room, SEVEN)

        text = text_of(await room.ask(room.manager, "digest status"))

        link = f"https://discord.com/channels/{room.guild.id}/{forum.threads[0].id}"
        assert f"[open]({link})" in text


class TestAnExistingThread:
    async def test_gets_editions_even_when_it_is_archived(self, room: Room) -> None:
        thread = await started(room)
        await schedule(room, channel=thread)
        room.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})

        await tick(room, SEVEN)

        assert len(posted(room, thread)) == 1
        check = text_of(await room.ask(room.manager, "digest check"))
        assert "**Everything is in order.**" in check
        assert "- Permission **Send Messages in Threads**" in check

    async def test_that_is_locked_is_refused(self, room: Room) -> None:
        thread = await started(room)
        room.env.backend.edit_channel(thread.id, {}, thread_metadata={"locked": True})

        said = await refused(room, "digest schedule", channel=thread, **WHEN)

        assert f"The thread <#{thread.id}> is locked" in said

    async def test_that_is_locked_later_fails_with_that_reason(self, room: Room) -> None:
        thread = await started(room)
        await schedule(room, channel=thread)
        room.env.inject_error(
            "POST", f"/channels/{thread.id}/messages", status=400, code=50083, times=3
        )
        for day in range(3):
            await tick(room, SEVEN + day * DAY)

        made = the_schedule(room)
        assert (made.active, made.paused_reason) == (False, "locked")
        text = text_of(await room.ask(room.manager, "digest check"))
        assert "could not be posted: the thread is locked." in text


async def test_a_voice_channel_is_no_place(room: Room) -> None:
    voice = room.guild.create_voice_channel("talk")
    with pytest.raises(simcord.SetupError):  # Discord does not offer it
        await room.manager.slash(room.channel, "digest schedule", channel=voice, **WHEN)


async def test_the_invitation_asks_for_all_that_a_digest_may_need(room: Room) -> None:
    server = room.bot.get_guild(room.guild.id)
    assert server is not None
    channel = server.get_channel(room.channel.id)
    assert isinstance(channel, discord.TextChannel)
    needed = {*ANYWHERE, *needs(channel, Wishes(thread=True)), "send_messages_in_threads"}

    assert all(getattr(PERMISSIONS, name) for name in needed)


async def started(room: Room) -> simcord.ChannelHandle:
    """Start a thread in the channel."""
    channel = room.bot.get_channel(room.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="Daily", type=discord.ChannelType.public_thread)
    [thread] = room.channel.threads
    return thread
