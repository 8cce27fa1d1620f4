"""An operator at the terminal: backs up, restores, migrates, vacuums, exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from summaries.store import Database
from summaries.store.migrate import HEAD
from tests.unit.cli.conftest import SEEDS, Terminal

GUILD = 123456789012345678


@pytest.fixture
def data(tmp_path: Path, pullquote: Terminal) -> Path:
    """A data folder with the seeds in one server's library."""
    assert pullquote("import", SEEDS, "--guild", GUILD).code == 0
    return tmp_path / "data" / "pullquote.sqlite3"


def test_a_backup_is_made_named_and_restored_elsewhere(
    pullquote: Terminal, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.sqlite3"
    made = pullquote("backup", file)
    assert made.code == 0
    size = file.stat().st_size / 1e6
    assert made.out == f"{file}: {size:.1f} MB, tables at revision {HEAD}, checked.\n"

    monkeypatch.setenv("PULLQUOTE_DATA_DIR", str(tmp_path / "elsewhere"))
    restored = pullquote("restore", file)

    assert restored.code == 0
    assert restored.out == f"Restored {file}: tables at revision {HEAD}, now {HEAD}.\n"
    with Database.file(tmp_path / "elsewhere" / data.name) as place:
        assert len(place.library(GUILD).all()) == 5


def test_what_is_there_is_not_replaced_by_accident(
    pullquote: Terminal, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sqlite3"
    pullquote("backup", file)
    again = pullquote("backup", file)
    over = pullquote("restore", file)

    assert (again.code, over.code) == (1, 1)
    assert "exists already, so nothing was written" in again.err
    assert "holds data already, so nothing was changed" in over.err

    assert pullquote("backup", file, "--force").code == 0
    forced = pullquote("restore", file, "--force")
    assert forced.code == 0
    assert f"is kept as {data}.before-restore" in forced.out


def test_while_a_bot_runs_only_the_backup_is_made(
    pullquote: Terminal, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sqlite3"
    with Database.file(data) as bot:
        bot.as_bot()
        assert pullquote("backup", file).code == 0
        for command in (("restore", file, "--force"), ("vacuum",)):
            refused = pullquote(*command)
            assert refused.code == 1
            assert "A bot is working with the database" in refused.err


def test_migrations_are_shown_before_they_are_done(
    pullquote: Terminal, tmp_path: Path, data: Path
) -> None:
    from alembic import command

    from summaries.store.migrate import config_for

    newest = pullquote("migrate")
    assert newest.out == f"The tables are at revision {HEAD}, which is the newest: nothing to do.\n"
    with Database.file(data) as database, database._store.writing() as connection:
        command.downgrade(config_for(connection), "0004")

    shown = pullquote("migrate", "--dry-run")
    assert shown.out.startswith(f"From revision 0004 to {HEAD}:\n  0005  ")
    assert shown.out.endswith("Nothing was changed.\n")
    assert pullquote("migrate", "--dry-run").out == shown.out

    done = pullquote("migrate")
    assert done.out.endswith(f"Done: the tables are at revision {HEAD}.\n")
    assert "nothing to do" in pullquote("migrate").out


def test_vacuum_says_what_was_gained(pullquote: Terminal, data: Path) -> None:
    done = pullquote("vacuum")
    assert done.code == 0
    assert done.out.endswith(" MB now.\n")


def test_an_export_can_be_imported_into_another_server(
    pullquote: Terminal, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = pullquote("export", out, "--guild", GUILD)
    assert done.out.startswith(f"{out}: 5 articles, 5 audit")

    assert pullquote("import", out / "articles", "--guild", 5).code == 0

    with Database.file(data) as database:
        texts = [{one.text for one in database.library(guild).all()} for guild in (GUILD, 5)]
    assert texts[0] == texts[1]
    again = pullquote("export", out, "--guild", GUILD)
    assert again.code == 1
    assert "not an empty folder" in again.err


@pytest.mark.parametrize(
    "command", [("backup", "x"), ("migrate",), ("vacuum",), ("export", "x", "--guild", "1")]
)
def test_without_a_database_each_says_so_and_makes_none(
    pullquote: Terminal, tmp_path: Path, command: tuple[str, ...]
) -> None:
    said = pullquote(*command)
    assert said.code == 1
    assert said.err.startswith("There is no database at ")
    assert not (tmp_path / "data").exists()
    assert not Path("x").exists()
