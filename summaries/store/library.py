"""A guild's library: its articles, whose texts are never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

from summaries.corpus import Article
from summaries.evidence import Evidence
from summaries.store.articles import StoredArticle, from_row, insert_article, number_of
from summaries.store.audit import note
from summaries.store.derived import derive
from summaries.store.evidence import write_evidence
from summaries.store.library_changes import Changes
from summaries.store.library_copies import Copies
from summaries.store.library_search import Search
from summaries.store.repository import guild_row
from summaries.store.scores import Score, write_scores
from summaries.store.tables import articles, guilds

# The name is no column's, which an UPDATE would take for what it is set to.
_TAKEN: Final = (
    guilds.update()
    .where(guilds.c.id == sa.bindparam("of"))
    .values(library_revision=guilds.c.library_revision + 1, next_article=guilds.c.next_article + 1)
    .returning(guilds.c.next_article - 1, guilds.c.library_revision)
)

# Asked for each answer, so it is built once.
_MANY: Final = (
    sa.select(articles)
    .where(
        articles.c.guild == sa.bindparam("guild"),
        articles.c.replaced_at.is_(None),
        articles.c.number.in_(sa.bindparam("numbers", expanding=True)),
    )
    .order_by(articles.c.number)
)

_NO_SCORES: Final[Mapping[str, Sequence[Score]]] = MappingProxyType({})


class LibraryRepository(Changes, Copies, Search):
    """The articles of one guild.

    Whoever keeps what `all` returned asks `revision` first and reads again when it changes.
    """

    def revision(self) -> int:
        """Return a number that changes whenever this library does; 0 for an unknown guild."""
        return guild_row(self._store, self._guild).revision

    def all(self) -> tuple[Article, ...]:
        """Every article that is not withdrawn, by number.

        An article whose text was damaged is left out and logged: it must not take the others
        down with it.
        """
        return tuple(self._whole(self._read(articles.c.withdrawn_at.is_(None))).values())

    def get(self, article_id: str) -> Article | None:
        """One article by its id, withdrawn or not. Raises ArticleDamaged."""
        stored = self.stored(article_id)
        return self._rebuild(stored) if stored else None

    def get_many(self, article_ids: Iterable[str]) -> dict[str, Article]:
        """The articles with these ids, withdrawn or not; unknown or damaged ones are left out."""
        numbers = {number for article_id in article_ids if (number := number_of(article_id))}
        asked = {"guild": self._guild, "numbers": sorted(numbers)}
        with self._store.reading() as connection:
            stored = [from_row(row) for row in connection.execute(_MANY, asked)]
        return self._whole(stored)

    def stored(self, article_id: str) -> StoredArticle | None:
        """What is kept of an article, withdrawn or not: who added it, when it was withdrawn."""
        with self._store.reading() as connection:
            return self._stored(connection, article_id)

    def seeded(self) -> bool:
        """Tell whether the starter folder was copied into this library already."""
        return guild_row(self._store, self._guild).seeded

    def add(
        self,
        article: Article,
        *,
        added_by: int | None,
        sample: bool = False,
        features_version: str = "",
        original_sha256: str | None = None,
        near: Iterable[str] = (),
        scores: Mapping[str, Sequence[Score]] = _NO_SCORES,
        evidence: tuple[str, Evidence] | None = None,
    ) -> Article:
        """Store an article under the next number, and return it with its id.

        The id that ``article`` came with is not kept. ``added_by`` is None where a feed brought
        it; ``original_sha256`` is the hash of the bytes that the text was taken out of. ``near``
        are ids of articles that print much of its text; ``scores`` has what rules say of it, by
        their keys, and ``evidence`` what it states, with what that was made by. Raises
        AlreadyInLibrary for a text that is there, letter for letter, or from
        the same address, and not withdrawn.
        """
        with self._writing() as connection:
            # First in each change: on PostgreSQL it queues up other writers.
            number, revision = self._take_number(connection)
            self._refuse_twin(connection, article)
            self._insert(
                connection,
                number,
                article,
                added_by=added_by,
                sample=sample,
                features_version=features_version,
                original_sha256=original_sha256,
                revision=revision,
            )
            self._note_copies(connection, number, near)
            write_scores(connection, self._guild, {number: 1}, {number: scores})
            if evidence is not None:
                made_by, rows = evidence
                write_evidence(connection, self._guild, made_by, {number: rows})
            detail = {"article": f"A{number}", "sha256": article.sha256}
            note(connection, self._guild, self._clock(), added_by, "article.add", detail)
        return replace(article, id=f"A{number}")

    def seed_once(self, starters: Iterable[Article], *, features_version: str = "") -> bool:
        """Copy the starter articles in, unless that was ever done; tell whether it was now.

        Exactly once for each guild, whole or not at all, whichever process comes first.
        """
        once = (
            guilds.update()
            .where(guilds.c.id == self._guild, guilds.c.library_seeded.is_(False))
            .values(library_seeded=True)
        )
        by_text: dict[str, Article] = {}
        for article in starters:
            by_text.setdefault(article.sha256, article)
        with self._writing() as connection:
            if connection.execute(once).rowcount == 0:
                return False
            self._touch(connection)
            for article in by_text.values():
                number, revision = self._take_number(connection)
                self._insert(
                    connection,
                    number,
                    article,
                    added_by=None,
                    sample=True,
                    features_version=features_version,
                    revision=revision,
                )
        return True

    def _take_number(self, connection: sa.Connection) -> tuple[int, int]:
        """Give out the next article's number, and change the library's revision; return both."""
        number, revision = connection.execute(_TAKEN, {"of": self._guild}).one()
        return number, revision

    def _insert(
        self,
        connection: sa.Connection,
        number: int,
        article: Article,
        *,
        added_by: int | None,
        sample: bool,
        features_version: str,
        original_sha256: str | None = None,
        revision: int,
    ) -> None:
        insert_article(
            connection,
            self._guild,
            number,
            article,
            added_by=added_by,
            sample=sample,
            features_version=features_version,
            original_sha256=original_sha256,
        )
        derive(connection, self._guild, number, article, sample=sample, revision=revision)
