"""Briefs that were made: whoever asks the same of the same articles gets the same brief at once.

A brief rests on its articles, on what is asked and on what a team has set, and on nothing else. All
of that is in the key, so nothing has to be told when something changes: it is another key.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from threading import Lock
from typing import Final

from bot.requests import Made
from bot.shelves import Shelf
from summaries.briefs import Brief, Wish
from summaries.briefs.shown import NOTHING_SHOWN
from summaries.corpus import Article
from summaries.evidence import Aliases
from summaries.ingest.evidence import made_by
from summaries.ingest.scoring import rule_key
from summaries.topics import About, Topic

_KEPT: Final = 256  # of all guilds; some 50 kB each

Key = tuple[int, tuple[Article, ...], Hashable]


class MadeBefore:
    """The briefs that were made last. Safe to ask from several threads."""

    def __init__(self, making: Lock) -> None:
        self._made: OrderedDict[Key, tuple[Shelf, Made]] = OrderedDict()
        self._lock = Lock()
        # One at a time: Python works in one thread at a time, and threads that take turns at it
        # work half as long again.
        self._making = making

    def brief(self, guild: int, asked: Hashable, shelf: Shelf, make: Callable[[], Brief]) -> Made:
        """Return the brief for a question on a shelf; ``asked`` is None where none may be kept."""
        key = (guild, shelf.articles, asked)
        kept = self._find(key)
        if kept is not None and kept[0] == shelf:
            return kept[1]
        with self._making:
            kept = self._find(key)  # others may have waited for the same
            if kept is not None and kept[0] == shelf:
                return kept[1]
            # Articles that say nothing about it may have come in: then only the heading is another.
            made = Made(of_shelf(kept[1].brief if kept else make(), shelf), shelf.by_id)
            if asked is not None:
                with self._lock:
                    self._made[key] = (shelf, made)
                    while len(self._made) > _KEPT:
                        self._made.popitem(last=False)
        return made

    def _find(self, key: Key) -> tuple[Shelf, Made] | None:
        with self._lock:
            kept = self._made.get(key) if key[2] is not None else None
            if kept is not None:
                self._made.move_to_end(key)
        return kept

    def forget(self, guild: int) -> None:
        """Keep nothing of a guild: its articles were deleted."""
        with self._lock:
            for key in [key for key in self._made if key[0] == guild]:
                del self._made[key]


def question(
    about: About, topics: tuple[Topic, ...], wish: Wish, language: str, aliases: Aliases
) -> Hashable:
    """Return all that a brief rests on beside its articles; None where it is for one reader."""
    if wish.seen is not NOTHING_SHOWN or wish.budget is not None:
        return None
    asked = (about.query,) if about.query is not None else tuple(map(_rule, topics))
    wished = (wish.length, wish.share, wish.method, wish.since, wish.newest_only, wish.skip)
    return (asked, about.topic is not None, wished, language, made_by(aliases))


def _rule(topic: Topic) -> Hashable:
    # Equal keys, of equal rules; the rest is what a brief says of the topic itself.
    titles = tuple(sorted(topic.titles.items()))
    return (rule_key(topic), topic.version, titles, topic.rows, topic.method)


def of_shelf(brief: Brief, shelf: Shelf) -> Brief:
    """Say of a brief how much there was to choose from, whether it was all read or not."""
    scope = replace(
        brief.scope, articles=shelf.count, sentences=shelf.sentences, unread=shelf.unread
    )
    return replace(brief, scope=scope)
