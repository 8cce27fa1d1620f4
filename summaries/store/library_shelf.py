"""What the parts of a library have in common: which rows count, how each change begins."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa

from summaries.corpus import Article, ArticleDamaged
from summaries.store.articles import Rebuild, StoredArticle, from_row, number_of, url_key
from summaries.store.connections import Connections
from summaries.store.errors import AlreadyInLibrary
from summaries.store.repository import Clock, GuildRepository
from summaries.store.tables import article_facts, articles, guilds

log = logging.getLogger(__name__)


def _finding(column: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Ask for the article that has a value; for a withdrawn one if there is no other."""
    return (
        sa.select(articles)
        .where(
            articles.c.guild == sa.bindparam("guild"),
            articles.c.replaced_at.is_(None),
            column == sa.bindparam("value"),
        )
        .order_by(articles.c.withdrawn_at.is_not(None), articles.c.number)
        .limit(1)
    )


# Asked about every article that comes in, so they are built once.
BY_TEXT: Final = _finding(articles.c.sha256)
BY_ADDRESS: Final = _finding(articles.c.url_key)


class Shelf(GuildRepository):
    """The rows of one guild's articles."""

    def __init__(self, store: Connections, guild: int, clock: Clock, rebuild: Rebuild) -> None:
        super().__init__(store, guild, clock)
        self._rebuild = rebuild

    # Put together when they are needed: a library is opened for each question, and few need them.

    @cached_property
    def _current(self) -> sa.ColumnElement[bool]:
        return sa.and_(articles.c.guild == self._guild, articles.c.replaced_at.is_(None))

    @cached_property
    def _live(self) -> sa.ColumnElement[bool]:
        return sa.and_(self._current, articles.c.withdrawn_at.is_(None))

    @cached_property
    def _facts(self) -> sa.ColumnElement[bool]:
        return article_facts.c.guild == self._guild

    def _read(self, *which: sa.ColumnElement[bool]) -> list[StoredArticle]:
        """Read the current versions for which all of ``which`` holds, by number."""
        query = sa.select(articles).where(self._current, *which).order_by(articles.c.number)
        with self._store.reading() as connection:
            return [from_row(row) for row in connection.execute(query)]

    def _find(self, query: sa.Select[Any], value: str) -> StoredArticle | None:
        """Read the article that one of the questions below asks for."""
        with self._store.reading() as connection:
            row = connection.execute(query, {"guild": self._guild, "value": value}).first()
        return from_row(row) if row else None

    def _whole(self, stored: Iterable[StoredArticle]) -> dict[str, Article]:
        """Make the articles again; a damaged one is logged and must not take the others down."""
        whole = {}
        for one in stored:
            try:
                whole[one.id] = self._rebuild(one)
            except ArticleDamaged as damage:
                log.error("Guild %s: %s", self._guild, damage)
        return whole

    def _stored(self, connection: sa.Connection, article_id: str) -> StoredArticle | None:
        number = number_of(article_id)
        if number is None:
            return None
        query = sa.select(articles).where(self._current, articles.c.number == number)
        row = connection.execute(query).first()
        return from_row(row) if row else None

    def _touch(self, connection: sa.Connection) -> None:
        """Change the revision. First in each change: on PostgreSQL it queues up other writers."""
        row = guilds.update().where(guilds.c.id == self._guild)
        connection.execute(row.values(library_revision=guilds.c.library_revision + 1))

    def _refuse_twin(self, connection: sa.Connection, article: Article | StoredArticle) -> None:
        same = articles.c.sha256 == article.sha256
        if article.url is not None:
            same = sa.or_(same, articles.c.url_key == url_key(article.url))
        twin = connection.scalar(sa.select(articles.c.number).where(self._live, same).limit(1))
        if twin is not None:
            raise AlreadyInLibrary(f"A{twin}")
