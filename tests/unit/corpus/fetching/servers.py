"""Real sites on 127.0.0.1 that answer, byte by byte, what a test says, and count who calls."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_network

from summaries.corpus.fetching import Policy

Speech = Callable[[asyncio.StreamWriter], Awaitable[None]]

PAGE = b"<!doctype html><title>Rain</title><p>It rained on Monday, the council said.</p>"


def answer(body: bytes = PAGE, *headers: str, status: str = "200 OK") -> bytes:
    """Return a whole answer; a header given replaces the one that it would have."""
    kept = {"content-type": "Content-Type: text/html", "content-length": ""}
    kept["content-length"] = f"Content-Length: {len(body)}"
    kept["connection"] = "Connection: close"
    for number, header in enumerate(headers):
        name = header.partition(":")[0].lower()
        kept[name if name in kept else f"{name} {number}"] = header
    lines = [line for line in kept.values() if not line.endswith(": none")]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1") + body


def moved(place: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {place}", status=status)


def packed(body: bytes = PAGE) -> bytes:
    return answer(gzip.compress(body, mtime=0), "Content-Encoding: gzip")


@dataclass
class Site:
    """A server whose paths answer as they are set; what is not set is a 404."""

    port: int = 0
    routes: dict[str, bytes | Speech] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            request = await reader.readuntil(b"\r\n\r\n")
            self.requests.append(request)
            path = request.split(b" ")[1].decode()
            self.asked.append(path)
            said = self.routes.get(path, answer(b"", status="404 Not Found"))
            if isinstance(said, bytes):
                writer.write(said)
                await writer.drain()
            else:
                await said(writer)
        writer.close()

    def pages_asked(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@asynccontextmanager
async def serve(site: Site, tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        with suppress(asyncio.CancelledError):
            await site.talk(reader, writer)
        writer.close()
        talks.discard(task)

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        for task in tuple(talks):
            task.cancel()
        server.close()
        await server.wait_closed()
        await asyncio.sleep(0)


class Names:
    """A name server: each name answers with its lists of addresses one after the other."""

    def __init__(self, **known: list[str]) -> None:
        self.known: dict[str, list[list[str]]] = {
            name.replace("_", "."): [addresses] for name, addresses in known.items()
        }
        self.asked: list[str] = []

    async def __call__(self, host: str) -> list[str]:
        self.asked.append(host)
        turns = self.known[host]
        return turns.pop(0) if len(turns) > 1 else turns[0]


LOOPBACK = Policy(
    ports=None, networks=(ip_network("127.0.0.1/32"),), hosts=frozenset({"127.0.0.1"})
)
"""Lets a test reach the servers of this module by their address."""


def inside_only(names: Names, *networks: str) -> Policy:
    """Return what production does, on any port and with a name server of the test's own."""
    return Policy(ports=None, lookup=names, networks=tuple(map(ip_network, networks)))
