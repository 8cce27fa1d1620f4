"""Conditions that only Discord can answer: the token, the application, the clock, the commands."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import discord

from bot.checkup.conditions import Unmet
from bot.client import intents
from bot.commands import ROOTS
from bot.digests.fence import DiscordTime, tracing

FURTHEST: Final = timedelta(seconds=30)
"""A clock may be so far from Discord's: digests are due to the minute."""

_LONGEST: Final = 20  # seconds
_FORM: Final = re.compile(r"[\w-]{18,40}\.[\w-]{5,10}\.[\w-]{25,80}")
_PORTAL: Final = "the Discord Developer Portal (https://discord.com/developers/applications)"


@dataclass(frozen=True, slots=True)
class Told:
    """What Discord told: the application, by how much our clock is ahead, names of commands."""

    application: discord.AppInfo
    ahead: timedelta
    commands: frozenset[str]


def token_form(token: str | None, *, needed: bool) -> str:
    """Say that a token is set and looks like one; it is never shown. Raises Unmet."""
    if not token:
        if not needed:
            return "none is set; the preview and the command line need none"
        cure = (
            "Put it into DISCORD_TOKEN or .env (README.md says how to get one), or use --offline."
        )
        raise Unmet("No Discord token is set.", cure)
    if _FORM.fullmatch(token) is None:
        raise Unmet(
            "What is set as the token does not have the form of a bot token.",
            f"Copy it anew from the Bot page of {_PORTAL}: it has three parts with points between.",
        )
    return "one is set, and it has the form of a token"


def ask(token: str, now: Callable[[], datetime]) -> Told:
    """Log in, without connecting, and ask what there is to know. Raises Unmet."""
    try:
        return asyncio.run(_asked(token, now))
    except discord.LoginFailure:
        cure = f"Reset it on the Bot page of {_PORTAL}, and put the new one into DISCORD_TOKEN."
        raise Unmet("Discord refuses the token.", cure) from None
    except (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Unmet(
            f"Discord can't be reached ({str(error) or type(error).__name__}).",
            "Check the network and https://discordstatus.com, or use --offline.",
        ) from None


async def _asked(token: str, now: Callable[[], datetime]) -> Told:
    time = DiscordTime(now)
    client = discord.Client(intents=intents(), http_trace=tracing(time))
    try:
        async with asyncio.timeout(_LONGEST):
            await client.login(token)
            application = client.application
            assert application is not None
            known: list[Any] = list(await client.http.get_global_commands(application.id))
            return Told(
                application, now() - time.now(), frozenset(str(one["name"]) for one in known)
            )
    finally:
        await client.close()


def application(told: Told) -> str:
    """Say that nothing in the portal is in the way. Raises Unmet."""
    app = told.application
    if app.bot_require_code_grant:
        raise Unmet(
            "The application requires a code grant, so nobody can add the bot with a link.",
            f"Switch *Requires OAuth2 Code Grant* off on the Bot page of {_PORTAL}.",
        )
    return f"{app.name}, accepted by Discord"


def privileges(told: Told) -> str:
    """Say that no privileged intent is needed; one that is switched on does no harm."""
    flags = told.application.flags
    names = {
        "presence": flags.gateway_presence or flags.gateway_presence_limited,
        "server members": flags.gateway_guild_members or flags.gateway_guild_members_limited,
        "message content": flags.gateway_message_content or flags.gateway_message_content_limited,
    }
    switched = [name for name, on in names.items() if on]
    if switched:
        return f"none privileged is needed; {', '.join(switched)} can be switched off"
    return "none privileged is needed, and none is switched on"


def clock(told: Told) -> str:
    """Say that this machine's clock agrees with Discord's. Raises Unmet."""
    seconds = round(told.ahead.total_seconds())
    if abs(told.ahead) > FURTHEST:
        way = "ahead of" if seconds > 0 else "behind"
        raise Unmet(
            f"This machine's clock is {abs(seconds)} seconds {way} Discord's.",
            "Set it by the network (on Linux: timedatectl set-ntp true).",
        )
    return f"within {abs(seconds) + 1} s of Discord's"


def commands(told: Told) -> str:
    """Say that Discord knows every command. Raises Unmet."""
    missing = sorted(
        {root.name if isinstance(root.name, str) else str(root.name) for root in ROOTS}
    )
    missing = [name for name in missing if name not in told.commands]
    if missing:
        raise Unmet(
            f"Discord does not know {', '.join(missing)} yet.",
            "Start the bot once: it tells Discord its commands.",
        )
    return f"Discord knows all {len(ROOTS)}"
