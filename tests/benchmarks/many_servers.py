"""Run by the benchmarks in a process of its own: how much memory the bot takes in many servers.

The servers are told to discord.py as its gateway does, a payload each: small ones of ten channels
and eight roles, or large ones of forty and twenty-five. SimCord stands in for the rest of Discord;
what it and its import take is not in the figures. Prints JSON: the memory in MiB at READY, with all
servers known, and after a first brief, each at its most.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.start_to_ready import peak_mib

SERVERS = 2_000
SIZES = {"small": (10, 8), "large": (40, 25)}
"""Channels and roles of a server."""

_FIRST = 1_000_000_000_000_000_000


def server(number: int, bot: int, *, channels: int, roles: int) -> dict[str, Any]:
    """Return what the gateway says of a server; the same for the same number."""
    guild = _FIRST + number * 1_000
    everyone = {
        "id": str(guild), "name": "@everyone", "permissions": "2248473465835073", "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "position": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0,
    }  # fmt: skip
    told_roles = [
        {**everyone, "id": str(guild + n), "name": f"Role {n}", "position": n, "permissions": "0"}
        for n in range(1, roles)
    ]
    told_channels = [
        {
            "id": str(guild + 100 + n), "type": 4 if n % 8 == 0 else 0, "name": f"channel-{n}",
            "position": n, "parent_id": str(guild + 100 + n - n % 8) if n % 8 else None,
            "nsfw": False, "topic": None, "last_message_id": str(guild + 500 + n), "flags": 0,
            "rate_limit_per_user": 0, "guild_id": str(guild),
            "permission_overwrites": [
                {"id": str(guild), "type": 0, "allow": "0", "deny": "1024"}
            ] if n % 3 == 0 else [],
        }
        for n in range(channels)
    ]  # fmt: skip
    me = {
        "user": {"id": str(bot), "username": "Pullquote", "discriminator": "0", "avatar": None,
                 "bot": True, "global_name": None},
        "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False,
        "flags": 0, "premium_since": None, "nick": None, "avatar": None,
    }  # fmt: skip
    return {
        "id": str(guild), "name": f"Newsroom {number}", "unavailable": False, "icon": None,
        "owner_id": str(guild + 900), "verification_level": 1, "mfa_level": 0, "nsfw_level": 0,
        "default_message_notifications": 1, "explicit_content_filter": 2, "premium_tier": 0,
        "preferred_locale": "en-US", "features": ["COMMUNITY"], "afk_timeout": 300,
        "afk_channel_id": None, "system_channel_id": None, "system_channel_flags": 0,
        "member_count": 150, "large": False, "roles": [{**everyone}, *told_roles],
        "channels": told_channels, "members": [me], "threads": [], "emojis": [], "stickers": [],
        "presences": [], "voice_states": [], "stage_instances": [], "guild_scheduled_events": [],
        "soundboard_sounds": [], "premium_subscription_count": 0, "splash": None, "banner": None,
        "description": None, "vanity_url_code": None, "joined_at": "2026-01-01T00:00:00+00:00",
        "premium_progress_bar_enabled": False, "application_id": None, "rules_channel_id": None,
        "public_updates_channel_id": None, "discovery_splash": None, "widget_enabled": False,
    }  # fmt: skip


async def grow(folder: Path, size: str) -> None:
    from bot.client import create_bot
    from bot.collector import set_aside
    from bot.requests import Request
    from config.settings import load_settings
    from summaries.topics import About

    memory = peak_mib()
    import simcord

    of_simcord = peak_mib() - memory
    bot = create_bot(load_settings(data_dir=folder))
    env = simcord.Env(bot)
    await env.start()
    assert bot.user is not None
    figures = {"ready_mib": peak_mib() - of_simcord}
    set_aside()
    channels, roles = SIZES[size]
    for number in range(SERVERS):
        made = server(number, bot.user.id, channels=channels, roles=roles)
        told = json.loads(json.dumps(made))  # no string is shared
        bot._connection.parse_guild_create(told)
        if not number % 100:
            await asyncio.sleep(0)
    await bot.on_ready()
    assert len(bot.guilds) == SERVERS
    figures["servers_mib"] = peak_mib() - of_simcord
    topic = bot.desk.topics.shipped[0]
    await bot.desk.make(bot.guilds[0].id, Request(About(topic.name, topic=topic)))
    figures["brief_mib"] = peak_mib() - of_simcord
    print(json.dumps(figures))
    await env.shutdown()
    await bot.close()


if __name__ == "__main__":
    asyncio.run(grow(Path(sys.argv[1]), sys.argv[2]))
