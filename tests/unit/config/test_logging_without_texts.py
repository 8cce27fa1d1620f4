"""Whatever fails, and however, no word of an article, of a person, and no token is in the log."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.log_fields import log_about
from config.logging import set_up_logging

TOKEN = "abcdefghijklmnopqrstuvwx.abcdef.abcdefghijklmnopqrstuvwxyz0"
ARTICLE = "The vice president announced an additional $310m in US aid on Monday."


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    logging.captureWarnings(False)
    root.handlers[:], root.level = before


def logged(error: BaseException, form: str = "json", level: str = "debug") -> str:
    out = io.StringIO()
    set_up_logging(level, form, [TOKEN], out)  # type: ignore[arg-type]
    try:
        raise error
    except BaseException:
        logging.getLogger("bot").exception("It failed.")
    return out.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"invalid literal for int(): {ARTICLE!r}"),
        KeyError(ARTICLE),
        RuntimeError(ARTICLE),
        UnicodeEncodeError("ascii", ARTICLE + "é", 69, 70, "ordinal not in range"),
        AssertionError(ARTICLE),
        OSError(2, "No such file", ARTICLE),
        ExceptionGroup(ARTICLE, [ValueError(ARTICLE), KeyError(TOKEN)]),
        BaseException(ARTICLE, TOKEN),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_exception_that_holds_an_article_tells_where_and_what_kind(
    error: BaseException, form: str
) -> None:
    written = logged(error, form)

    assert ARTICLE[4:40] not in written
    assert TOKEN not in written
    assert type(error).__name__ in written
    assert "test_logging_without_texts.py" in written


def test_the_cause_and_what_it_led_to_are_both_there_without_words() -> None:
    try:
        try:
            raise ValueError(ARTICLE)
        except ValueError as cause:
            raise RuntimeError(f"no brief of {ARTICLE}") from cause
    except RuntimeError as error:
        written = logged(error)

    traceback = json.loads(written)["traceback"]
    assert traceback.index("ValueError") < traceback.index("Which led to:")
    assert traceback.index("Which led to:") < traceback.index("RuntimeError")
    assert "additional" not in written


def test_what_the_system_says_is_kept_for_it_helps() -> None:
    assert "[Errno 28] No space left" in logged(OSError(28, "No space left"))


@given(words=st.text(min_size=8))
def test_no_text_gets_through_in_a_value_error(words: str) -> None:
    written = json.loads(logged(ValueError(f"#{words}#")))["traceback"]

    assert f"#{words}#" not in written


async def test_asyncio_s_own_report_of_a_forgotten_task_repeats_nothing() -> None:
    out = io.StringIO()
    set_up_logging("info", "json", [TOKEN], out)

    async def fail() -> None:
        raise ValueError(ARTICLE)

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    loop = asyncio.get_running_loop()
    loop.default_exception_handler(
        {
            "message": "Task exception was never retrieved",
            "exception": task.exception(),
            "task": task,
        }
    )

    written = out.getvalue()
    assert "Task exception was never retrieved" in written
    assert "additional" not in written


def test_libraries_don_t_log_messages_requests_or_rows_even_at_debug() -> None:
    out = io.StringIO()
    set_up_logging("debug", "json", [], out)
    for name in ("discord.gateway", "discord.http", "discord.webhook.async_", "sqlalchemy.engine"):
        logging.getLogger(name).debug("Event: %s", ARTICLE)
    logging.getLogger("sqlalchemy.engine.Engine").info("INSERT %s", ARTICLE)
    assert out.getvalue() == ""


def test_the_database_s_errors_don_t_repeat_what_was_to_be_stored() -> None:
    import sqlalchemy as sa

    from summaries.store.engine import make_engine

    engine = make_engine(sa.make_url("sqlite:////nowhere/at/all.db"), wait=1)
    with pytest.raises(sa.exc.SQLAlchemyError) as caught, engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO x VALUES (:words)"), {"words": ARTICLE})
    assert ARTICLE not in str(caught.value)
    assert ARTICLE not in logged(caught.value)


def test_a_token_in_an_address_of_discord_s_is_taken_out() -> None:
    out = io.StringIO()
    set_up_logging("info", "text", [], out)
    secret = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTA"
    logging.getLogger("bot").warning("POST /webhooks/123456789/%s/messages failed", secret)
    logging.getLogger("bot").warning("POST /interactions/123456789/%s/callback failed", secret)
    assert secret not in out.getvalue()
    assert out.getvalue().count("[secret]") == 2


async def test_ids_go_with_the_work_and_not_beyond_it() -> None:
    out = io.StringIO()
    set_up_logging("info", "json", [], out)
    log = logging.getLogger("bot")

    async def work(guild: int) -> None:
        log_about(guild=guild, schedule="ABC", command=None)
        await asyncio.sleep(0)
        log.info("At work.", extra={"reference": "7F3K"})

    await asyncio.gather(*(asyncio.create_task(work(guild)) for guild in (100, 200)))
    log.info("After it.")

    first, second, after = map(json.loads, out.getvalue().splitlines())
    assert {first["guild"], second["guild"]} == {100, 200}
    assert (first["schedule"], first["reference"]) == ("ABC", "7F3K")
    assert "command" not in first
    assert "guild" not in after


def test_on_a_terminal_it_is_text_and_elsewhere_json() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, first in ((Terminal(), "2"), (io.StringIO(), "{")):
        set_up_logging("info", "auto", [], stream)
        logging.getLogger("bot").info("Ready.")
        assert stream.getvalue().startswith(first)
