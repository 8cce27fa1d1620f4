"""A site, a fetcher that may reach it, and a watch on every address that is dialled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from summaries.corpus.fetching import Fetcher, Limits
from tests.unit.corpus.fetching.servers import LOOPBACK, Site, serve

USER_AGENT = "Pullquote/1.0 (+https://pullquote.example.org/bot)"
QUICK = Limits(seconds=3.0, connect=1.0, lookup=1.0, read=0.5)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serve(Site()) as site:
        yield site


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(user_agent=USER_AGENT, policy=LOOPBACK, limits=QUICK) as fetcher:
        yield fetcher


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that the event loop is told to connect to, in order."""
    dialled: list[str] = []
    loop = asyncio.SelectorEventLoop
    connect = loop.sock_connect

    async def watched(self: Any, sock: Any, address: Any) -> None:
        dialled.append(address[0])
        await connect(self, sock, address)

    monkeypatch.setattr(loop, "sock_connect", watched)
    return dialled
