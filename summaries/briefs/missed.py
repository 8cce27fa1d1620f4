"""What was just missed: the sentences that came nearest to a brief, and what kept each out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from summaries.briefs.model import KeptOut, Missed, Passage
from summaries.briefs.subject import Place
from summaries.briefs.trials import Trial
from summaries.briefs.wish import Wish
from summaries.context import shown_with
from summaries.selection import quotable

_OF_A_KIND: Final = 3
"""So many sentences are named for each way to be kept out."""


def missed_of(
    trial: Trial, lines: Sequence[Passage], wish: Wish, *, most: int = _OF_A_KIND
) -> tuple[Missed, ...]:
    """Return what was just missed: the best of the rest, then what each rule keeps out.

    Every sentence is among them that one in ``lines`` is said to be ahead of.
    """
    table, shown = trial.table, trial.shown
    best = [(p.candidate.document, p.candidate.index) for p in trial.selection.passed_over]
    named = [place for place in best if place not in shown][:most]
    named += _beaten(trial, lines)
    like = (one for one, _ in trial.selection.too_like)
    named += [(one.document, one.index) for one in like if (one.document, one.index) not in shown][
        :most
    ]
    found = [
        Missed(table.quote(*place), repeats=cited, why=why)
        for place in sorted(dict.fromkeys(named), key=lambda place: _rank(trial, place))
        for why, cited in [held_back(trial, place, lines, wish)]
    ]
    if trial.topic is not None:
        for kind in (_without_context, _near, _excluded):
            found += list(kind(trial))[:most]
    return tuple(found)


def held_back(
    trial: Trial, place: Place, lines: Iterable[Passage], wish: Wish
) -> tuple[KeptOut, int | None]:
    """Say why a sentence that could have been chosen was not, and what it repeats."""
    for one, pick in trial.selection.too_like:
        if (one.document, one.index) == place:
            return KeptOut.REPEATS, _citation(trial, (pick.document, pick.index), lines)
    document, index = place
    article = trial.table.articles[document]
    shown = {i for d, i in trial.shown if d == document}
    together = set(shown_with(article, index) or ())
    if len(shown | together) > quotable(article, wish.share):
        return KeptOut.SHARE, None
    return KeptOut.RANK, None


def _rank(trial: Trial, place: Place) -> tuple[int, Place]:
    standing = trial.table.standings.get(place)
    return (standing.rank if standing else len(trial.table.candidates) + 1), place


def _citation(trial: Trial, place: Place, lines: Iterable[Passage]) -> int | None:
    article, sentence = trial.table.articles[place[0]].id, place[1] + 1
    return next(
        (
            line.citation
            for line in lines
            if any((q.article, q.sentence) == (article, sentence) for q in line.quotes)
        ),
        None,
    )


def _beaten(trial: Trial, lines: Sequence[Passage]) -> list[Place]:
    """Return the sentences that those shown are said to be ahead of."""
    documents = {article.id: number for number, article in enumerate(trial.table.articles)}
    standings = (quote.standing for line in lines for quote in line.quotes)
    beaten = (standing.ahead_of for standing in standings if standing and standing.ahead_of)
    return [(documents[one.article], one.sentence - 1) for one in beaten]


def _judged(trial: Trial) -> list[Place]:
    """Return the sentences in which something of a rule was found, the strongest first."""
    return sorted(trial.judged, key=lambda place: (-trial.judged[place].score, place))


def _without_context(trial: Trial) -> Iterator[Missed]:
    """Yield the strongest that only the context gate keeps out."""
    for document, index in _judged(trial):
        article = trial.table.articles[document]
        if not trial.judged[document, index].qualifies or article.sentences[index].standfirst:
            continue
        if shown_with(article, index) is None:
            yield Missed(trial.table.quote(document, index), why=KeptOut.CONTEXT)


def _near(trial: Trial) -> Iterator[Missed]:
    """Yield the strongest that lack points, or a required word."""
    for place in _judged(trial):
        verdict = trial.judged[place]
        if verdict.qualifies or verdict.excluded or verdict.score <= 0:
            continue
        why = KeptOut.MISSING if verdict.missing else KeptOut.BELOW
        yield Missed(trial.table.quote(*place), missing=verdict.missing, why=why)


def _excluded(trial: Trial) -> Iterator[Missed]:
    """Yield the strongest that an excluded word keeps out."""
    for place in _judged(trial):
        verdict = trial.judged[place]
        if verdict.excluded and verdict.score > 0:
            words = tuple(found.words for found in verdict.excluded)
            yield Missed(trial.table.quote(*place), excluded=words, why=KeptOut.EXCLUDED)
