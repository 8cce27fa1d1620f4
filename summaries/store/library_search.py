"""Looking through a library: by words of title and text, by publisher, by language."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from summaries.store.articles import StoredArticle, from_row
from summaries.store.days import held
from summaries.store.full_text import each_of, listed, rows_with_words
from summaries.store.library_shelf import Shelf
from summaries.store.search_words import title_key, wanted_words
from summaries.store.tables import article_facts, article_words, articles
from summaries.topics import key

_CANDIDATES: Final = 500
"""Articles with the searched words that are looked at, the newest; filters come after."""

_OF_A_WORD: Final = 2_000
"""Articles with one searched word that are looked at, the newest."""

_AT_ONCE: Final = 24
"""Of articles that were found so many at a time are asked whether they may be read."""

_KNOWN: Final = 200
"""A word of so many articles is meant as it was typed, and is not the beginning of another."""

_WORTH: Final = 0.4
"""An article's words must be worth so much of what the best has: half makes a sentence qualify."""

_NEWEST_FIRST: Final = (article_facts.c.counts_from.desc(), article_facts.c.number.desc())
_ITS_FACTS: Final = sa.and_(
    article_facts.c.guild == article_words.c.guild,
    article_facts.c.number == article_words.c.number,
)
# With an order or a condition more, SQLite's planner reads the whole of another index instead.
_TITLED: Final = (
    sa.select(article_facts.c.number, article_facts.c.title, article_facts.c.withdrawn)
    .where(
        article_facts.c.guild == sa.bindparam("guild"),
        article_facts.c.title_key == sa.bindparam("key"),
    )
    .limit(_CANDIDATES)
)
_WITHOUT_TEXT: Final = [one for one in articles.c if one.name not in {"text", "places"}]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """Some of the articles that were found, without their texts; ``count`` is how many there are.

    ``sentences`` has the number of sentences of each. ``more`` is true where a search had so many
    finds that only the newest were counted.
    """

    articles: tuple[StoredArticle, ...] = ()
    sentences: tuple[int, ...] = ()
    count: int = 0
    more: bool = False


class Search(Shelf):
    """Searches one guild's library."""

    def count(self) -> int:
        """How many articles are in the library, without the withdrawn ones."""
        with self._store.reading() as connection:
            return held(connection, self._guild)[0]

    def count_samples(self) -> int:
        """How many of them came from the starter folder."""
        return self._count(article_facts.c.withdrawn.is_(False), article_facts.c.sample.is_(True))

    def search(
        self,
        words: str = "",
        *,
        publisher: str | None = None,
        language: str | None = None,
        withdrawn: bool = False,
        offset: int = 0,
        limit: int = 10,
    ) -> LibraryPage:
        """The newest articles first in which every searched word stands in title or text.

        Case and accents are ignored; a word of three letters also finds longer ones that begin
        with it. No words find every article. ``withdrawn`` asks for the withdrawn ones instead.
        """
        offset, limit, more = max(0, offset), max(0, limit), False
        stated = {"withdrawn": withdrawn, "publisher": publisher, "language": language}
        asked = {name: value for name, value in stated.items() if value is not None}
        with self._store.reading() as connection:
            if words.strip():
                found, more = self._with_words(connection, words)
                found = [row for row in found if all(getattr(row, k) == asked[k] for k in asked)]
                count, shown = len(found), found[offset : offset + limit]
            else:
                which = [self._facts, *(article_facts.c[name] == asked[name] for name in asked)]
                total = sa.select(sa.func.count()).select_from(article_facts).where(*which)
                page = sa.select(article_facts).where(*which).order_by(*_NEWEST_FIRST)
                count = connection.execute(total).scalar_one()
                shown = list(connection.execute(page.offset(offset).limit(limit)).all())
            stored = self._without_texts(connection, [row.number for row in shown])
        sentences = tuple(row.sentences for row in shown)
        return LibraryPage(stored, sentences, count, more)

    def publishers(self) -> tuple[str, ...]:
        """The publishers of the articles that are not withdrawn, by name."""
        query = (
            sa.select(article_facts.c.publisher)
            .where(
                self._facts,
                article_facts.c.withdrawn.is_(False),
                article_facts.c.publisher.is_not(None),
            )
            .distinct()
        )
        with self._store.reading() as connection:
            return tuple(sorted(name for name in connection.scalars(query) if name is not None))

    def having(self, words: str, most: int, since: date | None = None) -> tuple[str, ...]:
        """Return the ids of the first articles that `finding` finds."""
        return tuple(islice(self.finding(words, most, since), max(0, most)))

    def finding(self, words: str, most: int, since: date | None = None) -> Iterator[str]:
        """Find the articles that have all of the words, the newest first; then most, and rarest.

        Yields their ids, as they are asked for: it is looked no further than for those. They are
        not withdrawn and count from ``since`` or later; ``most`` is how many will be asked for.
        Of those with some of the words only so many of the newest are looked at for each, so the
        time does not grow with the library; longer words that begin with it are looked for where
        the word itself is not in so many.
        """
        wanted = wanted_words(words)
        if not wanted or most < 1:
            return
        with self._store.reading() as connection:
            exactly = [(word, False) for word, _ in wanted]
            rows = rows_with_words(connection, self._guild, exactly, 2 * most)
        yield from self._standing(rows, since)
        with self._store.reading() as connection:
            best = _having_most(connection, self._guild, wanted)
        looked_at = set(rows)
        yield from self._standing([row for row in best if row not in looked_at], since)

    def _standing(self, rows: Sequence[int], since: date | None) -> Iterator[str]:
        """Yield the ids of the articles of some rows of words that may be read."""
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            with self._store.reading() as connection:
                query = _facts_of_rows(connection.dialect.name)
                found = connection.execute(query, {"rows": listed(connection, some)}).all()
            numbers = {
                row.id: row.number
                for row in found
                if row.guild == self._guild
                and not row.withdrawn
                and (since is None or row.counts_from >= since)
            }
            yield from (f"A{numbers[row]}" for row in some if row in numbers)

    def titled(self, words: str) -> tuple[str, ...]:
        """Return the ids of the articles that have this title, by number; no withdrawn ones.

        Case, accents, blanks and hyphens make no difference.
        """
        wanted = title_key(words)
        if wanted is None:
            return ()
        with self._store.reading() as connection:
            found = connection.execute(_TITLED, {"guild": self._guild, "key": wanted}).all()
        same = [row.number for row in found if not row.withdrawn and key(row.title) == key(words)]
        return tuple(f"A{number}" for number in sorted(same))

    def _with_words(self, connection: sa.Connection, words: str) -> tuple[list[sa.Row[Any]], bool]:
        """Return the facts of the articles with all of the words, and whether there may be more."""
        wanted = wanted_words(words)
        if not wanted:
            return [], False
        rows = rows_with_words(connection, self._guild, wanted, _CANDIDATES)
        found = self._facts_of(connection, rows)
        found.sort(key=lambda row: (row.counts_from, row.number), reverse=True)
        return found, len(rows) == _CANDIDATES

    def _facts_of(self, connection: sa.Connection, rows: list[int]) -> list[sa.Row[Any]]:
        """Read the facts of the articles that rows of words are of, and the rows' ids.

        By the ids alone: with a condition more, on the guild or a date, SQLite's planner reads the
        whole of an index instead.
        """
        query = (
            sa.select(article_words.c.id, article_facts)
            .join(article_facts, _ITS_FACTS)
            .where(article_words.c.id.in_(rows))
        )
        return [row for row in connection.execute(query).all() if row.guild == self._guild]

    def _without_texts(
        self, connection: sa.Connection, numbers: list[int]
    ) -> tuple[StoredArticle, ...]:
        """Read some articles, in the order of ``numbers``."""
        query = sa.select(*_WITHOUT_TEXT).where(self._current, articles.c.number.in_(numbers))
        read = {row.number: from_row(row) for row in connection.execute(query)}
        return tuple(read[number] for number in numbers)

    def _count(self, *which: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(article_facts).where(self._facts, *which)
        with self._store.reading() as connection:
            return connection.scalar(query) or 0


def _having_most(
    connection: sa.Connection, guild: int, wanted: list[tuple[str, bool]]
) -> list[int]:
    """Return the rows of words that have most of those wanted, and the rarest, first."""
    weights: dict[int, float] = {}
    for word, begins in wanted:
        # For what only begins so, an index puts the lists of all such words together.
        rows = rows_with_words(connection, guild, [(word, False)], _OF_A_WORD)
        if begins and len(rows) < _KNOWN:
            rows = rows_with_words(connection, guild, [(word, True)], _OF_A_WORD)
        weight = math.log(1 + _OF_A_WORD / max(1, len(rows)))
        for row in rows:
            weights[row] = weights.get(row, 0.0) + weight
    enough = _WORTH * max(weights.values(), default=0.0)
    likely = [(weight, row) for row, weight in weights.items() if weight >= enough]
    return [row for _, row in nlargest(_CANDIDATES, likely)]


@lru_cache(maxsize=2)
def _facts_of_rows(kind: str) -> sa.Select[Any]:
    """Select which article each row of words is of, and whether it may be read."""
    facts = article_facts.c
    rows = each_of(kind, "rows")
    return (
        sa.select(article_words.c.id, facts.guild, facts.number, facts.withdrawn, facts.counts_from)
        .select_from(rows)
        .join(article_words, article_words.c.id == rows.c.value)
        .join(article_facts, _ITS_FACTS)
    )
