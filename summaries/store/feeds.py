"""The feeds of a guild: when each is looked at next, how it went last, what it brought before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from summaries.store.audit import note
from summaries.store.engine import insert_new
from summaries.store.errors import AlreadySubscribed
from summaries.store.names import is_name, new_name
from summaries.store.repository import GuildRepository, queue_up
from summaries.store.tables import feed_entries, feeds


@dataclass(frozen=True, slots=True)
class StoredFeed:
    """A feed as it is kept. ``failures`` counts those in a row; 0 is a feed in good health.

    ``entries`` is how many the feed had when it was last read, ``added`` how many articles it has
    brought in all. ``answered_at`` is the last check that did not fail. ``last_why`` is a fixed
    short name, ``last_sentence`` the same for people.
    """

    id: str
    url: str
    title: str | None
    full_text: bool
    paused: bool
    added_by: int | None
    created: datetime
    next_check: datetime
    etag: str | None = None
    last_modified: str | None = None
    checked_at: datetime | None = None
    answered_at: datetime | None = None
    failures: int = 0
    last_why: str | None = None
    last_sentence: str | None = None
    entries: int = 0
    added: int = 0


class FeedsRepository(GuildRepository):
    """The feeds of one guild. `GuildsRepository.due_feeds` says which are to be looked at.

    Only `add` makes the guild known: a check that ends after everything was deleted leaves nothing
    behind.
    """

    def add(self, url: str, *, title: str | None, by: int | None, full_text: bool) -> StoredFeed:
        """Subscribe to a feed; it is due at once. Raises AlreadySubscribed."""
        with self._writing() as connection:
            queue_up(connection, self._guild)
            twin = connection.scalar(sa.select(feeds.c.id).where(self._ours(), feeds.c.url == url))
            if twin is not None:
                raise AlreadySubscribed(twin)
            now = self._clock()
            feed = StoredFeed(
                id=new_name(),
                url=url,
                title=title,
                full_text=full_text,
                paused=False,
                added_by=by,
                created=now,
                next_check=now,
            )
            values = {name: getattr(feed, name) for name in StoredFeed.__slots__}
            connection.execute(feeds.insert().values(guild=self._guild, **values))
            detail = {"feed": feed.id, "url": url, "title": title}
            note(connection, self._guild, now, by, "feed.add", detail)
        return feed

    def all(self) -> tuple[StoredFeed, ...]:
        """The guild's feeds, the oldest first."""
        query = sa.select(feeds).where(self._ours()).order_by(feeds.c.created, feeds.c.id)
        with self._store.reading() as connection:
            return tuple(feed_from(row) for row in connection.execute(query))

    def get(self, feed_id: str) -> StoredFeed | None:
        """One feed; None if this guild has no such."""
        if not is_name(feed_id):
            return None
        with self._store.reading() as connection:
            row = connection.execute(sa.select(feeds).where(self._one(feed_id))).first()
        return feed_from(row) if row else None

    def claim(self, feed_id: str, *, now: datetime, until: datetime) -> bool:
        """Take a feed that is due, so that nobody else looks at it before ``until``.

        False if another process took it first, or if it is paused or gone.
        """
        if not is_name(feed_id):
            return False
        due = sa.and_(feeds.c.next_check <= now, feeds.c.paused.is_(False))
        with self._store.writing() as connection:
            row = feeds.update().where(self._one(feed_id), due).values(next_check=until)
            return connection.execute(row).rowcount == 1

    def move(self, feed_id: str, url: str) -> bool:
        """Ask a feed at another address from now on: its site said that it moved for good.

        False if there is no such feed, or another one is asked there already.
        """
        taken = sa.select(feeds.c.id).where(self._ours(), feeds.c.url == url)
        return self._change(feed_id, "feed.move", None, {"url": url}, ~taken.exists())

    def pause(self, feed_id: str, *, by: int | None, reason: str | None = None) -> bool:
        """Stop looking at a feed; False if there is none or it is paused.

        ``reason`` is a fixed short name, where the bot does it by itself.
        """
        return self._change(
            feed_id, "feed.pause", by, {"paused": True}, feeds.c.paused.is_(False), reason
        )

    def resume(self, feed_id: str, *, by: int) -> bool:
        """Look at a paused feed again, at once; False if there is none or it is not paused."""
        values = {"paused": False, "failures": 0, "next_check": self._clock()}
        return self._change(feed_id, "feed.resume", by, values, feeds.c.paused.is_(True))

    def remove(self, feed_id: str, *, by: int) -> bool:
        """Unsubscribe; False if there was no such feed. The articles it brought stay."""
        if not is_name(feed_id):
            return False
        with self._store.writing() as connection:
            detail = self._detail(connection, feed_id)
            connection.execute(
                feed_entries.delete().where(
                    feed_entries.c.guild == self._guild, feed_entries.c.feed == feed_id
                )
            )
            done = connection.execute(feeds.delete().where(self._one(feed_id))).rowcount == 1
            if done:
                note(connection, self._guild, self._clock(), by, "feed.remove", detail)
        return done

    def note_success(
        self,
        feed_id: str,
        *,
        etag: str | None,
        last_modified: str | None,
        entries: int,
        added: int,
        next_check: datetime,
    ) -> bool:
        """Note that a feed was read; False if it is gone. ``added`` articles are added up."""
        values = {
            "etag": etag,
            "last_modified": last_modified,
            "entries": entries,
            "added": feeds.c.added + added,
            "failures": 0,
            "last_why": None,
            "last_sentence": None,
            "answered_at": self._clock(),
        }
        return self._checked(feed_id, values, next_check)

    def note_failure(self, feed_id: str, *, why: str, sentence: str, next_check: datetime) -> bool:
        """Note that a feed could not be read, and why; False if it is gone."""
        values = {"failures": feeds.c.failures + 1, "last_why": why, "last_sentence": sentence}
        return self._checked(feed_id, values, next_check)

    def seen(self, feed_id: str, entry_ids: Iterable[str]) -> set[str]:
        """Return those of a feed's entries that were dealt with before."""
        keys = {_key(entry): entry for entry in entry_ids}
        query = sa.select(feed_entries.c.entry).where(
            feed_entries.c.guild == self._guild,
            feed_entries.c.feed == feed_id,
            feed_entries.c.entry.in_(keys),
        )
        with self._store.reading() as connection:
            return {keys[key] for key in connection.scalars(query)}

    def mark_seen(self, feed_id: str, entry_ids: Iterable[str]) -> bool:
        """Note that a feed's entries were dealt with; False if the feed is gone."""
        keys = sorted({_key(entry) for entry in entry_ids})
        if not is_name(feed_id):
            return False
        with self._store.writing() as connection:
            known = sa.select(feeds.c.id).where(self._one(feed_id)).with_for_update()
            if connection.scalar(known) is None:
                return False
            for key in keys:
                insert_new(
                    connection,
                    feed_entries,
                    guild=self._guild,
                    feed=feed_id,
                    entry=key,
                    at=self._clock(),
                )
        return True

    def _ours(self) -> sa.ColumnElement[bool]:
        return feeds.c.guild == self._guild

    def _one(self, feed_id: str) -> sa.ColumnElement[bool]:
        return sa.and_(self._ours(), feeds.c.id == feed_id)

    def _change(
        self,
        feed_id: str,
        action: str,
        by: int | None,
        values: dict[str, Any],
        which: sa.ColumnElement[bool],
        reason: str | None = None,
    ) -> bool:
        if not is_name(feed_id):
            return False
        with self._store.writing() as connection:
            row = feeds.update().where(self._one(feed_id), which)
            done = connection.execute(row.values(values)).rowcount == 1
            if done:
                detail = self._detail(connection, feed_id)
                if reason is not None:
                    detail["reason"] = reason
                note(connection, self._guild, self._clock(), by, action, detail)
        return done

    def _detail(self, connection: sa.Connection, feed_id: str) -> dict[str, Any]:
        """Return what a line of the log says of a feed, which may soon be gone."""
        query = sa.select(feeds.c.url, feeds.c.title).where(self._one(feed_id))
        row = connection.execute(query).first()
        return {"feed": feed_id, **(row._asdict() if row else {})}

    def _checked(self, feed_id: str, values: dict[str, Any], next_check: datetime) -> bool:
        if not is_name(feed_id):
            return False
        values = {**values, "checked_at": self._clock(), "next_check": next_check}
        with self._store.writing() as connection:
            row = feeds.update().where(self._one(feed_id))
            return connection.execute(row.values(values)).rowcount == 1


def feed_from(row: sa.Row[Any]) -> StoredFeed:
    """Read a row of the feeds table."""
    return StoredFeed(**{name: getattr(row, name) for name in StoredFeed.__slots__})


def _key(entry: str) -> str:
    # An entry's id may be of any length, and hold what no database can.
    return hashlib.sha256(entry.encode("utf-8", "surrogatepass")).hexdigest()
