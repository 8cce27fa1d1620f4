"""One request and its answer: no redirect followed, no cookie kept, nothing unpacked blindly."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import aiohttp
from aiohttp.http import HttpProcessingError
from multidict import CIMultiDictProxy
from yarl import URL

from summaries.corpus.fetching.guard import Guard, not_public
from summaries.corpus.fetching.gunzip import Damaged, Gunzip
from summaries.corpus.fetching.kinds import Wanted, check_named, is_html
from summaries.corpus.fetching.policy import Limits
from summaries.corpus.fetching.refused import FetchRefused, Why

_RATIO_FROM: Final = 1_000_000
"""Bodies up to this size may be any number of times larger than what was received."""


@dataclass(frozen=True)
class Answer:
    """What one server said; ``body`` is empty unless the status is 200."""

    status: int
    headers: CIMultiDictProxy[str]
    body: bytes


async def exchange(
    url: str, headers: Mapping[str, str], *, wanted: Wanted | None, guard: Guard, limits: Limits
) -> Answer:
    """Ask for one address and return the answer. Raises FetchRefused.

    ``wanted`` of None is a robots.txt: as much of it as may be is returned, whatever it is.
    """
    session = aiohttp.ClientSession(
        connector=guard.connector(),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(
            total=None, sock_connect=limits.connect, sock_read=limits.read
        ),
        max_line_size=16_384,
        max_field_size=65_536,
        max_headers=500,
        read_bufsize=65_536,
    )
    try:
        async with session:
            response = await session.get(
                URL(url, encoded=True), headers=headers, allow_redirects=False
            )
            try:
                guard.answered = True
                body = b""
                if response.status == 200:
                    body = await _body(response, wanted, limits)
                return Answer(response.status, response.headers, body)
            finally:
                response.close()
    except (aiohttp.ClientError, HttpProcessingError, OSError, ValueError) as error:
        raise _broken(error, guard) from error


async def _body(response: aiohttp.ClientResponse, wanted: Wanted | None, limits: Limits) -> bytes:
    name = response.headers.get("Content-Type", "")
    if wanted is not None:
        check_named(name, wanted)
    most = _most(name, wanted, limits)
    gunzip = _unpacker(response.headers)
    announced = response.headers.get("Content-Length", "")
    on_wire = limits.wire if gunzip else min(limits.wire, most)
    if wanted is not None and announced.isdecimal() and int(announced[:20]) > on_wire:
        raise too_big(on_wire)
    body = bytearray()
    received = 0
    async for piece in response.content.iter_any():
        received += len(piece)
        if received > limits.wire:
            raise too_big(limits.wire)
        for part in gunzip.feed(piece) if gunzip else (piece,):
            body += part
            if len(body) > most:
                if wanted is None:
                    return bytes(body[:most])
                raise too_big(most)
            if len(body) > max(_RATIO_FROM, limits.ratio * received):
                raise too_big(most)
            await asyncio.sleep(0)
    if gunzip:
        gunzip.close()
    return bytes(body)


def _most(content_type: str, wanted: Wanted | None, limits: Limits) -> int:
    """Return how many bytes a body may have, by what it is for and what it calls itself."""
    if wanted is None:
        return limits.robots
    if wanted is Wanted.FEED:
        return limits.feed
    return limits.html if wanted is Wanted.PAGE or is_html(content_type) else limits.body


def _unpacker(headers: Mapping[str, str]) -> Gunzip | None:
    """Return what unpacks the body, or None if it is not packed. Raises FetchRefused(ENCODING)."""
    packed = headers.get("Content-Encoding", "").strip().lower()
    transfer = headers.get("Transfer-Encoding", "").strip().lower()
    if transfer in {"", "chunked", "identity"}:
        if packed in {"", "identity"}:
            return None
        if packed in {"gzip", "x-gzip"}:
            return Gunzip()
    raise FetchRefused(
        Why.ENCODING,
        "The site packs the page in a way that is not read here: open it in the browser and paste "
        "the text.",
    )


def too_big(most: int) -> FetchRefused:
    """Return the refusal of a body over ``most`` bytes."""
    return FetchRefused(
        Why.TOO_BIG,
        f"The address leads to more than the {most / 1e6:g} MB that are read: paste the text of "
        "the article alone.",
    )


def _broken(error: Exception, guard: Guard) -> FetchRefused:
    """Return the refusal of a connection that failed, by what made it fail."""
    if guard.private:
        return not_public()
    if guard.full:
        return FetchRefused(
            Why.TOO_BIG,
            "The site sends more than is read: open the page in the browser and paste the text.",
        )
    if isinstance(error, Damaged):
        return FetchRefused(
            Why.ENCODING,
            "The page arrived damaged: try again, or open it in the browser and paste the text.",
        )
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return FetchRefused(
            Why.TLS,
            "The site could not prove that it is what it claims to be: open the page in the "
            "browser and paste the text.",
        )
    if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ConnectionTimeoutError):
        return timed_out()
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return FetchRefused(
            Why.CONNECT, "The site does not answer: try again later, or paste the text."
        )
    return FetchRefused(
        Why.CONNECT,
        "The site's answer broke off or is not well formed: try again later, or paste the text.",
    )


def timed_out() -> FetchRefused:
    """Return the refusal of a site that is too slow."""
    return FetchRefused(
        Why.TIMEOUT, "The site took too long to answer: try again later, or paste the text."
    )
