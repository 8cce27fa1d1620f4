"""Reading and writing: many readers at once, one writer at a time, plain sentences for errors."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from summaries.store.articles import Rebuild
from summaries.store.engine import (
    WRITES,
    explain,
    explain_driver,
    make_engine,
    make_place,
    name_of,
    read_options,
    scrub,
)
from summaries.store.errors import NotStorable, StoreBusy, StoreError, StoreUnreachable
from summaries.store.migrate import bring_up_to_date

# How long a write waits for another one, in seconds, before it says that the database is busy.
WAIT = 5.0

_Answer = TypeVar("_Answer")


class _Here(threading.local):
    """What a thread has open."""

    def __init__(self) -> None:
        self.look: sa.Connection | None = None
        self.told: dict[Hashable, Any] = {}


class Connections:
    """An open database: `reading` and `writing` give a connection for one transaction.

    A writer never waits for readers nor they for it. Safe to use from several threads; in one
    thread, a write must not begin inside another write.
    """

    def __init__(self, url: str | sa.URL, *, wait: float = WAIT) -> None:
        try:
            self._url = sa.make_url(url)
            self._engine = make_engine(self._url, wait=wait)
        except sa.exc.ArgumentError as error:
            raise StoreUnreachable(str(url), "this is no address of a database") from error
        self._writer = self._engine.execution_options(**{WRITES: True})
        self._reader = self._engine.execution_options(**read_options(self._engine))
        self._one_writer = threading.Lock()
        self._here = _Here()
        self._wait = wait
        self.where = name_of(self._url)

    def open(self, rebuild: Rebuild) -> None:
        """Make the file if there is none, and bring its tables up to date.

        ``rebuild`` makes the articles for which something new has to be worked out.
        """
        self.make_place()
        bring_up_to_date(self, rebuild)

    def make_place(self) -> None:
        """Make an SQLite database's folder and file if there are none."""
        make_place(self._url)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database."""
        sqlite = self._url.get_backend_name() == "sqlite" and self._url.database
        return Path(str(self._url.database)) if sqlite else None

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the database as it was at its first question."""
        look = self._here.look
        if look is None:
            with self._explained(), self._reader.connect() as connection:
                yield connection
            return
        try:
            with self._explained():
                yield look
        except BaseException:
            self._leave(look)  # PostgreSQL answers nothing more in a transaction that failed
            raise

    def once(self, what: Hashable, ask: Callable[[sa.Connection], _Answer]) -> _Answer:
        """Ask something; in one look it is asked once, for the answer would be the same.

        ``what`` names the question and all that its answer rests on.
        """
        if self._here.look is None:
            with self.reading() as connection:
                return ask(connection)
        told = self._here.told
        if what not in told:
            with self.reading() as connection:
                told[what] = ask(connection)
        answer: _Answer = told[what]
        return answer

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Let this thread ask everything over one connection, and see one state of the database.

        What it writes meanwhile it sees as soon as that is kept. Not for the event loop's thread,
        where others would be let in.
        """
        if self._here.look is not None:
            yield
            return
        with self._explained():
            connection = self._reader.connect()
        self._here.look = connection
        try:
            yield
        finally:
            self._here.look = None
            self._here.told.clear()
            connection.close()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection whose changes are all kept, on disk, at the end, or none of them."""
        if not self._one_writer.acquire(timeout=self._wait):
            raise StoreBusy(self.where)
        try:
            with self._explained(), self._writer.begin() as connection:
                yield connection
        finally:
            self._one_writer.release()
            if self._here.look is not None:
                self._leave(self._here.look)  # the next question sees what was written

    @contextmanager
    def outside(self) -> Iterator[Any]:
        """The driver's own connection, outside any transaction: VACUUM works in no other way."""
        with self._explained():
            connection = self._engine.raw_connection()
            try:
                raw = connection.driver_connection
                assert raw is not None
                if self._engine.dialect.name == "postgresql":
                    raw.autocommit = True
                yield raw
            except self._engine.dialect.loaded_dbapi.Error as error:
                raise explain_driver(error, self.where) from error
            finally:
                connection.invalidate()  # the next user gets one with the usual settings

    def size(self) -> int:
        """Return how many bytes of disk the database takes, its log included."""
        if self.file is None:
            with self.reading() as connection:
                query = "SELECT pg_database_size(current_database())"
                return int(connection.exec_driver_sql(query).scalar_one())
        beside = (self.file.with_name(self.file.name + end) for end in ("", "-wal"))
        return sum(one.stat().st_size for one in beside if one.exists())

    def scrub(self) -> None:
        """Let nothing that was deleted be readable in the database's side files."""
        with self._explained():
            scrub(self._engine)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except sa.exc.SQLAlchemyError as error:
            raise explain(error, self.where) from error
        except OverflowError as error:
            # The driver's own, for more than 64 bits; SQLAlchemy lets it through.
            raise NotStorable(self.where, "a number in it is too large") from error

    def _leave(self, look: sa.Connection) -> None:
        """End a reader's transaction. A connection that is lost says so when it is next asked."""
        self._here.told.clear()
        with suppress(sa.exc.SQLAlchemyError):
            look.rollback()
