"""What the tests of failures start from: databases of both kinds, and a nursery of workers."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.faults.battle import Nursery
from tests.unit.store.servers import Server, server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server, started when the first test asks for it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with server(run) as url:
        started = Server(url)
        yield started
        started.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new database, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'pullquote.db'}"
        return
    made: Server = request.getfixturevalue("postgresql")
    url = made.make()
    yield url.render_as_string(hide_password=False)
    made.drop(url)


@pytest.fixture
async def nursery() -> AsyncIterator[Nursery]:
    """What starts workers quickly."""
    async with Nursery.open() as opened:
        yield opened
