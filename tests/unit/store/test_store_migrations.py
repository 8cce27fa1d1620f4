"""The tables come from migrations alone, and the migrations say what the code says."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, BindParameter, Date, bindparam, create_engine, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from summaries.corpus import Article
from summaries.store import Database, StoredArticle
from summaries.store.columns import Moment
from summaries.store.migrate import HEAD, config_for, revision_of
from summaries.store.tables import metadata
from summaries.text import sha256_of
from tests.unit.store.conftest import MONDAY, article_from_lines

Rebuild = Callable[[StoredArticle], Article]


def schema_of(path: Path) -> dict[str, tuple[object, ...]]:
    """Columns, keys and indexes of every table, in an order that does not depend on how."""
    with sqlite3.connect(path) as raw:
        tables = sorted(
            name
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name != "alembic_version" and not name.startswith("article_search")
        )
        found: dict[str, tuple[object, ...]] = {}
        for table in tables:
            indexes = sorted(row[1] for row in raw.execute(f"PRAGMA index_list({table})"))
            found[table] = (
                sorted(row[1:] for row in raw.execute(f"PRAGMA table_info({table})")),
                sorted(row[2:] for row in raw.execute(f"PRAGMA foreign_key_list({table})")),
                [(name, raw.execute(f"PRAGMA index_info({name})").fetchall()) for name in indexes],
            )
    raw.close()
    return found


def test_the_known_revision_is_the_newest(desk: Database) -> None:
    with desk._store.reading() as connection:
        scripts = ScriptDirectory.from_config(config_for(connection))
        assert scripts.get_heads() == [HEAD]
        assert revision_of(connection) == HEAD


def test_migrated_tables_are_the_ones_in_the_code(desk: Database) -> None:
    def ours(thing: object, name: str | None, *_: object) -> bool:
        return not (name or "").startswith("article_search")

    with desk._store.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_object": ours,  # the full-text index is each database's own
            },
        )
        assert compare_metadata(context, metadata) == []


def test_a_migrated_file_is_the_one_that_the_code_describes(
    file_desk: Database, path: Path, tmp_path: Path
) -> None:
    direct = tmp_path / "direct.db"
    engine = create_engine(f"sqlite:///{direct}")
    metadata.create_all(engine)
    engine.dispose()
    assert schema_of(path) == schema_of(direct)


def test_migrations_go_back_and_forth(file_desk: Database, path: Path) -> None:
    before = schema_of(path)
    with file_desk._store.writing() as connection:
        command.downgrade(config_for(connection), "base")
    assert schema_of(path) == {}

    file_desk.open()
    assert schema_of(path) == before


def test_a_migration_that_fails_half_way_leaves_no_trace(
    path: Path, rebuild: Rebuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE feed_entries (in_the_way INTEGER)")  # the last table made
    raw.close()
    before = schema_of(path)

    with pytest.raises(Exception, match="already exists"):
        Database.file(path, rebuild=rebuild).open()

    assert schema_of(path) == before


# What an article of a library that the first version made had.
FIRST = """INSERT INTO articles (guild, number, version, file, url, text, sha256, title, publisher,
    publisher_given, published, published_given, added, language, withdrawn_at, sample, set_aside,
    features_version) VALUES (:guild, :number, 1, 'a.txt', :url, :text, :sha256, 'A title', 'AP',
    :no, :published, :no, :added, 'en', :withdrawn_at, :no, '[]', '')"""


def old_library(address: URL, rebuild: Rebuild) -> Database:
    """Make a database as the first version made it, with articles of two servers in it."""
    desk = Database(address, rebuild=rebuild)
    desk._store.make_place()
    with desk._store.writing() as connection:
        command.upgrade(config_for(connection), "0001")
        for guild in (100, 200):
            connection.execute(
                text(
                    "INSERT INTO guilds (id, added, library_seeded, next_article,"
                    " library_revision, settings) VALUES (:id, :at, :yes, 4, 1, '{}')"
                ),
                {"id": guild, "at": MONDAY, "yes": True},
            )
            for number in (1, 2, 3):
                words = WORDS.format(guild=guild, number=number)
                values = {
                    "guild": guild,
                    "number": number,
                    "url": f"https://example.org/{guild}/{number}" if number == 2 else None,
                    "text": words,
                    "sha256": sha256_of(words if number != 3 or guild == 100 else "other words"),
                    "published": date(2021, 6, 1) if number == 2 else None,
                    "added": MONDAY,
                    "withdrawn_at": MONDAY if number == 1 else None,
                    "no": False,
                }
                connection.execute(text(FIRST).bindparams(*TYPED), values)
    return desk


TYPED: list[BindParameter[Any]] = [
    bindparam("added", type_=Moment()),
    bindparam("withdrawn_at", type_=Moment()),
    bindparam("published", type_=Date()),
]
WORDS = "The number {number} vaccine report of {guild}.\nIt has a second line with 12 words in it."


def test_a_library_of_the_first_version_gets_what_new_ones_have(
    new_address: URL, rebuild: Rebuild, caplog: pytest.LogCaptureFixture
) -> None:
    desk = old_library(new_address, rebuild)
    with desk, caplog.at_level(logging.ERROR):
        library = desk.library(100)

        assert [one.id for one in library.all()] == ["A2", "A3"]
        assert [one.id for one in library.search("vaccine 100").articles] == ["A3", "A2"]
        assert [one.id for one in library.search("vaccine", withdrawn=True).articles] == ["A1"]
        assert library.search().sentences == (2, 2)
        found = library.find_url("https://example.org/100/2")
        assert found is not None
        assert found.id == "A2"
        asked = WORDS.format(guild=100, number=3)
        assert library.near(asked)[0].article == "A3"
        assert library.add(article_from_lines("New."), added_by=7).id == "A4"
        assert "text of A3 has changed" in caplog.text
        assert [one.id for one in desk.library(200).search("report").articles] == ["A2"]

        with desk._store.reading() as connection:
            dates = (
                "SELECT number, counts_from FROM article_facts WHERE guild = 100 ORDER BY number"
            )
            assert [str(row[1]) for row in connection.exec_driver_sql(dates)] == [
                "2021-06-07",
                "2021-06-01",
                "2021-06-07",
                "2021-06-07",
            ]


def test_back_at_the_first_version_every_article_is_there_and_forth_again_too(
    new_address: URL, rebuild: Rebuild
) -> None:
    desk = old_library(new_address, rebuild)
    query = text("SELECT guild, number, version, text, title, added FROM articles ORDER BY 1, 2, 3")
    with desk:
        desk.library(100).edit("A2", by=7, title="Another title")
        desk.feeds(100).add("https://example.org/feed", title=None, by=7, full_text=True)
        with desk._store.writing() as connection:
            command.downgrade(config_for(connection), "0013")  # from here on texts are packed
            before = connection.execute(query).all()

        with desk._store.writing() as connection:
            command.downgrade(config_for(connection), "0001")
            assert connection.execute(query).all() == before
        desk.open()

        assert [one.id for one in desk.library(100).search("another title").articles] == ["A2"]
        assert len(desk.library(100).versions("A2")) == 2
        assert desk.feeds(100).all() == ()
        with desk._store.reading() as connection:
            facts = "SELECT version FROM article_facts WHERE guild = 100 AND number = 2"
            assert connection.exec_driver_sql(facts).scalar() == 2


def test_what_is_filled_in_is_what_adding_writes(new_address: URL, rebuild: Rebuild) -> None:
    desk = old_library(new_address, rebuild)
    derived = ("article_facts", "article_words", "shingles", "library_days")
    # A row's own number, what names the guild, and when it changed last.
    own = {"guild", "id", "revision"}

    def rows(guild: int) -> list[list[tuple[object, ...]]]:
        with desk._store.reading() as connection:
            tables = [metadata.tables[name] for name in derived]
            return [
                sorted(
                    tuple(row)
                    for row in connection.execute(
                        select(*(c for c in t.c if c.name not in own)).where(t.c.guild == guild)
                    )
                )
                for t in tables
            ]

    with desk:
        desk.guilds().add(300)
        for one in desk.library(100).versions("A1"), desk.library(100).versions("A2"):
            desk.library(300).add(rebuild(one[0]), added_by=7)
        desk.library(300).withdraw("A1", by=7)
        desk.library(300).add(rebuild(desk.library(100).versions("A3")[0]), added_by=7)

        assert rows(300) == rows(100)


def test_the_tables_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()

    script = "".join(
        str(CreateTable(table).compile(dialect=dialect))
        + "".join(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
        for table in metadata.sorted_tables
    )

    assert "TIMESTAMP WITH TIME ZONE" in script
    assert "BIGSERIAL" in script


def test_a_warm_start_does_not_import_alembic(file_desk: Database, path: Path) -> None:
    file_desk.close()
    program = (
        "import sys\n"
        "from summaries.store import Database\n"
        f"with Database({f'sqlite:///{path}'!r}, rebuild=lambda stored: stored) as desk:\n"
        "    desk.state().set('warm', 'yes')\n"
        "print([name for name in sys.modules if name.startswith(('alembic', 'mako', 'psycopg'))])\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "[]"
    assert file_desk.state().get("warm") == "yes"
