"""What topic rules say of a guild's sentences: worked out once for each, so that a brief reads few.

A rule goes by a key that changes whenever what it says may change. Rows are written after an
article is stored; until then it is `unscored`, and whoever asks for the best scores it first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

import sqlalchemy as sa

from summaries.store.articles import number_of
from summaries.store.days import held
from summaries.store.repository import GuildRepository
from summaries.store.tables import article_facts, articles, scored, topic_scores

Score = tuple[int, float]
"""A sentence's index in its article, and what a rule gives it."""

_ITS_TEXT = sa.and_(
    articles.c.guild == article_facts.c.guild,
    articles.c.number == article_facts.c.number,
    articles.c.version == article_facts.c.version,
)
# Asked for each answer, so it is built once.
_VERSIONS: Final = sa.select(article_facts.c.number, article_facts.c.version).where(
    article_facts.c.guild == sa.bindparam("guild"),
    article_facts.c.number.in_(sa.bindparam("numbers", expanding=True)),
)
_NARROW: Final = 20_000
"""Articles of a window that are looked up one by one, which takes some 20 ms."""

_NEWEST_FIRST = (article_facts.c.counts_from.desc(), article_facts.c.number.desc())


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a window holds: articles, and their sentences."""

    articles: int
    sentences: int


class ScoresRepository(GuildRepository):
    """The scores of one guild's sentences, and which of its articles are in a window of time."""

    def extent(self, since: date | None = None) -> Extent:
        """Count the articles that are not withdrawn and count from ``since`` on."""
        with self._store.reading() as connection:
            return Extent(*held(connection, self._guild, since))

    def newest(self, limit: int, since: date | None = None) -> tuple[str, ...]:
        """Return the ids of the articles of a window, the newest first."""
        query = sa.select(article_facts.c.number).where(self._live(since))
        return self._ids(query.order_by(*_NEWEST_FIRST).limit(limit))

    def count_unscored(self, rule: str, after: int | None = None) -> int:
        """Count the articles that a rule was not asked about yet.

        ``after`` is a revision of the library at which there were none: only what changed since
        is looked at.
        """
        changed = sa.true() if after is None else article_facts.c.revision > after
        rows = article_facts.outerjoin(scored, _asked(rule))
        query = sa.select(sa.func.count()).select_from(rows)
        with self._store.reading() as connection:
            missing = query.where(self._live(), changed, scored.c.number.is_(None))
            return connection.scalar(missing) or 0

    def unscored(self, rule: str, limit: int) -> tuple[str, ...]:
        """Return the ids of articles that a rule was not asked about yet, the newest first."""
        query = (
            sa.select(article_facts.c.number)
            .select_from(article_facts.outerjoin(scored, _asked(rule)))
            .where(self._live(), scored.c.number.is_(None))
        )
        return self._ids(query.order_by(*_NEWEST_FIRST).limit(limit))

    def best(
        self,
        rule: str,
        limit: int,
        since: date | None = None,
        added: tuple[datetime | None, datetime] | None = None,
    ) -> tuple[str, ...]:
        """Return the ids of the articles that hold a rule's ``limit`` best sentences.

        Of equal sentences those of newer articles come first. ``added`` keeps to articles that were
        added after the first moment (None: any) and not after the second.
        """
        has = sa.and_(
            topic_scores.c.guild == article_facts.c.guild,
            topic_scores.c.number == article_facts.c.number,
        )
        new = added is not None and self._few_added(*added)
        # Of a short window its articles are looked up, else the scores are read from the best on:
        # a sum can't be looked up in an index.
        narrow = new or (since is not None and self.extent(since).articles < _NARROW)
        score = topic_scores.c.score + 0.0 if narrow else topic_scores.c.score
        query = (
            sa.select(article_facts.c.number)
            .select_from(article_facts.join(topic_scores, has))
            .where(self._live(since), topic_scores.c.guild == self._guild)
            .where(topic_scores.c.rule == rule_number(rule))
            .order_by(score.desc(), *_NEWEST_FIRST, topic_scores.c.sentence)
            .limit(limit)
        )
        if new and added is not None:
            query = query.where(topic_scores.c.number.in_(self._numbers_added(*added)))
        elif added is not None:
            query = query.join(articles, _ITS_TEXT).where(_added(*added))
        return tuple(dict.fromkeys(self._ids(query)))

    def _few_added(self, after: datetime | None, until: datetime) -> bool:
        """Tell whether so few articles were added meanwhile that they are looked up one by one."""
        if after is None:
            return False
        some = self._numbers_added(after, until).limit(_NARROW).subquery()
        with self._store.reading() as connection:
            count = connection.scalar(sa.select(sa.func.count()).select_from(some))
        return (count or 0) < _NARROW

    def _numbers_added(self, after: datetime | None, until: datetime) -> sa.Select[tuple[int]]:
        return sa.select(articles.c.number).where(
            articles.c.guild == self._guild, articles.c.replaced_at.is_(None), _added(after, until)
        )

    def versions(self, ids: Iterable[str]) -> dict[str, int]:
        """Return which version of each article is read now; unknown articles are left out."""
        numbers = {number for one in ids if (number := number_of(one)) is not None}
        if not numbers:
            return {}
        asked = {"guild": self._guild, "numbers": sorted(numbers)}
        with self._store.reading() as connection:
            found = connection.execute(_VERSIONS, asked)
            return {f"A{number}": version for number, version in found}

    def live(self, ids: Iterable[str]) -> frozenset[str]:
        """Return which of some articles are in the library and not withdrawn."""
        numbers = {number for one in ids if (number := number_of(one)) is not None}
        query = sa.select(article_facts.c.number).where(
            self._live(), article_facts.c.number.in_(numbers)
        )
        return frozenset(self._ids(query))

    def write(self, rule: str, found: Mapping[str, Sequence[Score]]) -> None:
        """Keep what a rule says of articles, by their ids: the sentences that qualify, or none.

        An article that changed or was purged meanwhile is left out: it is scored when it is asked
        for again.
        """
        numbers = {number: found[a] for a in found if (number := number_of(a)) is not None}
        with self._writing() as connection:
            versions = connection.execute(
                sa.select(article_facts.c.number, article_facts.c.version).where(
                    article_facts.c.guild == self._guild, article_facts.c.number.in_(numbers)
                )
            ).all()
            for table in (topic_scores, scored):
                connection.execute(
                    table.delete().where(
                        table.c.guild == self._guild,
                        table.c.rule == rule_number(rule),
                        table.c.number.in_(numbers),
                    )
                )
            said = {number: {rule: numbers[number]} for number, _ in versions}
            known = {row.number: row.version for row in versions}
            write_scores(connection, self._guild, known, said)

    def forget_rules_but(self, rules: Sequence[str]) -> int:
        """Drop the scores of rules that are no longer asked; return how many rows there were."""
        asked = [rule_number(rule) for rule in rules]
        with self._writing() as connection:
            return sum(
                connection.execute(
                    table.delete().where(table.c.guild == self._guild, table.c.rule.not_in(asked))
                ).rowcount
                for table in (topic_scores, scored)
            )

    def _ids(self, query: sa.Select[tuple[int]]) -> tuple[str, ...]:
        with self._store.reading() as connection:
            return tuple(f"A{number}" for number in connection.scalars(query))

    def _live(self, since: date | None = None) -> sa.ColumnElement[bool]:
        recent = sa.true() if since is None else article_facts.c.counts_from >= since
        return sa.and_(
            article_facts.c.guild == self._guild, article_facts.c.withdrawn.is_(False), recent
        )


def write_scores(
    connection: sa.Connection,
    guild: int,
    versions: Mapping[int, int],
    said: Mapping[int, Mapping[str, Sequence[Score]]],
) -> None:
    """Write what rules, by their keys, say of articles, by number, in the version given."""
    asked = [
        {
            "guild": guild,
            "rule": rule_number(rule),
            "number": number,
            "version": versions[number],
        }
        for number, by_rule in said.items()
        for rule in by_rule
    ]
    rows = [
        {
            "guild": guild,
            "rule": rule_number(rule),
            "number": number,
            "sentence": sentence,
            "score": score,
        }
        for number, by_rule in said.items()
        for rule, found in by_rule.items()
        for sentence, score in found
    ]
    if rows:
        connection.execute(topic_scores.insert(), rows)
    if asked:
        connection.execute(scored.insert(), asked)


@lru_cache(maxsize=4096)
def rule_number(rule: str) -> int:
    """Return the number of 48 bits that a rule's key has in the tables, where it is in each row."""
    return int.from_bytes(hashlib.blake2b(rule.encode(), digest_size=6).digest())


def _asked(rule: str) -> sa.ColumnElement[bool]:
    """Join an article to the note that a rule was asked about this version of it."""
    return sa.and_(
        scored.c.guild == article_facts.c.guild,
        scored.c.rule == rule_number(rule),
        scored.c.number == article_facts.c.number,
        scored.c.version == article_facts.c.version,
    )


def _added(after: datetime | None, until: datetime) -> sa.ColumnElement[bool]:
    late = sa.true() if after is None else articles.c.added > after
    return sa.and_(late, articles.c.added <= until)
