"""Every button below every message that shows a brief: after a restart, and months later."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.buttons import brief_buttons
from bot.labels import Labels
from bot.pages.view import text_view
from tests.simcord.conftest import Room, buttons_of, text_of

STORED = Path(__file__).parents[1] / "unit" / "briefs" / "stored"
SEVEN = datetime(2021, 6, 10, 11, tzinfo=UTC)  # 07:00 in New York, the next day


async def asked(room: Room, **options: Any) -> simcord.ResponseMessage:
    return await room.ask(room.reader, "brief", **options)


async def topic(room: Room) -> Any:
    return await asked(room, about="aid-pledges")


async def private_article(room: Room) -> Any:
    return await asked(room, about="A3", private=True)


async def words(room: Room) -> Any:
    return await asked(room, about="vaccine sharing")


async def overview(room: Room) -> Any:
    return await asked(room)


async def since_last(room: Room) -> Any:
    return await asked(room, about="aid-pledges", since="last")


async def more(room: Room) -> Any:
    short = await asked(room, about="aid-pledges", length="short")
    return await room.press(room.reader, short, "More")


async def scheduled(room: Room) -> None:
    await room.ask(
        room.manager,
        "digest schedule",
        channel=room.channel,
        time="07:00",
        zone="America/New_York",
    )


async def edition(room: Room) -> Any:
    await scheduled(room)
    room.clock.now = SEVEN
    await room.bot.dispatcher.tick()
    return room.channel.last_message


async def preview(room: Room) -> Any:
    await scheduled(room)
    return await room.ask(room.manager, "digest preview")


async def press_all(room: Room, who: simcord.MemberActor, message: Any) -> None:
    """Press every button below a message, and what is below the answers; each must answer."""
    labels = buttons_of(message)
    assert len(labels) <= 5
    assert {"In context", "Why these", "Export", "Report"} <= set(labels)
    context = await room.press(who, message, "In context")
    assert "**" in text_of(context)
    why = await room.press(who, message, "Why these")
    assert text_of(why).startswith("## Why these")
    form = await who.click(why, label="Why not…")
    answer = await who.submit_modal(form, {"sentence": "Do not come, she said in Guatemala"})
    assert answer.response is not None
    assert text_of(answer.response).startswith("## Why not")
    export = await room.press(who, message, "Export")
    assert export.attachments
    if "More" in labels:
        assert text_of(await room.press(who, message, "More"))
    form = await who.click(message, label="Report")
    answer = await who.submit_modal(form, {"words": "A slip."})
    assert answer.response is not None
    assert "Thank you" in text_of(answer.response)
    for shown in (context, why, export):
        assert shown.ephemeral


@pytest.mark.parametrize(
    "shown", [topic, private_article, words, overview, since_last, more, edition, preview]
)
async def test_every_button_works_next_month_on_a_restarted_bot(
    room: Room, shown: Callable[[Room], Awaitable[Any]]
) -> None:
    message = await shown(room)
    who = room.manager if shown is preview else room.reader
    await room.restart()
    room.clock.now += timedelta(days=31)

    await press_all(room, who, message)


@pytest.mark.parametrize("file", sorted(STORED.glob("*.json")), ids=lambda file: file.stem)
async def test_every_button_works_on_a_brief_of_an_older_version(room: Room, file: Path) -> None:
    payload = json.loads(file.read_text("utf-8"))
    if not payload["sections"]:
        pytest.skip("an answer without a sentence has no buttons")
    await room.bot.desk.seed(room.guild.id)
    desk, channel = room.bot.desk, room.bot.get_channel(room.channel.id)
    assert isinstance(channel, discord.TextChannel)
    name = desk.database.briefs(room.guild.id).save(
        kind=payload["kind"],
        about=payload["about"],
        payload=payload,
        options={"since": None, "length": "standard", "query": None},
        channel=channel.id,
    )
    buttons = brief_buttons(name, Labels.for_locale("en"), more=True)
    await channel.send(view=text_view(["A brief of version 0.1.0"], buttons))
    room.clock.now += timedelta(days=200)

    await press_all(room, room.reader, room.channel.last_message)
