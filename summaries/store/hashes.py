"""The hashes by which copies of an article are found, as the table of shingles holds them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from summaries.corpus import Fingerprint
from summaries.store.full_text import each_of, listed
from summaries.store.tables import shingles

COMMON: Final = 64
"""A hash of so many articles is common: "said in a statement" tells nothing, and costs time."""

HASHES: Final = "hashes"
"""The parameter that has the hashes of a text."""

GUILD: Final = sa.bindparam("guild", type_=sa.BigInteger())

_SIGN: Final = 1 << 31  # a hash of 32 bits is kept as a signed number, which is half as long


def stored_hashes(printed: Fingerprint) -> list[int]:
    """Return the sampled hashes of a text."""
    return [value - _SIGN for value in printed.sampled()]


def oldest_looked_at(hashes: sa.TableValuedAlias) -> sa.ScalarSelect[int | None]:
    """Select the oldest of the newest articles with a hash that are looked at; None for a rare one.

    Older ones with a common hash are left out of every search for copies.
    """
    older = shingles.alias("older")
    return (
        sa.select(older.c.number)
        .where(older.c.guild == GUILD, older.c.hash == hashes.c.value)
        .order_by(older.c.number.desc())
        .limit(1)
        .offset(COMMON - 1)
        .correlate(hashes)
        .scalar_subquery()
    )


def leave_out_old(connection: sa.Connection, guild: int, hashes: Sequence[int]) -> None:
    """Delete the rows of articles that no search looks at for these hashes any more.

    Without them the table grows with what is new in a library, not with what all articles say.
    """
    values = {"guild": guild, HASHES: listed(connection, hashes)}
    rows = connection.execute(oldest_of_each(connection.dialect.name), values).all()
    common = [
        {"guild": guild, "common": row.value, "oldest": row.oldest}
        for row in rows
        if row.oldest is not None
    ]
    if common:
        connection.execute(_OLDER, common)


@lru_cache(maxsize=2)
def oldest_of_each(kind: str) -> sa.Select[Any]:
    """Select each hash with the oldest article of its newest ones; None for a rare hash."""
    hashes = each_of(kind, HASHES)
    return sa.select(hashes.c.value, oldest_looked_at(hashes).label("oldest"))


_OLDER: Final = shingles.delete().where(
    shingles.c.guild == GUILD,
    shingles.c.hash == sa.bindparam("common"),
    shingles.c.number < sa.bindparam("oldest"),
)
