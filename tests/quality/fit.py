"""Try other weights on the development sets that are present; prints, and writes nothing.

    python -m tests.quality.fit --task article --weights position centroid title

A coordinate search: one weight after the other, in an order drawn with the seed, is multiplied by
each of a few factors while the others stay, and the best is kept; so on until a round changes
nothing. Each set's problems are scored by ROUGE-2 recall, and sets count alike. Only the "train"
parts are searched on; what was found is scored on the others at the end.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Final

from summaries.selection import Budget
from summaries.selection.summarize import summarize
from summaries.selection.weights import WEIGHTS, Task, Weights
from tests.quality.rouge import recall
from tests.quality.sets import Problem, problems

SETS: Final = ("GUM news", "GUM open", "SQuALITY", "SQuALITY train")
FACTORS: Final = (0.0, 0.5, 0.7, 1.4, 2.0)
FROM_NOTHING: Final = (0.1, 0.3, 1.0, 3.0)
"""What is tried for a weight that is 0, which no factor changes."""

BETTER: Final = 1e-4
"""A change of ROUGE-2 that is smaller is none."""

Sets = Mapping[str, Sequence[Problem]]


def task_of(problem: Problem) -> Task:
    """Return what a problem asks of the selector."""
    if problem.query is not None:
        return Task.QUERY
    return Task.ARTICLE if len(problem.articles) == 1 else Task.ARTICLES


def parts(task: Task, most: int) -> tuple[Sets, Sets]:
    """Return the problems of a task to search on and to check on, by the names of their sets."""
    search: defaultdict[str, list[Problem]] = defaultdict(list)
    check: defaultdict[str, list[Problem]] = defaultdict(list)
    for name in SETS:
        for problem in problems(name):
            if task_of(problem) is task and problem.references:
                (search if problem.part == "train" else check)[name].append(problem)
    return {name: found[:most] for name, found in search.items()}, check


def score(weights: Weights, sets: Sets) -> float:
    """Return the mean ROUGE-2 recall over sets; 0 where there are none."""
    means = [sum(_recall(weights, p) for p in found) / len(found) for found in sets.values()]
    return sum(means) / max(len(means), 1)


def _recall(weights: Weights, problem: Problem) -> float:
    budget = Budget(words=problem.words)
    chosen = summarize(problem.articles, budget, query=problem.query, weights=weights)
    text = " ".join(problem.articles[one.document].text[one.start : one.end] for one in chosen)
    return recall(text, problem.references)[1]


def tries(value: float) -> Iterator[float]:
    """Yield the other values that are tried for a weight."""
    yield from (value * factor for factor in FACTORS) if value else FROM_NOTHING


def search(start: Weights, names: Sequence[str], sets: Sets, seed: int, rounds: int) -> Weights:
    """Return the best weights found, printing each value tried and its score."""
    drawn = random.Random(seed)
    best, reached = start, score(start, sets)
    print(f"{'weight':12} {'value':>9} {'ROUGE-2':>9}\n{'as they are':22} {reached:9.4f}")
    for _ in range(rounds):
        before = best
        for name in drawn.sample(names, len(names)):
            for value in tries(getattr(best, name)):
                tried = replace(best, **{name: value})
                found = score(tried, sets)
                better = found > reached + BETTER
                print(f"{name:12} {value:9.4f} {found:9.4f}{'  better' if better else ''}")
                if better:
                    best, reached = tried, found
        if best == before:
            break
    return best


def main() -> int:
    """Search and print; exit with 2 where no set has problems of the task."""
    known = [field.name for field in fields(Weights)]
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--task", type=Task, choices=list(Task), default=Task.ARTICLE)
    parser.add_argument("--weights", nargs="+", choices=known, default=known, metavar="NAME")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--most", type=int, default=200, help="of a set's problems")
    given = parser.parse_args()
    searched, checked = parts(given.task, given.most)
    if not searched:
        print(f"No set that is present has problems of the task “{given.task}”.")
        return 2
    for label, sets in (("searched", searched), ("checked", checked)):
        print(f"{label}: " + ", ".join(f"{name} {len(found)}" for name, found in sets.items()))
    start = WEIGHTS[given.task]
    best = search(start, given.weights, searched, given.seed, given.rounds)
    print(f"\n{'':12} {'as it is':>9} {'best':>9}")
    for name in known:
        was, now = getattr(start, name), getattr(best, name)
        print(f"{name:12} {was:9.4f} {now:9.4f}{'  changed' if was != now else ''}")
    for label, sets in (("searched", searched), ("checked", checked)):
        print(f"{label:12} {score(start, sets):9.4f} {score(best, sets):9.4f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
