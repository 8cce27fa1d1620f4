"""The desk: what the commands ask for. It reads the library, makes briefs and keeps them.

Everything slow runs in threads; the event loop only waits. A guild's articles are read once and
kept until its library changes.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar

from bot.made_before import MadeBefore, of_shelf, question
from bot.metrics import Meter
from bot.news import LibraryMemory, shown_in
from bot.requests import FIRST_LOOK, SINCE_LAST, BriefGone, Made, News, Reopened, Request
from bot.shelves import SMALL, Shelf, Shelves
from bot.statements import DifferencesFound, Statements, concerning
from bot.web import Links, fetcher
from config import TOPICS_FOLDER
from config.settings import Settings
from summaries.briefs import (
    Brief,
    Wish,
    article_brief,
    codec,
    edition_brief,
    overview,
    query_brief,
    topic_brief,
)
from summaries.briefs.answers import answering
from summaries.briefs.copies import Copies
from summaries.briefs.reading import verdicts
from summaries.briefs.subject import MOST_READ
from summaries.briefs.window import within
from summaries.corpus import Article, Corpus, load_folder
from summaries.evidence import Difference
from summaries.ingest import Intake, TeamTopics
from summaries.store import Counts, Database, Guild
from summaries.topics import About, Topic, key, load_topics, resolve
from summaries.topics.rule import METHODS

log = logging.getLogger(__name__)

_COMPARED: Final = 12
"""So many articles of a brief are compared with each other, which takes some 30 ms."""

_ANSWERING: Final = 6
"""Of free words so many: hardly two people ask for the same ones, so it is done each time."""

NEWEST: Final = 10
"""So many articles an overview has when the last 24 hours brought none."""

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
        self.made_before = MadeBefore()
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
        self.made_before.forget(guild)

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
        topics = self.topics_of(guild)
        plain = resolve(typed, topics, ())
        if plain.topic is not None or not plain.typed:
            return plain
        self._seed(guild)
        whole = self.shelves.whole(guild)
        if whole is None:
            library = self.database.library(guild)
            found = [article.id for article in library.search(typed).articles]
            whole = self.shelves.read(guild, [typed.strip().upper(), *found])
        return resolve(typed, topics, whole)

    async def make(self, guild: int, request: Request, language: str = "en") -> Made:
        """Make a brief from the guild's articles. ``language`` is the reader's."""
        return await self.run(self._make, guild, request, language)

    def _make(self, guild: int, request: Request, language: str) -> Made:
        self._seed(guild)
        about, own = request.about, self.wish_of(guild)
        wish = replace(own, length=request.length, skip=request.shown)
        if request.news is not None and request.news.topics is not None:
            wish = replace(own, skip=request.shown)
            return self._edition(guild, request.news, request.news.topics, wish, language)
        if about.article is not None:
            known = self.shelves.read(guild, [about.article.id])
            article = known[0] if known else about.article
            return self._of_article(guild, article, wish)
        if request.news is not None:
            wish = replace(wish, seen=self.database.shown(guild).of(request.news.reader))
        shelf, since, newest_only = self._window(guild, request)
        wish = replace(wish, since=since, newest_only=newest_only)
        topics = self.topics_of(guild) if about.topic is None else (about.topic,)
        aliases = self.statements.aliases(guild)

        def make() -> Brief:
            full = replace(
                wish,
                copies=self._copies(guild, shelf),
                evidence=self.statements.of(guild, shelf.articles),
                differences=self._differing(guild, shelf, about),
            )
            if about.topic is not None:
                return topic_brief(about.topic, shelf.articles, full, language=language)
            if about.query is not None:
                # In one go, where the brief would ask for one article's rows after another's.
                answered = answering(about.query, shelf.articles)[:MOST_READ]
                self.statements.rows(guild, answered, aliases)
                return query_brief(about.query, shelf.articles, full)
            return overview(topics, shelf.articles, full, language=language)

        asked = question(about, topics, wish, language, aliases)
        return self.made_before.brief(guild, asked, shelf, make)

    def _of_article(self, guild: int, article: Article, wish: Wish) -> Made:
        """Brief one article, and tell where others of a small library differ from it."""
        others = [one for one in self.shelves.whole(guild) or () if one.id != article.id]
        others = sorted(others, key=lambda one: (one.when, int(one.id[1:])))[-_COMPARED:]
        together = [article, *others]
        wish = replace(
            wish,
            evidence=self.statements.of(guild, together),
            differences=self.statements.differences(guild, together),
        )
        brief = article_brief(article, wish, others=others)
        return Made(brief, {one.id: one for one in together})

    def _edition(
        self, guild: int, news: News, names: Sequence[str], wish: Wish, language: str
    ) -> Made:
        """Brief what is new to a channel, and compare it with what was there before."""
        topics = [t for name in names for t in self.topics_of(guild) if t.name == name]
        memory = LibraryMemory(self.database, self.shelves, self.statements, guild, news)
        # More of an edition says nothing again of what changed.
        before = memory.before() if not wish.skip else None
        shelf = self._new(guild, news, topics)
        others = list(before.articles[-_COMPARED // 2 :]) if before else []
        compared = [*self._saying_most(shelf, About())[: _COMPARED - len(others)], *others]
        wish = replace(
            wish,
            seen=self.database.shown(guild).of(news.reader),
            copies=self._copies(guild, shelf),
            evidence=self.statements.of(guild, [*shelf.articles, *others]),
            differences=self.statements.differences(guild, compared),
        )
        brief = edition_brief(topics, shelf.articles, wish, before=before, language=language)
        return Made(of_shelf(brief, shelf), {**memory.read, **shelf.by_id})

    def _new(
        self, guild: int, news: News, topics: Sequence[Topic], words: str | None = None
    ) -> Shelf:
        """Return the articles that are new to a reader: of a large library, those about topics."""
        found = self.shelves.whole(guild)
        if found is None and words is not None:
            found = self.shelves.for_words(guild, words, "all", self.now()).articles
        if found is not None:
            return Shelf.of([article for article in found if news.holds(article)])
        added = (news.after, news.until)
        return self.shelves.for_topics(guild, topics, "all", self.now(), added)

    def _differing(self, guild: int, shelf: Shelf, about: About) -> tuple[Difference, ...]:
        most = _ANSWERING if about.query is not None else _COMPARED
        return self.statements.differences(guild, self._saying_most(shelf, about)[:most])

    @staticmethod
    def _saying_most(shelf: Shelf, about: About) -> list[Article]:
        """Return the articles that have something to say to a brief, those with most first."""

        def weight(article: Article) -> tuple[float, date, int]:
            judged = verdicts(about.topic, article) if about.topic is not None else ()
            best = max((v.score for v in judged if v.qualifies), default=0.0)
            return best, article.when, int(article.id[1:])

        if about.query is not None:
            having = answering(about.query, shelf.articles)
        else:
            having = [a for a in shelf.articles if about.topic is None or weight(a)[0]]
        return sorted(having, key=weight, reverse=True)

    def _copies(self, guild: int, shelf: Shelf) -> Copies:
        return Copies(self.database.library(guild).copies(shelf.by_id))

    def wish_of(self, guild: int) -> Wish:
        """Return what a guild has set for all its briefs."""
        chosen = self.database.guilds().settings(guild)
        method = chosen.method if chosen.method in METHODS else None
        return Wish(share=chosen.share, method=method)

    def _window(self, guild: int, request: Request) -> tuple[Shelf, str, bool]:
        """Return what to read; an overview without a window takes a day, else the newest."""
        about, now = request.about, self.now()
        since = request.since or ("24h" if about == About() else "all")
        topics = [about.topic] if about.topic is not None else list(self.topics_of(guild))
        whole = self.shelves.whole(guild)
        if request.news is not None:
            since = SINCE_LAST if request.news.after else FIRST_LOOK
            return self._new(guild, request.news, topics, about.query), since, False
        if whole is not None:
            shelf = Shelf.of(within(whole, since, now))
        elif about.query is not None:
            shelf = self.shelves.for_words(guild, about.query, since, now)
        else:
            shelf = self.shelves.for_topics(guild, topics, since, now)
        if shelf.count or request.since is not None or about != About():
            return shelf, since, False
        return self.shelves.newest(guild, NEWEST), since, True

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
        return await self.run(self._differences, guild, about or About())

    def _differences(self, guild: int, about: About) -> DifferencesFound:
        self._seed(guild)
        whole, now = self.shelves.whole(guild), self.now()
        if whole is not None:
            shelf = Shelf.of(whole)
        elif about.topic is not None:
            shelf = self.shelves.for_topics(guild, [about.topic], "all", now)
        elif about.query is not None:
            shelf = self.shelves.for_words(guild, about.query, "all", now)
        else:
            shelf = self.shelves.newest(guild, SMALL)
        if about.article is not None and about.article.id not in shelf.by_id:
            shelf = Shelf.of([*shelf.articles, about.article])
        found = self.statements.differences(guild, shelf.articles)
        articles = shelf.by_id
        return DifferencesFound(concerning(found, articles, about), articles, len(articles))

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
            **({"news": request.news.as_options()} if request.news else {}),
            **(options or {}),
        }
        self.meter.verified(shown)

        def save() -> str:
            if (payload := made.laid.get("payload")) is None:
                payload = made.laid["payload"] = codec.dump(made.brief)
            return self.database.briefs(guild).save(
                kind=made.brief.kind.value,
                about=made.brief.about,
                payload=payload,
                options=options,
                channel=channel,
                user=user,
                shown=Counts(shown, shown),
            )

        return await self.run(save)

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
    from summaries.selection import summarizer

    summarizer.summarizer()
