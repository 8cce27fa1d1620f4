"""The intake: a link, a file or a text becomes a candidate for a library, and then an article.

Commands, message menus, feeds and the command line all come in here, so that each is fetched by
the same guard, parsed in the same child process, and compared with the same library.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from summaries.corpus import MAX_BYTES, Article, Duplicate, RefusedText, decode
from summaries.corpus.addresses import canonical
from summaries.corpus.extracted import Extracted, ExtractRefused, Reason, article_of
from summaries.corpus.fetching import Fetched, Fetcher, Wanted, check_address
from summaries.corpus.folder import SUFFIXES as TEXT_SUFFIXES
from summaries.corpus.workshop import Workshop
from summaries.evidence import evidence_of
from summaries.ingest.evidence import made_by
from summaries.ingest.scoring import said_of
from summaries.ingest.topics import TeamTopics
from summaries.store import Database
from summaries.topics import Topic

AT_ONCE: Final = 4
"""How many addresses are fetched at the same time; of one host, one at a time."""

MOST_LINES: Final = 20_000
MOST_STOPS: Final = 50_000
"""Full stops, and question and exclamation marks, of any script."""

_STOPS: Final = ".!?…。！？।؟"
_NO_LINES: Final[frozenset[int]] = frozenset()

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
_FILES: Final = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
}
"""What names files by their type; everything else that is fetched is plain text."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What was received, as it would be stored, and what the library has of it already.

    ``article`` has no number yet. ``twin`` is the article with the same text or address, if there
    is one; ``twin_withdrawn`` is true where it was taken out, so that this one may come in, and
    ``same_text`` is false where only the address is the same.
    ``near`` are articles that print much of the same text; None where nobody looked for them.
    """

    extracted: Extracted
    article: Article
    twin: str | None = None
    twin_withdrawn: bool = False
    same_text: bool = True
    near: tuple[Duplicate, ...] | None = None

    @property
    def already(self) -> str | None:
        """The id of the article that makes this one superfluous."""
        return None if self.twin_withdrawn else self.twin

    @property
    def date_uncertain(self) -> bool:
        """Whether the date is only about right: a page shows it in one place, or two disagree."""
        found = self.extracted.published
        return (
            found is not None
            and found == self.article.published
            and not self.extracted.published_certain
        )


class Intake:
    """One way in for every article. Owns a fetcher and a workshop, both opened when first needed.

    ``topics``, and a guild's own, are asked about every article when it is stored, so that no brief
    waits for it.
    ``from_…`` raise FetchRefused and ExtractRefused, whose messages are meant for people.
    """

    def __init__(
        self,
        database: Database,
        fetcher: Callable[[], Fetcher],
        workshop: Callable[[], Workshop] = Workshop,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        check: Callable[[str], str] = check_address,
        topics: Sequence[Topic] = (),
    ) -> None:
        self._database, self._now = database, now
        self.check = check
        """Takes an address, returns its normal form or raises FetchRefused; asks no network."""
        self._topics = TeamTopics(database, topics)
        self.ingested: Callable[[float], object] = lambda seconds: None
        """Is told how long each article took to be read and stored; an operator may count them."""
        self._new_fetcher, self._new_workshop = fetcher, workshop
        self._fetcher: Fetcher | None = None
        self._workshop: Workshop | None = None
        self._opening = asyncio.Lock()
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._hosts: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        # Its own threads: what waits for a slow page must not hold up who asks for a brief.
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="intake")

    async def close(self) -> None:
        """Stop fetching, end the parsing processes. Work that still runs is given up."""
        if self._fetcher is not None:
            await self._fetcher.__aexit__(None, None, None)
            self._fetcher = None
        if self._workshop is not None:
            await asyncio.to_thread(self._workshop.close)
            self._workshop = None
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def run(self, work: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        """Run something slow in one of the intake's threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: work(*args, **kwargs))

    @property
    def workshop(self) -> Workshop:
        """Where foreign bytes are parsed. Its methods wait: call them through `run`."""
        if self._workshop is None:
            self._workshop = self._new_workshop()
        return self._workshop

    async def fetch(
        self,
        url: str,
        wanted: Wanted,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Fetched:
        """Fetch an address when its turn comes. Raises FetchRefused."""
        host = urlsplit(self.check(url)).hostname or ""
        async with self._hosts.setdefault(host, asyncio.Lock()), self._at_once:
            fetcher = await self._opened()
            return await fetcher.get(url, wanted, etag=etag, last_modified=last_modified)

    async def read_url(self, url: str) -> Extracted:
        """Fetch a page, or a file that is published by itself, and read the article in it."""
        return await self.run(self._read_fetched, await self.fetch(url, Wanted.FILE))

    async def from_url(self, guild: int, url: str) -> Candidate:
        """Make a candidate of the article at an address."""
        return await self.run(self.consider, guild, await self.read_url(url))

    async def from_page(
        self, guild: int, data: bytes, *, url: str, content_type: str | None = None
    ) -> Candidate:
        """Read the article in a page that was fetched before, or that came with a feed."""
        extracted = await self.run(
            self.workshop.extract_page, data, url=url, content_type=content_type
        )
        return await self.run(self.consider, guild, extracted)

    async def from_file(self, guild: int, data: bytes, file: str) -> Candidate:
        """Read an article out of a file; its name says what kind it is."""
        if PurePath(file).suffix.lower() in TEXT_SUFFIXES:
            extracted = await self.run(_plain, data)
        else:
            extracted = await self.run(self.workshop.extract_file, data, file=file)
        return await self.run(self.consider, guild, extracted, file=file)

    async def from_text(self, guild: int, text: str) -> Candidate:
        """Read an article that somebody pasted."""
        # Half a character is refused as other bad bytes are, instead of raising here.
        extracted = await self.run(_plain, text.encode("utf-8", "surrogatepass"))
        return await self.run(self.consider, guild, extracted)

    def consider(
        self,
        guild: int,
        extracted: Extracted,
        *,
        file: str | None = None,
        keep: frozenset[int] = _NO_LINES,
    ) -> Candidate:
        """Make the article of an extracted text, and compare it with the guild's library.

        ``keep`` holds the starts of lines that an editor took back. Raises ExtractRefused where no
        sentence is left to quote.
        """
        _refuse_archive(extracted.text)
        article = article_of(extracted, id="draft", added=self._now(), file=file, keep=keep)
        if not article.sentences:
            raise ExtractRefused(
                Reason.NO_TEXT,
                "No sentence was found in it; add the article's whole text, not only its headline "
                "or links.",
            )
        shelf = self._database.library(guild)
        twin = shelf.find(article.sha256)
        if (twin is None or twin.withdrawn_at) and article.url:
            twin = shelf.find_url(article.url) or twin
        same_text = twin is None or twin.sha256 == article.sha256
        if twin is not None and twin.withdrawn_at is None:
            return Candidate(extracted, article, twin.id, same_text=same_text)
        near = tuple(shelf.near(article))
        twin_id, withdrawn = (twin.id, True) if twin else (None, False)
        return Candidate(extracted, article, twin_id, withdrawn, same_text, near)

    def accept(self, guild: int, candidate: Candidate, by: int | None) -> Article:
        """Store a candidate and return it with its number. Raises AlreadyInLibrary.

        Near duplicates are stored: whoever asks for this has been told of them.
        """
        began = time.monotonic()
        shelf = self._database.library(guild)
        article = replace(candidate.article, added=self._now())
        near = shelf.near(article) if candidate.near is None else candidate.near
        aliases = self._database.guilds().settings(guild).aliases
        added = shelf.add(
            article,
            added_by=by,
            original_sha256=candidate.extracted.original_sha256,
            near=[one.article for one in near],
            scores=said_of(self._topics.rules(guild), article),
            evidence=(made_by(aliases), evidence_of(article, aliases)),
        )
        self.ingested(time.monotonic() - began)
        return added

    def _read_fetched(self, fetched: Fetched) -> Extracted:
        name = fetched.content_type.partition(";")[0].strip().lower()
        if name in _PAGES:
            return self.workshop.extract_page(
                fetched.body, url=fetched.url, content_type=fetched.content_type
            )
        suffix = _FILES.get(name)
        if suffix is None:
            extracted = _plain(fetched.body)
        else:
            extracted = self.workshop.extract_file(fetched.body, file=f"article{suffix}")
        return replace(extracted, url=canonical(fetched.url))

    async def _opened(self) -> Fetcher:
        async with self._opening:
            if self._fetcher is None:
                fetcher = self._new_fetcher()
                self._fetcher = await fetcher.__aenter__()
            return self._fetcher


def _refuse_archive(text: str) -> None:
    """Refuse what has more lines or sentences than any article, before time is spent on them.

    Three megabytes of prose have about 20,000 sentences. Raises ExtractRefused.
    """
    if text.count("\n") > MOST_LINES or sum(map(text.count, _STOPS)) > MOST_STOPS:
        raise ExtractRefused(
            Reason.TOO_BIG,
            "It has more lines or sentences than an article can have; add the article alone, not a "
            "whole archive.",
        )


def _plain(data: bytes) -> Extracted:
    """Take a text as it is: every offset counts in what was received. Raises ExtractRefused."""
    try:
        text = decode(data)
    except RefusedText as refused:
        raise ExtractRefused(_reason(data), str(refused)) from None
    return Extracted(text, "txt", hashlib.sha256(data).hexdigest())


def _reason(data: bytes) -> Reason:
    """Tell why bytes are no text, after `decode` refused them."""
    if len(data) > MAX_BYTES:
        return Reason.TOO_BIG
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Reason.BINARY if b"\x00" in data else Reason.ENCODING
    return Reason.BINARY if text.strip("\ufeff \t\r\n\f\v\u00a0") else Reason.EMPTY
