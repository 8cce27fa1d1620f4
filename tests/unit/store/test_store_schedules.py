"""A manager schedules a digest; each edition is claimed once, numbered, and finished once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import Database, NotStorable, RunState, Schedule, StoredArticle

DESK, MANAGER, CHANNEL = 100, 7, 55
MONDAY, TUESDAY, WEDNESDAY = date(2021, 6, 7), date(2021, 6, 8), date(2021, 6, 9)


def schedule(desk: Database, guild: int = DESK) -> Schedule:
    return desk.schedules(guild).add(
        channel=CHANNEL,
        local_time=time(7, 0),
        zone="America/New_York",
        weekdays=[4, 0, 2, 0],
        topics=["aid-pledges", "border-numbers"],
        created_by=MANAGER,
        options={"empty": "say"},
    )


def test_all_schedules_are_read_in_pages(desk: Database) -> None:
    made = sorted([schedule(desk) for _ in range(5)], key=lambda one: one.id)

    for at_once in (1, 2, 4, 5, 6):
        assert list(desk.guilds().active_schedules(at_once=at_once)) == made


def test_a_schedule_reads_back_and_ends(desk: Database) -> None:
    made = schedule(desk)

    assert made.weekdays == (0, 2, 4)
    assert desk.schedules(DESK).list() == (made,)
    assert desk.schedules(DESK).get(made.id) == made
    assert list(desk.guilds().active_schedules()) == [made]

    assert desk.schedules(DESK).remove(made.id, by=MANAGER)
    assert not desk.schedules(DESK).remove(made.id, by=MANAGER)
    assert desk.schedules(DESK).list() == ()
    assert list(desk.guilds().active_schedules()) == []
    ended = desk.schedules(DESK).get(made.id)
    assert ended is not None
    assert ended.removed_at is not None
    assert [entry.action for entry in desk.audit(DESK).read()] == [
        "digest.remove",
        "digest.schedule",
    ]


@pytest.mark.parametrize("weekdays", [[], [7], [-1, 2]])
def test_a_schedule_without_a_day_is_refused(desk: Database, weekdays: list[int]) -> None:
    with pytest.raises(NotStorable, match="at least one day of the week"):
        desk.schedules(DESK).add(
            channel=1,
            local_time=time(7),
            zone="UTC",
            weekdays=weekdays,
            topics=[],
            created_by=1,
        )


def test_an_edition_is_claimed_once_and_finished_once(desk: Database) -> None:
    made, runs = schedule(desk), desk.runs(DESK)

    run = runs.claim(made.id, MONDAY, nonce="n1")
    assert run is not None
    assert runs.claim(made.id, MONDAY, nonce="n2") is None
    assert runs.unfinished() == (run,)

    assert runs.finish(run, RunState.SENT, messages=[2**62, 5])
    assert not runs.finish(run, RunState.FAILED)
    assert runs.claim(made.id, MONDAY, nonce="n3") is None
    sent = runs.get(made.id, MONDAY)
    assert sent is not None
    assert (sent.state, sent.messages, sent.nonce) == (RunState.SENT, (2**62, 5), "n1")
    assert sent.sent_at is not None
    assert runs.unfinished() == ()


def test_editions_are_numbered_without_gaps(desk: Database) -> None:
    made, runs = schedule(desk), desk.runs(DESK)

    first = runs.claim(made.id, MONDAY, 0, nonce="a")
    second_part = runs.claim(made.id, MONDAY, 1, nonce="b")
    assert first is not None
    assert second_part is not None
    runs.finish(first, RunState.SENT, messages=[1])
    runs.finish(second_part, RunState.SENT, messages=[2])
    skipped = runs.claim(made.id, TUESDAY, nonce="c")
    assert skipped is not None
    runs.finish(skipped, RunState.SKIPPED, reason="nothing new")
    third = runs.claim(made.id, WEDNESDAY, nonce="d")
    assert third is not None

    assert (first.edition, second_part.edition, third.edition) == (1, 1, 2)
    assert [(run.local_date, run.part) for run in runs.history(made.id)] == [
        (WEDNESDAY, 0),
        (TUESDAY, 0),
        (MONDAY, 0),
        (MONDAY, 1),
    ]


def test_a_removed_or_unknown_schedule_can_not_be_claimed(desk: Database) -> None:
    made = schedule(desk)
    desk.schedules(DESK).remove(made.id, by=MANAGER)

    assert desk.runs(DESK).claim(made.id, MONDAY, nonce="n") is None
    assert desk.runs(DESK).claim("0123456789", MONDAY, nonce="n") is None
    assert desk.runs(DESK).claim("nonsense", MONDAY, nonce="n") is None


def test_times_are_the_clock_s_and_come_back_in_utc(
    address: sa.URL, rebuild: Callable[[StoredArticle], Article]
) -> None:
    moment = datetime.fromisoformat("2021-06-07T07:00:00.123456-04:00")
    with Database(address, rebuild=rebuild, clock=lambda: moment) as desk:
        made = schedule(desk)
        read = desk.schedules(DESK).get(made.id)
    assert read is not None
    assert read.created == moment
    assert read.created.tzinfo is UTC

    naive = datetime(2021, 6, 7)  # noqa: DTZ001 - the point of the test
    with (
        Database(address, rebuild=rebuild, clock=lambda: naive) as desk,
        pytest.raises(NotStorable, match="without its zone"),
    ):
        schedule(desk)
