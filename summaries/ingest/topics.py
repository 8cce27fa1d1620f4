"""Which topics a guild has: the shipped ones, and over and beside them its own."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Final

from summaries.ingest.scoring import rule_key
from summaries.store import Database, StoredTopic
from summaries.topics import BadTopic, Topic, parse_topic

log = logging.getLogger(__name__)

_KEPT: Final = 256  # guilds with topics of their own


@dataclass(frozen=True, slots=True)
class _Kept:
    revision: tuple[int, datetime]
    topics: tuple[Topic, ...]
    rules: Mapping[str, Topic]


class TeamTopics:
    """Reads the topics of guilds. Synchronous, and safe to ask from several threads.

    What was read is kept until the store says that something changed, whoever changed it.
    """

    def __init__(self, database: Database, shipped: Sequence[Topic]) -> None:
        self._database, self.shipped = database, tuple(shipped)
        self._rules = _by_key(self.shipped)
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._lock = Lock()

    def of(self, guild: int) -> tuple[Topic, ...]:
        """Return a guild's topics: the shipped ones, in its own version if it has one, then others.

        A rule that this version of Pullquote can't read is logged and left out.
        """
        kept = self._read(guild)
        return kept.topics if kept else self.shipped

    def rules(self, guild: int) -> Mapping[str, Topic]:
        """Return a guild's topics by their `rule_key`."""
        kept = self._read(guild)
        return kept.rules if kept else self._rules

    def shipped_as(self, name: str) -> Topic | None:
        """Return the topic of this name that every guild starts with, if there is one."""
        return next((topic for topic in self.shipped if topic.name == name), None)

    def forget(self, guild: int) -> None:
        """Keep nothing of a guild: all that it had was deleted."""
        with self._lock:
            self._kept.pop(guild, None)

    def _read(self, guild: int) -> _Kept | None:
        """Return what a guild has of its own, with all others; None if it has nothing."""
        store = self._database.topics(guild)
        revision = store.revision()
        if revision is None:
            return None
        with self._lock:
            kept = self._kept.get(guild)
        if kept is None or kept.revision != revision:
            topics = _overlaid(self.shipped, guild, store.current())
            kept = _Kept(revision, topics, _by_key(topics))
        with self._lock:
            self._kept[guild] = kept
            self._kept.move_to_end(guild)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return kept


def read_stored(stored: StoredTopic) -> Topic:
    """Read a version of a rule that has a text. Raises BadTopic."""
    return replace(parse_topic(stored.text or "", stored.name), version=stored.version)


def _overlaid(
    shipped: Iterable[Topic], guild: int, stored: Iterable[StoredTopic]
) -> tuple[Topic, ...]:
    topics = {topic.name: topic for topic in shipped}
    for one in stored:
        try:
            topics[one.name] = read_stored(one)
        except BadTopic as error:
            log.error("Guild %s: its topic can't be read: %s", guild, error)
    return tuple(topics.values())


def _by_key(topics: Iterable[Topic]) -> dict[str, Topic]:
    return {rule_key(topic): topic for topic in topics}
