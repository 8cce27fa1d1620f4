"""What a start has loaded is set aside from the collector, and collected when it is quiet."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from bot import collector
from bot.collector import Collector, set_aside


class Knot:
    """Something that only the collector of cycles can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_what_is_there_is_set_aside_and_what_nobody_reaches_is_freed() -> None:
    kept, lost = Knot(), Knot()
    seen = weakref.ref(lost)
    del lost

    set_aside()

    assert seen() is None
    assert gc.get_freeze_count() > 1_000
    assert all(one is not kept for one in gc.get_objects())


def test_what_was_set_aside_and_is_reached_no_more_is_freed_the_next_time() -> None:
    knot = Knot()
    seen = weakref.ref(knot)
    set_aside()
    del knot

    gc.collect()
    assert seen() is not None
    set_aside()

    assert seen() is None


async def test_it_collects_in_a_quiet_moment_and_not_in_a_busy_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collector, "_LOOK", 0.02)
    monkeypatch.setattr(collector, "_QUIET", 0.1)  # of so short a look the loop itself is more
    at_work = Collector(warm=0.02, every=0.02)
    at_work.start()
    knot = Knot()
    seen = weakref.ref(knot)
    del knot
    busy_until = asyncio.get_running_loop().time() + 0.3
    while asyncio.get_running_loop().time() < busy_until:
        sum(range(20_000))
        await asyncio.sleep(0)
    assert seen() is not None

    async with asyncio.timeout(10):
        while seen() is not None:
            await asyncio.sleep(0.05)

    await at_work.stop()
    assert gc.get_threshold()[2] >= 1_000, "full collections are left to quiet moments"


@pytest.mark.parametrize(
    ("works", "looks"),
    [
        ([0.01], 1),  # quiet at once
        ([0.08, 0.05, 0.01], 3),  # a hundred bare commands a second are not quiet
        ([0.08] * 9, 6),  # but where it is never quieter, less will do after a while
        ([0.5] * 8 + [0.08], 9),  # and a busy moment is never taken
    ],
)
async def test_it_waits_until_nobody_is_asking(
    monkeypatch: pytest.MonkeyPatch, works: list[float], looks: int
) -> None:
    monkeypatch.setattr(collector, "_LONG", 5)
    seen, done = list(works), asyncio.Event()

    async def worked() -> float:
        return seen.pop(0)

    def collected() -> float:
        done.set()
        return 0.0

    at_work = Collector(warm=0.0, every=60.0)
    at_work.start()
    monkeypatch.setattr(collector, "_worked", worked)
    monkeypatch.setattr(collector, "set_aside", collected)

    async with asyncio.timeout(10):
        await done.wait()
    await at_work.stop()

    assert len(works) - len(seen) == looks
