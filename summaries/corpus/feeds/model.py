"""A feed and its entries, as they are handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

MOST_ENTRIES: Final = 500
"""How many entries of a feed are read: the newest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    ``id`` is the feed's own name for it, else its address, else a hash of its title and date, so
    that an edited title alone makes no new entry. ``published`` is aware, in UTC, and never the
    day of a change. ``html`` is the entry's content, else its summary, as received and unchecked:
    never to be shown, only to be read by `summaries.corpus.pages`. ``full`` tells that the feed
    itself calls it the content.
    """

    id: str
    url: str | None
    title: str | None
    published: datetime | None
    author: str | None
    html: str | None
    full: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its entries (newest first) and its format, such as "Atom 1.0"."""

    title: str | None
    entries: tuple[Entry, ...]
    format: str
