"""The hashes by which copies of an article are found, as the table of shingles holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from summaries.corpus import Fingerprint
from summaries.store.full_text import listed
from summaries.store.tables import shingles

COMMON: Final = 64
"""A hash of so many articles is common: "said in a statement" tells nothing, and costs time."""

_SIGN: Final = 1 << 31  # a hash of 32 bits is kept as a signed number, which is half as long

# In one row: for each that it is asked for, SQLite's driver lets all other threads go first.
_NEWEST_ON_SQLITE: Final = sa.text(
    "SELECT group_concat(ifnull(("
    "  SELECT group_concat(number, ' ') FROM ("
    "   SELECT number FROM shingles WHERE guild = :guild AND hash = asked.value"
    "   ORDER BY number DESC LIMIT :most)), ''))"
    " FROM json_each(:hashes) AS asked"
)
_NEWEST_ON_POSTGRESQL: Final = sa.text(
    "SELECT ARRAY(SELECT number FROM shingles WHERE guild = :guild AND hash = asked.value"
    "  ORDER BY number DESC LIMIT :most)"
    " FROM unnest(CAST(:hashes AS integer[])) WITH ORDINALITY AS asked (value, place)"
    " ORDER BY place"
)
# A cross join, or the planner may read the facts of a whole library.
_SIZES_ON_SQLITE: Final = sa.text(
    "SELECT ifnull(group_concat(number || ' ' || shingles, ' '), '')"
    " FROM json_each(:numbers) AS asked CROSS JOIN article_facts"
    " WHERE guild = :guild AND number = asked.value AND withdrawn = 0"
)
_SIZES_ON_POSTGRESQL: Final = sa.text(
    "SELECT number, shingles FROM article_facts"
    " WHERE guild = :guild AND NOT withdrawn AND number = ANY(CAST(:numbers AS integer[]))"
)
_OLDER: Final = shingles.delete().where(
    shingles.c.guild == sa.bindparam("of"),
    shingles.c.hash == sa.bindparam("common"),
    shingles.c.number < sa.bindparam("oldest"),
)


def stored_hashes(printed: Fingerprint) -> list[int]:
    """Return the sampled hashes of a text."""
    return [value - _SIGN for value in printed.sampled()]


def newest_with(connection: sa.Connection, guild: int, hashes: Sequence[int]) -> list[list[int]]:
    """Return for each hash the newest articles that have it, `COMMON` of them at most.

    Older ones with a common hash are left out of every search for copies.
    """
    asked = {"guild": guild, "hashes": listed(connection, hashes), "most": COMMON}
    if connection.dialect.name != "sqlite":
        return [numbers for (numbers,) in connection.execute(_NEWEST_ON_POSTGRESQL, asked)]
    found: str = connection.execute(_NEWEST_ON_SQLITE, asked).scalar_one()
    return [list(map(int, numbers.split())) for numbers in found.split(",")]


def sizes_of(connection: sa.Connection, guild: int, numbers: Sequence[int]) -> dict[int, int]:
    """Return how many hashes articles have in all; withdrawn ones are left out."""
    asked = {"guild": guild, "numbers": listed(connection, numbers)}
    if connection.dialect.name != "sqlite":
        return {row.number: row.shingles for row in connection.execute(_SIZES_ON_POSTGRESQL, asked)}
    found = map(int, connection.execute(_SIZES_ON_SQLITE, asked).scalar_one().split())
    return dict(zip(found, found, strict=True))


def leave_out_old(connection: sa.Connection, guild: int, hashes: Sequence[int]) -> None:
    """Delete the rows of articles that no search looks at for these hashes any more.

    Without them the table grows with what is new in a library, not with what all articles say.
    """
    newest = zip(hashes, newest_with(connection, guild, hashes), strict=True)
    common = [
        {"of": guild, "common": one, "oldest": numbers[-1]}
        for one, numbers in newest
        if len(numbers) == COMMON
    ]
    if common:
        connection.execute(_OLDER, common)
