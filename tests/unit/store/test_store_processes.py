"""Two processes on one file: what must happen once happens once, what was said stays true."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from datetime import date
from datetime import time as time_of_day

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import Database, StoredArticle

DESK = 100
Rebuild = Callable[[StoredArticle], Article]

START = """
import sys, time
from datetime import UTC, date, datetime
from summaries.corpus import Article
from summaries.store import Database
from summaries.text import sha256_of

def article(text):
    return Article(id="", text=text, sha256=sha256_of(text), added=datetime.now(UTC),
                   language="en", sentences=())

desk = Database(sys.argv[1], rebuild=lambda stored: stored.as_article(()))
"""


def start(address: sa.URL, program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            START + textwrap.dedent(program),
            address.render_as_string(hide_password=False),
            *arguments,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def together(address: sa.URL, program: str, *, processes: int = 2) -> list[str]:
    """Run a program in several processes that all start at one moment; return what they say."""
    ready = "print('ready', flush=True); sys.stdin.readline()\n"
    started = [
        start(address, ready + textwrap.dedent(program), str(number)) for number in range(processes)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = []
    for process in started:
        said, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        answers.append(said.strip())
    return answers


def test_a_new_database_opened_by_three_processes_at_once_is_seeded_once(
    new_address: sa.URL, rebuild: Rebuild
) -> None:
    answers = together(
        new_address,
        """
        desk.open()
        print(desk.library(100).seed_once([article(f"Starter {n}.") for n in range(5)]))
        """,
        processes=3,
    )

    assert sorted(answers) == ["False", "False", "True"]
    with Database(new_address, rebuild=rebuild) as desk:
        assert [one.id for one in desk.library(DESK).all()] == ["A1", "A2", "A3", "A4", "A5"]


def test_an_edition_is_claimed_by_one_of_two_processes(desk: Database, address: sa.URL) -> None:
    schedule = desk.schedules(DESK).add(
        channel=5,
        local_time=time_of_day(7),
        zone="UTC",
        weekdays=range(7),
        topics=[],
        created_by=1,
    )
    answers = together(
        address,
        f"""
        desk.open()
        for day in range(1, 29):
            run = desk.runs(100).claim({schedule.id!r}, date(2021, 2, day), nonce=sys.argv[2])
            print("01"[run is not None], end="")
        """,
    )

    assert [sum(map(int, day)) for day in zip(*answers, strict=True)] == [1] * 28
    runs = desk.runs(DESK).history(schedule.id, limit=100)
    assert sorted(run.edition for run in runs) == list(range(1, 29))
    for run in runs:
        assert answers[int(run.nonce)][run.local_date.day - 1] == "1"
    assert runs[-1].local_date == date(2021, 2, 1)


def test_two_processes_never_give_out_one_number_twice(address: sa.URL, rebuild: Rebuild) -> None:
    answers = together(
        address,
        """
        desk.open()
        for n in range(20):
            print(desk.library(100).add(article(f"{sys.argv[2]} {n}"), added_by=1).id)
        """,
    )

    given = sorted(int(line[1:]) for answer in answers for line in answer.split())
    assert given == list(range(1, 41))
    with Database(address, rebuild=rebuild) as desk:
        assert desk.library(DESK).count() == 40


@pytest.mark.parametrize("attempt", range(4))
def test_killed_in_the_middle_of_writing_loses_nothing_acknowledged(
    address: sa.URL, rebuild: Rebuild, attempt: int
) -> None:
    writer = start(
        address,
        """
        desk.open()
        print("ready", flush=True)
        n = 0
        while True:
            n += 1
            added = desk.library(100).add(article(f"{n} " + "words " * 2000), added_by=1)
            print(added.id, flush=True)
        """,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"

    time.sleep(random.Random(attempt).uniform(0.02, 0.3))
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged = [line for line in writer.communicate()[0].split("\n") if line.strip()]

    with Database(address, rebuild=rebuild) as desk:
        kept = [one.id for one in desk.library(DESK).all()]
        assert kept[: len(acknowledged)] == acknowledged
        assert len(kept) <= len(acknowledged) + 1, "at most the write that was under way"
        logged = desk.audit(DESK).read(limit=10_000)
        assert len(logged) == len(kept), "each article has its line in the log"
