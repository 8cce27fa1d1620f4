"""A library takes little room: what changed for that finds, and forgets, what it did before."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from summaries.corpus import Article
from summaries.store import Database, StoreBusy, StoredArticle
from summaries.store.engine import PAGE
from summaries.store.hashes import _SIZES_ON_SQLITE, COMMON, sizes_of
from summaries.store.migrate import config_for
from summaries.store.scores import rule_number
from summaries.store.search_words import indexed_words
from summaries.store.tables import articles, shingles
from tests.unit.store.conftest import article_from_lines
from tests.unit.store.test_store_copies import printed_again, story
from tests.unit.store.test_store_isolation import pledging

Rebuild = Callable[[StoredArticle], Article]
MakeArticle = Callable[..., Article]
DESK, OTHER, EDITOR = 100, 200, 7
SAID = " ".join(story(500, 100))
"""What every article says."""


def a_library(desk: Database, count: int = 30) -> None:
    """Two servers with the same articles, some of them edited, withdrawn, scored."""
    for guild in (DESK, OTHER):
        library = desk.library(guild)
        library.seed_once(
            article_from_lines(f"{' '.join(story(n, 150))} Quincunx {guild}.\n{SAID}")
            for n in range(count)
        )
        library.edit("A2", by=EDITOR, title="Bridges of Zürich")
        library.withdraw("A3", by=EDITOR)
        desk.scores(guild).write("aid@1", {"A1": [(0, 2.5)], "A2": []})
        desk.evidence(guild).write("grammar", {"A4": pledging("A4")})


def answers(desk: Database) -> list[Any]:
    """What a reader may ask, and what it is answered."""
    library = desk.library(DESK)
    first, last = story(0, 150), story(29, 150)
    return [
        [one.id for one in library.search("quincunx").articles],
        [one.id for one in library.search("zurich bridges").articles],
        [one.id for one in library.search(f"{first[3]} {first[9]}").articles],
        [one.id for one in library.search(first[5][:4]).articles],
        [one.id for one in library.search("quincunx", withdrawn=True).articles],
        library.having(" ".join(last[:9]), 10),
        [found.article for found in library.near(printed_again(first, 1))],
        [found.article for found in library.near(printed_again(last, 1))],
        library.near(SAID),
        library.all(),
        library.versions("A2"),
        desk.evidence(DESK).of(["A4"], "grammar"),
    ]


def test_the_same_is_found_before_and_after_a_migration_forth_and_back(
    new_address: sa.URL, rebuild: Rebuild
) -> None:
    with Database(new_address, rebuild=rebuild) as desk:
        a_library(desk, COMMON + 6)
        asked = answers(desk)
        assert desk.scores(DESK).best("aid@1", 5) == ("A1",)

        for _ in range(2):
            with desk._store.writing() as connection:
                command.downgrade(config_for(connection), "0013")
            with desk._store.writing() as connection:
                assert_searchable_as_before(connection)
            desk.open()
            assert answers(desk) == asked

        assert desk.scores(DESK).count_unscored("aid@1") == COMMON + 5, "they are scored again"
        added = desk.library(DESK).add(article_from_lines("Another gizmo."), added_by=EDITOR)
        assert [one.id for one in desk.library(DESK).search("gizmo").articles] == [added.id]
        desk.guilds().purge(OTHER)
        assert answers(desk)[:9] == asked[:9]


def assert_searchable_as_before(connection: sa.Connection) -> None:
    """Before revision 0014 the words stood beside the index, which was made of them."""
    words = sa.text("SELECT count(*) FROM article_words WHERE words LIKE '%100 %quincunx%'")
    assert connection.scalar(words) == COMMON + 6
    if connection.dialect.name == "sqlite":
        check = "INSERT INTO article_search(article_search, rank) VALUES ('integrity-check', 1)"
        connection.exec_driver_sql(check)


def test_scores_are_kept_under_the_numbers_of_their_rules(
    new_address: sa.URL, rebuild: Rebuild
) -> None:
    with Database(new_address, rebuild=rebuild) as desk:
        desk._store.make_place()
        a_library(desk, 5)
        with desk._store.writing() as connection:
            command.downgrade(config_for(connection), "0013")
            for table, more in (("scored", "version, at"), ("topic_scores", "sentence, score")):
                values = "1, '2021-06-07 12:00:00'" if table == "scored" else "0, 2.5"
                connection.exec_driver_sql(
                    f"INSERT INTO {table} (guild, rule, number, {more})"
                    f" VALUES (100, 'aid@1', 1, {values})"
                )

        desk.open()

        assert desk.scores(DESK).best("aid@1", 5) == ("A1",)
        assert desk.scores(DESK).count_unscored("aid@1") == 3
        assert desk.scores(DESK).count_unscored("other@1") == 4
        assert desk.scores(DESK).forget_rules_but(["aid@1"]) == 0
        assert desk.scores(DESK).forget_rules_but([]) == 2


def test_no_two_rules_have_a_number() -> None:
    numbers = {rule_number(f"topic-{n}:{n * 7919:016x}") for n in range(20_000)}
    assert len(numbers) == 20_000
    assert max(numbers) < 1 << 48


def test_of_what_all_articles_say_only_the_newest_are_kept(desk: Database) -> None:
    library = desk.library(DESK)
    library.seed_once(
        article_from_lines(f"{SAID} {' '.join(story(n, 120))}") for n in range(4 * COMMON)
    )

    with desk._store.reading() as connection:
        of_each = sa.select(sa.func.count(), sa.func.max(shingles.c.number)).group_by(
            shingles.c.hash
        )
        counts = connection.execute(of_each).all()
    assert max(count for count, _ in counts) < COMMON + 16
    assert {newest for count, newest in counts if count >= COMMON} == {4 * COMMON}
    assert library.near(f"{SAID} {' '.join(story(900, 120))}") == []
    found = library.near(printed_again([*SAID.split(), *story(7, 120)], 1))
    assert [one.article for one in found] == ["A8"], "an old one is found by what is its own"


def test_what_shares_hashes_is_looked_up_one_by_one(file_desk: Database) -> None:
    """The planner would rather read what is known of every article of a library."""
    a_library(file_desk)
    asked = {"guild": DESK, "numbers": "[1,2]"}
    with file_desk._store.reading() as connection:
        plan = connection.execute(sa.text(f"EXPLAIN QUERY PLAN {_SIZES_ON_SQLITE}"), asked).all()
        assert any("(guild=? AND number=?)" in row.detail for row in plan)
        assert sizes_of(connection, DESK, [1, 2, 3, 99]).keys() == {1, 2}, "A3 was withdrawn"


def test_a_new_file_has_pages_that_fit_packed_articles(file_desk: Database, path: Path) -> None:
    assert page_size(path) == PAGE
    file_desk.library(DESK).add(article_from_lines("Words."), added_by=EDITOR)
    copy = file_desk.keeper().back_up(path.with_name("backup")).file
    assert page_size(copy) == PAGE


def test_vacuum_gives_an_old_file_the_pages_of_today(path: Path, rebuild: Rebuild) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.execute("PRAGMA page_size=4096")
        old.execute("PRAGMA journal_mode=WAL")
        old.execute("CREATE TABLE before (a)")
        old.execute("DROP TABLE before")
    with Database.file(path, rebuild=rebuild) as desk:
        a_library(desk)
        asked = answers(desk)
        assert page_size(path) == 4096

        desk.keeper().vacuum()

        assert page_size(path) == PAGE
        assert answers(desk) == asked
        with desk._store.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        desk.keeper().vacuum()
        assert page_size(path) == PAGE


def test_while_others_read_a_file_its_pages_stay_and_that_is_said(
    path: Path, rebuild: Rebuild
) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.execute("PRAGMA page_size=4096")
        old.execute("CREATE TABLE before (a)")
    with Database.file(path, rebuild=rebuild, wait=0.2) as desk:
        a_library(desk, 5)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM guilds").fetchone()
            with pytest.raises(StoreBusy):
                desk.keeper().vacuum()
        assert desk.library(DESK).count() == 4
        desk.keeper().vacuum()
        assert page_size(path) == PAGE


def page_size(path: Path) -> int:
    with path.open("rb") as file:
        file.seek(16)
        return int.from_bytes(file.read(2), "big")


def test_words_of_a_text_that_was_damaged_are_gone_after_a_purge_and_a_vacuum(
    file_desk: Database, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody knows them any more, and SQLite's index has to be told what to take out."""
    a_library(file_desk)
    file_desk.library(OTHER).add(article_from_lines("The gizmo of Zembla."), added_by=EDITOR)
    asked = answers(file_desk)
    with file_desk._store.writing() as connection:
        which = articles.c.guild == OTHER, articles.c.number == 31
        connection.execute(articles.update().where(*which).values(text="Another text."))

    with caplog.at_level(logging.ERROR):
        file_desk.guilds().purge(OTHER)
    assert "what A31 is found by is not known any more" in caplog.text
    assert answers(file_desk) == asked
    file_desk.keeper().vacuum()

    file_desk.close()
    on_disk = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"quincunx" in on_disk
    assert b"gizmo" not in on_disk
    assert b"zembla" not in on_disk
    assert answers(file_desk) == asked
    assert file_desk.state().get("search.left_over") is None


def test_the_words_that_an_article_is_found_by_are_these_and_no_others() -> None:
    """They are not stored: other words need a migration that makes the index anew."""
    text = (
        "U.S. aid for López Obrador’s government: a twenty-year high, 5,000 under_score it's"
        " Zürich’s ʻokina İstanbul ǆ ß ﷺ 你好 नमस्ते"
    )
    assert indexed_words(DESK, ("Título", text)) == (
        "_100 titulo u_s u s aid for lopez obrador_s obrador government a twenty_year twenty year"
        " high 5 000 under score it_s it zurich_s zurich ʻokina istanbul dz ss"
        " صلى_الله_عليه_وسلم صلى الله عليه وسلم 你 好 नमस त"
    )
