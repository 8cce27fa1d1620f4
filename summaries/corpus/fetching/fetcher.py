"""Fetches a page, a feed or a file, with every step of the way checked."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Final, Self
from urllib.parse import urljoin, urlsplit

from summaries.corpus.fetching.address import MAX_ADDRESS, checked
from summaries.corpus.fetching.answers import MOVED, MOVED_FOR_GOOD, max_age, refusal
from summaries.corpus.fetching.exchange import Answer, exchange, timed_out, too_big
from summaries.corpus.fetching.guard import Guard, SystemLookup
from summaries.corpus.fetching.kinds import Wanted, accept, is_html, settle
from summaries.corpus.fetching.policy import LIMITS, PUBLIC, Limits, Policy
from summaries.corpus.fetching.refused import FetchRefused, Why
from summaries.corpus.fetching.robots import RobotsCache, Rules, parse_robots

_LOOKUPS: Final = 8
"""Threads for the system's resolver, which can't be told to stop."""
_VALIDATOR: Final = re.compile(r"[\x20-\x7e\xa0-\xff]{1,1000}")
# urljoin would take "http:there" for a path.
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What a robots.txt may end in that only means: there is none.
_NO_ROBOTS: Final = frozenset({Why.ADDRESS, Why.PRIVATE, Why.REDIRECTS, Why.TOO_BIG, Why.ENCODING})


@dataclass(frozen=True)
class Fetched:
    """What was fetched, unpacked; ``url`` is where the redirects ended.

    ``etag`` and ``last_modified`` are for the next time; with ``not_modified`` the body is empty.
    ``content_type`` is checked against the bytes, and keeps the charset that the site named.
    ``max_age`` is for how many seconds the site calls its answer fresh. ``moved`` is the address to
    ask from now on, where the site said that the one asked is given up for good.
    """

    url: str
    status: int
    body: bytes
    content_type: str
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    max_age: float | None = None
    moved: str | None = None


class Fetcher:
    """Fetches from the public internet, politely, and from nowhere else.

    Use it as ``async with Fetcher(user_agent=…) as fetcher``, one for each kind of work: at most
    ``limits.at_once`` fetches of one Fetcher run at a time. ``user_agent`` begins with the
    product's name, which robots.txt files may address, and holds an address to complain to.
    """

    def __init__(
        self, *, user_agent: str, policy: Policy = PUBLIC, limits: Limits = LIMITS
    ) -> None:
        self._user_agent = user_agent
        product = re.match(r"[A-Za-z_-]+", user_agent)
        self._product = product[0] if product else "*"
        self._policy = policy
        self._limits = limits
        self._threads = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="lookup")
        self._lookup = policy.lookup or SystemLookup(self._threads)
        self._robots = RobotsCache(time.monotonic)
        self._places = asyncio.Semaphore(limits.at_once)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def get(
        self,
        url: str,
        wanted: Wanted,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Fetched:
        """Return what an address holds, or raise FetchRefused with what to do instead.

        With ``etag`` and ``last_modified`` of the last time, an unchanged answer comes back empty
        and ``not_modified``.
        """
        address = checked(url, self._policy)
        headers = {"Accept": accept(wanted)}
        if etag is not None and _VALIDATOR.fullmatch(etag):
            headers["If-None-Match"] = etag
        if last_modified is not None and _VALIDATOR.fullmatch(last_modified):
            headers["If-Modified-Since"] = last_modified
        try:
            async with asyncio.timeout(self._limits.seconds), self._places:
                final, answer, moved = await self._follow(address, headers, wanted)
        except TimeoutError:
            raise timed_out() from None
        read = self._read(final, answer, wanted, conditional=len(headers) > 1)
        return replace(read, moved=None if moved == address else moved)

    async def _follow(
        self, address: str, headers: Mapping[str, str], wanted: Wanted | None
    ) -> tuple[str, Answer, str]:
        """Ask, and go where the answers send, each step checked from the start.

        Returns where that ends, what is there, and the address that is to be asked from now on.
        """
        lasting, for_good = address, True
        for _ in range(self._limits.hops + 1):
            if wanted is not None:
                await self._ask_robots(address)
            answer = await exchange(
                address,
                {"User-Agent": self._user_agent, "Accept-Encoding": "gzip", **headers},
                wanted=wanted,
                guard=Guard(self._lookup, self._policy, self._limits),
                limits=self._limits,
            )
            if answer.status not in MOVED:
                return address, answer, lasting
            address = self._next(address, answer)
            # A lasting move to somewhere that sends on for today is no more lasting than that.
            for_good = for_good and answer.status in MOVED_FOR_GOOD
            lasting = address if for_good else lasting
        raise FetchRefused(
            Why.REDIRECTS,
            f"The address sends on more than {self._limits.hops} times: open the page in the "
            "browser and use the address it ends at, or paste the text.",
        )

    def _next(self, address: str, answer: Answer) -> str:
        """Return the address that an answer sends to, checked like one that a person gave."""
        places = set(answer.headers.getall("Location", ()))
        place = places.pop() if len(places) == 1 else None
        if not place or len(place) > MAX_ADDRESS or "\\" in place or not place.isprintable():
            raise FetchRefused(
                Why.REDIRECTS,
                "The site sends on to nowhere: open the page in the browser and use the address it "
                "ends at, or paste the text.",
                status=answer.status,
            )
        try:
            joined = place if _ABSOLUTE.match(place) else urljoin(address, place)
        except ValueError:
            joined = place
        following = checked(joined, self._policy)
        if address.startswith("https:") and not following.startswith("https:"):
            raise FetchRefused(
                Why.REDIRECTS,
                "The site sends on to an address without encryption, which is not followed: open "
                "the page in the browser and paste the text.",
                status=answer.status,
            )
        return following

    async def _ask_robots(self, address: str) -> None:
        """Raise FetchRefused if the site asks programs not to fetch an address."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        rules = self._robots.get(origin)
        if rules is None:
            rules = await self._rules(origin)
            self._robots.keep(origin, rules)
        if not rules.allow(address):
            raise FetchRefused(
                Why.ROBOTS,
                "The site asks programs not to read this page (robots.txt): open it in the browser "
                "and paste the text.",
            )

    async def _rules(self, origin: str) -> Rules:
        """Return a site's rules. One that can't answer now is not asked for pages (RFC 9309)."""
        try:
            _, answer, _ = await self._follow(
                f"{origin}/robots.txt", {"Accept": "text/plain, */*;q=0.1"}, None
            )
        except FetchRefused as refused:
            if refused.why in _NO_ROBOTS:
                return Rules()
            raise
        if answer.status == 200:
            return await asyncio.to_thread(parse_robots, answer.body, self._product)
        if answer.status == 429 or answer.status >= 500:
            said = refusal(answer.status, answer.headers, self._limits)
            raise FetchRefused(
                Why.LATER,
                "The site can't say just now what programs may read (robots.txt): try again later, "
                "or paste the text.",
                status=answer.status,
                retry_after=said.retry_after,
            )
        return Rules()

    def _read(self, url: str, answer: Answer, wanted: Wanted, *, conditional: bool) -> Fetched:
        """Return what a final answer holds. Raises FetchRefused for anything but content."""
        not_modified = answer.status == 304 and conditional
        if answer.status != 200 and not not_modified:
            raise refusal(answer.status, answer.headers, self._limits)
        content_type = answer.headers.get("Content-Type", "")
        if not not_modified:
            content_type = settle(answer.body, content_type, wanted)
            if is_html(content_type) and len(answer.body) > self._limits.html:
                raise too_big(self._limits.html)
        return Fetched(
            url=url,
            status=answer.status,
            body=answer.body,
            content_type=content_type,
            etag=_validator(answer.headers.get("ETag")),
            last_modified=_validator(answer.headers.get("Last-Modified")),
            not_modified=not_modified,
            max_age=max_age(answer.headers.get("Cache-Control")),
        )


def _validator(value: str | None) -> str | None:
    """Return a header's value if it can be sent back as it came."""
    return value if value is not None and _VALIDATOR.fullmatch(value) else None
