"""Every topic in a few sentences: what an overview and an edition have in common."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from summaries.briefs.assemble import Citations, languages_of, passages, scope_of, words_of
from summaries.briefs.judged import judge, qualifying
from summaries.briefs.lengths import OVERVIEW_SENTENCES
from summaries.briefs.model import Brief, BriefKind, Passage, Rows, Section, SectionKind
from summaries.briefs.subject import Place, Subject
from summaries.briefs.wish import Wish
from summaries.corpus import Article
from summaries.selection import Budget
from summaries.topics import Topic


@dataclass(frozen=True, slots=True)
class ByTopic:
    """The sections of topics that have something to say, and the sentences that qualify for any.

    ``omitted`` counts qualifying sentences that are not shown.
    """

    sections: tuple[Section, ...]
    subject: Subject
    omitted: int

    @property
    def lines(self) -> list[Passage]:
        """Every passage in the order shown."""
        return [line for section in self.sections for line in section.passages]

    def brief(
        self,
        kind: BriefKind,
        articles: Sequence[Article],
        wish: Wish,
        citations: Citations,
        rows: Rows,
    ) -> Brief:
        """Return it as a brief."""
        return Brief(
            kind=kind,
            about="",
            title=None,
            sections=self.sections,
            sources=citations.sources(),
            scope=scope_of(articles, wish),
            omitted=self.omitted,
            words=words_of(articles, self.lines),
            languages=languages_of(articles, self.lines),
            rows=rows,
        )


def by_topic(
    topics: Sequence[Topic],
    articles: Sequence[Article],
    wish: Wish,
    citations: Citations,
    language: str,
    *,
    most: int = OVERVIEW_SENTENCES,
    led: AbstractSet[tuple[str, int]] = frozenset(),
) -> ByTopic:
    """Choose at most ``most`` sentences for each topic, no sentence twice.

    ``led`` are sentences (article, index) that stand elsewhere already.
    """
    shown = set(led)
    sections: list[Section] = []
    omitted = 0
    every: list[Place] = []
    for topic in topics:
        method = wish.method or topic.method
        table, verdict = judge(topic, articles, method)
        every += qualifying(table, verdict, wish)
        table.candidates = [
            c for c in table.candidates
            if not any((articles[c.document].id, i) in shown for i in c.shown_with)
        ]  # fmt: skip
        selection = table.select(wish, Budget(sentences=most), method)
        lines = passages(selection.picks, articles, citations, table.explain)
        shown.update((q.article, q.sentence - 1) for line in lines for q in line.quotes)
        omitted += len(table.candidates) - len(selection.picks)
        if lines:
            title = topic.title(language)
            sections.append(Section(SectionKind.TOPIC, lines, topic.name, title))
    kinds = ("ledger",) if any("ledger" in topic.rows for topic in topics) else ()
    return ByTopic(tuple(sections), Subject(tuple(every), kinds), omitted)
