"""The pages of `/library`: eight articles each, with what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.labels import Labels
from bot.pages.article_card import LONGEST_NAME, excerpt, stated
from bot.pages.budget import HARD_STOP, size_of_text
from bot.pages.source_words import escaped
from bot.pages.style import discord_style
from summaries.corpus import Article

ON_A_PAGE: Final = 8
_TITLES: Final = (120, 80, 50, 25)  # tried in turn until a page of long titles fits


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one page shows: some of the articles that were found, out of all there are.

    ``words`` is what was searched for, "" for all; ``page`` counts from 0.
    """

    articles: tuple[Article, ...]
    words: str
    page: int
    found: int
    total: int

    @classmethod
    def of(cls, found: Sequence[Article], *, words: str = "", page: int = 0, total: int) -> Shelf:
        """Cut ``found`` to a page; a page beyond the last is the last."""
        page = max(0, min(page, (len(found) - 1) // ON_A_PAGE))
        shown = tuple(found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE])
        return cls(shown, words, page, len(found), total)

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.found // ON_A_PAGE))


def library_page(
    shelf: Shelf, labels: Labels, *, samples: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Write a page: id, title, publisher, date, number of sentences.

    ``samples`` are the ids of articles that came from the starter folder; they are marked.
    """
    heading = f"## {labels('library.heading')}"
    if not shelf.total:
        return (f"{heading}\n{labels('empty.corpus')}",)
    if not shelf.found:
        nothing = labels("library.nothing", words=escaped(shelf.words), n=shelf.total)
        return (f"{heading}\n{nothing}",)
    head = f"{heading}\n-# {_head(shelf, labels)}"
    foot = f"-# {labels('library.read')}"
    for longest in _TITLES:
        entries = (_entry(a, a.id in samples, longest, labels) for a in shelf.articles)
        blocks = (head, "\n".join(entries), foot)
        if size_of_text(blocks).within(HARD_STOP):
            return blocks
    names = ", ".join(f"**{escaped(a.id)}**" for a in shelf.articles)
    return head, names, foot


def _head(shelf: Shelf, labels: Labels) -> str:
    parts = [labels("library.count", n=shelf.total)]
    if shelf.words:
        parts = [
            labels("library.found", words=escaped(shelf.words), found=shelf.found, n=shelf.total)
        ]
    if shelf.pages > 1:
        parts.append(labels("library.page", page=shelf.page + 1, pages=shelf.pages))
    parts.append(labels("library.newest_first"))
    return " · ".join(parts)


def _entry(article: Article, sample: bool, longest: int, labels: Labels) -> str:
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
        labels("empty.sentences", n=len(article.sentences)),
    ]
    if sample:
        facts.append(labels("library.sample"))
    return f"**{escaped(article.id)}** {title}\n-# {' · '.join(facts)}"
