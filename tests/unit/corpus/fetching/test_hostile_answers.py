"""A server that means harm costs a bounded time and a bounded number of bytes."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import zlib
from collections.abc import Callable

import pytest

from summaries.corpus.fetching import Fetcher, FetchRefused, Limits, Wanted, Why
from tests.unit.corpus.fetching.conftest import USER_AGENT
from tests.unit.corpus.fetching.servers import LOOPBACK, PAGE, Site, Speech, answer

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def sends(*pieces: bytes, then_wait: bool = False) -> Speech:
    async def speak(writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        if then_wait:
            await asyncio.sleep(60)

    return speak


def for_ever(begin: bytes, piece: bytes, pause: float = 0.0) -> Speech:
    async def speak(writer: asyncio.StreamWriter) -> None:
        writer.write(begin)
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause)

    return speak


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    zeros = b" " * 1_000_000
    return b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()


BOMB = bomb(500)
SMALL = Limits(seconds=1.5, connect=1.0, read=0.5, wire=1_000_000)

HOSTILE: dict[str, tuple[bytes | Speech, set[Why]]] = {
    "nothing": (sends(), {Why.CONNECT}),
    "silence": (sends(then_wait=True), {Why.TIMEOUT}),
    "half a line": (sends(b"HTTP/1.1 200", then_wait=True), {Why.TIMEOUT}),
    "half the headers": (sends(OK, then_wait=True), {Why.TIMEOUT}),
    "half the body": (
        sends(OK + b"Content-Length: 9999\r\n\r\n" + PAGE, then_wait=True),
        {Why.TIMEOUT},
    ),
    "a body cut short": (sends(OK + b"Content-Length: 9999\r\n\r\n" + PAGE), {Why.CONNECT}),
    "chunks cut short": (
        sends(OK + b"Transfer-Encoding: chunked\r\n\r\nfff\r\n" + PAGE),
        {Why.CONNECT},
    ),
    "a drip of a body": (for_ever(OK + b"\r\n", b"x", 0.05), {Why.TIMEOUT}),
    "a drip of headers": (for_ever(OK, b"A: b\r\n", 0.05), {Why.TIMEOUT, Why.CONNECT}),
    "a drip of interim answers": (
        for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
        {Why.TIMEOUT},
    ),
    "an endless body": (for_ever(OK + b"\r\n", b"x" * 65_536), {Why.TOO_BIG}),
    "endless chunks": (
        for_ever(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        {Why.TOO_BIG},
    ),
    "endless small chunks": (
        for_ever(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 8192),
        {Why.TOO_BIG},
    ),
    "an endless chunk extension": (
        for_ever(OK + b"Transfer-Encoding: chunked\r\n\r\n1;a=", b"x" * 65_536),
        {Why.TOO_BIG, Why.CONNECT},
    ),
    "endless trailers": (
        for_ever(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n" * 1000),
        {Why.TOO_BIG, Why.CONNECT},
    ),
    "an endless status line": (for_ever(b"HTTP/1.1 200 ", b"x" * 65_536), {Why.CONNECT}),
    "an endless header name": (for_ever(OK, b"x" * 65_536), {Why.CONNECT}),
    "an endless header value": (for_ever(OK + b"A: ", b"x" * 65_536), {Why.CONNECT}),
    "endless headers": (for_ever(OK, b"A: b\r\n" * 1000), {Why.CONNECT, Why.TOO_BIG}),
    "endless large headers": (
        for_ever(OK, b"A: " + b"b" * 60_000 + b"\r\n"),
        {Why.CONNECT, Why.TOO_BIG},
    ),
    "endless folded headers": (for_ever(OK + b"A: b\r\n", b" c\r\n" * 1000), {Why.CONNECT}),
    "endless blank lines": (for_ever(b"", b"\r\n" * 4096), {Why.CONNECT, Why.TOO_BIG}),
    "endless interim answers": (
        for_ever(b"", b"HTTP/1.1 103 Early\r\n\r\n" * 1000),
        {Why.CONNECT, Why.TOO_BIG},
    ),
    "endless cookies": (
        for_ever(OK, b"Set-Cookie: a=b; Path=/\r\n" * 1000),
        {Why.CONNECT, Why.TOO_BIG},
    ),
    "a switch of protocol": (
        sends(b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
        {Why.STATUS},
    ),
    "a large page announced": (
        answer(PAGE, "Content-Length: 3000001"),
        {Why.TOO_BIG},
    ),
    "an absurd page announced": (answer(PAGE, "Content-Length: " + "9" * 19), {Why.TOO_BIG}),
    "a size that is none": (answer(PAGE, "Content-Length: many"), {Why.CONNECT}),
    "a size below zero": (answer(PAGE, "Content-Length: -1"), {Why.CONNECT}),
    "two sizes": (
        sends(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + PAGE),
        {Why.CONNECT},
    ),
    "a size and chunks": (
        sends(OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        {Why.CONNECT},
    ),
    "a chunk size that is none": (
        sends(OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n"),
        {Why.CONNECT},
    ),
    "a chunk size too large": (
        sends(OK + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"),
        {Why.CONNECT},
    ),
    "a packed transfer": (
        sends(OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        {Why.ENCODING, Why.CONNECT},
    ),
    "a gzip bomb": (answer(BOMB, "Content-Encoding: gzip"), {Why.TOO_BIG}),
    "a gzip bomb in a bomb": (
        answer(gzip.compress(BOMB, mtime=0), "Content-Encoding: gzip"),
        {Why.TYPE, Why.TOO_BIG},
    ),
    "another protocol": (sends(b"SSH-2.0-OpenSSH_9.6\r\n"), {Why.CONNECT}),
    "a database": (sends(b"-ERR unknown command 'GET'\r\n"), {Why.CONNECT}),
    "HTTP 0.9": (sends(PAGE), {Why.CONNECT}),
    "HTTP 2 spoken at once": (sends(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" * 4), {Why.CONNECT}),
    "zero bytes in a header": (sends(OK + b"A: b\x00c\r\n\r\n" + PAGE), {Why.CONNECT}),
    "noise": (sends(bytes(range(255, 0, -1)) * 100), {Why.CONNECT}),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_answer_is_refused_and_the_connection_closed(name: str, site: Site) -> None:
    said, whys = HOSTILE[name]
    if "endless" in name:
        whys = whys | {Why.TIMEOUT}  # on a machine too busy to receive what is too much
    sent = 0

    async def counted(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        write: Callable[[bytes], None] = writer.write

        def counting(data: bytes) -> None:
            nonlocal sent
            sent += len(data)
            write(data)

        writer.write = counting  # type: ignore[method-assign,assignment]
        if isinstance(said, bytes):
            writer.write(said)
        else:
            await said(writer)

    site.routes["/"] = counted
    async with asyncio.timeout(25):
        async with Fetcher(user_agent=USER_AGENT, policy=LOOPBACK, limits=SMALL) as fetcher:
            with pytest.raises(FetchRefused) as refused:
                await fetcher.get(site.url(), Wanted.PAGE)
    assert refused.value.why in whys, str(refused.value)
    assert ". " not in str(refused.value)
    # What may come, and what lies in the two kernels' buffers at the end.
    assert sent < 10_000_000


@pytest.mark.parametrize("case", HOSTILE.values(), ids=HOSTILE)
async def test_as_robots_txt_it_does_no_harm_either(
    case: tuple[bytes | Speech, set[Why]], site: Site
) -> None:
    site.routes["/robots.txt"] = case[0]
    site.routes["/"] = answer()
    async with asyncio.timeout(25):
        async with Fetcher(user_agent=USER_AGENT, policy=LOOPBACK, limits=SMALL) as fetcher:
            with contextlib.suppress(FetchRefused):
                await fetcher.get(site.url(), Wanted.PAGE)
    assert site.connections <= 4


async def test_a_body_as_large_as_may_be_is_taken(site: Site) -> None:
    html = b"<!doctype html><p>" + b"x" * 2_999_982
    site.routes["/"] = answer(html)
    feed = b"<rss>" + b"x" * 4_999_995
    site.routes["/feed"] = answer(feed, "Content-Type: application/rss+xml")
    pdf = b"%PDF-" + b"x" * 4_999_995
    site.routes["/pdf"] = answer(pdf, "Content-Type: application/pdf")
    async with Fetcher(user_agent=USER_AGENT, policy=LOOPBACK) as fetcher:
        assert (await fetcher.get(site.url(), Wanted.PAGE)).body == html
        assert (await fetcher.get(site.url("/feed"), Wanted.FEED)).body == feed
        assert (await fetcher.get(site.url("/pdf"), Wanted.FILE)).body == pdf


@pytest.mark.parametrize("announce", [True, False])
async def test_a_body_that_is_larger_is_not(site: Site, announce: bool) -> None:
    length = () if announce else ("Content-Length: none",)
    html = b"<!doctype html><p>" + b"x" * 2_999_983
    site.routes["/"] = answer(html, *length)
    site.routes["/feed"] = answer(
        b"<rss>" + b"x" * 4_999_996, "Content-Type: application/rss+xml", *length
    )
    site.routes["/pdf"] = answer(
        b"%PDF-" + b"x" * 4_999_996, "Content-Type: application/pdf", *length
    )
    site.routes["/bytes"] = answer(html, "Content-Type: application/octet-stream", *length)
    async with Fetcher(user_agent=USER_AGENT, policy=LOOPBACK) as fetcher:
        for path, wanted in (
            ("/", Wanted.PAGE),
            ("/", Wanted.FILE),
            ("/feed", Wanted.FEED),
            ("/pdf", Wanted.FILE),
            ("/bytes", Wanted.FILE),
        ):
            with pytest.raises(FetchRefused, match="paste the text of the article") as refused:
                await fetcher.get(site.url(path), wanted)
            assert refused.value.why is Why.TOO_BIG


async def test_only_so_many_fetches_run_at_once(site: Site) -> None:
    running = most = 0

    async def slow(writer: asyncio.StreamWriter) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.05)
        running -= 1
        writer.write(answer())

    site.routes["/"] = slow
    limits = Limits(at_once=2)
    async with Fetcher(user_agent=USER_AGENT, policy=LOOPBACK, limits=limits) as fetcher:
        await fetcher.get(site.url("/"), Wanted.PAGE)
        await asyncio.gather(*(fetcher.get(site.url(), Wanted.PAGE) for _ in range(6)))
    assert most == 2


async def test_a_fetch_that_is_called_off_leaves_nothing_open(site: Site) -> None:
    site.routes["/"] = for_ever(OK + b"\r\n", b"x", 0.01)
    async with Fetcher(user_agent=USER_AGENT, policy=LOOPBACK) as fetcher:
        fetching = asyncio.create_task(fetcher.get(site.url(), Wanted.PAGE))
        while site.pages_asked() != ["/"]:
            await asyncio.sleep(0.01)
        fetching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetching


async def test_nobody_listens(site: Site, fetcher: Fetcher) -> None:
    gone = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = gone.sockets[0].getsockname()[1]
    gone.close()
    await gone.wait_closed()
    with pytest.raises(FetchRefused, match="does not answer: try again later") as refused:
        await fetcher.get(f"http://127.0.0.1:{port}/", Wanted.PAGE)
    assert refused.value.why is Why.CONNECT
