"""/feed as a manager meets it: a card, the newest articles, and why a feed brings nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord

from bot.access import ManagersOnly
from bot.errors import Refused, RefusedInput
from bot.pages.budget import size_of_components
from config.settings import Settings
from summaries.corpus.fetching import FetchRefused
from tests.simcord.conftest import NOON, Room, buttons_of, text_of
from tests.simcord.feeds import (
    body,
    entry,
    follow,
    page,
    poll,
    publish,
    rss,
    the_feed,
    title,
    titles_in,
)
from tests.simcord.site import Site


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"starter_corpus": None})


async def refused(room: Room, kind: type[Exception], command: str, **options: Any) -> str:
    """Use a command that can't be done and return what was said, privately."""
    answer = await room.manager.slash(room.channel, command, **options)
    said = answer.followups[-1] if answer.followups else answer.response
    assert said is not None
    assert said.ephemeral
    simcord.assert_error(room.env, kind)
    return text_of(said)


class TestFollowing:
    async def test_shows_a_private_card_first_and_stores_nothing(
        self, room: Room, site: Site
    ) -> None:
        answer = await room.ask(room.manager, "feed add", url=publish(site, *range(12)))

        text = text_of(answer)
        assert answer.ephemeral
        assert text.startswith("## Follow this feed?")
        assert "**Feed:** Ruritania Today" in text
        assert "**Format:** RSS 2.0" in text
        assert "**Entries:** 12 entries" in text
        assert "The feed holds only summaries." in text
        assert "I read each article’s page" in text
        assert [f"- {title(n)}" for n in (11, 10, 9, 8, 7)] == text.splitlines()[-5:]
        assert buttons_of(answer) == ["Confirm", "Cancel"]
        assert room.bot.desk.database.feeds(room.guild.id).all() == ()
        assert titles_in(room) == set()

    async def test_takes_the_newest_ten_entries_at_once(self, room: Room, site: Site) -> None:
        answer = await follow(room, publish(site, *range(12)))

        assert "I follow **Ruritania Today** from now on." in text_of(answer)
        assert "its newest 10 entries" in text_of(answer)
        assert titles_in(room) == {title(n) for n in range(2, 12)}
        assert "/0" not in site.asked
        library = room.bot.desk.database.library(room.guild.id)
        assert all(library.stored(a.id).added_by is None for a in library.all())  # type: ignore[union-attr]
        assert the_feed(room).added == 10
        brief = await room.ask(room.reader, "brief", about="A1")
        assert "season." in text_of(brief)

    async def test_of_full_texts_asks_for_no_page(self, room: Room, site: Site) -> None:
        url = publish(site, 1, 2, full=True, put=False)
        card = await room.ask(room.manager, "feed add", url=url)
        assert "The feed holds the full text of its entries." in text_of(card)
        assert "I read each" not in text_of(card)

        await room.press(room.manager, card, "Confirm")
        await room.bot.poller.settled()

        assert titles_in(room) == {title(1), title(2)}
        assert set(site.asked) == {"/robots.txt", "/feed"}
        [first, _] = room.bot.desk.database.library(room.guild.id).all()
        assert first.published is not None
        assert first.url == site.address("/2")

    async def test_with_full_text_reads_the_pages_all_the_same(
        self, room: Room, site: Site
    ) -> None:
        url = publish(site, 1, full=True)

        await follow(room, url, full_text=True)

        assert "/1" in site.asked
        assert titles_in(room) == {title(1)}

    async def test_falls_back_to_the_feeds_text_where_a_page_is_closed(
        self, room: Room, site: Site
    ) -> None:
        url = publish(site, 1, full=True, put=False)
        site.put("/1", "Pay first", status=402)

        await follow(room, url, full_text=True)

        assert titles_in(room) == {title(1)}

    async def test_of_a_page_follows_the_feed_that_it_names(self, room: Room, site: Site) -> None:
        publish(site, 1, path="/news.xml")
        head = (
            '<link rel="alternate" type="application/rss+xml" href="/news.xml" title="News">'
            '<link rel="alternate" type="application/atom+xml" href="/comments.xml">'
        )
        url = site.put(
            "/", f"<!doctype html><html><head>{head}</head><body>{body(3)}</body></html>"
        )

        card = await room.ask(room.manager, "feed add", url=url)
        text = text_of(card)
        await room.press(room.manager, card, "Confirm")
        await room.bot.poller.settled()

        assert "is a page; this is the feed that it names." in text
        assert "The page also names: " in text
        assert the_feed(room).url == site.address("/news.xml")
        assert titles_in(room) == {title(1)}

    async def test_of_a_page_without_a_feed_is_refused(self, room: Room, site: Site) -> None:
        url = site.put("/", page(1))

        said = await refused(room, RefusedInput, "feed add", url=url)

        assert "This address is a page that names no feed" in said
        assert "`/article add`" in said

    async def test_twice_is_refused(self, room: Room, site: Site) -> None:
        url = publish(site, 1)
        first = await room.ask(room.manager, "feed add", url=url)
        second = await room.ask(room.manager, "feed add", url=f" {url}#top ")
        await room.press(room.manager, first, "Confirm")

        late = await room.manager.click(second, label="Confirm")
        said = await refused(room, Refused, "feed add", url=url)

        assert "follows this feed already" in text_of(late.followups[-1])
        assert "follows this feed already" in said
        assert the_feed(room).url == url

    async def test_a_card_is_answered_once(self, room: Room, site: Site) -> None:
        card = await room.ask(room.manager, "feed add", url=publish(site, 1))
        cancelled = await room.press(room.manager, card, "Cancel")
        assert text_of(cancelled) == "Cancelled. Nothing was added."
        assert room.bot.desk.database.feeds(room.guild.id).all() == ()

    async def test_a_card_works_after_a_restart(self, room: Room, site: Site) -> None:
        card = await room.ask(room.manager, "feed add", url=publish(site, 1))
        message = card.message
        await room.restart()

        await room.press(room.manager, message, "Confirm")
        await room.bot.poller.settled()

        assert titles_in(room) == {title(1)}

    @pytest.mark.parametrize(
        ("url", "said"),
        [
            ("http://169.254.169.254/latest", "This is no web address that I open"),
            ("file:///etc/passwd", "This is no web address that I open"),
            ("http://localhost/feed", "This is no web address that I open"),
        ],
    )
    async def test_never_opens_what_is_not_on_the_web(
        self, room: Room, url: str, said: str
    ) -> None:
        assert said in await refused(room, FetchRefused, "feed add", url=url)

    async def test_of_a_bomb_is_refused_or_harmless(self, room: Room, site: Site) -> None:
        bomb = (
            "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY lol 'lol'>"
            + "".join(
                f"<!ENTITY lol{n} '{'&lol' * 10}{n - 1 or ''};'>".replace("&lol", "&lol;")
                for n in range(1, 9)
            )
            + "]><rss version='2.0'><channel><title>&lol8;</title></channel></rss>"
        )
        url = site.put("/bomb", bomb, content_type="application/rss+xml")

        answer = await room.ask(room.manager, "feed add", url=url)

        assert len(text_of(answer)) < 1_000

    async def test_of_hostile_titles_pings_and_formats_nothing(
        self, room: Room, site: Site
    ) -> None:
        nasty = "@everyone **x** [a](https://evil.example) <@1> \u202eevil" * 20
        items = [entry(site, n).replace(title(n), nasty) for n in range(9)]
        url = site.put("/feed", rss(items, nasty), content_type="application/rss+xml")

        card = await room.ask(room.manager, "feed add", url=url)
        answer = await room.press(room.manager, card, "Confirm")
        listed = await room.ask(room.manager, "feed list")

        for said in (card, answer, listed):
            assert said is not None
            assert "\\@everyone \\*\\*x" in text_of(said)
            assert "\u202e" not in text_of(said)
            assert size_of_components(said.components).within()

    async def test_is_answered_in_spanish_in_spanish(
        self, room: Room, site: Site, in_spanish: Callable[[], None]
    ) -> None:
        in_spanish()

        answer = await room.ask(room.manager, "feed add", url=publish(site, 1))

        assert text_of(answer).startswith("## ¿Seguir esta fuente?")
        assert "**Entradas:** 1 entrada" in text_of(answer)


class TestManagersOnly:
    async def test_use_it_whatever_discord_shows(self, room: Room, site: Site) -> None:
        url = publish(site, 1)
        await follow(room, url)
        card = await room.ask(room.manager, "feed add", url=publish(site, 2, path="/two"))
        commands = await room.bot.tree.fetch_commands()
        command = next(c for c in commands if c.name == "feed")
        room.guild.set_command_permissions(command, {room.reader: True})
        which = the_feed(room).id

        for name, options in (
            ("add", {"url": url}),
            ("list", {}),
            ("check", {"feed": which}),
            ("pause", {"feed": which}),
            ("resume", {"feed": which}),
            ("remove", {"feed": which}),
        ):
            answer = await room.reader.slash(room.channel, f"feed {name}", **options)
            assert answer.response is not None
            assert answer.response.ephemeral
            assert "Only members with **Manage Server**" in text_of(answer.response)
            simcord.assert_error(room.env, ManagersOnly)
        assert await room.reader.autocomplete(room.channel, "feed check", "feed", "") == []
        assert not the_feed(room).paused
        assert buttons_of(card) == ["Confirm", "Cancel"]


class TestTheList:
    async def test_shows_each_feeds_health(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1, 2))
        site.put("/feed", "Sorry", status=500)
        checked = the_feed(room).next_check
        await poll(room, checked)

        answer = await room.ask(room.manager, "feed list")

        text = text_of(answer)
        assert answer.ephemeral
        assert "**Ruritania Today** news.example.com" in text
        assert f"checked <t:{int(checked.timestamp())}:R>" in text
        assert f"last answered <t:{int(NOON.timestamp())}:R>" in text
        assert "brought 2 articles" in text
        assert f"next check <t:{int(the_feed(room).next_check.timestamp())}:R>" in text
        assert "Failed 1 time in a row: The site refused to give me the page (status 500)" in text

    async def test_says_that_there_are_none(self, room: Room) -> None:
        assert "follows no feed yet" in text_of(await room.ask(room.manager, "feed list"))
        assert "follows no feed yet" in await refused(room, Refused, "feed check", feed="x")

    async def test_of_many_has_pages(self, room: Room) -> None:
        feeds = room.bot.desk.database.feeds(room.guild.id)
        for n in range(15):
            room.clock.now = NOON.replace(minute=n)
            feeds.add(f"https://news.example/{n}", title=f"Feed {n}", by=1, full_text=False)
        for n in range(15):
            feeds.pause(feeds.all()[n].id, by=1)

        answer = await room.ask(room.manager, "feed list")
        assert "15 feeds · page 1 of 3" in text_of(answer)
        assert "paused" in text_of(answer)
        turned = await room.press(room.manager, answer, "Next")

        assert "page 2 of 3" in text_of(turned)
        assert "**Feed 6**" in text_of(turned)

    async def test_offers_feeds_by_title_and_site(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))

        [choice] = await room.manager.autocomplete(room.channel, "feed remove", "feed", "ruri")

        assert choice["name"] == "Ruritania Today (news.example.com)"
        assert choice["value"] == the_feed(room).id
        assert await room.manager.autocomplete(room.channel, "feed remove", "feed", "xyz") == []


class TestPausing:
    async def test_and_resuming(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        which = the_feed(room).id

        paused = await room.ask(room.manager, "feed pause", feed=which)
        publish(site, 1, 2)
        await poll(room, NOON.replace(day=10))
        assert titles_in(room) == {title(1)}
        assert "is paused" in text_of(paused)
        assert "paused already" in await refused(room, Refused, "feed pause", feed=which)

        resumed = await room.ask(room.manager, "feed resume", feed="ruritania today")
        await room.bot.poller.settled()
        assert "is looked at again" in text_of(resumed)
        assert titles_in(room) == {title(1), title(2)}
        assert "not paused" in await refused(room, Refused, "feed resume", feed=which)

    async def test_removing_keeps_the_articles(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))

        removed = await room.ask(room.manager, "feed remove", feed=the_feed(room).url)
        publish(site, 1, 2)
        await poll(room, NOON.replace(day=10))

        assert "The articles that it brought stay." in text_of(removed)
        assert room.bot.desk.database.feeds(room.guild.id).all() == ()
        assert titles_in(room) == {title(1)}


class TestACheck:
    """Names the first thing wrong, and its cure."""

    async def check(self, room: Room) -> str:
        answer = await room.ask(room.manager, "feed check", feed=the_feed(room).id)
        assert answer.ephemeral
        return text_of(answer)

    async def test_of_a_paused_feed(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        await room.ask(room.manager, "feed pause", feed=the_feed(room).id)

        text = await self.check(room)

        assert "**First thing wrong:** The feed is paused" in text
        assert "**What to do:** `/feed resume`" in text

    async def test_of_an_address_that_is_private_now(self, room: Room) -> None:
        room.bot.desk.database.feeds(room.guild.id).add(
            "http://10.0.0.1/feed", title="Inside", by=1, full_text=False
        )

        text = await self.check(room)

        assert "**First thing wrong:** This is no web address that I open." in text
        assert "`/feed remove`" in text
        assert "Fine so far: it is not paused\n" in text

    async def test_of_a_feed_that_turned_into_a_page(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        site.put("/feed", page(1))

        text = await self.check(room)

        assert "There is a page where the feed was." in text
        assert "Fine so far: it is not paused · its address may be opened\n" in text

    async def test_of_a_feed_that_is_gone(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        del site.pages["/feed"]

        assert "The feed has moved or ended." in await self.check(room)

    async def test_of_a_broken_feed(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        site.put("/feed", "<rss" + "<a>" * 3000, content_type="application/rss+xml")

        text = await self.check(room)

        assert "can’t be read as a feed" in text or "The feed has no entries" in text

    async def test_of_an_empty_feed(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        publish(site)

        assert "**First thing wrong:** The feed has no entries with" in await self.check(room)

    async def test_of_a_feed_with_nothing_new(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))

        text = await self.check(room)

        assert "has put nothing new into it. Newest entry: <t:" in text

    async def test_of_entries_without_links(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        item = "<item><title>Nothing</title><description>42</description></item>"
        site.put("/feed", rss([item]), content_type="application/rss+xml")

        assert "have no link, and their own text is no article." in await self.check(room)

    async def test_of_articles_that_are_refused(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        publish(site, 2, 3, put=False)
        site.put("/2", "Pay", status=402)
        site.put("/3", "Pay", status=402)

        text = await self.check(room)

        assert "2 of its newest 2 articles are refused." in text
        assert "(status 402)" in text
        assert "behind a payment or a login" in text
        assert titles_in(room) == {title(1)}

    async def test_of_refused_articles_that_were_all_tried_before(
        self, room: Room, site: Site
    ) -> None:
        url = publish(site, 2, 3, put=False)
        site.put("/2", "Pay", status=402)
        site.put("/3", "Pay", status=402)
        await follow(room, url)

        assert "2 of its newest 2 articles are refused." in await self.check(room)

    async def test_of_a_feed_that_is_well(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        publish(site, 1, 2)

        text = await self.check(room)

        assert "All is well: 1 new entry comes in at the next check." in text
        assert titles_in(room) == {title(1)}


class TestAnotherServer:
    async def test_never_sees_or_changes_our_feeds(self, room: Room, site: Site) -> None:
        await follow(room, publish(site, 1))
        ours = the_feed(room)
        other = room.env.create_guild("Elsewhere")
        there = other.create_text_channel("desk")
        bosses = other.create_role("Bosses", permissions=discord.Permissions(manage_guild=True))
        boss = other.add_member(room.env.create_user("boss"), roles=[bosses])
        await room.env.settle()

        listed = await boss.slash(there, "feed list")
        removed = await boss.slash(there, "feed remove", feed=ours.id)
        simcord.assert_error(room.env, Refused)
        offered = await boss.autocomplete(there, "feed remove", "feed", "")

        assert "follows no feed yet" in text_of(listed.response)
        assert "follows no feed yet" in text_of(removed.response)
        assert offered == []
        assert the_feed(room).id == ours.id
        assert titles_in(room, other.id) == set()
