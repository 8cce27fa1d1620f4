"""Trials: sentences weighed for a brief and chosen from, with all that speaks for each.

A brief is made from its trials. They can be held again later, to say what kept a sentence out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final

from summaries.briefs.answers import answers
from summaries.briefs.judged import judge, qualifying
from summaries.briefs.lengths import BUDGETS
from summaries.briefs.model import Beaten, Match, Standing
from summaries.briefs.subject import Place
from summaries.briefs.table import Table
from summaries.briefs.wish import Wish
from summaries.corpus import Article
from summaries.selection import ENOUGH, Budget, Pick, Selection
from summaries.topics import Topic, Verdict

OWN_METHOD: Final = (None, "pullquote")

# What a whole answer is worth beside all that a good sentence covers (1).
_QUERY_WEIGHT: Final = 4.0


@dataclass(frozen=True, slots=True)
class Trial:
    """Sentences that were weighed by a ``topic``'s rule, by words asked for, or by themselves.

    ``judged`` has what the rule says of each; ``threshold`` is the score that qualifies, and
    ``qualifying`` has those that reach it, the strongest first.
    """

    table: Table
    selection: Selection
    topic: Topic | None = None
    judged: Mapping[Place, Verdict] = field(default_factory=dict)
    threshold: float | None = None
    qualifying: tuple[Place, ...] = ()

    @property
    def shown(self) -> frozenset[Place]:
        """The sentences that are shown, those for their context too."""
        return shown_by(self.selection.picks)


def shown_by(picks: Sequence[Pick]) -> frozenset[Place]:
    """Return the places of all sentences that are shown for some picks."""
    return frozenset((p.candidate.document, i) for p in picks for i in p.candidate.shown_with)


def topic_trial(
    topic: Topic,
    articles: Sequence[Article],
    wish: Wish,
    *,
    budget: Budget | None = None,
    taken: AbstractSet[tuple[str, int]] = frozenset(),
) -> Trial:
    """Weigh sentences by a topic's rule. ``taken`` (article, index) stand elsewhere already."""
    method = wish.method or topic.method
    table, judged = judge(topic, articles, method)
    if taken:
        table.candidates = [
            c for c in table.candidates
            if not any((articles[c.document].id, i) in taken for i in c.shown_with)
        ]  # fmt: skip
    selection = table.select(wish, budget or budget_of(wish), method)
    table.standings = _standings(table, selection, by_score=method in OWN_METHOD)
    enough = qualifying(table, judged, wish)
    return Trial(table, selection, topic, judged, topic.threshold, enough)


def query_trial(words: str, articles: Sequence[Article], wish: Wish) -> Trial:
    """Weigh sentences by the words asked for that they have, the rarer the weightier."""
    table = Table(articles)
    enough: list[tuple[float, Place]] = []
    for one in answers(words, tuple(articles)):
        document, index, score = one.document, one.index, one.score
        table.scores[document, index] = round(score, 4)
        table.matches[document, index] = tuple(Match(word, 0.0, word) for word in one.found)
        if one.enough:
            enough.append((-score, (document, index)))
            table.add(document, index, _QUERY_WEIGHT * score)
    selection = table.select(wish, budget_of(wish), wish.method)
    table.standings = _standings(table, selection, by_score=wish.method in OWN_METHOD)
    strongest = tuple(place for _, place in sorted(enough))
    return Trial(table, selection, threshold=ENOUGH, qualifying=strongest)


def article_trial(article: Article, wish: Wish) -> Trial:
    """Weigh an article's sentences by what they cover of it. A score is what each adds."""
    table = Table([article])
    for sentence in article.sentences:
        table.add(0, sentence.index, 0.0)
    selection = table.select(wish, budget_of(wish), wish.method)
    for pick in (*selection.picks, *selection.passed_over):
        table.scores[0, pick.candidate.index] = pick.score
    table.standings = _standings(table, selection, by_score=False)
    every = tuple((0, sentence.index) for sentence in article.sentences)
    return Trial(table, selection, qualifying=every)


def wish_for_article(wish: Wish) -> Wish:
    """Return what is wished of one article's brief.

    One article is all there is, so the quoting limit is the length asked for, at most a third.
    """
    return replace(wish, share=max(wish.share, 1 / 3))


def budget_of(wish: Wish) -> Budget:
    """Return how much a reader asked for."""
    return wish.budget or BUDGETS[wish.length]


def _standings(table: Table, selection: Selection, *, by_score: bool) -> dict[Place, Standing]:
    """Rank the candidates, and tell of each pick which one below it was left out."""
    picked = [(p.candidate.document, p.candidate.index) for p in selection.picks]
    passed = [(p.candidate.document, p.candidate.index) for p in selection.passed_over]
    every = [(c.document, c.index) for c in table.candidates]
    if by_score:
        order = sorted(every, key=lambda place: (-table.scores.get(place, 0.0), place))
    else:
        # What was neither chosen nor came near has no rank of its own.
        order = [*picked, *passed]
    shown = shown_by(selection.picks)
    standings: dict[Place, Standing] = {}
    below: Beaten | None = None
    for rank, place in reversed(list(enumerate(order, 1))):
        standings[place] = Standing(rank, len(every), by_score, below)
        if place not in shown:
            below = _beaten(table, place)
    if by_score:
        return standings
    best = next((_beaten(table, place) for place in passed if place not in shown), None)
    return {
        place: Standing(one.rank, one.of, by_score, best if place in shown else None)
        for place, one in standings.items()
    }


def _beaten(table: Table, place: Place) -> Beaten:
    document, index = place
    score = round(table.scores.get(place, 0.0), 4)
    return Beaten(table.articles[document].id, index + 1, score)
