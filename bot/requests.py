"""What readers ask the desk for, and what they get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from summaries.briefs import Brief, Length
from summaries.corpus import Article
from summaries.store import StoredBrief
from summaries.topics import About


@dataclass(frozen=True, slots=True)
class EditionScope:
    """What a digest's edition is about: topics by name, and articles by when they were added.

    They were added later than ``after`` (None: any) and not later than ``until``.
    """

    topics: tuple[str, ...]
    after: datetime | None
    until: datetime

    def as_options(self) -> dict[str, Any]:
        """Return it as it is stored with the brief."""
        after = self.after.isoformat() if self.after else None
        return {"topics": list(self.topics), "after": after, "until": self.until.isoformat()}

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> EditionScope:
        """Read what `as_options` stored."""
        after = datetime.fromisoformat(options["after"]) if options["after"] else None
        return cls(tuple(options["topics"]), after, datetime.fromisoformat(options["until"]))

    def holds(self, article: Article) -> bool:
        """Tell whether an article is one of the edition's."""
        return (self.after is None or article.added > self.after) and article.added <= self.until


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader asked for. ``since`` is a window's name, or None for the default.

    ``shown`` are (article, sentence) places that the reader has seen and that are left out.
    ``edition`` asks for a digest's edition, whatever the rest says.
    """

    about: About
    since: str | None = None
    length: Length = Length.STANDARD
    shown: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    edition: EditionScope | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A brief with the articles it quotes."""

    brief: Brief
    articles: Mapping[str, Article]


@dataclass(frozen=True, slots=True)
class Reopened(Made):
    """A brief read back from the store; ``withdrawn`` names the articles it quotes that are gone.

    A withdrawn article is still there to be sliced, but it is not shown again.
    """

    stored: StoredBrief
    withdrawn: tuple[str, ...] = ()


class BriefGone(Exception):
    """A button belongs to a brief that this guild's store does not hold."""
