"""A check walks named conditions in order, stops at the first that fails, and says its cure."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import discord
import pytest
from discord.state import ConnectionState

from bot.desk import Desk
from bot.digests.check import (
    CONDITIONS,
    PASSED,
    Case,
    Condition,
    Outcome,
    Verdict,
    report,
    walk,
)
from bot.digests.fence import DiscordTime
from bot.labels import Labels, languages
from config.settings import load_settings
from summaries.store import Database, RunState, Schedule

NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)
ENGLISH = Labels.for_locale("en")
MakeSchedule = Callable[..., Schedule]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    database = Database.file(tmp_path / "pullquote.db", clock=lambda: NOON)
    database.open()
    opened = Desk(database, load_settings(data_dir=tmp_path), now=lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture
def server() -> discord.Guild:
    """A server without channels, as the cache holds it."""
    client = discord.Client(intents=discord.Intents.none())
    state: ConnectionState[discord.Client] = client._connection
    return discord.Guild(data={"id": "1", "unavailable": True}, state=state)  # type: ignore[typeddict-item]


@pytest.fixture
def case(desk: Desk, server: discord.Guild, schedule: MakeSchedule) -> Case:
    made = replace(schedule(), topics=("aid-pledges",))
    return Case(desk, server, made, DiscordTime(lambda: NOON), ENGLISH)


async def said(name: str, case: Case) -> Outcome:
    [condition] = [one for one in CONDITIONS if one.name == name]
    return await condition.look(case)


def named(name: str, outcome: Outcome) -> Condition:
    async def look(case: Case) -> Outcome:
        return outcome

    return Condition(name, look)


FAILED = Outcome(Verdict.FAILED, "Mend it.")


class TestTheWalk:
    async def test_stops_at_the_first_that_fails(self, case: Case) -> None:
        every = (named("there", PASSED), named("zone", FAILED), named("corpus", FAILED))

        found = await walk(case, every)

        assert found.passed == (("The digest is scheduled", ""),)
        assert found.failed == ("The time zone is known", "Mend it.")
        assert found.left == ("The library has articles",)

    async def test_leaves_out_what_a_digest_does_not_need(self, case: Case) -> None:
        found = await walk(case)

        names = [name for name, _ in found.passed] + list(found.left)
        assert "The role can be mentioned" not in names
        assert "The editors’ channel is there" not in names
        wished = replace(case.schedule, options={"role": 5, "editor_channel": 6, "publish": True})
        with_wishes = await walk(replace(case, schedule=wished))
        assert {"The role can be mentioned", "The editors’ channel is there"} <= {*with_wishes.left}

    async def test_says_first_what_failed(self, case: Case) -> None:
        every = (named("there", PASSED), named("zone", FAILED), named("corpus", PASSED))

        blocks = report(await walk(case, every), "## Check", ENGLISH)

        assert blocks == (
            "## Check",
            "**Not in order:** The time zone is known\nMend it.",
            "**In order**\n- The digest is scheduled",
            "-# Not looked at: The library has articles",
        )


class TestConditions:
    async def test_a_digest_that_was_removed(self, case: Case) -> None:
        gone = replace(case, schedule=replace(case.schedule, removed_at=NOON))
        assert "This digest was removed." in (await said("there", gone)).said

    async def test_a_digest_paused_by_hand_and_by_itself(self, case: Case) -> None:
        paused = replace(case.schedule, active=False)
        by_hand = await said("active", replace(case, schedule=paused))
        locked = replace(paused, paused_reason="locked")
        by_itself = await said("active", replace(case, schedule=locked))

        assert by_hand.said == "The digest is paused. `/digest resume` lets it go on."
        assert "could not be posted: the thread is locked." in by_itself.said
        assert await said("active", case) == PASSED

    async def test_a_channel_that_is_not_there(self, case: Case) -> None:
        assert "I can’t find <#2>" in (await said("channel", case)).said

    async def test_a_role_and_an_editors_channel_that_are_not_there(self, case: Case) -> None:
        options = {"role": 5, "editor_channel": 6, "editor_minutes": 30}
        wished = replace(case, schedule=replace(case.schedule, options=options))

        assert "The role that editions mention is gone." in (await said("role", wished)).said
        assert "the editors’ channel <#6>" in (await said("editors", wished)).said

    async def test_a_zone_that_is_not_known(self, case: Case) -> None:
        lost = replace(case, schedule=replace(case.schedule, zone="Mars/Olympus"))

        assert "Mars/Olympus is not known to me" in (await said("zone", lost)).said
        assert (await said("zone", case)).verdict is Verdict.PASSED

    async def test_a_topic_that_is_no_more(self, case: Case) -> None:
        lost = replace(case, schedule=replace(case.schedule, topics=("aid-pledges", "foot*ball")))

        outcome = await said("topics_known", lost)

        assert "There is no topic **foot\\*ball** any more." in outcome.said

    @pytest.mark.parametrize(
        ("seconds", "words"),
        [(20, None), (-20, None), (90, "slow"), (-90, "fast")],
        ids=["a little behind", "a little ahead", "behind", "ahead"],
    )
    async def test_a_clock_that_is_wrong(self, case: Case, seconds: int, words: str | None) -> None:
        told = DiscordTime(lambda: NOON, lambda: 0.0)
        told.heard(format_datetime(NOON + timedelta(seconds=seconds), usegmt=True))

        outcome = await said("clock", replace(case, discord_time=told))

        if words is None:
            assert outcome == PASSED
        else:
            length = ENGLISH.duration(90)
            assert outcome.said == ENGLISH(f"digest.check_clock_{words}", length=length)

    async def test_a_clock_that_jumped_is_said_and_no_failure(self, case: Case) -> None:
        jumped = replace(case, jumped=(NOON, timedelta(hours=-2)))

        outcome = await said("clock", jumped)

        assert outcome.verdict is Verdict.PASSED
        assert "it was set, or I slept" in outcome.said

    async def test_a_last_edition_that_failed(self, case: Case) -> None:
        database = case.desk.database
        made = database.schedules(1).add(
            channel=2, local_time=case.schedule.local_time, zone="UTC", weekdays=range(7),
            topics=[], created_by=3,
        )  # fmt: skip
        now = replace(case, schedule=made)
        assert await said("last", now) == PASSED
        run = database.runs(1).claim(made.id, NOON.date(), nonce="n")
        assert run is not None
        database.runs(1).finish(run, RunState.FAILED, reason="interrupted")

        assert "I was stopped while posting in <#2>" in (await said("last", now)).said

    async def test_the_next_edition_is_said(self, case: Case) -> None:
        due = datetime(2021, 6, 10, 11, tzinfo=UTC)
        assert f"<t:{int(due.timestamp())}:F>" in (await said("next", case)).said


@pytest.mark.parametrize("language", languages())
def test_every_condition_has_a_name(language: str, case: Case) -> None:
    labels = replace(case, labels=Labels.for_locale(language))
    assert all(condition.label(labels) for condition in CONDITIONS)
    assert len({condition.name for condition in CONDITIONS}) == len(CONDITIONS)
