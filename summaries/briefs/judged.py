"""What topic rules say of the sentences of articles: which qualify, and how strongly."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.briefs.model import Match
from summaries.briefs.reading import verdicts
from summaries.briefs.subject import Place
from summaries.briefs.table import Table
from summaries.briefs.wish import Wish
from summaries.corpus import Article
from summaries.topics import Topic, Verdict

# What a rule's point is worth beside all that a good sentence covers (1).
_TOPIC_WEIGHT = 0.7


def judge(
    topic: Topic, articles: Sequence[Article], method: str | None
) -> tuple[Table, dict[tuple[int, int], Verdict]]:
    """Apply a topic's rule to every sentence; those that qualify become candidates.

    A stock ``method`` ranks them by itself; else the rule's score counts before all.
    """
    table = Table(articles)
    weight = _TOPIC_WEIGHT if method in (None, "pullquote") else 0.0
    judged: dict[tuple[int, int], Verdict] = {}
    for document, article in enumerate(articles):
        for index, verdict in enumerate(verdicts(topic, article)):
            if not verdict.found and not verdict.excluded:
                continue
            place = (document, index)
            judged[place] = verdict
            table.scores[place] = verdict.score
            table.matches[place] = (
                *(Match(f.pattern, f.weight, f.words) for f in verdict.found),
                *(Match(met.name, 0.0, met.words, required=True) for met in verdict.met),
            )
            if verdict.qualifies:
                table.add(document, index, weight * verdict.score)
    return table, judged


def qualifying(
    table: Table, judged: dict[tuple[int, int], Verdict], wish: Wish
) -> tuple[Place, ...]:
    """Return the sentences that qualify, the strongest first, without those the reader has seen."""
    found = sorted(
        (-verdict.score, place)
        for place, verdict in judged.items()
        if verdict.qualifies and not wish.knows(table.articles[place[0]], place[1])
    )
    return tuple(place for _, place in found)
