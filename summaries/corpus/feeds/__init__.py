"""What a feed lists: RSS, Atom, CDF and JSON Feed become one kind of Feed."""

from __future__ import annotations

from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.feeds.jsonfeed import looks_like_json, read_json_feed
from summaries.corpus.feeds.mapping import feed_of
from summaries.corpus.feeds.model import MOST_ENTRIES, Entry, Feed
from summaries.corpus.feeds.reader import MAX_FEED, read

__all__ = ["MAX_FEED", "MOST_ENTRIES", "Entry", "Feed", "parse_feed"]


def parse_feed(data: bytes, *, url: str, content_type: str | None = None) -> Feed:
    """Return what a feed lists, the newest 500 entries first; raises ExtractRefused.

    ``url`` is where the feed was fetched: relative links are resolved against it. ``content_type``
    is the server's header. A hostile feed can take seconds: call it through
    `summaries.corpus.workshop`.
    """
    if len(data) > MAX_FEED:
        raise ExtractRefused(
            Reason.TOO_BIG,
            f"The feed is {len(data) / 1e6:.1f} MB; the most is {MAX_FEED / 1e6:.0f} MB. "
            "Ask its publisher for a feed of the newest articles.",
        )
    if not data.strip():
        raise ExtractRefused(
            Reason.EMPTY, "The feed is empty: the server sent nothing. Try it again later."
        )
    if looks_like_json(data):
        return read_json_feed(data, url)
    return feed_of(read(data, content_type, url), url)
