"""One look at one feed: asked, read, its new entries taken, and how it went noted."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from bot.desk import Desk
from bot.feeds.entries import Fate, Taken, take, why_of
from bot.feeds.pace import after_answer, after_failure, given_up
from summaries.corpus.extracted import ExtractRefused
from summaries.corpus.feeds import Entry, Feed
from summaries.corpus.fetching import Fetched, FetchRefused, Wanted
from summaries.store import NotStorable, StoredFeed

log = logging.getLogger(__name__)

FIRST: Final = 10
"""So many entries of a new feed are taken, the newest; the others are left."""

MOST: Final = 20
"""So many new entries are taken at one look; the rest at the next."""

COPY_FOUND: Final = "copy.found"
"""The log's name for an article that prints much of others."""

GONE: Final = 410
_PATIENCE: Final = 3  # articles in a row whose site did not answer, until the look is ended


@dataclass(slots=True)
class Outcome:
    """What a look at a feed brought. ``failed`` names what kept the feed from being read."""

    entries: int = 0
    added: list[str] = field(default_factory=list)
    near: int = 0
    known: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    wait: float | None = None
    failed: str | None = None
    paused: bool = False


async def look(desk: Desk, guild: int, feed: StoredFeed) -> Outcome:
    """Look at a feed that was claimed, and note how it went. Raises StoreError alone."""
    try:
        fetched = await desk.intake.fetch(
            feed.url, Wanted.FEED, etag=feed.etag, last_modified=feed.last_modified
        )
        read = None if fetched.not_modified else await read_feed(desk, fetched)
    except (FetchRefused, ExtractRefused) as refused:
        return await _failed(desk, guild, feed, refused)
    if fetched.moved is not None:
        await desk.run(desk.database.feeds(guild).move, feed.id, fetched.moved)
    if read is None:
        outcome = Outcome(entries=feed.entries)
    else:
        outcome = Outcome(entries=len(read.entries))
        await _take_new(desk, guild, feed, read, outcome)
    # What was left for the next time needs the whole feed again, not "nothing has changed".
    etag, last_modified = (None, None) if outcome.waiting else _validators(feed, fetched)
    await desk.run(
        desk.database.feeds(guild).note_success,
        feed.id,
        etag=etag,
        last_modified=last_modified,
        entries=outcome.entries,
        added=len(outcome.added),
        next_check=after_answer(desk.now(), max(fetched.max_age or 0, outcome.wait or 0)),
    )
    if outcome.added or outcome.refused:
        log.info(
            "Feed %s: %s articles added, refused: %s", feed.id, len(outcome.added), outcome.refused
        )
    return outcome


def _validators(feed: StoredFeed, fetched: Fetched) -> tuple[str | None, str | None]:
    """Return what the server is to be asked with the next time; "not modified" may leave it out."""
    before = feed if fetched.not_modified else fetched
    return fetched.etag or before.etag, fetched.last_modified or before.last_modified


async def read_feed(desk: Desk, fetched: Fetched) -> Feed:
    """Read what was fetched as a feed, in the child process. Raises ExtractRefused."""
    return await desk.intake.run(
        desk.intake.workshop.parse_feed,
        fetched.body,
        url=fetched.url,
        content_type=fetched.content_type,
    )


async def new_entries(desk: Desk, guild: int, feed: StoredFeed, read: Feed) -> list[Entry]:
    """Return the entries that were not dealt with before, newest first."""
    ids = [entry.id for entry in read.entries]
    seen = await desk.run(desk.database.feeds(guild).seen, feed.id, ids)
    return [entry for entry in read.entries if entry.id not in seen]


async def _take_new(desk: Desk, guild: int, feed: StoredFeed, read: Feed, outcome: Outcome) -> None:
    feeds = desk.database.feeds(guild)
    new = await new_entries(desk, guild, feed, read)
    if feed.answered_at is None:
        newest = {entry.id for entry in read.entries[:FIRST]}
        await desk.run(feeds.mark_seen, feed.id, [e.id for e in new if e.id not in newest])
        new = [entry for entry in new if entry.id in newest]
    outcome.waiting = len(new)
    if new:
        await desk.seed(guild)
    silent = 0
    for entry in new[:MOST]:
        taken = await _take(desk, guild, feed, entry)
        if taken.fate is Fate.UNWANTED:
            return
        if taken.fate is Fate.LATER:
            silent += 1
            outcome.wait = max(outcome.wait or 0, taken.wait or 0)
            # A site that does not answer is left alone until the next look.
            if taken.wait or silent == _PATIENCE:
                return
            continue
        silent = 0
        _count(outcome, taken)
        await desk.run(feeds.mark_seen, feed.id, [entry.id])


async def _take(desk: Desk, guild: int, feed: StoredFeed, entry: Entry) -> Taken:
    """Take one entry; one that can't be dealt with is logged, and stops no other."""
    feeds, audit = desk.database.feeds(guild), desk.database.audit(guild)

    def followed() -> bool:
        return feeds.get(feed.id) is not None

    try:
        taken = await take(desk, guild, feed, entry, followed)
    except (NotStorable, ValueError) as error:
        log.warning("Feed %s: an entry is refused: %s", feed.id, type(error).__name__)
        return Taken(Fate.REFUSED, why="damaged")
    except (RuntimeError, OSError):  # ours, not the entry's: no process or no file to be had
        log.exception("Feed %s: an entry could not be dealt with.", feed.id)
        return Taken(Fate.LATER)
    if taken.near and taken.article:
        detail = {"article": taken.article, "articles": ", ".join(taken.near)}
        await desk.run(audit.write, COPY_FOUND, user=None, detail=detail)
    return taken


def _count(outcome: Outcome, taken: Taken) -> None:
    outcome.waiting -= 1
    if taken.fate is Fate.ADDED and taken.article:
        outcome.added.append(taken.article)
        outcome.near += bool(taken.near)
    elif taken.fate is Fate.KNOWN:
        outcome.known += 1
    elif taken.why:
        outcome.refused[taken.why] += 1


async def _failed(
    desk: Desk, guild: int, feed: StoredFeed, refused: FetchRefused | ExtractRefused
) -> Outcome:
    """Note a failure; one that lasts too long, or is for ever, pauses the feed."""
    feeds, now = desk.database.feeds(guild), desk.now()
    wait = refused.retry_after if isinstance(refused, FetchRefused) else None
    await desk.run(
        feeds.note_failure,
        feed.id,
        why=why_of(refused),
        sentence=str(refused),
        next_check=after_failure(now, feed.failures + 1, wait),
    )
    gone = isinstance(refused, FetchRefused) and refused.status == GONE
    since = feed.answered_at or feed.created
    paused = gone or given_up(now, since, feed.failures + 1)
    if paused:
        reason = "feed_gone" if gone else "feed_failing"
        await desk.run(feeds.pause, feed.id, by=None, reason=reason)
    return Outcome(failed=why_of(refused), paused=paused)
