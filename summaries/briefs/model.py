"""A Brief: which words of which articles are shown, in what order, and why.

A Brief holds no source sentence. It holds places (article, start, end) with the hash of the words
that stood there when it was made; whoever shows it slices the stored text and checks the hash.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from summaries.briefs.cut import Cut, SourceMismatch
from summaries.briefs.rows import (
    NO_ROWS,
    AgainRow,
    Changes,
    ChartPoint,
    ChartRow,
    DifferRow,
    FigureRow,
    LedgerRow,
    PlannedRow,
    Rows,
    SaidRow,
)
from summaries.corpus import Article
from summaries.text import sha256_of

__all__ = [
    "AgainRow",
    "Beaten",
    "Brief",
    "BriefKind",
    "Changes",
    "ChartPoint",
    "ChartRow",
    "Cut",
    "DifferRow",
    "FigureRow",
    "KeptOut",
    "LedgerRow",
    "Match",
    "Missed",
    "Passage",
    "PlannedRow",
    "Quote",
    "Rows",
    "SaidRow",
    "Scope",
    "Section",
    "SectionKind",
    "Source",
    "SourceMismatch",
    "Standing",
]


@dataclass(frozen=True, slots=True)
class Match:
    """One rule that a sentence met: what it is called, what it is worth, which words met it.

    ``required`` is true for a list of which a sentence must have something: it is worth nothing.
    """

    rule: str
    weight: float
    words: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Beaten:
    """The best sentence below one that is shown which is not: its place, and its score."""

    article: str
    sentence: int
    score: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a sentence stands among all that could be shown: ``rank``, from 1, of how many.

    The rank is by score where a rule or words that were asked for give one (``by_score``), else in
    the order of choice. ``ahead_of`` is None where no sentence below it was left out.
    """

    rank: int
    of: int
    by_score: bool = True
    ahead_of: Beaten | None = None


@dataclass(frozen=True, slots=True)
class Quote(Cut):
    """One whole source sentence: where it stands and the hash of its words.

    Made with `Quote.of`. ``context`` is true for a sentence that is shown only so that a neighbour
    can be understood. ``standing`` is None for such a one, and for one that does not qualify.
    """

    score: float = 0.0
    context: bool = False
    matched: tuple[Match, ...] = ()
    standing: Standing | None = None

    @classmethod
    def of(
        cls,
        article: Article,
        index: int,
        *,
        score: float = 0.0,
        context: bool = False,
        matched: tuple[Match, ...] = (),
        standing: Standing | None = None,
    ) -> Quote:
        """Quote the sentence ``index`` (from 0) of ``article``."""
        span = article.sentences[index].span
        return cls(
            article=article.id,
            sentence=index + 1,
            start=span.start,
            end=span.end,
            sha256=sha256_of(span.of(article.text)),
            score=round(score, 4),
            context=context,
            matched=matched,
            standing=standing,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that share a line because they are neighbours in one article.

    ``citation`` is the ``[n]`` that follows. ``also`` are citations of other sources that
    report the same.
    """

    quotes: tuple[Quote, ...]
    citation: int
    also: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for one, other in zip(self.quotes, self.quotes[1:], strict=False):
            if one.article != other.article or other.sentence != one.sentence + 1:
                raise ValueError("only neighbours in one article may share a line")
        if not self.quotes:
            raise ValueError("a passage holds at least one sentence")

    @property
    def article(self) -> str:
        return self.quotes[0].article


class SectionKind(enum.StrEnum):
    """What a section is; the labels room has its words."""

    BOTTOM_LINE = "bottom_line"
    TOP_LINE = "top_line"  # of an edition: the strongest sentence of all its topics
    ALSO = "also"
    KEY_SENTENCES = "key_sentences"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Section:
    """A group of passages under one label. ``topic`` names the topic in an overview."""

    kind: SectionKind
    passages: tuple[Passage, ...]
    topic: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What ``[citation]`` stands for. None means that it is not stated.

    ``copies`` are ids of other articles that print much of the same text: with them, it is one
    source.
    """

    citation: int
    article: str
    title: str | None
    publisher: str | None
    publisher_given: bool
    published: date | None
    published_given: bool
    added: datetime
    language: str
    url: str | None = None
    file: str | None = None
    copies: tuple[str, ...] = ()


class BriefKind(enum.StrEnum):
    """What a brief is about."""

    TOPIC = "topic"
    ARTICLE = "article"
    QUERY = "query"
    OVERVIEW = "overview"
    EDITION = "edition"


class KeptOut(enum.StrEnum):
    """What keeps a sentence out of a brief, though it came near."""

    EXCLUDED = "excluded"  # it has an excluded word
    MISSING = "missing"  # it has nothing of a required list
    BELOW = "below"  # its score is below the threshold
    CONTEXT = "context"  # it can't be understood without a sentence that is too far away
    REPEATS = "repeats"  # a passage that is shown says much of the same
    SHARE = "share"  # its article is quoted as much as one message may quote it
    RANK = "rank"  # others are stronger, and there is no more room


@dataclass(frozen=True, slots=True)
class Missed:
    """A sentence that is not in the brief, and what kept it out.

    ``excluded`` holds the excluded words it has; ``repeats`` is the citation of the shown passage
    that says the same; ``missing`` are the required lists of which it has nothing. Briefs of
    version 0.1.0 were stored without ``why``: `reason` says it all the same.
    """

    quote: Quote
    excluded: tuple[str, ...] = ()
    repeats: int | None = None
    missing: tuple[str, ...] = ()
    why: KeptOut | None = None

    @property
    def reason(self) -> KeptOut:
        if self.why is not None:
            return self.why
        if self.excluded:
            return KeptOut.EXCLUDED
        return KeptOut.RANK if self.repeats is None else KeptOut.REPEATS


@dataclass(frozen=True, slots=True)
class Scope:
    """What was searched: counts of articles and sentences, and the window in the caller's words.

    ``unread`` counts the articles of a large library that are still to be searched.
    """

    articles: int
    sentences: int
    since: str = "all"
    newest_only: bool = False
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A complete answer, ready to be laid out. Equal inputs give an equal Brief.

    ``about`` is a topic's name, an article's id or the free words; ``title`` is what the heading
    shows (a topic's title, an article's own title). ``omitted`` counts qualifying sentences
    that are not shown. ``closest`` is set only where nothing qualified.
    """

    kind: BriefKind
    about: str
    title: str | None
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    scope: Scope
    omitted: int = 0
    words: int = 0
    threshold: float | None = None
    version: int | None = None
    closest: Missed | None = None
    missed: tuple[Missed, ...] = ()
    languages: tuple[str, ...] = field(default=())
    damaged: bool = False
    rows: Rows = NO_ROWS

    @property
    def empty(self) -> bool:
        return not any(section.passages for section in self.sections)

    def passages(self) -> Iterator[Passage]:
        """Every passage in the order shown."""
        for section in self.sections:
            yield from section.passages

    def quotes(self) -> Iterator[Quote]:
        """Every sentence in the order shown, context sentences too."""
        for passage in self.passages():
            yield from passage.quotes

    def verify(self, articles: Mapping[str, Article]) -> int:
        """Check every slice against the stored texts; return how many sentences were checked.

        Raises SourceMismatch at the first that fails: such a brief is never shown.
        """
        quotes = [*self.quotes(), *(miss.quote for miss in self.missed)]
        if self.closest:
            quotes.append(self.closest.quote)
        for quote in quotes:
            quote.words_in(articles)
        for cut in self.rows.cuts():
            cut.words_in(articles)
        return len(quotes)
