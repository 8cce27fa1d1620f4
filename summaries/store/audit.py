"""Who did what, when: written in the same transaction as what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from summaries.store.repository import GuildRepository
from summaries.store.tables import audit


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the log. ``user`` is None where the bot acted by itself."""

    id: int
    at: datetime
    user: int | None
    action: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some lines of the log; ``count`` is how many there are in all."""

    entries: tuple[AuditEntry, ...] = ()
    count: int = 0


class AuditRepository(GuildRepository):
    """The audit log of one guild.

    What changes an article, a feed, a schedule or the settings writes its own line; `write` is for
    everything else.
    """

    def write(self, action: str, *, user: int | None, detail: dict[str, Any] | None = None) -> None:
        """Add a line. ``action`` is a short fixed name, such as ``settings.change``."""
        with self._writing() as connection:
            note(connection, self._guild, self._clock(), user, action, detail or {})

    def read(self, limit: int = 50, *, before: int | None = None) -> tuple[AuditEntry, ...]:
        """The newest lines first; ``before`` is the id of the last line of the page before."""
        query = sa.select(audit).where(audit.c.guild == self._guild)
        if before is not None:
            query = query.where(audit.c.id < before)
        query = query.order_by(audit.c.id.desc()).limit(limit)
        with self._store.reading() as connection:
            return _entries(connection, query)

    def page(self, offset: int = 0, limit: int = 10) -> AuditPage:
        """The newest lines first, from the ``offset``th on, and how many lines there are."""
        ours = audit.c.guild == self._guild
        total = sa.select(sa.func.count()).select_from(audit).where(ours)
        lines = sa.select(audit).where(ours).order_by(audit.c.id.desc())
        with self._store.reading() as connection:
            count = connection.execute(total).scalar_one()
            shown = lines.offset(max(0, offset)).limit(max(0, limit))
            return AuditPage(_entries(connection, shown), count)


def _entries(connection: sa.Connection, query: sa.Select[Any]) -> tuple[AuditEntry, ...]:
    return tuple(
        AuditEntry(row.id, row.at, row.user, row.action, row.detail)
        for row in connection.execute(query)
    )


def note(
    connection: sa.Connection,
    guild: int,
    at: datetime,
    user: int | None,
    action: str,
    detail: dict[str, Any],
) -> None:
    """Write a line of the log inside the transaction of what it tells about."""
    line = {"guild": guild, "at": at, "user": user, "action": action, "detail": detail}
    connection.execute(audit.insert(), line)
