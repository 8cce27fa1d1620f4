"""Every topic in a few sentences: what an overview and an edition have in common."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from summaries.briefs.assemble import Citations, languages_of, passages, scope_of, words_of
from summaries.briefs.lengths import OVERVIEW_SENTENCES
from summaries.briefs.missed import missed_of
from summaries.briefs.model import (
    Brief,
    BriefKind,
    Missed,
    Passage,
    Rows,
    Section,
    SectionKind,
)
from summaries.briefs.subject import Place, Subject
from summaries.briefs.trials import Trial, topic_trial
from summaries.briefs.wish import Wish
from summaries.corpus import Article
from summaries.selection import Budget
from summaries.topics import Topic


@dataclass(frozen=True, slots=True)
class ByTopic:
    """The sections of topics that have something to say, and the sentences that qualify for any.

    ``omitted`` counts qualifying sentences that are not shown; ``missed`` has the first of each
    topic. ``trials`` are what each topic's were chosen in.
    """

    sections: tuple[Section, ...]
    subject: Subject
    omitted: int
    trials: tuple[Trial, ...]
    missed: tuple[Missed, ...]

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
            missed=self._missed(),
            languages=languages_of(articles, self.lines),
            rows=rows,
        )

    def _missed(self) -> tuple[Missed, ...]:
        """Return what was just missed and is not shown for another topic, each once."""
        shown = {(q.article, q.sentence) for line in self.lines for q in line.quotes}
        found: dict[tuple[str, int], Missed] = {}
        for miss in self.missed:
            place = miss.quote.article, miss.quote.sentence
            if place not in shown:
                found.setdefault(place, miss)
        return tuple(found.values())


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
    trials: list[Trial] = []
    missed: list[Missed] = []
    for topic in topics:
        trial = topic_trial(topic, articles, wish, budget=Budget(sentences=most), taken=shown)
        trials.append(trial)
        every += trial.qualifying
        lines = passages(trial.selection.picks, trial.table, citations)
        missed += missed_of(trial, lines, wish, most=1)
        shown.update((q.article, q.sentence - 1) for line in lines for q in line.quotes)
        omitted += len(trial.table.candidates) - len(trial.selection.picks)
        if lines:
            title = topic.title(language)
            sections.append(Section(SectionKind.TOPIC, lines, topic.name, title))
    kinds = ("ledger",) if any("ledger" in topic.rows for topic in topics) else ()
    subject = Subject(tuple(every), kinds)
    return ByTopic(tuple(sections), subject, omitted, tuple(trials), tuple(missed))
