"""A stored article, and its way to and from a row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from summaries.corpus import (
    Article,
    LineKind,
    SetAside,
    pack_sentences,
    resplit,
    unpack_sentences,
)
from summaries.store.tables import articles
from summaries.text import Sentence, Span

_ID = re.compile(r"[Aa]([1-9][0-9]{0,8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """One version of an article as it is kept.

    ``places`` are those of its sentences, packed; where there are none, or such as were found by
    other rules, it is split when it is read. ``added_by`` is None for an
    article of the starter folder (``sample``) or of a feed. ``original_sha256`` is the hash of the
    received bytes where the text was extracted from them. ``replaced_at`` is None for the version
    that is read. In lists ``text`` may be left out, as "".
    """

    number: int
    version: int
    text: str
    sha256: str
    added: datetime
    language: str
    title: str | None = None
    title_span: Span | None = None
    publisher: str | None = None
    publisher_given: bool = False
    byline: str | None = None
    published: date | None = None
    published_given: bool = False
    file: str | None = None
    url: str | None = None
    set_aside: tuple[SetAside, ...] = ()
    added_by: int | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: int | None = None
    withdrawn_reason: str | None = None
    sample: bool = False
    features_version: str = ""
    original_sha256: str | None = None
    replaced_at: datetime | None = None
    places: bytes | None = None

    @property
    def id(self) -> str:
        """The short name that readers see: "A3"."""
        return f"A{self.number}"

    def as_article(self, sentences: Iterable[Sentence]) -> Article:
        """Return the article with its sentences. Raises ArticleDamaged if the text changed."""
        return Article(
            id=self.id,
            text=self.text,
            sha256=self.sha256,
            added=self.added,
            language=self.language,
            sentences=tuple(sentences),
            title=self.title,
            title_span=self.title_span,
            publisher=self.publisher,
            publisher_given=self.publisher_given,
            byline=self.byline,
            published=self.published,
            published_given=self.published_given,
            file=self.file,
            url=self.url,
            set_aside=self.set_aside,
        )


Rebuild = Callable[[StoredArticle], Article]


def rebuilt(stored: StoredArticle) -> Article:
    """Make the Article again, its lines told apart as they were.

    Raises ArticleDamaged if the text changed.
    """
    sentences = unpack_sentences(stored.places, stored.text)
    if sentences is None:
        sentences = resplit(stored.text, stored.language, stored.title_span, stored.set_aside)
    return stored.as_article(sentences)


def number_of(article_id: str) -> int | None:
    """Return 3 for "A3"; None for what is no article's id."""
    match = _ID.fullmatch(article_id)
    return int(match[1]) if match else None


def url_key(url: str | None) -> str | None:
    """Return what an address is found by: the same length for one of any length."""
    return None if url is None else hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()


def from_row(row: sa.Row[Any]) -> StoredArticle:
    """Read a row of the articles table; one without the column ``text`` has no text."""
    title_span = None if row.title_start is None else Span(row.title_start, row.title_end)
    return StoredArticle(
        number=row.number,
        version=row.version,
        text=getattr(row, "text", ""),
        sha256=row.sha256,
        added=row.added,
        language=row.language,
        title=row.title,
        title_span=title_span,
        publisher=row.publisher,
        publisher_given=row.publisher_given,
        byline=row.byline,
        published=row.published,
        published_given=row.published_given,
        file=row.file,
        url=row.url,
        set_aside=tuple(
            SetAside(Span(start, end), LineKind(kind)) for start, end, kind in row.set_aside
        ),
        added_by=row.added_by,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_reason=row.withdrawn_reason,
        sample=row.sample,
        features_version=row.features_version,
        original_sha256=row.original_sha256,
        replaced_at=row.replaced_at,
        places=getattr(row, "places", None),
    )


def current_rows(
    connection: sa.Connection,
    columns: Iterable[sa.ColumnElement[Any]],
    keys: Iterable[tuple[int, int]],
) -> Iterator[sa.Row[Any]]:
    """Read the versions that are read of some articles, by their guilds and numbers.

    For one guild after another: of such pairs, SQLite's planner reads the whole table.
    """
    by_guild: dict[int, list[int]] = {}
    for guild, number in keys:
        by_guild.setdefault(guild, []).append(number)
    query = sa.select(*columns).where(
        articles.c.guild == sa.bindparam("of_guild"),
        articles.c.number.in_(sa.bindparam("numbers", expanding=True)),
        articles.c.replaced_at.is_(None),
    )
    for guild, numbers in by_guild.items():
        yield from connection.execute(query, {"of_guild": guild, "numbers": numbers})


def insert_article(
    connection: sa.Connection,
    guild: int,
    number: int,
    article: Article,
    *,
    added_by: int | None,
    sample: bool,
    features_version: str,
    original_sha256: str | None = None,
) -> None:
    """Write the first version of an article."""
    span = article.title_span
    connection.execute(
        articles.insert(),
        {
            "guild": guild,
            "number": number,
            "version": 1,
            "text": article.text,
            "sha256": article.sha256,
            "added": article.added,
            "language": article.language,
            "title": article.title,
            "title_start": span.start if span else None,
            "title_end": span.end if span else None,
            "publisher": article.publisher,
            "publisher_given": article.publisher_given,
            "byline": article.byline,
            "published": article.published,
            "published_given": article.published_given,
            "file": article.file,
            "url": article.url,
            "url_key": url_key(article.url),
            "set_aside": [
                [line.span.start, line.span.end, line.kind.value] for line in article.set_aside
            ],
            "added_by": added_by,
            "sample": sample,
            "features_version": features_version,
            "original_sha256": original_sha256,
            "places": pack_sentences(article.sentences),
        },
    )


def insert_version(
    connection: sa.Connection,
    guild: int,
    current: StoredArticle,
    changes: Mapping[str, object],
    now: datetime,
) -> int:
    """Write the next version of an article, which differs in ``changes``; return its number."""
    here = sa.and_(
        articles.c.guild == guild,
        articles.c.number == current.number,
        articles.c.version == current.version,
    )
    version = current.version + 1
    new = {"version": version, **changes}
    columns = [sa.literal(new[c.name], c.type) if c.name in new else c for c in articles.c]
    connection.execute(
        articles.insert().from_select([c.name for c in articles.c], sa.select(*columns).where(here))
    )
    connection.execute(articles.update().where(here).values(replaced_at=now))
    return version
