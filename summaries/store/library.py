"""A guild's library: its articles, which are never changed, only added, withdrawn, restored."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa

from summaries.corpus import Article, ArticleDamaged
from summaries.store.articles import Rebuild, StoredArticle, from_row, insert_article, number_of
from summaries.store.audit import note
from summaries.store.connections import Connections
from summaries.store.errors import AlreadyInLibrary
from summaries.store.repository import Clock, GuildRepository
from summaries.store.tables import articles, guilds

log = logging.getLogger(__name__)


class LibraryRepository(GuildRepository):
    """The articles of one guild.

    Whoever keeps what `all` returned asks `revision` first and reads again when it changes.
    """

    def __init__(self, store: Connections, guild: int, clock: Clock, rebuild: Rebuild) -> None:
        super().__init__(store, guild, clock)
        self._rebuild = rebuild
        self._current = sa.and_(articles.c.guild == guild, articles.c.replaced_at.is_(None))
        self._live = sa.and_(self._current, articles.c.withdrawn_at.is_(None))

    def revision(self) -> int:
        """Return a number that changes whenever this library does; 0 for an unknown guild."""
        query = sa.select(guilds.c.library_revision).where(guilds.c.id == self._guild)
        with self._store.reading() as connection:
            return connection.scalar(query) or 0

    def all(self) -> tuple[Article, ...]:
        """Every article that is not withdrawn, by number.

        An article whose text was damaged is left out and logged: it must not take the others
        down with it.
        """
        query = sa.select(articles).where(self._live).order_by(articles.c.number)
        with self._store.reading() as connection:
            stored = [from_row(row) for row in connection.execute(query)]
        return tuple(self._whole(stored).values())

    def get(self, article_id: str) -> Article | None:
        """One article by its id, withdrawn or not. Raises ArticleDamaged."""
        stored = self.stored(article_id)
        return self._rebuild(stored) if stored else None

    def get_many(self, article_ids: Iterable[str]) -> dict[str, Article]:
        """The articles with these ids, withdrawn or not; unknown or damaged ones are left out."""
        numbers = {number for article_id in article_ids if (number := number_of(article_id))}
        query = (
            sa.select(articles)
            .where(self._current, articles.c.number.in_(numbers))
            .order_by(articles.c.number)
        )
        with self._store.reading() as connection:
            stored = [from_row(row) for row in connection.execute(query)]
        return self._whole(stored)

    def stored(self, article_id: str) -> StoredArticle | None:
        """What is kept of an article, withdrawn or not: who added it, when it was withdrawn."""
        number = number_of(article_id)
        if number is None:
            return None
        query = sa.select(articles).where(self._current, articles.c.number == number)
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return from_row(row) if row else None

    def find(self, sha256: str) -> StoredArticle | None:
        """The article with exactly this text; a withdrawn one only if there is no other."""
        query = (
            sa.select(articles)
            .where(self._current, articles.c.sha256 == sha256)
            .order_by(articles.c.withdrawn_at.is_not(None), articles.c.number)
        )
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return from_row(row) if row else None

    def count(self) -> int:
        """How many articles are in the library, without the withdrawn ones."""
        return self._count(self._live)

    def count_samples(self) -> int:
        """How many of them came from the starter folder."""
        return self._count(sa.and_(self._live, articles.c.sample.is_(True)))

    def seeded(self) -> bool:
        """Tell whether the starter folder was copied into this library already."""
        query = sa.select(guilds.c.library_seeded).where(guilds.c.id == self._guild)
        with self._store.reading() as connection:
            return bool(connection.scalar(query))

    def add(
        self, article: Article, *, added_by: int, sample: bool = False, features_version: str = ""
    ) -> Article:
        """Store an article under the next number, and return it with its id.

        The id that ``article`` came with is not kept. Raises AlreadyInLibrary for a text that is
        there, letter for letter, and not withdrawn.
        """
        with self._writing() as connection:
            self._touch(connection)
            self._refuse_twin(connection, article.sha256)
            number = self._insert(connection, article, added_by, sample, features_version)
            detail = {"article": f"A{number}", "sha256": article.sha256}
            note(connection, self._guild, self._clock(), added_by, "article.add", detail)
        return replace(article, id=f"A{number}")

    def seed_once(self, starters: Iterable[Article], *, features_version: str = "") -> bool:
        """Copy the starter articles in, unless that was ever done; tell whether it was now.

        Exactly once for each guild, whole or not at all, whichever process comes first.
        """
        once = (
            guilds.update()
            .where(guilds.c.id == self._guild, guilds.c.library_seeded.is_(False))
            .values(library_seeded=True)
        )
        by_text: dict[str, Article] = {}
        for article in starters:
            by_text.setdefault(article.sha256, article)
        with self._writing() as connection:
            if connection.execute(once).rowcount == 0:
                return False
            self._touch(connection)
            for article in by_text.values():
                self._insert(connection, article, None, True, features_version)
        return True

    def withdraw(self, article_id: str, *, by: int, reason: str | None = None) -> bool:
        """Take an article out of new briefs; False if it was not in the library.

        Briefs posted earlier can still be opened. The audit log says who and why.
        """
        number = number_of(article_id)
        with self._writing() as connection:
            done = connection.execute(
                articles.update()
                .where(self._live, articles.c.number == number)
                .values(withdrawn_at=self._clock())
            ).rowcount
            if done:
                self._touch(connection)
                detail = {"article": f"A{number}", "reason": reason}
                note(connection, self._guild, self._clock(), by, "article.withdraw", detail)
        return bool(done)

    def restore(self, article_id: str, *, by: int) -> bool:
        """Put a withdrawn article back; False if there is no such. Raises AlreadyInLibrary."""
        number = number_of(article_id)
        withdrawn = sa.and_(
            self._current, articles.c.withdrawn_at.is_not(None), articles.c.number == number
        )
        with self._writing() as connection:
            sha256 = connection.scalar(sa.select(articles.c.sha256).where(withdrawn))
            if sha256 is None:
                return False
            self._touch(connection)
            self._refuse_twin(connection, sha256)
            connection.execute(articles.update().where(withdrawn).values(withdrawn_at=None))
            detail = {"article": f"A{number}"}
            note(connection, self._guild, self._clock(), by, "article.restore", detail)
        return True

    def remove_samples(self, *, by: int) -> int:
        """Withdraw every article of the starter folder; return how many there were."""
        with self._writing() as connection:
            done = connection.execute(
                articles.update()
                .where(self._live, articles.c.sample.is_(True))
                .values(withdrawn_at=self._clock())
            ).rowcount
            if done:
                self._touch(connection)
                detail = {"articles": done}
                note(connection, self._guild, self._clock(), by, "library.remove_samples", detail)
        return done

    def _whole(self, stored: Iterable[StoredArticle]) -> dict[str, Article]:
        whole = {}
        for one in stored:
            try:
                whole[one.id] = self._rebuild(one)
            except ArticleDamaged as damage:
                log.error("Guild %s: %s", self._guild, damage)
        return whole

    def _count(self, which: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(articles).where(which)
        with self._store.reading() as connection:
            return connection.scalar(query) or 0

    def _touch(self, connection: sa.Connection) -> None:
        """Change the revision. First in each change: on PostgreSQL it queues up other writers."""
        row = guilds.update().where(guilds.c.id == self._guild)
        connection.execute(row.values(library_revision=guilds.c.library_revision + 1))

    def _refuse_twin(self, connection: sa.Connection, sha256: str) -> None:
        query = sa.select(articles.c.number).where(self._live, articles.c.sha256 == sha256)
        twin = connection.scalar(query)
        if twin is not None:
            raise AlreadyInLibrary(f"A{twin}")

    def _insert(
        self,
        connection: sa.Connection,
        article: Article,
        added_by: int | None,
        sample: bool,
        features_version: str,
    ) -> int:
        row = sa.select(guilds.c.next_article).where(guilds.c.id == self._guild)
        number: int = connection.execute(row).scalar_one()
        connection.execute(
            guilds.update().where(guilds.c.id == self._guild).values(next_article=number + 1)
        )
        insert_article(
            connection,
            self._guild,
            number,
            article,
            added_by=added_by,
            sample=sample,
            features_version=features_version,
        )
        return number
