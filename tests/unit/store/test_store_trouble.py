"""A full disk, a lock, a damaged file, a folder one may not write: each is one clear sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import (
    Database,
    StoreAway,
    StoreBusy,
    StoreDamaged,
    StoredArticle,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
)

DESK, EDITOR = 100, 7
MakeArticle = Callable[..., Article]
Rebuild = Callable[[StoredArticle], Article]


def is_one_sentence(error: StoreError, path: Path) -> bool:
    words = str(error)
    return (
        str(path) in words and words.endswith(".") and "\n" not in words and "sqlalche" not in words
    )


def test_the_file_is_its_owner_s_alone(file_desk: Database, path: Path) -> None:
    file_desk.state().set("a", "b")

    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_every_connection_has_the_settings_that_lose_nothing(file_desk: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}

    for connect in (file_desk._store.reading, file_desk._store.writing):
        with connect() as connection:
            for setting, value in wanted.items():
                assert connection.exec_driver_sql(f"PRAGMA {setting}").scalar() == value


def test_a_row_must_belong_to_a_server(desk: Database) -> None:
    with pytest.raises(StoreError, match=r"(?i)foreign key"), desk._store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO counters VALUES (99, 1, 1)")


def test_a_lock_held_by_another_program_is_waited_for_then_said(
    path: Path, rebuild: Rebuild, article: MakeArticle
) -> None:
    with Database.file(path, rebuild=rebuild, wait=0.3) as desk:
        desk.library(DESK).add(article("Before."), added_by=EDITOR)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreBusy, match="locked by another program") as trouble:
            desk.library(DESK).add(article("During."), added_by=EDITOR)
        assert is_one_sentence(trouble.value, path)
        assert desk.library(DESK).count() == 1, "reading goes on"

        other.execute("ROLLBACK")
        other.close()
        desk.library(DESK).add(article("After."), added_by=EDITOR)
        assert desk.library(DESK).count() == 2


def test_readers_are_not_held_up_by_a_writer_nor_it_by_them(
    desk: Database, article: MakeArticle
) -> None:
    desk.library(DESK).add(article("Before."), added_by=EDITOR)
    waits: list[float] = []

    def read() -> None:
        for _ in range(20):
            start = time.perf_counter()
            assert desk.library(DESK).count() == 1, "an unfinished write is not seen"
            waits.append(time.perf_counter() - start)

    with desk._store.writing() as connection:
        connection.exec_driver_sql("UPDATE article_facts SET withdrawn = NOT withdrawn")
        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    assert len(waits) == 80
    assert max(waits) < 1.0

    with desk._store.reading() as held:
        seen = held.exec_driver_sql("SELECT count(*) FROM articles").scalar()
        desk.library(DESK).add(article("During."), added_by=EDITOR)
        assert held.exec_driver_sql("SELECT count(*) FROM articles").scalar() == seen


def test_many_threads_write_one_after_another(desk: Database, article: MakeArticle) -> None:
    library = desk.library(DESK)

    def add(start: int) -> None:
        for number in range(start, start + 5):
            library.add(article(f"Text {number}."), added_by=EDITOR)

    writers = [threading.Thread(target=add, args=(start,)) for start in range(0, 40, 5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [one.id for one in library.all()] == [f"A{n}" for n in range(1, 41)]


def test_a_failure_in_the_middle_of_a_write_changes_nothing(
    desk: Database, article: MakeArticle
) -> None:
    def starters() -> Iterator[Article]:
        yield article("One.")
        raise RuntimeError("the starter folder went away")

    with pytest.raises(RuntimeError):
        desk.library(DESK).seed_once(starters())
    assert not desk.library(DESK).seeded()

    def half_way() -> None:
        with desk._store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO state VALUES ('half', 'way')")
            raise RuntimeError("stopped half way")

    with pytest.raises(RuntimeError):
        half_way()
    assert desk.state().get("half") is None
    assert desk.library(DESK).seed_once([article("One.")])


@pytest.mark.parametrize("content", [b"not a database at all, but a letter " * 200, b"\x00" * 5000])
def test_a_file_that_is_no_database_is_said_and_left_alone(
    path: Path, rebuild: Rebuild, content: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(StoreDamaged, match="put a backup in its place") as trouble:
        Database.file(path, rebuild=rebuild).open()

    assert is_one_sentence(trouble.value, path)
    assert path.read_bytes() == content


def test_damage_inside_the_file_is_said_when_it_is_met(
    path: Path, rebuild: Rebuild, article: MakeArticle
) -> None:
    with Database.file(path, rebuild=rebuild) as desk:
        for number in range(50):
            desk.library(DESK).add(article(f"{number} " + "words " * 500), added_by=EDITOR)
    content = bytearray(path.read_bytes())
    content[40_000:] = os.urandom(len(content) - 40_000)
    path.write_bytes(content)

    with pytest.raises(StoreDamaged) as trouble, Database.file(path, rebuild=rebuild) as desk:
        desk.library(DESK).all()

    assert is_one_sentence(trouble.value, path)


def test_a_full_disk_is_said_and_nothing_is_half_written(
    path: Path, rebuild: Rebuild, article: MakeArticle
) -> None:
    with Database.file(path, rebuild=rebuild) as desk:
        desk.library(DESK).add(article("Before."), added_by=EDITOR)
        with desk._store.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(StoreFull, match="make room") as trouble:
            desk.library(DESK).add(article(" ".join(map(str, range(50_000)))), added_by=EDITOR)

        assert is_one_sentence(trouble.value, path)
        assert [one.id for one in desk.library(DESK).all()] == ["A1"]


@contextmanager
def as_a_stranger() -> Iterator[None]:
    """Act as a user who owns nothing; the superuser would be let in everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written_is_said(open_folder: Path, rebuild: Rebuild) -> None:
    path = open_folder / "pullquote.db"
    open_folder.chmod(0o555)

    with (
        as_a_stranger(),
        pytest.raises(StoreReadOnly, match="PULLQUOTE_DATA_DIR") as trouble,
    ):
        Database.file(path, rebuild=rebuild).open()

    assert is_one_sentence(trouble.value, path)


def test_a_file_that_may_not_be_written_is_said(open_folder: Path, rebuild: Rebuild) -> None:
    path = open_folder / "pullquote.db"
    with Database.file(path, rebuild=rebuild) as desk:
        desk.state().set("a", "b")
    path.chmod(0o444)
    open_folder.chmod(0o555)

    with as_a_stranger(), pytest.raises(StoreReadOnly, match="write permission") as trouble:
        Database.file(path, rebuild=rebuild).open()

    assert is_one_sentence(trouble.value, path)


def test_a_bot_whose_place_can_not_be_held_is_told_so(open_folder: Path, rebuild: Rebuild) -> None:
    path = open_folder / "pullquote.db"
    path.touch()
    path.chmod(0o666)
    open_folder.chmod(0o555)

    with as_a_stranger(), pytest.raises(StoreReadOnly, match="write permission") as trouble:
        Database.file(path, rebuild=rebuild).as_bot()

    assert is_one_sentence(trouble.value, path)


def test_a_folder_made_read_only_while_the_bot_runs_is_said(
    open_folder: Path, rebuild: Rebuild
) -> None:
    path = open_folder / "pullquote.db"
    with Database.file(path, rebuild=rebuild) as desk:
        desk.state().set("a", "b")
    path.chmod(0o666)
    open_folder.chmod(0o555)
    # The file may be written, but not the write-ahead log that must stand beside it.
    with as_a_stranger(), pytest.raises(StoreError) as trouble:
        Database.file(path, rebuild=rebuild).open()

    assert isinstance(trouble.value, StoreReadOnly | StoreUnreachable)
    assert is_one_sentence(trouble.value, path)


def test_a_place_that_can_not_be_is_said(tmp_path: Path, rebuild: Rebuild) -> None:
    (tmp_path / "file").write_text("in the way")

    for path in (tmp_path / "file" / "pullquote.db", tmp_path):
        with pytest.raises(StoreUnreachable, match="can't be opened") as trouble:
            Database.file(path, rebuild=rebuild).open()
        assert is_one_sentence(trouble.value, path)
    for address in ("sqlite://", "sqlite:///:memory:", "nonsense"):
        with pytest.raises(StoreUnreachable):
            Database(address, rebuild=rebuild)


@pytest.mark.parametrize(
    "address",
    ["postgresql://me:top-secret@127.0.0.1:1/news", "postgresql+psycopg://me:top-secret@/x?host=/"],
)
def test_a_server_that_does_not_answer_is_said_without_the_password(
    address: str, rebuild: Rebuild
) -> None:
    with pytest.raises(StoreAway, match="check that its server runs") as trouble:
        Database(address, rebuild=rebuild, wait=1).open()

    said = str(trouble.value)
    assert "PULLQUOTE_DATABASE_URL" in said
    assert "top-secret" not in said
    assert "\n" not in said


def test_a_database_of_another_kind_is_said(rebuild: Rebuild) -> None:
    with pytest.raises(StoreUnreachable, match="only SQLite and PostgreSQL are supported"):
        Database("mysql+pymysql://me:top-secret@localhost/news", rebuild=rebuild)


def test_a_row_that_another_program_holds_is_waited_for_then_said(
    address: sa.URL, engine: str, rebuild: Rebuild, article: MakeArticle
) -> None:
    with (
        Database(address, rebuild=rebuild, wait=0.3) as desk,
        Database(address, rebuild=rebuild) as other,
    ):
        desk.library(DESK).add(article("Before."), added_by=EDITOR)
        with other._store.writing() as held:
            held.exec_driver_sql("UPDATE guilds SET name = 'held'")
            with pytest.raises(StoreBusy, match="locked by another program"):
                desk.library(DESK).add(article("During."), added_by=EDITOR)
        assert desk.library(DESK).add(article("After."), added_by=EDITOR).id == "A2"


def test_a_path_with_strange_letters_works(tmp_path: Path, rebuild: Rebuild) -> None:
    path = tmp_path / "a b?c=d&e#f%20é@:x" / "pull quote.db"

    with Database.file(path, rebuild=rebuild) as desk:
        desk.state().set("a", "b")

    assert path.exists()


def test_tables_of_a_newer_version_are_left_alone(path: Path, rebuild: Rebuild) -> None:
    with Database.file(path, rebuild=rebuild) as desk:
        desk.state().set("a", "b")
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()

    with pytest.raises(StoreTooNew, match=r"newer Pullquote .*revision 9999") as trouble:
        Database.file(path, rebuild=rebuild).open()

    assert is_one_sentence(trouble.value, path)
