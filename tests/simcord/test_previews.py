"""Editors see an edition before it is posted: they approve it, drop a sentence, or skip it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import simcord

from summaries.store import RunState
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.test_digest import (
    DAY,
    NEWS,
    PLEDGED,
    SEVEN,
    add_article,
    posted,
    the_schedule,
    tick,
)

HALF_PAST_SIX = SEVEN - timedelta(minutes=30)
MINUTE = timedelta(minutes=1)


async def previewed(room: Room, minutes: int = 30, **options: Any) -> simcord.ChannelHandle:
    """Schedule a digest with a preview so many minutes before, and return its editors' channel."""
    editors = room.guild.create_text_channel("editors")
    room.bot.desk.database.schedules(room.guild.id).add(
        channel=room.channel.id, local_time=SEVEN.time(), zone="UTC", weekdays=range(7),
        topics=[], created_by=room.manager.id,
        options={"editor_minutes": minutes, "editor_channel": editors.id, **options},
    )  # fmt: skip
    return editors


def preview_in(room: Room, editors: simcord.ChannelHandle) -> Any:
    [message] = posted(room, editors)
    return message


def options_of(message: Any, what: str) -> dict[str, str]:
    """Return what a list offers: its options' words by their value."""
    [found] = [
        part
        for row in message.components
        for part in getattr(row, "children", ())
        if (getattr(part, "custom_id", None) or "").startswith(f"pq1:pv{what}:")
    ]
    return {option.value: option.label for option in found.options}


async def choose(room: Room, editors: simcord.ChannelHandle, what: str, value: str) -> Any:
    """Let the manager choose from a list of the preview."""
    made = the_schedule(room)
    custom_id = f"pq1:pv{what}:{made.id}:2021-06-10"
    return await room.manager.select(preview_in(room, editors), [value], custom_id=custom_id)


def log_of(room: Room) -> list[tuple[str, int | None]]:
    lines = room.bot.desk.database.audit(room.guild.id).read()
    return [(x.action, x.user) for x in reversed(lines) if x.action.startswith("preview.")]


class TestAPreview:
    async def test_shows_the_edition_exactly_as_it_will_be_posted(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX - MINUTE)
        assert posted(room, editors) == []

        await tick(room, HALF_PAST_SIX)
        shown = preview_in(room, editors)
        await tick(room, SEVEN)

        head, _, edition = text_of(shown).partition("\n# ")
        assert head.startswith(f"**Preview of edition 1 for <#{room.channel.id}>.**")
        assert f"Posted <t:{int(SEVEN.timestamp())}:R> unless somebody skips it." in head
        assert buttons_of(shown) == ["Approve", "Skip"]
        [message] = posted(room)
        assert text_of(message) == f"# {edition}"
        assert len(posted(room, editors)) == 1

    async def test_is_posted_once_whatever_is_restarted(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        for minutes in range(1, 40, 7):
            room.clock.now = HALF_PAST_SIX + minutes * MINUTE
            await room.restart()
            await tick(room)

        assert len(posted(room, editors)) == 1
        assert len(posted(room)) == 1

    async def test_comes_late_where_nobody_was_there_on_time(self, room: Room) -> None:
        editors = await previewed(room)

        await tick(room, SEVEN - 10 * MINUTE)

        assert "Preview of edition 1" in text_of(preview_in(room, editors))

    async def test_does_not_come_when_the_edition_is_due(self, room: Room) -> None:
        editors = await previewed(room)

        await tick(room, SEVEN)

        assert posted(room, editors) == []
        assert len(posted(room)) == 1

    async def test_what_is_added_after_it_is_in_the_next_edition(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        await add_article(room, NEWS)
        await tick(room, SEVEN)
        await tick(room, HALF_PAST_SIX + DAY)
        await tick(room, SEVEN + DAY)

        first, second = posted(room)
        assert PLEDGED not in text_of(first).replace("\\", "")
        assert PLEDGED in text_of(second).replace("\\", "")
        assert "Preview of edition 2" in text_of(posted(room, editors)[1])

    async def test_an_article_withdrawn_meanwhile_is_gone_from_the_edition(
        self, room: Room
    ) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        assert "A1" in text_of(preview_in(room, editors))
        room.bot.desk.database.library(room.guild.id).withdraw("A1", by=room.manager.id)

        await tick(room, SEVEN)

        assert "[1] A1" not in text_of(posted(room)[0])
        assert "$4 billion" not in text_of(posted(room)[0])

    async def test_that_can_not_be_posted_is_logged_once_and_the_edition_comes(
        self, room: Room
    ) -> None:
        editors = await previewed(room)
        path = f"/channels/{editors.id}/messages"
        room.env.inject_error("POST", path, status=403, code=50013, times=None)
        for minutes in range(0, 31, 5):
            await tick(room, HALF_PAST_SIX + minutes * MINUTE)

        assert log_of(room) == [("preview.failed", None)]
        [edition] = posted(room)
        assert "late" not in text_of(edition).splitlines()[1]


class TestDropping:
    async def test_brings_nothing_in_and_names_who_did(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        before = options_of(preview_in(room, editors), "d")
        [value, words] = list(before.items())[1]

        await choose(room, editors, "d", value)

        shown = preview_in(room, editors)
        after = options_of(shown, "d")
        assert set(after) == set(before) - {value}
        assert f"Dropped by <@{room.manager.id}>: {value.split('.')[0]}, “" in text_of(shown)
        assert list(options_of(shown, "b")) == [value]
        assert words.partition("] ")[0].startswith("[")
        await tick(room, SEVEN)
        _, _, edition = text_of(preview_in(room, editors)).partition("\n# ")
        assert text_of(posted(room)[0]) == f"# {edition}"

    async def test_can_be_taken_back(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        first = text_of(preview_in(room, editors))
        value = next(iter(options_of(preview_in(room, editors), "d")))
        await choose(room, editors, "d", value)
        assert text_of(preview_in(room, editors)) != first

        await choose(room, editors, "b", value)

        assert text_of(preview_in(room, editors)) == first
        assert [action for action, _ in log_of(room)] == ["preview.drop", "preview.put_back"]

    async def test_stops_at_the_last_sentence(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        values = list(options_of(preview_in(room, editors), "d"))
        for value in values[:-1]:
            await choose(room, editors, "d", value)
        custom_ids = str(preview_in(room, editors).components)
        assert ":pvd:" not in custom_ids

        await tick(room, SEVEN)

        assert posted(room)[0] is not None

    async def test_in_the_last_minute_still_counts(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        value = next(iter(options_of(preview_in(room, editors), "d")))
        await tick(room, SEVEN - timedelta(seconds=30))  # the edition is made, and waits

        await choose(room, editors, "d", value)
        await tick(room, SEVEN)
        await tick(room, SEVEN + timedelta(seconds=1))

        _, _, edition = text_of(preview_in(room, editors)).partition("\n# ")
        assert text_of(posted(room)[0]) == f"# {edition}"

    async def test_is_too_late_when_the_edition_is_posted(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        value = next(iter(options_of(preview_in(room, editors), "d")))
        await tick(room, SEVEN)

        late = await choose(room, editors, "d", value)

        assert late.response.ephemeral
        assert "already on its way" in text_of(late.response)
        assert log_of(room) == []

    async def test_what_was_dropped_is_not_in_more(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        value, words = next(iter(options_of(preview_in(room, editors), "d").items()))
        await choose(room, editors, "d", value)
        await tick(room, SEVEN)

        brief = room.bot.desk.database.runs(room.guild.id).history(the_schedule(room).id)[0].brief
        stored = room.bot.desk.database.briefs(room.guild.id).get(str(brief))
        article, _, sentence = value.partition(".")
        assert stored is not None
        assert [article, int(sentence)] in stored.options["seen"]
        assert words


class TestSkipping:
    async def test_posts_nothing_and_uses_no_number_up(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        await room.press(room.manager, preview_in(room, editors), "Skip")
        assert "this edition is not posted" in text_of(preview_in(room, editors))

        await tick(room, SEVEN)

        assert posted(room) == []
        [run] = room.bot.desk.database.runs(room.guild.id).history(the_schedule(room).id)
        assert (run.state, run.reason) == (RunState.SKIPPED, "by_editors")
        await tick(room, SEVEN + DAY)
        assert text_of(posted(room)[0]).startswith("# Daily brief, edition 1")
        assert log_of(room) == [("preview.skip", room.manager.id)]

    async def test_is_taken_back_by_approving(self, room: Room) -> None:
        editors = await previewed(room)
        await tick(room, HALF_PAST_SIX)
        await room.press(room.manager, preview_in(room, editors), "Skip")
        await room.press(room.manager, preview_in(room, editors), "Approve")

        await tick(room, HALF_PAST_SIX + 5 * MINUTE)
        assert posted(room) == []  # not before its time
        await tick(room, SEVEN)

        assert f"Approved by <@{room.manager.id}>" in text_of(preview_in(room, editors))
        assert len(posted(room)) == 1


async def test_only_managers_decide(room: Room) -> None:
    editors = await previewed(room)
    await tick(room, HALF_PAST_SIX)

    refused = await room.press(room.reader, preview_in(room, editors), "Skip")

    assert refused.ephemeral
    assert "Manage Server" in text_of(refused)
    assert log_of(room) == []


async def test_its_parts_work_after_a_restart(room: Room) -> None:
    editors = await previewed(room)
    await tick(room, HALF_PAST_SIX)
    await room.restart()

    await room.press(room.manager, preview_in(room, editors), "Approve")

    assert log_of(room) == [("preview.approve", room.manager.id)]


async def test_where_nothing_is_new_it_says_so_and_what_comes_later_waits(room: Room) -> None:
    editors = await previewed(room)
    await schedule_first(room)
    await tick(room, HALF_PAST_SIX + DAY)
    await add_article(room, NEWS)

    await tick(room, SEVEN + DAY)

    assert "Nothing new since edition 1." in text_of(posted(room, editors)[1])
    assert "Nothing new since edition 1." in text_of(posted(room)[1])


async def test_where_nothing_is_to_be_said_there_is_no_preview_and_what_comes_later_waits(
    room: Room,
) -> None:
    editors = await previewed(room, quiet="skip")
    await schedule_first(room)
    await tick(room, HALF_PAST_SIX + DAY)
    await add_article(room, NEWS)
    await tick(room, SEVEN + DAY)
    assert len(posted(room, editors)) == 1
    assert len(posted(room)) == 1

    await tick(room, HALF_PAST_SIX + 2 * DAY)

    assert "Preview of edition 2" in text_of(posted(room, editors)[1])


async def test_a_digest_that_is_resumed_has_its_next_preview(room: Room) -> None:
    editors = await previewed(room)
    await room.ask(room.manager, "digest pause")
    room.clock.now = HALF_PAST_SIX - MINUTE
    await room.ask(room.manager, "digest resume")

    await tick(room, HALF_PAST_SIX)

    assert len(posted(room, editors)) == 1


async def schedule_first(room: Room) -> None:
    """Let the first day's edition be posted."""
    await tick(room, HALF_PAST_SIX)
    await tick(room, SEVEN)
