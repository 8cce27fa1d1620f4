"""A brief's trials held again: from the same articles and the same wish comes the same choice."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.briefs.assemble import Citations
from summaries.briefs.by_topic import by_topic
from summaries.briefs.lengths import OVERVIEW_SENTENCES, edition_sentences
from summaries.briefs.model import Brief, BriefKind, SectionKind
from summaries.briefs.trials import (
    Trial,
    article_trial,
    query_trial,
    topic_trial,
    wish_for_article,
)
from summaries.briefs.wish import Wish
from summaries.corpus import Article
from summaries.topics import Topic


def retrial(
    brief: Brief, topics: Sequence[Topic], articles: Sequence[Article], wish: Wish
) -> tuple[tuple[Trial, ...], Wish]:
    """Hold a brief's trials again; return them with the wish that they were held by.

    ``topics`` are those of the brief: its one, or all that an overview or an edition has.
    """
    if brief.kind is BriefKind.ARTICLE:
        own = [article for article in articles if article.id == brief.about]
        wish = wish_for_article(wish)
        return tuple(article_trial(article, wish) for article in own), wish
    if brief.kind is BriefKind.QUERY:
        return (query_trial(brief.about, articles, wish),), wish
    if brief.kind is BriefKind.TOPIC:
        return tuple(topic_trial(topic, articles, wish) for topic in topics), wish
    edition = brief.kind is BriefKind.EDITION
    most = edition_sentences(len(topics)) if edition else OVERVIEW_SENTENCES
    citations = Citations(articles, wish.copies)
    told = by_topic(topics, articles, wish, citations, "en", most=most, led=_led(brief))
    return told.trials, wish


def _led(brief: Brief) -> frozenset[tuple[str, int]]:
    """Return the sentences (article, index) of an edition that stand above its topics."""
    led = {
        (quote.article, quote.sentence - 1)
        for section in brief.sections
        # What one topic's brief lent to the top line was chosen for that topic.
        if section.kind is SectionKind.TOP_LINE and section.topic is None
        for passage in section.passages
        for quote in passage.quotes
    }
    led |= {(row.report.article, row.report.sentence - 1) for row in brief.rows.changes.planned}
    return frozenset(led)
