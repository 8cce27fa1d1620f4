"""A withdrawal makes one correction for each channel, and every message is in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import Correction, Database, RunState, StoredArticle
from tests.unit.store.test_store_leases import Clock

GUILD, MANAGER, NEWS, DESK = 100, 7, 55, 66
SEVEN = datetime(2021, 6, 7, 7, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MakeArticle = Callable[..., Article]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(
    address: sa.URL,
    rebuild: Callable[[StoredArticle], Article],
    clock: Clock,
    article: MakeArticle,
) -> Iterator[Database]:
    with Database(address, rebuild=rebuild, clock=clock, wait=2.0) as database:
        made = replace(article("Pledges were made."), added=SEVEN)
        database.library(GUILD).add(made, added_by=MANAGER)
        yield database


def save(desk: Database, channel: int = NEWS) -> str:
    """Keep a brief that quotes A1."""
    payload = {"sources": [{"citation": 1, "article": "A1"}]}
    return desk.briefs(GUILD).save(kind="topic", about="", payload=payload, channel=channel)


def post(desk: Database, message: int, channel: int = NEWS) -> None:
    """Keep a brief that quotes A1, and post it."""
    assert desk.briefs(GUILD).posted(save(desk, channel), message)


def withdraw(desk: Database, clock: Clock) -> tuple[Correction, ...]:
    """Withdraw A1 a second later, and return what is to be sent."""
    clock.now += SECOND
    assert desk.library(GUILD).withdraw("A1", by=MANAGER, reason="Wrong")
    return desk.corrections(GUILD).unfinished()


def take(desk: Database, one: Correction) -> Correction:
    taken = desk.corrections(GUILD).take_over(one)
    assert taken is not None
    return taken


def send(desk: Database, clock: Clock, one: Correction, message: int) -> None:
    corrections = desk.corrections(GUILD)
    tried = corrections.trying(take(desk, one), clock.now)
    assert tried is not None
    assert corrections.finish(tried, RunState.SENT, message=message)


def test_each_channel_has_one_that_is_due_at_once_and_links_its_messages(
    desk: Database, clock: Clock
) -> None:
    post(desk, 10)
    post(desk, 11)
    post(desk, 12, DESK)

    withdraw(desk, clock)

    due = desk.due().corrections(clock.now, 10)
    assert {one.channel: one.messages for one in due} == {NEWS: (11, 10), DESK: (12,)}
    assert all((one.article, one.state) == ("A1", RunState.CLAIMED) for one in due)


def test_one_process_holds_it_and_who_lost_it_can_neither_send_nor_mark(
    desk: Database, clock: Clock
) -> None:
    post(desk, 10)
    [one] = withdraw(desk, clock)
    corrections = desk.corrections(GUILD)
    frozen = take(desk, one)

    assert corrections.take_over(one) is None
    assert desk.due().corrections(clock.now, 10) == ()
    clock.now += timedelta(seconds=90)
    [left] = desk.due().corrections(clock.now, 10)
    taken = take(desk, left)

    assert corrections.trying(frozen, clock.now) is None
    assert not corrections.finish(frozen, RunState.SENT, message=1)
    assert corrections.finish(taken, RunState.SENT, message=2)
    known = corrections.get(one.id)
    assert known is not None
    assert (known.state, known.message) == (RunState.SENT, 2)


class TestRestoring:
    def test_before_it_is_sent_keeps_it_back(self, desk: Database, clock: Clock) -> None:
        post(desk, 10)
        [one] = withdraw(desk, clock)
        held = take(desk, one)

        desk.library(GUILD).restore("A1", by=MANAGER)

        assert desk.corrections(GUILD).trying(held, clock.now) is None
        assert desk.due().corrections(clock.now, 10) == ()
        known = desk.corrections(GUILD).get(one.id)
        assert known is not None
        assert (known.state, known.reason) == (RunState.SKIPPED, "restored")

    def test_while_it_may_be_on_its_way_lets_nobody_send_it_again(
        self, desk: Database, clock: Clock
    ) -> None:
        post(desk, 10)
        [one] = withdraw(desk, clock)
        tried = desk.corrections(GUILD).trying(take(desk, one), clock.now)
        assert tried is not None

        desk.library(GUILD).restore("A1", by=MANAGER)

        assert desk.corrections(GUILD).trying(tried, clock.now) is None
        assert desk.corrections(GUILD).finish(tried, RunState.SENT, message=3)

    def test_and_withdrawing_again_links_only_messages_since(
        self, desk: Database, clock: Clock
    ) -> None:
        post(desk, 10)
        [one] = withdraw(desk, clock)
        send(desk, clock, one, 99)
        desk.library(GUILD).restore("A1", by=MANAGER)
        assert withdraw(desk, clock) == ()
        desk.library(GUILD).restore("A1", by=MANAGER)
        post(desk, 11)

        [again] = withdraw(desk, clock)

        assert again.messages == (11,)

    def test_before_it_was_sent_and_withdrawing_again_links_them_all(
        self, desk: Database, clock: Clock
    ) -> None:
        post(desk, 10)
        withdraw(desk, clock)
        desk.library(GUILD).restore("A1", by=MANAGER)

        [again] = withdraw(desk, clock)

        assert again.messages == (10,)


class TestAMessageThatTurnsUpLater:
    def test_is_in_the_correction_that_waits(self, desk: Database, clock: Clock) -> None:
        late = save(desk)
        post(desk, 10)
        [one] = withdraw(desk, clock)
        held = take(desk, one)

        desk.briefs(GUILD).posted(late, 11)

        # Who has made the correction already makes it again.
        assert desk.corrections(GUILD).trying(held, clock.now) is None
        now = desk.corrections(GUILD).get(one.id)
        assert now is not None
        assert now.messages == (11, 10)
        assert desk.corrections(GUILD).trying(now, clock.now) is not None

    def test_has_one_of_its_own_where_that_was_sent(self, desk: Database, clock: Clock) -> None:
        late = save(desk)
        post(desk, 10)
        [one] = withdraw(desk, clock)
        send(desk, clock, one, 99)

        desk.briefs(GUILD).posted(late, 11)

        [another] = desk.corrections(GUILD).unfinished()
        assert another.messages == (11,)

    def test_has_one_where_its_channel_had_none(self, desk: Database, clock: Clock) -> None:
        late = save(desk)
        assert withdraw(desk, clock) == ()

        desk.briefs(GUILD).posted(late, 11)

        [one] = desk.corrections(GUILD).unfinished()
        assert (one.channel, one.messages) == (NEWS, (11,))

    def test_be_it_an_edition(self, desk: Database, clock: Clock) -> None:
        made = desk.schedules(GUILD).add(
            channel=NEWS, local_time=time(7), zone="UTC", weekdays=range(7), topics=[],
            created_by=MANAGER,
        )  # fmt: skip
        runs = desk.runs(GUILD)
        run = runs.claim(made.id, date(2021, 6, 7), nonce="n")
        assert run is not None
        held = runs.trying(replace(run, brief=save(desk)), clock.now)
        assert held is not None
        withdraw(desk, clock)

        runs.finish(held, RunState.SENT, messages=[20])

        [one] = desk.corrections(GUILD).unfinished()
        assert one.messages == (20,)


def test_all_leases_end_when_a_bot_that_is_alone_starts(desk: Database, clock: Clock) -> None:
    post(desk, 10)
    [one] = withdraw(desk, clock)
    take(desk, one)

    assert desk.due().free_all() == 1
    assert [left.id for left in desk.due().corrections(clock.now, 10)] == [one.id]


def test_of_a_server_that_was_left_none_is_due(desk: Database, clock: Clock) -> None:
    post(desk, 10)
    withdraw(desk, clock)

    desk.guilds().left(GUILD)

    assert desk.due().corrections(clock.now, 10) == ()


def test_removing_the_samples_corrects_nothing(desk: Database, article: MakeArticle) -> None:
    guild = GUILD + 1
    desk.library(guild).seed_once([replace(article("A starter."), added=SEVEN)])
    briefs = desk.briefs(guild)
    payload = {"sources": [{"citation": 1, "article": "A1"}]}
    briefs.posted(briefs.save(kind="topic", about="", payload=payload, channel=NEWS), 10)

    assert desk.library(guild).remove_samples(by=MANAGER) == 1

    assert desk.corrections(guild).unfinished() == ()
