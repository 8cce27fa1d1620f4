"""What tests about articles share: a text, its card, and how a refusal reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.buttons.article_buttons import CancelDraft, ConfirmDraft
from bot.labels import Labels
from bot.pages.view import text_view
from tests.simcord.conftest import Room, buttons_of, text_of

SEEDS = Path(__file__).parents[2] / "seeds"
SEED = next(SEEDS.glob("002_*.txt"))

BODY = (
    "The finance ministry of Ruritania pledged $7 million in food aid to the island of Sark on "
    "Friday. Officials said that 300 tonnes of grain would be shipped in May.\n\n"
    "The island’s council thanked the ministry for its help. It has asked three other countries "
    "for medicine and fuel.\n"
)
STORY = f"Ruritania pledges food aid to Sark\n\n{BODY}\nRead more from Ruritania Today\n"
PLEDGED = "pledged $7 million in food aid to the island of Sark"

ENGLISH = Labels.for_locale("en-US")


def file_of(text: str | bytes, name: str = "story.txt") -> tuple[str, bytes]:
    return name, text if isinstance(text, bytes) else text.encode()


async def card_of(
    room: Room, text: str | bytes, name: str = "story.txt"
) -> simcord.ResponseMessage:
    """Let the manager add a file; return the card, or the refusal."""
    return await room.ask(room.manager, "article add", file=file_of(text, name))


async def add(room: Room, text: str) -> simcord.ResponseMessage:
    """Let the manager add a file and confirm it; return the answer to that."""
    return await room.press(room.manager, await card_of(room, text), "Confirm")


async def form(room: Room) -> simcord.InteractionResult:
    """Let the manager ask for the form to paste into."""
    shown = await room.manager.slash(room.channel, "article add")
    assert shown.modal is not None
    assert shown.modal["title"] == "Add an article"
    return shown


async def submit(
    room: Room, shown: simcord.InteractionResult, filled: dict[str, Any]
) -> simcord.ResponseMessage:
    """Let the manager send the form off; return the card, or the refusal."""
    result = await room.manager.submit_modal(shown, filled)
    assert result.response is not None
    return result.response


async def press_in_vain(room: Room, message: Any, label: str) -> simcord.ResponseMessage:
    """Press a button that refuses; return what is said beside the message."""
    result = await room.manager.click(message, label=label)
    said = result.followups[-1] if result.followups else result.response
    assert said is not None
    return said


_REFERENCE = re.compile(r"\n-# Reference `([2-9A-Z]{4})`\.\Z")


def refusal_of(
    said: simcord.ResponseMessage, *, logged: pytest.LogCaptureFixture | None = None
) -> str:
    """Return what a refused person was told: privately, in one sentence, with nothing to press.

    ``logged`` is where the reference below the sentence has to stand.
    """
    text = text_of(said)
    assert said.ephemeral
    assert buttons_of(said) == []
    found = _REFERENCE.search(text)
    if logged is not None:
        assert found
        assert f"Reference {found[1]}: refused" in logged.text
    text = _REFERENCE.sub("", text)
    assert text.endswith(".")
    assert ". " not in text
    assert "Something broke" not in text
    return text


def titles_in(room: Room) -> list[str | None]:
    library = room.bot.desk.database.library(room.guild.id)
    return [article.title for article in library.all()]


def draft_ids(room: Room) -> list[str]:
    """The drafts in the database, as no command may ask."""
    with room.bot.desk.database._store.reading() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT id FROM drafts")]


async def posted(room: Room, buttons: list[Any]) -> Any:
    """Post buttons where everybody sees them, as no command does."""
    channel = room.bot.get_channel(room.channel.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send(view=text_view(["A card"], buttons))


async def stale_copy(room: Room) -> Any:
    """The card as a second client still shows it after the first has answered."""
    [draft] = draft_ids(room)
    return await posted(room, [ConfirmDraft(draft, ENGLISH), CancelDraft(draft, ENGLISH)])
