"""Why something was not fetched, with one sentence that says what to do."""

from __future__ import annotations

import enum


class Why(enum.StrEnum):
    """What stood in the way of a fetch."""

    ADDRESS = "address"
    """The address is not one that is ever fetched, whatever it leads to."""
    PRIVATE = "private"
    """The name leads to an address that is not on the public internet."""
    DNS = "dns"
    CONNECT = "connect"
    """No connection, or an answer that is not HTTP or breaks off."""
    TLS = "tls"
    TIMEOUT = "timeout"
    REDIRECTS = "redirects"
    TOO_BIG = "too_big"
    ENCODING = "encoding"
    """Compressed in a way that is not read, or damaged."""
    TYPE = "type"
    STATUS = "status"
    ROBOTS = "robots"
    GONE = "gone"
    """404 or 410: ``status`` tells which; 410 says that it will not come back."""
    LATER = "later"
    """429 or 503, or a robots.txt that can't be read now; ``retry_after`` may say when."""


class FetchRefused(Exception):
    """Nothing was fetched; prints as one sentence that says what to do.

    ``status`` is the HTTP status if the site answered, ``retry_after`` seconds from now, if known.
    """

    def __init__(
        self,
        why: Why,
        sentence: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(sentence)
        self.why = why
        self.status = status
        self.retry_after = retry_after
