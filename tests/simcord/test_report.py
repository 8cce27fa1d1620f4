"""*Report* as a reader and the managers meet it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import discord
import simcord

from bot.errors import Refused
from tests.simcord.conftest import Room, buttons_of, text_of

WRONG = "The sum is wrong: it was $301m."


async def report(room: Room, brief: Any, words: str = WRONG, who: Any = None, **values: Any) -> str:
    """Fill the form for a report in; return what is said, privately."""
    who = who or room.reader
    form = await who.click(brief, label="Report")
    answer = await who.submit_modal(form, {"words": words, **values})
    assert answer.response is not None
    assert answer.response.ephemeral
    return text_of(answer.response)


def set_channels(room: Room, **channels: int) -> None:
    guilds = room.bot.desk.database.guilds()
    guilds.change_settings(room.guild.id, dict(channels), by=1)


def newest(channel: simcord.ChannelHandle) -> discord.Message:
    message = channel.last_message
    assert message is not None
    return message


def log(room: Room) -> list[tuple[str, dict[str, Any]]]:
    entries = room.bot.desk.database.audit(room.guild.id).read()
    return [(entry.action, entry.detail) for entry in entries]


async def test_goes_to_the_managers_with_the_sentence_and_a_link(room: Room) -> None:
    desk = room.guild.create_text_channel("desk")
    set_channels(room, reports_channel=desk.id)
    brief = await room.ask(room.reader, "brief", about="aid-pledges")

    said = await report(room, brief, place=["1"])

    assert said == "Thank you. The managers were told."
    message = desk.last_message
    text = text_of(message)
    assert text.startswith("## Report")
    assert f"<@{room.reader.id}> about **Aid pledges**" in text
    assert "half a million Coronavirus vaccines to Guatemala" in text
    assert "The sum is wrong: it was $301m." in text
    assert f"/{room.channel.id}/{brief.id}" in text
    assert buttons_of(message) == ["Open in context", "Mark as handled"]
    assert log(room)[0][0] == "report.file"
    sent = [e for e in room.env.http_requests if e.path.endswith(f"/channels/{desk.id}/messages")]
    assert all((e.json or {})["allowed_mentions"] == {"parse": []} for e in sent)


async def test_a_manager_opens_it_in_context_and_marks_it_as_handled_once(room: Room) -> None:
    desk = room.guild.create_text_channel("desk")
    set_channels(room, reports_channel=desk.id)
    brief = await room.ask(room.reader, "brief", about="aid-pledges")
    await report(room, brief, place=["1"])
    await room.restart()
    room.clock.now += timedelta(days=31)

    context = await room.press(room.manager, desk.last_message, "Open in context")
    assert context.ephemeral
    assert "**The Vice President also added" in text_of(context)

    await room.manager.click(newest(desk), label="Mark as handled")

    text = text_of(desk.last_message)
    assert f"handled by <@{room.manager.id}>" in text
    assert f"/{room.channel.id}/{brief.id}" in text
    assert buttons_of(desk.last_message) == ["Open in context"]
    assert log(room)[0][0] == "report.handle"


async def test_two_managers_at_once_handle_it_once(room: Room) -> None:
    desk = room.guild.create_text_channel("desk")
    set_channels(room, reports_channel=desk.id)
    brief = await room.ask(room.reader, "brief", about="aid-pledges")
    await report(room, brief)
    reports = room.bot.desk.database.reports(room.guild.id)
    name = log(room)[0][1]["report"]

    done = await asyncio.gather(
        *(room.bot.desk.run(reports.handle, name, by) for by in (1, 2, 3, 4))
    )

    assert sorted(done) == [False, False, False, True]


async def test_a_reader_cannot_mark_it_as_handled(room: Room) -> None:
    set_channels(room, reports_channel=room.channel.id)
    brief = await room.ask(room.reader, "brief", about="aid-pledges")
    await report(room, brief)

    result = await room.reader.click(newest(room.channel), label="Mark as handled")

    assert result.response is not None
    assert "Only members with" in text_of(result.response)
    assert "not handled yet" in text_of(room.channel.last_message)


async def test_without_a_channel_of_its_own_it_goes_to_the_audit_channel_once(room: Room) -> None:
    desk = room.guild.create_text_channel("desk")
    set_channels(room, audit_channel=desk.id)
    await room.bot.upkeep.tick()
    brief = await room.ask(room.reader, "brief", about="aid-pledges")

    assert await report(room, brief) == "Thank you. The managers were told."

    before = desk.last_message
    await room.bot.upkeep.tick()
    assert text_of(desk.last_message) == text_of(before)


async def test_without_any_channel_the_note_is_kept_in_the_log_and_that_is_said(
    room: Room,
) -> None:
    brief = await room.ask(room.reader, "brief", about="aid-pledges")

    said = await report(room, brief)

    assert "No channel is set for reports, so your note is kept in the log" in said
    page = await room.ask(room.manager, "audit")
    assert "reported a problem with a brief" in text_of(page)
    assert "it was $301m." in text_of(page)


async def test_a_channel_that_is_closed_is_said_and_nothing_is_lost(room: Room) -> None:
    me = room.guild.me
    assert me is not None
    closed = room.guild.create_text_channel(
        "closed", overwrites={me: discord.PermissionOverwrite(send_messages=False)}
    )
    set_channels(room, reports_channel=closed.id)
    brief = await room.ask(room.reader, "brief", about="aid-pledges")

    said = await report(room, brief)

    assert "I could not post your note in the managers’ channel. It is kept in the log" in said
    assert [action for action, _ in log(room)[:2]] == ["report.not_posted", "report.file"]


async def test_one_report_a_minute(room: Room) -> None:
    brief = await room.ask(room.reader, "brief", about="aid-pledges")
    await report(room, brief)

    said = await report(room, brief, "And again.")

    assert "One report a minute" in said
    assert len([a for a, _ in log(room) if a == "report.file"]) == 1
    simcord.assert_error(room.env, Refused)
    room.clock.now += timedelta(seconds=61)
    assert "kept in the log" in await report(room, brief, "And again.")


async def test_what_is_typed_never_acts_or_pings(room: Room) -> None:
    desk = room.guild.create_text_channel("desk")
    set_channels(room, reports_channel=desk.id)
    brief = await room.ask(room.reader, "brief", about="aid-pledges", private=True)

    await report(room, brief, "@everyone **look** [here](http://e.vil)\n# Heading\n<@1>")

    text = text_of(desk.last_message)
    assert "\\@everyone \\*\\*look\\*\\*" in text
    assert "\\# Heading" in text
    assert "a private answer" in text


async def test_a_manager_chooses_the_channel_in_settings(room: Room) -> None:
    desk = room.guild.create_text_channel("desk")
    page = await room.ask(room.manager, "settings")
    assert "**Reports channel:** none; the audit channel, if there is one" in text_of(page)

    result = await room.manager.select(page, [desk], custom_id="pq1:set:rep")

    assert result.response is not None
    assert f"**Reports channel:** <#{desk.id}>" in text_of(result.response)


async def test_the_managers_read_it_in_the_servers_language(
    room: Room, in_spanish: Callable[[], None]
) -> None:
    desk = room.guild.create_text_channel("desk")
    guilds = room.bot.desk.database.guilds()
    settings = {"reports_channel": desk.id, "language": "en"}
    guilds.change_settings(room.guild.id, settings, by=1)
    brief = await room.ask(room.reader, "brief", about="aid-pledges")
    in_spanish()

    form = await room.reader.click(brief, label="Report")
    answer = await room.reader.submit_modal(form, {"words": "Mal"})

    assert answer.response is not None
    assert text_of(answer.response) == "Gracias. Se avisó a quienes gestionan."
    assert text_of(desk.last_message).startswith("## Report")
