"""Summaries measured: by what they say, and by what readers stumble over, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tests.quality.faults import dangling, repeated
from tests.quality.peers import System, systems, through
from tests.quality.rouge import recall
from tests.quality.sets import MEASURED, Problem, by_group, problems

_DRAWS: Final = 2_000
_SEED: Final = 20_210_608
_LEVEL: Final = 95.0

FAULTS: Final = ("repeated", "dangling")
MEASURES: Final = ("rouge-1", "rouge-2", *FAULTS)


@dataclass(frozen=True, slots=True)
class Result:
    """One measure of one system on one set: what was counted, of how many, by groups.

    The value is the sum of ``counted`` over the sum of ``of``: for ROUGE the mean over problems,
    for faults the share of all sentences shown.
    """

    counted: tuple[float, ...]
    of: tuple[float, ...]

    @property
    def value(self) -> float:
        """Return the measure."""
        return sum(self.counted) / max(sum(self.of), 1.0)

    def interval(self) -> tuple[float, float]:
        """Return the limits of the 95 % interval: a bootstrap over groups (Efron 1979)."""
        low, high = np.percentile(self._draws(), [(100 - _LEVEL) / 2, (100 + _LEVEL) / 2])
        return float(low), float(high)

    def differs(self, other: Result) -> bool:
        """Tell whether the interval of the difference, on the same draws, leaves out zero."""
        difference = self._draws() - other._draws()
        low, high = np.percentile(difference, [(100 - _LEVEL) / 2, (100 + _LEVEL) / 2])
        return bool(low > 0 or high < 0)

    def _draws(self) -> npt.NDArray[np.float64]:
        groups = len(self.of)
        drawn = np.random.default_rng(_SEED).integers(0, groups, (_DRAWS, groups))
        counted, of = np.array(self.counted)[drawn].sum(1), np.array(self.of)[drawn].sum(1)
        drawn_values: npt.NDArray[np.float64] = counted / np.maximum(of, 1.0)
        return drawn_values


def measure(found: tuple[Problem, ...], system: System) -> dict[str, Result]:
    """Return a system's measures on some problems; ROUGE only where people wrote summaries."""
    rows = [_row(problem, system(problem)) for problem in found]
    wanted = MEASURES if found[0].references else FAULTS
    groups = by_group(found)
    return {
        name: Result(
            tuple(sum(rows[i][name][0] for i in group) for group in groups),
            tuple(sum(rows[i][name][1] for i in group) for group in groups),
        )
        for name in wanted
    }


def _row(problem: Problem, shown: Sequence[tuple[int, int]]) -> dict[str, tuple[float, float]]:
    """Return what is counted on one problem, and of how many."""
    articles, sentences = problem.articles, float(len(shown))
    row = {
        "repeated": (float(repeated(articles, shown)), sentences),
        "dangling": (float(dangling(articles, shown)), sentences),
    }
    if problem.references:
        text = " ".join(articles[d].words_of(articles[d].sentences[i]) for d, i in shown)
        one, two = recall(text, problem.references)
        row |= {"rouge-1": (one, 1.0), "rouge-2": (two, 1.0)}
    return row


@lru_cache(maxsize=len(MEASURED))
def ours(name: str) -> dict[str, Result]:
    """Return the selector's measures on a set."""
    return measure(problems(name), through(None))


def measures_of(name: str) -> tuple[str, ...]:
    """Return what can be measured on a set: of the seeds, nobody wrote summaries."""
    return FAULTS if name == "seeds" else MEASURES


def print_comparison() -> None:
    """Print a table for each set that is present: every system through the same length budget."""
    for name in MEASURED:
        found = problems(name)
        if not found:
            continue
        print(f"\n{_about(name, found)}")
        own = ours(name)
        print(f"{'':20}" + "".join(f"{measured:>24}" for measured in own))
        for system_name, system in systems().items():
            if system is None:
                print(f"{system_name:20}{'not installed':>24}")
                continue
            results = own if system_name == "pullquote" else measure(found, system)
            cells = [
                f"{_cell(result)}{'*' if result.differs(own[measured]) else ' '}"
                for measured, result in results.items()
            ]
            print(f"{system_name:20}" + "".join(f"{cell:>24}" for cell in cells), flush=True)
    print(
        "\nROUGE: recall with stemming, the mean over people's summaries. Repeated, dangling: the\n"
        "share of the sentences shown. In brackets 95 % intervals, by a bootstrap over groups;\n"
        "* where that of the difference from pullquote leaves out zero. sumy's methods go through\n"
        "this project's rules (context, nothing twice)."
    )


def _about(name: str, found: tuple[Problem, ...]) -> str:
    people = sum(len(problem.references) for problem in found)
    words = max(problem.words for problem in found)
    return (
        f"{name}: {len(found)} problems in {len(by_group(found))} groups, "
        f"{people} summaries by people, at most {words} words"
    )


def _cell(result: Result) -> str:
    low, high = result.interval()
    return f"{result.value:.3f} ({low:.3f} {high:.3f})"
