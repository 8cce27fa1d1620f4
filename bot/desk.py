"""The desk: what the commands ask for. It reads the library, makes briefs and keeps them.

Everything slow runs in threads; the event loop only waits. A guild's articles are read once and
kept until its library changes.
"""

from __future__ import annotations

import asyncio
import contextvars
import importlib
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.briefing import Briefing
from bot.metrics import Meter
from bot.news import shown_in
from bot.requests import BriefGone, Made, News, Reopened, Request
from bot.shelves import Shelves
from bot.statements import DifferencesFound, Statements
from bot.web import Links, fetcher
from config import TOPICS_FOLDER
from config.settings import Settings
from summaries.briefs import (
    codec,
)
from summaries.corpus import Article, Corpus, load_folder
from summaries.ingest import Intake, TeamTopics
from summaries.store import Counts, Database, Guild
from summaries.store.briefs import Storable
from summaries.topics import About, Topic, key, load_topics, resolve

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class Desk:
    """Makes and keeps briefs for guilds. Safe to ask from many tasks at once."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        *,
        topics: Sequence[Topic] | None = None,
        intake: Intake | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.database = database
        self.settings = settings
        shipped = tuple(topics) if topics is not None else load_topics(TOPICS_FOLDER)
        self.topics = TeamTopics(database, shipped)
        self.now = now
        self.intake = intake or Intake(database, fetcher(), now=now, topics=shipped)
        self.links = Links(now)
        self.meter = Meter()
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="desk")
        self.shelves, self.statements = Shelves(database), Statements(database)
        self.briefing = Briefing(database, self.shelves, self.statements, self.topics, now)
        self._starter: Corpus | None = None

    async def run(self, work: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        """Run something slow in one of the desk's threads."""
        loop = asyncio.get_running_loop()
        # In the caller's context: what is logged there is about the same guild.
        here = contextvars.copy_context()
        return await loop.run_in_executor(self._threads, lambda: here.run(work, *args, **kwargs))

    def close(self) -> None:
        """Let running work end, then close the database."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        self.database.close()

    async def warm(self) -> None:
        """Make the first brief fast: load what it needs before anyone asks for it."""
        await self.run(_import_selection)

    # Libraries

    async def guild(self, guild: int) -> Guild | None:
        """Return what is stored about a guild."""
        return await self.run(self.database.guilds().get, guild)

    def forget(self, guild: int) -> None:
        """Keep nothing of a guild's articles in memory: they were deleted."""
        self.shelves.forget(guild)
        self.statements.forget(guild)
        self.topics.forget(guild)
        self.briefing.forget(guild)

    def topics_of(self, guild: int) -> tuple[Topic, ...]:
        """Return the topics of a guild. Reads the store."""
        return self.topics.of(guild)

    async def seed(self, guild: int) -> None:
        """Let a new guild's library start with the starter folder, before anything is added."""
        await self.run(self._seed, guild)

    def _seed(self, guild: int) -> None:
        shelf = self.database.library(guild)
        if not shelf.seeded():
            shelf.seed_once(self._starters())

    async def offered(self, guild: int, typed: str, most: int) -> list[tuple[str, str]]:
        """Return articles that may be meant by what was typed so far: id, and title or file."""
        return await self.run(self._offered, guild, typed, most)

    def _offered(self, guild: int, typed: str, most: int) -> list[tuple[str, str]]:
        self._seed(guild)
        wanted = key(typed)
        whole = self.shelves.whole(guild)
        if whole is None:
            library = self.database.library(guild)
            found = library.search(typed, limit=most).articles
            by_number = library.stored(typed) if wanted else None
            listed = [by_number, *found] if by_number else list(found)
            named = [(one.id, one.title or one.file or "") for one in listed]
        else:
            named = [(one.id, one.title or one.file or "") for one in whole]
            named = [(a, name) for a, name in named if wanted in key(f"{a} {name}")]
        return list(dict.fromkeys(named))[:most]

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
        return await self.run(self._resolve, guild, typed)

    def _resolve(self, guild: int, typed: str) -> About:
        with self.database.looking():
            return self._meant(guild, typed)

    def _meant(self, guild: int, typed: str) -> About:
        topics = self.topics_of(guild)
        plain = resolve(typed, topics, ())
        if plain.topic is not None or not plain.typed:
            return plain
        self._seed(guild)
        whole = self.shelves.whole(guild)
        if whole is None:
            titled = self.database.library(guild).titled(typed)
            whole = self.shelves.read(guild, [typed.strip().upper(), *titled])
        return resolve(typed, topics, whole)

    async def make(self, guild: int, request: Request, language: str = "en") -> Made:
        """Make a brief from the guild's articles. ``language`` is the reader's."""
        return await self.run(self.made, guild, request, language)

    def made(self, guild: int, request: Request, language: str) -> Made:
        """Do what `make` does, in a thread of the caller's."""
        with self.database.looking():
            self._seed(guild)
            return self.briefing.make(guild, request, language)

    async def since_last(self, guild: int, request: Request, user: int) -> Request:
        """Turn a request into one for what is new to a person since she last asked about it."""
        about = _name_of(request.about)
        after = await self.run(self.database.shown(guild).last_look, user, about)
        return replace(request, news=News(user, after, self.now()))

    async def looked(
        self, guild: int, made: Made, request: Request, places: Sequence[tuple[str, int]]
    ) -> None:
        """Note what a person has seen who asked for what is new; of others nothing is noted."""
        news = request.news
        if news is None or news.topics is not None:
            return
        shown = shown_in(made.brief, made.articles, places)
        about = _name_of(request.about)
        await self.run(self.database.shown(guild).looked, news.reader, about, news.until, shown)

    async def differences(self, guild: int, about: About | None = None) -> DifferencesFound:
        """Return where the guild's articles differ, or those that matter to what is asked about.

        Of a large library those are compared that hold the topic or the words, or are newest.
        """
        await self.seed(guild)
        return await self.run(self.briefing.differing, guild, about or About())

    async def keep(self, guild: int, made: Made, request: Request, **known: Any) -> str:
        """Do what `kept` does, in a thread of the desk's."""
        return await self.run(self.kept, guild, made, request, **known)

    def kept(
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
            **({"news": request.news.as_options()} if request.news else {}),
            **(options or {}),
        }
        self.meter.verified(shown)
        if (payload := made.laid.get("payload")) is None:
            payload = made.laid["payload"] = Storable.of(codec.dump(made.brief))
        return self.database.briefs(guild).save(
            kind=made.brief.kind.value,
            about=made.brief.about,
            payload=payload,
            options=options,
            channel=channel,
            user=user,
            shown=Counts(shown, shown),
        )

    async def reopen(self, guild: int, brief_id: str) -> Reopened:
        """Read a stored brief back with the articles it quotes. Raises BriefGone."""
        return await self.run(self.opened, guild, brief_id)

    def opened(self, guild: int, brief_id: str) -> Reopened:
        """Do what `reopen` does, in a thread of the caller's."""
        stored = self.database.briefs(guild).get(brief_id)
        if stored is None or not isinstance(stored.payload, dict):
            raise BriefGone(brief_id)
        brief = codec.load(stored.payload)
        quoted = {quote.article for quote in brief.quotes()}
        quoted |= {source.article for source in brief.sources}
        quoted |= {cut.article for cut in brief.rows.cuts()}
        if brief.closest:
            quoted.add(brief.closest.quote.article)
        shelf = self.database.library(guild)
        missed = {miss.quote.article for miss in brief.missed}
        articles = shelf.get_many(quoted | missed)
        live = self.database.scores(guild).live(quoted | missed)
        # What was only just missed takes no part of a brief with it when it is withdrawn.
        kept = tuple(miss for miss in brief.missed if miss.quote.article in live)
        brief = replace(brief, missed=kept)
        # A damaged article is in neither: its slices fail, and that is what is said.
        withdrawn = tuple(sorted(a for a in articles if a in quoted and a not in live))
        return Reopened(brief, articles, stored, withdrawn)


def _name_of(about: About) -> str:
    """Return what a person's looks are told apart by: a topic, an article or free words."""
    if about.topic is not None:
        return f"topic {about.topic.name}"
    if about.article is not None:
        return f"article {about.article.id}"
    return f"words {key(about.query)}" if about.query is not None else ""


def _import_selection() -> None:
    importlib.import_module("summaries.selection.selector")
