"""The log reads well, and holds no secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from config.logging import set_up_logging

TOKEN = "abcdefghijklmnopqrstuvwx.abcdef.abcdefghijklmnopqrstuvwxyz0"


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before


def test_lines_are_for_a_person() -> None:
    out = io.StringIO()
    set_up_logging("info", "text", stream=out)
    logging.getLogger("bot").info("Ready in %s", "Newsroom")
    logging.getLogger("bot").debug("not shown")
    assert out.getvalue().endswith(" INFO    bot: Ready in Newsroom\n")
    assert out.getvalue().count("\n") == 1


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_secret_is_taken_out_wherever_it_is(form: str) -> None:
    out = io.StringIO()
    set_up_logging("debug", form, ["hunter2", 'with "quotes"'], out)  # type: ignore[arg-type]
    log = logging.getLogger("bot")
    log.info("argument %s, and hunter2", "hunter2")
    log.info('with "quotes"')
    log.info("somebody else's: %s", TOKEN)
    try:
        raise ValueError("hunter2")
    except ValueError:
        log.exception("went wrong")
    written = out.getvalue()
    assert "Traceback" in written
    assert not any(secret in written for secret in ("hunter2", "quotes", TOKEN))


def test_json_is_one_object_a_line() -> None:
    out = io.StringIO()
    set_up_logging("info", "json", stream=out)
    logging.getLogger("bot").warning("two\nlines “and” more")
    (line,) = out.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["message"] == "two\nlines “and” more"
    assert (entry["level"], entry["logger"]) == ("warning", "bot")


def test_libraries_are_quiet_unless_asked() -> None:
    out = io.StringIO()
    set_up_logging("info", "text", stream=out)
    logging.getLogger("discord.gateway").info("chatter")
    assert out.getvalue() == ""
    set_up_logging("debug", "text", stream=out)
    logging.getLogger("discord.gateway").info("chatter")
    assert "chatter" in out.getvalue()
