"""A second look at a brief: what it was chosen from is read again, as it was when it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from bot.briefing import NEWEST
from bot.desk import Desk
from bot.requests import News, Reopened
from summaries.briefs import BriefKind, Length, Wish
from summaries.briefs.copies import Copies
from summaries.briefs.retrial import retrial
from summaries.briefs.why_not import Case, WhyNot, why_not
from summaries.briefs.window import within
from summaries.corpus import Article
from summaries.topics import Topic

_WITHDRAWN: Final = 200  # of the newest ones a sentence may be of
_HAVING: Final = 50  # articles of a large library that have most of the pasted words


class TopicGone(Exception):
    """The topic that a brief was about is no longer there, so nothing can be tried again."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Why not a sentence, with the articles that it may be of."""

    answer: WhyNot
    articles: dict[str, Article]


def look_again(desk: Desk, guild: int, opened: Reopened, pasted: str) -> Answered:
    """Say what kept a pasted sentence out of a stored brief. Raises TopicGone; reads the store."""
    brief, stored = opened.brief, opened.stored
    made, options = stored.created, stored.options
    news = News.from_options(options["news"]) if "news" in options else None
    topics = _topics(desk, guild, opened, news)
    wish = _wish(desk, guild, options, news, made)
    whole = desk.shelves.whole(guild)
    if whole is None:
        chosen_from = _likeliest(desk, guild, opened, topics, wish, news)
        having = desk.database.library(guild).having(pasted, _HAVING)
        library = list(
            {a.id: a for a in (*chosen_from, *desk.shelves.read(guild, having))}.values()
        )
    else:
        chosen_from = [article for article in whole if article.added <= made]
        library = list(whole)
    articles = _window(chosen_from, opened, made, news)
    wish = replace(wish, copies=Copies(desk.database.library(guild).copies(a.id for a in articles)))
    trials, wish = retrial(brief, topics, articles, wish)
    shelf = desk.database.library(guild)
    gone = shelf.search(withdrawn=True, limit=_WITHDRAWN).articles
    withdrawn = shelf.get_many(article.id for article in gone)
    shown = options.get("shown")
    case = Case(
        brief=brief,
        trials=trials,
        wish=wish,
        made=made,
        room=frozenset((str(a), int(s)) for a, s in shown) if shown else None,
        after=news.after if news else None,
        withdrawn=frozenset(withdrawn),
    )
    every = [*library, *withdrawn.values()]
    return Answered(why_not(pasted, every, case), {article.id: article for article in every})


def _topics(desk: Desk, guild: int, opened: Reopened, news: News | None) -> Sequence[Topic]:
    """Return the topics that the brief is about, by the rules of today."""
    brief, every = opened.brief, desk.topics_of(guild)
    if brief.kind is BriefKind.TOPIC:
        found = [topic for topic in every if topic.name == brief.about]
        if not found:
            raise TopicGone(brief.about)
        return found
    if news is not None and news.topics is not None:
        return [topic for name in news.topics for topic in every if topic.name == name]
    return every


def _wish(
    desk: Desk, guild: int, options: dict[str, Any], news: News | None, made: datetime
) -> Wish:
    wish = replace(
        desk.briefing.wish_of(guild),
        length=Length(options.get("length", Length.STANDARD)),
        skip=frozenset(
            (str(article), int(sentence)) for article, sentence in options.get("seen", [])
        ),
    )
    if news is None:
        return wish
    return replace(wish, seen=desk.database.shown(guild).of(news.reader, before=made))


def _window(
    articles: Sequence[Article], opened: Reopened, made: datetime, news: News | None
) -> list[Article]:
    """Return the articles that the brief could be made of, in the order of their numbers."""
    scope = opened.brief.scope
    if news is not None:
        return [article for article in articles if news.holds(article)]
    if scope.newest_only:
        newest = sorted(articles, key=lambda one: (one.when, int(one.id[1:])))[-NEWEST:]
        return sorted(newest, key=lambda one: int(one.id[1:]))
    return list(within(articles, scope.since, made))


def _likeliest(
    desk: Desk,
    guild: int,
    opened: Reopened,
    topics: Sequence[Topic],
    wish: Wish,
    news: News | None,
) -> list[Article]:
    """Return what is read of a large library for a brief like this one."""
    brief, shelves, made = opened.brief, desk.shelves, opened.stored.created
    since = "all" if news is not None else brief.scope.since
    if brief.kind is BriefKind.ARTICLE:
        found: Sequence[Article] = shelves.read(guild, [brief.about])
    elif brief.kind is BriefKind.QUERY:
        some = wish if news is None else None
        found = shelves.for_words(guild, brief.about, since, made, some).articles
    elif brief.scope.newest_only:
        found = shelves.newest(guild, NEWEST).articles
    else:
        added = (news.after if news else None, made)
        found = shelves.for_topics(guild, topics, since, made, added).articles
    return [article for article in found if article.added <= made]
