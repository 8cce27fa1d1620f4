"""A digest's edition: what is new of each topic, below what changed since the edition before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from summaries.briefs.assemble import Citations
from summaries.briefs.by_topic import ByTopic, by_topic
from summaries.briefs.changes import Before, Now, changes, followed_up
from summaries.briefs.lengths import edition_sentences
from summaries.briefs.model import Brief, BriefKind, Passage, Quote, Section, SectionKind
from summaries.briefs.reading import verdicts
from summaries.briefs.shared import shared
from summaries.briefs.stated import stated
from summaries.briefs.wish import Wish
from summaries.corpus import Article
from summaries.topics import Topic


def edition_brief(
    topics: Sequence[Topic],
    articles: Sequence[Article],
    wish: Wish | None = None,
    *,
    before: Before | None = None,
    language: str = "en",
) -> Brief:
    """Brief what ``articles``, which are new, say of each topic; the strongest sentence leads.

    ``before`` is what they are compared with, None for a first edition. What ``wish.seen`` holds is
    not shown again, nor what says no more than that.
    """
    wish = wish or Wish()
    others = before.articles if before else ()
    every = [*articles, *others]
    citations = Citations(every, wish.copies)

    about = partial(_about, topics)
    followed = followed_up(before, articles, wish.evidence, about) if before else ()
    lead = _quoted(topics, articles, citations, wish)
    # What stands beside a plan, or leads, is not shown a second time below its topic.
    shown = {(report.article, report.sentence) for _, report in followed}
    shown |= {(q.article, q.sentence - 1) for q in lead.quotes} if lead else set()
    most = edition_sentences(len(topics))
    told = by_topic(topics, articles, wish, citations, language, most=most, led=shown)
    if lead is None:
        told = _led(told, topics)
    else:
        first = Section(SectionKind.TOP_LINE, (lead,))
        told = replace(told, sections=(first, *told.sections))
    rows = stated(every, wish, citations, told.lines, replace(told.subject, others=others))
    if before is not None:
        now = Now(articles, wish.evidence, citations)
        rows = replace(rows, changes=changes(before, now, rows.ledger, followed))
    return told.brief(BriefKind.EDITION, articles, wish, citations, rows)


def _quoted(
    topics: Sequence[Topic], articles: Sequence[Article], citations: Citations, wish: Wish
) -> Passage | None:
    """Return what several articles about the topics quote, if words count in any of these."""
    if not any("quotations" in topic.rows for topic in topics):
        return None
    evidence = {
        article.id: wish.evidence[article.id]
        for article in articles
        if article.id in wish.evidence and _about(topics, article)
    }
    found = shared(articles, evidence, wish)
    if found is None:
        return None
    article = articles[found.document]
    return Passage(
        tuple(Quote.of(article, index) for index in found.indexes),
        citations.of(found.document),
        tuple(citations.of(document) for document in found.also),
    )


def _about(topics: Sequence[Topic], article: Article) -> bool:
    return any(verdict.qualifies for topic in topics for verdict in verdicts(topic, article))


def _led(told: ByTopic, topics: Sequence[Topic]) -> ByTopic:
    """Put first what most sources report; of these, what is strongest for its topic."""
    worth = {topic.name: topic.threshold for topic in topics}

    def rank(section: Section, line: Passage) -> tuple[int, float]:
        score = max(quote.score for quote in line.quotes)
        threshold = worth.get(section.topic or "", 0.0)
        return len(line.also), score / threshold if threshold > 0 else score

    places = [(section, line) for section in told.sections for line in section.passages]
    if not places:
        return told
    section, lead = max(places, key=lambda place: rank(*place))
    rest = (
        replace(one, passages=tuple(line for line in one.passages if line is not lead))
        for one in told.sections
    )
    first = Section(SectionKind.TOP_LINE, (lead,), section.topic, section.title)
    return replace(told, sections=(first, *(one for one in rest if one.passages)))
