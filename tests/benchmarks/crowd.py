"""People who ask at a steady rate, whether the answers come or not; and what they wait for.

An answer is all that the bot does between an interaction and the message: resolving what is meant,
the brief, its page, keeping it, and the message's parts as Discord is sent them. Discord's own part
(its gateway, its network) is not in it; a bare command, which answers with one fixed page after a
turn in the desk's threads, is measured in the same way and printed beside it.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from bisect import bisect
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, count, cycle
from types import SimpleNamespace
from typing import Any

from bot.buttons.answering import answer_brief
from bot.desk import Desk
from bot.labels import Labels
from bot.pages.view import text_view
from bot.requests import Request
from tests.benchmarks.grown import GUILD
from tests.benchmarks.recombined import recombined

BEAT = 0.005
QUESTIONS = 1_500  # more than are asked of one library
POPULAR = 1_000  # questions that are asked again and again, by Zipf's law
_MESSAGES = count(1)
Answer = Callable[[], Awaitable[None]]


@dataclass
class Waited:
    """How long people waited, and what it cost: seconds of the wall, and of this process."""

    seconds: list[float] = field(default_factory=list)
    cpu: float = 0.0
    stall: float = 0.0
    own_stall: float = 0.0

    def at(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    def figures(self) -> dict[str, float]:
        return {
            "p50_ms": round(self.at(0.5) * 1e3, 1),
            "p95_ms": round(self.at(0.95) * 1e3, 1),
            "p99_ms": round(self.at(0.99) * 1e3, 1),
            "cpu_ms": round(self.cpu / len(self.seconds) * 1e3, 2),
            "stall_ms": round(self.stall * 1e3, 1),
            "own_stall_ms": round(self.own_stall * 1e3, 1),
            "answers": len(self.seconds),
        }


async def ask(answer: Answer, rate: float, seconds: float) -> Waited:
    """Let people ask so many times a second, for so long."""
    waited, loop = Waited(), asyncio.get_running_loop()
    heart = asyncio.create_task(_beat(waited))
    began, worked = loop.time(), time.process_time()

    async def one(due: float) -> None:
        await answer()
        waited.seconds.append(loop.time() - due)

    tasks = []
    for number in range(round(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - loop.time()))
        tasks.append(asyncio.create_task(one(due)))
    await asyncio.gather(*tasks)
    waited.cpu = time.process_time() - worked
    heart.cancel()
    return waited


async def _beat(waited: Waited) -> None:
    """Note the longest time that the loop did not come back, and how long it worked meanwhile."""
    loop = asyncio.get_running_loop()
    while True:
        before, worked = loop.time(), time.thread_time()
        await asyncio.sleep(BEAT)
        late = loop.time() - before - BEAT
        waited.stall = max(waited.stall, late)
        waited.own_stall = max(waited.own_stall, min(late, time.thread_time() - worked))


class Reader:
    """Somebody who asks; the message is made as discord.py would send it, and dropped."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._labels = Labels.for_locale("en-US")
        self._topics = cycle(desk.topics.shipped)
        every = questions(QUESTIONS + POPULAR)
        self._words, self._popular = iter(every[POPULAR:]), every[:POPULAR]
        self._ends = list(accumulate(1 / rank for rank in range(1, POPULAR + 1)))
        self._drawn = random.Random(5)
        self.interaction: Any = SimpleNamespace(
            guild_id=GUILD, channel_id=1, user=SimpleNamespace(id=2),
            client=SimpleNamespace(desk=desk),
            edit_original_response=_sent,
        )  # fmt: skip

    async def topic(self) -> None:
        """Ask for one of the shipped topics."""
        await self._brief(next(self._topics).name)

    async def words(self) -> None:
        """Ask for words that nobody asked for before."""
        await self._brief(next(self._words))

    async def popular(self) -> None:
        """Ask for words as people do, who mostly ask for what others asked: by Zipf's law."""
        rank = bisect(self._ends, self._drawn.random() * self._ends[-1])
        await self._brief(self._popular[rank])

    async def bare(self) -> None:
        """Use a command that only answers."""
        await self._desk.run(lambda: None)
        await _sent(view=text_view(["An answer."]))

    async def _brief(self, typed: str) -> None:
        meant = await self._desk.resolve(GUILD, typed)
        await answer_brief(self.interaction, Request(meant), self._labels)


async def _sent(*, view: Any, **_: Any) -> SimpleNamespace:
    view.to_components()
    return SimpleNamespace(id=next(_MESSAGES), flags=SimpleNamespace(ephemeral=False))


def questions(most: int) -> list[str]:
    """Return questions of two words of the library: one that is long, and one that follows it.

    Each is another. They are made before anything is measured.
    """
    found: dict[str, None] = {}
    for question in _rare_and_common():
        found[question] = None
        if len(found) == most:
            break
    return list(found)


def _rare_and_common() -> Iterator[str]:
    for number in range(1, 100_000, 7):
        words = [w.strip("“”.,;:’") for w in recombined(1 + number % 9_000).split()]
        long = [i for i, word in enumerate(words[:-1]) if len(word) > 8 and word.isalpha()]
        for at in long[:3]:
            yield f"{words[at]} {words[at + 1]}"


def median_cpu(work: Callable[[], object], times: int) -> float:
    """Return the median of the seconds that this process works for something."""
    taken = []
    for _ in range(times):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return statistics.median(taken)
