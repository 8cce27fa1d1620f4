"""What articles state, worked out once each: kept until the article or the grammar changes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import sqlalchemy as sa

from summaries.evidence import Evidence
from summaries.evidence.codec import dump, load
from summaries.store.amounts import forget_amounts, write_amounts
from summaries.store.articles import number_of
from summaries.store.repository import GuildRepository
from summaries.store.tables import articles, evidence

log = logging.getLogger(__name__)

# Asked for each answer, so it is built once.
_OF: Final = sa.select(evidence.c.number, evidence.c.rows).where(
    evidence.c.guild == sa.bindparam("guild"),
    evidence.c.number.in_(sa.bindparam("numbers", expanding=True)),
    evidence.c.made_by == sa.bindparam("made_by"),
)


class EvidenceRepository(GuildRepository):
    """The rows of one guild's articles. ``made_by`` names the grammar and the names they rest on.

    An article's text never changes, so its rows stay as they are until ``made_by`` does.
    """

    def of(self, article_ids: Iterable[str], made_by: str) -> dict[str, Evidence]:
        """Return the rows of articles, by id; those that have none of this making are left out."""
        numbers = {number for one in article_ids if (number := number_of(one)) is not None}
        asked = {"guild": self._guild, "numbers": sorted(numbers), "made_by": made_by}
        with self._store.reading() as connection:
            found = connection.execute(_OF, asked).all()
        return {
            f"A{number}": rows
            for number, stored in found
            if (rows := _loaded(number, stored)) is not None
        }

    def write(self, made_by: str, found: Mapping[str, Evidence]) -> None:
        """Keep the rows of articles, in the place of older ones; unknown articles are left out."""
        numbers = {number: found[a] for a in found if (number := number_of(a)) is not None}
        with self._writing() as connection:
            known = sa.select(articles.c.number).where(
                articles.c.guild == self._guild,
                articles.c.replaced_at.is_(None),
                articles.c.number.in_(numbers),
            )
            there = set(connection.scalars(known))
            connection.execute(
                evidence.delete().where(
                    evidence.c.guild == self._guild, evidence.c.number.in_(there)
                )
            )
            forget_amounts(connection, self._guild, there)
            write_evidence(connection, self._guild, made_by, {n: numbers[n] for n in sorted(there)})


def write_evidence(
    connection: sa.Connection, guild: int, made_by: str, found: Mapping[int, Evidence]
) -> None:
    """Write the rows of articles, by number, that have none."""
    rows = [
        {"guild": guild, "number": number, "made_by": made_by, "rows": dump(one)}
        for number, one in found.items()
    ]
    if rows:
        connection.execute(evidence.insert(), rows)
        write_amounts(connection, guild, found)


def _loaded(number: int, stored: bytes) -> Evidence | None:
    try:
        # They were worked out before the article had its number.
        return replace(load(stored), article=f"A{number}")
    except ValueError as error:
        # They are worked out again: nothing is lost but time.
        log.warning("The rows of A%s are damaged: %s", number, type(error).__name__)
        return None
