"""From evidence to the rows of a brief: what the articles of a subject state."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.briefs.assemble import Citations
from summaries.briefs.counted import charts, counted, figure_row
from summaries.briefs.model import Passage
from summaries.briefs.pledged import ledger_rows
from summaries.briefs.rows import NO_ROWS, Rows
from summaries.briefs.said import said_rows
from summaries.briefs.sides import differing
from summaries.briefs.subject import Hand, Subject
from summaries.briefs.wish import Wish
from summaries.corpus import Article


def stated(
    articles: Sequence[Article],
    wish: Wish,
    citations: Citations,
    lines: Sequence[Passage],
    subject: Subject,
) -> Rows:
    """Return what the articles state about a subject, for a brief that shows ``lines``.

    Articles that no sentence cites get the next numbers.
    """
    if not wish.evidence or not lines:
        return NO_ROWS
    documents = {article.id: document for document, article in enumerate(articles)}
    shown = [(documents[q.article], q.sentence - 1) for line in lines for q in line.quotes]
    repeated = wish.copies.repeated(articles) if wish.copies else frozenset()
    every = dict.fromkeys([*shown, *(p for p in subject.qualifying if p not in repeated)])
    hand = Hand(articles, wish.evidence, wish.copies, citations, frozenset(shown), tuple(every))
    kinds, about = subject.kinds, {(articles[d].id, index) for d, index in every}
    ledger = tuple(ledger_rows(hand)) if "ledger" in kinds else ()
    figures = list(counted(hand, subject)) if "figures" in kinds else []
    figure_rows = tuple(figure_row(hand, document, figure) for document, figure in figures)
    said = tuple(said_rows(hand)) if "quotations" in kinds else ()
    return Rows(
        ledger=ledger,
        figures=figure_rows,
        said=said,
        differences=differing(wish.differences, articles, citations, about=about),
        charts=tuple(charts(hand, figures)),
    )
