"""The builders: a topic, an article, free words, or everything becomes a Brief.

They receive articles and know no database. The articles are those of one library, already cut to
the reader's window of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from summaries.briefs.assemble import Citations, passages
from summaries.briefs.copies import Copies
from summaries.briefs.lengths import BUDGETS, OVERVIEW_SENTENCES, Length
from summaries.briefs.model import (
    Brief,
    BriefKind,
    Match,
    Missed,
    Passage,
    Quote,
    Scope,
    Section,
    SectionKind,
)
from summaries.briefs.reading import verdicts
from summaries.context import shown_with
from summaries.corpus import Article
from summaries.corpus.damage import damage
from summaries.selection import (
    ENOUGH,
    QUOTABLE_SHARE,
    Budget,
    Candidate,
    Pick,
    Query,
    Selection,
    quotable,
)
from summaries.selection.reading import lengths, stems
from summaries.topics import Topic, Verdict

# What a rule's point, and a whole answer, are worth beside all that a good sentence covers (1).
_TOPIC_WEIGHT = 0.7
_QUERY_WEIGHT = 4.0
_MISSED = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for beside the subject: length, window, method, quoting limit.

    ``since`` is the window's name, for the heading; ``share`` is the share of an article's
    sentences that may be quoted; ``method`` overrides a topic's own.
    ``skip`` are (article, sentence from 1) places that the reader has seen. ``copies`` tells
    which articles are one source.
    """

    length: Length = Length.STANDARD
    since: str = "all"
    newest_only: bool = False
    share: float = QUOTABLE_SHARE
    method: str | None = None
    budget: Budget | None = None
    skip: frozenset[tuple[str, int]] = frozenset()
    copies: Copies = field(default_factory=Copies)


@dataclass(slots=True)
class _Table:
    """The sentences of all articles with what is said for each, before anything is chosen."""

    articles: Sequence[Article]
    candidates: list[Candidate] = field(default_factory=list)
    matches: dict[tuple[int, int], tuple[Match, ...]] = field(default_factory=dict)
    scores: dict[tuple[int, int], float] = field(default_factory=dict)

    def add(self, document: int, index: int, prior: float) -> bool:
        """Make sentence ``index`` a candidate, unless the context gate keeps it out."""
        article = self.articles[document]
        together = shown_with(article, index)
        if together is None or article.sentences[index].standfirst:
            return False
        self.candidates.append(Candidate(document, index, together, prior))
        return True

    def explain(self, document: int, index: int) -> tuple[float, tuple[Match, ...]]:
        place = (document, index)
        return self.scores.get(place, 0.0), self.matches.get(place, ())

    def select(self, wish: Wish, budget: Budget, method: str | None) -> Selection:
        # Imported here, for it imports sumy, which a start of the bot does not need.
        from summaries.selection.dom import SourceDocument
        from summaries.selection.summarizer import summarizer

        articles = self.articles
        if wish.copies:
            repeated = wish.copies.repeated(articles)
            self.candidates = [c for c in self.candidates if (c.document, c.index) not in repeated]
        if wish.skip:
            self.candidates = [
                c
                for c in self.candidates
                if (articles[c.document].id, c.index + 1) not in wish.skip
            ]
        # Only articles that have something to say are weighed, so that the rest of a library,
        # whether it was read or not, changes nothing.
        having = sorted({c.document for c in self.candidates})
        place = {document: n for n, document in enumerate(having)}
        document = SourceDocument(
            [articles[d] for d in having],
            [replace(c, document=place[c.document]) for c in self.candidates],
            quotable=[quotable(articles[d], wish.share) for d in having],
        )
        language = articles[having[0]].language if having else "en"
        chosen = summarizer(method, language).select(document, budget)
        return Selection(
            tuple(_moved(pick, having) for pick in chosen.picks),
            tuple(_moved(pick, having) for pick in chosen.passed_over),
        )


def _moved(pick: Pick, documents: Sequence[int]) -> Pick:
    """Return a pick whose articles are numbered as they are in ``documents``."""

    def moved(candidate: Candidate) -> Candidate:
        return replace(candidate, document=documents[candidate.document])

    return replace(
        pick,
        candidate=moved(pick.candidate),
        repeated_in=tuple(map(moved, pick.repeated_in)),
    )


def topic_brief(
    topic: Topic, articles: Sequence[Article], wish: Wish | None = None, *, language: str = "en"
) -> Brief:
    """Brief a topic: the sentences that its rule admits, the strongest first.

    ``language`` is the reader's, for the topic's title only: sentences stay as they are.
    """
    wish = wish or Wish()
    method = wish.method or topic.method
    table, verdict = _judge(topic, articles, method)
    selection = table.select(wish, _budget(wish), method)
    brief = _brief(BriefKind.TOPIC, topic.name, topic.title(language), table, selection, wish)
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
    table = _Table(articles)
    every = [s for article in articles for s in stems(article)]
    queries: dict[str, Query] = {}
    best: tuple[float, int, int] | None = None
    for document, article in enumerate(articles):
        if (query := queries.get(article.language)) is None:
            query = queries[article.language] = Query.of(words, article.language, every)
        for index, sentence in enumerate(stems(article)):
            score, found = query.score(sentence)
            if not found:
                continue
            table.scores[document, index] = round(score, 4)
            table.matches[document, index] = tuple(Match(word, 0.0, word) for word in found)
            if score >= ENOUGH:
                table.add(document, index, _QUERY_WEIGHT * score)
            elif best is None or score > best[0]:
                best = (score, document, index)
    selection = table.select(wish, _budget(wish), wish.method)
    brief = _brief(BriefKind.QUERY, words, None, table, selection, wish)
    brief = replace(brief, threshold=ENOUGH)
    if brief.empty and best is not None:
        brief = replace(brief, closest=Missed(_quote(table, best[1], best[2])))
    return brief


def article_brief(article: Article, wish: Wish | None = None) -> Brief:
    """Brief one article: its bottom line, then its key sentences in the order of the source."""
    wish = wish or Wish()
    table = _Table([article])
    for sentence in article.sentences:
        table.add(0, sentence.index, 0.0)
    # One article is all there is, so the quoting limit is the length asked for, at most a third.
    wish = replace(wish, share=max(wish.share, 1 / 3))
    selection = table.select(wish, _budget(wish), wish.method)
    brief = _brief(BriefKind.ARTICLE, article.id, article.title, table, selection, wish)
    if not brief.empty:
        first, *others = brief.passages()
        rest = tuple(sorted(others, key=lambda passage: passage.quotes[0].start))
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
    shown: set[tuple[str, int]] = set()
    sections: list[Section] = []
    omitted = 0
    for topic in topics:
        method = wish.method or topic.method
        table, _ = _judge(topic, articles, method)
        table.candidates = [
            c for c in table.candidates
            if not any((articles[c.document].id, i) in shown for i in c.shown_with)
        ]  # fmt: skip
        budget = Budget(sentences=OVERVIEW_SENTENCES)
        selection = table.select(wish, budget, method)
        lines = passages(selection.picks, articles, citations, table.explain)
        shown.update((q.article, q.sentence - 1) for line in lines for q in line.quotes)
        omitted += len(table.candidates) - len(selection.picks)
        if lines:
            title = topic.title(language)
            sections.append(Section(SectionKind.TOPIC, lines, topic.name, title))
    return Brief(
        kind=BriefKind.OVERVIEW,
        about="",
        title=None,
        sections=tuple(sections),
        sources=citations.sources(),
        scope=_scope(articles, wish),
        omitted=omitted,
        words=_words(articles, [p for s in sections for p in s.passages]),
        languages=_languages(articles, [p for s in sections for p in s.passages]),
    )


def _judge(
    topic: Topic, articles: Sequence[Article], method: str | None
) -> tuple[_Table, dict[tuple[int, int], Verdict]]:
    """Apply a topic's rule to every sentence; those that qualify become candidates.

    A stock ``method`` ranks them by itself; else the rule's score counts before all.
    """
    table = _Table(articles)
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


def _budget(wish: Wish) -> Budget:
    return wish.budget or BUDGETS[wish.length]


def _brief(
    kind: BriefKind,
    about: str,
    title: str | None,
    table: _Table,
    selection: Selection,
    wish: Wish,
) -> Brief:
    citations = Citations(table.articles, wish.copies)
    lines = passages(selection.picks, table.articles, citations, table.explain)
    shown = {(q.article, q.sentence) for line in lines for q in line.quotes}
    missed = [
        Missed(_quote(table, p.candidate.document, p.candidate.index))
        for p in selection.passed_over
        if (table.articles[p.candidate.document].id, p.candidate.index + 1) not in shown
    ]
    return Brief(
        kind=kind,
        about=about,
        title=title,
        sections=_sections(lines[0], lines[1:], SectionKind.ALSO) if lines else (),
        sources=citations.sources(),
        scope=_scope(table.articles, wish),
        omitted=len(table.candidates) - len(selection.picks),
        words=_words(table.articles, lines),
        missed=tuple(missed[:_MISSED]),
        languages=_languages(table.articles, lines),
    )


def _sections(first: Passage, rest: tuple[Passage, ...], kind: SectionKind) -> tuple[Section, ...]:
    bottom = Section(SectionKind.BOTTOM_LINE, (first,))
    return (bottom, Section(kind, rest)) if rest else (bottom,)


def _quote(table: _Table, document: int, index: int) -> Quote:
    score, matched = table.explain(document, index)
    return Quote.of(table.articles[document], index, score=score, matched=matched)


def _excluded(table: _Table, judged: dict[tuple[int, int], Verdict]) -> list[Missed]:
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


def _closest(table: _Table, judged: dict[tuple[int, int], Verdict]) -> Missed | None:
    """Return the sentence that came nearest to qualifying, if it can stand by itself."""
    near = sorted(
        (-verdict.score, (document, index))
        for (document, index), verdict in judged.items()
        if not verdict.excluded
        and verdict.score > 0
        and shown_with(table.articles[document], index) == (index,)
    )
    return Missed(_quote(table, *near[0][1])) if near else None


def _scope(articles: Sequence[Article], wish: Wish) -> Scope:
    sentences = sum(len(article.sentences) for article in articles)
    return Scope(len(articles), sentences, wish.since, wish.newest_only)


def _words(articles: Sequence[Article], lines: Sequence[Passage]) -> int:
    by_id = {article.id: article for article in articles}
    return sum(
        lengths(by_id[quote.article])[quote.sentence - 1] for line in lines for quote in line.quotes
    )


def _languages(articles: Sequence[Article], lines: Sequence[Passage]) -> tuple[str, ...]:
    by_id = {article.id: article.language for article in articles}
    return tuple(dict.fromkeys(by_id[line.article] for line in lines))
