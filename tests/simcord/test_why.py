"""*Why these* and *Why not…* as a reader meets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import simcord

from bot.errors import Refused
from bot.pages.budget import size_of_components
from summaries.store import How
from tests.simcord.articles import add
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.site import Site
from tests.simcord.test_article_link import page

_PAGES = re.compile(r"page 1 of (\d+)\n")
AHEAD = "ahead of A3, sentence 9 (score 6), the next that is not shown"
STIMULUS = "Harris has yet to visit Central America or tour the border"


async def why_pages(room: Room, brief: Any) -> list[str]:
    """Open *Why these* and turn to the last page; return the text of each."""
    shown = await room.press(room.reader, brief, "Why these")
    texts = [text_of(shown)]
    pages = _PAGES.search(texts[0])
    while len(texts) < (int(pages[1]) if pages else 1):
        assert size_of_components(shown.components).within()
        shown = await room.press(room.reader, shown, "Next")
        texts.append(text_of(shown))
    return texts


async def why_not(room: Room, brief: Any, pasted: str, who: Any = None) -> str:
    """Paste a sentence into the form below *Why these*; return the answer, which is private."""
    who = who or room.reader
    shown = await room.press(who, brief, "Why these")
    form = await who.click(shown, label="Why not…")
    answer = await who.submit_modal(form, {"sentence": pasted})
    said = answer.response
    assert said is not None
    assert said.ephemeral
    return text_of(said)


async def test_each_sentence_stands_whole_with_its_score_its_rank_and_what_it_beat(
    room: Room,
) -> None:
    brief = await room.ask(room.reader, "brief", about="aid-pledges")

    pages = await why_pages(room, brief)

    assert len(pages) > 1
    assert (
        "has shepherded a dozen companies and organizations to invest in the region. [1]"
        in (pages[0])
    )
    assert "score 20, threshold 4; matched: aid +3, relief +3" in pages[0]
    assert "rank 1 of 9 that qualify" in pages[0]
    assert AHEAD in pages[0]
    assert "has what is required: help (aid), promise (committed)" in pages[0]
    assert "A1, sentence 31 of 33" in pages[0]


async def test_what_was_just_missed_is_named_with_what_kept_each_out(room: Room) -> None:
    brief = await room.ask(room.reader, "brief", about="aid-pledges")

    text = "\n".join(await why_pages(room, brief))

    assert text.count("Why these are not in") == 1
    for reason in (
        "there was no room after the stronger ones",
        "its article is quoted as much as one message may quote it",
        "below the threshold: score 3 of 4",
        "has nothing of what is required: help",
        "kept out by: stimulus, infrastructure package",
    ):
        assert reason in text


@pytest.mark.parametrize("about", ["", "A3", "vaccine sharing", "border-numbers"])
async def test_every_kind_of_brief_has_its_reasons(room: Room, about: str) -> None:
    brief = await room.ask(room.reader, "brief", about=about)

    pages = await why_pages(room, brief)

    assert "Why these" in pages[0]
    assert "None" not in "\n".join(pages)


class TestWhyNot:
    @pytest.mark.parametrize(
        "pasted",
        [
            "Harris has yet to visit Central America or tour the border",
            "  HARRIS HAS YET TO VISIT central america\n or tour the border - but she has",
            "> Harris has yet to visit Central America or tour the border [2]",
            "Harris has yet to visit the border or Central America, but travelled extensively",
        ],
    )
    async def test_finds_what_was_pasted_however_it_was_copied(
        self, room: Room, pasted: str
    ) -> None:
        brief = await room.ask(room.reader, "brief", about="aid-pledges")

        said = await why_not(room, brief, pasted)

        assert "A5, sentence 7 of 17" in said
        assert "It is not in this brief" in said
        assert "excluded words: stimulus, infrastructure package" in said

    async def test_says_where_a_sentence_is_that_is_shown(self, room: Room) -> None:
        brief = await room.ask(room.reader, "brief", about="aid-pledges")

        said = await why_not(room, brief, "She also announced an additional $310m")

        assert "It is in this brief: [3]" in said

    @pytest.mark.parametrize(
        ("pasted", "reason"),
        [
            ("The moon is made of green cheese, said nobody at all", "no article in the library"),
            ("This website uses cookies.", "was set aside (notice of the site)"),
            ("I want to be clear to folks in this region", "nothing in it matches"),
            ("said that driving down corruption, enforcing existing", "score 3, threshold 4"),
            ("Harris said Monday that “the United States plans to", "rank 8 of 9"),
            ("open the first of several centres to provide resources", "A4 is quoted as much"),
            ("a", "no article in the library"),
        ],
    )
    async def test_says_which_condition_kept_it_out(
        self, room: Room, pasted: str, reason: str
    ) -> None:
        brief = await room.ask(room.reader, "brief", about="aid-pledges")

        assert reason in await why_not(room, brief, pasted)

    async def test_knows_an_article_that_came_later(self, room: Room) -> None:
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        room.clock.now += timedelta(hours=1)
        text = (
            "Sark pledges aid\n\nThe island of Sark pledged $7 million in food aid to Herm. "
            "Its council said on Friday that the grain would be shipped in May.\n"
        )
        await add(room, text)

        said = await why_not(room, brief, "The island of Sark pledged $7 million in food aid")

        assert "A6, was added after this brief was made" in said

    async def test_shows_no_words_of_an_article_that_was_withdrawn(self, room: Room) -> None:
        text = (
            "Sark opens a school\n\nThe island of Sark opened its second school on Friday. "
            "Its council said that forty children would go there.\n"
        )
        await add(room, text)
        room.clock.now += timedelta(minutes=1)
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        room.bot.desk.database.library(room.guild.id).withdraw("A6", by=1, reason="Wrong")

        said = await why_not(room, brief, "The island of Sark opened its second school")

        assert "A6, was withdrawn" in said
        assert "second school" not in said

    async def test_a_brief_of_one_article_names_the_other_that_has_it(self, room: Room) -> None:
        brief = await room.ask(room.reader, "brief", about="A3")

        said = await why_not(room, brief, STIMULUS)

        assert "this brief is about A3 alone, and the sentence is in A5" in said

    async def test_a_window_that_is_over_is_said(self, room: Room) -> None:
        await room.ask(room.reader, "brief", about="aid-pledges")
        room.clock.now += timedelta(days=20)
        text = (
            "Sark pledges aid\n\nThe island of Sark pledged $7 million in food aid to Herm. "
            "Its council said on Friday that the grain would be shipped in May.\n"
        )
        await add(room, text)
        room.clock.now += timedelta(hours=1)
        brief = await room.ask(room.reader, "brief", about="aid-pledges", since="7d")

        said = await why_not(room, brief, "She also announced an additional $310m")

        assert "A4, is outside the window of this brief: last 7 days" in said

    async def test_more_says_that_its_reader_has_seen_a_sentence(self, room: Room) -> None:
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        more = await room.press(room.reader, brief, "More")

        said = await why_not(room, more, "half a million Coronavirus vaccines to Guatemala")

        assert "shown to its reader before" in said

    @pytest.mark.parametrize(
        "pasted",
        [
            "@everyone <@1> **bold** [x](http://e.vil)",
            "\u202e\u0000\ud800",
            "“” ‘’ — [1]",
            "𝕏" * 900,
        ],
    )
    async def test_hostile_words_are_looked_for_and_never_act(
        self, room: Room, pasted: str
    ) -> None:
        brief = await room.ask(room.reader, "brief", about="aid-pledges")

        said = await why_not(room, brief, pasted)

        assert "It is not in this brief" in said
        assert "@everyone" not in said

    async def test_a_topic_that_is_gone_is_said(self, room: Room) -> None:
        topics = room.bot.desk.database.topics(room.guild.id)
        rule = 'name = "harvests"\nthreshold = 2\n[words]\n"~pledge" = 2\n'
        topics.save("harvests", rule, by=None, seen=0, how=How.CREATE)
        brief = await room.ask(room.reader, "brief", about="harvests")
        topics.remove("harvests", by=None, seen=1)

        said = await why_not(room, brief, STIMULUS)

        assert "**harvests**, is no longer there" in said
        simcord.assert_error(room.env, Refused)

    async def test_is_in_the_readers_language(
        self, room: Room, in_spanish: Callable[[], None]
    ) -> None:
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        in_spanish()
        shown = await room.press(room.reader, brief, "Why these")
        form = await room.reader.click(shown, label="Por qué no…")

        answer = await room.reader.submit_modal(form, {"sentence": STIMULUS})

        assert answer.response is not None
        text = text_of(answer.response)
        assert "La deja fuera: tiene palabras excluidas" in text
        assert "Harris has yet to visit" in text
        assert all(len(label) <= 20 for label in buttons_of(answer.response))


async def test_a_brief_from_a_link_is_not_stored_and_so_has_no_buttons(
    room: Room, site: Site
) -> None:
    url = site.put("/aid", page())
    message = await room.reader.send(room.channel, f"Look: {url}")

    result = await room.reader.context_menu(room.channel, "Brief this link", target=message)

    assert result.response is not None
    assert "Ruritania" in text_of(result.response)
    assert buttons_of(result.response) == []
