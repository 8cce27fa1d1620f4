"""How long a person waits for an answer from a library of 10,000 articles: 300 ms at most, mostly.

From the interaction to the complete answer, through SimCord, which takes some 5 ms of it itself.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import discord
import pytest
import simcord

from bot.client import Pullquote, create_bot
from bot.collector import Collector
from config import TOPICS_FOLDER
from config.settings import Settings, load_settings
from summaries.corpus.extracted import Extracted
from summaries.ingest import Intake
from summaries.store import Database
from summaries.text import sha256_of
from summaries.topics import load_topics
from tests.benchmarks.made import news

ARTICLES = 10_000
ROUNDS = 25
WANTED = 0.300  # seconds, p95

Act = Callable[[], Awaitable[Any]]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(data_dir=tmp_path_factory.mktemp("interactive"), starter_corpus=None)


@pytest.fixture
def simcord_bot(settings: Settings) -> Pullquote:
    return create_bot(settings)


@pytest.fixture
async def people(
    simcord_env: simcord.Env, settings: Settings
) -> AsyncIterator[tuple[simcord.MemberActor, Any]]:
    """A manager and her channel, whose server has all the articles."""
    guild = simcord_env.create_guild("Newsroom")
    channel = guild.create_text_channel("briefings")
    managers = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    manager = guild.add_member(simcord_env.create_user("editor"), roles=[managers])
    await simcord_env.settle()
    fill(settings, guild.id)
    bot = simcord_env.bot
    assert isinstance(bot, Pullquote)
    await bot.desk.warm()
    collector = Collector()  # as the bot has when it runs
    collector.start()
    yield manager, channel
    await collector.stop()
    await bot.close()


def fill(settings: Settings, guild: int) -> None:
    """Put the articles into a server's library, scored for every topic."""
    with Database(settings.database) as database:
        database.library(guild).seed_once(())
        intake = Intake(database, lambda: NotImplemented, topics=load_topics(TOPICS_FOLDER))
        for text in news(ARTICLES):
            candidate = intake.consider(guild, Extracted(text, "txt", sha256_of(text)))
            intake.accept(guild, candidate, None)


async def test_every_answer(people: tuple[simcord.MemberActor, Any]) -> None:
    manager, channel = people
    brief: Any = None

    async def ask(command: str, **options: Any) -> Any:
        result = await manager.slash(channel, command, **options)
        assert result.response is not None
        return result.response

    async def press(label: str) -> Any:
        result = await manager.click(brief, label=label)
        assert result.response is not None

    words = iter(f"aid {word}" for word in _words())
    acts: dict[str, Act] = {
        "/brief topic": lambda: ask("brief", about="aid-pledges"),
        "/brief topic, 7 days": lambda: ask("brief", about="border-numbers", since="7d"),
        "/brief overview": lambda: ask("brief"),
        "/brief free words": lambda: ask("brief", about=next(words)),
        "/brief article": lambda: ask("brief", about="A5000"),
        "/brief since last": lambda: ask("brief", about="aid-pledges", since="last"),
        "/library": lambda: ask("library"),
        "/library search": lambda: ask("library", search="border"),
        "/check": lambda: ask("check"),
        "/check topic": lambda: ask("check", about="aid-pledges"),
        "/about": lambda: ask("about"),
        "In context": lambda: press("In context"),
        "Why these": lambda: press("Why these"),
        "Export": lambda: press("Export"),
        "More": lambda: press("More"),
    }
    brief = await ask("brief", about="aid-pledges")
    late = {}
    for name, act in acts.items():
        await act()
        taken = [await _timed(act) for _ in range(ROUNDS)]
        p95 = statistics.quantiles(taken, n=20)[-1]
        print(f"{name:22} median {statistics.median(taken) * 1e3:6.0f} ms, p95 {p95 * 1e3:6.0f} ms")
        if p95 > WANTED:
            late[name] = p95
    print(f"over {WANTED * 1e3:.0f} ms: {', '.join(late) or 'none'}")


async def _timed(act: Act) -> float:
    began = time.perf_counter()
    await act()
    return time.perf_counter() - began


def _words() -> Iterator[str]:
    for text in news(ROUNDS + 2):
        yield max(text.split(), key=len).strip("“”.,;:’")
