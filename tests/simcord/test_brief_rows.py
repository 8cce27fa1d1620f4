"""/brief with rows of evidence, as a person meets them on the five seed articles."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from tests.simcord.articles import add
from tests.simcord.conftest import Room, buttons_of, text_of

COUNTED = (
    "Border crossings rise again\n\n"
    "The border agency published its monthly numbers in the capital on Friday, and they rose.\n\n"
    "Border agents counted 12,000 migrants at the northern border in April 2021.\n\n"
    "Border agents counted 15,500 migrants at the northern border in May 2021.\n\n"
    "Officials in the region expect that the numbers will fall again before winter comes.\n"
)


def parts_of(message: Any, kind: int) -> list[dict[str, Any]]:
    """Return a message's parts of one type, wherever they are nested."""

    def walk(parts: Any) -> Any:
        for part in parts:
            one = part if isinstance(part, dict) else part.to_dict()
            yield one
            yield from walk(one.get("components", ()))

    return [part for part in walk(message.components) if part.get("type") == kind]


async def test_a_topic_of_pledges_has_a_ledger_that_adds_nothing_up(room: Room) -> None:
    text = text_of(await room.ask(room.reader, "brief", about="aid-pledges"))

    assert "**Ledger** (as written; not added up" in text
    assert (
        "- **$4 billion** · “in development aid” · White House [1] · committed · one source" in text
    )
    assert "$314" not in text


async def test_a_topic_of_numbers_has_figures_with_their_caveat(room: Room) -> None:
    text = text_of(await room.ask(room.reader, "brief", about="border-numbers"))

    assert (
        "- **nearly 19,000** · “unaccompanied children in March” · “the highest number on record”"
        in text
    )
    [april] = [line for line in text.splitlines() if line.startswith("- **170,000**")]
    assert "caveat in source" in april


async def test_a_topic_of_reactions_says_who_said_what(room: Room) -> None:
    text = text_of(await room.ask(room.reader, "brief", about="diplomatic-reactions"))

    assert "**Who said what**" in text
    assert "- **Ricardo Zúñiga**, special envoy: “some of the same problems” [" in text


async def test_sources_that_differ_stand_side_by_side(room: Room) -> None:
    text = text_of(await room.ask(room.reader, "brief", about="aid-pledges"))

    assert (
        "- Same figure, described differently: “$310 million for humanitarian relief” [1]; "
        "“an additional $310m in US aid to Central America” [" in text
    )


async def test_every_topic_still_fits_a_phone_and_its_limits(room: Room) -> None:
    for topic in ("aid-pledges", "border-numbers", "diplomatic-reactions"):
        answer = await room.ask(room.reader, "brief", about=topic)

        assert len(text_of(answer)) <= 2_000
        assert text_of(answer).index("> ") < 350
        assert len(buttons_of(answer)) <= 5


async def test_a_spanish_reader_gets_spanish_labels_around_the_same_words(
    room: Room, in_spanish: Callable[[], None]
) -> None:
    in_spanish()

    answer = await room.ask(room.reader, "brief", about="aid-pledges")

    assert "**Compromisos** (tal como están escritos" in text_of(answer)
    assert "- **$4 billion** · “in development aid” · White House [1] · comprometido" in text_of(
        answer
    )


async def test_export_gives_the_ledger_as_a_table(room: Room) -> None:
    answer = await room.ask(room.reader, "brief", about="aid-pledges")

    export = await room.press(room.reader, answer, "Export")

    assert [file.filename for file in export.attachments] == ["aid-pledges.txt", "aid-pledges.csv"]
    assert "table (.csv)" in (export.content or "")
    written, table = [(await file.read()).decode("utf-8-sig") for file in export.attachments]
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert rows[0]["amount_as_written"] == "$4 billion"
    assert rows[0]["words_next_to_it"] == "in development aid"
    by_amount = {row["amount_as_written"]: row for row in rows}
    assert by_amount["$310m"]["sources_reporting_amount"] == "2"
    for row in rows:
        assert row["words_next_to_it"] in written


async def test_the_rows_still_work_on_a_restarted_bot(room: Room) -> None:
    answer = await room.ask(room.reader, "brief", about="border-numbers")
    message = answer.message

    await room.restart()
    result = await room.reader.click(message, label="Export")

    assert result.response is not None
    assert [file.filename for file in result.response.attachments] == [
        "border-numbers.txt",
        "border-numbers.csv",
    ]


async def test_another_month_of_a_figure_is_no_repetition(room: Room) -> None:
    await add(room, COUNTED)

    text = text_of(await room.ask(room.reader, "brief", about="border-numbers", length="long"))

    assert "12,000 migrants at the northern border in April 2021. [" in text
    assert "15,500 migrants at the northern border in May 2021. [" in text


async def test_a_figure_of_two_months_comes_with_a_chart_and_its_words(room: Room) -> None:
    pytest.importorskip("matplotlib")
    await add(room, COUNTED)

    answer = await room.ask(room.reader, "brief", about="border-numbers", length="long")

    [gallery] = parts_of(answer, 12)
    [item] = gallery["items"]
    assert "April 2021: 12,000" in item["description"]
    assert "May 2021: 15,500" in item["description"]
    assert item["media"]["url"].startswith("attachment://") or item["media"]["url"].startswith(
        "http"
    )


async def test_a_brief_without_a_series_has_no_picture(room: Room) -> None:
    answer = await room.ask(room.reader, "brief", about="aid-pledges")

    assert parts_of(answer, 12) == []
    assert not answer.attachments
