"""The pages of `/library`: eight articles each, with what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.labels import Labels
from bot.pages.article_card import LONGEST_NAME, excerpt, stated
from bot.pages.budget import HARD_STOP, size_of_text
from bot.pages.source_words import escaped
from bot.pages.style import discord_style
from summaries.store import LibraryPage, StoredArticle

ON_A_PAGE: Final = 8
_TITLES: Final = (120, 80, 50, 25)  # tried in turn until a page of long titles fits


@dataclass(frozen=True, slots=True)
class Looking:
    """What somebody looks for in the library: words, and filters. Nothing finds every article.

    ``publisher`` is a publisher's whole name, ``language`` an ISO 639-1 code; ``withdrawn`` asks
    for withdrawn articles in place of the others.
    """

    words: str = ""
    publisher: str | None = None
    language: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What one page shows: some of the articles that were found, out of all there are.

    ``page`` counts from 0; ``total`` is how many articles the library has.
    """

    found: LibraryPage
    looking: Looking
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return pages_of(self.found.count)


def pages_of(count: int) -> int:
    """Return how many pages so many articles fill, one at least."""
    return max(1, -(-count // ON_A_PAGE))


def library_page(listing: Listing, labels: Labels) -> tuple[str, ...]:
    """Write a page: id, title, publisher, date, number of sentences; samples are marked."""
    looking = listing.looking
    title = "library.withdrawn_heading" if looking.withdrawn else "library.heading"
    heading = f"## {labels(title)}"
    if not listing.found.count:
        return (f"{heading}\n{_nothing(listing, labels)}",)
    head = f"{heading}\n-# {_head(listing, labels)}"
    foot = () if looking.withdrawn else (f"-# {labels('library.read')}",)
    rows = list(zip(listing.found.articles, listing.found.sentences, strict=True))
    for longest in _TITLES:
        entries = (_entry(article, n, longest, labels) for article, n in rows)
        blocks = (head, "\n".join(entries), *foot)
        if size_of_text(blocks).within(HARD_STOP):
            return blocks
    names = ", ".join(f"**{escaped(article.id)}**" for article, _ in rows)
    return head, names, *foot


def _nothing(listing: Listing, labels: Labels) -> str:
    looking = listing.looking
    if looking == Looking(withdrawn=True):
        return labels("library.no_withdrawn")
    if looking.publisher or looking.language or looking.withdrawn:
        return labels("library.nothing_filtered")
    if not listing.total:
        return labels("empty.corpus")
    return labels("library.nothing", words=escaped(looking.words), n=listing.total)


def _head(listing: Listing, labels: Labels) -> str:
    looking, count, total = listing.looking, listing.found.count, listing.total
    if looking.words and not looking.withdrawn:
        key = "library.found_many" if listing.found.more else "library.found"
        parts = [labels(key, words=escaped(looking.words), found=count, n=total)]
    elif looking.withdrawn:
        parts = [labels("library.count", n=count)]
        if looking.words:
            parts.append(f"“{escaped(looking.words)}”")
    elif looking.publisher or looking.language:
        parts = [labels("library.filtered", found=count, n=total)]
    else:
        parts = [labels("library.count", n=total)]
    if looking.publisher:
        parts.append(excerpt(looking.publisher, LONGEST_NAME))
    if looking.language:
        parts.append(escaped(labels.language_name(looking.language)))
    if listing.pages > 1:
        parts.append(labels("library.page", page=listing.page + 1, pages=listing.pages))
    parts.append(labels("library.newest_first"))
    return " · ".join(parts)


def _entry(article: StoredArticle, sentences: int, longest: int, labels: Labels) -> str:
    title = stated(article.title, longest, labels)
    if article.title is None and article.file:
        title = labels("library.untitled", file=excerpt(article.file, longest))
    date = (
        discord_style().day(article.published)
        if article.published
        else labels("sources.date_unknown")
    )
    publisher = excerpt(article.publisher or "", min(longest, LONGEST_NAME))
    facts = [
        publisher or labels("sources.publisher_unknown"),
        date,
        labels("empty.sentences", n=sentences),
    ]
    if article.sample:
        facts.append(labels("library.sample"))
    if article.withdrawn_at is not None:
        day = discord_style().day(article.withdrawn_at.date())
        facts.append(labels("library.withdrawn_on", date=day))
        if reason := excerpt(article.withdrawn_reason or "", min(longest, LONGEST_NAME)):
            facts.append(reason)
    return f"**{escaped(article.id)}** {title}\n-# {' · '.join(facts)}"
