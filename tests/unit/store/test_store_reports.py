"""What readers report: kept, limited, told once, handled once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from summaries.store import Database, Report, TooSoon
from summaries.store.reports import A_GUILD
from tests.unit.store.conftest import MONDAY, rebuild_from_lines

GUILD, USER = 100, 7
BRIEF = "0123456789"


class Clock:
    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(path: Path, clock: Clock) -> Database:
    database = Database.file(path, rebuild=rebuild_from_lines, clock=clock)
    database.open()
    return database


def filed(database: Database, user: int = USER, words: str = "Wrong.") -> Report | TooSoon:
    return database.reports(GUILD).file(brief=BRIEF, place=2, user=user, words=words)


def test_a_report_is_read_back_letter_for_letter(desk: Database) -> None:
    words = "مرحبا “Grüße” \u202e\u00a0😀\n@everyone"
    reports = desk.reports(GUILD)

    report = reports.file(brief=BRIEF, place=None, user=USER, words=words, url="https://x/1")

    assert isinstance(report, Report)
    assert reports.get(report.id) == report
    assert (report.words, report.place, report.url) == (words, None, "https://x/1")
    assert reports.get("0000000000") is None
    assert reports.get("no name") is None


def test_where_the_managers_were_told_is_kept(desk: Database) -> None:
    reports = desk.reports(GUILD)
    report = filed(desk)
    assert isinstance(report, Report)

    reports.posted(report.id, 5, 6)

    told = reports.get(report.id)
    assert told is not None
    assert (told.channel, told.message) == (5, 6)


def test_it_is_handled_once_and_the_log_says_by_whom(desk: Database) -> None:
    reports = desk.reports(GUILD)
    report = filed(desk)
    assert isinstance(report, Report)

    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda by: reports.handle(report.id, by), range(1, 5)))

    assert sorted(done) == [False, False, False, True]
    handled = reports.get(report.id)
    assert handled is not None
    assert handled.handled_by == done.index(True) + 1
    assert [entry.action for entry in desk.audit(GUILD).read()] == ["report.handle", "report.file"]
    assert not reports.handle("0000000000", 1)


def test_one_a_minute_for_each_person(timed: Database, clock: Clock) -> None:
    assert isinstance(filed(timed), Report)
    clock.now += timedelta(seconds=59)

    assert filed(timed) == TooSoon(MONDAY + timedelta(minutes=1))
    assert isinstance(filed(timed, user=8), Report)
    clock.now += timedelta(seconds=1)
    assert isinstance(filed(timed), Report)
    timed.close()


def test_a_server_takes_only_so_many_in_an_hour(timed: Database, clock: Clock) -> None:
    most, within = A_GUILD
    for user in range(most):
        assert isinstance(filed(timed, user=user), Report)

    assert filed(timed, user=1_000) == TooSoon(MONDAY + within)
    clock.now += within
    assert isinstance(filed(timed, user=1_000), Report)
    timed.close()


def test_of_many_at_once_one_is_taken(desk: Database) -> None:
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda n: filed(desk, words=str(n)), range(6)))

    assert sum(isinstance(one, Report) for one in found) == 1
    assert len(desk.audit(GUILD).read()) == 1


def test_something_is_noted_once_in_a_guilds_settings(desk: Database) -> None:
    guilds = desk.guilds()
    guilds.change_settings(GUILD, {"language": "es"}, by=USER)

    with ThreadPoolExecutor(6) as threads:
        won = list(threads.map(lambda _: guilds.once(GUILD, "guided"), range(6)))

    assert won.count(True) == 1
    assert guilds.settings(GUILD).language == "es"
    guilds.once_more(GUILD, "guided")
    assert guilds.once(GUILD, "guided")
