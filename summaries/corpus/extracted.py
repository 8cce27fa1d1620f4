"""What was extracted from a page or a file, and why something could not be."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from summaries.corpus.article import Article
from summaries.corpus.prepare import Given, prepare


class Reason(enum.StrEnum):
    """Why received bytes are no article."""

    EMPTY = "empty"
    BINARY = "binary"
    ENCODING = "encoding"
    TOO_BIG = "too_big"
    TOO_SLOW = "too_slow"
    TOO_DEEP = "too_deep"
    WALL = "wall"
    NO_TEXT = "no_text"
    UNKNOWN_TYPE = "unknown_type"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"


class ExtractRefused(ValueError):
    """Received bytes are no article; prints as one sentence that says what to do."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason

    def __reduce__(self) -> tuple[type[ExtractRefused], tuple[Reason, str]]:
        return type(self), (self.reason, str(self))


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text that was taken out of something received, and what that states about it.

    Offsets count code points in ``text``. ``kind`` is "html", "pdf", "docx", "eml", "md" or "txt";
    ``original_sha256`` is that of the received bytes. ``published_certain`` is true where two
    independent places agree on the date. ``url`` is the canonical address.
    """

    text: str
    kind: str
    original_sha256: str
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_certain: bool = False
    language: str | None = None
    url: str | None = None


def article_of(
    extracted: Extracted,
    *,
    id: str,  # noqa: A002  # what it is called wherever articles are
    added: datetime | None = None,
    file: str | None = None,
    url: str | None = None,
    keep: frozenset[int] = frozenset(),
) -> Article:
    """Make an Article of an extraction; ``keep`` holds the starts of lines that are taken back.

    What a page states of itself is known of the article, but no editor gave it.
    """
    given = Given(
        title=extracted.title,
        publisher=extracted.publisher,
        published=extracted.published,
        byline=extracted.byline,
        language=extracted.language,
        by_editor=False,
    )
    return prepare(
        extracted.text,
        id=id,
        added=added,
        file=file,
        url=url or extracted.url,
        given=given,
        keep=keep,
    )
