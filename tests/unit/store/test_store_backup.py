"""A backup is taken while others write, and comes back whole: on either database, from either."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import time as local_time
from pathlib import Path

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import (
    BadBackup,
    Database,
    FileExists,
    FileRefused,
    StoredArticle,
    StoreError,
    StoreInUse,
    StoreMissing,
    StoreNotEmpty,
    StoreTooNew,
)
from summaries.store.migrate import HEAD
from summaries.store.tables import articles, metadata
from tests.unit.store.conftest import rebuild_from_lines
from tests.unit.store.servers import Server

Rebuild = Callable[[StoredArticle], Article]
MakeArticle = Callable[..., Article]
DESK, OTHER, USER = 100, 200, 7
# Half a pair can't be stored; everything else can, and has to come back.
WORDS = "Zürich 🏛 “quoted”\u2028\r\n\ttab, and ' \\ % ; -- \x01\ufeff."

WRITER = """
import sys
from summaries.store import Database
with Database(sys.argv[1]) as desk:
    print("ready", flush=True)
    number = 0
    while True:
        number += 1
        desk.state().set(f"write {number}", "x" * 2000)
        print(number, flush=True)
"""


def fill(desk: Database, article: MakeArticle) -> None:
    """Give two servers some of everything."""
    for guild in (DESK, OTHER):
        desk.guilds().add(guild, f"Server {guild}")
        library = desk.library(guild)
        for number in range(1, 4):
            library.add(article(f"{WORDS}\nArticle {number} of {guild}."), added_by=USER)
        library.edit("A2", by=USER, title=WORDS)
        library.withdraw("A3", by=USER)
        desk.briefs(guild).save(kind="topic", about=WORDS, payload={"a": [1, None, WORDS]})
        desk.schedules(guild).add(
            channel=5,
            local_time=local_time(7),
            zone="Europe/Zurich",
            weekdays=[0, 6],
            topics=["aid"],
            created_by=USER,
        )
        feed = desk.feeds(guild).add("https://example.org/f", title=WORDS, by=USER, full_text=True)
        desk.feeds(guild).mark_seen(feed.id, ["one", "two"])


def rows_of(desk: Database) -> dict[str, list[str]]:
    """Every row of every table, as the code reads them."""
    with desk._store.reading() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(sa.select(table)))
            for table in metadata.sorted_tables
        }


@pytest.fixture
def other_kind(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.URL]:
    """The address of a new database of the other kind than the desk's."""
    if engine == "postgresql":
        yield sa.URL.create("sqlite", database=str(tmp_path / "other" / "kind.db"))
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.make()
    yield url
    server.drop(url)


def test_a_backup_comes_back_row_for_row(
    desk: Database, new_address: sa.URL, article: MakeArticle, rebuild: Rebuild, tmp_path: Path
) -> None:
    fill(desk, article)
    before = rows_of(desk)

    steps: list[tuple[int, int | None]] = []
    made = desk.keeper().back_up(
        tmp_path / "backup", report=lambda done, total: steps.append((done, total))
    )
    empty = new_address.set(database=str(tmp_path / "new" / "place.db"))
    place = Database(
        empty if new_address.get_backend_name() == "sqlite" else new_address, rebuild=rebuild
    )
    restored = place.keeper().restore(made.file)

    assert (made.revision, restored.revision, restored.kept) == (HEAD, HEAD, None)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert steps
    assert steps[-1][0] == steps[-1][1]
    with place:
        assert rows_of(place) == before
        assert place.library(DESK).add(article("More."), added_by=USER).id == "A4"
        assert [one.id for one in place.library(DESK).search("more").articles] == ["A4"]
        place.audit(DESK).write("a line", user=USER, detail={})


def test_what_came_from_one_kind_of_database_goes_into_the_other(
    desk: Database, other_kind: sa.URL, article: MakeArticle, rebuild: Rebuild, tmp_path: Path
) -> None:
    fill(desk, article)
    before = rows_of(desk)
    made = desk.keeper().back_up(tmp_path / "backup")

    with Database(other_kind, rebuild=rebuild) as place:
        place.close()
        place.keeper().restore(made.file)
        assert rows_of(place) == before
        assert [one.id for one in place.library(OTHER).search("zurich").articles] == ["A2", "A1"]
        assert place.library(DESK).add(article("More."), added_by=USER).id == "A4"
        place.audit(DESK).write("a line", user=USER, detail={})
        again = place.keeper().back_up(tmp_path / "and back")

    with Database.file(tmp_path / "third" / "place.db", rebuild=rebuild) as third:
        third.close()
        third.keeper().restore(again.file)
        assert len(third.library(DESK).all()) == 3


def test_nothing_that_was_acknowledged_before_a_live_backup_is_missing_in_it(
    address: sa.URL, desk: Database, tmp_path: Path
) -> None:
    """Another process writes all the time; whatever it had told us before is in the copy."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, address.render_as_string(hide_password=False)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    told = [0]

    def listen() -> None:
        assert writer.stdout is not None
        for line in writer.stdout:
            told[0] = int(line)

    try:
        assert writer.stdout.readline() == "ready\n"
        listener = threading.Thread(target=listen)
        listener.start()
        for turn in range(4):
            seen = told[0]
            while told[0] < seen + 20:
                time.sleep(0.005)
            acknowledged = told[0]
            made = desk.keeper().back_up(
                tmp_path / f"backup {turn}", report=lambda done, total: time.sleep(0.01)
            )
            with closing(sqlite3.connect(made.file)) as copy:
                assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                [count] = copy.execute("SELECT count(*) FROM state").fetchone()
                names = {f"write {number}" for number in range(1, acknowledged + 1)}
                there = {name for (name,) in copy.execute("SELECT key FROM state")}
            assert names <= there
            assert there == {f"write {number}" for number in range(1, count + 1)}, "one state"
    finally:
        writer.kill()
        writer.wait()
        listener.join()
        writer.stdout.close()


def test_a_file_that_is_there_is_not_written_over_unless_that_is_asked_for(
    desk: Database, article: MakeArticle, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    file.write_text("something dear")
    with pytest.raises(FileExists, match="add --force"):
        desk.keeper().back_up(file)
    assert file.read_text() == "something dear"

    fill(desk, article)
    desk.keeper().back_up(file, force=True)

    assert file.read_bytes().startswith(b"SQLite format 3")
    left = {one.name for one in tmp_path.iterdir()} - {"data"}
    assert left == {"backup"}


def test_a_backup_that_fails_leaves_nothing_behind(
    desk: Database, article: MakeArticle, tmp_path: Path
) -> None:
    fill(desk, article)
    (tmp_path / "folder").mkdir()

    def stop(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.keeper().back_up(tmp_path / "folder" / "backup", report=stop)
    with pytest.raises(FileRefused, match="a folder that exists"):
        desk.keeper().back_up(tmp_path / "nowhere" / "backup")
    with pytest.raises((FileExists, FileRefused)):
        desk.keeper().back_up(tmp_path / "folder", force=True)

    assert list((tmp_path / "folder").iterdir()) == []


def test_the_database_is_no_place_for_its_own_backup(file_desk: Database, path: Path) -> None:
    file_desk.state().set("a", "b")
    with pytest.raises(FileRefused, match="the database itself"):
        file_desk.keeper().back_up(path, force=True)
    with pytest.raises(BadBackup, match="the database itself"):
        file_desk.keeper().restore(path, force=True)
    assert file_desk.state().get("a") == "b"


def test_where_there_is_no_database_nothing_is_made(tmp_path: Path) -> None:
    place = Database.file(tmp_path / "none" / "here.db")
    for attempt in (
        lambda: place.keeper().back_up(tmp_path / "backup"),
        place.keeper().migration,
        place.keeper().vacuum,
        lambda: place.keeper().export(DESK, tmp_path / "out"),
    ):
        with pytest.raises(StoreMissing, match="There is no database"):
            attempt()
    assert list(tmp_path.iterdir()) == []


def test_a_database_in_use_is_not_replaced_unless_that_is_asked_for(
    desk: Database, article: MakeArticle, tmp_path: Path
) -> None:
    made = desk.keeper().back_up(tmp_path / "empty backup")
    fill(desk, article)
    before = rows_of(desk)
    desk.close()

    with pytest.raises(StoreNotEmpty, match="--force"):
        desk.keeper().restore(made.file)
    assert rows_of(desk) == before
    desk.close()

    restored = desk.keeper().restore(made.file, force=True)
    assert not any(rows_of(desk).values())
    if restored.kept is not None:
        with Database.file(restored.kept, rebuild=rebuild_from_lines) as kept:
            assert rows_of(kept) == before


def test_a_damaged_database_is_replaced_and_kept(
    path: Path, rebuild: Rebuild, article: MakeArticle, tmp_path: Path
) -> None:
    with Database.file(path, rebuild=rebuild) as desk:
        fill(desk, article)
        before = rows_of(desk)
        made = desk.keeper().back_up(tmp_path / "backup")
    path.write_bytes(b"This was a database once. " * 1000)

    desk = Database.file(path, rebuild=rebuild)
    with pytest.raises(StoreNotEmpty):
        desk.keeper().restore(made.file)
    restored = desk.keeper().restore(made.file, force=True)

    with desk:
        assert rows_of(desk) == before
    assert restored.kept is not None
    assert restored.kept.read_bytes().startswith(b"This was a database once.")


def test_nothing_is_restored_while_a_bot_works_with_the_database(
    address: sa.URL, desk: Database, article: MakeArticle, rebuild: Rebuild, tmp_path: Path
) -> None:
    made = desk.keeper().back_up(tmp_path / "backup")
    desk.close()
    with Database(address, rebuild=rebuild) as bot:
        bot.as_bot()
        fill(bot, article)
        before = rows_of(bot)

        with pytest.raises(StoreInUse, match="stop it, then try again"):
            desk.keeper().restore(made.file, force=True)

        assert rows_of(bot) == before
    desk.keeper().restore(made.file, force=True)
    assert not any(rows_of(desk).values())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no backup"),
        (b"A letter, and no database. " * 99, "no whole backup"),
        (None, "no such file"),
    ],
)
def test_what_is_no_backup_is_said_and_changes_nothing(
    desk: Database, article: MakeArticle, tmp_path: Path, content: bytes | None, said: str
) -> None:
    fill(desk, article)
    before = rows_of(desk)
    desk.close()
    if content is not None:
        (tmp_path / "file").write_bytes(content)

    with pytest.raises(BadBackup, match=said):
        desk.keeper().restore(tmp_path / "file", force=True)

    assert rows_of(desk) == before


def test_a_backup_that_was_cut_off_or_damaged_is_refused(
    desk: Database, article: MakeArticle, tmp_path: Path
) -> None:
    fill(desk, article)
    made = desk.keeper().back_up(tmp_path / "backup")
    whole = made.file.read_bytes()
    before = rows_of(desk)
    desk.close()

    hurt = bytearray(whole)
    hurt[20_000:60_000] = os.urandom(40_000)
    for content in (whole[: len(whole) // 2], bytes(hurt)):
        made.file.write_bytes(content)
        with pytest.raises(BadBackup):
            desk.keeper().restore(made.file, force=True)
    assert rows_of(desk) == before


def test_a_backup_of_a_newer_version_is_refused(
    desk: Database, article: MakeArticle, tmp_path: Path
) -> None:
    fill(desk, article)
    made = desk.keeper().back_up(tmp_path / "backup")
    before = rows_of(desk)
    desk.close()
    with closing(sqlite3.connect(made.file)) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
        copy.commit()

    with pytest.raises(StoreTooNew, match="newer Pullquote"):
        desk.keeper().restore(made.file, force=True)

    assert rows_of(desk) == before


def test_another_program_s_database_is_no_backup(desk: Database, tmp_path: Path) -> None:
    file = tmp_path / "recipes.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes (soup TEXT)")
        other.commit()
    desk.close()
    with pytest.raises(BadBackup, match="no backup of Pullquote's"):
        desk.keeper().restore(file, force=True)


def test_a_plan_of_migrations_is_shown_and_then_carried_out(
    new_address: sa.URL, rebuild: Rebuild
) -> None:
    from alembic import command

    from summaries.store.migrate import config_for

    desk = Database(new_address, rebuild=rebuild)
    desk._store.make_place()
    with desk._store.writing() as connection:
        command.upgrade(config_for(connection), "0003")

    plan = desk.keeper().migration()
    assert (plan.found, plan.wanted) == ("0003", HEAD)
    assert plan.steps[0].revision == "0004"
    assert all(step.brings for step in plan.steps)
    desk.keeper().migrate()

    assert desk.keeper().migration().steps == ()
    desk.close()


def test_a_bot_that_runs_keeps_migrations_and_vacuum_away(
    path: Path, rebuild: Rebuild, article: MakeArticle
) -> None:
    with Database.file(path, rebuild=rebuild) as bot:
        bot.as_bot()
        other = Database.file(path, rebuild=rebuild)
        for attempt in (other.keeper().migrate, other.keeper().vacuum):
            with pytest.raises(StoreInUse):
                attempt()


def test_vacuum_gives_room_back_and_loses_nothing(
    desk: Database, engine: str, article: MakeArticle
) -> None:
    fill(desk, article)
    for number in range(30):
        desk.drafts(DESK).put("words " * 20_000 + str(number), file=None, user=USER)
    with desk._store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM drafts")
    before = rows_of(desk)

    was, now = desk.keeper().vacuum()

    assert rows_of(desk) == before
    assert [one.id for one in desk.library(DESK).search("zurich").articles] == ["A2", "A1"]
    if engine == "sqlite":
        assert now < was


def test_a_team_takes_everything_of_its_own_along_and_nothing_of_others(
    desk: Database, article: MakeArticle, tmp_path: Path
) -> None:
    fill(desk, article)
    text = desk.library(DESK).get("A1").text  # type: ignore[union-attr]

    done = desk.keeper().export(DESK, tmp_path / "out")

    assert done.articles == 3
    out = tmp_path / "out"
    files = sorted(str(one.relative_to(out)) for one in out.rglob("*") if one.is_file())
    assert files == ["articles/A1.txt", "articles/A2.txt", "manifest.json", "withdrawn/A3.txt"]
    assert (out / "articles" / "A1.txt").read_bytes() == text.encode()
    written = (out / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(written)
    assert manifest["server"]["name"] == "Server 100"
    assert [len(one["versions"]) for one in manifest["articles"]] == [1, 2, 1]
    assert manifest["articles"][1]["versions"][1]["title"] == WORDS
    assert manifest["schedules"][0]["zone"] == "Europe/Zurich"
    assert manifest["feeds"][0]["url"] == "https://example.org/f"
    assert manifest["briefs"][0]["payload"] == {"a": [1, None, WORDS]}
    assert "Server 200" not in written
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in out.rglob("*.txt"))


def test_an_export_needs_an_empty_folder_and_a_known_server(
    desk: Database, article: MakeArticle, tmp_path: Path
) -> None:
    fill(desk, article)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")

    with pytest.raises(FileRefused, match="not an empty folder"):
        desk.keeper().export(DESK, tmp_path / "out")
    with pytest.raises(StoreError, match="no server 999"):
        desk.keeper().export(999, tmp_path / "new")

    assert not (tmp_path / "new").exists()


def test_every_table_is_exported_or_left_out_for_a_reason() -> None:
    """A new table has to be thought about: is it the team's, worked out, or a person's?"""
    from summaries.store.export import PERSONAL, WORKED_OUT

    of_guilds = {table.name for table in metadata.sorted_tables if "guild" in table.c}
    with_bytes = {
        table.name
        for table in metadata.sorted_tables
        if any(isinstance(column.type, sa.LargeBinary) for column in table.c)
        # Where an article's sentences stand is worked out of its text.
        and table is not articles
    }
    assert of_guilds >= WORKED_OUT | PERSONAL
    assert with_bytes <= WORKED_OUT | PERSONAL
