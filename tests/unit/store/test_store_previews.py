"""What editors decide about an edition is kept, until the edition is on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import Database, Preview, Run, RunState, Schedule, StoredArticle
from tests.unit.store.test_store_leases import GUILD, MANAGER, SEVEN, Clock, schedule

MONDAY, EDITORS = date(2021, 6, 7), 66
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(
    address: sa.URL, rebuild: Callable[[StoredArticle], Article], clock: Clock
) -> Iterator[Database]:
    with Database(address, rebuild=rebuild, clock=clock, wait=2.0) as database:
        yield database


@pytest.fixture
def made(desk: Database) -> Schedule:
    return schedule(desk)


def claim(desk: Database, made: Schedule) -> Preview | None:
    due = SEVEN + timedelta(minutes=30)
    return desk.previews(GUILD).claim(made.id, MONDAY, channel=EDITORS, due=due, following=due)


def shown(desk: Database, made: Schedule) -> Preview:
    """Claim a preview, and say that it was sent."""
    one = claim(desk, made)
    assert one is not None
    tried = desk.previews(GUILD).trying(one, SEVEN)
    assert tried is not None
    assert desk.previews(GUILD).finish(tried, RunState.SENT, message=9)
    return tried


def edition(desk: Database, made: Schedule, preview: Preview) -> Run:
    run = desk.runs(GUILD).claim(made.id, MONDAY, nonce="n", until=preview.made_at)
    assert run is not None
    return replace(run, decided=0)


def test_one_is_claimed_once_and_the_schedule_is_looked_at_when_its_edition_is_due(
    desk: Database, made: Schedule
) -> None:
    one = claim(desk, made)

    assert one is not None
    assert not one.seen
    assert claim(desk, made) is None
    assert [x.id for x in desk.due().schedules(one.due, 10)] == [made.id]
    assert desk.due().schedules(one.due - SECOND, 10) == ()


def test_one_that_nobody_holds_is_taken_over(desk: Database, made: Schedule, clock: Clock) -> None:
    claim(desk, made)
    assert desk.due().previews(clock.now, 10) == ()

    clock.now += timedelta(seconds=90)

    [(of, left)] = desk.due().previews(clock.now, 10)
    assert of.id == made.id
    assert desk.previews(GUILD).take_over(left) is not None


def test_one_whose_edition_is_made_is_not_sent(desk: Database, made: Schedule) -> None:
    one = claim(desk, made)
    assert one is not None
    desk.runs(GUILD).claim(made.id, MONDAY, nonce="n")

    assert desk.previews(GUILD).trying(one, SEVEN) is None
    assert desk.previews(GUILD).drop(made.id, MONDAY, "A1", 1, by=MANAGER) is None


def test_decisions_are_counted_and_logged_with_who_took_them(
    desk: Database, made: Schedule
) -> None:
    previews = desk.previews(GUILD)
    shown(desk, made)

    previews.drop(made.id, MONDAY, "A1", 3, by=7)
    previews.drop(made.id, MONDAY, "A1", 3, by=8)  # it is left out already
    previews.drop(made.id, MONDAY, "A2", 1, by=8)
    previews.put_back(made.id, MONDAY, "A1", 3, by=8)
    previews.put_back(made.id, MONDAY, "A9", 9, by=8)  # it never was
    previews.skip(made.id, MONDAY, by=9)
    last = previews.approve(made.id, MONDAY, by=7)

    assert last is not None
    assert last.decisions == 5
    assert [(one.article, one.sentence, one.by) for one in last.dropped] == [("A2", 1, 8)]
    assert (last.approved_by, last.skipped_by) == (7, None)
    lines = [x for x in desk.audit(GUILD).read() if x.action.startswith("preview.")]
    assert [(x.action, x.user) for x in reversed(lines)] == [
        ("preview.drop", 7),
        ("preview.drop", 8),
        ("preview.put_back", 8),
        ("preview.skip", 9),
        ("preview.approve", 7),
    ]


def test_an_edition_that_does_not_mind_a_decision_is_not_sent(
    desk: Database, made: Schedule
) -> None:
    run = edition(desk, made, shown(desk, made))
    desk.previews(GUILD).drop(made.id, MONDAY, "A1", 1, by=MANAGER)

    assert desk.runs(GUILD).trying(run, SEVEN) is None
    assert desk.runs(GUILD).trying(replace(run, decided=1), SEVEN) is not None


def test_nothing_is_decided_about_an_edition_that_is_on_its_way(
    desk: Database, made: Schedule
) -> None:
    run = edition(desk, made, shown(desk, made))
    previews = desk.previews(GUILD)
    assert previews.undecided(made.id, MONDAY) is not None
    assert desk.runs(GUILD).trying(run, SEVEN) is not None

    assert previews.undecided(made.id, MONDAY) is None
    assert previews.drop(made.id, MONDAY, "A1", 1, by=MANAGER) is None
    assert previews.skip(made.id, MONDAY, by=MANAGER) is None
    assert previews.approve(made.id, MONDAY, by=MANAGER) is None


def test_an_edition_has_what_came_until_its_preview(
    desk: Database, made: Schedule, clock: Clock
) -> None:
    preview = shown(desk, made)
    clock.now += timedelta(minutes=29)

    assert edition(desk, made, preview).claimed_at == preview.made_at
