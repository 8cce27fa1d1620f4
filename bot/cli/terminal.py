"""What goes to the terminal: answers to standard output, complaints to standard error.

Texts may hold anything, escape sequences for terminals too. In plain text they are left out
(`bot.pages.source_words.visible`); in JSON they are written as escapes, so that it stays exact.
"""

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

Progress = Callable[[int, int | None], None]
"""Takes how much is done, and of how much where that is known."""

# What could steer a terminal or break a line, and half surrogate pairs, which have no UTF-8. JSON
# escapes the other control characters by itself.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def prepare_streams() -> None:
    """Make output the same on every machine: UTF-8, and line ends as they are written.

    A terminal keeps its own encoding; what it can't show becomes a question mark.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):  # replaced or closed by the caller
            if stream.isatty():
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]
            else:
                stream.reconfigure(  # type: ignore[union-attr]
                    encoding="utf-8", errors="backslashreplace", newline="\n"
                )


def say(text: str) -> None:
    """Write an answer and a line end, at once: who reads a pipe need not wait for the last line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(sentence: str) -> None:
    """Write a sentence to standard error, without anything that could steer the terminal."""
    from bot.pages.source_words import visible

    sys.stderr.write(f"{visible(sentence)}\n")
    sys.stderr.flush()


def as_json(value: Any, indent: int | None = None) -> str:
    """Write a value as JSON that a terminal shows safely and a parser reads exactly."""
    return safe_json(json.dumps(value, ensure_ascii=False, indent=indent))


def safe_json(written: str) -> str:
    """Escape what could steer a terminal in JSON text; it still reads as the same value."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


@contextlib.contextmanager
def progress(doing: str, *, beside_output: bool = False) -> Iterator[Progress]:
    """Show a bar on standard error while something long is done, if that is a terminal.

    ``beside_output``: answers are written meanwhile, so there is no bar where both would share
    the screen.
    """
    if not sys.stderr.isatty() or (beside_output and sys.stdout.isatty()):
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    # rich would send standard output to its own console, which is standard error here.
    with Bar(
        console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
