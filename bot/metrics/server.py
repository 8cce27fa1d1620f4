"""`/health` and `/metrics`, for this machine alone: bound to 127.0.0.1, whatever is asked for."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, Protocol

from aiohttp import web

from config.settings import SettingsError
from summaries.store import StoreError

if TYPE_CHECKING:
    from bot.metrics.prometheus import PrometheusMeter
    from summaries.store import Database
    from summaries.store.vitals import Vitals

log = logging.getLogger(__name__)

HOST: Final = "127.0.0.1"
FRESH: Final = 10.0
"""Seconds within which the dispatcher must have looked at what is due."""

_NAMES: Final = frozenset({HOST, "localhost"})
_PATIENCE: Final = 5.0  # seconds for the database's answer
_BEAT: Final = 0.5  # seconds between two measurements of the event loop
_TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"


class Watched(Protocol):
    """What is asked how it is: the bot."""

    @property
    def connected(self) -> bool:
        """Whether Discord's gateway is connected and ready."""

    @property
    def looked(self) -> float | None:
        """When the dispatcher last looked at what is due, by the monotonic clock."""


class MetricsServer:
    """Answers an operator's probes. It reads, and can change nothing."""

    def __init__(
        self, port: int, watched: Watched, database: Database, meter: PrometheusMeter | None
    ) -> None:
        self._port, self._watched, self._database = port, watched, database
        self._meter = meter
        self._runner: web.AppRunner | None = None
        self._beat: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Begin to answer; return the port. Raises SettingsError where it can't be had."""
        app = web.Application(middlewares=[_for_this_machine])
        app.router.add_get("/health", self._health)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port)
        try:
            await site.start()
        except OSError as error:
            await self.stop()
            problem = f"is {self._port}, which can't be used ({error.strerror or error})"
            raise SettingsError("PULLQUOTE_METRICS_PORT", problem, "choose another port") from error
        if self._meter is not None:
            self._beat = asyncio.create_task(self._measure(self._meter))
        port: int = self._runner.addresses[0][1]
        log.info("Health and metrics at http://%s:%s", HOST, port)
        return port

    async def stop(self) -> None:
        """Answer no more."""
        if self._beat is not None:
            self._beat.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._beat
            self._beat = None
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, request: web.Request) -> web.Response:
        """Answer 200 if all is well, else 503 with what is not."""
        looked = self._watched.looked
        found = {
            "gateway": self._watched.connected,
            "store": await self._vitals() is not None,
            "dispatcher": looked is not None and time.monotonic() - looked <= FRESH,
        }
        well = all(found.values())
        status = "ok" if well else ", ".join(name for name, fine in found.items() if not fine)
        return web.json_response({"status": status, **found}, status=200 if well else 503)

    async def _metrics(self, request: web.Request) -> web.Response:
        if self._meter is None:
            said = "Install pullquote with its extra `metrics` to have these.\n"
            return web.Response(text=said, status=501)
        page = self._meter.page(await self._vitals(), gateway=self._watched.connected)
        return web.Response(body=page, headers={"Content-Type": _TEXT})

    async def _vitals(self) -> Vitals | None:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await asyncio.to_thread(self._database.vitals().read)
        except (StoreError, TimeoutError):
            return None

    async def _measure(self, meter: PrometheusMeter) -> None:
        """Measure again and again how late the event loop is."""
        while True:
            asked = time.monotonic()
            await asyncio.sleep(_BEAT)
            meter.lagged(max(time.monotonic() - asked - _BEAT, 0.0))


@web.middleware
async def _for_this_machine(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what a web page makes a browser ask for, by a name of its own for this machine."""
    if request.host.rpartition(":")[0] not in _NAMES and request.host not in _NAMES:
        return web.Response(text="Ask 127.0.0.1.\n", status=403)
    answer = await handler(request)
    answer.headers["Cache-Control"] = "no-store"
    return answer
