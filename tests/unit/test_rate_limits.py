"""discord.py's memory of rate limits is looked through once a minute, not for each new channel."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import discord
import pytest
from discord.http import HTTPClient, Ratelimit

from bot.client import create_bot
from bot.rate_limits import EVERY, sweep_seldom
from config.settings import load_settings

MORE_THAN_IT_KEEPS_UNSEEN = 300


class Counted(Ratelimit):
    """A limit that counts how often it was asked whether it may be forgotten."""

    asked = 0

    def is_inactive(self) -> bool:
        Counted.asked += 1
        return super().is_inactive()


class Watch:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def http(monkeypatch: pytest.MonkeyPatch) -> HTTPClient:
    """A client of discord.py that knows many channels' limits already."""
    client = discord.Client(intents=discord.Intents.none())
    client.http.loop = asyncio.get_running_loop()
    monkeypatch.setattr("discord.http.Ratelimit", Counted)
    for channel in range(MORE_THAN_IT_KEEPS_UNSEEN):
        client.http._buckets[f"channel {channel}"] = Counted(None)
    Counted.asked = 0
    return client.http


async def test_a_new_channel_does_not_ask_all_the_others(http: HTTPClient) -> None:
    watch = Watch()
    sweep_seldom(http, clock=watch)

    http.get_ratelimit("the first look is at once")
    after_one = Counted.asked
    for channel in range(50):
        http.get_ratelimit(f"new {channel}")

    assert after_one == MORE_THAN_IT_KEEPS_UNSEEN + 1
    assert Counted.asked == after_one


async def test_what_was_long_not_used_is_forgotten_within_a_minute(http: HTTPClient) -> None:
    watch = Watch()
    sweep_seldom(http, clock=watch)
    http.get_ratelimit("now")
    for limit in http._buckets.values():
        limit._last_request -= 301

    watch.now += EVERY - 1
    http.get_ratelimit("before")
    assert len(http._buckets) == MORE_THAN_IT_KEEPS_UNSEEN + 2
    watch.now += 1
    http.get_ratelimit("after")

    assert set(http._buckets) == {"before", "after"}


async def test_a_limit_in_use_is_kept(http: HTTPClient) -> None:
    watch = Watch()
    sweep_seldom(http, clock=watch)

    http.get_ratelimit("in use")
    watch.now += EVERY
    http.get_ratelimit("another")

    assert len(http._buckets) == MORE_THAN_IT_KEEPS_UNSEEN + 2


async def test_the_bot_looks_seldom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = create_bot(load_settings(data_dir=tmp_path))
    bot.http.loop = asyncio.get_running_loop()
    monkeypatch.setattr("discord.http.Ratelimit", Counted)

    for channel in range(MORE_THAN_IT_KEEPS_UNSEEN):
        bot.http.get_ratelimit(f"channel {channel}")
    Counted.asked = 0
    bot.http.get_ratelimit("one more")

    assert Counted.asked == 0


def test_a_client_without_such_a_look_is_left_as_it_is() -> None:
    other = SimpleNamespace()

    sweep_seldom(cast(HTTPClient, other))

    assert vars(other) == {}
