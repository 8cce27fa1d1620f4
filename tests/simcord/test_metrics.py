"""An operator asks the bot how it is, and Prometheus reads what it did."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import simcord

from bot.metrics.prometheus import PrometheusMeter
from bot.metrics.server import MetricsServer
from bot.metrics.start import start_metrics
from config.settings import SettingsError
from summaries.briefs import SourceMismatch
from tests.simcord.conftest import NOON, Room


@pytest.fixture
async def server(room: Room) -> AsyncIterator[MetricsServer]:
    started = await start_metrics(room.bot, 0)
    room.bot.metrics = started
    yield started
    await started.stop()


async def get(server: MetricsServer, path: str, **headers: str) -> tuple[int, str]:
    assert server._runner is not None
    host, port = server._runner.addresses[0]
    assert host == "127.0.0.1"
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://{host}:{port}{path}", headers=headers) as answer,
    ):
        return answer.status, await answer.text()


def number(page: str, name: str) -> float:
    """Return a metric's value; ``name`` with its labels, as it stands in the page."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", page, re.MULTILINE)
    assert found is not None, f"{name} is not in:\n{page}"
    return float(found[1])


async def test_a_bot_that_is_well_says_so(room: Room, server: MetricsServer) -> None:
    await room.bot.dispatcher.wake()

    status, said = await get(server, "/health")

    assert (status, said) == (
        200,
        '{"status": "ok", "gateway": true, "store": true, "dispatcher": true}',
    )


async def test_what_is_not_well_is_named(
    room: Room, server: MetricsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.bot.dispatcher.wake()
    await room.bot.on_disconnect()
    assert await get(server, "/health") == (
        503,
        '{"status": "gateway", "gateway": false, "store": true, "dispatcher": true}',
    )
    await room.bot.on_resumed()

    assert room.bot.dispatcher.looked is not None
    room.bot.dispatcher.stop()
    room.bot.dispatcher.looked -= 11
    status, said = await get(server, "/health")
    assert (status, '"status": "dispatcher"' in said) == (503, True)

    file = Path(room.bot.desk.database.where)
    room.bot.desk.database._store.close()
    for beside in file.parent.glob("*.sqlite3-*"):
        beside.unlink()
    whole = file.read_bytes()
    file.write_bytes(b"This is no database. " * 500)
    status, said = await get(server, "/health")
    page = (await get(server, "/metrics"))[1]
    room.bot.desk.database._store.close()
    file.write_bytes(whole)
    assert (status, '"store": false' in said) == (503, True)
    assert number(page, "pullquote_store_up") == 0


async def test_briefs_buttons_and_articles_are_counted(room: Room, server: MetricsServer) -> None:
    brief = await room.ask(room.reader, "brief", about="aid-pledges")
    await room.press(room.reader, brief, "Why these")
    desk = room.bot.desk
    candidate = await desk.intake.from_text(room.guild.id, "The ministry sent 40 trucks on Monday.")
    desk.intake.accept(room.guild.id, candidate, by=7)

    page = (await get(server, "/metrics"))[1]

    assert number(page, 'pullquote_answer_seconds_count{name="brief",outcome="ok"}') == 1
    assert number(page, 'pullquote_slices_total{outcome="verified"}') >= 5
    assert number(page, 'pullquote_slices_total{outcome="refused"}') == 0
    assert number(page, "pullquote_ingest_seconds_count") == 1
    assert number(page, "pullquote_gateway_up") == 1
    assert number(page, "pullquote_database_bytes") > 100_000
    assert re.search(r'pullquote_answer_seconds_count\{name="Why\w*",outcome="ok"\} 1', page)
    assert str(room.guild.id) not in page, "no server is named"


async def test_a_command_that_fails_is_counted_as_failed(
    room: Room, server: MetricsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise SourceMismatch("A1", 1, 2)

    monkeypatch.setattr(room.bot.desk, "made", refused)
    await room.ask(room.reader, "brief", about="aid-pledges")
    simcord.assert_error(room.env, SourceMismatch)

    page = (await get(server, "/metrics"))[1]

    assert number(page, 'pullquote_answer_seconds_count{name="brief",outcome="failed"}') == 1
    assert number(page, 'pullquote_slices_total{outcome="refused"}') == 1
    assert number(page, "pullquote_errors_total") == 1


async def test_editions_are_counted_by_what_became_of_them(
    room: Room, server: MetricsServer
) -> None:
    await room.bot.desk.seed(room.guild.id)
    schedules = room.bot.desk.database.schedules(room.guild.id)
    for local_time in (NOON - timedelta(hours=1), NOON):
        schedules.add(
            channel=room.channel.id,
            local_time=local_time.timetz().replace(tzinfo=None),
            zone="UTC",
            weekdays=range(7),
            topics=["aid-pledges"],
            created_by=7,
        )
    with closing(sqlite3.connect(room.bot.desk.database.where)) as file:
        # As if both had been set up long before.
        file.execute("UPDATE schedules SET created = '2021-06-01', next_due = '2021-06-09 11:00'")
        file.commit()
    waiting = number((await get(server, "/metrics"))[1], "pullquote_oldest_edition_seconds")

    await room.bot.dispatcher.tick()
    page = (await get(server, "/metrics"))[1]

    assert waiting == 3_600
    assert number(page, 'pullquote_editions_total{outcome="due"}') == 2
    assert number(page, 'pullquote_editions_total{outcome="posted"}') == 2
    assert number(page, 'pullquote_editions_total{outcome="late"}') == 1
    assert number(page, 'pullquote_editions_total{outcome="failed"}') == 0
    assert number(page, "pullquote_oldest_edition_seconds") == 0
    assert number(page, "pullquote_leases_held") == 0


async def test_a_web_page_cannot_read_it_through_a_browser(server: MetricsServer) -> None:
    """A page may have its own name point to 127.0.0.1; then the browser says that name."""
    assert await get(server, "/metrics", Host="evil.example.org") == (403, "Ask 127.0.0.1.\n")
    assert (await get(server, "/health", Host="localhost:1"))[0] in (200, 503)
    assert (await get(server, "/anything"))[0] == 404


async def test_the_event_loop_s_lag_is_measured(room: Room) -> None:
    meter = PrometheusMeter()
    meter.lagged(0.2)
    page = meter.page(None, gateway=False).decode()
    assert number(page, 'pullquote_event_loop_lag_seconds_bucket{le="0.25"}') == 1
    assert number(page, 'pullquote_event_loop_lag_seconds_bucket{le="0.1"}') == 0


async def test_a_port_that_is_taken_is_said(room: Room, server: MetricsServer) -> None:
    assert server._runner is not None
    port = server._runner.addresses[0][1]
    with pytest.raises(SettingsError, match=r"PULLQUOTE_METRICS_PORT is \d+, which can't be used"):
        await start_metrics(room.bot, port)


async def test_without_the_extra_health_still_answers(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bot.metrics.prometheus", None)
    started = await start_metrics(room.bot, 0)
    try:
        assert (await get(started, "/health"))[0] in (200, 503)
        status, said = await get(started, "/metrics")
        assert (status, "its extra `metrics`" in said) == (501, True)
    finally:
        await started.stop()


def test_switched_off_it_costs_no_import() -> None:
    program = (
        "import sys, bot.client\n"
        "print([n for n in sys.modules if n.startswith(('prometheus', 'bot.metrics.'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "['bot.metrics.meter']"
