"""What readers report to the managers: which brief, which sentence, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from summaries.store.audit import note
from summaries.store.names import is_name, new_name
from summaries.store.repository import GuildRepository, queue_up
from summaries.store.tables import reports

A_PERSON: Final = (1, timedelta(minutes=1))
"""So many reports one person may file in so long."""

A_GUILD: Final = (60, timedelta(hours=1))
"""So many reports a server takes in so long: a channel must stay readable."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report. ``place`` is the passage of the brief that it is about, from 0; None: the whole.

    ``url`` leads to the message that shows the brief; a private answer has none. ``message`` is
    where the managers were told, in ``channel``; None where nobody could be.
    """

    id: str
    brief: str
    place: int | None
    user: int
    at: datetime
    words: str
    url: str | None = None
    channel: int | None = None
    message: int | None = None
    handled_by: int | None = None
    handled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TooSoon:
    """A report was not taken, for there were enough; ``free_at`` is when the next one is."""

    free_at: datetime


class ReportsRepository(GuildRepository):
    """The reports of one guild."""

    def file(
        self,
        *,
        brief: str,
        place: int | None,
        user: int,
        words: str,
        url: str | None = None,
        told: bool = False,
    ) -> Report | TooSoon:
        """Keep a report and write it to the log, or say from when on one is taken.

        ``told`` is true where the managers hear of it in the channel that the log is posted to.
        """
        now = self._clock()
        ours = reports.c.guild == self._guild
        with self._writing() as connection:
            queue_up(connection, self._guild)
            for (most, within), mine in (
                (A_PERSON, sa.and_(ours, reports.c.user == user)),
                (A_GUILD, ours),
            ):
                recent = connection.scalars(
                    sa.select(reports.c.at)
                    .where(mine, reports.c.at > now - within)
                    .order_by(reports.c.at.desc())
                    .limit(most)
                ).all()
                if len(recent) == most:
                    return TooSoon(recent[-1] + within)
            report = Report(new_name(), brief, place, user, now, words, url)
            connection.execute(
                reports.insert().values(
                    id=report.id,
                    guild=self._guild,
                    brief=brief,
                    place=place,
                    user=user,
                    at=now,
                    words=words,
                    url=url,
                )
            )
            detail = {"report": report.id, "brief": brief, "place": place, "reason": words}
            if told:
                detail["told"] = True
            note(connection, self._guild, now, user, "report.file", detail)
        return report

    def get(self, report_id: str) -> Report | None:
        """Read a report; None if there is no such."""
        if not is_name(report_id):
            return None
        query = sa.select(reports).where(self._one(report_id))
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Report(
            id=row.id,
            brief=row.brief,
            place=row.place,
            user=row.user,
            at=row.at,
            words=row.words,
            url=row.url,
            channel=row.channel,
            message=row.message,
            handled_by=row.handled_by,
            handled_at=row.handled_at,
        )

    def posted(self, report_id: str, channel: int, message: int) -> None:
        """Note which message told the managers."""
        values = {"channel": channel, "message": message}
        with self._writing() as connection:
            connection.execute(reports.update().where(self._one(report_id)).values(values))

    def not_posted(self, report_id: str, channel: int) -> None:
        """Write to the log that the managers could not be told in the channel that is set."""
        with self._writing() as connection:
            detail = {"report": report_id, "channel": channel}
            note(connection, self._guild, self._clock(), None, "report.not_posted", detail)

    def handle(self, report_id: str, by: int) -> bool:
        """Note who has dealt with a report; False if somebody had already, or there is none."""
        now = self._clock()
        open_one = sa.and_(self._one(report_id), reports.c.handled_by.is_(None))
        with self._writing() as connection:
            done = connection.execute(
                reports.update().where(open_one).values(handled_by=by, handled_at=now)
            )
            if done.rowcount != 1:
                return False
            detail = {"report": report_id}
            note(connection, self._guild, now, by, "report.handle", detail)
        return True

    def _one(self, report_id: str) -> sa.ColumnElement[bool]:
        return sa.and_(reports.c.guild == self._guild, reports.c.id == report_id)
