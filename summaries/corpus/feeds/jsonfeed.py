"""JSON Feed 1.1 (and 1.0), by https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.feeds.encoding import to_text
from summaries.corpus.feeds.mapping import (
    address,
    as_html,
    identity,
    joined,
    moment,
    newest,
    plain,
)
from summaries.corpus.feeds.model import Entry, Feed

_VERSION: Final = "jsonfeed.org/version/"


def looks_like_json(data: bytes) -> bool:
    """Tell whether the bytes are an object in JSON."""
    return data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def read_json_feed(data: bytes, url: str) -> Feed:
    """Return a JSON Feed; a field of a wrong type counts as absent. Raises ExtractRefused."""
    # JSON has no other encoding than UTF-8, whatever the server says.
    text = to_text(data, None)
    try:
        found = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise ExtractRefused(
            Reason.DAMAGED,
            "The feed is not valid JSON. Its publisher has to correct it; "
            "add its articles one by one until then.",
        ) from None
    version = found.get("version")
    if not isinstance(version, str) or _VERSION not in version:
        raise ExtractRefused(
            Reason.UNKNOWN_TYPE,
            "It is JSON, but not a JSON Feed: no version of jsonfeed.org stands in it. "
            "Give the address of an RSS, Atom or JSON feed.",
        )
    everyone = _authors(found)
    items = found.get("items")
    listed = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return Feed(
        title=plain(found.get("title")),
        entries=newest(_entry(item, url, everyone) for item in listed),
        format=f"JSON Feed {plain(version.partition(_VERSION)[2].strip('/'), most=8) or '1'}",
    )


def _entry(
    item: Mapping[str, Any], base: str, everyone: str | None
) -> tuple[Entry, datetime | None]:
    """Return an entry, and the moment that orders it."""
    published = _when(item.get("date_published"))
    url = address(item.get("url"), base) or address(item.get("external_url"), base)
    title = plain(item.get("title"))
    given = item.get("id")
    # The specification asks for text, and for numbers to be taken as text.
    if isinstance(given, int | float) and not isinstance(given, bool):
        given = str(given)
    content = _text(item.get("content_html")) or _paragraphs(item.get("content_text"))
    entry = Entry(
        id=identity(given, url, title, item.get("date_published")),
        url=url,
        title=title,
        published=published,
        author=_authors(item) or everyone,
        html=content or _paragraphs(item.get("summary")),
        full=content is not None,
    )
    return entry, published or _when(item.get("date_modified"))


def _authors(found: Mapping[str, Any]) -> str | None:
    """Return the names of the authors: a list in version 1.1, one in 1.0."""
    people = found.get("authors")
    listed = people if isinstance(people, list) else [found.get("author")]
    return joined(person.get("name") for person in listed if isinstance(person, dict))


def _text(words: object) -> str | None:
    return words if isinstance(words, str) and words.strip() else None


def _paragraphs(words: object) -> str | None:
    text = _text(words)
    return as_html(text) if text else None


def _when(written: object) -> datetime | None:
    """Return a date of RFC 3339 in UTC, or None."""
    if not isinstance(written, str) or len(written) > 60:
        return None
    try:
        found = datetime.fromisoformat(written.strip())
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment(found.timetuple())
