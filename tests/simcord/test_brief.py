"""/brief as a person meets it: the stories of the product, on the five seed articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import simcord

from bot.pages.budget import size_of_components
from config.settings import Settings
from summaries.corpus import load_folder
from summaries.store.packed import pack_text, unpack_text
from tests.simcord.conftest import Room, buttons_of, text_of

SEEDS = Path(__file__).parents[2] / "seeds"


async def test_a_topic_brief_holds_what_was_pledged_word_for_word_and_cited(room: Room) -> None:
    answer = await room.ask(room.reader, "brief", about="aid-pledges")

    text = text_of(answer)
    assert not answer.ephemeral
    assert text.startswith("## Brief: Aid pledges\n")
    assert "$4 billion in development aid, $310 million for humanitarian relief" in text
    assert "half a million Coronavirus vaccines to Guatemala along with $26 million" in text
    assert "pledged aid in return for commitments" in text
    assert (
        "stakeholders in the Northern Triangle countries. She also announced an additional $310m"
        in text
    )
    assert "$2 trillion" not in text
    assert "[1] A1 Washington Examiner (named in its text)" in text


async def test_every_sentence_can_be_found_in_its_article(room: Room) -> None:
    answer = await room.ask(room.reader, "brief", about="border-numbers")

    corpus = "\n".join(a.text for a in load_folder(SEEDS).articles)
    sentences = text_of(answer).split("**Figures**")[0]
    shown = [line for line in sentences.splitlines() if line.startswith(("> ", "- "))]
    assert len(shown) >= 4
    for line in shown:
        words = line[2:].rsplit(" [", 1)[0]
        assert words.replace("\\", "") in corpus


async def test_it_is_acknowledged_before_it_is_made_and_pings_nobody(room: Room) -> None:
    await room.ask(room.reader, "brief", about="aid-pledges")

    callbacks = [e for e in room.env.http_requests if e.path.endswith("/callback")]
    edits = [e for e in room.env.http_requests if e.method == "PATCH" and "messages" in e.path]
    assert [(e.json or {}).get("type") for e in callbacks] == [5]
    assert edits
    assert all((e.json or {})["allowed_mentions"] == {"parse": []} for e in edits)


async def test_the_bottom_line_is_on_a_phones_first_screen(room: Room) -> None:
    for topic in ("aid-pledges", "border-numbers", "diplomatic-reactions"):
        answer = await room.ask(room.reader, "brief", about=topic)
        text = text_of(answer)
        assert text.index("> ") < 350
        assert len(text) <= 2_000
        assert size_of_components(answer.components).within(2_000)
        assert all(len(label) <= 20 for label in buttons_of(answer))
        assert len(buttons_of(answer)) <= 5


async def test_a_private_brief_is_seen_by_its_reader_alone(room: Room) -> None:
    answer = await room.ask(room.reader, "brief", about="A2", private=True)

    assert answer.ephemeral
    assert "What Can We Expect From VP Kamala Harris’ Visit" in text_of(answer)


async def test_nothing_typed_is_an_overview_with_two_sentences_a_topic(room: Room) -> None:
    answer = await room.ask(room.reader, "brief")

    text = text_of(answer)
    assert "last 24 hours" in text
    sections = text.split("### ")[1:]
    assert [s.splitlines()[0] for s in sections] == [
        "Aid pledges",
        "Border numbers",
        "Diplomatic reactions",
    ]
    sentences = text.split("**Ledger**")[0]
    shown = [line for line in sentences.splitlines() if line.startswith("- ")]
    assert len(shown) == len(set(shown)) <= 6


async def test_a_day_without_articles_shows_the_newest_and_says_so(room: Room) -> None:
    await room.ask(room.reader, "brief", about="aid-pledges")  # fills the library
    room.clock.now = room.clock.now.replace(month=7)

    answer = await room.ask(room.reader, "brief")

    assert "no article in the last 24 hours; these are the newest" in text_of(answer)


async def test_a_window_without_articles_is_said_and_nothing_is_forced(room: Room) -> None:
    await room.ask(room.reader, "brief", about="aid-pledges")
    room.clock.now = room.clock.now.replace(month=7)

    answer = await room.ask(room.reader, "brief", about="aid-pledges", since="7d")

    assert "No article in this window" in text_of(answer)
    assert buttons_of(answer) == []


async def test_words_that_nothing_answers_give_no_forced_brief(room: Room) -> None:
    answer = await room.ask(room.reader, "brief", about="zebra stripes")

    assert "**No sentence matches**" in text_of(answer)


class TestAMistypedTopic:
    """Story 3."""

    async def test_is_answered_privately_with_what_was_typed_and_meant(self, room: Room) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pleges")

        assert answer.ephemeral
        assert text_of(answer) == "No topic called **aid-pleges**. Did you mean **aid-pledges**?"
        assert buttons_of(answer) == ["aid-pledges", "Search instead"]

    async def test_one_press_gives_the_brief_that_was_meant(self, room: Room) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pleges", length="short")

        brief = await room.press(room.reader, answer, "aid-pledges")

        assert text_of(brief).startswith("## Brief: Aid pledges")
        assert not brief.ephemeral

    async def test_search_instead_looks_for_the_word_itself(self, room: Room) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pleges", private=True)

        found = await room.press(room.reader, answer, "Search instead")

        assert found.ephemeral
        assert "Brief: “aid-pleges”" in text_of(found)


class TestTheButtons:
    """Stories 2 and 11; each answer is private, and each works after a restart."""

    async def test_in_context_shows_the_sentence_in_bold_between_its_neighbours(
        self, room: Room
    ) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pledges")

        context = await room.press(room.manager, answer, "In context")

        text = text_of(context)
        assert context.ephemeral
        assert "**The White House has also committed coronavirus vaccines" in text
        assert "Another tactic is clamping down on criminal organizations" in text
        assert "Harris has said “injustice is a root cause of migration,”" in text

    async def test_next_turns_to_the_second_sentence(self, room: Room) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pledges")
        context = await room.press(room.reader, answer, "In context")

        turned = await room.press(room.reader, context, "Next")

        assert "[2]" in text_of(turned)
        assert "2 of" in text_of(turned)

    async def test_why_these_shows_scores_and_what_was_kept_out(self, room: Room) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pledges")

        why = await room.press(room.reader, answer, "Why these")

        text = text_of(why)
        assert why.ephemeral
        assert "aid +3" in text
        assert "help (aid)" in text
        assert buttons_of(why) == ["Previous", "Next", "Why not…"]
        last = await room.press(room.reader, why, "Next")
        last = await room.press(room.reader, last, "Next")
        assert "kept out by: stimulus, infrastructure package" in text_of(last)

    async def test_export_gives_a_text_file_with_the_same_words(self, room: Room) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pledges")

        export = await room.press(room.reader, answer, "Export")

        file = export.attachments[0]
        written = (await file.read()).decode()
        assert file.filename == "aid-pledges.txt"
        assert "She also announced an additional $310m in US aid to Central America." in written

    async def test_more_shows_what_the_first_message_left_out(self, room: Room) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pledges")

        more = await room.press(room.reader, answer, "More")

        assert more.ephemeral
        assert "increase relief to the region" in text_of(more)
        assert "$4 billion" not in text_of(more)

    async def test_all_of_them_work_next_month_on_a_restarted_bot(self, room: Room) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pledges")
        message = answer.message
        room.clock.now = room.clock.now.replace(month=7)

        await room.restart()

        for label in ("In context", "Why these", "Export", "More"):
            pressed = await room.press(room.reader, message, label)
            assert pressed.ephemeral, label
            assert "Something broke" not in text_of(pressed), label

    async def test_an_old_button_survives_many_newer_messages(self, room: Room) -> None:
        first = await room.ask(room.reader, "brief", about="aid-pledges")
        for about in ("A1", "A2", "border-numbers"):
            later = await room.ask(room.reader, "brief", about=about)
            context = await room.press(room.reader, later, "In context")
            await room.press(room.reader, context, "Next")

        pressed = await room.press(room.reader, first, "In context")

        assert "$4 billion" in text_of(pressed)

    async def test_a_withdrawn_article_is_said_and_not_shown_again(self, room: Room) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pledges")
        library = room.bot.desk.database.library(room.guild.id)
        library.withdraw("A1", by=room.manager.id)

        pressed = await room.press(room.reader, answer, "In context")

        assert "A1 was withdrawn" in text_of(pressed)

    async def test_words_that_were_changed_in_the_store_are_never_shown(
        self, room: Room, settings: Settings
    ) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pledges")
        message = answer.message
        with closing(sqlite3.connect(settings.data_dir / "pullquote.sqlite3")) as file, file:
            for row, text in file.execute("SELECT rowid, text FROM articles").fetchall():
                forged = pack_text(unpack_text(text).replace("$4 billion", "$9 billion"))
                file.execute("UPDATE articles SET text = ? WHERE rowid = ?", (forged, row))
        await room.restart()

        pressed = await room.press(room.reader, message, "In context")

        assert "The stored text behind this brief has changed" in text_of(pressed)
        assert "$9 billion" not in text_of(pressed)


async def test_choosing_while_typing_offers_topics_then_articles_then_a_search(room: Room) -> None:
    choices = await room.reader.autocomplete(room.channel, "brief", "about", "mexico")

    names = [c["name"] for c in choices]
    assert names[0].startswith("A1 Migration surge")
    assert names[-1] == "Search the corpus for “mexico”"
    assert len(choices) <= 25
    assert all(len(c["name"]) <= 100 and len(c["value"]) <= 100 for c in choices)


async def test_a_reader_in_spanish_sees_spanish_labels_and_untranslated_sentences(
    room: Room, in_spanish: Callable[[], None]
) -> None:
    in_spanish()

    answer = await room.ask(room.reader, "brief", about="aid-pledges")

    text = text_of(answer)
    assert text.startswith("## Informe: Promesas de ayuda")
    assert "**Lo esencial**" in text
    assert text.count("el bot no traduce") == 1
    assert "She also announced an additional $310m in US aid" in text


async def test_a_failure_gives_a_reference_and_changes_nothing(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(room.bot.desk, "made", broken)

    answer = await room.ask(room.reader, "brief", about="aid-pledges")

    private = answer
    assert "Something broke on my side. Reference `" in text_of(private)
    reference = text_of(private).split("`")[1]
    assert f"Reference {reference}" in caplog.text
    simcord.assert_error(room.env, RuntimeError, contains="boom")


async def test_one_servers_briefs_are_not_opened_in_another(room: Room) -> None:
    await room.ask(room.reader, "brief", about="aid-pledges")
    stored = room.bot.desk.database.briefs(room.guild.id)
    other = room.env.create_guild("Elsewhere")

    brief_id = stored.save(kind="topic", about="x", payload={})

    assert room.bot.desk.database.briefs(other.id).get(brief_id) is None


class TestAnEmptyLibrary:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"starter_corpus": None})

    async def test_is_said_with_what_to_do(self, room: Room) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pledges")

        assert "The library is empty" in text_of(answer)
        assert "/article add" in text_of(answer)

    async def test_offers_only_topics_and_a_search_while_typing(self, room: Room) -> None:
        choices = await room.reader.autocomplete(room.channel, "brief", "about", "")

        assert [c["value"] for c in choices] == [
            "aid-pledges",
            "border-numbers",
            "diplomatic-reactions",
        ]


class TestThirtyArticles:
    @pytest.fixture
    def settings(self, settings: Settings, tmp_path: Path) -> Settings:
        folder = tmp_path / "corpus"
        folder.mkdir()
        for n in range(30):
            body = (
                f"Officials in town {n} pledged {n}00 tonnes of food aid to the region on day {n}."
            )
            (folder / f"{n:02}.txt").write_text(
                f"Town {n} pledges food\n\n{body}\n\n{body} Again {n}.\n"
            )
        return settings.model_copy(update={"starter_corpus": folder})

    async def test_give_twenty_five_choices_and_the_search_last(self, room: Room) -> None:
        choices = await room.reader.autocomplete(room.channel, "brief", "about", "town")

        assert len(choices) == 25
        assert choices[-1]["name"] == "Search the corpus for “town”"


@pytest.mark.parametrize(
    "typed",
    [
        "@everyone",
        "`code` **bold** [x](https://example.org)",
        "x" * 200,
        "السلام عليكم",
        "'; drop table articles; --",
        "<@123> <#456> </brief:1>",
    ],
)
async def test_hostile_words_are_searched_for_and_never_act(room: Room, typed: str) -> None:
    answer = await room.ask(room.reader, "brief", about=typed)

    assert "Something broke" not in text_of(answer)
    for request in room.env.http_requests:
        if request.json and "allowed_mentions" in request.json:
            assert request.json["allowed_mentions"] == {"parse": []}


async def test_about_says_what_is_stored_and_counts_what_was_shown(room: Room) -> None:
    await room.ask(room.reader, "brief", about="aid-pledges")

    answer = await room.ask(room.reader, "about")

    text = text_of(answer)
    assert answer.ephemeral
    assert "6 sentences shown, 6 verified" in text
    assert "5 articles in this server’s library, 3 topics" in text
    assert "read no messages" in text


async def test_commands_are_told_to_discord_once_until_they_change(room: Room) -> None:
    def syncs() -> int:
        return sum(
            e.method == "PUT" and e.path.endswith("/commands") for e in room.env.http_requests
        )

    before = syncs()
    await room.restart()

    assert before == 1
    assert syncs() == 1
