"""Time zones by the names people know: a city, or the tz database's own name."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from zoneinfo import available_timezones

from summaries.topics import key

_NOT_PLACES: Final = ("Etc/", "SystemV/", "posix/", "right/")
_NO_ZONES: Final = frozenset({"Factory", "localtime", "posixrules"})
_COMMON: Final = (
    "UTC",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Lima",
    "America/Bogota",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Istanbul",
    "Africa/Cairo",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Africa/Johannesburg",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
)
"""Offered before anything is typed: one for most of the world's readers, west to east."""


def find_zone(typed: str) -> str | None:
    """Return the zone that a name means: its own name in any case, or a city that is only one."""
    wanted = key(typed)
    known = _known()
    if wanted in known:
        return known[wanted]
    cities = [name for name in _places() if _city(name) == wanted]
    return cities[0] if len(cities) == 1 else None


def nearest_zone(typed: str) -> str | None:
    """Return the zone whose name or city is most like what was typed; None if none is."""
    offered = matching_zones(typed, 1) if key(typed) else ()
    if offered:
        return offered[0]
    names = {_city(name): name for name in reversed(_places())} | _known()
    near = difflib.get_close_matches(key(typed), names, n=1, cutoff=0.6)
    return names[near[0]] if near else None


def matching_zones(typed: str, most: int) -> Sequence[str]:
    """Return at most ``most`` zones for what is typed so far, those whose city begins so first."""
    wanted = key(typed)
    if not wanted:
        return _COMMON[:most]
    ranked = [
        (not _city(name).startswith(wanted), name not in _COMMON, name)
        for name in _places()
        if wanted in key(name) or wanted in key(name.replace("/", " "))
    ]
    return [name for *_, name in sorted(ranked)[:most]]


def zone_label(name: str) -> str:
    """Write a zone for a person: "America/New_York" is "New York (America)"."""
    region, _, place = name.partition("/")
    return f"{place.replace('_', ' ').replace('/', ', ')} ({region})" if place else name


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Every zone by its folded name. Reads the tz database: some 60 ms the first time."""
    return {key(name): name for name in sorted(available_timezones() - _NO_ZONES)}


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    """The zones that are places, and UTC: the rest are offsets and old names."""
    places = [
        name for name in _known().values() if "/" in name and not name.startswith(_NOT_PLACES)
    ]
    return ("UTC", *places)


def _city(name: str) -> str:
    return key(name.rpartition("/")[2])
