"""What readers ask the desk for, and what they get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from summaries.briefs import Brief, Length
from summaries.corpus import Article
from summaries.store import StoredBrief
from summaries.topics import About

SINCE_LAST: Final = "last"
"""The window of a reader who asks for what is new since she last looked."""


FIRST_LOOK: Final = "first"
"""The same, where she never looked before: everything is new."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new to a reader, who is a channel or a person by its id.

    Articles are new that were added later than ``after`` (None: any) and not later than ``until``.
    An edition has ``topics`` by name, the ``schedule`` it belongs to, and the number of the one
    ``previous`` to it; a person asks about what her request says.
    """

    reader: int
    after: datetime | None
    until: datetime
    topics: tuple[str, ...] | None = None
    schedule: str | None = None
    previous: int | None = None

    def as_options(self) -> dict[str, Any]:
        """Return it as it is stored with the brief."""
        return {
            "reader": self.reader,
            "after": self.after.isoformat() if self.after else None,
            "until": self.until.isoformat(),
            "topics": None if self.topics is None else list(self.topics),
            "schedule": self.schedule,
            "previous": self.previous,
        }

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> News:
        """Read what `as_options` stored."""
        after, topics = options["after"], options["topics"]
        return cls(
            reader=options["reader"],
            after=datetime.fromisoformat(after) if after else None,
            until=datetime.fromisoformat(options["until"]),
            topics=None if topics is None else tuple(topics),
            schedule=options["schedule"],
            previous=options["previous"],
        )

    def holds(self, article: Article) -> bool:
        """Tell whether an article is new."""
        return (self.after is None or article.added > self.after) and article.added <= self.until


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader asked for. ``since`` is a window's name, or None for the default.

    ``shown`` are (article, sentence) places that the reader has seen and that are left out.
    ``news`` asks for what is new to a reader; where it names topics, for a digest's edition.
    """

    about: About
    since: str | None = None
    length: Length = Length.STANDARD
    shown: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    news: News | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A brief with the articles it quotes.

    ``laid`` keeps what was worked out of it for one reader, such as its page, for the next one.
    """

    brief: Brief
    articles: Mapping[str, Article]
    laid: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Reopened(Made):
    """A brief read back from the store; ``withdrawn`` names the articles it quotes that are gone.

    A withdrawn article is still there to be sliced, but it is not shown again.
    """

    stored: StoredBrief
    withdrawn: tuple[str, ...] = ()


class BriefGone(Exception):
    """A button belongs to a brief that this guild's store does not hold."""
