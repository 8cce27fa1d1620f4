"""What a manager types for a digest: a time of day, days of the week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from typing import Final

from bot.labels import Labels
from summaries.text.terms import fold

EVERY_DAY: Final = tuple(range(7))
WEEKDAYS: Final = (0, 1, 2, 3, 4)
WEEKENDS: Final = (5, 6)
GROUPS: Final = {"every_day": EVERY_DAY, "weekdays": WEEKDAYS, "weekends": WEEKENDS}
"""The groups of days that are offered; each name is also that of its label."""

_TIME: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})|([0-9]{2})([0-9]{2})", re.ASCII)
_SHORTEST: Final = 2  # letters of a day's name: "t" could be Tuesday or Thursday


def parse_time(typed: str) -> time | None:
    """Read a time of 24 hours: "07:00", "7:00", "0700". None for anything else."""
    found = _TIME.fullmatch(typed.strip())
    if not found:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def parse_days(typed: str, labels: Labels) -> tuple[int, ...] | None:
    """Read days of the week, Monday 0: "weekdays", "mon,wed,fri", "mon-fri"; nothing is every day.

    Names are the reader's language's or English, whole or their first two letters or more. None
    where a word is no day.
    """
    wanted = " ".join(fold(typed).split())
    if not wanted:
        return EVERY_DAY
    for name, days in GROUPS.items():
        if wanted in {name.replace("_", " "), fold(labels(f"days.{name}"))}:
            return days
    chosen = set[int]()
    for word in re.split(r"[\s,;]+", re.sub(r"\s*[-–]\s*", "-", wanted)):
        first, _, last = word.partition("-")
        begin, end = _day(first, labels), _day(last or first, labels)
        if begin is None or end is None:
            return None
        chosen |= {day % 7 for day in range(begin, end + (7 if end < begin else 0) + 1)}
    return tuple(sorted(chosen))


def say_days(days: tuple[int, ...], labels: Labels) -> str:
    """Say days the reader's way: "every day", "weekdays", "Mon, Wed, Fri"."""
    for name, group in GROUPS.items():
        if days == group:
            return labels(f"days.{name}")
    from babel.core import Locale

    names = Locale.parse(labels.language).days["stand-alone"]["abbreviated"]
    return ", ".join(names[day] for day in days)


def _day(word: str, labels: Labels) -> int | None:
    """Return the day that a word begins the name of, in the reader's language before English."""
    if len(word.rstrip(".")) < _SHORTEST:
        return None
    for language in dict.fromkeys((labels.language, "en")):
        found = {day for day, name in _names(language) if name.startswith(word.rstrip("."))}
        if len(found) == 1:
            return found.pop()
    return None


def _names(language: str) -> Iterator[tuple[int, str]]:
    from babel.core import Locale

    for names in Locale.parse(language).days["format"].values():
        for day, name in names.items():
            yield day, fold(name).rstrip(".")
