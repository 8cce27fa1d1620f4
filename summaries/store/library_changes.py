"""Changes to articles that are there: withdrawn, restored, edited. No text is ever changed."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Literal, TypeAlias

import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store.articles import StoredArticle, from_row, insert_version, number_of
from summaries.store.audit import note
from summaries.store.days import count_marked, revision_now
from summaries.store.derived import derive_again
from summaries.store.library_shelf import Shelf
from summaries.store.quoting import correct, quoting, withhold
from summaries.store.repository import queue_up
from summaries.store.tables import article_facts, articles


class Unset(enum.Enum):
    """The type of `UNSET`."""

    UNSET = enum.auto()


UNSET: Final = Unset.UNSET
"""Says that something is left as it is, where None would remove it."""

_Unset: TypeAlias = Literal[Unset.UNSET]


@dataclass(frozen=True, slots=True)
class Changed:
    """Articles, by id, that were corrected or withdrawn meanwhile."""

    corrected: tuple[str, ...]
    withdrawn: tuple[str, ...]


class Changes(Shelf):
    """What can be changed about the articles of one guild."""

    def withdraw(self, article_id: str, *, by: int, reason: str | None = None) -> bool:
        """Take an article out of new briefs; False if it was not in the library.

        Briefs posted earlier can still be opened. The audit log says who and why; each channel
        whose messages quoted it is to have a correction.
        """
        number = number_of(article_id)
        with self._writing() as connection:
            queue_up(connection, self._guild)
            now = self._clock()
            live = sa.and_(self._live, articles.c.number == number)
            added = connection.scalar(sa.select(articles.c.added).where(live))
            done = connection.execute(
                articles.update()
                .where(live)
                .values(withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason)
            ).rowcount
            if done and number is not None and added is not None:
                self._touch(connection)
                quoted = quoting(connection, self._guild, number, since=added)
                correct(connection, self._guild, number, quoted, withdrawn_at=now, now=now)
                self._mark(connection, article_facts.c.number == number, withdrawn=True)
                detail = {"article": f"A{number}", "reason": reason}
                note(connection, self._guild, now, by, "article.withdraw", detail)
        return bool(done)

    def restore(self, article_id: str, *, by: int) -> bool:
        """Put a withdrawn article back; False if there is no such. Raises AlreadyInLibrary.

        Corrections that nobody has begun to send are not sent.
        """
        number = number_of(article_id)
        withdrawn = sa.and_(
            self._current, articles.c.withdrawn_at.is_not(None), articles.c.number == number
        )
        with self._writing() as connection:
            row = connection.execute(sa.select(articles).where(withdrawn)).first()
            if row is None:
                return False
            self._touch(connection)
            self._refuse_twin(connection, from_row(row))
            back = {"withdrawn_at": None, "withdrawn_by": None, "withdrawn_reason": None}
            connection.execute(articles.update().where(withdrawn).values(back))
            self._mark(connection, article_facts.c.number == number, withdrawn=False)
            withhold(connection, self._guild, row.number)
            detail = {"article": f"A{number}"}
            note(connection, self._guild, self._clock(), by, "article.restore", detail)
        return True

    def remove_samples(self, *, by: int) -> int:
        """Withdraw every article of the starter folder; return how many there were."""
        with self._writing() as connection:
            queue_up(connection, self._guild)
            now = self._clock()
            done = connection.execute(
                articles.update()
                .where(self._live, articles.c.sample.is_(True))
                .values(withdrawn_at=now, withdrawn_by=by)
            ).rowcount
            if done:
                self._touch(connection)
                self._mark(connection, article_facts.c.sample.is_(True), withdrawn=True)
                detail = {"articles": done}
                note(connection, self._guild, now, by, "library.remove_samples", detail)
        return done

    def edit(
        self,
        article_id: str,
        *,
        by: int,
        title: str | _Unset | None = UNSET,
        publisher: str | _Unset | None = UNSET,
        byline: str | _Unset | None = UNSET,
        published: date | _Unset | None = UNSET,
    ) -> Article | None:
        """Correct what is stated about an article; return it, or None if there is no such.

        What is UNSET stays as it is, None removes it. A change makes a new version with the same
        id and text, so whatever quoted the old one still can; no change makes none. Raises
        ArticleDamaged.
        """
        wanted = {"title": title, "publisher": publisher, "byline": byline, "published": published}
        with self._writing() as connection:
            queue_up(connection, self._guild)
            current = self._stored(connection, article_id)
            if current is None:
                return None
            old = self._rebuild(current)
            after = {
                name: value
                for name, value in wanted.items()
                if value is not UNSET and value != getattr(current, name)
            }
            if not after:
                return old
            changes: dict[str, Any] = dict(after)
            for name in ("publisher", "published"):
                if name in after:
                    changes[f"{name}_given"] = after[name] is not None
            new = replace(old, **changes)
            now = self._clock()
            self._touch(connection)
            version = insert_version(connection, self._guild, current, changes, now)
            derive_again(connection, self._guild, current.number, version, new)
            detail = {
                "article": current.id,
                "version": version,
                "before": {name: _plain(getattr(current, name)) for name in after},
                "after": {name: _plain(value) for name, value in after.items()},
            }
            note(connection, self._guild, now, by, "article.edit", detail)
        return new

    def versions(self, article_id: str) -> tuple[StoredArticle, ...]:
        """Every version of an article, the oldest first; empty if there is no such."""
        number = number_of(article_id)
        query = (
            sa.select(articles)
            .where(articles.c.guild == self._guild, articles.c.number == number)
            .order_by(articles.c.version)
        )
        with self._store.reading() as connection:
            return tuple(from_row(row) for row in connection.execute(query))

    def changed(self, after: datetime, until: datetime) -> Changed:
        """Return which articles were corrected or withdrawn after a moment, until another."""

        def between(moment: sa.Column[datetime]) -> sa.ColumnElement[bool]:
            return sa.and_(articles.c.guild == self._guild, moment > after, moment <= until)

        withdrawn = sa.select(articles.c.number).where(
            self._current, between(articles.c.withdrawn_at)
        )
        replaced = sa.select(articles.c.number).where(between(articles.c.replaced_at)).distinct()
        with self._store.reading() as connection:
            gone = sorted(connection.scalars(withdrawn))
            corrected = sorted(set(connection.scalars(replaced)) - set(gone))
        return Changed(tuple(f"A{n}" for n in corrected), tuple(f"A{n}" for n in gone))

    def _mark(
        self, connection: sa.Connection, which: sa.ColumnElement[bool], *, withdrawn: bool
    ) -> None:
        count_marked(connection, self._guild, which, withdrawn=withdrawn)
        rows = article_facts.update().where(self._facts, which)
        connection.execute(rows.values(withdrawn=withdrawn, revision=revision_now(self._guild)))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
