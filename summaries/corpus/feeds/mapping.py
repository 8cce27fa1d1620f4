"""What was read of a feed becomes a Feed: names, addresses and dates that can be relied on."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.feeds.model import MOST_ENTRIES, Entry, Feed

_FORMATS: Final = {
    "": "RSS or Atom",
    "rss090": "RSS 0.90",
    "rss091n": "RSS 0.91",
    "rss091u": "RSS 0.91",
    "rss092": "RSS 0.92",
    "rss093": "RSS 0.93",
    "rss094": "RSS 0.94",
    "rss20": "RSS 2.0",
    "rss10": "RSS 1.0",
    "rss": "RSS",
    "atom01": "Atom 0.1",
    "atom02": "Atom 0.2",
    "atom03": "Atom 0.3",
    "atom10": "Atom 1.0",
    "atom": "Atom",
    "cdf": "CDF",
}
_MARKUP: Final = frozenset({"text/html", "application/xhtml+xml"})
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_MAIL: Final = re.compile(r"\S+@\S+")
_TITLE: Final = 500
_NAME: Final = 200
_ADDRESS: Final = 2_048
_ID: Final = 500
_BREAK: Final = re.compile(r"\s*\n\s*\n\s*")
_YEARS: Final = range(1900, 2101)


def feed_of(read: Any, url: str) -> Feed:
    """Return the Feed of what feedparser found; raises ExtractRefused where it is no feed."""
    version = str(read.get("version") or "")
    if not version and not read["entries"] and not read["feed"].get("title"):
        raise ExtractRefused(
            Reason.UNKNOWN_TYPE,
            "It is XML, but not a feed. Give the address of an RSS, Atom or JSON feed.",
        )
    entries = (_entry(one, url, version) for one in read["entries"])
    return Feed(
        title=plain(read["feed"].get("title"), _type(read["feed"], "title")),
        entries=newest(entries),
        format=_FORMATS.get(version, "RSS or Atom"),
    )


def newest(entries: Iterable[tuple[Entry, datetime | None]]) -> tuple[Entry, ...]:
    """Return at most 500 entries, the newest first, each id once.

    Each comes with the moment that orders it; those without one follow in the feed's own order.
    One with neither an address nor words is none.
    """
    dated = sorted(
        (pair for pair in entries if pair[0].url or pair[0].html),
        key=lambda pair: pair[1].timestamp() if pair[1] else float("-inf"),
        reverse=True,
    )
    kept: dict[str, Entry] = {}
    for entry, _ in dated:
        kept.setdefault(entry.id, entry)
    return tuple(kept.values())[:MOST_ENTRIES]


def plain(words: object, kind: str = "text/plain", most: int = _TITLE) -> str | None:
    """Return words on one line, without the tags and entities of HTML; None where none are left."""
    if not isinstance(words, str):
        return None
    words = words[: most * 20]
    if kind in _MARKUP:
        words = html.unescape(_TAG.sub("", words))
    words = " ".join(words.split())
    return words[:most].rstrip() or None


def as_html(words: str) -> str:
    """Return plain text as paragraphs of HTML."""
    paragraphs = (html.escape(part, quote=False) for part in _BREAK.split(words.strip()))
    return "\n".join(f"<p>{part}</p>" for part in paragraphs)


def address(written: object, base: str) -> str | None:
    """Return an http or https address, resolved against the feed's own, or None."""
    if not isinstance(written, str) or not written.strip():
        return None
    try:
        url = urljoin(base, written.strip())
        parts = urlsplit(url)
        parts.port  # noqa: B018  # raises where it is no number
    except ValueError:
        return None
    usable = parts.scheme in {"http", "https"} and parts.hostname and len(url) <= _ADDRESS
    return url if usable else None


def identity(given: object, url: str | None, title: str | None, written: object) -> str:
    """Return what an entry is known by: its own id, else its address, else a hash of its title."""
    if isinstance(given, str) and (given := given.strip()):
        return given if len(given) <= _ID else _hash(given)
    return url or _hash(f"{title or ''}\n{written or ''}")


def moment(parts: Sequence[int]) -> datetime | None:
    """Return year, month, day, hour, minute and second as a moment in UTC.

    None where there is no such moment, or none that a newspaper could mean.
    """
    try:
        year, month, day, hour, minute, second = parts[:6]
        found = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None
    return found if found.year in _YEARS else None


def _hash(words: str) -> str:
    return "sha256:" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _entry(found: Mapping[str, Any], base: str, version: str) -> tuple[Entry, datetime | None]:
    """Return an entry, and the moment that orders it."""
    read: dict[str, Any] = dict(found)  # without feedparser's stand-ins for missing fields
    published = _when(read, "published") or _when(read, "created")
    updated = _when(read, "updated")
    # RSS has no day of change of its own: there it is Dublin Core's date, the day it came out.
    if published is None and not version.startswith("atom"):
        published = updated
    url = address(read.get("feedburner_origlink"), base) or address(read.get("link"), base)
    title = plain(read.get("title"), _type(read, "title"))
    content = _content(read.get("content"))
    entry = Entry(
        id=identity(read.get("id"), url, title, read.get("published") or read.get("updated")),
        url=url,
        title=title,
        published=published,
        author=_author(read, version),
        html=content or _html(read.get("summary"), _type(read, "summary")),
        full=content is not None,
    )
    return entry, published or updated


def _type(read: Mapping[str, Any], name: str) -> str:
    detail = read.get(f"{name}_detail")
    return str(detail.get("type") or "") if isinstance(detail, Mapping) else ""


def _when(read: Mapping[str, Any], name: str) -> datetime | None:
    parsed = read.get(f"{name}_parsed")
    return moment(parsed) if parsed else None


def _html(words: object, kind: str) -> str | None:
    if not isinstance(words, str) or not words.strip():
        return None
    return as_html(words) if kind == "text/plain" else words


def _content(read: object) -> str | None:
    """Return the longest content that is text; pictures and sound are left out."""
    found = [
        _html(part.get("value"), str(part.get("type")))
        for part in (read if isinstance(read, list) else [])
        if str(part.get("type")) in _MARKUP | {"text/plain"}
    ]
    return max((words for words in found if words), key=len, default=None)


def _author(read: Mapping[str, Any], version: str) -> str | None:
    """Return the names of the authors; an address alone names nobody."""
    written = read.get("author")
    if isinstance(written, str) and "@" in written and not version.startswith("atom"):
        # RSS has "desk@news.example (Ana Pérez)"; feedparser knows short domains only.
        return joined([_MAIL.sub(" ", written[:_TITLE]).strip(" ()<>,;:")])
    people = read.get("authors")
    return joined(person.get("name") for person in (people if isinstance(people, list) else []))


def joined(names: Iterable[object]) -> str | None:
    """Return several people's names as one line, each once."""
    told = [plain(name, most=_NAME) for name in names]
    found = list(dict.fromkeys(name for name in told if name and "@" not in name))
    return ", ".join(found)[:_TITLE] or None
