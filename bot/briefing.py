"""Briefs made from a guild's library: what is read for a question, and what is made of it.

Synchronous: the desk runs it in its threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Final

from bot.made_before import MadeBefore, of_shelf, question
from bot.news import LibraryMemory
from bot.requests import FIRST_LOOK, SINCE_LAST, Made, News, Request
from bot.shelves import SMALL, Shelf, Shelves
from bot.statements import DifferencesFound, Statements, concerning
from summaries.briefs import (
    Brief,
    Wish,
    article_brief,
    edition_brief,
    overview,
    query_brief,
    topic_brief,
)
from summaries.briefs.asked import Asked, answering, qualifying
from summaries.briefs.copies import Copies
from summaries.briefs.reading import verdicts
from summaries.briefs.subject import MOST_READ
from summaries.briefs.window import within
from summaries.corpus import Article
from summaries.ingest import TeamTopics
from summaries.store import Database, GuildSettings
from summaries.topics import About, Topic
from summaries.topics.rule import METHODS

_COMPARED: Final = 12
"""So many articles of a brief are compared with each other, which takes some 30 ms."""

_ANSWERING: Final = 5
"""Of free words so many: hardly two people ask for the same ones, so it is done each time."""

NEWEST: Final = 10
"""So many articles an overview has when the last 24 hours brought none."""


class Briefing:
    """Makes briefs for guilds. Safe to ask from several threads."""

    def __init__(
        self,
        database: Database,
        shelves: Shelves,
        statements: Statements,
        topics: TeamTopics,
        now: Callable[[], datetime],
    ) -> None:
        self._database, self._shelves, self._statements = database, shelves, statements
        self._topics, self._now = topics, now
        making = Lock()
        # Apart, for hardly two people ask for the same words: a hundred of them would take the room
        # of the topics' briefs, which all ask for.
        self._of_words, self._of_topics = MadeBefore(making), MadeBefore(making)

    def forget(self, guild: int) -> None:
        """Keep nothing of a guild: its articles were deleted."""
        for before in (self._of_words, self._of_topics):
            before.forget(guild)

    def make(self, guild: int, request: Request, language: str) -> Made:
        """Make a brief from a guild's articles. ``language`` is the reader's."""
        about, chosen = request.about, self._database.guilds().settings(guild)
        own = _wish(chosen)
        wish = replace(own, length=request.length, skip=request.shown)
        if request.news is not None and request.news.topics is not None:
            wish = replace(own, skip=request.shown)
            return self._edition(guild, request.news, request.news.topics, wish, language)
        if about.article is not None:
            known = self._shelves.read(guild, [about.article.id])
            article = known[0] if known else about.article
            return self._of_article(guild, article, wish)
        if request.news is not None:
            wish = replace(wish, seen=self._database.shown(guild).of(request.news.reader))
        shelf, since, newest_only = self._window(guild, request, wish)
        wish = replace(wish, since=since, newest_only=newest_only)
        topics = self._topics.of(guild) if about.topic is None else (about.topic,)
        aliases = chosen.aliases

        def make() -> Brief:
            answered: Sequence[Article] = ()
            asked: Asked | None = None
            if about.query is not None:
                asked = answering(about.query, shelf.articles)
                having = {article for article, _ in asked}
                answered = [one for one in shelf.articles if one.id in having]
                compared = _newest(answered)[:_ANSWERING]
            else:
                compared = self._saying_most(shelf, about)[:_COMPARED]
            if about.topic is not None:
                asked = qualifying(about.topic, compared)
            full = replace(
                wish,
                copies=self._copies(guild, shelf),
                evidence=self._statements.of(guild, shelf.articles, answered[:MOST_READ]),
                differences=self._statements.differences(guild, compared, asked),
            )
            if about.topic is not None:
                return topic_brief(about.topic, shelf.articles, full, language=language)
            if about.query is not None:
                return query_brief(about.query, shelf.articles, full)
            return overview(topics, shelf.articles, full, language=language)

        asked = question(about, topics, wish, language, aliases)
        before = self._of_topics if about.query is None else self._of_words
        return before.brief(guild, asked, shelf, make)

    def _of_article(self, guild: int, article: Article, wish: Wish) -> Made:
        """Brief one article, and tell where others of a small library differ from it."""
        others = [one for one in self._shelves.whole(guild) or () if one.id != article.id]
        others = _newest(others)[:_COMPARED][::-1]
        together = [article, *others]
        wish = replace(
            wish,
            evidence=self._statements.of(guild, together),
            differences=self._statements.differences(guild, together),
        )
        brief = article_brief(article, wish, others=others)
        return Made(brief, {one.id: one for one in together})

    def _edition(
        self, guild: int, news: News, names: Sequence[str], wish: Wish, language: str
    ) -> Made:
        """Brief what is new to a channel, and compare it with what was there before."""
        topics = [t for name in names for t in self._topics.of(guild) if t.name == name]
        memory = LibraryMemory(self._database, self._shelves, self._statements, guild, news)
        # More of an edition says nothing again of what changed.
        before = memory.before() if not wish.skip else None
        shelf = self._new(guild, news, topics)
        others = list(before.articles[-_COMPARED // 2 :]) if before else []
        compared = [*self._saying_most(shelf, About())[: _COMPARED - len(others)], *others]
        wish = replace(
            wish,
            seen=self._database.shown(guild).of(news.reader),
            copies=self._copies(guild, shelf),
            evidence=self._statements.of(guild, [*shelf.articles, *others]),
            differences=self._statements.differences(guild, compared),
        )
        brief = edition_brief(topics, shelf.articles, wish, before=before, language=language)
        return Made(of_shelf(brief, shelf), {**memory.read, **shelf.by_id})

    def _new(
        self, guild: int, news: News, topics: Sequence[Topic], words: str | None = None
    ) -> Shelf:
        """Return the articles that are new to a reader: of a large library, those about topics."""
        found = self._shelves.whole(guild)
        if found is None and words is not None:
            found = self._shelves.for_words(guild, words, "all", self._now()).articles
        if found is not None:
            return Shelf.of([article for article in found if news.holds(article)])
        added = (news.after, news.until)
        return self._shelves.for_topics(guild, topics, "all", self._now(), added)

    @staticmethod
    def _saying_most(shelf: Shelf, about: About) -> list[Article]:
        """Return the articles that have something to say to a brief, those with most first."""

        def weight(article: Article) -> float:
            judged = verdicts(about.topic, article) if about.topic is not None else ()
            return max((v.score for v in judged if v.qualifies), default=0.0)

        weights = {one.id: weight(one) for one in shelf.articles}
        having = [one for one in shelf.articles if about.topic is None or weights[one.id]]
        return sorted(_newest(having), key=lambda one: -weights[one.id])

    def _copies(self, guild: int, shelf: Shelf) -> Copies:
        return Copies(self._database.library(guild).copies(shelf.by_id))

    def wish_of(self, guild: int) -> Wish:
        """Return what a guild has set for all its briefs."""
        return _wish(self._database.guilds().settings(guild))

    def _window(self, guild: int, request: Request, wish: Wish) -> tuple[Shelf, str, bool]:
        """Return what to read; an overview without a window takes a day, else the newest."""
        about, now = request.about, self._now()
        since = request.since or ("24h" if about == About() else "all")
        topics = [about.topic] if about.topic is not None else list(self._topics.of(guild))
        whole = self._shelves.whole(guild)
        if request.news is not None:
            since = SINCE_LAST if request.news.after else FIRST_LOOK
            return self._new(guild, request.news, topics, about.query), since, False
        if whole is not None:
            shelf = Shelf.of(within(whole, since, now))
        elif about.query is not None:
            shelf = self._shelves.for_words(guild, about.query, since, now, wish)
        else:
            shelf = self._shelves.for_topics(guild, topics, since, now)
        if shelf.count or request.since is not None or about != About():
            return shelf, since, False
        return self._shelves.newest(guild, NEWEST), since, True

    def differing(self, guild: int, about: About) -> DifferencesFound:
        """Return where a guild's articles differ, or those that matter to what is asked about.

        Of a large library those are compared that hold the topic or the words, or are newest.
        """
        whole, now = self._shelves.whole(guild), self._now()
        if whole is not None:
            shelf = Shelf.of(whole)
        elif about.topic is not None:
            shelf = self._shelves.for_topics(guild, [about.topic], "all", now)
        elif about.query is not None:
            shelf = self._shelves.for_words(guild, about.query, "all", now)
        else:
            shelf = self._shelves.newest(guild, SMALL)
        if about.article is not None and about.article.id not in shelf.by_id:
            shelf = Shelf.of([*shelf.articles, about.article])
        found = self._statements.differences(guild, shelf.articles)
        articles = shelf.by_id
        return DifferencesFound(concerning(found, articles, about), articles, len(articles))


def _newest(articles: Sequence[Article]) -> list[Article]:
    """Return articles by when they count from, the newest first."""
    return sorted(articles, key=lambda one: (one.when, int(one.id[1:])), reverse=True)


def _wish(chosen: GuildSettings) -> Wish:
    method = chosen.method if chosen.method in METHODS else None
    return Wish(share=chosen.share, method=method)
