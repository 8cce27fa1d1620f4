"""Nothing that is asked of a large database reads a whole table of it.

SQLite's planner has to be watched: what is a look into an index with one key can be a look at every
row with two. Each question that was asked is asked again, of the planner.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.evidence import GRAMMAR, Evidence
from summaries.store import Database
from summaries.store.articles import current_rows
from summaries.store.search_index import indexed
from summaries.store.tables import article_words, articles, metadata
from tests.unit.store.conftest import MONDAY

OURS, THEIRS, EDITOR = 100, 200, 7
MakeArticle = Callable[..., Article]
FEW_ROWS = frozenset({"drafts", "state"})  # a draft is of these minutes
LARGE = frozenset(metadata.tables) - FEW_ROWS
_SCAN = re.compile(r"^SCAN (\w+)")


@pytest.fixture
def desk(file_desk: Database, article: MakeArticle) -> Database:
    """Two servers with articles."""
    for guild in (OURS, THEIRS):
        library = file_desk.library(guild)
        library.seed_once(())
        for number in range(12):
            library.add(
                article(
                    f"Words of {number}.\nVaccines for {guild}.", url=f"https://x.org/{number}"
                ),
                added_by=EDITOR,
                near=["A1"] if number else [],
                scores={"aid@1": [(0, 2.0)]},
                evidence=(GRAMMAR, Evidence("A0")),
            )
        library.withdraw("A3", by=EDITOR)
    return file_desk


@contextmanager
def no_table_read_as_a_whole(desk: Database, path: Path) -> Iterator[list[str]]:
    """Look at what is asked meanwhile; yield the lines of all plans, which are there afterwards."""
    asked: dict[str, Any] = {}
    plans: list[str] = []

    def heard(_1: object, _2: object, statement: str, values: Any, *_: Any) -> None:
        many = isinstance(values, list)
        asked.setdefault(statement, values[0] if many else values)

    sa.event.listen(desk._store._engine, "before_cursor_execute", heard)
    try:
        yield plans
    finally:
        sa.event.remove(desk._store._engine, "before_cursor_execute", heard)
    assert asked
    with closing(sqlite3.connect(path)) as planner:
        for statement, values in asked.items():
            if not statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
                continue
            plan = [row[3] for row in planner.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
            scanned = {found[1] for line in plan if (found := _SCAN.match(line))}
            assert not scanned & LARGE, (statement, plan)
            plans += plan


def test_an_article_s_whole_life(desk: Database, path: Path, article: MakeArticle) -> None:
    library = desk.library(OURS)
    with no_table_read_as_a_whole(desk, path):
        library.add(article("Another.\nOf it.", url="https://x.org/new"), added_by=EDITOR)
        library.find("0" * 64)
        library.find_url("https://x.org/new")
        library.near("Words of 5.\nVaccines for 100.")
        library.get_many(["A1", "A2"])
        library.edit("A2", by=EDITOR, title="Another title")
        library.withdraw("A2", by=EDITOR)
        library.restore("A2", by=EDITOR)
        library.versions("A2")


def test_what_was_corrected_or_withdrawn_is_found_by_its_moment(desk: Database, path: Path) -> None:
    library, day = desk.library(OURS), timedelta(days=1)
    library.edit("A2", by=EDITOR, title="Another title")
    now = desk._clock()

    with no_table_read_as_a_whole(desk, path) as plans:
        found = library.changed(now - day, now + day)

    assert (found.corrected, found.withdrawn) == (("A2",), ("A3",))
    assert [plan.partition("(")[2] for plan in plans if plan.startswith("SEARCH")] == [
        "guild=? AND withdrawn_at>? AND withdrawn_at<?)",
        "guild=? AND replaced_at>? AND replaced_at<?)",
    ]


def test_what_a_brief_asks(desk: Database, path: Path) -> None:
    library, scores = desk.library(OURS), desk.scores(OURS)
    with no_table_read_as_a_whole(desk, path):
        library.having("vaccines words", 10)
        library.having("vaccines", 10, MONDAY.date())
        library.titled("Another title")
        library.search("vaccines")
        library.search(publisher="AP", language="en")
        library.copies(["A1", "A2"])
        library.count()
        scores.best("aid@1", 10)
        scores.extent()
        scores.extent(MONDAY.date())
        scores.newest(10)
        scores.versions(["A1", "A2"])
        scores.live(["A1", "A2"])
        scores.count_unscored("aid@1")
        scores.unscored("aid@1", 10)
        desk.evidence(OURS).of(["A1", "A2"], GRAMMAR)
        brief = desk.briefs(OURS).save(kind="topic", about="aid", payload={}, channel=5)
        desk.briefs(OURS).posted(brief, 99)
        desk.briefs(OURS).get(brief)
        desk.briefs(OURS).quoting("A1", since=MONDAY)


def test_deleting_a_server(desk: Database, path: Path) -> None:
    with no_table_read_as_a_whole(desk, path):
        assert desk.guilds().purge(THEIRS) > 100


def test_what_is_worked_out_again_of_some_articles(desk: Database, path: Path) -> None:
    keys = [(guild, number) for guild in (OURS, THEIRS) for number in (2, 5)]
    with no_table_read_as_a_whole(desk, path), desk._store.reading() as connection:
        words = list(indexed(connection, article_words.c.guild == OURS))
        rows = list(current_rows(connection, [articles.c.guild, articles.c.number], keys))

    assert len(words[0]) == 12
    assert [tuple(row) for row in rows] == keys


def test_what_an_edition_is_chosen_from_is_found_among_the_new_articles(
    desk: Database, path: Path
) -> None:
    day = timedelta(days=1)
    with no_table_read_as_a_whole(desk, path) as plans:
        found = desk.scores(OURS).best("aid@1", 5, added=(MONDAY - day, MONDAY + day))

    assert len(found) == 5
    assert any("guild=? AND added>? AND added<?" in plan for plan in plans)
    assert not any("ix_topic_scores_guild_rule_score" in plan for plan in plans)
