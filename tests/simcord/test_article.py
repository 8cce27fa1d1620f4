"""/article add as a manager meets it: story 7 of the product, on a seed that is added again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import simcord

from bot.buttons.article_buttons import CancelDraft, ConfirmDraft
from bot.buttons.drafts import store_draft
from bot.commands.receiving import joined
from bot.errors import Refused, RefusedInput
from bot.pages.budget import size_of_components
from config.settings import Settings
from summaries.corpus import Article
from summaries.store import AlreadyInLibrary
from tests.simcord.articles import (
    BODY,
    ENGLISH,
    PLEDGED,
    SEED,
    SEEDS,
    STORY,
    add,
    card_of,
    draft_ids,
    file_of,
    form,
    posted,
    press_in_vain,
    refusal_of,
    stale_copy,
    submit,
    titles_in,
)
from tests.simcord.conftest import Room, buttons_of, text_of


class TestAddingAFile:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"starter_corpus": None})

    async def test_shows_a_private_card_of_what_will_be_stored_and_stores_nothing(
        self, room: Room
    ) -> None:
        answer = await card_of(room, SEED.read_bytes(), SEED.name)

        text = text_of(answer)
        assert answer.ephemeral
        assert "**Title:** Kamala Harris Encourages Greater Cooperation With Mexico" in text
        assert "**Publisher:** not stated" in text
        assert "**Date:** not stated" in text
        assert "**Language:** English" in text
        assert "**Sentences:** 34 can be quoted" in text
        assert "3 lines set aside" in text
        assert "- “Categories: US News” (tags)" in text
        assert "- “This website uses cookies.” (notice of the site)" in text
        assert buttons_of(answer) == ["Confirm", "Cancel"]
        assert titles_in(room) == []

    async def test_confirming_says_its_number_and_what_each_topic_gains(self, room: Room) -> None:
        done = await add(room, STORY)

        text = text_of(done)
        assert "## Added as A1" in text
        assert "aid-pledges: 1 sentence qualifies" in text
        assert "border-numbers" not in text
        assert buttons_of(done) == ["Undo"]
        assert titles_in(room) == ["Ruritania pledges food aid to Sark"]

    async def test_the_next_brief_quotes_it(self, room: Room) -> None:
        before = await room.ask(room.reader, "brief", about="aid-pledges")
        assert PLEDGED not in text_of(before)

        await add(room, STORY)

        after = await room.ask(room.reader, "brief", about="aid-pledges")
        assert PLEDGED in text_of(after).replace("\\", "")

    async def test_a_publisher_that_the_text_states_is_taken_and_no_other(self, room: Room) -> None:
        stated = await card_of(room, STORY)
        quoted = await card_of(room, next(SEEDS.glob("001_*.txt")).read_bytes())

        assert "**Publisher:** Ruritania Today" in text_of(stated)
        assert "**Publisher:** not stated" in text_of(quoted)

    async def test_it_is_written_into_the_log_with_who_did_it(self, room: Room) -> None:
        done = await add(room, STORY)
        await room.press(room.manager, done, "Undo")

        log = room.bot.desk.database.audit(room.guild.id).read()
        assert [(entry.action, entry.user) for entry in log] == [
            ("article.withdraw", room.manager.id),
            ("article.add", room.manager.id),
        ]

    async def test_cancelling_stores_nothing_and_forgets_the_text(self, room: Room) -> None:
        card = await card_of(room, STORY)

        done = await room.press(room.manager, card, "Cancel")

        assert text_of(done) == "Cancelled. Nothing was added."
        assert buttons_of(done) == []
        assert titles_in(room) == []

    async def test_the_card_survives_a_restart_of_the_bot(self, room: Room) -> None:
        card = await card_of(room, STORY)
        message = card.message
        await room.restart()

        done = await room.press(room.manager, message, "Confirm")

        assert "## Added as A1" in text_of(done)
        assert titles_in(room) == ["Ruritania pledges food aid to Sark"]

    async def test_so_does_undo(self, room: Room) -> None:
        done = await add(room, STORY)
        message = done.message
        await room.restart()

        undone = await room.press(room.manager, message, "Undo")

        assert "A1 was taken out again" in text_of(undone)
        assert titles_in(room) == []

    async def test_two_presses_at_once_store_it_once(self, room: Room) -> None:
        await card_of(room, STORY)
        [draft] = draft_ids(room)
        desk, guild, editor = room.bot.desk, room.guild.id, room.manager.id

        # SimCord lets people act one after the other, so the presses meet where they would clash.
        answers = await asyncio.gather(
            *(desk.run(store_draft, desk, guild, draft, editor) for _ in range(8)),
            return_exceptions=True,
        )

        stored = [answer for answer in answers if isinstance(answer, Article)]
        others = [answer for answer in answers if answer is not None and answer not in stored]
        assert [article.id for article in stored] == ["A1"]
        assert all(isinstance(answer, AlreadyInLibrary) for answer in others)
        assert titles_in(room) == ["Ruritania pledges food aid to Sark"]
        log = room.bot.desk.database.audit(room.guild.id).read()
        assert [entry.action for entry in log] == ["article.add"]

    async def test_a_second_client_that_still_shows_the_card_is_told(self, room: Room) -> None:
        card = await card_of(room, STORY)
        stale = await stale_copy(room)
        await room.press(room.manager, card, "Confirm")

        again = await press_in_vain(room, stale, "Confirm")
        cancelled = await press_in_vain(room, stale, "Cancel")

        assert "answered before" in refusal_of(again)
        assert "answered before" in refusal_of(cancelled)
        assert len(titles_in(room)) == 1

    async def test_two_cards_of_the_same_text_store_it_once(self, room: Room) -> None:
        first, second = await card_of(room, STORY), await card_of(room, STORY)
        await room.press(room.manager, first, "Confirm")

        again = await press_in_vain(room, second, "Confirm")

        assert "already in the library as A1" in refusal_of(again)
        assert len(titles_in(room)) == 1

    async def test_a_card_is_good_for_an_hour(self, room: Room) -> None:
        card = await card_of(room, STORY)
        room.clock.now += timedelta(minutes=61)

        late = await press_in_vain(room, card, "Confirm")

        assert "over an hour old" in refusal_of(late)
        assert titles_in(room) == []

    async def test_old_drafts_leave_the_database(self, room: Room) -> None:
        await card_of(room, STORY)
        room.clock.now += timedelta(minutes=61)
        await card_of(room, SEED.read_bytes())

        assert room.bot.desk.database.guilds().drop_old_drafts() == 0

    async def test_undo_takes_it_out_for_fifteen_minutes(self, room: Room) -> None:
        done = await add(room, STORY)
        room.clock.now += timedelta(minutes=14)

        undone = await room.press(room.manager, done, "Undo")

        assert "A1 was taken out again" in text_of(undone)
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        assert PLEDGED not in text_of(brief)

    async def test_and_says_what_to_do_after_that(self, room: Room) -> None:
        done = await add(room, STORY)
        room.clock.now += timedelta(minutes=16)

        late = await press_in_vain(room, done, "Undo")

        assert "Undo works for 15 minutes, so A1 stays" in refusal_of(late)
        assert len(titles_in(room)) == 1

    async def test_fifteen_minutes_count_from_confirming(self, room: Room) -> None:
        card = await card_of(room, STORY)
        room.clock.now += timedelta(minutes=30)
        done = await room.press(room.manager, card, "Confirm")
        room.clock.now += timedelta(minutes=10)

        undone = await room.press(room.manager, done, "Undo")

        assert "A1 was taken out again" in text_of(undone)

    async def test_a_text_that_was_undone_can_be_added_again_and_the_card_says_so(
        self, room: Room
    ) -> None:
        done = await add(room, STORY)
        await room.press(room.manager, done, "Undo")

        card = await card_of(room, STORY)
        shown = text_of(card)
        again = await room.press(room.manager, card, "Confirm")

        assert "withdrawn before, as A1" in shown
        assert "## Added as A2" in text_of(again)

    async def test_another_server_does_not_see_it(self, room: Room) -> None:
        other = room.env.create_guild("Elsewhere")
        lobby = other.create_text_channel("lobby")
        stranger = other.add_member(room.env.create_user("stranger"))
        await add(room, STORY)

        for command, options in (("brief", {"about": "aid-pledges"}), ("library", {})):
            answer = await stranger.slash(lobby, command, **options)
            assert answer.response is not None
            assert "Ruritania" not in text_of(answer.response)

    async def test_another_servers_managers_cannot_confirm_it(self, room: Room) -> None:
        other = room.env.create_guild("Elsewhere")
        await card_of(room, STORY)
        [draft] = draft_ids(room)

        assert room.bot.desk.database.drafts(other.id).get(draft) is None
        assert not room.bot.desk.database.drafts(other.id).drop(draft)

    async def test_words_in_it_never_ping_format_or_turn_the_line(self, room: Room) -> None:
        hostile = (
            "@everyone **Aid** [x](https://example.org) <@1> \u202epledged\u202c \x1b[31m\n\n"
            f"{BODY}\nTags: @here `code` ||spoiler|| <#5>\n"
        )
        card = await card_of(room, hostile, "@everyone**.txt")
        text = text_of(card)
        done = await room.press(room.manager, card, "Confirm")

        assert "\\@everyone \\*\\*Aid\\*\\* \\[x](https\\://example.org)" in text
        assert "\\@here \\`code\\`" in text
        assert "\u202e" not in text + text_of(done)
        assert "\x1b" not in text + text_of(done)
        edits = [e for e in room.env.http_requests if e.method == "PATCH" and "/messages" in e.path]
        assert len(edits) == 2
        for edit in edits:
            assert edit.json is not None
            assert edit.json["allowed_mentions"] == {"parse": []}

    async def test_the_card_fits_a_phone_and_discord(self, room: Room) -> None:
        long = (
            "Title " * 60 + f"\n\n{BODY}\n" + "\n\n".join(f"Tags: {'ж' * 140}" for _ in range(40))
        )

        card = await card_of(room, long)

        assert "and 30 more lines" in text_of(card)
        for _ in range(2):
            assert size_of_components(card.components).within()
            assert all(len(label) <= 20 for label in buttons_of(card))
            if "Confirm" in buttons_of(card):
                await room.press(room.manager, card, "Confirm")

    async def test_a_manager_in_spanish_reads_spanish(
        self, room: Room, in_spanish: Callable[[], None]
    ) -> None:
        in_spanish()

        card = await card_of(room, STORY)
        shown = text_of(card)
        done = await room.press(room.manager, card, "Confirmar")

        assert "**Fecha:** no indicada" in shown
        assert "**Idioma:** inglés" in shown
        assert "Añadido como A1" in text_of(done)


class TestATextThatIsThereAlready:
    async def test_the_same_text_again_is_refused_with_its_number(self, room: Room) -> None:
        answer = await card_of(room, SEED.read_bytes())

        assert "already in the library as A3" in refusal_of(answer)
        assert len(titles_in(room)) == 5
        simcord.assert_error(room.env, Refused)

    async def test_most_of_it_is_asked_about(self, room: Room) -> None:
        paragraphs = SEED.read_bytes().decode().split("\n\n")

        answer = await card_of(room, "\n\n".join(paragraphs[:-4]))

        text = text_of(answer)
        assert "Much of it is in the library already" in text
        assert "100 % of it stands in A3 “Kamala Harris Encourages" in text
        assert buttons_of(answer) == ["Confirm", "Cancel"]

    async def test_a_longer_version_of_it_is_asked_about(self, room: Room) -> None:
        answer = await card_of(room, f"{SEED.read_bytes().decode()}\n\n{BODY}")

        assert "of A3 stands in it" in text_of(answer)

    async def test_the_first_article_of_a_new_server_comes_after_the_samples(
        self, room: Room
    ) -> None:
        done = await add(room, STORY)

        assert "## Added as A6" in text_of(done)


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "name", "said"),
        [
            (b"", "a.txt", "It is empty; paste"),
            (b" \r\n\xc2\xa0\n", "a.txt", "It is empty"),
            (b"\xef\xbb\xbf\n", "a.txt", "It is empty"),
            (b"\x00\x01\x02\xff" * 50, "a.txt", "This is no text"),
            (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "a.txt", "This is no text"),
            (b"bell \x07 and \x01 control", "a.txt", "This is no text"),
            ("El señor López dijo que sí.".encode("latin-1"), "a.txt", "not UTF-8 text"),
            (b"a" * 3_000_001, "a.txt", "has 3.0 MB and the most is 3 MB"),
            (b"Tags: a\n\n" * 100_000, "a.txt", "larger than I read; paste"),
            (b"It rained. " * 100_000, "a.txt", "larger than I read"),
            (b"a" * 10_000_001, "a.pdf", "has 10.0 MB and the most is 10 MB"),
            (b"%PDF-1.7", "report.pdf", "damaged"),
            (b"PK\x03\x04", "report.DOCX", "This is no text"),
            (b"\xff\xd8", "photo.jpg", "I can’t read photo.jpg; save the article as .txt, .md"),
            (b"words", "no_ending", "I can’t read no\\_ending; save"),
            (b"words", "@everyone.exe", "I can’t read \\@everyone.exe; save"),
            (b"READ MORE FROM THE RURITANIA TODAY", "a.txt", "No sentence was found"),
            (b"Tags: Politics\n\nThis website uses cookies.\n", "a.txt", "No sentence was found"),
        ],
    )
    async def test_each_is_one_private_sentence_and_changes_nothing(
        self,
        room: Room,
        data: bytes,
        name: str,
        said: str,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level("INFO")
        answer = await card_of(room, data, name)

        assert said in refusal_of(answer, logged=caplog)
        assert draft_ids(room) == []
        assert len(titles_in(room)) in (0, 5)
        simcord.assert_error(room.env, Exception)

    async def test_a_file_that_discord_no_longer_has(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(room.env.backend.cdn, "get", lambda url: None)

        answer = await card_of(room, STORY)

        assert "could not be fetched" in refusal_of(answer)
        simcord.assert_error(room.env, RefusedInput)

    async def test_who_is_no_manager_does_not_see_the_command(self, room: Room) -> None:
        assert "article" not in " ".join(room.reader.available_commands(room.channel))
        assert "article add" in " ".join(room.manager.available_commands(room.channel))

    async def test_who_is_no_manager_is_refused_even_where_discord_shows_it(
        self, room: Room
    ) -> None:
        commands = await room.bot.tree.fetch_commands()
        [command] = [c for c in commands if c.name == "article"]
        room.guild.set_command_permissions(command, {room.reader: True})

        answer = await room.ask(room.reader, "article add", file=file_of(STORY))
        form = await room.ask(room.reader, "article add")

        for refused in (answer, form):
            assert "Only members with **Manage Server**" in text_of(refused)
            assert refused.ephemeral
        assert draft_ids(room) == []
        simcord.assert_error(room.env, Exception)
        simcord.assert_error(room.env, Exception)

    async def test_a_manager_who_lost_the_role_cannot_confirm(self, room: Room) -> None:
        desk = room.bot.desk
        draft = desk.database.drafts(room.guild.id).put(STORY, file=None, user=room.manager.id)
        message = await posted(room, [ConfirmDraft(draft, ENGLISH), CancelDraft(draft, ENGLISH)])

        for label in ("Confirm", "Cancel"):
            answer = await room.press(room.reader, message, label)
            assert "Only members with **Manage Server**" in text_of(answer)
        assert desk.database.drafts(room.guild.id).get(draft) is not None

    async def test_another_manager_may_confirm_and_the_log_names_her(self, room: Room) -> None:
        desk = room.bot.desk
        draft = desk.database.drafts(room.guild.id).put(STORY, file=None, user=1)
        message = await posted(room, [ConfirmDraft(draft, ENGLISH)])

        await room.press(room.manager, message, "Confirm")

        [entry] = desk.database.audit(room.guild.id).read()
        assert (entry.action, entry.user) == ("article.add", room.manager.id)


class TestPasting:
    async def test_the_form_has_two_boxes_and_a_place_for_a_file(self, room: Room) -> None:
        shown = (await form(room)).modal

        assert shown is not None
        labels = [part["label"] for part in shown["components"]]
        parts = [part["component"] for part in shown["components"]]
        assert labels == ["Text", "Text, continued", "Or a file"]
        assert [part["type"] for part in parts] == [4, 4, 19]
        assert [part["required"] for part in parts] == [False, False, False]
        assert [part.get("max_length") for part in parts[:2]] == [4_000, 4_000]
        assert all(part.get("style") == 2 for part in parts[:2])

    async def test_two_parts_become_one_article(self, room: Room) -> None:
        first, second = STORY.strip().split("\n\nThe island’s")
        shown = await form(room)

        card = await submit(room, shown, {"text": first, "more": f"The island’s{second}"})

        text = text_of(card)
        assert card.ephemeral
        assert "**Sentences:** 4 can be quoted" in text
        assert "grain would be shipped in May.” and “The island’s council" in text
        assert "**File:**" not in text

        done = await room.press(room.manager, card, "Confirm")
        assert "## Added as A6" in text_of(done)
        stored = room.bot.desk.database.library(room.guild.id).get("A6")
        assert stored is not None
        assert stored.text == STORY.strip()

    async def test_a_pasted_text_is_known_again_letter_for_letter(self, room: Room) -> None:
        text = SEED.read_bytes().decode()
        cut = text.index("\n\nHarris’s advisers said")
        shown = await form(room)

        answer = await submit(room, shown, {"text": text[:cut], "more": text[cut:].lstrip()})

        assert "already in the library as A3" in refusal_of(answer)
        simcord.assert_error(room.env, Refused)

    async def test_a_file_in_the_form_is_read_like_one_in_the_command(self, room: Room) -> None:
        shown = await form(room)

        card = await submit(room, shown, {"file": file_of(STORY)})

        assert "**Title:** Ruritania pledges food aid to Sark" in text_of(card)
        assert "**File:** story.txt" in text_of(card)

    @pytest.mark.parametrize(
        ("filled", "said"),
        [
            ({}, "There was no text and no file"),
            ({"text": "  \n ", "more": "\n"}, "There was no text and no file"),
            ({"text": BODY, "file": file_of(BODY)}, "both text and a file"),
            ({"text": "Tags: Politics"}, "No sentence was found"),
            ({"file": ("a.exe", b"MZ")}, "can’t read a.exe"),
            ({"text": "nul \x00 inside. And more."}, "This is no text"),
        ],
    )
    async def test_a_form_without_an_article_is_refused_in_one_sentence(
        self, room: Room, filled: dict[str, Any], said: str
    ) -> None:
        shown = await form(room)

        answer = await submit(room, shown, filled)

        assert said in refusal_of(answer)
        assert draft_ids(room) == []
        simcord.assert_error(room.env, Exception)

    async def test_two_managers_may_have_the_form_open_at_once(self, room: Room) -> None:
        first, second = await form(room), await form(room)

        one = await submit(room, first, {"text": STORY})
        two = await submit(room, second, {"text": STORY.replace("Sark", "Herm")})

        assert "food aid to Sark" in text_of(one)
        assert "food aid to Herm" in text_of(two)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("It ended.", "It began.", "It ended.\n\nIt began."),
        ("“It ended.”", "“It began.”", "“It ended.”\n\n“It began.”"),
        ("She said the", "vice president left.", "She said the vice president left."),
        ("A title without a stop", "It began.", "A title without a stop\n\nIt began."),
        ("It ended.\n", "It began.", "It ended.\nIt began."),
        ("It ended.", "\n\nIt began.", "It ended.\n\nIt began."),
        (f"{'word ' * 30}of", "Harris left.", f"{'word ' * 30}of Harris left."),
        (f"{'a' * 3_998}vi", "ce president", f"{'a' * 3_998}vice president"),
        ("他说。", "她说。", "他说。\n\n她说。"),
    ],
)
def test_pasted_parts_get_back_the_break_that_was_cut(first: str, second: str, whole: str) -> None:
    assert joined(first, second) == whole
