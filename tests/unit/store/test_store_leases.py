"""An edition is held by one process at a time, and due work is found however much there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import LEASE, Database, Run, RunState, Schedule, StoredArticle

GUILD, MANAGER = 100, 7
MONDAY = date(2021, 6, 7)
SEVEN = datetime(2021, 6, 7, 7, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


class Clock:
    def __init__(self) -> None:
        self.now = SEVEN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(
    address: sa.URL, rebuild: Callable[[StoredArticle], Article], clock: Clock
) -> Iterator[Database]:
    with Database(address, rebuild=rebuild, clock=clock, wait=2.0) as database:
        yield database


def schedule(desk: Database, guild: int = GUILD) -> Schedule:
    return desk.schedules(guild).add(
        channel=55, local_time=time(7), zone="UTC", weekdays=range(7), topics=[], created_by=MANAGER
    )


def claimed(desk: Database, made: Schedule) -> Run:
    run = desk.runs(made.guild).claim(made.id, MONDAY, nonce="n")
    assert run is not None
    return run


def test_an_edition_is_taken_over_when_its_lease_is_over_and_by_one_alone(
    desk: Database, clock: Clock
) -> None:
    made, runs = schedule(desk), desk.runs(GUILD)
    run = claimed(desk, made)

    assert runs.take_over(run) is None
    clock.now += LEASE
    [(of, left)] = desk.due().abandoned(clock.now, 10)
    taken = runs.take_over(left)

    assert (of.id, left) == (made.id, run)
    assert taken is not None
    assert taken.token == run.token + 1
    assert runs.take_over(left) is None
    assert desk.due().abandoned(clock.now, 10) == ()


def test_who_lost_the_lease_can_neither_send_nor_mark_nor_give_back(
    desk: Database, clock: Clock
) -> None:
    runs, frozen = desk.runs(GUILD), claimed(desk, schedule(desk))
    clock.now += LEASE
    taken = runs.take_over(frozen)
    assert taken is not None

    assert runs.trying(frozen, clock.now) is None
    assert not runs.finish(frozen, RunState.SENT, messages=[1])
    assert not runs.give_back(frozen, clock.now)
    assert runs.finish(taken, RunState.SENT, messages=[2])
    [run] = runs.history(frozen.schedule)
    assert run.messages == (2,)


def test_who_is_late_and_was_not_replaced_still_holds_it(desk: Database, clock: Clock) -> None:
    runs, run = desk.runs(GUILD), claimed(desk, schedule(desk))
    clock.now += 2 * LEASE

    held = runs.trying(run, clock.now)

    assert held is not None
    assert desk.due().abandoned(clock.now, 10) == ()


def test_the_first_try_is_the_one_that_counts(desk: Database, clock: Clock) -> None:
    runs, run = desk.runs(GUILD), claimed(desk, schedule(desk))
    first = runs.trying(run, SEVEN)
    assert first is not None

    again = runs.trying(first, SEVEN + SECOND)

    assert again is not None
    assert again.tried_at == SEVEN
    clock.now += LEASE
    [(_, left)] = desk.due().abandoned(clock.now, 10)
    assert left.tried_at == SEVEN


@pytest.mark.parametrize("end", ["pause", "remove"])
def test_what_was_paused_or_removed_is_not_sent(desk: Database, end: str) -> None:
    made = schedule(desk)
    run = claimed(desk, made)

    getattr(desk.schedules(GUILD), end)(made.id, by=MANAGER)

    assert desk.runs(GUILD).trying(run, SEVEN) is None


def test_what_is_given_back_is_free_from_then_on_and_says_why(desk: Database, clock: Clock) -> None:
    runs, run = desk.runs(GUILD), claimed(desk, schedule(desk))

    assert runs.give_back(run, SEVEN + 5 * SECOND, "no_answer")

    assert desk.due().abandoned(SEVEN, 10) == ()
    [(_, left)] = desk.due().abandoned(SEVEN + 5 * SECOND, 10)
    assert left.reason == "no_answer"


def test_a_lease_from_a_clock_that_was_ahead_counts_as_over(desk: Database, clock: Clock) -> None:
    made = schedule(desk)
    clock.now = SEVEN + 5 * HOUR
    run = claimed(desk, made)

    clock.now = SEVEN

    assert [left for _, left in desk.due().abandoned(SEVEN, 10)] == [run]
    assert desk.runs(GUILD).take_over(run) is not None


def test_all_leases_end_when_a_bot_that_is_alone_starts(desk: Database) -> None:
    run = claimed(desk, schedule(desk))

    assert desk.due().free_all() == 1
    assert desk.due().free_all() == 0
    assert desk.runs(GUILD).take_over(run) is not None


@pytest.mark.parametrize("forum", [True, False])
def test_but_not_that_of_a_forum_post_that_may_still_arrive(
    desk: Database, clock: Clock, forum: bool
) -> None:
    made = desk.schedules(GUILD).add(
        channel=55, local_time=time(7), zone="UTC", weekdays=range(7), topics=[],
        created_by=MANAGER, options={"forum": True} if forum else {},
    )  # fmt: skip
    assert desk.runs(GUILD).trying(claimed(desk, made), clock.now) is not None

    assert desk.due().free_all() == (0 if forum else 1)


def test_which_message_shows_the_brief_is_noted_with_the_outcome(desk: Database) -> None:
    runs, run = desk.runs(GUILD), claimed(desk, schedule(desk))
    brief = desk.briefs(GUILD).save(kind="overview", about="all", payload={})
    held = runs.trying(replace(run, brief=brief), SEVEN)
    assert held is not None

    runs.finish(held, RunState.SENT, messages=[9])

    stored = desk.briefs(GUILD).get(brief)
    assert stored is not None
    assert stored.message == 9


class TestWhatIsDue:
    def test_is_looked_at_at_once_when_it_is_new_or_resumed(self, desk: Database) -> None:
        made, schedules = schedule(desk), desk.schedules(GUILD)

        assert desk.due().schedules(SEVEN, 10) == (made,)
        schedules.pause(made.id, by=MANAGER)
        assert desk.due().schedules(SEVEN, 10) == ()
        assert not schedules.pause(made.id, by=MANAGER)
        schedules.resume(made.id, by=MANAGER)
        assert desk.due().schedules(SEVEN, 10) == (made,)
        assert [line.action for line in desk.audit(GUILD).read(2)] == [
            "digest.resume",
            "digest.pause",
        ]

    def test_is_looked_at_again_when_the_claim_says_so_whoever_was_first(
        self, desk: Database
    ) -> None:
        made, runs, tomorrow = schedule(desk), desk.runs(GUILD), SEVEN + 24 * HOUR
        claimed(desk, made)

        assert runs.claim(made.id, MONDAY, nonce="n", following=tomorrow) is None

        assert desk.due().schedules(SEVEN, 10) == ()
        assert [one.id for one in desk.due().schedules(tomorrow, 10)] == [made.id]

    def test_of_a_server_that_was_left_is_not(self, desk: Database) -> None:
        run = claimed(desk, schedule(desk))
        schedule(desk)
        desk.guilds().left(GUILD)

        assert desk.due().schedules(SEVEN, 10) == ()
        assert desk.due().abandoned(SEVEN + HOUR, 10) == ()
        assert run.state is RunState.CLAIMED

    def test_comes_those_first_that_wait_longest(self, desk: Database) -> None:
        first, second, third = schedule(desk), schedule(desk), schedule(desk, 200)
        desk.due().set_all({first.id: SEVEN, second.id: SEVEN - HOUR, third.id: SEVEN + HOUR})

        assert [one.id for one in desk.due().schedules(SEVEN, 10)] == [second.id, first.id]
        assert [one.id for one in desk.due().schedules(SEVEN, 1)] == [second.id]

    def test_that_was_missed_is_noted_by_one_process(self, desk: Database) -> None:
        made = schedule(desk)
        missed = {"editions": 2, "first": "2021-06-05", "last": "2021-06-06"}

        assert desk.due().move(made, SEVEN + HOUR, missed)
        assert not desk.due().move(made, SEVEN + HOUR, missed)

        [line] = [one for one in desk.audit(GUILD).read() if one.action == "edition.missed"]
        assert line.detail == {"schedule": made.id, "channel": 55, **missed}


def test_a_channel_that_refuses_three_editions_in_a_row_pauses_its_digest(desk: Database) -> None:
    made, schedules = schedule(desk), desk.schedules(GUILD)

    assert [schedules.refused(made.id, "forbidden") for _ in range(2)] == [1, 2]
    run = claimed(desk, made)
    desk.runs(GUILD).finish(run, RunState.SENT, messages=[1])  # one arrived: it begins anew
    assert [schedules.refused(made.id, "forbidden") for _ in range(3)] == [1, 2, 3]

    paused = schedules.get(made.id)
    assert paused is not None
    assert (paused.active, paused.paused_reason, paused.next_due) == (False, "forbidden", None)
    assert desk.audit(GUILD).read(1)[0].detail["told"]
    schedules.resume(made.id, by=MANAGER)
    resumed = schedules.get(made.id)
    assert resumed is not None
    assert (resumed.active, resumed.paused_reason, resumed.refusals) == (True, None, 0)
