"""A mention: a noun phrase that stands for a person, group, body or place."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.Enum):
    """What a mention is by its form."""

    NAME = enum.auto()
    ROLE = enum.auto()
    GROUP = enum.auto()
    BODY = enum.auto()
    PLACE = enum.auto()
    PRONOUN = enum.auto()


@dataclass(slots=True, eq=False)
class Mention:
    """A noun phrase: its tokens ``[first, last)`` with determiner and what hangs on it.

    ``head`` is where its core ends. ``name`` and ``role`` are ranges of tokens, ``country`` the
    code of the country that the phrase names, ``owner`` the mention before "'s".
    """

    kind: Kind
    first: int
    last: int
    head: int
    name: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    country: str | None = None
    owner: Mention | None = None
    definite: bool = False
    possessed: bool = False
    plural: bool = False
    document: bool = False
    hangs: bool = False  # on the phrase before it, by a preposition
