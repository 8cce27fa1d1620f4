"""/article edit, show, withdraw and restore as managers meet them, and taking lines back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import simcord

from bot.errors import Refused, RefusedInput
from bot.pages.budget import size_of_components
from config.settings import Settings
from tests.simcord.articles import (
    BODY,
    PLEDGED,
    STORY,
    add,
    card_of,
    press_in_vain,
    refusal_of,
    titles_in,
)
from tests.simcord.conftest import Room, buttons_of, text_of


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"starter_corpus": None})


def stored(room: Room, name: str = "A1") -> Any:
    return room.bot.desk.database.library(room.guild.id).stored(name)


def log_of(room: Room) -> list[str]:
    return [entry.action for entry in room.bot.desk.database.audit(room.guild.id).read()]


async def show(room: Room, name: str = "A1") -> simcord.ResponseMessage:
    return await room.ask(room.manager, "article show", article=name)


async def withdraw(
    room: Room, name: str = "A1", reason: str = "Retracted by its publisher"
) -> simcord.ResponseMessage:
    """Let the manager ask for a withdrawal; return the card, or the refusal."""
    return await room.ask(room.manager, "article withdraw", article=name, reason=reason)


class TestTakingALineBack:
    PROMOTED = f"A title about Sark\n\n{BODY}\nRead more from Ruritania Today\n\nTags: Sark, aid\n"

    async def line(self, room: Room, card: simcord.ResponseMessage, words: str) -> Any:
        """Choose a line in the card's list; return the card as it is then."""
        [menu] = [part for part in card.components[1:] if part["components"][0]["type"] == 3]
        options = menu["components"][0]["options"]
        [value] = [option["value"] for option in options if words in option["label"]]
        result = await room.manager.select(card, [value])
        assert result.response is not None
        return result.response

    async def test_one_choice_brings_it_back_and_another_sets_it_aside_again(
        self, room: Room
    ) -> None:
        card = await card_of(room, self.PROMOTED)
        assert "2 lines set aside" in text_of(card)

        kept = await self.line(room, card, "Tags: Sark")
        assert "1 line set aside" in text_of(kept)
        assert "Tags: Sark" not in text_of(kept)
        assert buttons_of(kept) == ["Confirm", "Cancel"]

        again = await self.line(room, kept, "Tags: Sark")
        assert "2 lines set aside" in text_of(again)

    async def test_what_was_taken_back_is_stored_even_after_a_restart(self, room: Room) -> None:
        card = await card_of(room, self.PROMOTED)
        message = card.message
        await self.line(room, card, "Tags: Sark")
        await room.restart()

        await room.press(room.manager, message, "Confirm")

        aside = [line.span.of(stored(room).text) for line in stored(room).set_aside]
        assert aside == ["Read more from Ruritania Today"]

    async def test_a_card_without_such_lines_has_no_list(self, room: Room) -> None:
        card = await card_of(room, f"A title about Sark\n\n{BODY}")

        assert len(card.components) == 2

    async def test_a_card_that_was_answered_says_so(self, room: Room) -> None:
        card = await card_of(room, self.PROMOTED)
        room.clock.now += timedelta(minutes=61)
        result = await room.manager.select(
            card, [card.components[2]["components"][0]["options"][0]["value"]]
        )

        assert "over an hour old" in refusal_of(result.followups[-1])

    async def test_many_hostile_lines_fit(self, room: Room) -> None:
        lines = "\n\n".join(f"Tags: @everyone {'😀' * 70} {n}" for n in range(40))

        card = await card_of(room, f"A title about Sark\n\n{BODY}\n\n{lines}")

        [menu] = card.components[2]["components"]
        assert len(menu["options"]) == 25
        assert all(len(option["label"].encode("utf-16-le")) <= 200 for option in menu["options"])
        assert size_of_components(card.components).within()


class TestEditing:
    async def form(self, room: Room, name: str = "A1") -> simcord.InteractionResult:
        shown = await room.manager.slash(room.channel, "article edit", article=name)
        assert shown.modal is not None
        return shown

    async def submit(
        self, room: Room, shown: simcord.InteractionResult, **changed: str
    ) -> simcord.ResponseMessage:
        """Send the form off with what stood in it, but for ``changed``."""
        assert shown.modal is not None
        boxes = [part["component"] for part in shown.modal["components"]]
        filled = {box["custom_id"]: box.get("value") or "" for box in boxes}
        result = await room.manager.submit_modal(shown, filled | changed)
        assert result.response is not None
        return result.response

    async def test_the_form_holds_what_is_stated(self, room: Room) -> None:
        await add(room, STORY)

        shown = (await self.form(room)).modal

        assert shown is not None
        assert shown["title"] == "Edit A1"
        boxes = {p["label"]: p["component"].get("value") or "" for p in shown["components"]}
        assert boxes == {
            "Title": "Ruritania pledges food aid to Sark",
            "Date": "",
            "Publisher": "Ruritania Today",
            "By": "",
        }

    async def test_an_edit_says_before_and_after_and_makes_a_new_version(self, room: Room) -> None:
        await add(room, STORY)

        done = await self.submit(
            room, await self.form(room), title="Aid for Sark", date="2021-06-08", publisher=""
        )

        text = text_of(done)
        assert done.ephemeral
        assert "## A1 was changed" in text
        assert "**Title:** Ruritania pledges food aid to Sark → Aid for Sark" in text
        assert "**Date:** not stated → <t:1623153600:D>" in text
        assert "**Publisher:** Ruritania Today → not stated" in text
        assert "By:" not in text
        assert (stored(room).version, str(stored(room).published)) == (2, "2021-06-08")
        assert stored(room).publisher is None
        assert log_of(room)[0] == "article.edit"

    async def test_the_next_brief_shows_what_the_editor_set(self, room: Room) -> None:
        await add(room, STORY)
        await self.submit(room, await self.form(room), publisher="Sark Daily")

        brief = await room.ask(room.reader, "brief", about="aid-pledges")

        assert "Sark Daily\\*" in text_of(brief)

    async def test_an_empty_date_is_cleared(self, room: Room) -> None:
        await add(room, STORY)
        await self.submit(room, await self.form(room), date="2021-06-08")

        await self.submit(room, await self.form(room), date="")

        assert stored(room).published is None
        assert not stored(room).published_given

    async def test_nothing_changed_is_said_and_makes_no_version(self, room: Room) -> None:
        await add(room, STORY)

        done = await self.submit(room, await self.form(room))

        assert text_of(done) == "Nothing of A1 was changed."
        assert stored(room).version == 1

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("8 June 2021", "I can’t read 8 June 2021 as a date; write year-month-day"),
            ("2021-13-01", "I can’t read 2021-13-01"),
            ("2021-02-30", "I can’t read 2021-02-30"),
            ("20210608", "I can’t read 20210608"),
            ("2021-W23-2", "I can’t read 2021-W23-2"),
            ("٢٠٢١-٠٦-٠٨", "as a date"),
            ("@everyone", "I can’t read \\@everyone"),
            ("0000-00-00", "I can’t read"),
            ("2999-01-01", "The date 2999-01-01 is still to come"),
        ],
    )
    async def test_what_is_no_date_is_refused_in_one_sentence(
        self, room: Room, typed: str, said: str
    ) -> None:
        await add(room, STORY)

        refused = await self.submit(room, await self.form(room), date=typed, title="Other")

        assert said in refusal_of(refused)
        assert stored(room).version == 1
        simcord.assert_error(room.env, RefusedInput)

    async def test_hostile_and_foreign_words_are_stored_as_typed_and_shown_safely(
        self, room: Room
    ) -> None:
        await add(room, STORY)
        typed = "@everyone **Ayuda** a Sark \u202e <@1> 救援 السلام"

        done = await self.submit(room, await self.form(room), title=typed)

        assert "\\@everyone \\*\\*Ayuda\\*\\*" in text_of(done)
        assert "\u202e" not in text_of(done)
        assert stored(room).title == typed
        shown = await self.form(room)
        again = await self.submit(room, shown)
        assert text_of(again) == "Nothing of A1 was changed."

    async def test_a_title_longer_than_its_box_stays_whole_when_it_is_not_touched(
        self, room: Room
    ) -> None:
        long = "Sark " * 100
        await add(room, f"Title: {long}\n\n{BODY}")

        await self.submit(room, await self.form(room), publisher="Sark Daily")

        assert stored(room).title == long.strip()
        assert stored(room).publisher == "Sark Daily"

    async def test_two_managers_edit_at_once_and_the_second_is_told(self, room: Room) -> None:
        await add(room, STORY)
        first, second = await self.form(room), await self.form(room)
        await self.submit(room, first, title="One")

        late = await self.submit(room, second, title="Two")

        assert "Somebody changed A1 while the form was open" in refusal_of(late)
        assert stored(room).title == "One"
        simcord.assert_error(room.env, Refused)

    @pytest.mark.parametrize("name", ["A9", "A0", "@everyone", "A1; DROP TABLE", "😀", " "])
    async def test_an_unknown_article_is_said(self, room: Room, name: str) -> None:
        answer = await room.ask(room.manager, "article edit", article=name)

        if name != "A1; DROP TABLE":
            assert "There is no article called" in refusal_of(answer)
        simcord.assert_error(room.env, Refused)


class TestShowing:
    async def test_a_private_card_holds_all_that_is_stored(self, room: Room) -> None:
        await add(room, STORY)

        answer = await show(room)

        text = text_of(answer)
        assert answer.ephemeral
        assert "## A1 Ruritania pledges food aid to Sark" in text
        assert "**Publisher:** Ruritania Today" in text
        assert "**Sentences:** 4 can be quoted" in text
        assert "**Words:** 49" in text
        assert f"by <@{room.manager.id}>" in text
        assert "**Versions:** 1" in text
        assert "**Topics:** aid-pledges: 1 sentence qualifies" in text
        assert "**File:** story.txt" in text
        assert "- “Read more from Ruritania Today” (promotion)" in text

    async def test_it_says_what_an_editor_set_and_that_it_is_withdrawn(self, room: Room) -> None:
        await add(room, STORY)
        library = room.bot.desk.database.library(room.guild.id)
        library.edit("A1", by=room.manager.id, publisher="Sark Daily")
        library.withdraw("A1", by=room.manager.id, reason="Wrong @everyone")

        text = text_of(await show(room))

        assert "**Publisher:** Sark Daily (set by an editor)" in text
        assert "**Versions:** 2" in text
        assert "**Withdrawn:** " in text
        assert "**Reason:** Wrong \\@everyone" in text

    async def test_the_largest_article_fits(self, room: Room) -> None:
        lines = "\n\n".join(f"Tags: {'ж' * 190}" for _ in range(60))
        await add(room, f"Title: {'*' * 2_000}\n\nBy {'_' * 100}\n\n{BODY}\n\n{lines}")

        assert size_of_components((await show(room)).components).within()

    async def test_a_manager_in_spanish_reads_spanish(
        self, room: Room, in_spanish: Callable[[], None]
    ) -> None:
        in_spanish()
        await room.press(room.manager, await card_of(room, STORY), "Confirmar")

        text = text_of(await show(room))

        assert "**Medio:** Ruritania Today" in text
        assert "**Temas:** aid-pledges: 1 frase" in text


class TestWithdrawing:
    async def test_the_card_counts_the_briefs_that_quote_it_and_changes_nothing(
        self, room: Room
    ) -> None:
        await add(room, STORY)
        await room.ask(room.reader, "brief", about="aid-pledges")
        await room.ask(room.reader, "brief", about="A1")

        answer = await withdraw(room)

        text = text_of(answer)
        assert answer.ephemeral
        assert "## Withdraw A1?" in text
        assert "**Reason:** Retracted by its publisher" in text
        assert "2 messages in 1 channel quoted it" in text
        assert "The channel gets one correction that links them." in text
        assert buttons_of(answer) == ["Withdraw", "Keep it"]
        assert len(titles_in(room)) == 1

    async def test_no_brief_quotes_it(self, room: Room) -> None:
        await add(room, STORY)

        assert "No message in a channel quotes it." in text_of(await withdraw(room))

    async def test_after_a_yes_it_is_in_no_new_brief_and_the_log_says_why(self, room: Room) -> None:
        await add(room, STORY)
        asked = await withdraw(room)
        message = asked.message
        await room.restart()

        done = await room.press(room.manager, message, "Withdraw")

        assert "## A1 is withdrawn" in text_of(done)
        assert buttons_of(done) == ["Undo"]
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        assert PLEDGED not in text_of(brief).replace("\\", "")
        entry = room.bot.desk.database.audit(room.guild.id).read()[0]
        assert (entry.action, entry.user) == ("article.withdraw", room.manager.id)
        assert entry.detail["reason"] == "Retracted by its publisher"

    async def test_keeping_it_changes_nothing(self, room: Room) -> None:
        await add(room, STORY)

        kept = await room.press(room.manager, await withdraw(room), "Keep it")

        assert text_of(kept) == "Cancelled. A1 stays in the library."
        assert len(titles_in(room)) == 1

    async def test_undo_works_for_a_day(self, room: Room) -> None:
        await add(room, STORY)
        done = await room.press(room.manager, await withdraw(room), "Withdraw")
        room.clock.now += timedelta(hours=23, minutes=59)

        back = await room.press(room.manager, done, "Undo")

        assert "A1 is in the library again" in text_of(back)
        assert len(titles_in(room)) == 1
        assert log_of(room)[0] == "article.restore"

    async def test_after_a_day_undo_says_what_to_use(self, room: Room) -> None:
        await add(room, STORY)
        done = await room.press(room.manager, await withdraw(room), "Withdraw")
        room.clock.now += timedelta(hours=24, minutes=1)

        late = await press_in_vain(room, done, "Undo")

        assert "`/article restore` puts A1 back" in refusal_of(late)
        assert titles_in(room) == []

    async def test_a_second_card_says_that_it_is_withdrawn_already(self, room: Room) -> None:
        await add(room, STORY)
        one, two = await withdraw(room), await withdraw(room)
        await room.press(room.manager, one, "Withdraw")

        late = await press_in_vain(room, two, "Withdraw")

        assert "A1 is withdrawn already" in refusal_of(late)

    @pytest.mark.parametrize(
        "reason", ["x" * 80, "@everyone <@1> **", "Ретракция 撤回 😀" * 5, "\u200b"]
    )
    async def test_any_reason_travels_in_the_button(self, room: Room, reason: str) -> None:
        await add(room, STORY)

        card = await withdraw(room, reason=reason[:80])
        await room.press(room.manager, card, "Withdraw")

        assert stored(room).withdrawn_at is not None

    async def test_who_is_no_manager_cannot_press_or_ask(self, room: Room) -> None:
        await add(room, STORY)
        commands = await room.bot.tree.fetch_commands()
        [command] = [c for c in commands if c.name == "article"]
        room.guild.set_command_permissions(command, {room.reader: True})

        for name, more in (
            ("edit", {}),
            ("show", {}),
            ("withdraw", {"reason": "x"}),
            ("restore", {}),
        ):
            answer = await room.ask(room.reader, f"article {name}", article="A1", **more)
            assert "Only members with **Manage Server**" in text_of(answer)
            assert answer.ephemeral
            simcord.assert_error(room.env, Exception)
        offered = await room.reader.autocomplete(room.channel, "article edit", "article", "")
        assert offered == []
        assert len(titles_in(room)) == 1


class TestRestoring:
    async def test_puts_it_back_into_briefs(self, room: Room) -> None:
        await add(room, STORY)
        await room.press(room.manager, await withdraw(room), "Withdraw")
        room.clock.now += timedelta(days=400)

        answer = await room.ask(room.manager, "article restore", article="A1")

        assert "A1 is in the library again" in text_of(answer)
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        assert PLEDGED in text_of(brief).replace("\\", "")

    async def test_only_withdrawn_articles_are_offered(self, room: Room) -> None:
        await add(room, STORY)
        await add(room, STORY.replace("Sark", "Herm"))
        await room.press(room.manager, await withdraw(room), "Withdraw")

        gone = await room.manager.autocomplete(room.channel, "article restore", "article", "")
        there = await room.manager.autocomplete(room.channel, "article withdraw", "article", "herm")

        assert [(c["name"], c["value"]) for c in gone] == [
            ("A1 Ruritania pledges food aid to Sark", "A1")
        ]
        assert [c["value"] for c in there] == ["A2"]

    async def test_an_article_that_is_there_needs_no_restoring(self, room: Room) -> None:
        await add(room, STORY)

        answer = await room.ask(room.manager, "article restore", article="A1")

        assert "nothing to restore" in text_of(answer)

    async def test_one_whose_text_was_added_again_is_refused(self, room: Room) -> None:
        await add(room, STORY)
        await room.press(room.manager, await withdraw(room), "Withdraw")
        await add(room, STORY)

        answer = await room.ask(room.manager, "article restore", article="A1")

        assert "already in the library as A2" in refusal_of(answer)
        simcord.assert_error(room.env, Refused)
