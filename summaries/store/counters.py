"""How many sentences were shown, and how many of them were checked against their source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from summaries.store.engine import insert_new
from summaries.store.repository import GuildRepository
from summaries.store.tables import counters

_ADD: Final = (
    counters.update()
    .where(counters.c.guild == sa.bindparam("ours"))
    .values(
        shown=counters.c.shown + sa.bindparam("more_shown"),
        verified=counters.c.verified + sa.bindparam("more_verified"),
    )
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Sentences shown, and those whose slice was verified."""

    shown: int = 0
    verified: int = 0


class CountersRepository(GuildRepository):
    """The counters of one guild. `GuildsRepository.totals` adds up all of them."""

    def add(self, *, shown: int, verified: int) -> None:
        """Count sentences that were just shown."""
        with self._writing() as connection:
            count(connection, self._guild, Counts(shown, verified))

    def read(self) -> Counts:
        """What this guild has been shown so far."""
        query = sa.select(counters).where(counters.c.guild == self._guild)
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return Counts(row.shown, row.verified) if row else Counts()


def count(connection: sa.Connection, guild: int, more: Counts) -> None:
    """Add to a guild's counters inside a transaction."""
    added = {"ours": guild, "more_shown": more.shown, "more_verified": more.verified}
    if connection.execute(_ADD, added).rowcount == 0 and not insert_new(
        connection, counters, guild=guild, shown=more.shown, verified=more.verified
    ):
        connection.execute(_ADD, added)  # another process was first
