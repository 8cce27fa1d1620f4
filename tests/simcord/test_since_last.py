"""/brief since: since you last looked, as a reader who comes back meets it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import simcord

from tests.simcord.conftest import Room, buttons_of, text_of

NEWS = (
    "Ruritania pledges food aid to Sark\n\n"
    "The finance ministry of Ruritania pledged $7 million in food aid to the island of Sark on "
    "Friday. Officials said that 300 tonnes of grain would be shipped in May.\n"
)
PLEDGED = "pledged $7 million in food aid to the island of Sark"
SEED = "$4 billion in development aid"


async def look(room: Room, who: Any = None, **options: Any) -> simcord.ResponseMessage:
    """Let a reader ask what is new to her about aid pledges."""
    wanted = {"about": "aid-pledges", "since": "last", **options}
    return await room.ask(who or room.reader, "brief", **wanted)


async def add_article(room: Room, text: str = NEWS) -> None:
    """Let the manager add an article, a minute later."""
    room.clock.now += timedelta(minutes=1)
    card = await room.manager.slash(room.channel, "article add", file=("story.txt", text.encode()))
    await room.press(room.manager, card.response, "Confirm")


async def test_the_first_look_shows_all_and_says_so_privately(room: Room) -> None:
    answer = await look(room)

    assert answer.ephemeral
    assert "your first look: everything is new" in text_of(answer)
    assert SEED in text_of(answer)


async def test_the_next_look_shows_only_what_came_since(room: Room) -> None:
    await look(room)
    await add_article(room)
    room.clock.now += timedelta(days=1)

    text = text_of(await look(room))

    assert "since you last looked" in text
    assert PLEDGED in text
    assert SEED not in text


async def test_with_nothing_new_that_is_said(room: Room) -> None:
    await look(room)

    answer = await look(room)

    assert answer.ephemeral
    assert text_of(answer).startswith("## Brief: Aid pledges\n")
    assert "Nothing new since you last looked." in text_of(answer)
    assert "0 new articles were searched" in text_of(answer)


async def test_a_near_twin_of_what_she_saw_is_not_new(room: Room) -> None:
    await add_article(room)
    seen = text_of(await look(room, length="long"))
    assert PLEDGED in seen
    other = NEWS.replace("pledged $7 million", "has pledged $7 million").replace("May", "June")
    await add_article(room, "Food for an island\n" + other.partition("\n")[2] + "It rained.\n")

    assert PLEDGED.removeprefix("pledged ") not in text_of(await look(room))


async def test_each_reader_and_each_subject_has_its_own_look(room: Room) -> None:
    await look(room)

    assert SEED in text_of(await look(room, room.manager))
    assert "your first look" in text_of(await look(room, about="border-numbers"))
    assert "your first look" in text_of(await look(room, about=""))
    assert "your first look" in text_of(await look(room, about="vaccines"))
    assert "Nothing new since you last looked." in text_of(await look(room, about="vaccines"))


async def test_other_briefs_move_nothing(room: Room) -> None:
    await room.ask(room.reader, "brief", about="aid-pledges")

    assert "your first look" in text_of(await look(room))


async def test_more_goes_on_with_what_is_new(room: Room) -> None:
    first = await look(room, about="")
    assert "More" in buttons_of(first)

    more = await room.press(room.reader, first, "More")

    lines = [line for line in text_of(first).split("\n") if line.startswith("- ")]
    assert lines
    assert not any(line in text_of(more) for line in lines)


async def test_a_mistyped_topic_keeps_the_window(room: Room) -> None:
    await look(room)
    offer = await look(room, about="aid-pleges")

    answer = await room.press(room.reader, offer, "aid-pledges")

    assert answer.ephemeral
    assert "Nothing new since you last looked." in text_of(answer)


async def test_a_restart_forgets_nothing(room: Room) -> None:
    await look(room)
    await room.restart()

    assert "Nothing new since you last looked." in text_of(await look(room))


async def test_a_reader_can_have_her_looks_forgotten(room: Room) -> None:
    await look(room)
    await look(room, room.manager)
    about = await room.ask(room.reader, "about")
    await room.restart()

    answer = await room.press(room.reader, about, "Forget my looks")

    assert answer.ephemeral
    assert text_of(answer).startswith("Forgotten.")
    assert "your first look" in text_of(await look(room))
    assert "Nothing new" in text_of(await look(room, room.manager))
