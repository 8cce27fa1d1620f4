"""Whether a text is in the library already: letter for letter, by its address, or nearly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from summaries.corpus import (
    Article,
    Duplicate,
    Fingerprint,
    closest_first,
    compared_text,
    groups,
    least_shared,
    same_time,
)
from summaries.store.articles import StoredArticle, from_row, number_of, url_key
from summaries.store.full_text import each_of, listed
from summaries.store.hashes import GUILD, HASHES, oldest_looked_at, oldest_of_each, stored_hashes
from summaries.store.library_shelf import Shelf
from summaries.store.tables import article_facts, articles, near_copies, shingles

_COMPARED: Final = 12  # candidates that are compared in full, those that share most first


class Copies(Shelf):
    """Finds in one guild's library what is there already."""

    def find(self, sha256: str) -> StoredArticle | None:
        """The article with exactly this text; a withdrawn one only if there is no other."""
        return self._find(articles.c.sha256 == sha256)

    def find_url(self, canonical_url: str) -> StoredArticle | None:
        """The article from this address; a withdrawn one only if there is no other."""
        return self._find(articles.c.url_key == url_key(canonical_url))

    def near(self, text: str | Article, *, published: date | None = None) -> list[Duplicate]:
        """The articles that print nearly the same text, the closest first; no withdrawn ones.

        Of an Article, its own date counts. Two texts whose dates of publication are known and far
        apart are different news.
        """
        if isinstance(text, Article):
            published = text.published
            text = compared_text(text.text, text.title_span, text.set_aside)
        asked = Fingerprint.of(text)
        found = []
        with self._store.reading() as connection:
            for number in self._candidates(connection, asked):
                query = sa.select(articles).where(self._current, articles.c.number == number)
                row = connection.execute(query).first()
                other = from_row(row) if row else None
                if other is None or not same_time(published, other.published):
                    continue
                printed = compared_text(other.text, other.title_span, other.set_aside)
                containment = asked.containment_in(Fingerprint.of(printed))
                if containment is not None:
                    found.append(Duplicate(other.id, containment))
        return closest_first(found)

    def copies(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Return which of some articles print each other's text: each one's first, by its id.

        The first of each group, which has the lowest number, is not among the keys.
        """
        numbers = {number for one in article_ids if (number := number_of(one)) is not None}
        query = sa.select(near_copies.c.number, near_copies.c.other).where(
            near_copies.c.guild == self._guild,
            near_copies.c.number.in_(numbers),
            near_copies.c.other.in_(numbers),
        )
        with self._store.reading() as connection:
            pairs = [(f"A{number}", f"A{other}") for number, other in connection.execute(query)]
        return groups(pairs)

    def _note_copies(self, connection: sa.Connection, number: int, near: Iterable[str]) -> None:
        others = {other for one in near if (other := number_of(one)) is not None}
        if others:
            rows = [
                {"guild": self._guild, "number": number, "other": other} for other in sorted(others)
            ]
            connection.execute(near_copies.insert(), rows)

    def _candidates(self, connection: sa.Connection, asked: Fingerprint) -> list[int]:
        """Return the numbers of the articles that share most hashes, enough to be near.

        Rare hashes find them. Where most are common, perhaps because there are a hundred copies,
        the newest articles of each common one are looked at too.
        """
        hashes = stored_hashes(asked)
        kind = connection.dialect.name
        values = {"guild": self._guild, HASHES: listed(connection, hashes)}
        oldest = {
            row.value: row.oldest for row in connection.execute(oldest_of_each(kind), values).all()
        }
        rare = [hash_ for hash_ in hashes if oldest[hash_] is None]
        common = [hash_ for hash_ in hashes if oldest[hash_] is not None]
        found = self._sharing(connection, asked, rare, len(rare) / len(hashes))
        if len(common) > len(rare):
            found += self._sharing(connection, asked, common, len(common) / len(hashes))
        return list(dict.fromkeys(found))

    def _sharing(
        self, connection: sa.Connection, asked: Fingerprint, hashes: list[int], part: float
    ) -> list[int]:
        """Return the articles that share enough of ``hashes``, which are ``part`` of all."""
        values = {"guild": self._guild, HASHES: listed(connection, hashes)}
        rows = connection.execute(_shared(connection.dialect.name), values).all()
        size = len(asked.shingles)
        likely = [row for row in rows if row.shared >= least_shared(size, row.shingles, part)]
        return [row.number for row in likely[:_COMPARED]]


@lru_cache(maxsize=2)
def _shared(kind: str) -> sa.Select[Any]:
    """Count the hashes that each live article shares, over the newest articles with each hash."""
    hashes = each_of(kind, HASHES)
    shared = sa.func.count().label("shared")
    counted = (
        sa.select(shingles.c.number, shared)
        .select_from(hashes)
        .join(
            shingles,
            sa.and_(
                shingles.c.guild == GUILD,
                shingles.c.hash == hashes.c.value,
                shingles.c.number >= sa.func.coalesce(oldest_looked_at(hashes), 0),
            ),
        )
        .group_by(shingles.c.number)
        .having(sa.func.count() >= least_shared(1, 1))
        .subquery()
    )
    return (
        sa.select(counted.c.number, counted.c.shared, article_facts.c.shingles)
        .join(article_facts, article_facts.c.number == counted.c.number)
        .where(article_facts.c.guild == GUILD, article_facts.c.withdrawn.is_(False))
        .order_by(counted.c.shared.desc(), counted.c.number.desc())
    )
