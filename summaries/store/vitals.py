"""How the store is: what waits for how long, what is held, and how much room is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from summaries.store.connections import Connections
from summaries.store.leases import RunState
from summaries.store.repository import Clock
from summaries.store.tables import feeds, guilds, runs, schedules

_MEMBER = sa.select(guilds.c.id).where(guilds.c.left_at.is_(None))


@dataclass(frozen=True, slots=True)
class Vitals:
    """Ages of the oldest due work in seconds, 0 if none is due; editions held; size in bytes."""

    oldest_edition: float
    oldest_feed: float
    leases: int
    size: int


class VitalsRepository:
    """Reads the few numbers that say whether the bot keeps up, for the bot itself."""

    def __init__(self, store: Connections, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def read(self) -> Vitals:
        """Read them; raises StoreError where the store does not answer."""
        now = self._clock()
        claimed = runs.c.state == RunState.CLAIMED.value
        with self._store.reading() as connection:

            def oldest(moment: sa.Column[datetime], *which: sa.ColumnElement[bool]) -> float:
                ours = moment.table.c.guild.in_(_MEMBER)
                query = sa.select(sa.func.min(moment)).where(moment <= now, ours, *which)
                found = connection.scalar(query)
                return (now - found).total_seconds() if found is not None else 0.0

            editions = oldest(schedules.c.next_due), oldest(runs.c.lease_until, claimed)
            held = sa.select(sa.func.count()).where(claimed, runs.c.lease_until > now)
            feed = oldest(feeds.c.next_check, feeds.c.paused.is_(False))
            leases = connection.scalar(held) or 0
        return Vitals(max(editions), feed, leases, self._store.size())
