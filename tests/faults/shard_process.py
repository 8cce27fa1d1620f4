"""A process with one shard of three: the real bot on a shared database, in an offline Discord.

`python -m tests.faults.shard_process SHARD DATABASE DATA` reads JSON lines and answers each:
{"ask": topic, "guild": id} is a reader's /brief, {"add": text, "guild": id} takes an article in.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import simcord
from simcord.components import walk_components

from bot.client import Pullquote, ShardedPullquote, create_bot
from bot.requests import Request
from config.settings import load_settings
from summaries.topics import About

SHARDS = 3


def guild_of(shard: int) -> int:
    """Return the id of a server that Discord tells to a shard."""
    return (SHARDS * 1_000 + shard) << 22 | 1


def text_of(message: Any) -> str:
    texts = [part.get("content", "") for part in walk_components(message.components)]
    return "\n".join(filter(None, [message.content, *texts]))


async def serve(shard: int, database: str, data: str) -> None:
    """Answer until the input ends."""
    settings = load_settings(data_dir=Path(data), database_url=database, shards=f"{shard}/{SHARDS}")
    bot = create_bot(settings)
    assert isinstance(bot, ShardedPullquote)
    env = simcord.Env(bot, strict_sync=False, settle_timeout=60, shard_count=SHARDS)
    await env.start()
    server = env.create_guild("Newsroom", id=guild_of(shard))
    channel = server.create_text_channel("briefings")
    reader = server.add_member(env.create_user("reader"))
    await env.settle()
    # What the first brief loads takes longer than Discord waits, on a busy machine.
    for topic in bot.desk.topics.shipped:
        await bot.desk.make(server.id, Request(About(topic.name, topic=topic)))
    print(json.dumps({"shards": bot.shard_ids, "guilds": [g.id for g in bot.guilds]}))
    sys.stdout.flush()
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        if "add" in asked:
            answer = {"id": await _add(bot, asked["guild"], asked["add"])}
        else:
            result = await reader.slash(channel, "brief", about=asked["ask"])
            answer = {"text": text_of(result.response)}
        print(json.dumps(answer), flush=True)
    await env.shutdown()
    await bot.close()


async def _add(bot: Pullquote, guild: int, text: str) -> str:
    """Take an article in, as a feed of any server does in any process."""
    candidate = await bot.desk.intake.from_text(guild, text)
    return (await bot.desk.intake.run(bot.desk.intake.accept, guild, candidate, None)).id


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
