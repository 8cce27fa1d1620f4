"""What is asked of Discord is waited for, or left behind; it is never cancelled in the middle."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from bot.asking import _LEFT_BEHIND, before_the_first_byte, gated, within


class Closed(Exception):
    pass


class Shut:
    """A gate that lets nothing out."""

    def check(self) -> None:
        raise Closed


async def answer() -> str:
    await before_the_first_byte()
    return "yes"


async def failing() -> None:
    raise Closed


async def test_an_answer_in_time_is_returned_and_an_error_raised() -> None:
    assert await within(1.0, answer()) == "yes"
    with pytest.raises(Closed):
        await within(1.0, failing())


async def test_a_gate_holds_for_what_is_asked_behind_it() -> None:
    with gated(Shut()), pytest.raises(Closed):
        await within(1.0, answer())
    assert await within(1.0, answer()) == "yes"


async def test_what_is_too_late_goes_on_to_its_next_request_and_ends_there() -> None:
    released, done = asyncio.Event(), []

    async def two_requests() -> None:
        await before_the_first_byte()
        await released.wait()
        done.append("the first was answered")
        with contextlib.suppress(Closed):
            await before_the_first_byte()
        done.append("the second went out")

    with pytest.raises(TimeoutError):
        await within(0.01, two_requests())
    assert done == []
    [left] = _LEFT_BEHIND

    released.set()
    await asyncio.wait([left])
    await asyncio.sleep(0)

    assert done == ["the first was answered"]
    assert not _LEFT_BEHIND


async def test_who_waits_may_be_cancelled_and_what_was_asked_is_not() -> None:
    released = asyncio.Event()
    waiting = asyncio.create_task(within(9.0, released.wait()))
    await asyncio.sleep(0)

    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    [left] = _LEFT_BEHIND
    released.set()
    await asyncio.wait([left])

    assert left.result() is True
