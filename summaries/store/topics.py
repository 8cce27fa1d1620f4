"""A guild's own topics: every version of every rule, as a person reads it, and who made it.

The newest version of a name is the one that counts; one without a text says that the guild has no
rule of its own under this name (any more). Nothing is overwritten: whoever saves says which version
she has seen, and is refused if there is a newer one.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from summaries.store.audit import note
from summaries.store.errors import TooManyTopics, TopicChanged
from summaries.store.repository import GuildRepository, queue_up
from summaries.store.tables import topics

MOST: Final = 40
"""So many topics of its own a guild may have."""

_REVISION: Final = sa.select(sa.func.count(), sa.func.max(topics.c.created)).where(
    topics.c.guild == sa.bindparam("guild")
)


class How(enum.StrEnum):
    """How a version of a topic came to be."""

    CREATE = "create"
    EDIT = "edit"
    IMPORT = "import"
    UNDO = "undo"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class StoredTopic:
    """One version of a guild's own rule; ``text`` is None where the guild has none.

    ``restores`` is the version that this one brings back, 0 for what was before the first.
    """

    name: str
    version: int
    text: str | None
    how: How
    created: datetime
    created_by: int | None
    restores: int | None = None


class TopicsRepository(GuildRepository):
    """The topics that one guild has made or changed for itself."""

    def revision(self) -> tuple[int, datetime] | None:
        """Return something that changes whenever a topic does; None while there is none."""
        asked = {"guild": self._guild}
        count, newest = self._store.once(
            ("topics", self._guild), lambda connection: connection.execute(_REVISION, asked).one()
        )
        return (count, newest) if count else None

    def current(self, *, deleted: bool = False) -> tuple[StoredTopic, ...]:
        """Return the newest version of each name; ``deleted`` ones, too, if they are asked for."""
        some = sa.true() if deleted else topics.c.text.is_not(None)
        query = (
            sa.select(topics)
            .where(self._ours(), topics.c.replaced_at.is_(None), some)
            .order_by(topics.c.name)
        )
        with self._store.reading() as connection:
            return tuple(_topic(row) for row in connection.execute(query))

    def latest(self, name: str) -> StoredTopic | None:
        """Return the newest version of a name, with or without a rule; None if there is none."""
        with self._store.reading() as connection:
            return next(iter(self._versions(connection, name)), None)

    def history(self, name: str) -> tuple[StoredTopic, ...]:
        """Return every version of a name, the newest first."""
        with self._store.reading() as connection:
            return tuple(self._versions(connection, name))

    def save(
        self, name: str, text: str, *, by: int | None, seen: int, how: How, after: int = 0
    ) -> StoredTopic:
        """Keep a new version of a rule.

        ``seen`` is the newest version that whoever saves has seen, 0 for none; ``after`` is that of
        the rule which every guild starts with. Raises TopicChanged if somebody else was first, and
        TooManyTopics.
        """
        with self._writing() as connection:
            queue_up(connection, self._guild)
            last = self._seen(connection, name, seen)
            if (last is None or last.text is None) and self._count(connection) >= MOST:
                raise TooManyTopics(MOST)
            return self._add(connection, name, text, by=by, how=how, last=last, after=after)

    def remove(self, name: str, *, by: int | None, seen: int) -> bool:
        """Delete a rule; False if there is none. Raises TopicChanged if it is another by now.

        Its versions stay, so that `undo` brings it back.
        """
        with self._writing() as connection:
            queue_up(connection, self._guild)
            last = next(iter(self._versions(connection, name)), None)
            if last is None or last.text is None:
                return False
            last = self._seen(connection, name, seen)
            self._add(connection, name, None, by=by, how=How.DELETE, last=last)
        return True

    def undo(self, name: str, *, by: int | None) -> StoredTopic | None:
        """Bring the version before back, as a new version; None if there is nothing before.

        Undone again, it is the version before that one, and so on. Raises TooManyTopics where it
        would bring a deleted rule back for which there is no room.
        """
        with self._writing() as connection:
            queue_up(connection, self._guild)
            versions = self._versions(connection, name)
            if not versions:
                return None
            last = versions[0]
            now = last.version if last.restores is None else last.restores
            if now == 0:
                return None
            before = next((one for one in versions if one.version < now), None)
            # What an undo brought back stands before it; what it undid is gone.
            while before is not None and before.restores is not None:
                wanted = before.restores
                before = next((one for one in versions if one.version <= wanted), None)
            text = before.text if before else None
            if text is not None and last.text is None and self._count(connection) >= MOST:
                raise TooManyTopics(MOST)
            return self._add(
                connection,
                name,
                text,
                by=by,
                how=How.UNDO,
                last=last,
                restores=before.version if before else 0,
            )

    def _add(
        self,
        connection: sa.Connection,
        name: str,
        text: str | None,
        *,
        by: int | None,
        how: How,
        last: StoredTopic | None,
        after: int = 0,
        restores: int | None = None,
    ) -> StoredTopic:
        now = self._clock()
        made = StoredTopic(
            name=name,
            version=max(last.version if last else 0, after) + 1,
            text=text,
            how=how,
            created=now,
            created_by=by,
            restores=restores,
        )
        connection.execute(
            topics.update()
            .where(self._named(name), topics.c.replaced_at.is_(None))
            .values(replaced_at=now)
        )
        values = {field: getattr(made, field) for field in StoredTopic.__slots__}
        connection.execute(topics.insert().values(guild=self._guild, **values))
        detail: dict[str, Any] = {"topic": name, "version": made.version}
        note(connection, self._guild, now, by, f"topic.{how}", detail)
        return made

    def _seen(self, connection: sa.Connection, name: str, seen: int) -> StoredTopic | None:
        """Return the newest version of a name. Raises TopicChanged if it is not the one seen."""
        last = next(iter(self._versions(connection, name)), None)
        if last is not None and last.version != seen:
            raise TopicChanged(name, last.version, last.created_by, last.created)
        return last

    def _count(self, connection: sa.Connection) -> int:
        query = sa.select(sa.func.count()).select_from(topics)
        here = (self._ours(), topics.c.replaced_at.is_(None), topics.c.text.is_not(None))
        return connection.scalar(query.where(*here)) or 0

    def _versions(self, connection: sa.Connection, name: str) -> Sequence[StoredTopic]:
        query = sa.select(topics).where(self._named(name)).order_by(topics.c.version.desc())
        return [_topic(row) for row in connection.execute(query)]

    def _ours(self) -> sa.ColumnElement[bool]:
        return topics.c.guild == self._guild

    def _named(self, name: str) -> sa.ColumnElement[bool]:
        return sa.and_(self._ours(), topics.c.name == name)


def _topic(row: sa.Row[Any]) -> StoredTopic:
    values = {name: getattr(row, name) for name in StoredTopic.__slots__}
    return StoredTopic(**{**values, "how": How(row.how)})
