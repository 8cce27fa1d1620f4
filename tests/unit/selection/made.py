"""Articles for the tests of choosing: ordinary prose, read as any other text is."""

from __future__ import annotations

from datetime import UTC, datetime

from summaries.context import shown_with
from summaries.corpus import Article, Given, prepare
from summaries.selection import Candidate
from summaries.selection.dom import SourceDocument

ADDED = datetime(2026, 1, 1, tzinfo=UTC)


def article(*paragraphs: str, name: str = "A1", title: str = "News", lang: str = "en") -> Article:
    """An article of paragraphs; its title is given, so that none of them is taken for one."""
    text = f"Title: {title}\n\n" + "\n\n".join(paragraphs)
    return prepare(text, id=name, added=ADDED, given=Given(language=lang))


def source(*articles: Article, quotable: list[int] | None = None) -> SourceDocument:
    """All sentences of articles that the context gate lets through, as the selector takes them."""
    candidates = [
        Candidate(document, sentence.index, together)
        for document, read in enumerate(articles)
        for sentence in read.sentences
        if (together := shown_with(read, sentence.index)) is not None
    ]
    return SourceDocument(articles, candidates, quotable=quotable)
