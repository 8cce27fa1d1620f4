"""What a reader means by what she typed: a topic, an article, a slip of the pen, or free words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summaries.corpus import Article
from summaries.topics.load import key
from summaries.topics.rule import Topic


@dataclass(frozen=True, slots=True)
class About:
    """The answer: exactly one of topic, article, suggestion and query is set; none is the overview.

    ``suggestion`` is the topic that one mistyped word is close to; ``typed`` is what was typed.
    """

    typed: str = ""
    topic: Topic | None = None
    article: Article | None = None
    suggestion: Topic | None = None
    query: str | None = None


def resolve(typed: str, topics: Sequence[Topic], articles: Iterable[Article]) -> About:
    """Tell what was typed: a topic, an article, nearly a topic's name, or words to search for.

    A topic is meant by its name, a title or an alias, an article by its id, title or file. One
    word within two letters of a topic's name or alias is a suggestion; all else is a query.
    """
    typed = " ".join(typed.split())
    if not typed:
        return About()
    wanted = key(typed)
    for topic in topics:
        if wanted in {key(name) for name in (topic.name, *topic.aliases, *topic.titles.values())}:
            return About(typed, topic=topic)
    for article in articles:
        if names(typed, article.id, article.title) or typed == article.file:
            return About(typed, article=article)
    if " " not in typed:
        near = sorted(
            (distance, topic.name, topic)
            for topic in topics
            for name in (topic.name, *topic.aliases)
            if (distance := edits(wanted, key(name), most=2)) is not None
            and distance * 3 < len(wanted)
        )
        if near:
            return About(typed, suggestion=near[0][2])
    return About(typed, query=typed)


def names(typed: str, article: str, title: str | None) -> bool:
    """Tell whether what was typed is an article's id or its title."""
    return key(typed) in {key(article), key(title or article)}


def edits(one: str, other: str, *, most: int) -> int | None:
    """Return how many slips of the pen lie between two words, or None if more than ``most``.

    A slip inserts, deletes or replaces a letter, or swaps two neighbours (Damerau 1964; each
    place is edited once).
    """
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, row_above = row, before
        row = [i]
        for j, counterpart in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != counterpart))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == counterpart:
                cost = min(cost, row_above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
        before = last
    return row[-1] if row[-1] <= most else None
