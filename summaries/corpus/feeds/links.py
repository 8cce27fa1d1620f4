"""Which feeds a page names in its head, for somebody who gave the page's address instead."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

MOST_LINKS: Final = 5

_READ: Final = 512 * 1024  # bytes: feeds are named at the top
_ELEMENT: Final = re.compile(r"<(link|base)\b([^<>]{0,4000})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"""([a-z]{2,12})\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
# Not application/json: that is how WordPress names a page of its programming interface.
_TYPES: Final = frozenset(
    {
        "application/rss+xml", "application/atom+xml", "application/rdf+xml",
        "application/feed+json", "text/rss+xml", "application/x-rss+xml",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names: where it is, and what the page calls it."""

    url: str
    title: str | None


def feed_links(data: bytes, *, url: str) -> tuple[FeedLink, ...]:
    """Return the feeds that a page names, in its order, at most five.

    The page is only searched for ``<link rel="alternate">``, in time linear in its length; it is
    not parsed. ``url`` is where it came from. The addresses are unchecked.
    """
    found: dict[str, FeedLink] = {}
    base = url
    for element in _ELEMENT.finditer(data[:_READ].decode("utf-8", "replace")):
        attributes = {
            name.lower(): html.unescape(double or single or bare).strip()
            for name, double, single, bare in _ATTRIBUTE.findall(element[2])
        }
        href = attributes.get("href")
        if not href:
            continue
        if element[1].lower() == "base":
            base = _joined(url, href) or base
            continue
        kind = attributes.get("type", "").partition(";")[0].strip().lower()
        if "alternate" not in attributes.get("rel", "").lower().split() or kind not in _TYPES:
            continue
        target = _joined(base, href)
        if target is not None:
            found.setdefault(target, FeedLink(target, attributes.get("title") or None))
        if len(found) == MOST_LINKS:
            break
    return tuple(found.values())


def _joined(base: str, href: str) -> str | None:
    """Return an address on the web, or None for what is none."""
    try:
        target = urljoin(base, href)
        return target if urlsplit(target).scheme in {"http", "https"} else None
    except ValueError:
        return None
