"""/article add url: as a manager meets it, with a web site on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import simcord

from bot.errors import Refused
from bot.web import MOST_LINKS
from config.settings import Settings
from summaries.corpus.extracted import ExtractRefused
from summaries.corpus.fetching import FetchRefused
from tests.simcord.articles import draft_ids, file_of, press_in_vain, refusal_of, titles_in
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.site import Site

PLEDGE = (
    "The finance ministry of Ruritania pledged $7 million in food aid to the island of Sark on "
    "Friday, after a storm had closed the island’s only harbour for two weeks."
)
GRAIN = (
    "Officials said that 300 tonnes of grain would be shipped in May, and that engineers would "
    "repair the harbour wall before the next winter begins."
)
THANKS = (
    "The island’s council thanked the ministry for its help. It has asked three other countries "
    "for medicine, fuel and tents, and expects their answers within the month."
)
PARAGRAPHS = (PLEDGE, GRAIN, THANKS)
TITLE = "Ruritania pledges food aid to Sark"


def page(
    title: str = TITLE,
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    *,
    dated: str | None = "2021-06-08",
    head: str = "",
) -> str:
    """Return a news page as sites write them."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    when = f'<time datetime="{dated}">{dated}</time>' if dated else ""
    stated = f'<meta property="article:published_time" content="{dated}T09:00:00Z">'
    return (
        f"<!doctype html><html lang=en><head><title>{title} | Ruritania Today</title>"
        f'<meta property="og:site_name" content="Ruritania Today">{stated if dated else ""}{head}'
        f"</head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav><article>"
        f"<h1>{title}</h1>{when}{body}</article><footer>© Ruritania Today</footer></body></html>"
    )


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"starter_corpus": None})


async def card_of(room: Room, url: str) -> simcord.ResponseMessage:
    return await room.ask(room.manager, "article add", url=url)


async def add(room: Room, url: str) -> simcord.ResponseMessage:
    return await room.press(room.manager, await card_of(room, url), "Confirm")


class TestAPage:
    async def test_shows_a_private_card_of_what_the_page_states(
        self, room: Room, site: Site
    ) -> None:
        answer = await card_of(room, site.put("/aid", page()))

        text = text_of(answer)
        assert answer.ephemeral
        assert f"**Title:** {TITLE}" in text
        assert "**Publisher:** Ruritania Today" in text
        assert "**Date:** " in text
        assert "**Language:** English" in text
        assert "**Sentences:** 4 can be quoted" in text
        assert "**Link:** http\\://news.example.com" in text
        assert buttons_of(answer) == ["Confirm", "Cancel"]
        assert titles_in(room) == []

    async def test_confirming_stores_what_the_card_showed(self, room: Room, site: Site) -> None:
        url = site.put("/aid", page())

        done = await add(room, url)

        assert "## Added as A1" in text_of(done)
        assert "aid-pledges: 1 sentence qualifies" in text_of(done)
        stored = room.bot.desk.database.library(room.guild.id).stored("A1")
        assert stored is not None
        assert (stored.title, stored.publisher, stored.url) == (TITLE, "Ruritania Today", url)
        assert not stored.publisher_given
        assert not stored.published_given
        assert stored.original_sha256
        assert PARAGRAPHS[0] in stored.text

    async def test_the_card_survives_a_restart_with_all_that_the_page_stated(
        self, room: Room, site: Site
    ) -> None:
        url = site.put("/aid", page())
        message = (await card_of(room, url)).message
        await room.restart()

        await room.press(room.manager, message, "Confirm")

        stored = room.bot.desk.database.library(room.guild.id).stored("A1")
        assert stored is not None
        assert (stored.title, stored.publisher, stored.url) == (TITLE, "Ruritania Today", url)
        assert str(stored.published) == "2021-06-08"

    async def test_a_date_that_is_not_stated_is_not_invented(self, room: Room, site: Site) -> None:
        answer = await card_of(room, site.put("/aid", page(dated=None)))

        assert "**Date:** not stated" in text_of(answer)

    async def test_a_date_that_stands_in_one_place_only_is_about_right(
        self, room: Room, site: Site
    ) -> None:
        once = page(dated=None, paragraphs=(*PARAGRAPHS, "Published on 8 June 2021"))

        sure = await card_of(room, site.put("/sure", page()))
        unsure = await card_of(room, site.put("/unsure", once))

        assert "about <t:" not in text_of(sure)
        assert "**Date:** about <t:1623153600:D>, as the page is not certain" in text_of(unsure)

    async def test_the_same_address_again_is_refused_with_its_number(
        self, room: Room, site: Site
    ) -> None:
        url = site.put("/aid", page())
        await add(room, url)
        site.put("/aid", page(paragraphs=(*PARAGRAPHS, "A fourth paragraph came later that day.")))

        again = await card_of(room, f"{url}?utm_source=letter#top")

        assert "This page is already in the library as A1" in refusal_of(again)
        simcord.assert_error(room.env, Refused)

    async def test_the_same_text_at_another_address_too(self, room: Room, site: Site) -> None:
        await add(room, site.put("/aid", page()))

        again = await card_of(room, site.put("/copy", page()))

        assert "already in the library as A1" in refusal_of(again)
        simcord.assert_error(room.env, Refused)

    async def test_a_near_copy_is_asked_about(self, room: Room, site: Site) -> None:
        await add(room, site.put("/aid", page()))

        more = (
            *PARAGRAPHS,
            "The opposition asked why nobody had spoken of the harbour before.",
        )
        answer = await card_of(room, site.put("/more", page(paragraphs=more)))

        assert "Much of it is in the library already" in text_of(answer)
        assert f"A1 stands in it “{TITLE}”" in text_of(answer)
        assert buttons_of(answer) == ["Confirm", "Cancel"]

    async def test_two_admins_confirm_cards_of_one_page_and_it_is_stored_once(
        self, room: Room, site: Site
    ) -> None:
        url = site.put("/aid", page())
        one, two = await card_of(room, url), await card_of(room, url)

        await room.press(room.manager, one, "Confirm")
        late = await press_in_vain(room, two, "Confirm")

        assert "already in the library as A1" in refusal_of(late)
        assert titles_in(room) == [TITLE]

    async def test_words_of_a_page_never_ping_format_or_turn_the_line(
        self, room: Room, site: Site
    ) -> None:
        hostile = "@everyone **Aid** &lt;@1&gt; ‮pledged"
        answer = await card_of(room, site.put("/aid", page(title=hostile)))
        done = await room.press(room.manager, answer, "Confirm")

        assert "‮" not in text_of(answer) + text_of(done)
        for edit in (e for e in room.env.http_requests if e.method in {"PATCH", "POST"}):
            if edit.json and "components" in edit.json:
                assert edit.json["allowed_mentions"] == {"parse": []}

    async def test_the_bot_says_who_it_is(self, room: Room, site: Site) -> None:
        await card_of(room, site.put("/aid", page()))

        assert all(agent.startswith("Pullquote/") for agent in site.agents)

    async def test_a_text_file_at_an_address_is_read_too(self, room: Room, site: Site) -> None:
        text = f"{TITLE}\n\n" + "\n\n".join(PARAGRAPHS)
        answer = await card_of(room, site.put("/a.txt", text, content_type="text/plain"))

        assert f"**Title:** {TITLE}" in text_of(answer)

    async def test_a_manager_in_spanish_reads_spanish(
        self, room: Room, site: Site, in_spanish: Callable[[], None]
    ) -> None:
        in_spanish()

        answer = await card_of(room, site.put("/aid", page()))
        refused = await card_of(room, site.address("/missing"))

        assert "**Enlace:**" in text_of(answer)
        assert "El sitio no tiene esa página (estado 404); revisa la dirección" in refusal_of(
            refused
        )
        simcord.assert_error(room.env, FetchRefused)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "url",
        [
            "",
            " ",
            "story",
            "ftp://example.com/a",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "http://127.0.0.1/",
            "http://localhost/",
            "http://[::1]/",
            "http://user:secret@example.com/",
            "http://169.254.169.254/latest/meta-data",
            "http://0x7f000001/",
            "http://example.com\\@evil.com/",
            "http://" + "a" * 3_000,
            "@everyone",
            "https://exa mple.com/",
        ],
    )
    async def test_what_is_no_public_address_is_said_at_once_and_nothing_is_opened(
        self, room: Room, site: Site, url: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")
        answer = await card_of(room, url)

        assert "This is no web address that I open; check" in refusal_of(answer, logged=caplog)
        assert site.asked == []
        assert draft_ids(room) == []
        simcord.assert_error(room.env, FetchRefused)

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            ({"body": b"", "status": 404}, "has no such page (status 404); check the address"),
            ({"body": b"", "status": 410}, "has no such page (status 410)"),
            ({"body": b"", "status": 403}, "(status 403); paste the article’s text"),
            ({"body": b"", "status": 402}, "(status 402); paste the article’s text"),
            ({"body": b"", "status": 500}, "(status 500); paste the article’s text"),
            (
                {"body": b"", "status": 429, "headers": {"Retry-After": "120"}},
                "come back later; try again in 2 min, or paste",
            ),
            (
                {"body": b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "content_type": "image/png"},
                "no page or file that I read at this address; paste",
            ),
            ({"body": b"<html>", "headers": {"Content-Encoding": "br"}}, "don’t unpack; paste"),
            ({"body": b"<p>" + b"a" * 3_100_000}, "larger than I read; paste"),
        ],
    )
    async def test_what_a_site_does_not_give_is_one_private_sentence_with_a_way_out(
        self,
        room: Room,
        site: Site,
        answer: dict[str, Any],
        said: str,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level("INFO")

        refused = await card_of(room, site.put("/aid", **answer))

        assert said in refusal_of(refused, logged=caplog)
        assert draft_ids(room) == []
        assert titles_in(room) == []
        simcord.assert_error(room.env, FetchRefused)

    async def test_a_page_behind_a_paywall_offers_pasting(self, room: Room, site: Site) -> None:
        wall = page(
            paragraphs=(
                "The finance ministry of Ruritania pledged…",
                "This article is for subscribers only. Subscribe to continue reading.",
                "Already a subscriber? Log in.",
            ),
            head='<script type="application/ld+json">{"@type": "NewsArticle", '
            '"isAccessibleForFree": false}</script>',
        )

        refused = await card_of(room, site.put("/aid", wall))

        said = refusal_of(refused)
        assert "a payment or a cookie notice in place of the article" in said
        assert "paste the article’s text with `/article add` instead" in said
        simcord.assert_error(room.env, ExtractRefused)

    async def test_a_site_whose_robots_txt_says_no_is_not_read(
        self, room: Room, site: Site
    ) -> None:
        site.put("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")

        refused = await card_of(room, site.put("/aid", page()))

        assert "asks programs not to read this page; paste" in refusal_of(refused)
        assert "/aid" not in site.asked
        simcord.assert_error(room.env, FetchRefused)

    async def test_a_link_and_a_file_are_too_much(self, room: Room, site: Site) -> None:
        answer = await room.ask(
            room.manager, "article add", url=site.put("/aid", page()), file=file_of("text")
        )

        assert "both a link and a file" in refusal_of(answer)
        assert site.asked == []
        simcord.assert_error(room.env, Refused)

    async def test_who_is_no_manager_is_refused_and_nothing_is_opened(
        self, room: Room, site: Site
    ) -> None:
        commands = await room.bot.tree.fetch_commands()
        [command] = [c for c in commands if c.name == "article"]
        room.guild.set_command_permissions(command, {room.reader: True})

        answer = await room.ask(room.reader, "article add", url=site.put("/aid", page()))

        assert "Only members with **Manage Server**" in text_of(answer)
        assert answer.ephemeral
        assert site.asked == []
        simcord.assert_error(room.env, Exception)

    async def test_a_server_has_an_allowance_of_links_an_hour(self, room: Room, site: Site) -> None:
        for _ in range(MOST_LINKS):
            assert room.bot.desk.links.take(room.guild.id, None) is None

        refused = await card_of(room, site.put("/aid", page()))
        room.clock.now += timedelta(minutes=61)
        later = await card_of(room, site.address("/aid"))

        assert "30 links in the last hour" in refusal_of(refused)
        assert buttons_of(later) == ["Confirm", "Cancel"]
        simcord.assert_error(room.env, Refused)


async def test_the_bot_answers_a_brief_while_a_slow_page_is_fetched(room: Room, site: Site) -> None:
    held = asyncio.Event()
    url = site.put("/slow", page(), held=held)
    fetching = asyncio.create_task(room.bot.desk.intake.from_url(room.guild.id, url))
    while "/slow" not in site.asked:
        await asyncio.sleep(0.01)

    brief = await room.ask(room.reader, "brief", about="aid-pledges")

    assert text_of(brief)
    assert not fetching.done()
    held.set()
    assert (await fetching).article.title == TITLE


async def test_one_page_of_a_site_is_fetched_at_a_time(room: Room, site: Site) -> None:
    held = asyncio.Event()
    first, second = site.put("/1", page(), held=held), site.put("/2", page(dated=None))
    intake, guild = room.bot.desk.intake, room.guild.id
    one = asyncio.create_task(intake.from_url(guild, first))
    while "/1" not in site.asked:
        await asyncio.sleep(0.01)
    two = asyncio.create_task(intake.from_url(guild, second))
    await asyncio.sleep(0.05)

    assert "/2" not in site.asked
    held.set()
    await asyncio.gather(one, two)
    assert "/2" in site.asked
