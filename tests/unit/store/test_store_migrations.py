"""The tables come from migrations alone, and the migrations say what the code says."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from summaries.corpus import Article
from summaries.store import Database, StoredArticle
from summaries.store.migrate import HEAD, config_for, revision_of
from summaries.store.tables import metadata

Rebuild = Callable[[StoredArticle], Article]


def schema_of(path: Path) -> dict[str, tuple[object, ...]]:
    """Columns, keys and indexes of every table, in an order that does not depend on how."""
    with sqlite3.connect(path) as raw:
        tables = sorted(
            name
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name != "alembic_version"
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


def test_migrated_tables_are_the_ones_in_the_code(
    desk: Database, path: Path, tmp_path: Path
) -> None:
    with desk._store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []

    direct = tmp_path / "direct.db"
    engine = create_engine(f"sqlite:///{direct}")
    metadata.create_all(engine)
    engine.dispose()
    assert schema_of(path) == schema_of(direct)


def test_migrations_go_back_and_forth(desk: Database, path: Path) -> None:
    before = schema_of(path)
    with desk._store.writing() as connection:
        command.downgrade(config_for(connection), "base")
    assert schema_of(path) == {}

    desk.open()
    assert schema_of(path) == before


def test_a_migration_that_fails_half_way_leaves_no_trace(
    path: Path, rebuild: Rebuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE runs (in_the_way INTEGER)")  # the last table of the migration
    raw.close()
    before = schema_of(path)

    with pytest.raises(Exception, match="already exists"):
        Database.file(path, rebuild=rebuild).open()

    assert schema_of(path) == before


def test_the_tables_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()

    script = "".join(
        str(CreateTable(table).compile(dialect=dialect))
        + "".join(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
        for table in metadata.sorted_tables
    )

    assert "TIMESTAMP WITH TIME ZONE" in script
    assert "BIGSERIAL" in script


def test_a_warm_start_does_not_import_alembic(desk: Database, path: Path) -> None:
    desk.close()
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
    assert desk.state().get("warm") == "yes"
