"""What is worked out of an article when it is stored: facts, words to find it by, shingles.

All of it can be made again from the article, and goes with it when a guild is deleted.
"""

from __future__ import annotations

import logging
from typing import Final

import sqlalchemy as sa

from summaries.corpus import Article, ArticleDamaged, Fingerprint, compared_text
from summaries.store.articles import Rebuild, current_rows, from_row, url_key
from summaries.store.days import count_in, revision_now
from summaries.store.hashes import leave_out_old, stored_hashes
from summaries.store.search_index import add_words, change_words, words_of
from summaries.store.search_words import title_key
from summaries.store.tables import article_facts, articles, shingles
from summaries.text import count_words

log = logging.getLogger(__name__)

_AT_ONCE: Final = 50  # articles read at a time while missing facts are filled in
_SELDOM: Final = 16  # one article in so many looks after the hashes that it shares with many others


def derive(
    connection: sa.Connection,
    guild: int,
    number: int,
    article: Article,
    *,
    version: int = 1,
    sample: bool,
    withdrawn: bool = False,
    revision: int | None = None,
) -> None:
    """Write what is worked out of a new article, in the transaction that stores it.

    ``revision`` is the library's, which is looked up where it is not given.
    """
    if revision is None:
        revision = connection.scalar(sa.select(revision_now(guild)))
    printed = Fingerprint.of(compared_text(article.text, article.title_span, article.set_aside))
    # As parameters, for a statement that holds its values is put together anew each time.
    connection.execute(
        article_facts.insert(),
        {
            "guild": guild,
            "number": number,
            "version": version,
            "sentences": len(article.sentences),
            "words": sum(count_words(article.words_of(s)) for s in article.sentences),
            "shingles": len(printed.shingles),
            "language": article.language,
            "sample": sample,
            "withdrawn": withdrawn,
            "revision": revision,
            **_stated(article),
        },
    )
    if not withdrawn:
        count_in(connection, guild, article.when, 1, len(article.sentences))
    add_words(connection, guild, number, words_of(guild, article.title, article.text))
    hashes = stored_hashes(printed)
    connection.execute(
        shingles.insert(), [{"guild": guild, "hash": one, "number": number} for one in hashes]
    )
    if number % _SELDOM == 0:
        leave_out_old(connection, guild, hashes)


def derive_again(
    connection: sa.Connection, guild: int, number: int, version: int, article: Article
) -> None:
    """Write what a new version of the same text changes: what is stated about it."""
    one = (article_facts.c.guild == guild, article_facts.c.number == number)
    before = connection.execute(sa.select(article_facts).where(*one)).one()
    connection.execute(
        article_facts.update()
        .where(*one)
        .values(version=version, revision=revision_now(guild), **_stated(article))
    )
    if not before.withdrawn and before.counts_from != article.when:
        count_in(connection, guild, before.counts_from, -1, -before.sentences)
        count_in(connection, guild, article.when, 1, before.sentences)
    if before.title != article.title:
        was = words_of(guild, before.title, article.text)
        change_words(connection, guild, number, was, words_of(guild, article.title, article.text))


def fill_in(connection: sa.Connection, rebuild: Rebuild) -> int:
    """Work out what is missing for articles stored by an earlier version; return how many.

    An article whose text was damaged is left out and logged: it is not read from anyway.
    """
    known = sa.select(article_facts.c.number).where(
        article_facts.c.guild == articles.c.guild, article_facts.c.number == articles.c.number
    )
    keys = connection.execute(
        sa.select(articles.c.guild, articles.c.number)
        .where(articles.c.replaced_at.is_(None), ~known.exists())
        .order_by(articles.c.guild, articles.c.number)
    ).all()
    _key_addresses(connection)
    for start in range(0, len(keys), _AT_ONCE):
        some = [(guild, number) for guild, number in keys[start : start + _AT_ONCE]]
        for row in list(current_rows(connection, articles.c, some)):
            stored = from_row(row)
            try:
                article = rebuild(stored)
            except ArticleDamaged as damage:
                log.error("Guild %s: %s", row.guild, damage)
                continue
            derive(
                connection,
                row.guild,
                row.number,
                article,
                version=stored.version,
                sample=stored.sample,
                withdrawn=stored.withdrawn_at is not None,
            )
    return len(keys)


def _key_addresses(connection: sa.Connection) -> None:
    columns = (articles.c.guild, articles.c.number, articles.c.version, articles.c.url)
    query = sa.select(*columns).where(articles.c.url.is_not(None), articles.c.url_key.is_(None))
    for guild, number, version, url in connection.execute(query).all():
        connection.execute(
            articles.update()
            .where(
                articles.c.guild == guild,
                articles.c.number == number,
                articles.c.version == version,
            )
            .values(url_key=url_key(url))
        )


def _stated(article: Article) -> dict[str, object]:
    return {
        "counts_from": article.when,
        "title": article.title,
        "title_key": title_key(article.title),
        "publisher": article.publisher,
    }
