"""From picks to passages: who shares a line, which number cites what, what the sources are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from summaries.briefs.copies import Copies
from summaries.briefs.model import Passage, Scope, Source
from summaries.briefs.table import Table
from summaries.briefs.wish import Wish
from summaries.corpus import Article
from summaries.selection import Pick
from summaries.selection.reading import lengths


@dataclass(slots=True)
class _Line:
    """Sentences of one article that stand on one line: index → is it there only for context."""

    document: int
    sentences: dict[int, bool]
    also: list[int] = field(default_factory=list)


class Citations:
    """Numbers articles by first appearance in one message; ``copies`` are one source."""

    def __init__(self, articles: Sequence[Article], copies: Copies) -> None:
        self._articles, self._copies = list(articles), copies
        self._numbers: dict[int, int] = {}

    def of(self, document: int) -> int:
        """Return the number of the article at this place, giving it the next if it has none."""
        return self._numbers.setdefault(document, len(self._numbers) + 1)

    def of_article(self, article: Article) -> int:
        """Return the number of an article, which need not be among those that were given."""
        ids = [one.id for one in self._articles]
        if article.id not in ids:
            self._articles.append(article)
            return self.of(len(ids))
        return self.of(ids.index(article.id))

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that have a number so far."""
        return frozenset(self._articles[document].id for document in self._numbers)

    def sources(self) -> tuple[Source, ...]:
        """Return what every number given so far stands for."""
        return tuple(
            source_of(self._articles[document], number, self._copies)
            for document, number in self._numbers.items()
        )

    def one_source(self, document: int, other: int) -> bool:
        """Tell whether two places hold the same article, or copies of each other."""
        one, two = self._articles[document].id, self._articles[other].id
        return self._copies.first(one) == self._copies.first(two)


def source_of(article: Article, citation: int, copies: Copies) -> Source:
    """Return an article as a line of the Sources block."""
    return Source(
        citation=citation,
        article=article.id,
        title=article.title,
        publisher=article.publisher,
        publisher_given=article.publisher_given,
        published=article.published,
        published_given=article.published_given,
        added=article.added,
        language=article.language,
        url=article.url,
        file=article.file,
        copies=copies.others(article.id),
    )


def passages(picks: Sequence[Pick], table: Table, citations: Citations) -> tuple[Passage, ...]:
    """Put picks on lines, in the order of choice.

    Sentences share a line only if one must be shown with the other, so that they are neighbours
    in the source; a pick that needs a sentence shown earlier joins that line.
    """
    lines: list[_Line] = []
    for pick in picks:
        candidate = pick.candidate
        line = next((x for x in lines if _joins(x, candidate.document, candidate.shown_with)), None)
        if line is None:
            line = _Line(candidate.document, {})
            lines.append(line)
        for index in candidate.shown_with:
            context = index != candidate.index
            line.sentences[index] = line.sentences.get(index, True) and context
        for same in pick.repeated_in:
            if same.document not in line.also and not citations.one_source(
                same.document, candidate.document
            ):
                line.also.append(same.document)
    return tuple(_passage(line, table, citations) for line in lines)


def _joins(line: _Line, document: int, indexes: Sequence[int]) -> bool:
    return line.document == document and any(i in line.sentences for i in indexes)


def _passage(line: _Line, table: Table, citations: Citations) -> Passage:
    quotes = tuple(
        table.quote(line.document, index, context=line.sentences[index])
        for index in sorted(line.sentences)
    )
    number = citations.of(line.document)
    return Passage(quotes, number, tuple(citations.of(d) for d in line.also))


def scope_of(articles: Sequence[Article], wish: Wish) -> Scope:
    """Say how much there was to choose from."""
    sentences = sum(len(article.sentences) for article in articles)
    return Scope(len(articles), sentences, wish.since, wish.newest_only)


def words_of(articles: Sequence[Article], lines: Sequence[Passage]) -> int:
    """Count the words of the sentences on some lines."""
    by_id = {article.id: article for article in articles}
    return sum(
        lengths(by_id[quote.article])[quote.sentence - 1] for line in lines for quote in line.quotes
    )


def languages_of(articles: Sequence[Article], lines: Sequence[Passage]) -> tuple[str, ...]:
    """Return the languages of the articles that lines quote, in the order shown."""
    by_id = {article.id: article.language for article in articles}
    return tuple(dict.fromkeys(by_id[line.article] for line in lines))
