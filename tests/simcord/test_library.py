"""/library as a reader and a manager meet it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import discord
import pytest
import simcord

from bot.buttons.library_buttons import TurnPage
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.budget import size_of_components
from bot.pages.library_page import Looking
from bot.pages.view import text_view
from config.settings import Settings
from tests.simcord.conftest import Room, buttons_of, text_of


async def test_anyone_sees_each_article_with_what_is_known_of_it(room: Room) -> None:
    answer = await room.ask(room.reader, "library")

    text = text_of(answer)
    assert answer.ephemeral
    assert text.startswith("## Library\n-# 5 articles · newest first")
    assert "**A1** Migration surge expected to continue" in text
    assert "Washington Examiner · no date in its text · 33 sentences · sample" in text
    assert "**A3** Kamala Harris Encourages Greater Cooperation" in text
    assert "publisher not stated · no date in its text · 34 sentences · sample" in text
    assert text.index("**A5**") < text.index("**A1**")


async def test_words_find_the_articles_that_have_all_of_them(room: Room) -> None:
    answer = await room.ask(room.reader, "library", search="lopez MEMORANDUM")

    text = text_of(answer)
    assert "“lopez MEMORANDUM”: 1 of 5 articles" in text
    assert "**A3**" in text
    assert "**A2**" not in text


async def test_words_that_no_article_has_are_said(room: Room) -> None:
    answer = await room.ask(room.reader, "library", search="zebra @everyone")

    assert "None of the library’s 5 articles has all of these words" in text_of(answer)
    assert "\\@everyone" in text_of(answer)


@pytest.mark.parametrize("words", ["@@@ ---", "**", "😀" * 30, "<@1>"])
async def test_a_search_for_no_words_finds_nothing_and_answers(room: Room, words: str) -> None:
    answer = await room.ask(room.reader, "library", search=words)

    assert "Something broke" not in text_of(answer)


async def test_a_withdrawn_article_is_not_listed(room: Room) -> None:
    await room.ask(room.reader, "library")
    room.bot.desk.database.library(room.guild.id).withdraw("A3", by=room.manager.id)

    answer = await room.ask(room.reader, "library")

    assert "4 articles" in text_of(answer)
    assert "**A3**" not in text_of(answer)


async def test_a_reader_in_spanish_reads_spanish(
    room: Room, in_spanish: Callable[[], None]
) -> None:
    in_spanish()

    answer = await room.ask(room.manager, "library")

    assert text_of(answer).startswith("## Biblioteca\n-# 5 artículos")
    assert buttons_of(answer) == ["Quitar ejemplos"]


class TestTheSamples:
    async def test_only_managers_are_offered_to_remove_them(self, room: Room) -> None:
        reader = await room.ask(room.reader, "library")
        manager = await room.ask(room.manager, "library")

        assert buttons_of(reader) == []
        assert buttons_of(manager) == ["Remove samples"]

    async def test_removing_asks_first_and_says_how_many(self, room: Room) -> None:
        answer = await room.ask(room.manager, "library")

        asked = await room.press(room.manager, answer, "Remove samples")

        assert "Remove the 5 sample articles" in text_of(asked)
        assert buttons_of(asked) == ["Remove samples", "Cancel"]
        assert room.bot.desk.database.library(room.guild.id).count() == 5

    async def test_cancelling_goes_back_to_the_list(self, room: Room) -> None:
        answer = await room.ask(room.manager, "library")
        asked = await room.press(room.manager, answer, "Remove samples")

        back = await room.press(room.manager, asked, "Cancel")

        assert "5 articles" in text_of(back)
        assert room.bot.desk.database.library(room.guild.id).count() == 5

    async def test_after_a_yes_they_are_in_no_list_and_no_brief(self, room: Room) -> None:
        answer = await room.ask(room.manager, "library")
        message = answer.message
        await room.restart()
        asked = await room.press(room.manager, message, "Remove samples")

        done = await room.press(room.manager, asked, "Remove samples")

        assert "5 sample articles were removed." in text_of(done)
        assert "The library is empty" in text_of(done)
        listed = await room.ask(room.manager, "library")
        assert "The library is empty" in text_of(listed)
        assert "/article add" in text_of(listed)
        assert buttons_of(listed) == []
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        assert "$4 billion" not in text_of(brief)

    async def test_what_a_team_added_itself_stays(self, room: Room) -> None:
        text = b"A harbour opens\n\nThe harbour of Sark opened on Friday. Ships came.\n"
        card = await room.ask(room.manager, "article add", file=("a.txt", text))
        await room.press(room.manager, card, "Confirm")
        answer = await room.ask(room.manager, "library")
        asked = await room.press(room.manager, answer, "Remove samples")
        await room.press(room.manager, asked, "Remove samples")

        listed = await room.ask(room.reader, "library")

        assert "1 article ·" in text_of(listed)
        assert "**A6** A harbour opens" in text_of(listed)
        assert "sample" not in text_of(listed)

    async def test_a_second_yes_is_told_that_there_are_none(self, room: Room) -> None:
        answer = await room.ask(room.manager, "library")
        room.bot.desk.database.library(room.guild.id).remove_samples(by=room.manager.id)

        late = await room.press(room.manager, answer, "Remove samples")

        assert "no sample articles" in text_of(late)

    async def test_the_log_says_who_removed_them(self, room: Room) -> None:
        answer = await room.ask(room.manager, "library")
        asked = await room.press(room.manager, answer, "Remove samples")
        await room.press(room.manager, asked, "Remove samples")

        [entry] = room.bot.desk.database.audit(room.guild.id).read()
        assert (entry.action, entry.user) == ("library.remove_samples", room.manager.id)


class TestThirtyArticles:
    @pytest.fixture
    def settings(self, settings: Settings, tmp_path: Path) -> Settings:
        folder = tmp_path / "corpus"
        folder.mkdir()
        for n in range(1, 31):
            coast = "coast" if n <= 12 else "hills"
            (folder / f"{n:02}.txt").write_text(
                f"Town {n} on the {coast}\n\nThe town council met on day {n}. It was warm there.\n"
            )
        return settings.model_copy(update={"starter_corpus": folder})

    async def test_are_four_pages_to_turn(self, room: Room) -> None:
        answer = await room.ask(room.reader, "library")
        assert "30 articles · page 1 of 4 · newest first" in text_of(answer)
        assert "**A30**" in text_of(answer)
        assert buttons_of(answer) == ["Previous", "Next"]

        for page in (2, 3, 4):
            turned = await room.press(room.reader, answer, "Next")
            assert f"page {page} of 4" in text_of(turned)
        assert "**A1** Town 1 on the coast" in text_of(turned)

        back = await room.press(room.reader, answer, "Previous")
        assert "page 3 of 4" in text_of(back)

    async def test_a_page_is_turned_within_its_search_even_after_a_restart(
        self, room: Room
    ) -> None:
        answer = await room.ask(room.reader, "library", search="coast: town")
        message = answer.message
        await room.restart()

        turned = await room.press(room.reader, message, "Next")

        text = text_of(turned)
        assert "“coast: town”: 12 of 30 articles · page 2 of 2" in text
        assert "**A4**" in text
        assert "hills" not in text

    async def test_a_page_that_is_gone_is_the_last_one(self, room: Room) -> None:
        answer = await room.ask(room.reader, "library")
        for _ in range(2):
            await room.press(room.reader, answer, "Next")
        library = room.bot.desk.database.library(room.guild.id)
        for n in range(1, 26):
            library.withdraw(f"A{n}", by=room.manager.id)

        turned = await room.press(room.reader, answer, "Next")

        assert "5 articles" in text_of(turned)

    async def test_a_search_of_sixty_characters_fits_into_the_buttons(self, room: Room) -> None:
        words = "town " * 12

        answer = await room.ask(room.reader, "library", search=words)
        turned = await room.press(room.reader, answer, "Next")

        assert "page 2 of 4" in text_of(turned)


class TestLongAndHostileTitles:
    @pytest.fixture
    def settings(self, settings: Settings, tmp_path: Path) -> Settings:
        folder = tmp_path / "corpus"
        folder.mkdir()
        titles = [
            "@everyone **bold** [x](https://example.org) <@1> <#2>",
            "# heading ||spoiler|| `code` \u202eevil",
            "السلام عليكم في العاصمة اليوم " * 6,
            "राष्ट्रपति ने कहा कि " * 8,
            "会议在首都举行" * 25,
            "😀🏴‍☠️ *" * 30,
            "Very long " * 19,
            "_*~`|" * 35,
        ]
        for n, title in enumerate(titles):
            (folder / f"{n}.txt").write_text(
                f"Title: {title}\n\nThe council met on day {n}. It was warm there, people said.\n",
                encoding="utf-8",
            )
        return settings.model_copy(update={"starter_corpus": folder})

    async def test_fit_on_a_page_and_do_nothing(self, room: Room) -> None:
        answer = await room.ask(room.manager, "library")

        text = text_of(answer)
        assert "8 articles" in text
        assert size_of_components(answer.components).within()
        assert "\\@everyone \\*\\*bold\\*\\*" in text
        assert "\u202e" not in text
        assert all(f"**A{n}**" in text for n in range(1, 9))


class TestFilters:
    @pytest.fixture
    def settings(self, settings: Settings, tmp_path: Path) -> Settings:
        folder = tmp_path / "corpus"
        folder.mkdir()
        for n in range(1, 22):
            publisher = "Sark Daily ~ 'The' \"Best\" " * 3 if n <= 10 else "Herm Times"
            (folder / f"{n:02}.txt").write_text(
                f"Title: Town {n}\nPublisher: {publisher}\n\n"
                f"The town council met on day {n}, and it was warm there. Nobody was hurt.\n"
            )
        (folder / "99.txt").write_text(
            "Title: Un pueblo\n\nEl concejo del pueblo se reunió el lunes y aprobó la obra del "
            "puerto. Los vecinos celebraron la decisión.\n"
        )
        return settings.model_copy(update={"starter_corpus": folder})

    async def test_a_publisher_of_any_name_is_found_page_by_page_even_after_a_restart(
        self, room: Room
    ) -> None:
        offered = await room.reader.autocomplete(room.channel, "library", "publisher", "sark")
        [name] = [choice["value"] for choice in offered]

        answer = await room.ask(room.reader, "library", publisher=name, search="town")
        message = answer.message
        first = text_of(answer)
        await room.restart()
        turned = await room.press(room.reader, message, "Next")

        assert "10 of 22 articles" in first
        assert "Sark Daily" in text_of(turned)
        assert "page 2 of 2" in text_of(turned)
        assert "Herm" not in text_of(turned)

    async def test_a_language_is_found_by_name_or_code(self, room: Room) -> None:
        for typed in ("es", "Spanish", "spanish"):
            answer = await room.ask(room.reader, "library", language=typed)

            assert "1 of 22 articles · Spanish" in text_of(answer)
            assert "Un pueblo" in text_of(answer)

    async def test_a_language_that_is_none_is_said_in_one_sentence(self, room: Room) -> None:
        answer = await room.ask(room.reader, "library", language="@everyone")

        assert "I know no language called **\\@everyone**" in text_of(answer)
        assert answer.ephemeral
        simcord.assert_error(room.env, Refused)

    @pytest.mark.parametrize(
        "options",
        [
            {"publisher": "Nobody's"},
            {"publisher": "@everyone ** \u202e"},
            {"publisher": "x" * 100},
            {"language": "fr"},
            {"language": "de", "search": "town", "publisher": "Herm Times"},
        ],
    )
    async def test_what_no_article_fits_is_said(self, room: Room, options: dict[str, str]) -> None:
        answer = await room.ask(room.reader, "library", **options)

        assert "No article of the library fits this search" in text_of(answer)

    async def test_all_filters_at_once_fit_into_the_buttons(self, room: Room) -> None:
        [name] = [
            choice["value"]
            for choice in await room.reader.autocomplete(room.channel, "library", "publisher", "s")
            if choice["value"].startswith("Sark")
        ]
        words = "town " * 12

        answer = await room.ask(room.reader, "library", publisher=name, language="en", search=words)
        turned = await room.press(room.reader, answer, "Next")

        assert "page 2 of 2" in text_of(turned)

    async def test_managers_see_what_was_withdrawn_and_why(self, room: Room) -> None:
        await room.ask(room.manager, "library")
        shelf = room.bot.desk.database.library(room.guild.id)
        for n in range(1, 13):
            shelf.withdraw(f"A{n}", by=room.manager.id, reason=f"Wrong <@1> {n}")

        answer = await room.ask(room.manager, "library", withdrawn=True)
        turned = text_of(await room.press(room.manager, answer, "Next"))

        assert turned.startswith("## Withdrawn articles\n-# 12 articles · page 2 of 2")
        assert "withdrawn <t:" in turned
        assert "Wrong \\<\\@1>" in turned
        assert "Remove samples" not in buttons_of(answer)

    async def test_readers_do_not_and_cannot_turn_such_a_page(self, room: Room) -> None:
        refused = await room.ask(room.reader, "library", withdrawn=True)
        assert "Only members with **Manage Server**" in text_of(refused)
        assert refused.ephemeral
        simcord.assert_error(room.env, Exception)

        looking = Looking(withdrawn=True)
        button = TurnPage(0, "n", looking, Labels.for_locale("en-US"))
        channel = room.bot.get_channel(room.channel.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send(view=text_view(["A page"], [button]))
        pressed = await room.press(room.reader, message, "Next")
        assert "Only members with **Manage Server**" in text_of(pressed)

    async def test_no_article_is_withdrawn(self, room: Room) -> None:
        answer = await room.ask(room.manager, "library", withdrawn=True)

        assert "No article of this library is withdrawn." in text_of(answer)


def test_buttons_of_earlier_versions_are_still_read() -> None:
    match = TurnPage.__discord_ui_compiled_template__.match("pq1:lib:3n:coast: ~town")
    assert match is not None
    button = TurnPage.read(match, Labels.for_locale("en-US"))
    assert (button.page, button.looking) == (3, Looking("coast: ~town"))
