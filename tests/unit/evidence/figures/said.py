"""Articles for the tests of figures: a text, the day it was published, and what it states."""

from __future__ import annotations

from datetime import UTC, date, datetime

from summaries.corpus import Article, Given, prepare
from summaries.evidence.amounts import amounts
from summaries.evidence.figures import figures
from summaries.evidence.model import Figure
from summaries.text import Span

ADDED = datetime(2026, 1, 1, tzinfo=UTC)


def article(
    *paragraphs: str, published: str | None = None, name: str = "A1", lang: str = "en"
) -> Article:
    """An article of paragraphs, with its day where a test gives one."""
    day = date.fromisoformat(published) if published else None
    text = "Title: News\n\n" + "\n\n".join(paragraphs)
    return prepare(text, id=name, added=ADDED, given=Given(language=lang, published=day))


def figures_in(read: Article) -> tuple[Figure, ...]:
    """The figures of an article, with the amounts of each sentence read first."""
    language = read.language
    return figures(read, [amounts(read.text, s.span, language=language) for s in read.sentences])


def the_figure(*paragraphs: str, published: str | None = None) -> tuple[Article, Figure]:
    """The one figure of a text."""
    read = article(*paragraphs, published=published)
    (figure,) = figures_in(read)
    return read, figure


def words(read: Article, span: Span | None) -> str | None:
    """The words at a place of an article."""
    return span.of(read.text) if span else None
