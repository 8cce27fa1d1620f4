"""A web site on this machine, under names that look like the public internet's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network

from aiohttp import web

from summaries.corpus.fetching import Policy

HOST = "news.example.com"


async def _here(name: str) -> Sequence[str]:
    return ["127.0.0.1"]


LOCAL = Policy(ports=None, networks=(IPv4Network("127.0.0.0/8"),), lookup=_here)
"""What a bot under test may open: every name is this machine's."""


@dataclass
class Page:
    """What one path answers. A page that is ``held`` waits until the test lets it go.

    One with an ETag header answers 304 to who has it.
    """

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    held: asyncio.Event | None = None


class Site:
    """A server whose pages a test writes. ``asked`` are the paths in the order of requests."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self) -> None:
        application = web.Application()
        application.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def put(self, path: str, body: str | bytes, **more: object) -> str:
        """Publish a page and return its address."""
        data = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = Page(data, **more)  # type: ignore[arg-type]
        return self.address(path)

    def address(self, path: str, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        self.agents.add(request.headers.get("User-Agent", ""))
        page = self.pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        if page.held is not None:
            await page.held.wait()
        etag = page.headers.get("ETag")
        if etag is not None and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        headers = {"Content-Type": page.content_type, **page.headers}
        return web.Response(body=page.body, status=page.status, headers=headers)
