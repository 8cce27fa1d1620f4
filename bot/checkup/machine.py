"""Conditions of the machine: Python, time zones, memory, and room on the disk."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.checkup.conditions import Unmet

OLDEST: Final = (3, 11)
LEAST_DISK: Final = 200 * 1024 * 1024
LEAST_MEMORY: Final = 200 * 1024 * 1024
"""Bytes. A start takes some 100 MB; a large library doubles that."""

_TRIED: Final = 20  # zones, of some six hundred
_MEMORY: Final = Path("/proc/meminfo")
_GROUP: Final = Path("/sys/fs/cgroup")


def python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> str:
    """Say which Python runs this. Raises Unmet."""
    said = f"Python {'.'.join(map(str, version))}"
    if version[:2] < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise Unmet(f"This is {said}.", f"Install Python {oldest} or newer and run `make` again.")
    return said


def zones() -> str:
    """Say that the data of time zones are there: digests are due by them. Raises Unmet."""
    try:
        known = sorted(available_timezones())
        for name in ("UTC", *known[:: len(known) // _TRIED or 1]):
            ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        cure = "Install the package tzdata into the environment that runs the bot."
        raise Unmet(f"The data of time zones are not complete: {error}.", cure) from None
    return f"{len(known)} time zones"


def disk(folder: Path, least: int = LEAST_DISK) -> str:
    """Say how much room there is where the database is. Raises Unmet."""
    place = _existing(folder)
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        raise Unmet(f"{place} can't be looked at: {error.strerror}.", _MOVE) from None
    if free < least:
        raise Unmet(
            f"Only {_mib(free)} are free at {place}, and {_mib(least)} are needed.",
            f"Make room, or {_MOVE[0].lower()}{_MOVE[1:]}",
        )
    return f"{_mib(free)} free at {place}"


def folder(path: Path) -> str:
    """Say that the data folder can be written, or made. Raises Unmet."""
    place = _existing(path)
    try:
        if not place.is_dir():
            raise NotADirectoryError(20, "it is a file")
        with tempfile.TemporaryDirectory(prefix=".pullquote-check-", dir=place):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unmet(f"{place} can't be written: {reason}.", _MOVE) from None
    return f"{path} can be written" if path.is_dir() else f"{path} can be made"


def memory(table: Path = _MEMORY, group: Path = _GROUP, least: int = LEAST_MEMORY) -> str:
    """Say how much memory is free, by the machine and by the limit of a container. Raises Unmet."""
    known = [free for free in (_available(table), _allowed(group)) if free is not None]
    if not known:
        return "free memory is not known here"
    free = min(known)
    if free < least:
        raise Unmet(
            f"Only {_mib(free)} of memory are free, and {_mib(least)} are needed.",
            "End other programs, or give the machine or the container more memory.",
        )
    return f"{_mib(free)} of memory free"


_MOVE: Final = "Set PULLQUOTE_DATA_DIR to a folder that the bot's user may write."


def _existing(path: Path) -> Path:
    """Return a path, or the nearest folder above it that is there."""
    path = path.absolute()
    return next((one for one in (path, *path.parents) if os.path.lexists(one)), path)


def _available(table: Path) -> int | None:
    try:
        lines = table.read_text("ascii").splitlines()
        found = next(line for line in lines if line.startswith("MemAvailable:"))
        return int(found.split()[1]) * 1024
    except (OSError, ValueError, IndexError, StopIteration):
        return None


def _allowed(group: Path) -> int | None:
    try:
        most = int((group / "memory.max").read_text("ascii"))
        return most - int((group / "memory.current").read_text("ascii"))
    except (OSError, ValueError):  # no limit reads as "max"
        return None


def _mib(size: int) -> str:
    return f"{size // (1024 * 1024):,} MiB"
