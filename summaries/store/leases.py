"""Messages that one process at a time may send: claimed, held under a lease, given back, ended.

Its token counts the holders, so one that was frozen for longer than its lease finds that it can
neither send nor mark any more.
"""

from __future__ import annotations

import enum
from abc import abstractmethod
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, Generic, TypeVar

import sqlalchemy as sa

from summaries.store.repository import GuildRepository

LEASE: Final = timedelta(seconds=90)
"""How long a message is held if nothing is said: time to make it, and to send it once."""

LONGEST_LEASE: Final = timedelta(minutes=10)
"""A lease that ends later than this was taken by a clock that was wrong: it counts as over."""


class RunState(enum.StrEnum):
    """What became of a message."""

    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A message that somebody is to send, or has sent.

    ``tried_at`` is when it may have been sent for the first time; None: it was not. ``reason`` of a
    claimed one says why its last holder gave it back.
    """

    state: RunState
    reason: str | None = None
    token: int = 0
    tried_at: datetime | None = None


LeasedT = TypeVar("LeasedT", bound=Leased)


class LeasedRepository(GuildRepository, Generic[LeasedT]):
    """The messages of one kind, of one guild. A subclass names their table and their keys."""

    _table: ClassVar[sa.Table]

    @abstractmethod
    def _key(self, one: LeasedT) -> sa.ColumnElement[bool]:
        """Tell which row is a message's."""

    def _wanted(self, one: LeasedT) -> sa.ColumnElement[bool]:
        """Tell whether a message is still to be sent, for the last look before it is."""
        return sa.true()

    def _noted(self, one: LeasedT) -> dict[str, Any]:
        """Return what else is written when a message is about to be sent."""
        return {}

    def take_over(self, one: LeasedT, lease: timedelta = LEASE) -> LeasedT | None:
        """Hold a message whose last holder is gone; None if that is not so, or another was first.

        One that nobody has held yet is taken the same way.
        """
        now = self._clock()
        mine = self._held(one).where(lapsed(self._table, now))
        with self._writing() as connection:
            taken = mine.values(token=one.token + 1, lease_until=now + lease)
            if connection.execute(taken).rowcount != 1:
                return None
        return replace(one, token=one.token + 1)

    def trying(
        self, one: LeasedT, tried_at: datetime, *, lease: timedelta = LEASE
    ) -> LeasedT | None:
        """Say that a message is about to be sent; None if it must not be.

        That is so if another process holds it now, or nobody wants it any more. From ``tried_at``
        on (Discord's clock) it counts as perhaps sent. Holds it for ``lease`` more.
        """
        tried = replace(one, tried_at=one.tried_at or tried_at)
        with self._writing() as connection:
            if not self._agreed(connection, one):
                return None
            held = self._held(one).where(self._wanted(one))
            values = held.values(
                lease_until=self._clock() + lease,
                tried_at=tried.tried_at,
                **self._noted(one),
            )
            if connection.execute(values).rowcount != 1:
                return None
        return tried

    def give_back(self, one: LeasedT, until: datetime, reason: str | None = None) -> bool:
        """Let whoever comes first take it over from ``until`` on; False if it was not ours."""
        with self._writing() as connection:
            back = self._held(one).values(lease_until=until, reason=reason)
            return connection.execute(back).rowcount == 1

    def _agreed(self, connection: sa.Connection, one: LeasedT) -> bool:
        """Tell whether others than the holder agree that it is sent as it is."""
        return True

    def _end(
        self,
        connection: sa.Connection,
        one: LeasedT,
        state: RunState,
        reason: str | None,
        **more: object,
    ) -> bool:
        """Say what became of a message; False if that was said before, or is not ours to say."""
        done = self._held(one).values(
            state=state.value,
            reason=reason,
            sent_at=self._clock() if state is RunState.SENT else None,
            lease_until=None,
            **more,
        )
        return connection.execute(done).rowcount == 1

    def _held(self, one: LeasedT) -> sa.Update:
        """An update of a claimed message, if it is still its holder who asks."""
        columns = self._table.c
        return self._table.update().where(
            columns.guild == self._guild,
            self._key(one),
            columns.state == RunState.CLAIMED.value,
            columns.token == one.token,
        )


def lapsed(table: sa.Table, now: datetime) -> sa.ColumnElement[bool]:
    """Tell of which messages the lease is over, or was taken by a clock that was wrong."""
    until = table.c.lease_until
    return sa.or_(until <= now, until > now + LONGEST_LEASE)
