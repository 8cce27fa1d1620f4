"""/topic as managers meet it: rules that are tried before they are saved, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord

from bot.access import ManagersOnly
from bot.buttons.topic_buttons import SaveTopic
from bot.buttons.topic_list import DeleteTopic
from bot.errors import Refused
from bot.pages.budget import size_of_components
from config import TOPICS_FOLDER
from summaries.ingest.scoring import rule_key
from summaries.store import How
from summaries.topics import load_topics, parse_topic
from tests.simcord.articles import ENGLISH, draft_ids, posted
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.conftest import _payload as parts_of

BORDER = {"name": "Frontier", "words": "+3: border, ~migrant", "threshold": "3"}
FLOODS = b'name = "floods"\nthreshold = 3\n[title]\nen = "Floods"\n[words]\n"flood*" = 3\n'
SHIPPED = load_topics(TOPICS_FOLDER)


async def tried(room: Room, **options: str) -> simcord.ResponseMessage:
    """Let the manager try a change out; return the page."""
    return await room.ask(room.manager, "topic test", **options)


async def send_form(
    room: Room, who: simcord.MemberActor, shown: simcord.InteractionResult, **typed: str
) -> simcord.ResponseMessage:
    """Let somebody send the form off; return the page, or what is wrong."""
    assert shown.modal is not None
    result = await who.submit_modal(shown, typed)
    assert result.response is not None
    return result.response


async def created(room: Room, **typed: str) -> simcord.ResponseMessage:
    """Let the manager fill in an empty form; return the page, or what is wrong."""
    shown = await room.manager.slash(room.channel, "topic create")
    return await send_form(room, room.manager, shown, **{**BORDER, **typed})


async def second_admin(room: Room) -> simcord.MemberActor:
    roles = [room.guild.create_role("Chiefs", permissions=discord.Permissions(manage_guild=True))]
    other = room.guild.add_member(room.env.create_user("chief"), roles=roles)
    await room.env.settle()
    return other


async def refused(room: Room, command: str, **options: Any) -> str:
    """Let the manager ask for what can't be done; return what is said, which is private."""
    answer = await room.ask(room.manager, command, **options)
    simcord.assert_error(room.env, Refused)
    assert answer.ephemeral
    assert buttons_of(answer) == []
    return text_of(answer)


async def look(room: Room, page: Any, section: str) -> simcord.ResponseMessage:
    """Choose what to look at."""
    return await choose(room, page, "Look at …", section)


async def choose(room: Room, page: Any, list_: str, label: str) -> simcord.ResponseMessage:
    """Choose an entry of a list below a page, by the start of its label."""
    [menu] = [part for part in parts_of(page) if part.get("placeholder") == list_]
    value = next(o["value"] for o in menu["options"] if o["label"].startswith(label))
    result = await room.manager.select(page, [value], custom_id=menu["custom_id"])
    said = result.followups[-1] if result.followups else result.response
    assert said is not None
    return said


def own(room: Room, name: str) -> list[tuple[int, str]]:
    history = room.bot.desk.database.topics(room.guild.id).history(name)
    return [(one.version, one.how.value) for one in reversed(history)]


def names(room: Room) -> list[str]:
    return [topic.name for topic in room.bot.desk.topics_of(room.guild.id)]


class TestADraft:
    """What story 8 leaves open (`test_stories.py` has the rest)."""

    async def test_nor_is_a_topic_that_was_deleted_meanwhile_brought_back_unawares(
        self, room: Room
    ) -> None:
        await room.press(room.manager, await created(room), "Save")
        page = await tried(room, name="frontier", threshold="1")
        card = await room.ask(room.manager, "topic delete", name="frontier")
        await room.press(room.manager, card, "Delete")

        told = await room.press(room.manager, page, "Save")

        assert f"**Not saved.** <@{room.manager.id}> deleted this topic" in text_of(told)
        assert "frontier" not in names(room)

    async def test_a_restart_in_the_middle_of_a_draft_loses_nothing(self, room: Room) -> None:
        page = await tried(room, name="aid-pledges", exclude="vaccin*")
        message = page.message
        await room.restart()

        shown = await look(room, message, "Would be lost")
        assert "half a million Coronavirus vaccines" in text_of(shown)
        saved = await room.press(room.manager, message, "Save")

        assert "is saved as version 3" in text_of(saved)

    async def test_in_spanish(self, room: Room, in_spanish: Callable[[], None]) -> None:
        in_spanish()
        page = await tried(room, name="aid-pledges", exclude="vaccin*")

        assert text_of(page).startswith("## Tema: Promesas de ayuda")
        assert "**Se perderían 2 frases**" in text_of(page)
        assert buttons_of(page) == ["Guardar", "Volver a editar", "Descartar"]
        wrong = await refused(room, "topic test", name="aid-pledges", add="aid NEAR/")
        assert wrong == (
            "Palabras, línea 1: «aid NEAR/»: «NEAR/» necesita un número de palabras de 1 a 50, "
            "como NEAR/5."
        )

    async def test_a_bad_file_is_refused_in_spanish(
        self, room: Room, in_spanish: Callable[[], None]
    ) -> None:
        in_spanish()
        for data, said in (
            (FLOODS.replace(b'"flood*"', b'"fl*"'), "línea 6: «fl\\*»: escribe al menos tres"),
            (FLOODS.replace(b"= 3\n[t", b"= many\n[t"), "línea 2: esto no está escrito como TOML"),
            (b'name = "x"\nthreshold = 101\nwords = {aid = 1}', "«threshold» debe ser un número"),
        ):
            answer = await refused(room, "topic import", file=("malo.toml", data))
            assert answer.startswith("malo.toml, línea ")
            assert said in answer


class TestTheWorkbench:
    async def test_is_looked_at_part_by_part(self, room: Room) -> None:
        page = await tried(room, name="aid-pledges", exclude="vaccin*", threshold="6")
        assert "**6: 6**" in text_of(page)

        matched = await look(room, page, "Match")
        assert "6 sentences · page 1 of 2" in text_of(matched)
        assert buttons_of(matched) == ["Previous", "Next", "Save", "Edit again", "Discard"]
        turned = await room.press(room.manager, page, "Next")
        assert "page 2 of 2" in text_of(turned)
        missed = await look(room, page, "Just missed")
        assert "short by 1" in text_of(missed)
        kept_out = await look(room, page, "Kept out")
        assert "kept out by: vaccin\\* (vaccines)" in text_of(kept_out)
        words = await look(room, page, "Words")
        assert "- **commit\\*** +2: in 8 sentences, of which 2 match (+16)" in text_of(words)
        for shown in (page, matched, turned, missed, kept_out, words):
            assert size_of_components(shown.components).within()

    async def test_more_like_this_proposes_weights_that_are_taken_or_left(self, room: Room) -> None:
        page = await tried(room, name="aid-pledges", threshold="6")
        missed = await look(room, page, "Just missed")

        proposed = await choose(room, missed, "More or less like a sentence", "More like this")

        text = text_of(proposed)
        assert text.startswith("## Change these weights?\n**Weights:** ")
        assert " → +" in text
        assert "Sentences that match: 8 → " in text
        assert "The sentence is then where you want it." in text
        assert buttons_of(proposed) == ["Accept", "Leave as it is"]
        left = await room.press(room.manager, proposed, "Leave as it is")
        assert "**8 match**" in text_of(left)
        assert "**Words**" not in text_of(left)

        missed = await look(room, left, "Just missed")
        proposed = await choose(room, missed, "More or less like a sentence", "More like this")
        taken = await room.press(room.manager, proposed, "Accept")
        assert "**Changed against version 2**\n**Words** " in text_of(taken)
        assert own(room, "aid-pledges") == []

    async def test_less_like_this_lowers_weights(self, room: Room) -> None:
        page = await tried(room, name="aid-pledges", threshold="6")
        matched = await look(room, page, "Match")

        proposed = await choose(room, matched, "More or less like a sentence", "Less like this")

        assert "**Weights:** " in text_of(proposed)
        assert "lost)." in text_of(proposed)

    async def test_where_weights_can_not_help_that_is_said(self, room: Room) -> None:
        page = await tried(room, name="aid-pledges", exclude="vaccin*")
        kept_out = await look(room, page, "Kept out")

        said = await choose(room, kept_out, "More or less like a sentence", "More like this")

        assert said.ephemeral
        assert text_of(said).startswith("An excluded word keeps it out")

    async def test_a_rule_that_says_nothing_new_is_not_saved(self, room: Room) -> None:
        page = await tried(room, name="aid-pledges")
        assert "The same sentences match as in version 2." in text_of(page)

        result = await room.manager.click(page, label="Save")

        assert text_of(result.followups[-1]).startswith("Nothing differs from version 2")
        assert own(room, "aid-pledges") == []

    async def test_a_discarded_draft_is_gone(self, room: Room) -> None:
        page = await tried(room, name="aid-pledges", exclude="vaccin*")
        [draft] = draft_ids(room)
        stale = await posted(room, [SaveTopic(draft, ENGLISH)])

        gone = await room.press(room.manager, page, "Discard")

        assert text_of(gone) == "Discarded. Nothing was saved."
        assert draft_ids(room) == []
        again = await room.manager.click(stale, label="Save")
        assert "This draft was saved or discarded before" in text_of(again.followups[-1])

    async def test_rules_that_are_hardly_meant_are_warned_of(self, room: Room) -> None:
        nothing = await created(room, name="Volcanoes", words="volcano +3")
        assert "**Note:** No sentence of these articles matches." in text_of(nothing)
        assert "1 of 1 words is in no sentence: volcano" in text_of(nothing)
        much = await created(room, name="All", words="the, of, a, to", threshold="1")
        assert "% of all sentences match, which is hardly one subject." in text_of(much)
        high = await created(room, name="High", words="border", threshold="9")
        assert "No sentence can score 9: all words together are worth 1." in text_of(high)

    async def test_a_large_library_is_tried_in_part_and_that_is_said(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.shelves.SMALL", 3)
        monkeypatch.setattr("bot.workbench.SAMPLE", 2)

        page = await tried(room, name="aid-pledges", exclude="vaccin*")

        assert "Tried on the newest 2 of 5 articles" in text_of(page)
        await room.press(room.manager, page, "Save")
        await room.bot.scoring.tick()
        scores = room.bot.desk.database.scores(room.guild.id)
        for rule in room.bot.desk.topics.rules(room.guild.id):
            assert scores.count_unscored(rule) == 0
        brief = text_of(await room.ask(room.reader, "brief", about="aid-pledges"))
        assert "half a million Coronavirus vaccines" not in brief
        [old] = [rule_key(topic) for topic in SHIPPED if topic.name == "aid-pledges"]
        assert scores.count_unscored(old) == 5

        await room.ask(room.manager, "topic undo", name="aid-pledges")

        brief = text_of(await room.ask(room.reader, "brief", about="aid-pledges"))
        assert "half a million Coronavirus vaccines" in brief


class TestTheForm:
    async def test_makes_a_topic_that_is_there_once_it_is_saved(self, room: Room) -> None:
        page = await created(room)
        assert text_of(page).startswith("## Topic: Frontier")
        assert "\n**Match**\n**1.** " in text_of(page)
        assert "frontier" not in names(room)

        await room.press(room.manager, page, "Save")

        assert names(room)[-1] == "frontier"
        brief = await room.ask(room.reader, "brief", about="frontier")
        assert "border" in text_of(brief)
        assert "frontier v1" in text_of(brief)

    async def test_a_mistake_is_named_with_its_place_and_nothing_typed_is_lost(
        self, room: Room
    ) -> None:
        said = await created(room, words="border\nmigrant*\naid NEAR/")
        assert said.ephemeral
        assert text_of(said).startswith(
            "Words, line 3: “aid NEAR/”: “NEAR/” needs a number of words from 1 to 50"
        )
        assert buttons_of(said) == ["Edit again", "Discard"]
        await room.restart()

        shown = await room.manager.click(said.message, label="Edit again")
        assert shown.modal is not None
        boxes = {part["component"]["custom_id"]: part["component"].get("value")
                 for part in shown.modal["components"]}  # fmt: skip
        assert boxes["words"] == "border\nmigrant*\naid NEAR/"
        page = await send_form(room, room.manager, shown, **BORDER)

        assert text_of(page).startswith("## Topic: Frontier")

    async def test_a_new_topic_can_be_called_otherwise_until_it_is_saved(self, room: Room) -> None:
        page = await created(room, name="Frontir")
        shown = await room.manager.click(page, label="Edit again")
        page = await send_form(room, room.manager, shown, **BORDER)
        await room.press(room.manager, page, "Save")
        assert names(room)[-1] == "frontier"
        card = await room.ask(room.manager, "topic delete", name="frontier")
        await room.press(room.manager, card, "Delete")

        again = await room.press(room.manager, await created(room), "Save")

        assert text_of(again).startswith("**frontier** is saved as version 3.")
        assert own(room, "frontier") == [(1, "create"), (2, "delete"), (3, "create")]

    async def test_edits_a_shipped_topic_into_a_copy_of_the_servers_own(self, room: Room) -> None:
        shown = await room.manager.slash(room.channel, "topic edit", name="aid")
        assert shown.modal is not None
        boxes = {part["component"]["custom_id"]: part["component"].get("value")
                 for part in shown.modal["components"]}  # fmt: skip
        assert boxes["words"].startswith("+3: aid, assistance, relief, pledg*")
        assert boxes["required"].startswith("help: aid, assistance")
        page = await send_form(room, room.manager, shown, **{**boxes, "threshold": "5"})
        await room.press(room.manager, page, "Save")

        topic = next(t for t in room.bot.desk.topics_of(room.guild.id) if t.name == "aid-pledges")
        assert (topic.threshold, topic.version) == (5, 3)
        assert topic.words == SHIPPED[0].words
        assert (topic.aliases, topic.titles) == (SHIPPED[0].aliases, SHIPPED[0].titles)
        assert room.bot.desk.topics_of(room.guild.id + 1) == SHIPPED

    async def test_a_name_that_another_topic_has_is_refused(self, room: Room) -> None:
        there = await created(room, name="Aid pledges")
        assert text_of(there).startswith("There is a topic **aid-pledges** already")
        alias = await created(room, name="Ayuda")
        assert text_of(alias).startswith("The name “ayuda” belongs to **aid-pledges** already")

    async def test_hostile_names_and_words_do_nothing_but_stand_there(self, room: Room) -> None:
        page = await created(
            room, name="@everyone **x** <@1>", words="border +3", required="||a||: border"
        )
        assert "## Topic: \\@everyone \\*\\*x\\*\\* \\<\\@1>" in text_of(page)
        await room.press(room.manager, page, "Save")

        listed = text_of(await room.ask(room.manager, "topic list"))
        assert "\\@everyone \\*\\*x\\*\\* \\<\\@1>" in listed
        shown = text_of(await room.ask(room.manager, "topic show", name="everyone-x-1"))
        assert "- \\|\\|a\\|\\|: border" in shown
        assert "@everyone" not in listed.replace("\\@everyone", "")
        foreign = await created(room, name="洪水")
        assert text_of(foreign).startswith("Name: a name needs some letters from a to z")

    async def test_boxes_full_of_words_are_taken_or_refused_in_one_sentence(
        self, room: Room
    ) -> None:
        many = ", ".join(f"word{n:03}" for n in range(300))
        assert len(many) < 4_000
        page = await created(room, words=many, required=f"a: {many}", excluded=many)
        assert size_of_components(page.components).within()
        words = await look(room, page, "Words")
        assert size_of_components(words.components).within()
        await room.press(room.manager, page, "Save")
        shown = await room.ask(room.manager, "topic show", name="frontier")
        assert size_of_components(shown.components).within()
        assert "more" in text_of(shown)

        over = await created(room, name="Over", words=f"{many}, one, more"[:4_000])
        assert text_of(over).startswith("Words, line 1: there are more than 300 words")
        long = await created(room, name="Long", words="x" * 4_000)
        assert "is longer than 80 characters" in text_of(long)
        junk = await created(room, name="Junk", words="`|*@<" * 800)
        assert size_of_components(junk.components).within()
        assert buttons_of(junk) == ["Edit again", "Discard"]


class TestUndoAndDelete:
    async def saved(self, room: Room, **options: str) -> None:
        page = await tried(room, **options)
        await room.press(room.manager, page, "Save")

    async def test_undo_goes_back_to_the_version_before_and_then_to_the_shipped_one(
        self, room: Room
    ) -> None:
        await self.saved(room, name="aid-pledges", threshold="5")
        await self.saved(room, name="aid-pledges", threshold="6")

        once = await room.ask(room.manager, "topic undo", name="aid-pledges")
        assert text_of(once) == (
            "**aid-pledges** says again what version 3 said; it is version 5 now."
        )
        twice = await room.ask(room.manager, "topic undo", name="aid-pledges")
        assert text_of(twice) == "**aid-pledges** is as shipped again."
        assert room.bot.desk.topics_of(room.guild.id) == SHIPPED
        again = await refused(room, "topic undo", name="aid-pledges")
        assert again.startswith("There is no version before this one of **aid-pledges**")

    async def test_a_topic_is_deleted_in_two_steps_and_can_be_brought_back(
        self, room: Room
    ) -> None:
        await room.press(room.manager, await created(room), "Save")

        card = await room.ask(room.manager, "topic delete", name="frontier")
        assert text_of(card).startswith("## Delete Frontier?")
        kept = await room.press(room.manager, card, "Keep it")
        assert text_of(kept) == "**frontier** stays as it is."
        card = await room.ask(room.manager, "topic delete", name="frontier")
        done = await room.press(room.manager, card, "Delete")

        assert text_of(done).startswith("**frontier** is deleted.")
        assert "frontier" not in names(room)
        back = await room.ask(room.manager, "topic undo", name="frontier")
        assert "says again what version 1 said; it is version 3 now" in text_of(back)
        assert names(room)[-1] == "frontier"
        log = text_of(await room.ask(room.manager, "audit"))
        for line in (
            "made the topic frontier",
            "deleted the topic frontier",
            "took the last change",
        ):
            assert line in log

    async def test_a_shipped_topic_can_not_be_deleted_but_a_copy_of_it_can(
        self, room: Room
    ) -> None:
        said = await refused(room, "topic delete", name="aid-pledges")
        assert "is shipped with the bot and was not changed here" in said
        await self.saved(room, name="aid-pledges", threshold="5")

        card = await room.ask(room.manager, "topic delete", name="aid-pledges")
        done = await room.press(room.manager, card, "Delete")

        assert text_of(done).startswith("**aid-pledges** is as shipped again.")
        assert room.bot.desk.topics_of(room.guild.id) == SHIPPED

    async def test_what_was_changed_after_the_question_is_not_deleted(self, room: Room) -> None:
        await self.saved(room, name="aid-pledges", threshold="5")
        card = await room.ask(room.manager, "topic delete", name="aid-pledges")
        await self.saved(room, name="aid-pledges", threshold="6")

        result = await room.manager.click(card, label="Delete")

        assert result.response is not None
        assert "saved version 4" in text_of(result.response)
        assert own(room, "aid-pledges") == [(3, "edit"), (4, "edit")]


class TestFiles:
    async def test_a_topic_comes_out_as_a_file_and_goes_in_again(self, room: Room) -> None:
        answer = await room.ask(room.manager, "topic export", name="aid-pledges")
        [file] = answer.attachments
        assert file.filename == "aid-pledges.toml"

        page = await room.ask(room.manager, "topic import", file=("floods.toml", FLOODS))
        assert text_of(page).startswith("## Topic: Floods")
        assert "floods" not in names(room)
        await room.press(room.manager, page, "Save")

        assert own(room, "floods") == [(1, "import")]
        log = text_of(await room.ask(room.manager, "audit"))
        assert "read the topic floods from a file (version 1)" in log

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "bad.toml: "),
            (b"\xff\xfe", "The file is not UTF-8 text"),
            (b"x" * 65_000, "The file is over 64 kB"),
            (
                b'name = "x"\nthreshold = 1\n[words]\n"aid NEAR/" = 1',
                "bad.toml, line 4: “aid NEAR/”",
            ),
            (b'name = "X Y"\n', "bad.toml, line 1: "),
            (b"a = " + b"[" * 9_000, "bad.toml: "),
            (FLOODS.replace(b"floods", b"ayuda"), "The name “ayuda” belongs to **aid-pledges**"),
        ],
    )
    async def test_a_bad_file_is_refused_with_the_place_that_is_wrong(
        self, room: Room, data: bytes, said: str
    ) -> None:
        answer = await refused(room, "topic import", file=("bad.toml", data))

        assert answer.startswith(said)
        assert draft_ids(room) == []


class TestWhoMay:
    @pytest.fixture(autouse=True)
    async def shown_to_all(self, room: Room) -> None:
        commands = await room.bot.tree.fetch_commands()
        command = next(c for c in commands if c.name == "topic")
        room.guild.set_command_permissions(command, {room.reader: True})

    @pytest.mark.parametrize(
        "command",
        ["list", "create", "show", "edit", "test", "undo", "delete", "export"],
    )
    async def test_only_managers_use_any_of_it(self, room: Room, command: str) -> None:
        options = {} if command in {"list", "create"} else {"name": "aid-pledges"}

        result = await room.reader.slash(room.channel, f"topic {command}", **options)

        assert result.response is not None
        assert "Only members with **Manage Server**" in text_of(result.response)
        simcord.assert_error(room.env, ManagersOnly)

    async def test_nor_its_buttons(self, room: Room) -> None:
        await tried(room, name="aid-pledges", exclude="vaccin*")
        [draft] = draft_ids(room)
        buttons = [SaveTopic(draft, ENGLISH), DeleteTopic("aid-pledges", 3, ENGLISH)]
        public = await posted(room, buttons)

        for label in ("Save", "Delete"):
            result = await room.reader.click(public, label=label)
            assert "Only members with **Manage Server**" in text_of(result.response)
        assert own(room, "aid-pledges") == []

    async def test_names_are_offered_to_managers_alone(self, room: Room) -> None:
        offered = await room.manager.autocomplete(room.channel, "topic show", "name", "aid")
        assert [choice["value"] for choice in offered] == ["aid-pledges"]
        assert not await room.reader.autocomplete(room.channel, "topic show", "name", "aid")

    async def test_a_topic_of_another_server_is_not_there(self, room: Room) -> None:
        topics = room.bot.desk.database.topics(room.guild.id + 1)
        topics.save("floods", FLOODS.decode(), by=1, seen=0, how=How.CREATE)

        answer = await refused(room, "topic show", name="floods")

        assert "No topic called **floods**" in answer
        assert "floods" not in text_of(await room.ask(room.manager, "topic list")).lower()
        brief = await room.ask(room.reader, "brief", about="floods")
        assert "floods v1" not in text_of(brief)
        assert parse_topic(FLOODS.decode(), "x").name == "floods"

    async def test_everything_is_gone_when_everything_is_deleted(self, room: Room) -> None:
        await room.press(room.manager, await created(room), "Save")

        await room.bot.upkeep.purge(room.guild.id)

        assert room.bot.desk.topics_of(room.guild.id) == SHIPPED


async def test_many_topics_are_listed_page_by_page(room: Room) -> None:
    topics = room.bot.desk.database.topics(room.guild.id)
    for n in range(40):
        rule = (
            FLOODS.decode().replace("floods", f"t{n:02}").replace("Floods", f"T{n:02} " + "*" * 56)
        )
        topics.save(f"t{n:02}", rule, by=room.manager.id, seen=0, how=How.CREATE)

    page = await room.ask(room.manager, "topic list")

    assert "43 topics · 40 of at most 40 made here · page 1 of 4" in text_of(page)
    turned = await room.press(room.manager, page, "Next")
    assert "page 2 of 4" in text_of(turned)
    full = await room.manager.click(await created(room), label="Save")
    assert "most it may" in text_of(full.followups[-1])
    assert "frontier" not in names(room)
