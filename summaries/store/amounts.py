"""In which articles a sum of money, or another pledged quantity, was seen before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa

from summaries.evidence import Evidence
from summaries.evidence.model import Amount, PledgeStatus
from summaries.store.repository import GuildRepository
from summaries.store.tables import amounts, articles
from summaries.text import fold

_SIGN = 1 << 63


class AmountsRepository(GuildRepository):
    """The pledged amounts of one guild's articles, withdrawn ones too: they were reported."""

    def seen(
        self, wanted: Iterable[Amount], *, until: datetime
    ) -> Mapping[Amount, tuple[str, ...]]:
        """Return which articles, added not later than ``until``, have each of some amounts.

        The newest come first; an amount that is new is not among the keys.
        """
        by_hash: dict[int, list[Amount]] = {}
        for amount in wanted:
            by_hash.setdefault(amount_hash(amount), []).append(amount)
        query = (
            sa.select(amounts.c.amount, amounts.c.number)
            .join(
                articles,
                sa.and_(
                    articles.c.guild == amounts.c.guild,
                    articles.c.number == amounts.c.number,
                    articles.c.replaced_at.is_(None),
                ),
            )
            .where(
                amounts.c.guild == self._guild,
                amounts.c.amount.in_(list(by_hash)),
                articles.c.added <= until,
            )
            .order_by(articles.c.added.desc(), amounts.c.number.desc())
        )
        found: dict[Amount, tuple[str, ...]] = {}
        with self._store.reading() as connection:
            for hashed, number in connection.execute(query):
                for amount in by_hash[hashed]:
                    found[amount] = (*found.get(amount, ()), f"A{number}")
        return found


def forget_amounts(connection: sa.Connection, guild: int, numbers: Iterable[int]) -> None:
    """Delete the amounts of articles that are about to be written anew."""
    connection.execute(
        amounts.delete().where(amounts.c.guild == guild, amounts.c.number.in_(list(numbers)))
    )


def write_amounts(connection: sa.Connection, guild: int, found: Mapping[int, Evidence]) -> None:
    """Write the pledged amounts of articles, by number, that have none."""
    rows = [
        {"guild": guild, "amount": hashed, "number": number}
        for number, evidence in found.items()
        for hashed in amount_hashes(evidence)
    ]
    if rows:
        connection.execute(amounts.insert(), rows)


def amount_hashes(evidence: Evidence) -> list[int]:
    """Return the hashes of an article's pledged amounts, each once, in order."""
    pledged = (p.amount for p in evidence.pledges if p.status is not PledgeStatus.SOUGHT)
    return sorted({amount_hash(amount) for amount in pledged if amount is not None})


def amount_hash(amount: Amount) -> int:
    """Return a signed number of 64 bits that equal amounts share, however they are written."""
    high = amount.high.normalize() if amount.high is not None else None
    said = f"{amount.value.normalize()}|{high}|{fold(amount.unit or '')}"
    return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=8).digest()) - _SIGN
