"""Whether a text is in the library already: letter for letter, by its address, or nearly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Final

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
from summaries.store.hashes import COMMON, newest_with, sizes_of, stored_hashes
from summaries.store.library_shelf import BY_ADDRESS, BY_TEXT, Shelf
from summaries.store.tables import articles, near_copies

# Asked for each answer, so it is built once.
_COPIES: Final = sa.select(near_copies.c.number, near_copies.c.other).where(
    near_copies.c.guild == sa.bindparam("guild"),
    near_copies.c.number.in_(sa.bindparam("numbers", expanding=True)),
)
_COMPARED: Final = 12  # candidates that are compared in full, those that share most first


class Copies(Shelf):
    """Finds in one guild's library what is there already."""

    def find(self, sha256: str) -> StoredArticle | None:
        """The article with exactly this text; a withdrawn one only if there is no other."""
        return self._find(BY_TEXT, sha256)

    def find_url(self, canonical_url: str) -> StoredArticle | None:
        """The article from this address; a withdrawn one only if there is no other."""
        return self._find(BY_ADDRESS, url_key(canonical_url) or "")

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
        asked = {"guild": self._guild, "numbers": sorted(numbers)}
        with self._store.reading() as connection:
            found = connection.execute(_COPIES, asked)
            pairs = [(f"A{one}", f"A{other}") for one, other in found if other in numbers]
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
        newest = newest_with(connection, self._guild, hashes)
        rare = [numbers for numbers in newest if len(numbers) < COMMON]
        common = [numbers for numbers in newest if len(numbers) >= COMMON]
        found = self._sharing(connection, asked, rare, len(rare) / len(hashes))
        if len(common) > len(rare):
            found += self._sharing(connection, asked, common, len(common) / len(hashes))
        return list(dict.fromkeys(found))

    def _sharing(
        self, connection: sa.Connection, asked: Fingerprint, newest: list[list[int]], part: float
    ) -> list[int]:
        """Return the articles that share enough of some hashes, which are ``part`` of all.

        ``newest`` has the articles with each of them.
        """
        shared = Counter(chain.from_iterable(newest))
        enough = least_shared(1, 1)
        some = {number: count for number, count in shared.items() if count >= enough}
        sizes = sizes_of(connection, self._guild, list(some)) if some else {}
        # Many have a size in common, and the least is the same for all of those.
        least = {
            size: least_shared(len(asked.shingles), size, part) for size in set(sizes.values())
        }
        likely = [(some[one], one) for one, size in sizes.items() if some[one] >= least[size]]
        return [number for _, number in sorted(likely, reverse=True)[:_COMPARED]]
