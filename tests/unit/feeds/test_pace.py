"""How often a feed is asked, whatever its server says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.pace import GIVE_UP, LONGEST, NORMAL, after_answer, after_failure, given_up

NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)
seconds = st.none() | st.floats(allow_nan=False)


def test_a_feed_that_answers_is_asked_every_quarter_of_an_hour() -> None:
    assert after_answer(NOON) == NOON + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("failures", "wait"),
    [(1, 30), (2, 60), (3, 120), (6, 960), (7, 1440), (8, 1440), (10_000, 1440)],
)
def test_each_failure_doubles_the_wait_up_to_a_day(failures: int, wait: int) -> None:
    assert after_failure(NOON, failures) == NOON + timedelta(minutes=wait)


@given(fresh=seconds)
def test_no_answer_makes_it_less_than_the_normal_wait_or_more_than_a_day(
    fresh: float | None,
) -> None:
    assert NORMAL <= after_answer(NOON, fresh) - NOON <= LONGEST


@given(failures=st.integers(1, 10**9), wait=seconds)
def test_no_failure_does_either(failures: int, wait: float | None) -> None:
    assert 2 * NORMAL <= after_failure(NOON, failures, wait) - NOON <= LONGEST


@given(failures=st.integers(1, 50), wait=st.integers(0, 86_400))
def test_a_server_is_never_asked_before_it_wants_to_be(failures: int, wait: int) -> None:
    assert after_failure(NOON, failures, wait) >= NOON + timedelta(seconds=wait)


def test_a_feed_is_given_up_after_two_weeks() -> None:
    assert not given_up(NOON + GIVE_UP - timedelta(seconds=1), NOON, 19)
    assert given_up(NOON + GIVE_UP, NOON, 19)


def test_but_not_for_one_failure_after_a_long_pause() -> None:
    assert not given_up(NOON + 3 * GIVE_UP, NOON, 1)
