"""A newsroom desk with a real database file: what the store's tests start from."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import Database, StoredArticle
from summaries.text import Sentence, Span, sha256_of
from tests.unit.store.servers import Emptied, Server, server

MONDAY = datetime(2021, 6, 7, 12, 0, tzinfo=UTC)


def lines_of(text: str) -> tuple[Sentence, ...]:
    """Take each line that is not empty for a sentence: enough to store and to read back."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(Sentence(i, span, i, i) for i, span in enumerate(found))


def rebuild_from_lines(stored: StoredArticle) -> Article:
    return stored.as_article(lines_of(stored.text))


def article_from_lines(text: str, **known: object) -> Article:
    return Article(
        id="A0",
        text=text,
        sha256=sha256_of(text),
        added=MONDAY,
        language="en",
        sentences=lines_of(text),
        **known,  # type: ignore[arg-type]
    )


@pytest.fixture
def rebuild() -> Callable[[StoredArticle], Article]:
    return rebuild_from_lines


@pytest.fixture
def article() -> Callable[..., Article]:
    """Make an article of a text, with whatever else is known of it."""
    return article_from_lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the desk's database is."""
    return tmp_path / "data" / "pullquote.db"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite file, migrated once for all tests."""
    file = tmp_path_factory.mktemp("store") / "empty.db"
    with Database.file(file, rebuild=rebuild_from_lines):
        pass
    return file


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server, started when the first test asks for it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with server(run) as url:
        started = Server(url)
        yield started
        started.close()


@pytest.fixture(scope="session")
def emptied(postgresql: Server) -> Iterator[Emptied]:
    """A PostgreSQL database, migrated once for all tests, that is emptied after each."""
    url = postgresql.make()
    with Database(url, rebuild=rebuild_from_lines):
        pass
    database = Emptied(url)
    yield database
    database.close()
    postgresql.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The database that a test runs on: on either, each test that asks for a desk."""
    name: str = request.param
    return name


@pytest.fixture
def new_address(engine: str, request: pytest.FixtureRequest, path: Path) -> Iterator[sa.URL]:
    """The address of a database that has no tables yet."""
    if engine == "sqlite":
        yield sa.URL.create("sqlite", database=str(path))
        return
    made: Server = request.getfixturevalue("postgresql")
    url = made.make()
    yield url
    made.drop(url)


@pytest.fixture
def address(engine: str, request: pytest.FixtureRequest, path: Path) -> Iterator[sa.URL]:
    """The address of an empty database whose tables are the newest."""
    if engine == "sqlite":
        _copy(request.getfixturevalue("empty"), path)
        yield sa.URL.create("sqlite", database=str(path))
        return
    kept: Emptied = request.getfixturevalue("emptied")
    yield kept.url
    kept.empty()


@pytest.fixture
def desk(address: sa.URL) -> Iterator[Database]:
    """An open, empty database, on SQLite and on PostgreSQL."""
    with Database(address, rebuild=rebuild_from_lines, wait=2.0) as database:
        yield database


@pytest.fixture
def file_desk(path: Path, empty: Path) -> Iterator[Database]:
    """An open, empty database in an SQLite file, for what only files can do."""
    _copy(empty, path)
    with Database.file(path, rebuild=rebuild_from_lines, wait=2.0) as database:
        yield database


def _copy(empty: Path, path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    shutil.copyfile(empty, path)
    path.chmod(0o600)
