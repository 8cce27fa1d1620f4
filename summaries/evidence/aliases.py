"""The list of names that a team keeps: other names of people, places and bodies, one on a line.

"MLK = Martin Luther King": whoever is called by the first is compared by the second.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from summaries.text import folded_words

MOST: Final = 200
"""So many other names a team may keep."""

LONGEST: Final = 80
"""Characters of a name or another name."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name and the name that it stands for, both as the team wrote them."""

    other: str
    name: str

    @property
    def key(self) -> str:
        """Return the other name as it is looked up."""
        return folded(self.other)


class Wrong(enum.StrEnum):
    """Why a line can't be taken."""

    NO_SIGN = "no_sign"
    SIGNS = "signs"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    SAME = "same"
    TWICE = "twice"
    BOTH = "both"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that can't be taken, as it was typed; ``name`` is the name in it that is at fault."""

    line: str
    why: Wrong
    name: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read: the lines that can be taken, and the others, each in its order."""

    taken: tuple[Alias, ...]
    refused: tuple[RefusedLine, ...]


def folded(name: str) -> str:
    """Return a name as it is looked up: its words without case, accents and points."""
    return " ".join(folded_words(name))


def read_lines(typed: str, known: Mapping[str, Alias]) -> Lines:
    """Read "other name = name", one on a line; ``known`` are those kept so far, by key.

    A line for another name that is kept already takes its place. Empty lines count for nothing.
    """
    kept, fresh = dict(known), dict[str, Alias]()
    refused = list[RefusedLine]()
    for line in map(str.strip, typed.splitlines()):
        if not line:
            continue
        read = _read(line, kept, fresh)
        if isinstance(read, RefusedLine):
            refused.append(read)
        else:
            kept[read.key] = fresh[read.key] = read
    return Lines(tuple(fresh.values()), tuple(refused))


def _read(line: str, kept: Mapping[str, Alias], fresh: Mapping[str, Alias]) -> Alias | RefusedLine:
    sides = [" ".join(side.split()) for side in line.split("=")]
    if len(sides) != 2:
        return RefusedLine(line, Wrong.SIGNS if len(sides) > 2 else Wrong.NO_SIGN)
    alias = Alias(*sides)
    key, name = alias.key, folded(alias.name)
    if not key or not name:
        return RefusedLine(line, Wrong.EMPTY)
    if max(map(len, sides)) > LONGEST:
        return RefusedLine(line, Wrong.TOO_LONG)
    if key == name:
        return RefusedLine(line, Wrong.SAME)
    if key in fresh and fresh[key].name != alias.name:
        return RefusedLine(line, Wrong.TWICE, alias.other)
    if name in kept:
        return RefusedLine(line, Wrong.BOTH, alias.name)
    if any(folded(one.name) == key for one in kept.values()):
        return RefusedLine(line, Wrong.BOTH, alias.other)
    if key not in kept and len(kept) >= MOST:
        return RefusedLine(line, Wrong.FULL)
    return alias
