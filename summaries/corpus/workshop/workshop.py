"""Hands foreign bytes to a child process, waits five seconds at most, and reads the answer.

A hostile page can keep any parser busy for a minute, with the interpreter's lock held; in a process
of its own it is killed, and the next task gets a new one.
"""

from __future__ import annotations

import logging
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import summaries
from summaries.corpus.extracted import Extracted, ExtractRefused, Reason
from summaries.corpus.feeds.model import Feed
from summaries.corpus.workshop.answers import extracted_of, feed_of
from summaries.corpus.workshop.frames import frame, unframe, whole

log = logging.getLogger(__name__)

LIMIT: Final = 5.0
"""Seconds for one task."""

START: Final = 30.0
"""Seconds for a child to start; it takes less than one on a machine that has nothing else to do."""

TASKS: Final = 500
"""After so many tasks a child is replaced, whatever it has piled up."""

IDLE: Final = 300.0
"""Seconds after which a child that has nothing to do is ended; it holds some 90 MB."""

_ROOT: Final = str(Path(next(iter(summaries.__path__))).parent)
_RUN: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from summaries.corpus.workshop.child import main; main()"
)
_KEPT: Final = ("LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TZ")
_PIECE: Final = 65_536
_NO_ROOM: Final = "MemoryError"

Result = TypeVar("Result")


class _Gone(Exception):
    """The child ended, or said something that is no answer."""


class _Child:
    """One process. Used by one thread at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _RUN, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _KEPT if name in os.environ}
            | {"OPENBLAS_NUM_THREADS": "1"},
            cwd=Path(sys.executable).anchor,
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)
        self.tasks = 0
        self.since = time.monotonic()
        try:
            self.ask(b"", START)
        except BaseException:
            self.kill()
            raise

    def ask(self, message: bytes, seconds: float) -> dict[str, Any]:
        """Send a message and return the answer. Raises TimeoutError and _Gone."""
        end = time.monotonic() + seconds
        left, received = memoryview(message), bytearray()
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._out, selectors.EVENT_READ)
            if left:
                waiting.register(self._in, selectors.EVENT_WRITE)
            while True:
                ready = waiting.select(end - time.monotonic())
                if time.monotonic() >= end:
                    raise TimeoutError
                for key, _ in ready:
                    if key.fd == self._in:
                        left = left[self._write(left) :]
                        if not left:
                            waiting.unregister(self._in)
                        continue
                    received += self._read()
                    try:
                        length = whole(received)
                        if length is not None and len(received) >= length:
                            return unframe(received)[0]
                    except ValueError as error:
                        raise _Gone from error

    def _write(self, left: memoryview) -> int:
        try:
            return os.write(self._in, left[:_PIECE])
        except BlockingIOError:
            return 0
        except OSError as error:
            raise _Gone from error

    def _read(self) -> bytes:
        try:
            piece = os.read(self._out, _PIECE)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise _Gone from error
        if not piece:
            raise _Gone
        return piece

    def alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process; a thread that waits for its answer finds it gone."""
        self._process.kill()
        self._process.wait()

    def kill(self) -> None:
        """End it, whatever it does, and leave nothing of it behind."""
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


class Workshop:
    """At most ``size`` children, started when they are needed. Safe to ask from several threads.

    Its methods wait: call them from a thread, never from the event loop. They raise
    ExtractRefused, whatever the child did.
    """

    def __init__(self, size: int = 1, *, limit: float = LIMIT, idle: float = IDLE) -> None:
        self._places = threading.BoundedSemaphore(size)
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
        self._lock = threading.Lock()
        self._limit = limit
        self._rest = idle
        self._closed = False
        self._sweeper: threading.Timer | None = None

    def extract_page(
        self, data: bytes, *, url: str | None = None, content_type: str | None = None
    ) -> Extracted:
        """Read the article in a page."""
        asked = {"task": "page", "url": url, "content_type": content_type}
        return self._done(asked, data, extracted_of)

    def extract_file(self, data: bytes, *, file: str) -> Extracted:
        """Read the article in a file; its name says what kind it is."""
        return self._done({"task": "file", "file": file}, data, extracted_of)

    def parse_feed(self, data: bytes, *, url: str, content_type: str | None = None) -> Feed:
        """Read a feed."""
        asked = {"task": "feed", "url": url, "content_type": content_type}
        return self._done(asked, data, feed_of)

    def close(self) -> None:
        """End all children, those at work too; what waits for them is refused."""
        with self._lock:
            self._closed = True
            idle, busy = self._idle, tuple(self._busy)
            self._idle = []
            if self._sweeper is not None:
                self._sweeper.cancel()
        for child in idle:
            child.kill()
        for child in busy:
            child.stop()  # its pipes are closed by the thread that reads from them

    def _done(
        self, asked: dict[str, Any], data: bytes, read: Callable[[dict[str, Any]], Result]
    ) -> Result:
        message = frame(asked, data)
        answer = self._answer(message)
        if answer.get("failed") == _NO_ROOM:
            # What earlier tasks left behind is no fault of this one: a new child has all the room.
            answer = self._answer(message)
        if "refused" in answer:
            reason, sentence = answer["refused"]
            raise ExtractRefused(Reason(reason), str(sentence))
        if answer.get("failed") == _NO_ROOM:
            raise ExtractRefused(
                Reason.TOO_BIG,
                "It takes too much memory to read: paste the text of the article alone.",
            )
        try:
            return read(answer["done"])
        except (KeyError, TypeError, ValueError):
            log.warning("The workshop could not do a task: %s", answer.get("failed", "no answer"))
            raise _damaged() from None

    def _answer(self, message: bytes) -> dict[str, Any]:
        with self._places:
            child = None
            if self._closed:
                raise _damaged()
            try:
                child = self._take()
                answer = child.ask(message, self._limit)
            except TimeoutError:
                self._drop(child)
                raise ExtractRefused(
                    Reason.TOO_SLOW,
                    "It takes too long to read: paste the text of the article alone.",
                ) from None
            except (_Gone, OSError):
                self._drop(child)
                raise _damaged() from None
            worn = answer.get("tired") or answer.get("failed") == _NO_ROOM
            self._give_back(child, keep=not worn)
            return answer

    def _take(self) -> _Child:
        with self._lock:
            child = self._idle.pop() if self._idle else None
        if child is not None and not child.alive():
            child.kill()  # it ended while nobody asked: no fault of this task
            child = None
        child = child or _Child()
        with self._lock:
            if not self._closed:
                self._busy.add(child)
                return child
        child.kill()
        raise _Gone

    def _give_back(self, child: _Child, *, keep: bool) -> None:
        child.tasks += 1
        child.since = time.monotonic()
        with self._lock:
            self._busy.discard(child)
            keep = keep and not self._closed and child.tasks < TASKS
            if keep:
                self._idle.append(child)
                self._sweep_later()
        if not keep:
            child.kill()

    def _sweep_later(self) -> None:
        """Look after a while whether children have nothing to do; called under the lock."""
        if self._sweeper is None:
            self._sweeper = threading.Timer(self._rest, self._sweep)
            self._sweeper.daemon = True
            self._sweeper.start()

    def _sweep(self) -> None:
        """End the children that had nothing to do for long."""
        rested = time.monotonic() - self._rest
        with self._lock:
            self._sweeper = None
            old = [child for child in self._idle if child.since <= rested]
            self._idle = [child for child in self._idle if child.since > rested]
            if self._idle:
                self._sweep_later()
        for child in old:
            child.kill()

    def _drop(self, child: _Child | None) -> None:
        if child is not None:
            with self._lock:
                self._busy.discard(child)
            child.kill()


def _damaged() -> ExtractRefused:
    return ExtractRefused(
        Reason.DAMAGED, "It can't be read, as if it were damaged: paste the text of the article."
    )
