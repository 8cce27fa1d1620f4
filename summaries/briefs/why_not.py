"""Why not: what kept a sentence out of a brief, step by step, until the first that did.

The brief is tried again as it was made, so the answer is the one that the choice itself gives.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from summaries.briefs.finding import How, find
from summaries.briefs.finding import Place as FoundPlace
from summaries.briefs.missed import held_back
from summaries.briefs.model import Brief, BriefKind, KeptOut, Match, Quote
from summaries.briefs.subject import Place
from summaries.briefs.trials import Trial
from summaries.briefs.window import within
from summaries.briefs.wish import Wish
from summaries.context import Opening, opening, shown_with
from summaries.corpus import Article, LineKind
from summaries.selection import quotable
from summaries.topics import Verdict


class StepKind(enum.StrEnum):
    """A condition that a sentence must meet, in the order looked at."""

    LIBRARY = "library"
    SENTENCE = "sentence"
    LIVE = "live"
    ADDED = "added"
    ARTICLE = "article"
    WINDOW = "window"
    NEW = "new"
    READ = "read"
    MATCHED = "matched"
    SCORE = "score"
    REQUIRED = "required"
    EXCLUDED = "excluded"
    STANDFIRST = "standfirst"
    CONTEXT = "context"
    COPY = "copy"
    SEEN = "seen"
    REPEATS = "repeats"
    SHARE = "share"
    CHANGED = "changed"
    RANK = "rank"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Step:
    """One condition: met or not, and what there is to say of it.

    ``words`` are words of the source, or names of a rule's parts; ``number`` and ``of`` are
    counts or scores, as the kind has them, and ``shown`` counts the sentences that were chosen;
    ``article`` is an id, ``citation`` the ``[n]`` of a passage that is shown; ``line`` is why a
    line was set aside.
    """

    kind: StepKind
    met: bool
    words: tuple[str, ...] = ()
    matched: tuple[Match, ...] = ()
    number: float | None = None
    of: float | None = None
    article: str | None = None
    citation: int | None = None
    shown: int | None = None
    line: LineKind | None = None
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer: the sentence that was found, where, and the steps it took.

    ``shown_in`` is the citation if the sentence is in the brief. ``topic`` names the rule that the
    steps are about, where a brief has several. ``quote`` is None where nothing was found, or where
    its article was withdrawn.
    """

    steps: tuple[Step, ...]
    how: How | None = None
    quote: Quote | None = None
    shown_in: int | None = None
    topic: str | None = None

    @property
    def kept_out(self) -> tuple[Step, ...]:
        """The conditions that were not met: the reasons."""
        return tuple(step for step in self.steps if not step.met)


@dataclass(frozen=True, slots=True)
class Case:
    """A brief with what it was chosen from, tried again.

    ``made`` is when; ``room`` are the sentences that its message had room for (None: all), and
    ``after`` is until when its reader has had the news (None: always new). ``withdrawn`` are ids
    of articles that are no longer in the library.
    """

    brief: Brief
    trials: Sequence[Trial]
    wish: Wish
    made: datetime
    room: frozenset[tuple[str, int]] | None = None
    after: datetime | None = None
    withdrawn: frozenset[str] = frozenset()
    read: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        articles = self.trials[0].table.articles if self.trials else ()
        places = {article.id: place for place, article in enumerate(articles)}
        object.__setattr__(self, "read", places)


def why_not(pasted: str, library: Sequence[Article], case: Case) -> WhyNot:
    """Say what kept a pasted sentence out of a brief, or that it is in it.

    ``library`` holds every article that it may be of, those that were withdrawn or came later too.
    """
    found = find(pasted, library)
    if not found:
        return WhyNot((Step(StepKind.LIBRARY, met=False),))
    place = min(found, key=lambda one: _distance(one, case))
    steps = tuple(_until_unmet(_whereabouts(place, case)))
    article, index = place.article, place.index
    quote = None
    if index is not None and article.id not in case.withdrawn:
        quote = Quote.of(article, index)
    if index is None or not all(step.met for step in steps):
        return WhyNot(steps, place.how, quote)
    number = case.read[article.id], index
    trial = max(case.trials, key=lambda one: _nearness(one, number))
    name = trial.topic.name if trial.topic and len(case.trials) > 1 else None
    cited = _cited(case.brief, article.id, index)
    rules = tuple(_rules(trial, number))
    if cited is None:
        steps += rules
        if all(step.met for step in rules):
            steps += tuple(_until_unmet(_choice(trial, number, case)))
    else:
        steps += tuple(step for step in rules if step.met)
    if cited is not None:
        room = case.room is None or (article.id, index + 1) in case.room
        steps += (Step(StepKind.ROOM, met=room, citation=cited),)
        cited = cited if room else None
    return WhyNot(steps, place.how, trial.table.quote(*number), cited, name)


def _distance(place: FoundPlace, case: Case) -> tuple[int, ...]:
    """Tell which of several places is meant: one in the brief, else one that it was chosen from."""
    if place.index is None:
        return (4,)
    if _cited(case.brief, place.article.id, place.index) is not None:
        return (0,)
    if place.article.id in case.withdrawn:
        return (3,)
    number = case.read.get(place.article.id)
    if number is None:
        return (2,)
    return 1, -max(_nearness(trial, (number, place.index))[0] for trial in case.trials)


def _nearness(trial: Trial, place: Place) -> tuple[int, float]:
    """Tell how near a sentence came to being shown in a trial."""
    verdict = trial.judged.get(place)
    score = trial.table.scores.get(place, 0.0)
    share = score / trial.threshold if trial.threshold else score
    if place in trial.shown:
        return 3, share
    candidate = place in trial.table.standings
    return (2 if candidate else 1 if verdict and verdict.qualifies else 0), share


def _until_unmet(steps: Iterator[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        if not step.met:
            return


def _whereabouts(place: FoundPlace, case: Case) -> Iterator[Step]:
    """Yield whether the brief could have been made of the sentence's article."""
    article, brief = place.article, case.brief
    yield Step(StepKind.LIBRARY, met=True, article=article.id)
    if place.index is None:
        yield Step(StepKind.SENTENCE, met=False, line=place.line, article=article.id)
    yield Step(StepKind.LIVE, met=article.id not in case.withdrawn, article=article.id)
    if article.id in case.read:
        return
    yield Step(StepKind.ADDED, met=article.added <= case.made, article=article.id)
    if brief.kind is BriefKind.ARTICLE:
        yield Step(StepKind.ARTICLE, met=False, article=article.id, words=(brief.about,))
    if case.after is not None:
        yield Step(StepKind.NEW, met=article.added > case.after, article=article.id)
    inside = not brief.scope.newest_only and bool(within([article], brief.scope.since, case.made))
    yield Step(StepKind.WINDOW, met=inside, article=article.id, words=(brief.scope.since,))
    yield Step(StepKind.READ, met=False, article=article.id)


def _rules(trial: Trial, place: Place) -> Iterator[Step]:
    """Yield what the rule, or the words asked for, say: every part of it that says anything."""
    if trial.threshold is None:
        return
    matched = trial.table.matches.get(place, ())
    score = trial.table.scores.get(place, 0.0)
    verdict = trial.judged.get(place)
    if not matched and not (verdict and verdict.excluded):
        yield Step(StepKind.MATCHED, met=False)
        return
    enough = verdict.score >= trial.threshold if verdict else place in trial.qualifying
    yield Step(StepKind.SCORE, met=enough, matched=matched, number=score, of=trial.threshold)
    if trial.topic is not None and verdict is not None:
        yield from _parts(trial, verdict)


def _parts(trial: Trial, verdict: Verdict) -> Iterator[Step]:
    if verdict.missing:
        yield Step(StepKind.REQUIRED, met=False, words=verdict.missing)
    elif trial.topic is not None and trial.topic.required:
        yield Step(StepKind.REQUIRED, met=True, words=tuple(met.words for met in verdict.met))
    if trial.topic is not None and trial.topic.excluded:
        words = tuple(found.words for found in verdict.excluded)
        yield Step(StepKind.EXCLUDED, met=not words, words=words)


def _choice(trial: Trial, place: Place, case: Case) -> Iterator[Step]:
    """Yield what the choice among those that qualify says."""
    document, index = place
    articles, wish = trial.table.articles, case.wish
    article = articles[document]
    if article.sentences[index].standfirst:
        yield Step(StepKind.STANDFIRST, met=False)
    together = shown_with(article, index)
    starts = opening(article.words_of(article.sentences[index]), article.language)
    yield Step(StepKind.CONTEXT, met=together is not None, opening=starts)
    if wish.copies and place in wish.copies.repeated(articles):
        first = wish.copies.first(article.id)
        yield Step(StepKind.COPY, met=False, article=first if first != article.id else None)
    seen = (article.id, index + 1) in wish.skip
    seen = seen or any(wish.seen.has(article, i) for i in together or ())
    if seen:
        yield Step(StepKind.SEEN, met=False)
    why, cited = held_back(trial, place, case.brief.passages(), wish)
    yield Step(StepKind.REPEATS, met=why is not KeptOut.REPEATS, citation=cited)
    most = quotable(article, wish.share)
    full = why is KeptOut.SHARE
    yield Step(StepKind.SHARE, met=not full, number=most, article=article.id)
    # Chosen when it is tried again, but not then: the rule or the library is another one now.
    yield Step(StepKind.CHANGED, met=place not in trial.shown)
    standing = trial.table.standings.get(place)
    yield Step(
        StepKind.RANK,
        met=False,
        number=standing.rank if standing else None,
        of=len(trial.table.candidates),
        shown=len(trial.selection.picks),
    )


def _cited(brief: Brief, article: str, index: int) -> int | None:
    """Return the citation of the passage that shows a sentence, its context too."""
    for passage in brief.passages():
        if any((q.article, q.sentence) == (article, index + 1) for q in passage.quotes):
            return passage.citation
    return None


def report(answer: WhyNot, articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return an answer with its words for programs. Raises SourceMismatch."""
    told: dict[str, Any] = {"in_brief": answer.shown_in is not None, "citation": answer.shown_in}
    if answer.quote is not None:
        quote = answer.quote
        told["sentence"] = {
            "text": quote.words_in(articles),
            "article": quote.article,
            "file": articles[quote.article].file,
            "start": quote.start,
            "end": quote.end,
        }
        told["found"] = answer.how.value if answer.how else None
    if answer.topic is not None:
        told["topic"] = answer.topic
    told["steps"] = [_step(step) for step in answer.steps]
    return told


def _step(step: Step) -> dict[str, Any]:
    said: dict[str, Any] = {"condition": step.kind.value, "met": step.met}
    if step.matched:
        said["matched"] = [
            {"rule": match.rule, "weight": match.weight, "words": match.words}
            for match in step.matched
        ]
    facts = {
        "words": list(step.words) or None,
        "number": step.number,
        "of": step.of,
        "shown": step.shown,
        "article": step.article,
        "citation": step.citation,
        "line": step.line.value if step.line else None,
    }
    return said | {name: fact for name, fact in facts.items() if fact is not None}
