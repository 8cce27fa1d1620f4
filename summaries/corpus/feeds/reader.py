"""RSS, Atom and CDF are read by feedparser, from bytes that were looked through before."""

from __future__ import annotations

import re
import warnings
from typing import Any, Final

from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.feeds.encoding import to_text
from summaries.corpus.feeds.markup import is_netscape, plain_markup
from summaries.corpus.feeds.trimming import trimmed

MAX_FEED: Final = 5_000_000
"""The largest feed that is read, in bytes."""

_XML: Final = {"content-type": "application/xml; charset=utf-8"}
_A_PAGE: Final = re.compile(r"<(?:html|head|body|meta|title|script)\b", re.IGNORECASE)


def read(data: bytes, content_type: str | None, url: str, *, clean_html: bool = False) -> Any:
    """Return what feedparser finds in a feed, as its own dictionary; raises ExtractRefused.

    HTML inside the fields stays as it was received, because what hides words (a style, an
    attribute) has to be seen where the article is taken out of it; ``clean_html`` has feedparser
    sanitise it and resolve the addresses inside it.
    """
    import feedparser  # .1 s, and only where a feed is read

    text = to_text(data, content_type)
    markup = plain_markup(text)
    if _A_PAGE.match(markup):
        raise ExtractRefused(
            Reason.UNKNOWN_TYPE,
            "It is a web page, not a feed. Give the address of the feed, "
            "or add the page as an article.",
        )
    headers = _XML | ({"content-location": url} if url else {})
    damaged = ExtractRefused(
        Reason.DAMAGED,
        "The feed can't be read: it is not well-formed XML. Its publisher has to correct it; "
        "add its articles one by one until then.",
    )
    cut = trimmed(markup)
    if cut is None:
        raise damaged
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            found = feedparser.parse(
                cut.encode("utf-8"),
                response_headers=headers,
                resolve_relative_uris=clean_html,
                sanitize_html=clean_html,
            )
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        raise damaged from None
    if is_netscape(text):
        found["version"] = "rss091n"
    return found
