"""Which articles are read for a question: all of a small library, the likeliest of a large one.

A library of some hundred articles is read whole and kept until it changes. Of a larger one only the
articles are read that hold a topic's best sentences, or the words asked for, or that are newest;
they are kept by version, so that adding others costs nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from threading import Lock
from typing import Final

from summaries.briefs import Wish
from summaries.briefs.answers import answers
from summaries.briefs.trials import budget_of
from summaries.briefs.window import WINDOWS, counts_from, within
from summaries.corpus import Article
from summaries.ingest.scoring import rule_key, score
from summaries.store import Database
from summaries.topics import Topic

SMALL: Final = 200
"""Up to so many articles a library is read whole."""

SENTENCES: Final = 150
"""So many of a topic's best sentences are chosen from, of a large library."""

MATCHING: Final = 48
"""At most so many articles with the words asked for are read, of a large library."""

_READ_UP_TO: Final = (12, 24, MATCHING)
"""When so many of them are read, it is counted how many sentences answer."""

_TO_CHOOSE_FROM: Final = 1.5
"""A brief is chosen from so many times the sentences that it may have."""

SCORED_AT_ONCE: Final = 250
"""So many articles are scored while a reader waits, which takes a second; more are done later."""

_KEPT: Final = 1_000  # articles of large libraries, of all guilds together
_WHOLE: Final = 64  # small libraries
_QUESTIONS: Final = 512  # of all guilds, whose shelves are kept
_ALWAYS: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles that are read for one question, and how many there are to choose from.

    ``articles`` stand in the order of their numbers; ``count`` and ``sentences`` are those of the
    whole window. ``unread`` counts the articles that a topic was not asked about yet.
    """

    articles: tuple[Article, ...]
    count: int
    sentences: int
    unread: int = 0

    @property
    def by_id(self) -> Mapping[str, Article]:
        return {article.id: article for article in self.articles}

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Shelf:
        return cls(tuple(articles), len(articles), sum(len(a.sentences) for a in articles))


@dataclass(frozen=True, slots=True)
class _Kept:
    """A shelf that stays right while the library is at ``revision``, between two moments."""

    shelf: Shelf
    revision: int
    since: datetime
    until: datetime


class Shelves:
    """Reads articles for questions. Synchronous, and safe to ask from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._whole: OrderedDict[int, tuple[int, tuple[Article, ...] | None]] = OrderedDict()
        self._single: OrderedDict[tuple[int, str], tuple[int, Article]] = OrderedDict()
        self._complete: dict[tuple[int, str], tuple[int, object]] = {}
        # Apart, so that many who ask for words leave the topics what was read for them.
        self._topics: OrderedDict[tuple[int, Hashable], _Kept] = OrderedDict()
        self._words: OrderedDict[tuple[int, Hashable], _Kept] = OrderedDict()
        self._lock = Lock()
        self.behind: set[int] = set()
        """Guilds with so many articles to be scored that no reader waits for it."""

    def whole(self, guild: int) -> tuple[Article, ...] | None:
        """Return every article of a small library; None for a large one."""
        library = self._database.library(guild)
        revision = library.revision()
        with self._lock:
            kept = self._whole.get(guild)
        if kept is not None and kept[0] == revision:
            return kept[1]
        articles = library.all() if library.count() <= SMALL else None
        with self._lock:
            self._whole[guild] = (revision, articles)
            self._whole.move_to_end(guild)
            while len(self._whole) > _WHOLE:
                self._whole.popitem(last=False)
        return articles

    def read(self, guild: int, ids: Iterable[str]) -> tuple[Article, ...]:
        """Read some articles, in the order of their numbers; each version once."""
        versions = self._database.scores(guild).versions(ids)
        with self._lock:
            kept = {
                one: known[1]
                for one, version in versions.items()
                if (known := self._single.get((guild, one))) is not None and known[0] == version
            }
        missing = versions.keys() - kept.keys()
        if missing:
            fresh = self._database.library(guild).get_many(missing)
            kept |= fresh
            with self._lock:
                for one, article in fresh.items():
                    self._single[guild, one] = (versions[one], article)
                    self._single.move_to_end((guild, one))
                while len(self._single) > _KEPT:
                    self._single.popitem(last=False)
        return tuple(sorted(kept.values(), key=lambda article: int(article.id[1:])))

    def forget(self, guild: int) -> None:
        """Keep nothing of a guild: its articles were deleted."""
        with self._lock:
            self._whole.pop(guild, None)
            for key in [key for key in self._single if key[0] == guild]:
                del self._single[key]
        self.recount(guild)

    def recount(self, guild: int) -> None:
        """Ask the store again what is scored of a guild: scores of old rules were forgotten."""
        with self._lock:
            for key in [key for key in self._complete if key[0] == guild]:
                del self._complete[key]
            for asked in (self._topics, self._words):
                for one in [one for one in asked if one[0] == guild]:
                    del asked[one]

    def newest(self, guild: int, count: int) -> Shelf:
        """Return the newest articles of a library, by when they count from."""
        return Shelf.of(self.read(guild, self._database.scores(guild).newest(count)))

    def for_topics(
        self,
        guild: int,
        topics: Sequence[Topic],
        window: str,
        now: datetime,
        added: tuple[datetime | None, datetime] | None = None,
    ) -> Shelf:
        """Return the articles of a large library that hold the topics' best sentences.

        ``window`` is one of `WINDOWS` or "all"; ``added`` keeps to articles that were added after
        its first moment (None: any) and not after its second.
        """
        rules = {rule_key(topic): topic for topic in topics}

        def read() -> Shelf:
            return self._with_scores(guild, rules, window, now, added)

        if added is not None:
            return read()
        return self._unchanged(self._topics, guild, (tuple(rules), window), window, now, read)

    def _with_scores(
        self,
        guild: int,
        rules: Mapping[str, Topic],
        window: str,
        now: datetime,
        added: tuple[datetime | None, datetime] | None,
    ) -> Shelf:
        scores, since = self._database.scores(guild), _first_day(window, now)
        ids: dict[str, None] = {}
        unread = 0
        for rule, topic in rules.items():
            # An edition is posted once: it waits for what it is chosen from.
            most = SCORED_AT_ONCE if added is None else None
            unread = max(unread, self._left_to_score(guild, topic, rule, most))
            ids |= dict.fromkeys(scores.best(rule, SENTENCES // len(rules), since, added))
        return replace(self._shelf(guild, ids, window, now), unread=unread)

    def for_words(
        self, guild: int, words: str, window: str, now: datetime, wish: Wish | None = None
    ) -> Shelf:
        """Return the articles of a large library that have most of the words asked for.

        For the brief that ``wish`` asks for no more of them than it can well be chosen from.
        """

        def read() -> Shelf:
            library, since = self._database.library(guild), _first_day(window, now)
            found = library.finding(words, MATCHING, since)
            if wish is None:
                return self._shelf(guild, islice(found, MATCHING), window, now)
            enough = _TO_CHOOSE_FROM * (budget_of(wish).sentences or MATCHING)
            ids, shelf, before = list[str](), Shelf.of(()), 0
            for most in _READ_UP_TO:
                ids += islice(found, most - len(ids))
                shelf = self._shelf(guild, ids, window, now)
                if len(ids) < most:
                    break
                left = _left(words, shelf, wish)
                if left >= enough or 0 < left <= before:
                    break  # there are enough of them, or older articles have no more
                before = left
            return shelf

        asked = None if wish is None else (wish.length, wish.budget, wish.skip)
        return self._unchanged(self._words, guild, (words, window, asked), window, now, read)

    def _unchanged(
        self,
        before: OrderedDict[tuple[int, Hashable], _Kept],
        guild: int,
        question: Hashable,
        window: str,
        now: datetime,
        read: Callable[[], Shelf],
    ) -> Shelf:
        """Return what was read for a question before, if the same would be read now."""
        revision = self._database.library(guild).revision()
        with self._lock:
            kept = before.get((guild, question))
        if kept and kept.revision == revision and kept.since <= now <= kept.until:
            return kept.shelf
        shelf = read()
        if not shelf.unread:
            with self._lock:
                until = _until(shelf.articles, window, now)
                before[guild, question] = _Kept(shelf, revision, now, until)
                before.move_to_end((guild, question))
                while len(before) > _QUESTIONS:
                    before.popitem(last=False)
        return shelf

    def _shelf(self, guild: int, ids: Iterable[str], window: str, now: datetime) -> Shelf:
        extent = self._database.scores(guild).extent(_first_day(window, now))
        articles = within(self.read(guild, ids), window, now)
        return Shelf(tuple(articles), extent.articles, extent.sentences)

    def _left_to_score(self, guild: int, topic: Topic, rule: str, most: int | None) -> int:
        """Score what is not scored yet, if it is not over ``most``; return how many are left."""
        # A rule that is undone and brought back may have been forgotten in between.
        changed = self._database.topics(guild).revision()
        revision = (self._database.library(guild).revision(), changed)
        known = self._complete.get((guild, rule))
        if known == revision:
            return 0
        # Where no rule was changed since, only the articles that were are looked at.
        after = known[0] if known is not None and known[1] == changed else None
        left = self._database.scores(guild).count_unscored(rule, after)
        if most is not None and left > most:
            self.behind.add(guild)
            return left
        if left:
            score(self._database, guild, topic)
        self._complete[guild, rule] = revision
        return 0


def _left(words: str, shelf: Shelf, wish: Wish) -> int:
    """Count the sentences of a shelf that answer words, without those that the reader has seen."""
    return sum(
        one.enough and (shelf.articles[one.document].id, one.index + 1) not in wish.skip
        for one in answers(words, shelf.articles)
    )


def _first_day(window: str, now: datetime) -> date | None:
    """Return the first day of a window: an article counts to the end of its own."""
    length: timedelta | None = WINDOWS.get(window)
    return (now - length).date() if length is not None else None


def _until(articles: Iterable[Article], window: str, now: datetime) -> datetime:
    """Return until when the same articles are in a window: the first leaves it, or a day ends."""
    length: timedelta | None = WINDOWS.get(window)
    if length is None:
        return _ALWAYS
    tomorrow = datetime.combine((now - length).date() + timedelta(days=1), time.min, UTC)
    leaving = [counts_from(article) for article in articles]
    return min([*leaving, tomorrow - timedelta.resolution]) + length
