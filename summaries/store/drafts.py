"""What somebody is about to add: kept until the card is answered, or untouched for an hour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from summaries.store.names import is_name, new_name
from summaries.store.repository import GuildRepository
from summaries.store.tables import drafts

KEPT: Final = timedelta(hours=1)
"""How long a text that was never confirmed is kept."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A received text, as received, that is in no library yet. ``file`` is None for a paste.

    ``facts`` are what was stated beside the text; the ingest room writes and reads them.
    """

    id: str
    text: str
    file: str | None
    user: int
    created: datetime
    facts: dict[str, Any] = field(default_factory=dict)


class DraftsRepository(GuildRepository):
    """The texts of one guild that wait for a yes or a no."""

    def put(
        self, text: str, *, file: str | None, user: int, facts: dict[str, Any] | None = None
    ) -> str:
        """Keep a text and return its id: ten letters and digits that fit into a button."""
        name = new_name()
        with self._writing() as connection:
            connection.execute(
                drafts.insert().values(
                    id=name,
                    guild=self._guild,
                    user=user,
                    created=self._clock(),
                    file=file,
                    text=text,
                    facts=facts or {},
                )
            )
        return name

    def note(self, draft_id: str, facts: dict[str, Any]) -> bool:
        """Replace what was stated beside a draft's text; False if there is no such draft.

        It is kept for an hour from then on.
        """
        if not is_name(draft_id):
            return False
        which = sa.and_(drafts.c.guild == self._guild, drafts.c.id == draft_id)
        with self._writing() as connection:
            values = {"facts": facts, "created": self._clock()}
            changed = connection.execute(drafts.update().where(which).values(values))
            return changed.rowcount == 1

    def stating(self, name: str, value: str) -> tuple[Draft, ...]:
        """Return the drafts without a text of which a fact has a value, the oldest first."""
        query = sa.select(drafts).where(
            drafts.c.guild == self._guild,
            drafts.c.text == "",
            drafts.c.created >= self._clock() - KEPT,
        )
        with self._store.reading() as connection:
            rows = connection.execute(query.order_by(drafts.c.created, drafts.c.id)).all()
        return tuple(map(_draft, (row for row in rows if (row.facts or {}).get(name) == value)))

    def get(self, draft_id: str) -> Draft | None:
        """Read a draft; None if it was answered, is over an hour old, or never was."""
        if not is_name(draft_id):
            return None
        query = sa.select(drafts).where(
            drafts.c.guild == self._guild,
            drafts.c.id == draft_id,
            drafts.c.created >= self._clock() - KEPT,
        )
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return _draft(row) if row is not None else None

    def drop(self, draft_id: str) -> bool:
        """Forget a draft; False if there was none. Its words are overwritten on disk."""
        if not is_name(draft_id):
            return False
        which = sa.and_(drafts.c.guild == self._guild, drafts.c.id == draft_id)
        with self._writing() as connection:
            return connection.execute(drafts.delete().where(which)).rowcount == 1


def _draft(row: sa.Row[Any]) -> Draft:
    return Draft(row.id, row.text, row.file, row.user, row.created, row.facts or {})
