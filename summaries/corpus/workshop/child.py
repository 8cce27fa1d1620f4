"""The process that parses. It knows no network, no database and no file, and is expendable."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import asdict
from typing import Any, Final

from summaries.corpus.extracted import Extracted, ExtractRefused
from summaries.corpus.workshop.frames import frame, read_frame

MEMORY: Final = 1_500_000_000
"""Bytes of addresses that it may have; most of them are libraries that are mapped, not used."""

_FILES: Final = 64  # what importing needs; nothing else is opened


def main() -> None:
    """Answer one task after the other, until nobody asks any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit()
    answers.write(frame({"ready": True}))
    answers.flush()
    while (asked := read_frame(sys.stdin.buffer)) is not None:
        said, data = asked
        answers.write(_answer(said, data))
        answers.flush()


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


def _answer(said: dict[str, Any], data: bytes) -> bytes:
    try:
        return frame({"done": _do(said, data)})
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
