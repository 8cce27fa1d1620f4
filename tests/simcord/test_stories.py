"""The stories that Pullquote is judged by, each in its own words: one test, acted out as a person.

What a story does not say is tested in the other files here.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import simcord

from tests.simcord.articles import STORY, card_of, file_of, refusal_of
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.test_digest import SEVEN, posted, schedule, tick
from tests.simcord.test_previews import choose, options_of, preview_in, previewed

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
