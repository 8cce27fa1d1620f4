"""Articles read for their pledges: real amounts, real people, real quotations."""

from __future__ import annotations

from datetime import UTC, date, datetime

from summaries.corpus import Article, Given, prepare
from summaries.evidence.amounts import amounts
from summaries.evidence.model import Party, Pledge
from summaries.evidence.people import Cast
from summaries.evidence.pledges import pledges
from summaries.evidence.quotations import quotations
from summaries.text import Span


def written(
    *paragraphs: str, name: str = "A1", language: str = "en", published: date | None = None
) -> Article:
    """An article of paragraphs, with a title that says nothing."""
    text = "Title: News\n\n" + "\n\n".join(paragraphs)
    given = Given(language=language, published=published)
    return prepare(text, id=name, added=datetime(2026, 1, 1, tzinfo=UTC), given=given)


def read(article: Article) -> tuple[Pledge, ...]:
    """The pledges of an article, by way of everything that they are read from."""
    found = [
        amounts(article.text, sentence.span, language=article.language)
        for sentence in article.sentences
    ]
    cast = Cast.of(article)
    return pledges(article, found, cast, quotations(article, cast))


def shown(article: Article, pledge: Pledge) -> dict[str, str]:
    """A pledge in the words of its article, without what is not known."""

    def words(span: Span | None) -> str:
        return span.of(article.text) if span is not None else ""

    def who(party: Party | None) -> str:
        return party.name if party is not None else ""

    parts = {
        "amount": words(pledge.amount.span) if pledge.amount else "",
        "item": words(pledge.item),
        "status": pledge.status.value,
        "donor": who(pledge.donor),
        "recipient": who(pledge.recipient),
        "purpose": words(pledge.purpose),
        "announcer": who(pledge.announcer),
        "date": words(pledge.date.span) if pledge.date else "",
    }
    return {name: part for name, part in parts.items() if part}


def ledger_of(text: str) -> list[dict[str, str]]:
    """The pledges of a one-paragraph article, as they would be shown."""
    article = written(text)
    return [shown(article, pledge) for pledge in read(article)]
