"""What may be fetched, and how much of it: the numbers and the door that tests open."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from typing import Final

Lookup = Callable[[str], Awaitable[Sequence[str]]]


@dataclass(frozen=True)
class Policy:
    """Where a fetch may go. ``PUBLIC`` is the only one outside tests.

    ``ports`` of None is any port. ``networks`` may be dialled besides public addresses, and
    ``hosts`` named although the grammar refuses them. ``lookup`` answers a name with addresses in
    place of the system's resolver; its answers are checked like any other. ``tls`` replaces the
    system's roots.
    """

    ports: frozenset[int] | None = frozenset({80, 443})
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    hosts: frozenset[str] = frozenset()
    lookup: Lookup | None = None
    tls: ssl.SSLContext | None = None


PUBLIC: Final = Policy()


@dataclass(frozen=True)
class Limits:
    """How much one fetch may take, redirects and robots.txt included."""

    wire: int = 5_000_000
    """Bytes received for one answer, however they are packed."""
    head: int = 256_000
    """Bytes received before the headers end, and allowed on top of ``wire`` for them and TLS."""
    body: int = 10_000_000
    """Bytes of a body after decompression."""
    html: int = 3_000_000
    feed: int = 5_000_000
    robots: int = 500 * 1024
    """What is read of a robots.txt: RFC 9309 asks for at least 500 KiB."""
    ratio: int = 200
    """How many times larger a body over a megabyte may be than what was received."""
    seconds: float = 20.0
    """In all, waiting for a free place included."""
    connect: float = 5.0
    lookup: float = 5.0
    read: float = 8.0
    """Without a byte."""
    hops: int = 5
    at_once: int = 8
    """How many fetches one Fetcher runs at a time; this bounds the memory that answers take."""
    retry_after: float = 86_400.0
    """The longest wait that a site can ask for, in seconds."""


LIMITS: Final = Limits()
