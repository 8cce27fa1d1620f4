"""Run by the benchmarks in a process of its own: starts the bot and says what that cost.

SimCord stands in for Discord; its import is not the bot's cost and is taken out of the figures.
Prints JSON: CPU seconds from the process's start to READY, and the peak memory in MiB.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from pathlib import Path


def peak_mib() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


async def start(folder: Path) -> None:
    from bot.collector import loading

    with loading():
        from bot.client import create_bot
        from config.settings import load_settings

    cpu, memory = time.process_time(), peak_mib()
    import simcord

    cpu_of_simcord, memory_of_simcord = time.process_time() - cpu, peak_mib() - memory
    bot = create_bot(load_settings(data_dir=folder))
    ready = asyncio.Event()

    @bot.event
    async def on_ready() -> None:
        ready.set()

    env = simcord.Env(bot)
    await env.start()
    await ready.wait()
    figures = {
        "cpu_s": time.process_time() - cpu_of_simcord,
        "peak_mib": peak_mib() - memory_of_simcord,
        "sumy_imported": "sumy" in sys.modules,
    }
    print(json.dumps(figures))
    await env.shutdown()
    await bot.close()


if __name__ == "__main__":
    asyncio.run(start(Path(sys.argv[1])))
