"""An edition as its editors see it before it is posted: what they can leave out, and who did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.labels import Labels
from bot.pages.article_card import excerpt
from bot.pages.budget import HARD_STOP, characters_of, size_of_text
from bot.pages.edition_page import stamp
from bot.pages.source_words import visible
from summaries.briefs import Brief
from summaries.corpus import Article
from summaries.store import Dropped, Preview

MOST_CHOICES: Final = 25  # of a list to choose from

_LONGEST_CHOICE: Final = 90  # Discord takes 100
_LONGEST_LINE: Final = 60
_MOST_LINES: Final = 5  # of sentences that were left out; more are counted

Place = tuple[str, int]


def preview_page(
    preview: Preview,
    number: int,
    channel: str,
    blocks: Sequence[str],
    articles: Mapping[str, Article],
    labels: Labels,
) -> tuple[str, ...]:
    """Write a preview: what it is of, what its editors did, and the edition's own ``blocks``."""
    when = stamp(preview.due, "R")
    lines = [f"**{labels('previewing.heading', number=number, channel=channel)}**"]
    if preview.skipped_by is not None:
        lines.append(labels("previewing.skipped", who=f"<@{preview.skipped_by}>"))
    elif preview.approved_by is not None:
        lines.append(labels("previewing.approved", who=f"<@{preview.approved_by}>", when=when))
    else:
        lines.append(labels("previewing.unless", when=when))
    said = [_left_out(one, articles, labels) for one in preview.dropped]
    for shown in range(min(_MOST_LINES, len(said)), -1, -1):
        more = len(said) - shown
        rest = [labels("previewing.more", n=more)] if more else []
        page = ("\n".join([*lines, *said[len(said) - shown :], *rest]), *blocks)
        if size_of_text(page).within(HARD_STOP):
            break
    return page


def choices(brief: Brief, articles: Mapping[str, Article]) -> Iterator[tuple[Place, str]]:
    """Yield what can be left out of an edition: a place, and its first words as plain text."""
    for passage in brief.passages():
        quote = passage.quotes[0]
        words = " ".join(one.words_in(articles) for one in passage.quotes)
        yield (quote.article, quote.sentence), _option(f"[{passage.citation}] {words}")
    for row in brief.rows.changes.planned:
        words = row.report.words_in(articles)
        yield (row.report.article, row.report.sentence), _option(f"[{row.citation}] {words}")


def left_out(
    dropped: Sequence[Dropped], articles: Mapping[str, Article]
) -> Iterator[tuple[Place, str]]:
    """Yield what was left out, to be taken in again: a place, and its first words."""
    for one in dropped:
        words = _words(one, articles)
        yield (one.article, one.sentence), _option(f"{one.article} {words}")


def _left_out(one: Dropped, articles: Mapping[str, Article], labels: Labels) -> str:
    words = excerpt(_words(one, articles), _LONGEST_LINE)
    return labels("previewing.dropped", who=f"<@{one.by}>", article=one.article, words=words)


def _words(one: Dropped, articles: Mapping[str, Article]) -> str:
    article = articles.get(one.article)
    if article is None or not 0 < one.sentence <= len(article.sentences):
        return ""
    return article.words_of(article.sentences[one.sentence - 1])


def _option(words: str) -> str:
    seen = visible(" ".join(words.split()))
    if characters_of(seen) <= _LONGEST_CHOICE:
        return seen
    return f"{seen[: _LONGEST_CHOICE // 2].rstrip()} …"
