"""What rows of evidence are about: the sentences of a subject, and what their articles state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from summaries.briefs.assemble import Citations
from summaries.briefs.copies import Copies
from summaries.briefs.cut import Cut, cut_out
from summaries.corpus import Article
from summaries.evidence.model import Evidence, Figure, Party
from summaries.text import Span
from summaries.topics import Topic

Place = tuple[int, int]
"""A sentence: the place of its article, its index."""

MOST_READ: Final = 60
"""Of so many articles the rows are read: those cited first, then others that qualify."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What rows must be about.

    ``qualifying`` are the sentences about the subject, the strongest first; ``kinds`` the kinds of
    rows that are wanted (see `summaries.topics.rule.ROWS`). Figures must be about the ``topic``, if
    there is one. ``others`` are articles that only differences may be with.
    """

    qualifying: Sequence[Place]
    kinds: Sequence[str] = ()
    topic: Topic | None = None
    others: Sequence[Article] = ()

    def has(self, figure: Figure, article: Article) -> bool:
        """Tell whether a figure is about the subject."""
        # Imported here, for a start of the bot does not need its data.
        from summaries.evidence.figures import about

        return self.topic is None or about(figure, article, self.topic)


@dataclass(frozen=True, slots=True)
class Hand:
    """The articles at hand, and the sentences whose rows are wanted, in the order of the rows."""

    articles: Sequence[Article]
    evidence: Mapping[str, Evidence]
    copies: Copies
    citations: Citations
    shown: frozenset[Place]
    places: tuple[Place, ...]

    def stated(self) -> dict[int, Evidence]:
        """Return what the articles of the wanted sentences state, by their places."""
        wanted = list(dict.fromkeys(document for document, _ in self.places))[:MOST_READ]
        ids = {document: self.articles[document].id for document in wanted}
        return {d: self.evidence[name] for d, name in ids.items() if name in self.evidence}

    def order(self) -> dict[Place, int]:
        """Return the rank of each wanted sentence, the first being 0."""
        return {place: rank for rank, place in enumerate(self.places)}

    def cut(self, document: int, index: int, span: Span | None) -> Cut | None:
        """Cut a span out, if there is one; ``index`` is of the row's own sentence."""
        if span is None or span.start >= span.end:
            return None
        return cut_out(self.articles[document], index, span)

    def party(self, document: int, index: int, party: Party | None) -> Cut | None:
        """Cut out how a party is named: in full where the article does so, never by a guess."""
        return self.cut(document, index, name_of(party))


def name_of(party: Party | None) -> Span | None:
    """Return where someone is named, or None where that would be a guess among several."""
    if party is None or not (party.certain or party.named_at is None):
        return None
    return party.named_at or party.span
