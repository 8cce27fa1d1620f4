"""A stand-in for Discord's REST on 127.0.0.1: it takes messages, remembers them, and misbehaves.

It knows what the digests depend on: a nonce that is enforced within a window, a channel's history,
threads, forum posts and publishing, and every way in which an answer can fail to come, before and
after a message was accepted.
"""

from __future__ import annotations

import asyncio
import enum
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Final

from aiohttp import web

BOT: Final = 4242
SOMEBODY: Final = 77
GUILD: Final = 1
TEXT, NEWS, FORUM, THREAD = 0, 5, 15, 11
_HAS_THREAD, _IS_PUBLISHED = 160004, 40033
_EPOCH: Final = 1_420_070_400_000  # of Discord's ids, in milliseconds
_STAMP: Final = re.compile(r"<t:(\d+):F>")
_LINK: Final = re.compile(r"/channels/(\d+)/(\d+)/(\d+)")
_WITHDRAWN: Final = re.compile(r"^## Correction\n\*\*(A\d+)\*\* ")
_PREVIEW: Final = re.compile(
    r"^\*\*Preview of edition \d+ for <#(\d+)>\.\*\*\nPosted <t:(\d+):R> unless"
)
_NUMBER: Final = re.compile(r"^# Daily brief, edition (\d+)$", re.MULTILINE)


class Fault(enum.StrEnum):
    """What goes wrong with a request."""

    ERROR_500 = "500"
    ERROR_502 = "502"
    ERROR_503 = "503"
    LIMIT = "429"  # Discord's own, which discord.py waits for
    GLOBAL = "429 for all"  # for longer than an answer is waited for
    BANNED = "429 without Via"
    RESET = "reset"
    SLOW = "slow"  # dealt with when the other side has given up
    LOST_500 = "500 afterwards"
    LOST_503 = "503 afterwards"
    LOST_RESET = "reset afterwards"
    LOST_SLOW = "slow afterwards"


_AFTERWARDS: Final = frozenset({Fault.LOST_500, Fault.LOST_503, Fault.LOST_RESET, Fault.LOST_SLOW})


@dataclass
class Faults:
    """Which requests go wrong: so many of them, drawn from ``kinds``."""

    share: float = 0.0
    kinds: tuple[Fault, ...] = tuple(Fault)
    random: random.Random = field(default_factory=lambda: random.Random(1))

    def draw(self) -> Fault | None:
        if self.random.random() >= self.share:
            return None
        return self.random.choice(self.kinds)


@dataclass(frozen=True)
class Accepted:
    """A message as its readers see it."""

    id: int
    channel: int
    author: int
    at: datetime
    payload: dict[str, Any]

    @property
    def text(self) -> str:
        return "\n".join(_texts(self.payload.get("components", [])))

    @property
    def withdrawn(self) -> str | None:
        """The article that a correction is about; None for any other message."""
        found = _WITHDRAWN.match(self.text)
        return found[1] if found else None

    @property
    def previewed(self) -> tuple[int, datetime] | None:
        """Where and when the edition that a preview is of will be; None for any other message."""
        found = _PREVIEW.match(self.text)
        return (int(found[1]), datetime.fromtimestamp(int(found[2]), UTC)) if found else None

    @property
    def links(self) -> list[tuple[int, ...]]:
        """The messages that it links: guild, channel, message."""
        return [tuple(map(int, found)) for found in _LINK.findall(self.text)]

    @property
    def due(self) -> datetime:
        """When the edition in it was due, by its own words."""
        found = _STAMP.search(self.text)
        assert found is not None, self.text
        return datetime.fromtimestamp(int(found[1]), UTC)

    @property
    def number(self) -> int | None:
        """The number of the edition; None for a notice that there is nothing new."""
        found = _NUMBER.search(self.text)
        return int(found[1]) if found else None


def _texts(components: list[dict[str, Any]]) -> list[str]:
    found = []
    for part in components:
        found += [part["content"]] if part.get("type") == 10 else []
        found += _texts(part.get("components", []))
    return found


class Discord:
    """The server. ``slow`` is how long it sits on a request; ``window`` is how long it knows a
    nonce, both in seconds; ``now`` is its clock."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        faults: Faults | None = None,
        window: float = 6.0,
        slow: float = 1.2,
    ) -> None:
        self.now, self.faults, self.window, self.slow = now, faults or Faults(), window, slow
        self.accepted: list[Accepted] = []
        self.requests: Counter[str] = Counter()
        self.asked: list[tuple[float, str, int]] = []
        self.refusing: dict[tuple[str, int], tuple[int, int]] = {}  # method, channel: status, code
        self.repeats = 0  # messages that a nonce kept away
        self.kinds: dict[int, int] = {}  # of channels that are not text channels
        self.threads: dict[int, tuple[int, str]] = {}  # the channel and the name of each
        self.published: list[int] = []
        self.strangers: set[int] = set()  # who is no member
        self._nonces: dict[tuple[int, str], tuple[float, Accepted]] = {}
        self._by_channel: defaultdict[int, list[Accepted]] = defaultdict(list)
        self._last_id = 0
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def editions(self) -> list[Accepted]:
        """What the bot posted by its digests, oldest first."""
        ours = (m for m in self.accepted if m.author == BOT and m.withdrawn is None)
        return [m for m in ours if m.previewed is None]

    @property
    def previews(self) -> list[tuple[int, datetime]]:
        """The editions that editors were shown, as often as they were."""
        shown = (m.previewed for m in self.accepted if m.author == BOT)
        return [one for one in shown if one is not None]

    @property
    def corrections(self) -> list[Accepted]:
        """The corrections that the bot posted, oldest first."""
        return [m for m in self.accepted if m.author == BOT and m.withdrawn is not None]

    async def __aenter__(self) -> Discord:
        app = web.Application()
        app.router.add_get("/api/v10/users/@me", self._me)
        app.router.add_get("/api/v10/oauth2/applications/@me", self._application)
        app.router.add_post("/api/v10/channels/{channel}/messages", self._post)
        app.router.add_get("/api/v10/channels/{channel}/messages", self._history)
        app.router.add_get("/api/v10/channels/{channel}", self._channel)
        app.router.add_post("/api/v10/channels/{channel}/threads", self._forum_post)
        message = "/api/v10/channels/{channel}/messages/{message}"
        app.router.add_post(f"{message}/threads", self._thread)
        app.router.add_post(f"{message}/crosspost", self._crosspost)
        app.router.add_get("/api/v10/guilds/{guild}/threads/active", self._active)
        app.router.add_get("/api/v10/channels/{channel}/threads/archived/public", self._archived)
        app.router.add_get("/api/v10/guilds/{guild}/members/{user}", self._member)
        app.on_response_prepare.append(self._date)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def say(self, channel: int, author: int = SOMEBODY, **payload: Any) -> Accepted:
        """Put a message into a channel."""
        at = self.now()
        self._last_id = max(self._last_id + 1, (int(at.timestamp() * 1000) - _EPOCH << 22))
        message = Accepted(self._last_id, channel, author, at, payload)
        self.accepted.append(message)
        self._by_channel[channel].append(message)
        return message

    async def _me(self, request: web.Request) -> web.StreamResponse:
        return _json(_user(BOT))

    async def _application(self, request: web.Request) -> web.StreamResponse:
        return _json(
            {"id": str(BOT), "name": "Pullquote", "description": "", "icon": None, "flags": 0,
             "bot_public": True, "bot_require_code_grant": False, "verify_key": "",
             "rpc_origins": [], "owner": _user(1)}
        )  # fmt: skip

    async def _post(self, request: web.Request) -> web.StreamResponse:
        channel, payload = int(request.match_info["channel"]), await request.json()

        def take() -> web.StreamResponse:
            message = self._take(channel, payload)
            return _json({**self._message(message), "nonce": payload.get("nonce")})

        return await self._changed(request, "POST", take)

    async def _forum_post(self, request: web.Request) -> web.StreamResponse:
        channel, payload = int(request.match_info["channel"]), await request.json()

        def take() -> web.StreamResponse:
            assert self.kinds.get(channel) == FORUM
            message = self.say(channel, BOT, **payload["message"])
            # A forum's first message has the id of its post, and is in the post's history.
            self._by_channel[message.id].append(message)
            self.threads[message.id] = channel, payload["name"]
            return _json({**self._as_thread(message.id), "message": self._message(message)})

        return await self._changed(request, "FORUM", take)

    async def _thread(self, request: web.Request) -> web.StreamResponse:
        channel, message = (int(request.match_info[name]) for name in ("channel", "message"))
        payload = await request.json()

        def take() -> web.StreamResponse:
            assert any(one.id == message for one in self._by_channel[channel])
            if message in self.threads:
                body = {"message": "A thread has already been created", "code": _HAS_THREAD}
                return _json(body, status=400)
            self.threads[message] = channel, payload["name"]
            return _json(self._as_thread(message))

        return await self._changed(request, "THREAD", take)

    async def _crosspost(self, request: web.Request) -> web.StreamResponse:
        message = int(request.match_info["message"])

        def take() -> web.StreamResponse:
            if message in self.published:
                body = {"message": "Already crossposted", "code": _IS_PUBLISHED}
                return _json(body, status=400)
            self.published.append(message)
            [found] = [one for one in self.accepted if one.id == message]
            return _json(self._message(found))

        return await self._changed(request, "PUBLISH", take)

    async def _changed(
        self, request: web.Request, method: str, take: Callable[[], web.StreamResponse]
    ) -> web.StreamResponse:
        """Answer a request that changes something, or fail before or after it is taken."""
        refused = self._refused(method, int(request.match_info["channel"]))
        if refused is not None:
            return refused
        fault = self.faults.draw()
        if fault is not None and fault not in _AFTERWARDS:
            answer = await self._before(request, fault)
            if answer is not None:
                return answer
        taken = take()
        if fault in _AFTERWARDS:
            answer = await self._afterwards(request, fault)
            if answer is not None:
                return answer
        return taken

    async def _channel(self, request: web.Request) -> web.StreamResponse:
        channel = int(request.match_info["channel"])
        if channel in self.threads:
            return _json(self._as_thread(channel))
        return _json(
            {"id": str(channel), "type": self.kinds.get(channel, TEXT), "guild_id": str(GUILD),
             "name": f"channel-{channel}", "position": 0, "permission_overwrites": [],
             "parent_id": None, "nsfw": False}
        )  # fmt: skip

    async def _active(self, request: web.Request) -> web.StreamResponse:
        found = [self._as_thread(thread) for thread in self.threads]
        return _json({"threads": found, "members": []})

    async def _archived(self, request: web.Request) -> web.StreamResponse:
        return _json({"threads": [], "members": [], "has_more": False})

    async def _member(self, request: web.Request) -> web.StreamResponse:
        user = int(request.match_info["user"])
        refused = self._refused("MEMBER", user)
        if refused is not None:
            return refused
        if user in self.strangers:
            return _json({"message": "Unknown Member", "code": 10007}, status=404)
        return _json(
            {"user": _user(user), "roles": [], "joined_at": self.now().isoformat(), "flags": 0,
             "deaf": False, "mute": False}
        )  # fmt: skip

    def _as_thread(self, thread: int) -> dict[str, Any]:
        channel, name = self.threads[thread]
        now = self.now().isoformat()
        return {
            "id": str(thread), "type": THREAD, "guild_id": str(GUILD), "parent_id": str(channel),
            "owner_id": str(BOT), "name": name, "message_count": 1, "member_count": 1,
            "thread_metadata": {
                "archived": False, "auto_archive_duration": 1440, "archive_timestamp": now,
                "locked": False, "create_timestamp": now,
            },
        }  # fmt: skip

    async def _history(self, request: web.Request) -> web.StreamResponse:
        channel = int(request.match_info["channel"])
        refused = self._refused("GET", channel)
        if refused is not None:
            return refused
        fault = self.faults.draw()
        if fault is not None:
            answer = await self._before(request, fault)
            if answer is not None:
                return answer
        after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 50))
        found = [m for m in self._by_channel[channel] if m.id > after][:limit]
        return _json([self._message(message) for message in reversed(found)])

    def _refused(self, method: str, channel: int) -> web.StreamResponse | None:
        self.requests[method] += 1
        self.asked.append((asyncio.get_running_loop().time(), method, channel))
        if (method, channel) not in self.refusing:
            return None
        status, code = self.refusing[method, channel]
        return _json({"message": "Refused", "code": code}, status=status)

    async def _before(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        """Fail before anything is done; None where it is only late."""
        if fault in (Fault.LIMIT, Fault.GLOBAL):
            everywhere = fault is Fault.GLOBAL
            again = 0.8 if everywhere else 0.05
            said = "You are being rate limited."
            body = {"message": said, "retry_after": again, "global": everywhere}
            return _json(body, status=429, headers={"Via": "1.1 stand-in"})
        if fault is Fault.BANNED:
            return web.Response(text="banned", status=429, headers={"Retry-After": "0.1"})
        if fault in (Fault.RESET, Fault.LOST_RESET):
            return _reset(request)
        if fault in (Fault.SLOW, Fault.LOST_SLOW):
            await asyncio.sleep(self.slow)
            return None
        return web.Response(status=int(str(fault)[:3]))

    async def _afterwards(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        """Fail after the message was accepted."""
        if fault is Fault.LOST_RESET:
            return _reset(request)
        if fault is Fault.LOST_SLOW:
            await asyncio.sleep(self.slow)
            return None
        return web.Response(status=int(str(fault)[:3]))

    def _take(self, channel: int, payload: dict[str, Any]) -> Accepted:
        nonce, time = str(payload.get("nonce")), asyncio.get_running_loop().time()
        assert len(nonce) <= 25, nonce
        assert payload.get("allowed_mentions") == {"parse": []}
        at, known = self._nonces.get((channel, nonce), (float("-inf"), None))
        if payload.get("enforce_nonce") and known is not None and time - at < self.window:
            self.repeats += 1
            return known
        message = self.say(channel, BOT, **payload)
        self._nonces[channel, nonce] = (time, message)
        return message

    def _message(self, message: Accepted) -> dict[str, Any]:
        return {
            "id": str(message.id), "channel_id": str(message.channel),
            "author": _user(message.author), "content": "",
            "timestamp": message.at.isoformat(), "edited_timestamp": None, "tts": False,
            "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [],
            "embeds": [], "pinned": False, "type": 0, "flags": message.payload.get("flags", 0),
            "components": message.payload.get("components", []),
        }  # fmt: skip

    async def _date(self, request: web.Request, response: web.StreamResponse) -> None:
        response.headers["Date"] = format_datetime(self.now().astimezone(UTC), usegmt=True)


def _json(data: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Answer as Discord does: discord.py reads no JSON whose type has a character set."""
    kind = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=kind)


def _reset(request: web.Request) -> web.StreamResponse:
    """Break the connection, with a reset and without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def _user(number: int) -> dict[str, Any]:
    bot = number == BOT
    return {
        "id": str(number), "username": "Pullquote" if bot else "somebody", "discriminator": "0",
        "avatar": None, "global_name": None, "bot": bot,
    }  # fmt: skip
