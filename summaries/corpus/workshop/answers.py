"""What a child says becomes an extraction or a feed again; nothing of it is taken on trust."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from summaries.corpus.extracted import Extracted
from summaries.corpus.feeds.model import Entry, Feed


def extracted_of(said: dict[str, Any]) -> Extracted:
    """Read an extraction from what the child said. Raises KeyError, TypeError, ValueError."""
    published = _text(said["published"])
    return Extracted(
        text=_needed(said["text"]),
        kind=_needed(said["kind"]),
        original_sha256=_needed(said["original_sha256"]),
        title=_text(said["title"]),
        byline=_text(said["byline"]),
        publisher=_text(said["publisher"]),
        published=date.fromisoformat(published) if published else None,
        published_certain=said["published_certain"] is True,
        language=_text(said["language"]),
        url=_text(said["url"]),
    )


def feed_of(said: dict[str, Any]) -> Feed:
    """Read a feed from what the child said. Raises KeyError, TypeError, ValueError."""
    return Feed(
        title=_text(said["title"]),
        entries=tuple(map(_entry, said["entries"])),
        format=_needed(said["format"]),
    )


def _entry(said: dict[str, Any]) -> Entry:
    published = _text(said["published"])
    return Entry(
        id=_needed(said["id"]),
        url=_text(said["url"]),
        title=_text(said["title"]),
        published=datetime.fromisoformat(published) if published else None,
        author=_text(said["author"]),
        html=_text(said["html"]),
        full=said["full"] is True,
    )


def _text(value: object) -> str | None:
    return None if value is None else _needed(value)


def _needed(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value
