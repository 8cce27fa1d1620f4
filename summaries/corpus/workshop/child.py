"""The process that parses. It knows no network, no database and no file, and is expendable."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from summaries.corpus.extracted import Extracted, ExtractRefused
from summaries.corpus.workshop.frames import frame, read_frame

ROOM: Final = 64 * 1024 * 1024
"""Bytes that tasks may use beside the libraries that do them. Real pages of 1.5 MB need half."""

MEMORY: Final = 1_500_000_000
"""Bytes of addresses that it may have in any case; most are libraries, mapped and not used."""

_TIRED: Final = ROOM // 4  # what is not given back: the next task would have less room

_FILES: Final = 64  # what importing needs; nothing else is opened


def main() -> None:
    """Answer one task after the other, until nobody asks any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit()
    room = _Room()
    answers.write(frame({"ready": True}))
    answers.flush()
    while (asked := read_frame(sys.stdin.buffer)) is not None:
        said, data = asked
        room.make_ready(said["task"])
        answers.write(_answer(said, data, room))
        answers.flush()


class _Room:
    """How much memory tasks may use: `ROOM` beside what the libraries take when they are loaded.

    Where the system does not tell what is in use, only `MEMORY` limits it.
    """

    def __init__(self) -> None:
        self._ready: set[str] = set()
        self._rest = 0

    def make_ready(self, task: str) -> None:
        """Load what a kind of task needs, then let it have `ROOM` beside that."""
        if task in self._ready:
            return
        self._ready.add(task)
        before = _in_use()
        self._allow(None)
        _warm(task)
        self._rest = _in_use() if not self._rest else self._rest + _in_use() - before
        self._allow(self._rest + ROOM)

    @property
    def tired(self) -> bool:
        """Whether tasks left so much behind that a new process does better."""
        return _in_use() - self._rest > _TIRED

    def _allow(self, most: int | None) -> None:
        if not self._rest and not _in_use():
            return
        import resource

        soft = resource.RLIM_INFINITY if most is None else most
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (soft, resource.RLIM_INFINITY))


def _in_use() -> int:
    """Return the bytes that this process has for itself; 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except (OSError, UnicodeError):
        return 0
    kilobytes = re.search(r"VmData:\s+(\d+)", status)
    return int(kilobytes[1]) * 1024 if kilobytes else 0


def _warm(task: str) -> None:
    """Do a tiny task, so that everything is loaded that a real one will need.

    It must succeed: a page that is refused for its length is never looked through for its date, and
    what that takes would then be held against the first real page.
    """
    page = (
        b"<html><head><title>News</title></head><body><article><h1>Bread is dearer</h1>"
        b"<p>A loaf cost three coins on Monday, one more than in the spring, bakers said, and the "
        b"mills expect that it will cost as much until the harvest is in.</p>"
        b"</article></body></html>"
    )
    sample = {
        "page": page,
        "file": page,
        "feed": b"<rss version='2.0'><channel><title>News</title></channel></rss>",
    }
    said = {"task": task, "url": "https://example.org/", "content_type": None, "file": "a.html"}
    with contextlib.suppress(ExtractRefused):
        _do(said, sample[task])


def _limit() -> None:
    """Take away what parsing does not need, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def _answer(said: dict[str, Any], data: bytes, room: _Room) -> bytes:
    try:
        done = _do(said, data)
        return frame({"done": done, "tired": room.tired})
    except ExtractRefused as refused:
        return frame({"refused": [refused.reason.value, str(refused)]})
    except MemoryError:
        return frame({"failed": "MemoryError"})
    except Exception as error:  # whatever a parser does with foreign bytes, the next task goes on
        return frame({"failed": type(error).__name__})


def _do(said: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Do one task. Each imports what it needs: a child that reads feeds needs no PDF."""
    match said["task"]:
        case "page":
            from summaries.corpus.pages import extract_page

            page = extract_page(data, url=said["url"], content_type=said["content_type"])
            return _plain(page)
        case "file":
            from summaries.corpus.documents import extract_file

            return _plain(extract_file(data, file=said["file"]))
        case "feed":
            from summaries.corpus.feeds import parse_feed

            feed = parse_feed(data, url=said["url"], content_type=said["content_type"])
            entries = [
                {**asdict(e), "published": e.published.isoformat() if e.published else None}
                for e in feed.entries
            ]
            return {"title": feed.title, "format": feed.format, "entries": entries}
        case task:
            raise ValueError(task)


def _plain(extracted: Extracted) -> dict[str, Any]:
    published = extracted.published
    return {**asdict(extracted), "published": published.isoformat() if published else None}
