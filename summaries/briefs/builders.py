"""The builders: a topic, an article, free words, or everything becomes a Brief.

They receive articles and know no database. The articles are those of one library, already cut to
the reader's window of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summaries.briefs.assemble import Citations, languages_of, passages, scope_of, words_of
from summaries.briefs.by_topic import by_topic
from summaries.briefs.missed import missed_of
from summaries.briefs.model import Brief, BriefKind, Missed, Passage, Section, SectionKind
from summaries.briefs.stated import stated
from summaries.briefs.subject import Subject
from summaries.briefs.trials import Trial, article_trial, query_trial, topic_trial, wish_for_article
from summaries.briefs.wish import Wish
from summaries.context import shown_with
from summaries.corpus import Article
from summaries.corpus.damage import damage
from summaries.topics import Topic


def topic_brief(
    topic: Topic, articles: Sequence[Article], wish: Wish | None = None, *, language: str = "en"
) -> Brief:
    """Brief a topic: the sentences that its rule admits, the strongest first.

    ``language`` is the reader's, for the topic's title only: sentences stay as they are.
    """
    wish = wish or Wish()
    trial = topic_trial(topic, articles, wish)
    subject = Subject(trial.qualifying, topic.rows, topic)
    brief = _brief(BriefKind.TOPIC, topic.name, topic.title(language), trial, wish, subject)
    brief = replace(brief, threshold=topic.threshold, version=topic.version)
    return replace(brief, closest=_closest(trial)) if brief.empty else brief


def query_brief(words: str, articles: Sequence[Article], wish: Wish | None = None) -> Brief:
    """Brief free words: the sentences that have most of them, in context."""
    wish = wish or Wish()
    trial = query_trial(words, articles, wish)
    subject = Subject(trial.qualifying, ("ledger", "figures"))
    brief = _brief(BriefKind.QUERY, words, None, trial, wish, subject)
    brief = replace(brief, threshold=trial.threshold)
    return replace(brief, closest=_closest_words(trial)) if brief.empty else brief


def article_brief(
    article: Article, wish: Wish | None = None, *, others: Sequence[Article] = ()
) -> Brief:
    """Brief one article: its bottom line, then its key sentences in the order of the source.

    ``others`` are articles that it may differ from.
    """
    wish = wish_for_article(wish or Wish())
    trial = article_trial(article, wish)
    subject = Subject(trial.qualifying, ("ledger", "figures"), others=others)
    brief = _brief(BriefKind.ARTICLE, article.id, article.title, trial, wish, subject)
    if not brief.empty:
        first, *after = brief.passages()
        rest = tuple(sorted(after, key=lambda passage: passage.quotes[0].start))
        brief = replace(brief, sections=_sections(first, rest, SectionKind.KEY_SENTENCES))
    return replace(brief, damaged=damage(article.text) is not None)


def overview(
    topics: Sequence[Topic],
    articles: Sequence[Article],
    wish: Wish | None = None,
    *,
    language: str = "en",
) -> Brief:
    """Brief every topic, at most two sentences each, no sentence twice."""
    wish = wish or Wish()
    citations = Citations(articles, wish.copies)
    told = by_topic(topics, articles, wish, citations, language)
    rows = stated(articles, wish, citations, told.lines, told.subject)
    return told.brief(BriefKind.OVERVIEW, articles, wish, citations, rows)


def _brief(
    kind: BriefKind, about: str, title: str | None, trial: Trial, wish: Wish, subject: Subject
) -> Brief:
    table, selection = trial.table, trial.selection
    citations = Citations([*table.articles, *subject.others], wish.copies)
    lines = passages(selection.picks, table, citations)
    rows = stated([*table.articles, *subject.others], wish, citations, lines, subject)
    return Brief(
        kind=kind,
        about=about,
        title=title,
        sections=_sections(lines[0], lines[1:], SectionKind.ALSO) if lines else (),
        sources=citations.sources(),
        scope=scope_of(table.articles, wish),
        omitted=len(table.candidates) - len(selection.picks),
        words=words_of(table.articles, lines),
        missed=missed_of(trial, lines, wish),
        languages=languages_of(table.articles, lines),
        rows=rows,
    )


def _sections(first: Passage, rest: tuple[Passage, ...], kind: SectionKind) -> tuple[Section, ...]:
    bottom = Section(SectionKind.BOTTOM_LINE, (first,))
    return (bottom, Section(kind, rest)) if rest else (bottom,)


def _closest(trial: Trial) -> Missed | None:
    """Return the sentence that came nearest to qualifying, if it can stand by itself."""
    near = sorted(
        (-verdict.score, (document, index))
        for (document, index), verdict in trial.judged.items()
        if not verdict.excluded
        and verdict.score > 0
        and shown_with(trial.table.articles[document], index) == (index,)
    )
    return Missed(trial.table.quote(*near[0][1])) if near else None


def _closest_words(trial: Trial) -> Missed | None:
    """Return the sentence that has most of the words asked for, though not enough of them."""
    enough = frozenset(trial.qualifying)
    near = [(-score, place) for place, score in trial.table.scores.items() if place not in enough]
    return Missed(trial.table.quote(*min(near)[1])) if near else None
