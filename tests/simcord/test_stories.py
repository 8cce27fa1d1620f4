"""The stories that Pullquote is judged by, each in its own words: one test, acted out as a person.

What a story does not say is tested in the other files here.
"""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import simcord
from simcord.components import walk_components

from bot.desk import Desk
from bot.digests import Dispatcher
from bot.labels import labels
from summaries.store import Database
from tests.simcord.articles import STORY, card_of, file_of, refusal_of
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.languages import Visit, clients_in
from tests.simcord.test_digest import (
    SEVEN,
    log_of,
    posted,
    schedule,
    sent_to,
    the_schedule,
    tick,
)
from tests.simcord.test_previews import choose, options_of, preview_in, previewed
from tests.simcord.test_topic import own, second_admin, tried
from tests.simcord.test_upkeep import with_audit_channel

SEEDS = Path(__file__).parents[2] / "seeds"
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class TestStory1:
    """`/brief about:aid-pledges` on the seeds."""

    async def test_acknowledged_in_under_3_s_holds_the_sentences_and_never_2_trillion(
        self, room: Room
    ) -> None:
        result = await room.reader.slash(room.channel, "brief", about="aid-pledges", length="long")

        assert result.acknowledged
        assert result.response is not None
        text = text_of(result.response)
        for words in (
            "$4 billion in development aid",
            "$310 million for humanitarian relief",
            "half a million Coronavirus vaccines",
            "along with $26 million",
            "pledged aid",
        ):
            assert words in text
        # "$310m" stands in a sentence that opens with "She": it comes with the one before it.
        assert re.search(
            r"Harris has since taken steps .* She also announced an additional \$310m in US aid",
            text,
        )
        assert "$2 trillion" not in text


class TestStory2:
    """*In context* on `[1]`."""

    async def test_private_the_sentence_in_bold_between_its_neighbours_still_works_after_a_restart_next_month(  # noqa: E501  # the story's own words
        self, room: Room
    ) -> None:
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        await room.restart()
        room.clock.now += timedelta(days=31)

        answer = await room.press(room.reader, brief, "In context")

        assert answer.ephemeral
        lines = text_of(answer).split("\n")
        [bold] = [n for n, line in enumerate(lines) if line.startswith("**The White House has")]
        assert lines[bold].endswith("in the region.**")
        assert lines[bold - 1]
        assert lines[bold + 1]


class TestStory3:
    """`/brief about:aid-pleges`."""

    async def test_no_topic_called_aid_pleges_did_you_mean_aid_pledges_private_with_a_button(
        self, room: Room
    ) -> None:
        answer = await room.ask(room.reader, "brief", about="aid-pleges")

        assert answer.ephemeral
        said = text_of(answer).replace("\\", "")
        assert said == "No topic called **aid-pleges**. Did you mean **aid-pledges**?"
        assert buttons_of(answer) == ["aid-pledges", "Search instead"]
        brief = await room.press(room.reader, answer, "aid-pledges")
        assert text_of(brief).startswith("## Brief: Aid pledges")


class TestStory4:
    """`/check` on the seeds."""

    async def test_lists_the_pairs_and_not_what_is_identical(self, room: Room) -> None:
        answer = await room.ask(room.reader, "check")

        text = text_of(answer)
        while "Next" in buttons_of(answer) and "secure our borders." not in text:
            answer = await room.press(room.reader, answer, "Next")
            text += text_of(answer)
        for one, other in (
            ("secure our border.", "secure our borders."),
            ("a longstanding partnership", "We have an agreement, a lasting agreement"),
            ("$310 million for humanitarian relief", "an additional $310m in US aid"),
        ):
            assert one in text
            assert other in text
        for line in text.split("\n"):
            assert len(re.findall("“root causes”", line)) < 2


class TestStory5:
    """The editor drops one sentence in the preview."""

    async def test_the_edition_posts_on_time_without_it_and_the_log_names_who_dropped_it_nobody_can_edit_words(  # noqa: E501  # the story's own words
        self, room: Room
    ) -> None:
        editors = await previewed(room, minutes=30)
        await tick(room, SEVEN - timedelta(minutes=30))
        preview = preview_in(room, editors)
        [value, label] = list(options_of(preview, "d").items())[1]
        words = label.partition("] ")[2].removesuffix(" …")
        assert words in text_of(preview).replace("\\", "")
        # There is nothing to type into: two buttons and a list.
        assert buttons_of(preview) == ["Approve", "Skip"]

        await choose(room, editors, "d", value)
        await tick(room, SEVEN)

        [edition] = posted(room)
        assert words not in text_of(edition).replace("\\", "")
        assert "late" not in text_of(edition).splitlines()[1]
        log = text_of(await room.ask(room.manager, "audit"))
        article = value.partition(".")[0]
        assert f"<@{room.manager.id}>: dropped a sentence of {article} from the edition" in log


class TestStory6:
    """`/article withdraw`."""

    async def test_corrections_within_60_s_the_article_is_gone_from_new_briefs_undo_for_24_h(
        self, room: Room
    ) -> None:
        await schedule(room)
        await tick(room, SEVEN)
        [edition] = posted(room)
        assert "A1" in text_of(edition)
        answer = await room.manager.slash(
            room.channel, "article withdraw", article="A1", reason="Retracted by its publisher"
        )
        await room.press(room.manager, answer.response, "Withdraw")

        await tick(room, room.clock.now + 60 * SECOND)

        [_, correction] = posted(room)
        said = text_of(correction)
        assert said.startswith("## Correction\n**A1** “")
        assert f"/{room.channel.id}/{edition.id}" in said
        brief = await room.ask(room.reader, "brief", about="all", length="long")
        assert "A1" not in text_of(brief)
        room.clock.now += timedelta(hours=23)
        undone = await room.press(room.manager, answer.response, "Undo")
        assert "A1 is in the library again" in text_of(undone)


class TestStory7:
    """`/article add file:` with the 6,920-character seed."""

    async def test_accepted_boilerplate_shown_as_removed_publisher_not_stated(
        self, room: Room
    ) -> None:
        [seed] = [f for f in SEEDS.iterdir() if len(f.read_bytes().decode()) == 6_920]
        for sample in ("A1", "A2", "A3", "A4", "A5"):
            shown = await room.manager.slash(
                room.channel, "article withdraw", article=sample, reason="To add it by hand"
            )
            await room.press(room.manager, shown.response, "Withdraw")

        card = await room.ask(room.manager, "article add", file=(seed.name, seed.read_bytes()))

        text = text_of(card).replace("\\", "")
        assert card.ephemeral
        assert "Categories: US News" in text
        assert "This website uses cookies." in text
        assert "**Publisher:** not stated" in text
        await room.press(room.manager, card, "Confirm")
        again = await room.manager.slash(
            room.channel, "article add", file=(seed.name, seed.read_bytes())
        )
        said = again.followups[-1] if again.followups else again.response
        assert "already in the library" in text_of(said)
        simcord.assert_error(room.env, Exception)

    async def test_usa_today_quoted_in_seed_001_is_not_its_publisher(self, room: Room) -> None:
        [seed] = SEEDS.glob("001_*.txt")
        shown = await room.manager.slash(
            room.channel, "article withdraw", article="A2", reason="To add it by hand"
        )
        await room.press(room.manager, shown.response, "Withdraw")

        card = await room.ask(room.manager, "article add", file=(seed.name, seed.read_bytes()))

        assert "**Publisher:** not stated" in text_of(card)

    async def test_a_90_percent_copy_asks(self, room: Room) -> None:
        [seed] = SEEDS.glob("002_*.txt")
        copy = seed.read_bytes().decode()
        copy = copy[: int(len(copy) * 0.95)]

        card = await room.ask(room.manager, "article add", file=file_of(copy))

        assert "A3" in text_of(card)
        assert "Confirm" in buttons_of(card)

    @pytest.mark.parametrize(
        "data",
        [b"", b"\x00\x01\x02\xff\xfe" * 400, b"news " * 3_000_000, "señal ".encode("utf-16")[3:]],
        ids=["empty", "binary", "oversized", "wrong-encoding"],
    )
    async def test_empty_binary_oversized_wrong_encoding_is_one_clear_sentence(
        self, room: Room, data: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")
        answer = await card_of(room, data)

        assert answer.ephemeral
        assert "\n" not in refusal_of(answer, logged=caplog)
        simcord.assert_error(room.env, Exception)

    async def test_not_a_manager_is_a_private_refusal(self, room: Room) -> None:
        [command] = [c for c in await room.bot.tree.fetch_commands() if c.name == "article"]
        room.guild.set_command_permissions(command, {room.reader: True})

        answer = await room.ask(room.reader, "article add", file=file_of(STORY))

        assert answer.ephemeral
        assert "Only members with **Manage Server**" in text_of(answer)
        simcord.assert_error(room.env, Exception)

    async def test_everyone_inside_never_pings(self, room: Room) -> None:
        text = STORY.replace("Officials", "@everyone Officials")
        card = await room.ask(room.manager, "article add", file=file_of(text))
        await room.press(room.manager, card, "Confirm")

        await room.ask(room.reader, "brief", about="grain")

        brief = room.channel.last_message
        assert brief is not None
        assert "everyone Officials said" in text_of(brief)
        assert not brief.mention_everyone


class TestStory8:
    """`/topic test aid-pledges exclude:vaccin*`."""

    async def test_shows_the_two_sentences_that_would_be_lost_nothing_is_saved_until_save(
        self, room: Room
    ) -> None:
        page = await tried(room, name="aid-pledges", exclude="vaccin*")

        text = text_of(page)
        assert page.ephemeral
        assert "A draft. Nothing is saved until you press Save." in text
        assert "**2 sentences would be lost**" in text
        assert "has also committed coronavirus vaccines to the Northern Triangle" in text
        assert "sending half a million Coronavirus vaccines to Guatemala" in text
        assert text.count("kept out by: vaccin\\* (vaccines)") == 2
        assert buttons_of(page) == ["Save", "Edit again", "Discard"]
        assert own(room, "aid-pledges") == []
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        assert "half a million Coronavirus vaccines" in text_of(brief)

        saved = await room.press(room.manager, page, "Save")

        assert text_of(saved).startswith("**aid-pledges** is saved as version 3.")
        assert own(room, "aid-pledges") == [(3, "edit")]
        brief = await room.ask(room.reader, "brief", about="aid-pledges")
        assert "half a million Coronavirus vaccines" not in text_of(brief)
        assert "aid-pledges v3" in text_of(brief)
        log = text_of(await room.ask(room.manager, "audit"))
        assert f"<@{room.manager.id}>: changed the topic aid-pledges (version 3)" in log

    async def test_a_second_admin_editing_at_the_same_time_is_warned_not_overwritten(
        self, room: Room
    ) -> None:
        other = await second_admin(room)
        mine = await tried(room, name="aid-pledges", exclude="vaccin*")
        theirs = await other.slash(room.channel, "topic test", name="aid-pledges", threshold="9")
        assert theirs.response is not None
        assert f"Also at work on this topic: <@{room.manager.id}>." in text_of(theirs.response)
        await room.press(room.manager, mine, "Save")

        told = await other.click(theirs.response, label="Save")

        assert told.response is not None
        text = text_of(told.response)
        assert f"**Not saved.** <@{room.manager.id}> saved version 3" in text
        assert "**Changed against version 3**" in text
        assert "**Excluded words** removed vaccin\\*" in text
        assert "**Threshold** 4 → 9" in text
        assert own(room, "aid-pledges") == [(3, "edit")]
        knowing = await other.click(told.response, label="Save")
        assert "is saved as version 4" in text_of(knowing.response)
        assert own(room, "aid-pledges") == [(3, "edit"), (4, "edit")]


class TestStory9:
    """Restart at 06:59:59 and 07:00:05; clock changes; lost permission; two processes."""

    @pytest.mark.parametrize("seconds", [-1, 5])
    async def test_restart_at_06_59_59_and_07_00_05_exactly_one_edition(
        self, room: Room, seconds: int
    ) -> None:
        await schedule(room)
        room.clock.now = SEVEN + seconds * SECOND
        await room.restart()
        for more in range(0, 20, 5):
            await tick(room, SEVEN + (5 + more) * SECOND)

        assert len(posted(room)) == 1

    @pytest.mark.parametrize("day", ["2021-03-13", "2021-11-06"], ids=["spring", "autumn"])
    async def test_spring_and_autumn_clock_change_one_edition_each_local_day(
        self, room: Room, day: str
    ) -> None:
        room.clock.now = datetime.fromisoformat(f"{day}T05:30:00+00:00")
        await room.restart()
        await schedule(room, time="01:30")
        for _ in range(3 * 24 * 4):
            await tick(room, room.clock.now + timedelta(minutes=15))

        zone = ZoneInfo("America/New_York")
        due = [int(re.findall(r"<t:(\d+):F>", text_of(message))[0]) for message in posted(room)]
        days = [datetime.fromtimestamp(moment, zone).date() for moment in due]
        first = datetime.fromisoformat(day).date()
        assert days[:3] == [first + n * DAY for n in range(3)]
        assert len(set(days)) == len(days)

    async def test_late_ones_are_labelled_late(self, room: Room) -> None:
        await schedule(room)
        room.clock.now = SEVEN + timedelta(hours=2)
        await room.restart()
        await tick(room)

        [edition] = posted(room)
        assert "late, was due" in text_of(edition)

    async def test_lost_permission_one_notice_to_the_managers_not_thirty(self, room: Room) -> None:
        log = await with_audit_channel(room)
        await schedule(room)
        room.env.inject_error(
            "POST", f"/channels/{room.channel.id}/messages", status=403, code=50013, times=None
        )
        for day in range(30):
            await tick(room, SEVEN + day * DAY)
            room.clock.now += timedelta(minutes=1)
            await room.bot.upkeep.tick()

        lines = "\n".join(text_of(m) for m in log.history(viewer=room.reader)).splitlines()
        [told] = [line for line in lines if "edition" in line or "paused" in line]
        assert "could not post edition 1" in told
        assert "a permission is missing; after three such editions in a row" in told
        assert len(sent_to(room)) == 3
        made = the_schedule(room)
        assert (made.active, made.paused_reason) == (False, "forbidden")
        assert [action for action, _ in log_of(room)] == ["edition.failed"] * 3

    async def test_two_processes_exactly_one_edition(self, room: Room) -> None:
        await schedule(room)
        settings = room.bot.settings
        desk = Desk(Database(settings.database, clock=room.clock), settings, now=room.clock)
        other = Dispatcher(room.bot, desk)
        room.clock.now = SEVEN

        await asyncio.gather(room.bot.dispatcher.tick(), other.tick())

        assert len(posted(room)) == 1
        await other.drain()
        await asyncio.to_thread(desk.close)


class TestStory10:
    """Phone, 360 px. No sideways scrolling is looked at in a browser: `pictures/test_phone.py`."""

    @pytest.mark.parametrize("locale", ["en-US", "es-ES"])
    async def test_at_most_5_buttons_labels_of_at_most_20_characters(
        self, room: Room, locale: str
    ) -> None:
        with clients_in(locale):
            pages = await Visit(room).whole()

        for name, page in pages.items():
            for part in walk_components(page.get("components", [])):
                buttons = [p for p in part.get("components", ()) if p.get("type") == 2]
                assert len(buttons) <= 5, name
                assert all(0 < len(button["label"]) <= 20 for button in buttons), name


class TestStory11:
    """Screen reader. Every page's lines are heard in `pictures/test_phone.py`."""

    async def test_one_heading_first(self, room: Room) -> None:
        for about in ("aid-pledges", "border-numbers", "A3", ""):
            lines = text_of(await room.ask(room.reader, "brief", about=about)).splitlines()

            levels = [len(line) - len(line.lstrip("#")) for line in lines if line.startswith("#")]
            assert lines[0].startswith("#")
            assert levels.count(min(levels)) == 1

    async def test_flags_start_with_words(self, room: Room) -> None:
        brief = text_of(await room.ask(room.reader, "brief", about="aid-pledges"))

        below = brief.partition("**Sources differ**")[2].splitlines()
        flags = [line for line in below if line.startswith("- ")]
        assert flags
        assert all(re.match(r"- \**[A-Z]\w+", flag) for flag in flags)

    async def test_export_gives_txt_with_the_same_words_and_csv_for_ledgers(
        self, room: Room
    ) -> None:
        brief = await room.ask(room.reader, "brief", about="aid-pledges")

        answer = await room.press(room.reader, brief, "Export")

        files = {file.filename.rpartition(".")[2]: file for file in answer.attachments}
        text = " ".join((await files["txt"].read()).decode().split())
        shown = text_of(brief).replace("\\", "").splitlines()
        sentences = [line.lstrip(">- ").split(" [")[0] for line in shown if line.startswith("> ")]
        assert sentences
        assert all(sentence in text for sentence in sentences)
        assert "$4 billion" in (await files["csv"].read()).decode()


class TestStory12:
    """Client in Spanish (es-ES, es-419)."""

    @pytest.mark.parametrize("locale", ["es-ES", "es-419"])
    async def test_labels_and_buttons_in_spanish_sentences_stay_in_their_language_said_once(
        self, room: Room, locale: str
    ) -> None:
        with clients_in(locale):
            brief = await room.ask(room.reader, "brief", about="aid-pledges")

        text = text_of(brief)
        assert text.startswith("## Informe: Promesas de ayuda\n")
        assert "$4 billion in development aid, $310 million for humanitarian relief" in text
        notice = "Las frases se citan en su idioma original (inglés); el bot no traduce."
        assert text.count(notice) == 1
        assert "En contexto" in buttons_of(brief)

    async def test_descriptions_in_spanish(self, room: Room) -> None:
        tree = room.bot.tree
        assert tree.translator is not None
        for command in tree.get_commands():
            told = await command.get_translated_payload(tree, tree.translator)
            where = "description_localizations" if "description" in told else "name_localizations"
            assert {"es-ES", "es-419"} <= set(told[where]), command.name

    async def test_errors_in_spanish(self, room: Room) -> None:
        with clients_in("es-ES"):
            answer = await room.ask(room.reader, "brief", about="aid-pleges")

        assert text_of(answer).startswith("No hay ningún tema")

    async def test_a_missing_string_falls_back_to_english_never_to_a_key(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delitem(labels._texts("es"), "button.in_context")

        with clients_in("es-419"):
            brief = await room.ask(room.reader, "brief", about="aid-pledges")

        assert "In context" in buttons_of(brief)
        assert "Por qué estas" in buttons_of(brief)
