"""The Article: a text as it was received, and what is known about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from summaries.text import Sentence, Span, sha256_of


class LineKind(enum.StrEnum):
    """Why a line of the text is not part of the article's body."""

    PROMOTION = "promotion"
    SECTION = "section"
    TAGS = "tags"
    NOTICE = "notice"
    RELATED = "related"
    BYLINE = "byline"
    DATELINE = "dateline"
    PUBLISHER = "publisher"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that is kept in the text and never quoted, with the reason."""

    span: Span
    kind: LineKind


class ArticleDamaged(ValueError):
    """A stored text no longer has the hash it was stored with."""

    def __init__(self, article: str) -> None:
        super().__init__(
            f"The stored text of {article} has changed since it was added. Nothing of it is shown. "
            "Restore it from a backup, or withdraw it."
        )
        self.article = article


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article. Immutable: an edit makes another version.

    ``text`` is the decoded file (or the extracted text) with nothing removed, so every offset
    holds in what was received. ``id`` is the short name that readers see ("A3"). ``published`` is
    None unless the text states it or an editor gave it (``published_given``). ``added`` is
    aware, in UTC. ``language`` is an ISO 639-1 code, or "und" where it can't be told.
    """

    id: str
    text: str
    sha256: str
    added: datetime
    language: str
    sentences: tuple[Sentence, ...]
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

    def __post_init__(self) -> None:
        if sha256_of(self.text) != self.sha256:
            raise ArticleDamaged(self.id)
        for sentence in self.sentences:
            if sentence.span.end > len(self.text):
                raise ArticleDamaged(self.id)

    def __hash__(self) -> int:
        # Two versions of an article differ in their text or were added at other times; hashing
        # every span would cost more than what a cache saves.
        return hash((self.id, self.sha256, self.added))

    def words_of(self, sentence: Sentence) -> str:
        """Return a sentence's words, sliced from the text."""
        return sentence.span.of(self.text)

    @property
    def when(self) -> date:
        """The day that orders this article: published where known, else added."""
        return self.published or self.added.date()
