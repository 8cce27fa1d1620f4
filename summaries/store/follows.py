"""Private digests: which topics a member follows. That is hers, so the log holds nothing of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa

from summaries.store.names import new_name
from summaries.store.repository import GuildRepository, queue_up
from summaries.store.schedules import Schedule, read_schedules
from summaries.store.tables import schedules

_EVERY_DAY = (1 << 7) - 1


class FollowsRepository(GuildRepository):
    """The private digests of one guild's members: at most one for each."""

    def get(self, user: int) -> Schedule | None:
        """Return a member's private digest, paused or not; None if she has none."""
        with self._store.reading() as connection:
            found = read_schedules(connection, self._of(user), schedules.c.removed_at.is_(None))
        return found[0] if found else None

    def last_zone(self, user: int) -> str | None:
        """Return the zone of the digest that a member had last; None if she never had one."""
        newest = schedules.c.created.desc(), schedules.c.id
        with self._store.reading() as connection:
            found = read_schedules(connection, self._of(user), order=newest, limit=1)
        return found[0].zone if found else None

    def put(
        self,
        user: int,
        *,
        channel: int,
        topics: Iterable[str],
        local_time: time,
        zone: str,
        following: datetime | None = None,
        options: dict[str, Any] | None = None,
    ) -> Schedule:
        """Let a member follow topics beside those that she does; a paused digest goes on with it.

        ``following`` is when its next edition is due; without it that is worked out at once.
        """
        with self._writing() as connection:
            queue_up(connection, self._guild)
            now = self._clock()
            values: dict[str, Any] = {
                "channel": channel,
                "local_time": local_time.replace(second=0, microsecond=0, tzinfo=None).isoformat(
                    "minutes"
                ),
                "zone": zone,
                "options": options or {},
                "active": True,
                "next_due": following or now,
                "refusals": 0,
                "paused_reason": None,
            }
            mine = self._of(user), schedules.c.removed_at.is_(None)
            known = read_schedules(connection, *mine)
            before = known[0].topics if known else ()
            values["topics"] = list(dict.fromkeys([*before, *topics]))
            if not known:
                new = {
                    "guild": self._guild,
                    "follower": user,
                    "weekdays": _EVERY_DAY,
                    "created_by": user,
                    "created": now,
                }
                connection.execute(schedules.insert().values(id=new_name(), **new, **values))
            else:
                connection.execute(schedules.update().where(*mine).values(values))
            return read_schedules(connection, *mine)[0]

    def leave(self, user: int, topic: str) -> Schedule | None:
        """Let a member follow a topic no more; return what is left, None if nothing is."""
        with self._writing() as connection:
            queue_up(connection, self._guild)
            mine = self._of(user), schedules.c.removed_at.is_(None)
            found = read_schedules(connection, *mine)
            left = [name for one in found for name in one.topics if name != topic]
            if not left:
                self._end(connection, user)
                return None
            connection.execute(schedules.update().where(*mine).values(topics=left))
            return read_schedules(connection, *mine)[0]

    def end(self, user: int) -> bool:
        """End a member's private digest; False if she has none. What she followed is forgotten."""
        with self._writing() as connection:
            return self._end(connection, user)

    def _end(self, connection: sa.Connection, user: int) -> bool:
        row = schedules.update().where(self._of(user), schedules.c.removed_at.is_(None))
        ended = row.values(removed_at=self._clock(), active=False, next_due=None, topics=[])
        return connection.execute(ended).rowcount == 1

    def _of(self, user: int) -> sa.ColumnElement[bool]:
        return sa.and_(schedules.c.guild == self._guild, schedules.c.follower == user)
