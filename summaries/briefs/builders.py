"""The builders: a topic, an article, free words, or everything becomes a Brief.

They receive articles and know no database. The articles are those of one library, already cut to
the reader's window of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summaries.briefs.answers import answers
from summaries.briefs.assemble import Citations, languages_of, passages, scope_of, words_of
from summaries.briefs.by_topic import by_topic
from summaries.briefs.judged import judge, qualifying
from summaries.briefs.lengths import BUDGETS
from summaries.briefs.model import (
    Brief,
    BriefKind,
    Match,
    Missed,
    Passage,
    Quote,
    Section,
    SectionKind,
)
from summaries.briefs.stated import stated
from summaries.briefs.subject import Place, Subject
from summaries.briefs.table import Table
from summaries.briefs.wish import Wish
from summaries.context import shown_with
from summaries.corpus import Article
from summaries.corpus.damage import damage
from summaries.selection import (
    ENOUGH,
    Budget,
    Selection,
)
from summaries.topics import Topic, Verdict

# What a whole answer is worth beside all that a good sentence covers (1).
_QUERY_WEIGHT = 4.0
_MISSED = 3


def topic_brief(
    topic: Topic, articles: Sequence[Article], wish: Wish | None = None, *, language: str = "en"
) -> Brief:
    """Brief a topic: the sentences that its rule admits, the strongest first.

    ``language`` is the reader's, for the topic's title only: sentences stay as they are.
    """
    wish = wish or Wish()
    method = wish.method or topic.method
    table, verdict = judge(topic, articles, method)
    selection = table.select(wish, _budget(wish), method)
    subject = Subject(qualifying(table, verdict, wish), topic.rows, topic)
    title = topic.title(language)
    brief = _brief(BriefKind.TOPIC, topic.name, title, table, selection, wish, subject)
    brief = replace(
        brief,
        threshold=topic.threshold,
        version=topic.version,
        missed=(*brief.missed, *_excluded(table, verdict)),
    )
    if brief.empty:
        brief = replace(brief, closest=_closest(table, verdict))
    return brief


def query_brief(words: str, articles: Sequence[Article], wish: Wish | None = None) -> Brief:
    """Brief free words: the sentences that have most of them, in context."""
    wish = wish or Wish()
    table = Table(articles)
    best: tuple[float, int, int] | None = None
    enough: list[tuple[float, Place]] = []
    for one in answers(words, tuple(articles)):
        document, index, score = one.document, one.index, one.score
        table.scores[document, index] = round(score, 4)
        table.matches[document, index] = tuple(Match(word, 0.0, word) for word in one.found)
        if one.enough:
            enough.append((-score, (document, index)))
            table.add(document, index, _QUERY_WEIGHT * score)
        elif best is None or score > best[0]:
            best = (score, document, index)
    selection = table.select(wish, _budget(wish), wish.method)
    subject = Subject(tuple(place for _, place in sorted(enough)), ("ledger", "figures"))
    brief = _brief(BriefKind.QUERY, words, None, table, selection, wish, subject)
    brief = replace(brief, threshold=ENOUGH)
    if brief.empty and best is not None:
        brief = replace(brief, closest=Missed(_quote(table, best[1], best[2])))
    return brief


def article_brief(
    article: Article, wish: Wish | None = None, *, others: Sequence[Article] = ()
) -> Brief:
    """Brief one article: its bottom line, then its key sentences in the order of the source.

    ``others`` are articles that it may differ from.
    """
    wish = wish or Wish()
    table = Table([article])
    for sentence in article.sentences:
        table.add(0, sentence.index, 0.0)
    # One article is all there is, so the quoting limit is the length asked for, at most a third.
    wish = replace(wish, share=max(wish.share, 1 / 3))
    selection = table.select(wish, _budget(wish), wish.method)
    every = tuple((0, sentence.index) for sentence in article.sentences)
    subject = Subject(every, ("ledger", "figures"), others=others)
    brief = _brief(BriefKind.ARTICLE, article.id, article.title, table, selection, wish, subject)
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


def _budget(wish: Wish) -> Budget:
    return wish.budget or BUDGETS[wish.length]


def _brief(
    kind: BriefKind,
    about: str,
    title: str | None,
    table: Table,
    selection: Selection,
    wish: Wish,
    subject: Subject,
) -> Brief:
    citations = Citations([*table.articles, *subject.others], wish.copies)
    lines = passages(selection.picks, table.articles, citations, table.explain)
    shown = {(q.article, q.sentence) for line in lines for q in line.quotes}
    missed = [
        Missed(_quote(table, p.candidate.document, p.candidate.index))
        for p in selection.passed_over
        if (table.articles[p.candidate.document].id, p.candidate.index + 1) not in shown
    ]
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
        missed=tuple(missed[:_MISSED]),
        languages=languages_of(table.articles, lines),
        rows=rows,
    )


def _sections(first: Passage, rest: tuple[Passage, ...], kind: SectionKind) -> tuple[Section, ...]:
    bottom = Section(SectionKind.BOTTOM_LINE, (first,))
    return (bottom, Section(kind, rest)) if rest else (bottom,)


def _quote(table: Table, document: int, index: int) -> Quote:
    score, matched = table.explain(document, index)
    return Quote.of(table.articles[document], index, score=score, matched=matched)


def _excluded(table: Table, judged: dict[tuple[int, int], Verdict]) -> list[Missed]:
    """Return the strongest sentences that only an excluded word keeps out."""
    kept_out = sorted(
        (-verdict.score, place)
        for place, verdict in judged.items()
        if verdict.excluded and verdict.score > 0
    )
    return [
        Missed(_quote(table, *place), excluded=tuple(f.words for f in judged[place].excluded))
        for _, place in kept_out[:_MISSED]
    ]


def _closest(table: Table, judged: dict[tuple[int, int], Verdict]) -> Missed | None:
    """Return the sentence that came nearest to qualifying, if it can stand by itself."""
    near = sorted(
        (-verdict.score, (document, index))
        for (document, index), verdict in judged.items()
        if not verdict.excluded
        and verdict.score > 0
        and shown_with(table.articles[document], index) == (index,)
    )
    return Missed(_quote(table, *near[0][1])) if near else None
