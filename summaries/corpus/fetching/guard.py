"""The guard of one request: who is dialled, and how many bytes may come back."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import Any, Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from summaries.corpus.fetching.policy import Limits, Lookup, Policy
from summaries.corpus.fetching.public import is_public
from summaries.corpus.fetching.refused import FetchRefused, Why

_READ: Final = 32 * 1024
"""The most that is taken from a socket at once, so that no piece keeps the event loop busy."""
_ANSWERS: Final = 4
"""How many addresses of one name are tried."""


class SystemLookup:
    """The system's resolver, in threads of its own: a slow name server delays no other work."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads

    async def __call__(self, host: str) -> list[str]:
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads,
            lambda: socket.getaddrinfo(
                host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
            ),
        )
        return [str(sockaddr[0]) for *_, sockaddr in found]


class Guard(AbstractResolver):
    """Lets one request reach public addresses only, and stops an answer that does not end."""

    def __init__(self, lookup: Lookup, policy: Policy, limits: Limits) -> None:
        self._lookup = lookup
        self._policy = policy
        self._limits = limits
        self._received = 0
        self.answered = False
        """Whether the headers are complete; whoever reads them sets it."""
        self.private = False
        """Whether an address was refused at the moment of dialling it."""
        self.full = False
        """Whether more came than may."""

    def connector(self) -> aiohttp.TCPConnector:
        """Return a connector that connects once for each request, past this guard only."""
        return aiohttp.TCPConnector(
            resolver=self,
            use_dns_cache=False,
            socket_factory=self._socket,
            force_close=True,
            ssl=self._policy.tls or True,
        )

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a name, if all of them are public. Raises FetchRefused."""
        try:
            async with asyncio.timeout(self._limits.lookup):
                found = list(dict.fromkeys(await self._lookup(host)))
        except TimeoutError:
            raise FetchRefused(
                Why.DNS, "The site's name could not be looked up in time: try again later."
            ) from None
        except (OSError, UnicodeError) as error:
            raise _unknown(error) from None
        if not found:
            raise _unknown(None)
        if not all(map(self._may_dial, found)):
            raise not_public()
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in found[:_ANSWERS]
        ]

    async def close(self) -> None:
        """Nothing is held."""

    def count(self, received: int) -> None:
        """Count received bytes; raises OSError when there are too many."""
        self._received += received
        most = self._limits.head + (self._limits.wire if self.answered else 0)
        if self._received > most:
            self.full = True
            raise OSError("more than may be received")

    def _socket(self, info: tuple[Any, Any, int, str, tuple[Any, ...]]) -> socket.socket:
        """Make the socket for one address, or raise before anything is sent to it.

        Every connection passes here, so this sees the very address that is dialled, whatever a
        resolver said and whatever an address without a name spells.
        """
        family, kind, protocol, _, (address, port, *scope) = info
        if (
            not self._may_dial(str(address))
            or any(scope)
            or not (self._policy.ports is None or port in self._policy.ports)
        ):
            self.private = True
            raise OSError("not a public address")
        return _CountingSocket(self, family, kind, protocol)

    def _may_dial(self, address: str) -> bool:
        if is_public(address):
            return True
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._policy.networks)


class _CountingSocket(socket.socket):
    """A socket that reads little at a time and has every received byte counted.

    Endless headers, interim answers, chunk extensions and trailers never reach the body, where a
    reader could count them.
    """

    def __init__(self, guard: Guard, family: int, kind: int, protocol: int) -> None:
        super().__init__(family, kind, protocol)
        self._guard = guard

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        data = super().recv(min(bufsize, _READ), flags)
        self._guard.count(len(data))
        return data

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        received = super().recv_into(buffer, min(nbytes or memoryview(buffer).nbytes, _READ), flags)
        self._guard.count(received)
        return received


def not_public() -> FetchRefused:
    """Return the refusal of a name that leads into a network."""
    return FetchRefused(
        Why.PRIVATE,
        "The address leads into a private network: use a page that everyone can open, or paste "
        "the text.",
    )


def _unknown(error: Exception | None) -> FetchRefused:
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return FetchRefused(
            Why.DNS, "The site's name could not be looked up just now: try again later."
        )
    return FetchRefused(Why.DNS, "There is no site of that name: check the address in the browser.")
