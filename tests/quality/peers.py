"""What the selector is measured beside: the lead, and graph methods as others publish them.

Each ranks the same sentences and fills the same budget: down its ranking, it takes every sentence
that still fits. sumy's own methods go through `summarize(method=…)`, with the project's rules
around them (context, nothing twice).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from summaries.selection import Budget
from summaries.selection.summarize import summarize
from summaries.text import count_words
from summaries.topics.rule import METHODS
from tests.quality.faults import Place, rarities, stems
from tests.quality.sets import Problem

System = Callable[[Problem], tuple[Place, ...]]
"""From a problem to the sentences shown, in the order of the texts."""

Floats = npt.NDArray[np.float64]

DAMPING: Final = 0.85
SAME: Final = 0.4
_ENOUGH: Final = 1e-6
_MOST_STEPS: Final = 200
_FIRST_WORDS: Final = 40  # characters


def through(method: str | None) -> System:
    """Return a method behind the project's own door; None is its own selector."""

    def system(problem: Problem) -> tuple[Place, ...]:
        budget = Budget(words=problem.words)
        chosen = summarize(problem.articles, budget, query=problem.query, method=method)
        return tuple((one.document, one.sentence) for one in chosen)

    return system


def lead(problem: Problem) -> tuple[Place, ...]:
    """Show the articles' first sentences in turn."""
    return fill(problem, sorted(_sentences(problem), key=lambda place: (place[1], place[0])))


def position_lexrank(problem: Problem) -> tuple[Place, ...]:
    """Rank by LexRank whose random reader prefers what stands early, and show nothing twice.

    A dense graph of rarity-weighted cosines (Erkan and Radev 2004, continuous); the reader
    starts anew at a sentence with a probability proportional to 1/sqrt(1 + position).
    """
    places = _sentences(problem)
    if not places:
        return ()
    likeness = _likeness(problem, places)
    start = 1 / np.sqrt(1 + np.array([index for _, index in places], dtype=np.float64))
    start /= start.sum()
    links = likeness.sum(axis=1, keepdims=True)
    # A sentence like none, not even itself (it has no content words), leads anywhere.
    steps = np.divide(likeness, links, out=np.tile(start, (len(places), 1)), where=links > 0)
    rank = start
    for _ in range(_MOST_STEPS):
        before, rank = rank, DAMPING * rank @ steps + (1 - DAMPING) * start
        if np.abs(rank - before).sum() < _ENOUGH:
            break
    order = np.argsort(-rank, kind="stable")
    return fill(problem, [places[i] for i in order], {p: i for i, p in enumerate(places)}, likeness)


def fill(
    problem: Problem,
    ranked: Iterable[Place],
    rows: dict[Place, int] | None = None,
    likeness: Floats | None = None,
) -> tuple[Place, ...]:
    """Take each sentence that fits, best first; with ``likeness``, none too like a taken one."""
    taken: list[Place] = []
    left = problem.words
    for place in ranked:
        words = count_words(_text(problem, place))
        if words > left:
            continue
        if rows is not None and likeness is not None:
            row = likeness[rows[place]]
            if any(row[rows[other]] > SAME for other in taken):
                continue
        taken.append(place)
        left -= words
    return tuple(sorted(taken))


def _sentences(problem: Problem) -> list[Place]:
    """Return the sentences that may be shown; standfirsts repeat what the text says."""
    return [
        (document, sentence.index)
        for document, article in enumerate(problem.articles)
        for sentence in article.sentences
        if not sentence.standfirst
    ]


def _text(problem: Problem, place: Place) -> str:
    article = problem.articles[place[0]]
    return article.words_of(article.sentences[place[1]])


def _likeness(problem: Problem, places: Sequence[Place]) -> Floats:
    """Return the rarity-weighted cosines of all pairs of sentences."""
    rarity = rarities(problem.articles)
    column = {stem: number for number, stem in enumerate(rarity)}
    vectors = np.zeros((len(places), len(column)))
    for row, (document, index) in enumerate(places):
        for stem in stems(problem.articles[document])[index]:
            vectors[row, column[stem]] += rarity[stem]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    product: Floats = vectors @ vectors.T
    return product


def summa() -> System | None:
    """Return summa's TextRank; None where it isn't installed (it needs scipy)."""
    try:
        module = importlib.import_module("summa.summarizer")
    except ImportError:
        return None

    def system(problem: Problem) -> tuple[Place, ...]:
        # It splits by itself: each of its sentences stands for ours that holds its first words.
        texts = {place: _text(problem, place) for place in _sentences(problem)}
        rated: dict[Place, float] = {}
        whole = "\n\n".join(texts.values())
        for sentence, score in module.summarize(whole, ratio=1.0, split=True, scores=True):
            for place, text in texts.items():
                if sentence[:_FIRST_WORDS] in text:
                    rated[place] = max(score, rated.get(place, 0.0))
                    break
        return fill(problem, sorted(rated, key=lambda place: -rated[place]))

    return system


def systems() -> dict[str, System | None]:
    """Return everything that is compared, by name; None for what isn't installed."""
    stock = {f"sumy {name}": through(name) for name in METHODS if name != "pullquote"}
    return {
        "pullquote": through(None),
        "lead": lead,
        "position LexRank": position_lexrank,
        **stock,
        "summa TextRank": summa(),
    }
