"""An error as it may stand in the log: where it came from, and only words that are the program's.

The message of an exception often repeats what it choked on, and here that is an article, or what
somebody typed. So it is written only of exceptions whose messages are known to hold neither.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from typing import Final

_OWN_WORDS: Final = (
    OSError,
    ImportError,
    AttributeError,
    NameError,
    TypeError,
    MemoryError,
    RecursionError,
    NotImplementedError,
)
_OWN_MODULES: Final = (
    "aiohttp.",
    "alembic.",
    "apscheduler.",
    "bot.",
    "config.",
    "discord.",
    "summaries.briefs.",
    "summaries.corpus.",
    "summaries.store.",
)
_REPEATING: Final = ("bot.errors", "discord.app_commands.")
"""Of those, the ones that repeat what was typed, or another exception's message."""

_QUOTED: Final = re.compile(r"(['\"“])[^\n]{40,}(['\"”])")
_MOST: Final = 500


def error_as_logged(error: BaseException) -> str:
    """Return a traceback with the causes first, without any text that came from outside."""
    return "\n\nWhich led to:\n\n".join(_one(one) for one in reversed(list(_chain(error))))


def message_as_logged(error: BaseException) -> str:
    """Return an exception's message, or how long it is where it may hold foreign words."""
    said = str(error)
    if not said:
        return ""
    module = f"{type(error).__module__}."
    known = isinstance(error, _OWN_WORDS) or module.startswith(_OWN_MODULES)
    if not known or module.startswith(_REPEATING):
        return f"({len(said)} characters that may be somebody's text are left out)"
    return _QUOTED.sub(r"\1…\2", said)[:_MOST]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)


def _one(error: BaseException) -> str:
    lines = ["Traceback (most recent call last):\n", *traceback.format_tb(error.__traceback__)]
    said = message_as_logged(error)
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    lines.append(f"{name}: {said}" if said else name)
    if isinstance(error, BaseExceptionGroup):
        each = map(error_as_logged, error.exceptions)
        lines += ["\n  | " + one.replace("\n", "\n  | ") for one in each]
    return "".join(lines)
