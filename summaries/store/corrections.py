"""Corrections: what a channel is told when an article that its messages quoted is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from summaries.store.articles import number_of
from summaries.store.leases import Leased, LeasedRepository, RunState
from summaries.store.tables import articles, corrections


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Leased):
    """One channel's correction, which links the ``messages`` that quoted a withdrawn article.

    The newest of them come first. ``message`` is the correction's own, once it is sent.
    """

    id: str
    guild: int
    article: str
    withdrawn_at: datetime
    channel: int
    messages: tuple[int, ...]
    created: datetime
    sent_at: datetime | None = None
    message: int | None = None


class CorrectionsRepository(LeasedRepository[Correction]):
    """The corrections of one guild. A withdrawal makes them, and a restoration ends them."""

    _table = corrections

    def _key(self, one: Correction) -> sa.ColumnElement[bool]:
        return corrections.c.id == one.id

    def _wanted(self, one: Correction) -> sa.ColumnElement[bool]:
        """Tell whether its article is still withdrawn."""
        gone = sa.select(articles.c.number).where(
            articles.c.guild == self._guild,
            articles.c.number == number_of(one.article),
            articles.c.replaced_at.is_(None),
            articles.c.withdrawn_at == one.withdrawn_at,
        )
        return gone.exists()

    def _agreed(self, connection: sa.Connection, one: Correction) -> bool:
        """Tell whether it links all that it is to link: a message may have turned up meanwhile."""
        row = sa.select(corrections.c.messages).where(
            corrections.c.guild == self._guild, self._key(one)
        )
        return connection.scalar(row.with_for_update()) == list(one.messages)

    def finish(
        self,
        one: Correction,
        state: RunState,
        *,
        message: int | None = None,
        reason: str | None = None,
    ) -> bool:
        """Say what became of a correction; False if that was said before, or is not ours to say."""
        with self._writing() as connection:
            return self._end(connection, one, state, reason, message=message)

    def get(self, correction_id: str) -> Correction | None:
        """Return one correction as it is now; None if this guild has no such."""
        found = self._read(corrections.c.id == correction_id)
        return found[0] if found else None

    def of(self, article_id: str) -> tuple[Correction, ...]:
        """Return all corrections of an article, oldest first."""
        return self._read(corrections.c.number == number_of(article_id))

    def unfinished(self) -> tuple[Correction, ...]:
        """Return those that are still to be sent."""
        return self._read(corrections.c.state == RunState.CLAIMED.value)

    def _read(self, *which: sa.ColumnElement[bool]) -> tuple[Correction, ...]:
        query = (
            sa.select(corrections)
            .where(corrections.c.guild == self._guild, *which)
            .order_by(corrections.c.created, corrections.c.id)
        )
        with self._store.reading() as connection:
            return tuple(map(correction_from, connection.execute(query)))


def correction_from(row: sa.Row[tuple[object, ...]]) -> Correction:
    """Read a correction from its row."""
    return Correction(
        id=row.id,
        guild=row.guild,
        article=f"A{row.number}",
        withdrawn_at=row.withdrawn_at,
        channel=row.channel,
        messages=tuple(row.messages),
        created=row.created,
        state=RunState(row.state),
        sent_at=row.sent_at,
        message=row.message,
        reason=row.reason,
        token=row.token,
        tried_at=row.tried_at,
    )
