"""Asking Discord: whether a request may still go out, and how long its answer is waited for.

discord.py queues requests by route, and remembers who is asking. A request that is cancelled while
it waits for a limit's end leaves a queue that nobody moves any more, on its route or, for the
global limit, on all of them. So nothing that asks Discord is cancelled: it is left behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, Protocol, TypeVar

T = TypeVar("T")


class Gate(Protocol):
    """Whether requests may go out."""

    def check(self) -> None:
        """Raise what says why none may. It is asked once for each request."""


class GivenUp(Exception):
    """A request was to go out for somebody who does not wait for it any more."""


_GATES: Final[ContextVar[tuple[Gate, ...]]] = ContextVar("gates", default=())
_LEFT_BEHIND: Final[set[asyncio.Task[Any]]] = set()


@contextmanager
def gated(gate: Gate) -> Iterator[None]:
    """Let a request go out, in this task and those that it starts, only if ``gate`` allows it."""
    token = _GATES.set((*_GATES.get(), gate))
    try:
        yield
    finally:
        _GATES.reset(token)


async def before_the_first_byte(*_: object) -> None:
    """Ask the gates of the task whose request is about to be written: for aiohttp's tracing."""
    for gate in _GATES.get():
        gate.check()


class _Waited:
    """Closes when nobody waits any more."""

    def __init__(self) -> None:
        self._over = False

    def end(self) -> None:
        self._over = True

    def check(self) -> None:
        if self._over:
            raise GivenUp


async def within(seconds: float, question: Coroutine[Any, Any, T]) -> T:
    """Return what a question to Discord brings. Raises TimeoutError after so many seconds.

    What has no answer by then goes on by itself to its next request, and ends there.
    """
    waited = _Waited()
    with gated(waited):
        asked = asyncio.create_task(question)
    try:
        done, _ = await asyncio.wait([asked], timeout=seconds)
    finally:
        if not asked.done():
            waited.end()
            _LEFT_BEHIND.add(asked)
            asked.add_done_callback(_ended)
    if not done:
        raise TimeoutError
    return asked.result()


def _ended(task: asyncio.Task[Any]) -> None:
    """Forget a question that was left behind; nobody wants to hear how it ended."""
    _LEFT_BEHIND.discard(task)
    if not task.cancelled():
        task.exception()
