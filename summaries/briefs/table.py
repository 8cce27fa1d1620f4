"""The table: every sentence that may be shown, what it is worth and why, before any is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from summaries.briefs.model import Match, Quote, Standing
from summaries.briefs.wish import Wish
from summaries.context import shown_with
from summaries.corpus import Article
from summaries.selection import Budget, Candidate, Pick, Selection, quotable


@dataclass(slots=True)
class Table:
    """The sentences of all articles with what is said for each, before anything is chosen."""

    articles: Sequence[Article]
    candidates: list[Candidate] = field(default_factory=list)
    matches: dict[tuple[int, int], tuple[Match, ...]] = field(default_factory=dict)
    scores: dict[tuple[int, int], float] = field(default_factory=dict)
    standings: dict[tuple[int, int], Standing] = field(default_factory=dict)

    def add(self, document: int, index: int, prior: float) -> bool:
        """Make sentence ``index`` a candidate, unless the context gate keeps it out."""
        article = self.articles[document]
        together = shown_with(article, index)
        if together is None or article.sentences[index].standfirst:
            return False
        self.candidates.append(Candidate(document, index, together, prior))
        return True

    def quote(self, document: int, index: int, *, context: bool = False) -> Quote:
        """Quote a sentence with its score, what it matched, and where it stands."""
        place = (document, index)
        return Quote.of(
            self.articles[document],
            index,
            score=self.scores.get(place, 0.0),
            context=context,
            matched=self.matches.get(place, ()),
            standing=None if context else self.standings.get(place),
        )

    def select(self, wish: Wish, budget: Budget, method: str | None) -> Selection:
        # Imported here, for it imports numpy, which a start of the bot does not need.
        from summaries.selection.selector import DocumentSet, selector

        articles = self.articles
        if wish.copies:
            repeated = wish.copies.repeated(articles)
            self.candidates = [c for c in self.candidates if (c.document, c.index) not in repeated]
        if wish.skip:
            self.candidates = [
                c
                for c in self.candidates
                if (articles[c.document].id, c.index + 1) not in wish.skip
            ]
        if wish.seen:
            # A sentence that was shown is not shown again, as another's context neither.
            self.candidates = [
                c
                for c in self.candidates
                if not any(wish.seen.has(articles[c.document], i) for i in c.shown_with)
            ]
        # Only articles that have something to say are weighed, so that the rest of a library,
        # whether it was read or not, changes nothing.
        having = sorted({c.document for c in self.candidates})
        place = {document: n for n, document in enumerate(having)}
        documents = DocumentSet(
            [articles[d] for d in having],
            [replace(c, document=place[c.document]) for c in self.candidates],
            quotable=[quotable(articles[d], wish.share) for d in having],
        )
        language = articles[having[0]].language if having else "en"
        chosen = selector(method, language).select(documents, budget)
        return Selection(
            tuple(_moved(pick, having) for pick in chosen.picks),
            tuple(_moved(pick, having) for pick in chosen.passed_over),
            tuple((_back(one, having), _back(pick, having)) for one, pick in chosen.too_like),
        )


def _moved(pick: Pick, documents: Sequence[int]) -> Pick:
    """Return a pick whose articles are numbered as they are in ``documents``."""
    return replace(
        pick,
        candidate=_back(pick.candidate, documents),
        repeated_in=tuple(_back(one, documents) for one in pick.repeated_in),
    )


def _back(candidate: Candidate, documents: Sequence[int]) -> Candidate:
    return replace(candidate, document=documents[candidate.document])
