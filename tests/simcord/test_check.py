"""/check as a reader meets it: what differs between sources, side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.pages.budget import size_of_components
from config.settings import Settings
from tests.simcord.articles import press_in_vain
from tests.simcord.conftest import Room, buttons_of, text_of


def whole(message: Any) -> str:
    """The words of a page without the bold, which is the bot's."""
    return text_of(message).replace("**", "")


def blocks_of(text: str) -> list[str]:
    """The differences of a page, each from its kind to the next."""
    return re.split(r"\n(?=\d+\. )", text.partition("\nSources\n")[0])[1:]


class TestTheSeeds:
    async def test_differ_in_two_quotations_and_a_figure(self, room: Room) -> None:
        answer = await room.ask(room.reader, "check")

        text = whole(answer)
        assert not answer.ephemeral
        assert text.startswith("## Sources differ\n-# ")
        assert " differences · 5 articles compared" in text
        blocks = blocks_of(text)
        [borders] = [b for b in blocks if "secure our borders." in b]
        assert "1. Quote wording\n" in borders
        assert re.search(r"secure our border\.” \[1\] · Kamala Harris · A1, sentence \d+", borders)
        [partners] = [b for b in blocks if "a longstanding partnership" in b]
        assert "Quote wording\n" in partners
        assert "We have an agreement, a lasting agreement" in partners
        [aid] = [b for b in blocks if "$310 million for humanitarian relief” " in b]
        assert "Same figure, described differently\n" in aid
        assert "“an additional $310m in US aid" in aid
        assert "Sources\n[1] A1 Washington Examiner (named in its text)" in text
        assert size_of_components(answer.components).within()

    async def test_never_list_the_same_words_as_a_difference(self, room: Room) -> None:
        pages = [await room.ask(room.reader, "check")]
        text = whole(pages[0])
        while "Next" in buttons_of(pages[-1]) and len(pages) < 9:
            pages.append(await room.press(room.reader, pages[-1], "Next"))
            text += whole(pages[-1])
            if (m := re.search(r"page (\d+) of (\d+)", whole(pages[-1]))) and m[1] == m[2]:
                break

        for block in blocks_of(text):
            sides = re.findall(r"- “(.+)” \[", block)
            assert len(set(sides)) == len(sides) > 1
            assert "root causes" not in [side.strip("“”.,") for side in sides]

    async def test_a_topic_keeps_what_is_about_it(self, room: Room) -> None:
        answer = await room.ask(room.reader, "check", about="aid-pledges")

        text = whole(answer)
        assert "-# Aid pledges · " in text
        assert "$310 million for humanitarian relief" in text
        assert "secure our border" not in text

    async def test_an_article_is_compared_with_the_others(self, room: Room) -> None:
        answer = await room.ask(room.reader, "check", about="a4")

        assert "-# A4 · " in text_of(answer)
        for block in blocks_of(whole(answer)):
            assert "· A4, sentence" in block

    async def test_words_about_which_nothing_differs_say_how_many_were_compared(
        self, room: Room
    ) -> None:
        answer = await room.ask(room.reader, "check", about="zebra @everyone")

        assert text_of(answer) == (
            "No difference found about “zebra \\@everyone”: 5 articles were compared."
        )
        assert buttons_of(answer) == []

    async def test_a_withdrawn_article_is_not_compared(self, room: Room) -> None:
        await room.ask(room.reader, "check")
        room.bot.desk.database.library(room.guild.id).withdraw("A2", by=room.manager.id)

        answer = await room.ask(room.reader, "check")

        assert "4 articles compared" in text_of(answer)
        assert "A2" not in text_of(answer)

    async def test_in_private_only_who_asked_sees_it(self, room: Room) -> None:
        answer = await room.ask(room.reader, "check", private=True)

        assert answer.ephemeral
        assert "secure our borders." in whole(answer)

    async def test_a_reader_in_spanish_reads_spanish_labels_and_the_sources_words(
        self, room: Room, in_spanish: Callable[[], None]
    ) -> None:
        in_spanish()

        answer = await room.ask(room.reader, "check")

        text = whole(answer)
        assert text.startswith("## Las fuentes difieren")
        assert "Palabras citadas" in text
        assert "el bot no traduce" in text
        assert "secure our borders." in text

    async def test_the_same_is_answered_twice(self, room: Room) -> None:
        first = await room.ask(room.reader, "check")
        await room.restart()

        assert text_of(await room.ask(room.reader, "check")) == text_of(first)


class TestAMistypedTopic:
    async def test_is_answered_privately_with_the_topic_that_was_meant(self, room: Room) -> None:
        answer = await room.ask(room.reader, "check", about="aid-pleges")

        assert answer.ephemeral
        assert "Did you mean **aid-pledges**?" in text_of(answer)
        assert buttons_of(answer) == ["aid-pledges", "Search instead"]

    async def test_its_buttons_check_as_was_asked_even_after_a_restart(self, room: Room) -> None:
        public = (await room.ask(room.reader, "check", about="aid-pleges")).message
        private = (await room.ask(room.reader, "check", about="aid-pleges", private=True)).message
        await room.restart()

        meant = await room.press(room.reader, public, "aid-pledges")
        typed = await room.press(room.reader, private, "Search instead")

        assert not meant.ephemeral
        assert "-# Aid pledges · " in text_of(meant)
        assert typed.ephemeral
        assert "about “aid-pleges”: 5 articles were compared." in text_of(typed)


async def test_choosing_while_typing_offers_topics_articles_and_a_search(room: Room) -> None:
    every = await room.reader.autocomplete(room.channel, "check", "about", "")
    some = await room.reader.autocomplete(room.channel, "check", "about", "mexico")

    values = [choice["value"] for choice in every]
    assert values[:3] == ["aid-pledges", "border-numbers", "diplomatic-reactions"]
    assert {"A1", "A5"} <= set(values)
    assert some[0]["name"].startswith("A1 Migration surge")
    assert some[-1]["name"] == "Search the corpus for “mexico”"


class TestAnEmptyLibrary:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"starter_corpus": None})

    async def test_is_said_with_what_to_do(self, room: Room) -> None:
        answer = await room.ask(room.reader, "check")

        assert "The library is empty" in text_of(answer)
        assert "/article add" in text_of(answer)


class TestManyDifferences:
    @pytest.fixture
    def settings(self, settings: Settings, tmp_path: Path) -> Settings:
        """A corpus in which two papers quote each of many ministers in different words."""
        folder = tmp_path / "corpus"
        folder.mkdir()
        towns = ("Sark", "Herm", "Jethou", "Brecqhou", "Lihou", "Burhou", "Alderney", "Ortac")
        names = ("Anna Brown", "Bela Green", "Carl White", "Dora Black", "Emil Gray", "Fay Hill",
                 "Gus Wood", "Hana Lake")  # fmt: skip
        things = ("harbour", "railway", "hospital", "library", "airport", "bridge", "school",
                  "market")  # fmt: skip
        for paper, noun in (("one", "{}"), ("two", "{}s")):
            lines = ["Ministers visit the islands"]
            for town, name, thing in zip(towns, names, things, strict=True):
                for verb in ("repair", "enlarge"):
                    wanted = noun.format(thing)
                    lines.append(
                        f"“The government will {verb} and protect our old {wanted} near {town} "
                        f"before the winter comes,” Minister {name} said."
                    )
            (folder / f"{paper}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        return settings.model_copy(update={"starter_corpus": folder})

    async def test_are_turned_ten_a_page_even_after_a_restart(self, room: Room) -> None:
        answer = await room.ask(room.reader, "check", about="government winter")
        assert "page 1 of 2" in text_of(answer)
        assert buttons_of(answer) == ["Previous", "Next"]
        assert len(blocks_of(whole(answer))) == 10
        message = answer.message
        await room.restart()

        turned = await room.press(room.reader, message, "Next")

        text = whole(turned)
        assert "“government winter” · " in text
        assert "page 2 of 2" in text
        assert "\n11. " in text
        back = await room.press(room.reader, message, "Previous")
        assert text_of(back) == text_of(answer)

    async def test_a_page_that_is_gone_is_the_last_one(self, room: Room) -> None:
        answer = await room.ask(room.reader, "check")
        room.bot.desk.database.library(room.guild.id).withdraw("A2", by=room.manager.id)

        turned = await room.press(room.reader, answer, "Next")

        assert "Nothing differs: only 1 article could be compared" in text_of(turned)

    async def test_an_article_that_is_gone_meanwhile_is_said(self, room: Room) -> None:
        answer = await room.ask(room.reader, "check", about="A2")
        room.bot.desk.database.library(room.guild.id).withdraw("A2", by=room.manager.id)

        said = await press_in_vain(room, answer, "Next")

        assert text_of(said) == "I can’t find **A2** any more; use `/check` again."
