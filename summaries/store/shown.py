"""What a channel's editions have shown, and what a person has seen of what is new to her."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from summaries.briefs.shown import Print, Shown, ShownSentence
from summaries.store.articles import number_of
from summaries.store.engine import insert_new
from summaries.store.repository import GuildRepository
from summaries.store.tables import looks, shown


class ShownRepository(GuildRepository):
    """What one guild's readers have been shown. A reader is a channel, or a person, by its id."""

    def of(self, reader: int, *, before: datetime | None = None) -> Shown:
        """Return all that a reader has been shown, or was ``before`` a moment, oldest first."""
        query = sa.select(shown).where(shown.c.guild == self._guild, shown.c.reader == reader)
        if before is not None:
            query = query.where(shown.c.at < before)
        with self._store.reading() as connection:
            rows = connection.execute(query.order_by(shown.c.at, shown.c.number, shown.c.sentence))
            return Shown(
                ShownSentence(
                    f"A{row.number}",
                    row.sentence,
                    Print(row.words, _unpacked(row.stems), _unpacked(row.marks)),
                    row.schedule,
                    row.edition,
                )
                for row in rows
            )

    def count(self, reader: int) -> int:
        """Count the sentences that a reader has been shown."""
        with self._store.reading() as connection:
            return count_shown(connection, self._guild, reader)

    def last_look(self, user: int, about: str) -> datetime | None:
        """Return until when a person has looked at what is new about something; None: never."""
        query = sa.select(looks.c.at).where(
            looks.c.guild == self._guild, looks.c.user == user, looks.c.about == _about(about)
        )
        with self._store.reading() as connection:
            return connection.scalar(query)

    def looked(
        self, user: int, about: str, until: datetime, sentences: Iterable[ShownSentence]
    ) -> None:
        """Note that a person has looked until a moment, and what she was shown then."""
        row = {"guild": self._guild, "user": user, "about": _about(about)}
        with self._writing() as connection:
            note_shown(connection, self._guild, user, sentences, self._clock())
            if not insert_new(connection, looks, **row, at=until):
                later = looks.update().where(
                    *(looks.c[name] == value for name, value in row.items()), looks.c.at < until
                )
                connection.execute(later.values(at=until))

    def forget(self, user: int) -> None:
        """Forget what a person has looked at, and when."""
        with self._writing() as connection:
            connection.execute(
                shown.delete().where(shown.c.guild == self._guild, shown.c.reader == user)
            )
            connection.execute(
                looks.delete().where(looks.c.guild == self._guild, looks.c.user == user)
            )


def count_shown(connection: sa.Connection, guild: int, reader: int | sa.ScalarSelect[Any]) -> int:
    """Count the sentences that a reader has been shown, within a transaction."""
    query = sa.select(sa.func.count()).where(shown.c.guild == guild, shown.c.reader == reader)
    return connection.scalar(query) or 0


def note_shown(
    connection: sa.Connection,
    guild: int,
    reader: int,
    sentences: Iterable[ShownSentence],
    at: datetime,
) -> None:
    """Write what a reader has been shown, within a transaction; again changes nothing."""
    for one in sentences:
        insert_new(
            connection,
            shown,
            guild=guild,
            reader=reader,
            number=number_of(one.article),
            sentence=one.sentence,
            words=one.printed.words,
            stems=_packed(one.printed.stems),
            marks=_packed(one.printed.marks),
            at=at,
            schedule=one.schedule,
            edition=one.edition,
        )


def _about(about: str) -> str:
    """Return a name for what was asked about, from which nobody reads what that was."""
    return hashlib.blake2b(about.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _packed(hashes: frozenset[int]) -> bytes:
    return struct.pack(f"<{len(hashes)}I", *sorted(hashes))


def _unpacked(packed: bytes) -> frozenset[int]:
    return frozenset(struct.unpack(f"<{len(packed) // 4}I", packed))
