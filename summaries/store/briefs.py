"""Briefs that were shown, so that their buttons work months later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from summaries.store.articles import number_of
from summaries.store.columns import PackedJson, pack
from summaries.store.connections import Connections
from summaries.store.counters import Counts, count
from summaries.store.engine import insert_new
from summaries.store.errors import StoreError
from summaries.store.names import is_name, new_name
from summaries.store.quoting import cites, note_message, queue_up_message, quoting
from summaries.store.repository import GuildRepository
from summaries.store.tables import briefs

# Opaque here but for its sources: the briefs room writes it and reads it. Nothing in it is a
# source's words.
Payload = dict[str, Any] | str


@dataclass(frozen=True, slots=True)
class Storable:
    """A payload as it is written, for one that is kept again and again; ``cites``: its sources."""

    packed: PackedJson
    cites: str

    @classmethod
    def of(cls, payload: Payload) -> Storable:
        """Pack a payload. Raises NotStorable for what is no JSON."""
        return cls(pack(payload), cites(payload))


@dataclass(frozen=True, slots=True)
class StoredBrief:
    """A brief as it is kept: what was asked, where, and the payload that it is made again from."""

    id: str
    kind: str
    about: str
    options: dict[str, Any]
    payload: Payload
    created: datetime
    channel: int | None = None
    user: int | None = None
    message: int | None = None


class BriefsRepository(GuildRepository):
    """The stored briefs of one guild."""

    def save(
        self,
        *,
        kind: str,
        about: str,
        payload: Payload | Storable,
        options: dict[str, Any] | None = None,
        channel: int | None = None,
        user: int | None = None,
        shown: Counts | None = None,
    ) -> str:
        """Keep a brief and return its id: ten letters and digits that fit into a button.

        ``shown`` is added to the guild's counters in the same write.
        """
        written = payload if isinstance(payload, Storable) else Storable.of(payload)
        values = {
            "guild": self._guild,
            "channel": channel,
            "user": user,
            "created": self._clock(),
            "kind": kind,
            "about": about,
            "options": options or {},
            "payload": written.packed,
            "cites": written.cites,
        }
        with self._writing() as connection:
            name = new_name()
            if not insert_new(connection, briefs, id=name, **values):
                raise StoreError(self._store.where, f"the id {name} was taken; try again")
            if shown:
                count(connection, self._guild, shown)
        return name

    def get(self, brief_id: str) -> StoredBrief | None:
        """Read a brief of this guild; None if there is no such."""
        if not is_name(brief_id):
            return None
        query = sa.select(briefs).where(briefs.c.guild == self._guild, briefs.c.id == brief_id)
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return StoredBrief(
            id=row.id,
            kind=row.kind,
            about=row.about,
            options=row.options,
            payload=row.payload,
            created=row.created,
            channel=row.channel,
            user=row.user,
            message=row.message,
        )

    def quoting(self, article_id: str, *, since: datetime) -> dict[int, tuple[int, ...]]:
        """Return the messages after ``since`` that quote an article and that nobody corrected.

        They come by channel, the newest first. What only one person sees is no message.
        """
        number = number_of(article_id)
        if number is None:
            return {}
        with self._store.reading() as connection:
            return quoting(connection, self._guild, number, since=since)

    def posted(self, brief_id: str, message: int) -> bool:
        """Note which message shows the brief; False if there is no such brief."""
        if not is_name(brief_id):
            return False
        with self._store.writing() as connection:
            queue_up_message(connection, self._guild)
            return note_message(connection, self._guild, brief_id, message, self._clock())


class OwnBriefsRepository:
    """The stored briefs of one person: opened for her, it can't be asked for another's."""

    def __init__(self, store: Connections, user: int) -> None:
        self._store, self._user = store, user

    def guild_of(self, brief_id: str) -> int | None:
        """Return which guild a brief of hers is from; None if she has no such brief."""
        if not is_name(brief_id):
            return None
        query = sa.select(briefs.c.guild).where(
            briefs.c.id == brief_id, briefs.c.user == self._user
        )
        with self._store.reading() as connection:
            return connection.scalar(query)
