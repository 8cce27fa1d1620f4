"""A manager subscribes to feeds; what happened to each is kept, and what each brought before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from summaries.store import AlreadySubscribed, Database, NotStorable, StoredFeed
from tests.unit.store.conftest import MONDAY, rebuild_from_lines

DESK, MANAGER = 100, 7
URL = "https://example.org/feed.xml"
HOUR = timedelta(hours=1)


class Desk:
    """A desk whose clock stands where it is put."""

    def __init__(self, address: sa.URL) -> None:
        self.now: datetime = MONDAY
        self.database = Database(address, rebuild=rebuild_from_lines, clock=lambda: self.now)

    def add(self, url: str = URL, guild: int = DESK) -> StoredFeed:
        return self.database.feeds(guild).add(url, title="News", by=MANAGER, full_text=True)

    def due(self, limit: int = 10) -> list[tuple[int, str]]:
        found = self.database.guilds().due_feeds(self.now, limit)
        return [(guild, feed.url) for guild, feed in found]


@pytest.fixture
def room(address: sa.URL) -> Iterator[Desk]:
    room = Desk(address)
    with room.database:
        yield room


def test_a_feed_is_subscribed_to_once_and_due_at_once(room: Desk) -> None:
    feed = room.add()

    feeds = room.database.feeds(DESK)
    assert feeds.all() == (feed,)
    assert feeds.get(feed.id) == feed
    assert (feed.title, feed.full_text, feed.paused, feed.added_by) == ("News", True, False, 7)
    assert (feed.next_check, feed.checked_at, feed.failures) == (MONDAY, None, 0)
    assert room.due() == [(DESK, URL)]
    with pytest.raises(AlreadySubscribed, match="subscribed to already") as refusal:
        room.add()
    assert refusal.value.feed == feed.id
    assert room.add(guild=DESK + 1).url == URL, "another server may have the same"
    assert [(line.action, line.detail["url"]) for line in room.database.audit(DESK).read()] == [
        ("feed.add", URL)
    ]


def test_how_a_feed_fares_is_kept(room: Desk) -> None:
    feed, feeds = room.add(), room.database.feeds(DESK)

    room.now += HOUR
    assert feeds.note_success(
        feed.id, etag='"a"', last_modified="Mon", entries=20, added=3, next_check=room.now + HOUR
    )
    room.now += 2 * HOUR
    assert feeds.note_success(
        feed.id, etag='"b"', last_modified=None, entries=21, added=1, next_check=room.now + HOUR
    )
    read = feeds.get(feed.id)
    assert read is not None
    assert (read.etag, read.last_modified, read.entries, read.added) == ('"b"', None, 21, 4)
    assert (read.checked_at, read.next_check) == (room.now, room.now + HOUR)

    for _ in range(2):
        assert feeds.note_failure(
            feed.id, why="dns", sentence="No such host.", next_check=room.now + 4 * HOUR
        )
    read = feeds.get(feed.id)
    assert read is not None
    assert (read.failures, read.last_why, read.last_sentence) == (2, "dns", "No such host.")
    assert (read.etag, read.added) == ('"b"', 4)

    feeds.note_success(
        feed.id, etag=None, last_modified=None, entries=0, added=0, next_check=room.now
    )
    read = feeds.get(feed.id)
    assert read is not None
    assert (read.failures, read.last_why, read.last_sentence) == (0, None, None)


def test_what_waits_longest_is_looked_at_first(room: Desk) -> None:
    feeds = [room.add(f"{URL}?{n}") for n in range(4)]
    shelf = room.database.feeds(DESK)
    for feed, hours in zip(feeds, (3, 1, 2, 9), strict=True):
        shelf.note_failure(feed.id, why="x", sentence="X.", next_check=MONDAY + hours * HOUR)
    room.now = MONDAY + 3 * HOUR

    assert room.due() == [(DESK, f"{URL}?1"), (DESK, f"{URL}?2"), (DESK, f"{URL}?0")]
    assert room.due(limit=1) == [(DESK, f"{URL}?1")]


def test_a_paused_feed_and_one_of_a_server_that_was_left_are_not_looked_at(room: Desk) -> None:
    feed, feeds = room.add(), room.database.feeds(DESK)
    assert feeds.pause(feed.id, by=MANAGER)
    assert not feeds.pause(feed.id, by=MANAGER)
    assert room.due() == []

    room.now += HOUR
    assert feeds.resume(feed.id, by=MANAGER)
    assert not feeds.resume(feed.id, by=MANAGER)
    assert room.due() == [(DESK, URL)]

    room.database.guilds().left(DESK)
    assert room.due() == []
    room.database.guilds().back(DESK)
    assert room.due() == [(DESK, URL)]


def test_an_entry_is_dealt_with_once_for_each_feed(room: Desk) -> None:
    one, two = room.add(), room.add(f"{URL}?2")
    feeds = room.database.feeds(DESK)
    strange = ["", "tag:é", "half \ud83d", "zero \x00", "x" * 9000]

    assert feeds.mark_seen(one.id, ["a", "b", "a", *strange])
    assert feeds.mark_seen(one.id, ["b", "c"])
    assert feeds.mark_seen(one.id, [])

    assert feeds.seen(one.id, ["a", "c", "d", *strange]) == {"a", "c", *strange}
    assert feeds.seen(two.id, ["a", "b"]) == set()
    assert feeds.seen(one.id, []) == set()
    assert feeds.seen(one.id, [str(n) for n in range(500)]) == set()


def test_a_removed_feed_is_gone_and_can_be_added_anew(room: Desk) -> None:
    feed, feeds = room.add(), room.database.feeds(DESK)
    feeds.mark_seen(feed.id, ["a"])

    assert feeds.remove(feed.id, by=MANAGER)

    assert not feeds.remove(feed.id, by=MANAGER)
    assert feeds.all() == ()
    assert not feeds.note_failure(feed.id, why="x", sentence="X.", next_check=MONDAY)
    assert not feeds.mark_seen(feed.id, ["b"])
    assert feeds.seen(room.add().id, ["a", "b"]) == set()
    assert [line.action for line in room.database.audit(DESK).read()] == [
        "feed.add",
        "feed.remove",
        "feed.add",
    ]


@pytest.mark.parametrize("name", ["", "nonsense", "0123456789", "\ud800" * 10, "' OR 1=1 --"])
def test_an_id_that_was_never_given_out_finds_nothing(room: Desk, name: str) -> None:
    room.add()
    feeds = room.database.feeds(DESK)

    assert feeds.get(name) is None
    assert not feeds.pause(name, by=MANAGER)
    assert not feeds.resume(name, by=MANAGER)
    assert not feeds.remove(name, by=MANAGER)
    assert not feeds.mark_seen(name, ["a"])
    assert not feeds.note_failure(name, why="x", sentence="X.", next_check=MONDAY)
    assert len(feeds.all()) == 1


def test_a_title_that_no_database_can_hold_is_refused(room: Desk) -> None:
    with pytest.raises(NotStorable):
        room.database.feeds(DESK).add(URL, title="\x00", by=MANAGER, full_text=False)
    assert room.database.feeds(DESK).all() == ()


def test_a_feed_that_is_due_is_claimed_by_one_process(room: Desk, address: sa.URL) -> None:
    feed, later = room.add(), MONDAY + HOUR
    with Database(address, rebuild=rebuild_from_lines) as other:
        claims = [
            database.feeds(DESK).claim(feed.id, now=MONDAY, until=later)
            for database in (room.database, other, room.database)
        ]

    assert claims == [True, False, False]
    assert room.due() == []
    room.now = later
    assert room.due() == [(DESK, URL)], "a claim that a crash left behind runs out"
    room.database.feeds(DESK).pause(feed.id, by=MANAGER)
    assert not room.database.feeds(DESK).claim(feed.id, now=later, until=later + HOUR)


def test_the_log_says_which_feed_was_paused_by_whom_and_why(room: Desk) -> None:
    feed, feeds = room.add(), room.database.feeds(DESK)
    feeds.pause(feed.id, by=None, reason="feed_gone")
    feeds.remove(feed.id, by=MANAGER)

    removed, paused, _ = room.database.audit(DESK).read()
    assert (paused.user, paused.detail["reason"], paused.detail["title"]) == (
        None,
        "feed_gone",
        "News",
    )
    assert (removed.user, removed.detail["url"]) == (MANAGER, URL)


def test_what_ends_after_everything_was_deleted_leaves_nothing(room: Desk) -> None:
    feed, feeds = room.add(), room.database.feeds(DESK)
    room.database.guilds().purge(DESK)

    assert not feeds.claim(feed.id, now=MONDAY, until=MONDAY)
    assert not feeds.mark_seen(feed.id, ["one"])
    assert not feeds.note_failure(feed.id, why="dns", sentence="No.", next_check=MONDAY)
    assert not feeds.remove(feed.id, by=MANAGER)
    assert room.database.guilds().get(DESK) is None
