"""Whatever bytes a server sends, a fetch ends in time, with content or with a sentence."""

from __future__ import annotations

import asyncio
import gzip
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summaries.corpus.fetching import Fetched, Fetcher, FetchRefused, Limits, Wanted
from summaries.corpus.fetching.gunzip import Damaged, Gunzip
from tests.unit.corpus.fetching.conftest import USER_AGENT
from tests.unit.corpus.fetching.servers import LOOPBACK, PAGE, Site, serve

QUICK = Limits(seconds=3.0, connect=1.0, read=0.5, wire=200_000)
LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 304 Not Modified\r\n", b"HTTP/9.9 999\r\n",
        b"HTTP/1.1 301 x\r\n",
        b"Location: /\r\n", b"Location: //[::1]:99999/\r\n", b"Location: \xff\r\n", b"\r\n",
        b"\n", b"\r",
        b"Content-Type: text/html; charset=\"\r\n", b"Content-Type: text/html\r\n",
        b"Content-Length: 5\r\n",
        b"Content-Length: -1\r\n", b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n",
        b"Retry-After: 99999999999999999999\r\n", b"Set-Cookie: a=b\r\n", b"5\r\nhello\r\n",
        b"ffffffffff\r\n",
        b"0\r\n\r\n", b"ETag: \"\x00\"\r\n", PAGE, gzip.compress(PAGE), gzip.compress(PAGE)[:40],
    ]
)  # fmt: skip
ANSWERS = st.one_of(
    st.lists(LINES, max_size=12).map(b"".join),
    st.binary(max_size=300),
    st.tuples(st.lists(LINES, max_size=6).map(b"".join), st.binary(max_size=60)).map(b"".join),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(sent=ANSWERS, robots=st.one_of(st.none(), ANSWERS))
def test_any_answer_ends_in_content_or_in_a_sentence(sent: bytes, robots: bytes | None) -> None:
    async def fetch() -> Fetched | FetchRefused:
        async with serve(Site()) as site:

            async def speak(writer: asyncio.StreamWriter) -> None:
                writer.write(sent)
                await writer.drain()

            site.routes["/page"] = speak
            if robots is not None:
                site.routes["/robots.txt"] = robots
            async with Fetcher(user_agent=USER_AGENT, policy=LOOPBACK, limits=QUICK) as fetcher:
                try:
                    return await fetcher.get(site.url("/page"), Wanted.FILE)
                except FetchRefused as refused:
                    return refused

    found = asyncio.run(asyncio.wait_for(fetch(), 10))

    if isinstance(found, FetchRefused):
        assert str(found).endswith(".")
        assert "\n" not in str(found)
    else:
        assert found.status == 200


@given(data=st.binary(max_size=400), cuts=st.lists(st.integers(0, 400), max_size=4))
def test_any_bytes_unpack_or_are_damaged(data: bytes, cuts: list[int]) -> None:
    gunzip = Gunzip()
    places = [0, *sorted(cuts), len(data)]
    try:
        for begin, end in pairwise(places):
            list(gunzip.feed(data[begin:end]))
        gunzip.close()
    except Damaged:
        pass


@given(
    text=st.binary(max_size=2_000),
    parts=st.integers(1, 4),
    cuts=st.lists(st.integers(0, 3_000), max_size=5),
)
def test_what_was_packed_comes_out_however_it_arrives(
    text: bytes, parts: int, cuts: list[int]
) -> None:
    packed = b"".join(gzip.compress(text) for _ in range(parts))
    places = [0, *sorted(min(cut, len(packed)) for cut in cuts), len(packed)]
    gunzip = Gunzip()
    out = [piece for begin, end in pairwise(places) for piece in gunzip.feed(packed[begin:end])]
    gunzip.close()
    assert b"".join(out) == text * parts
    hurt = Gunzip()
    list(hurt.feed(packed[: len(packed) // 2 // parts]))
    with pytest.raises(Damaged):
        hurt.close()
