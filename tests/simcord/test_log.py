"""What the operator's log says when things go wrong in front of people: codes and ids, no words."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import simcord

from config.logging import set_up_logging
from summaries.corpus.fetching import FetchRefused
from tests.simcord.conftest import Room, text_of

TOKEN = "abcdefghijklmnopqrstuvwx.abcdef.abcdefghijklmnopqrstuvwxyz0"
TYPED = "what nobody but me may read quincunx"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log, as a machine reads it, at its most talkative."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    out = io.StringIO()
    set_up_logging("debug", "json", [TOKEN], out)
    yield out
    logging.captureWarnings(False)
    root.handlers[:], root.level = before


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


async def test_a_broken_command_is_found_in_the_log_by_the_code_that_was_told(
    room: Room, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = "She announced an additional $310m in US aid for humanitarian relief."

    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"{article} {TYPED} {TOKEN}")

    monkeypatch.setattr(room.bot.desk, "made", broken)
    answer = await room.ask(room.reader, "brief", about=TYPED)

    simcord.assert_error(room.env, ValueError)
    code = re.search(r"`([0-9A-Z]{4})`", text_of(answer))
    assert code is not None
    [line] = [one for one in lines(log) if one.get("reference") == code[1]]
    assert line["level"] == "error"
    assert line["guild"] == room.guild.id
    assert line["command"] == "brief"
    assert "ValueError" in line["traceback"]
    for secret in (article, TYPED, TOKEN, "quincunx"):
        assert secret not in log.getvalue()


async def test_a_day_of_commands_leaves_no_word_of_anybody_s_in_the_log(
    room: Room, log: io.StringIO
) -> None:
    await room.ask(room.reader, "brief", about="aid-pledges")
    await room.ask(room.reader, "brief", about=TYPED)
    await room.ask(room.reader, "library", search=TYPED)
    await room.ask(room.reader, "check", about=TYPED)
    await room.ask(room.manager, "article add", url=f"https://127.0.0.1/{TYPED.replace(' ', '-')}")
    simcord.assert_error(room.env, FetchRefused)
    brief = await room.ask(room.reader, "brief", about="aid-pledges")
    await room.press(room.reader, brief, "Why these")

    written = log.getvalue()
    assert "quincunx" not in written
    for sentence in ("humanitarian relief", "pledged aid", "Coronavirus vaccines"):
        assert sentence not in written
