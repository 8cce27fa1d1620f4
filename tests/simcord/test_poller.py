"""Feeds over hours and weeks: what comes in, what is asked how often, and what stops nothing."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import Counter
from datetime import datetime, timedelta

import pytest

from bot.client import create_bot
from bot.feeds.check import MOST
from bot.feeds.pace import GIVE_UP, LONGEST, NORMAL
from bot.feeds.poller import Poller
from config.settings import Settings
from tests.simcord.conftest import NOON, Room, text_of
from tests.simcord.feeds import (
    body,
    entry,
    follow,
    log_of,
    page,
    paragraphs,
    poll,
    publish,
    rss,
    the_feed,
    title,
    titles_in,
)
from tests.simcord.site import LOCAL, Site

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
RSS = "application/rss+xml"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"starter_corpus": None})


def asks(site: Site, path: str = "/feed") -> int:
    return Counter(site.asked)[path]


async def poll_until(room: Room, end: datetime) -> list[datetime]:
    """Let time go by until ``end``, and return when the feed was looked at."""
    moments = []
    while (due := the_feed(room).next_check) <= end and not the_feed(room).paused:
        await poll(room, due)
        moments.append(due)
    return moments


class TestNewEntries:
    async def test_come_in_at_the_next_look_and_no_sooner(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        publish(site, 1, 2)

        await poll(room, NOON + NORMAL - SECOND)
        assert titles_in(room) == {title(1)}
        await poll(room, NOON + NORMAL)

        assert titles_in(room) == {title(1), title(2)}
        assert asks(site, "/1") == 1

    async def test_are_at_most_twenty_at_a_look_the_newest_first(
        self, room: Room, site: Site
    ) -> None:
        await follow(room, publish(site, 0))
        publish(site, *range(30), headers={"ETag": '"thirty"'})

        await poll(room, NOON + NORMAL)
        assert titles_in(room) == {title(0), *(title(n) for n in range(10, 30))}
        assert the_feed(room).etag is None
        await poll(room, NOON + 2 * NORMAL)

        assert len(titles_in(room)) == 30 > MOST
        assert the_feed(room).etag == '"thirty"'

    async def test_in_the_library_by_another_way_are_not_added_again(
        self, room: Room, site: Site
    ) -> None:
        card = await room.ask(room.manager, "article add", url=site.put("/1", page(1)))
        await room.press(room.manager, card, "Confirm")

        await follow(room, publish(site, 1, 2))

        assert room.bot.desk.database.library(room.guild.id).count() == 2

    async def test_that_an_editor_withdrew_do_not_come_back(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        library = room.bot.desk.database.library(room.guild.id)
        library.withdraw("A1", by=room.manager.id)
        again = entry(site, 1).replace("entry-1", "entry-1-again")
        site.put("/feed", rss([again]), content_type=RSS)

        await poll(room, NOON + NORMAL)

        assert titles_in(room) == set()

    async def test_that_print_much_of_another_are_added_and_noted(
        self, room: Room, site: Site
    ) -> None:
        await follow(room, publish(site, 1))
        copied = " ".join(paragraphs(1)) + " Another agency adds that it was a cold day."
        item = entry(site, 2).replace(title(2), "Another headline")
        site.put(
            "/2", page(2).replace(title(2), "Another headline").replace(body(2), f"<p>{copied}</p>")
        )
        site.put("/feed", rss([item]), content_type=RSS)

        await poll(room, NOON + NORMAL)

        assert titles_in(room) == {title(1), "Another headline"}
        log = await room.ask(room.manager, "audit")
        assert "Pullquote: A2 prints much of A1; briefs count them as one source" in text_of(log)

    async def test_that_are_no_articles_are_asked_for_once(self, room: Room, site: Site) -> None:
        url = publish(site, 1, 2)
        site.put("/1", "Pay first", status=402)

        await follow(room, url)
        await poll(room, NOON + NORMAL)

        assert titles_in(room) == {title(2)}
        assert asks(site, "/1") == 1

    async def test_that_no_database_can_hold_are_refused_and_stop_no_other(
        self, room: Room, site: Site
    ) -> None:
        items = [
            {"id": str(n), "url": site.put(f"/{n}", page(n)), "title": f"T{n}", "content_text": "x"}
            for n in (1, 2)
        ]
        items.append({"id": "odd", "title": "\x00 \ud800", "content_html": body(3)})
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "\ud800 Odd",
            "items": items,
        }
        url = site.put("/feed", json.dumps(feed), content_type="application/feed+json")

        await follow(room, url, full_text=True)

        assert {title(1), title(2)} <= titles_in(room)
        assert the_feed(room).failures == 0

    async def test_whose_site_is_silent_are_asked_for_again(self, room: Room, site: Site) -> None:
        url = publish(site, 1, 2, 3, 4, 5)
        for n in (2, 3, 4, 5):
            site.put(f"/{n}", "Sorry", status=500)

        await follow(room, url)
        assert (asks(site, "/5"), asks(site, "/2"), asks(site, "/1")) == (1, 0, 0)
        for n in (2, 3, 4, 5):
            site.put(f"/{n}", page(n))
        await poll(room, NOON + NORMAL)

        assert titles_in(room) == {title(n) for n in range(1, 6)}

    async def test_that_tell_us_to_wait_are_left_alone_so_long(
        self, room: Room, site: Site
    ) -> None:
        url = publish(site, 1, 2)
        site.put("/2", "Later", status=429, headers={"Retry-After": "7200"})

        await follow(room, url)

        assert the_feed(room).next_check == NOON + timedelta(hours=2)
        assert asks(site, "/1") == 0


class TestAskingPolitely:
    async def test_an_unchanged_feed_is_not_sent_again(self, room: Room, site: Site) -> None:
        url = publish(site, 1, headers={"ETag": '"one"'})
        await follow(room, url)

        await poll(room, NOON + NORMAL)
        await poll(room, NOON + 2 * NORMAL)

        feed = the_feed(room)
        assert asks(site) == 4  # the card, the first look, and two more
        assert (feed.etag, feed.failures, feed.entries, feed.added) == ('"one"', 0, 1, 1)
        assert feed.answered_at == NOON + 2 * NORMAL

    @pytest.mark.parametrize(
        ("header", "wait"),
        [
            ("max-age=7200", timedelta(hours=2)),
            ("max-age=5", NORMAL),
            ("public, max-age=99999999999", LONGEST),
            ("no-store", NORMAL),
        ],
    )
    async def test_a_feed_says_how_long_it_is_fresh(
        self, room: Room, site: Site, header: str, wait: timedelta
    ) -> None:
        await follow(room, publish(site, 1, headers={"Cache-Control": header}))

        assert the_feed(room).next_check == NOON + wait

    async def test_a_server_that_is_asked_too_often_is_obeyed(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        site.put("/feed", "Later", status=429, headers={"Retry-After": "14400"})
        when = NOON + NORMAL

        await poll(room, when)

        feed = the_feed(room)
        assert feed.next_check == when + timedelta(hours=4)
        assert (feed.failures, feed.last_why) == (1, "fetch_later:429")
        asked = asks(site)
        await poll(room, when + timedelta(hours=3))
        assert asks(site) == asked

    async def test_failures_double_the_wait_and_an_answer_ends_that(
        self, room: Room, site: Site
    ) -> None:
        await follow(room, publish(site, 1))
        site.put("/feed", "Sorry", status=500)

        looks = await poll_until(room, NOON + 4 * DAY)

        waits = [(b - a) / NORMAL for a, b in itertools.pairwise(looks)]
        assert waits[:8] == [2, 4, 8, 16, 32, 64, 96, 96]
        publish(site, 1, 2)
        await poll(room, the_feed(room).next_check)
        feed = the_feed(room)
        assert (feed.failures, feed.last_why) == (0, None)
        assert feed.next_check == room.clock.now + NORMAL
        assert titles_in(room) == {title(1), title(2)}

    async def test_two_weeks_of_failures_pause_it_with_one_line(
        self, room: Room, site: Site
    ) -> None:
        await follow(room, publish(site, 1))
        site.put("/feed", "Sorry", status=500)

        looks = await poll_until(room, NOON + 60 * DAY)

        assert the_feed(room).paused
        assert GIVE_UP <= looks[-1] - NOON < GIVE_UP + DAY
        assert len(looks) < 25
        assert [line for line in log_of(room) if line[0] == "feed.pause"] == [
            ("feed.pause", "feed_failing")
        ]
        asked = asks(site)
        await poll(room, NOON + 90 * DAY)
        assert asks(site) == asked
        checked = await room.ask(room.manager, "feed check", feed=the_feed(room).id)
        assert "I paused it because it failed for two weeks" in text_of(checked)

    async def test_a_feed_that_is_gone_for_good_is_paused_at_once(
        self, room: Room, site: Site
    ) -> None:
        await follow(room, publish(site, 1))
        site.put("/feed", "Gone", status=410)

        await poll(room, NOON + NORMAL)

        assert the_feed(room).paused
        log = await room.ask(room.manager, "audit")
        said = "paused the feed Ruritania Today: its site says that it is gone for good"
        assert text_of(log).count(said) == 1
        assert titles_in(room) == {title(1)}

    async def test_a_feed_that_turned_into_a_page_is_a_failure(
        self, room: Room, site: Site
    ) -> None:
        await follow(room, publish(site, 1))
        site.put("/feed", page(7))

        await poll(room, NOON + NORMAL)

        feed = the_feed(room)
        assert (feed.failures, feed.last_why) == (1, "fetch_type")
        assert titles_in(room) == {title(1)}


class TestOthers:
    async def test_are_looked_at_whatever_becomes_of_one(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        feeds = room.bot.desk.database.feeds(room.guild.id)
        for path in ("/slow", "/broken", "/odd", "/bomb"):
            url = site.address(path, host=f"{path[1:]}.example.com")
            feeds.add(url, title=path, by=1, full_text=False)
        hold = asyncio.Event()
        site.put("/slow", rss([]), content_type=RSS, held=hold)
        site.put("/broken", b"\x00\xff" * 500, content_type=RSS)
        site.put("/odd", rss([f"<item><link>{'x' * 900}</link></item>"]), content_type=RSS)
        site.put("/bomb", "<a " * 30_000 + "<rss>", content_type="application/xml")
        publish(site, 1, 2)

        room.clock.now = NOON + NORMAL
        looking = asyncio.create_task(room.bot.poller.tick())
        async with asyncio.timeout(20):
            while titles_in(room) != {title(1), title(2)}:
                await asyncio.sleep(0.05)
        assert not looking.done()
        hold.set()
        await looking

        health = {feed.title: feed.last_why for feed in feeds.all()}
        assert health["/broken"] in {"encoding", "binary", "fetch_type", "unknown_type"}
        assert health["/slow"] is None
        assert all(feed.checked_at for feed in feeds.all())

    async def test_of_our_own_slips_are_told_and_asked_less_often(
        self, room: Room, site: Site, caplog: pytest.LogCaptureFixture
    ) -> None:
        await follow(room, publish(site, 1))

        class Broken(type(room.bot.desk.intake)):  # type: ignore[misc]
            async def fetch(self, *args: object, **kwargs: object) -> None:
                raise AssertionError("a slip")

        room.bot.desk.intake.__class__ = Broken
        await poll(room, NOON + NORMAL)

        assert the_feed(room).last_why == "broken"
        assert "could not be looked at" in caplog.text
        listed = await room.ask(room.manager, "feed list")
        assert "Something broke on my side" in text_of(listed)


class TestTwoProcesses:
    async def test_look_at_a_feed_once(self, room: Room, site: Site, settings: Settings) -> None:
        await follow(room, publish(site, 1))
        publish(site, 1, 2)
        other = create_bot(settings, now=room.clock, web=LOCAL, workshop=room.bot.workshop)
        await other.desk.run(other.desk.database.open)
        asked = asks(site)

        room.clock.now = NOON + NORMAL
        await asyncio.gather(room.bot.poller.tick(), other.poller.tick(), room.bot.poller.tick())

        assert asks(site) == asked + 1
        assert titles_in(room) == {title(1), title(2)}
        await other.poller.close()
        await other.desk.intake.close()
        await asyncio.to_thread(other.desk.close)

    async def test_take_over_what_a_crash_left(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        publish(site, 1, 2)
        feeds = room.bot.desk.database.feeds(room.guild.id)
        when = NOON + NORMAL
        assert feeds.claim(the_feed(room).id, now=when, until=when + NORMAL)
        assert not feeds.claim(the_feed(room).id, now=when, until=when + NORMAL)

        await poll(room, when + MINUTE)
        assert titles_in(room) == {title(1)}
        await poll(room, when + NORMAL)

        assert titles_in(room) == {title(1), title(2)}


class TestStopping:
    async def test_ends_at_once_and_goes_on_after_the_restart(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        publish(site, 1, 2)
        site.pages["/2"].held = asyncio.Event()
        room.clock.now = NOON + NORMAL
        looking = asyncio.create_task(room.bot.poller.tick())
        async with asyncio.timeout(10):
            while "/2" not in site.asked:
                await asyncio.sleep(0.02)

        async with asyncio.timeout(10):
            await room.restart()
            await looking
        site.pages["/2"].held = None
        await poll(room, NOON + 2 * NORMAL)

        assert titles_in(room) == {title(1), title(2)}

    async def test_a_feed_that_is_removed_meanwhile_brings_nothing_more(
        self, room: Room, site: Site
    ) -> None:
        await follow(room, publish(site, 1))
        publish(site, 1, 2, 3)
        hold = site.pages["/3"].held = asyncio.Event()
        room.clock.now = NOON + NORMAL
        looking = asyncio.create_task(room.bot.poller.tick())
        async with asyncio.timeout(10):
            while "/3" not in site.asked:
                await asyncio.sleep(0.02)

        await room.ask(room.manager, "feed remove", feed=the_feed(room).id)
        hold.set()
        await looking

        assert titles_in(room) == {title(1)}

    async def test_it_wakes_by_itself(
        self, room: Room, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.feeds.poller.EVERY", 0.05)
        await follow(room, publish(site, 1))
        publish(site, 1, 2)
        room.clock.now = NOON + NORMAL
        waking = Poller(room.bot.desk)
        waking.start()

        async with asyncio.timeout(10):
            while titles_in(room) != {title(1), title(2)}:
                await asyncio.sleep(0.05)
        await waking.close()


class TestAFeedThatMoved:
    async def test_is_asked_at_its_new_address_from_then_on(self, room: Room, site: Site) -> None:
        old = publish(site, 1)
        await follow(room, old)
        new = publish(site, 1, 2, path="/moved-here")
        site.put("/feed", "", status=301, headers={"Location": "/moved-here"})

        await poll(room, NOON + NORMAL)
        assert the_feed(room).url == new
        assert titles_in(room) == {title(1), title(2)}
        before = asks(site)
        await poll(room, NOON + 2 * NORMAL)

        assert asks(site) == before, "the old address is given up"
        assert ("feed.move", None) in log_of(room)

    async def test_for_today_keeps_its_address(self, room: Room, site: Site) -> None:
        old = publish(site, 1)
        await follow(room, old)
        publish(site, 1, 2, path="/elsewhere")
        site.put("/feed", "", status=302, headers={"Location": "/elsewhere"})

        await poll(room, NOON + NORMAL)

        assert the_feed(room).url == old
        assert titles_in(room) == {title(1), title(2)}
