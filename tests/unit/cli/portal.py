"""A stand-in for what Discord's REST tells of a bot: who it is, its application, its commands."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Self

from aiohttp import web

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"  # of nobody


class Portal:
    """The server. ``ahead`` is how far its clock is from ours; ``commands`` are names it knows."""

    def __init__(self) -> None:
        self.token, self.flags, self.code_grant = TOKEN, 0, False
        self.ahead = timedelta()
        self.commands: list[str] = []
        self.port = 0
        self._runner: web.AppRunner | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/api/v10/users/@me", self._me)
        app.router.add_get("/api/v10/oauth2/applications/@me", self._application)
        app.router.add_get("/api/v10/applications/{id}/commands", self._commands)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _me(self, request: web.Request) -> web.Response:
        return self._answer(request, _user(4242))

    async def _application(self, request: web.Request) -> web.Response:
        about: dict[str, Any] = {
            "id": "4242", "name": "Pullquote", "description": "", "icon": None,
            "flags": self.flags, "bot_public": True, "bot_require_code_grant": self.code_grant,
            "verify_key": "", "rpc_origins": [], "owner": _user(1),
        }  # fmt: skip
        return self._answer(request, about)

    async def _commands(self, request: web.Request) -> web.Response:
        return self._answer(request, [{"id": "1", "name": name} for name in self.commands])

    def _answer(self, request: web.Request, data: object) -> web.Response:
        known = request.headers.get("Authorization") == f"Bot {self.token}"
        body = data if known else {"message": "401: Unauthorized", "code": 0}
        date = format_datetime(datetime.now(UTC) + self.ahead, usegmt=True)
        return web.Response(
            body=json.dumps(body).encode(),
            status=200 if known else 401,
            headers={"Content-Type": "application/json", "Date": date},
        )


def _user(number: int) -> dict[str, Any]:
    return {
        "id": str(number), "username": "Pullquote", "discriminator": "0", "avatar": None,
        "global_name": None, "bot": number != 1,
    }  # fmt: skip
