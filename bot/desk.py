"""The desk: what the commands ask for. It reads the library, makes briefs and keeps them.

Everything slow runs in threads; the event loop only waits. A guild's articles are read once and
kept until its library changes.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from config import TOPICS_FOLDER
from config.settings import Settings
from summaries.briefs import (
    Brief,
    Length,
    Wish,
    article_brief,
    codec,
    overview,
    query_brief,
    topic_brief,
)
from summaries.briefs.window import counts_from, within
from summaries.corpus import Article, Corpus, load_folder
from summaries.store import Counts, Database, Guild, StoredBrief
from summaries.topics import About, Topic, load_topics, resolve

log = logging.getLogger(__name__)

_LIBRARIES_KEPT: Final = 64
_NEWEST: Final = 10  # articles of an overview when the last 24 hours brought none

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Library:
    """A guild's articles as they were at one revision."""

    revision: int
    articles: tuple[Article, ...]
    by_id: Mapping[str, Article]


@dataclass(frozen=True, slots=True)
class EditionScope:
    """What a digest's edition is about: topics by name, and articles by when they were added.

    They were added later than ``after`` (None: any) and not later than ``until``.
    """

    topics: tuple[str, ...]
    after: datetime | None
    until: datetime

    def as_options(self) -> dict[str, Any]:
        """Return it as it is stored with the brief."""
        after = self.after.isoformat() if self.after else None
        return {"topics": list(self.topics), "after": after, "until": self.until.isoformat()}

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> EditionScope:
        """Read what `as_options` stored."""
        after = datetime.fromisoformat(options["after"]) if options["after"] else None
        return cls(tuple(options["topics"]), after, datetime.fromisoformat(options["until"]))

    def holds(self, article: Article) -> bool:
        """Tell whether an article is one of the edition's."""
        return (self.after is None or article.added > self.after) and article.added <= self.until


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader asked for. ``since`` is a window's name, or None for the default.

    ``shown`` are (article, sentence) places that the reader has seen and that are left out.
    ``edition`` asks for a digest's edition, whatever the rest says.
    """

    about: About
    since: str | None = None
    length: Length = Length.STANDARD
    shown: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    edition: EditionScope | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A brief with the articles it quotes."""

    brief: Brief
    articles: Mapping[str, Article]


@dataclass(frozen=True, slots=True)
class Reopened(Made):
    """A brief read back from the store; ``withdrawn`` names the articles it quotes that are gone.

    A withdrawn article is still there to be sliced, but it is not shown again.
    """

    stored: StoredBrief
    withdrawn: tuple[str, ...] = ()


class BriefGone(Exception):
    """A button belongs to a brief that this guild's store does not hold."""


class Desk:
    """Makes and keeps briefs for guilds. Safe to ask from many tasks at once."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        *,
        topics: Sequence[Topic] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.database = database
        self.settings = settings
        self.topics = tuple(topics) if topics is not None else load_topics(TOPICS_FOLDER)
        self.now = now
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="desk")
        self._libraries: OrderedDict[int, Library] = OrderedDict()
        self._starter: Corpus | None = None

    async def run(self, work: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        """Run something slow in one of the desk's threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Let running work end, then close the database."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        self.database.close()

    async def warm(self) -> None:
        """Make the first brief fast: load what it needs before anyone asks for it."""
        await self.run(_import_selection)

    # Libraries

    async def library(self, guild: int) -> Library:
        """Return a guild's articles; a new guild's library starts with the starter folder."""
        return await self.run(self._library, guild)

    async def guild(self, guild: int) -> Guild | None:
        """Return what is stored about a guild."""
        return await self.run(self.database.guilds().get, guild)

    def _library(self, guild: int) -> Library:
        shelf = self.database.library(guild)
        if not shelf.seeded():
            shelf.seed_once(self._starters())
        revision = shelf.revision()
        kept = self._libraries.get(guild)
        if kept is None or kept.revision != revision:
            articles = shelf.all()
            kept = Library(revision, articles, {article.id: article for article in articles})
            self._libraries[guild] = kept
            while len(self._libraries) > _LIBRARIES_KEPT:
                self._libraries.popitem(last=False)
        return kept

    def _starters(self) -> tuple[Article, ...]:
        folder = self.settings.starter_corpus
        if folder is None:
            return ()
        if self._starter is None:
            self._starter = load_folder(folder)
            for refused in self._starter.refused:
                log.warning("Starter folder: %s: %s", refused.file, refused.reason)
        added = self.now()
        return tuple(replace(article, added=added) for article in self._starter.articles)

    # Briefs

    async def resolve(self, guild: int, typed: str) -> About:
        """Say what a reader means by what she typed."""
        plain = resolve(typed, self.topics, ())
        if plain.topic is not None or not plain.typed:
            return plain
        library = await self.library(guild)
        return resolve(typed, self.topics, library.articles)

    async def make(self, guild: int, request: Request, language: str = "en") -> Made:
        """Make a brief from the guild's articles. ``language`` is the reader's."""
        return await self.run(self._make, guild, request, language)

    def _make(self, guild: int, request: Request, language: str) -> Made:
        library = self._library(guild)
        about = request.about
        if request.edition is not None:
            added = [a for a in library.articles if request.edition.holds(a)]
            topics = [t for name in request.edition.topics for t in self.topics if t.name == name]
            wish = Wish(skip=request.shown)
            return Made(overview(topics, added, wish, language=language), library.by_id)
        if about.article is not None:
            article = library.by_id.get(about.article.id, about.article)
            made = article_brief(article, Wish(request.length, skip=request.shown))
            return Made(made, {article.id: article})
        articles, since, newest_only = self._window(library.articles, request)
        wish = Wish(request.length, since, newest_only, skip=request.shown)
        if about.topic is not None:
            brief = topic_brief(about.topic, articles, wish, language=language)
        elif about.query is not None:
            brief = query_brief(about.query, articles, wish)
        else:
            brief = overview(self.topics, articles, wish, language=language)
        return Made(brief, library.by_id)

    def _window(
        self, articles: Sequence[Article], request: Request
    ) -> tuple[Sequence[Article], str, bool]:
        """Cut the articles to the window; an overview without one takes a day, else the newest."""
        since = request.since or ("24h" if request.about == About() else "all")
        recent = within(articles, since, self.now())
        if recent or request.since is not None or not articles:
            return recent, since, False
        newest = sorted(articles, key=lambda a: (counts_from(a), a.id), reverse=True)[:_NEWEST]
        kept = {article.id for article in newest}
        return [a for a in articles if a.id in kept], since, True

    async def keep(
        self,
        guild: int,
        made: Made,
        request: Request,
        *,
        shown: int,
        channel: int | None = None,
        user: int | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> str:
        """Store a brief that is about to be shown and return the id that its buttons carry.

        ``shown`` sentences were sliced and checked while the page was made.
        """
        options = {
            "since": request.since,
            "length": request.length.value,
            "query": request.about.query,
            **({"edition": request.edition.as_options()} if request.edition else {}),
            **(options or {}),
        }
        return await self.run(
            self.database.briefs(guild).save,
            kind=made.brief.kind.value,
            about=made.brief.about,
            payload=codec.dump(made.brief),
            options=options,
            channel=channel,
            user=user,
            shown=Counts(shown, shown),
        )

    async def reopen(self, guild: int, brief_id: str) -> Reopened:
        """Read a stored brief back with the articles it quotes. Raises BriefGone."""
        return await self.run(self._reopen, guild, brief_id)

    def _reopen(self, guild: int, brief_id: str) -> Reopened:
        stored = self.database.briefs(guild).get(brief_id)
        if stored is None or not isinstance(stored.payload, dict):
            raise BriefGone(brief_id)
        brief = codec.load(stored.payload)
        quoted = {quote.article for quote in brief.quotes()}
        quoted |= {miss.quote.article for miss in brief.missed}
        quoted |= {source.article for source in brief.sources}
        if brief.closest:
            quoted.add(brief.closest.quote.article)
        shelf = self.database.library(guild)
        articles = shelf.get_many(quoted)
        live = self._library(guild).by_id
        # A damaged article is in neither: its slices fail, and that is what is said.
        withdrawn = tuple(sorted(a for a in articles if a not in live))
        return Reopened(brief, articles, stored, withdrawn)


def _import_selection() -> None:
    from summaries.selection import summarizer

    summarizer.summarizer()
