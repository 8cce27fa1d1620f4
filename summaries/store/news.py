"""New lines of every guild's log, for the one reader that posts them where a guild wants them."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from summaries.store.audit import AuditEntry
from summaries.store.connections import Connections
from summaries.store.engine import insert_new
from summaries.store.repository import Clock
from summaries.store.tables import audit, state

SETTLED: Final = timedelta(seconds=5)
"""A line is handed out when it is so old: until then one with a lower number may still be
written by another process."""

_PLACE: Final = "audit.read"


class NewsRepository:
    """Hands each new line of the log to one caller, in whichever process; none of them twice."""

    def __init__(self, store: Connections, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def take(self, limit: int = 200) -> tuple[tuple[int, AuditEntry], ...]:
        """Return the lines since the last time, oldest first, each with its guild.

        Before the first `rewind` there are none: what was written then is no news.
        """
        with self._store.reading() as connection:
            place, last = self._place(connection), _last(connection)
        if place == last:
            return ()
        with self._store.writing() as connection:
            place, last = self._place(connection, locked=True), _last(connection)
            if place is None or place > last:
                # The newest lines were deleted with their guild; SQLite gives their numbers anew.
                self._remember(connection, last)
                return ()
            lines = self._after(connection, place, limit)
            if lines:
                self._remember(connection, lines[-1][1].id)
        return lines

    def rewind(self) -> None:
        """Begin after the last line there is. Call it at the start, and when lines were deleted.

        Where lines are waiting to be taken, they stay so.
        """
        with self._store.writing() as connection:
            place, last = self._place(connection, locked=True), _last(connection)
            if place is None or place > last:
                self._remember(connection, last)

    def _after(
        self, connection: sa.Connection, place: int, limit: int
    ) -> tuple[tuple[int, AuditEntry], ...]:
        query = sa.select(audit).where(audit.c.id > place).order_by(audit.c.id).limit(limit)
        now, lines = self._clock(), []
        for row in connection.execute(query):
            # A line from the future (a clock that was set back) is not waited for.
            if timedelta() <= now - row.at < SETTLED:
                break
            lines.append((row.guild, AuditEntry(row.id, row.at, row.user, row.action, row.detail)))
        return tuple(lines)

    def _place(self, connection: sa.Connection, *, locked: bool = False) -> int | None:
        query = sa.select(state.c.value).where(state.c.key == _PLACE)
        found = connection.scalar(query.with_for_update() if locked else query)
        return None if found is None else int(found)

    def _remember(self, connection: sa.Connection, place: int) -> None:
        if not insert_new(connection, state, key=_PLACE, value=str(place)):
            row = state.update().where(state.c.key == _PLACE)
            connection.execute(row.values(value=str(place)))


def _last(connection: sa.Connection) -> int:
    return connection.scalar(sa.select(sa.func.max(audit.c.id))) or 0
