"""Small corpora for the tests of differences: ordinary prose, read by the rooms below."""

from __future__ import annotations

from datetime import UTC, date, datetime

from summaries.corpus import Article, Given, prepare
from summaries.evidence.amounts import amounts
from summaries.evidence.differences import differences
from summaries.evidence.model import Difference, DifferenceKind, Evidence
from summaries.evidence.people import Cast
from summaries.evidence.pledges import pledges
from summaries.evidence.quotations import quotations

ADDED = datetime(2026, 1, 1, tzinfo=UTC)


def article(
    name: str, day: str | None, *paragraphs: str, lang: str = "en", title: str = "News"
) -> Article:
    """An article of paragraphs, published on ``day`` (ISO 8601) or on a day that is not known."""
    published = date.fromisoformat(day) if day else None
    return prepare(
        f"Title: {title}\n\n" + "\n\n".join(paragraphs),
        id=name,
        added=ADDED,
        given=Given(language=lang, published=published),
    )


def evidence(read: Article) -> Evidence:
    """What the rooms below find in an article."""
    cast = Cast.of(read)
    counted = tuple(
        tuple(amounts(read.text, s.span, language=read.language)) for s in read.sentences
    )
    said = quotations(read, cast)
    return Evidence(
        article=read.id,
        amounts=counted,
        pledges=pledges(read, counted, cast, said),
        quotations=said,
    )


def found(*articles: Article) -> tuple[Difference, ...]:
    """The differences between articles, whose rows are read first."""
    return differences(articles, [evidence(read) for read in articles])


def parts(
    articles: tuple[Article, ...], kind: DifferenceKind | None = None
) -> list[tuple[str, ...]]:
    """The words that differ, side by side, of each difference (of one kind)."""
    by_id = {read.id: read for read in articles}
    return [
        tuple(side.part.of(by_id[side.article].text) for side in one.sides)
        for one in found(*articles)
        if kind is None or one.kind is kind
    ]
