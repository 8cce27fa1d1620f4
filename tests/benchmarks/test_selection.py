"""How long choosing takes for 1 to 1,000 articles, beside sumy's LexRank on all their sentences.

Processor time on one core, so that other work on the machine does not count.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import Final

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sumy.summarizers.lex_rank import LexRankSummarizer

from summaries.corpus import Article, prepare
from summaries.selection import Budget, Candidate
from summaries.selection.dom import SourceDocument
from summaries.selection.summarize import Chosen, summarize
from summaries.text import stop_words
from tests.benchmarks.made import texts

BUDGET: Final = Budget(words=250)
SENTENCES: Final = 10  # about as many words
ROUNDS: Final = {1: 20, 10: 10, 100: 5, 1_000: 3}
ROUNDS_OF_LEXRANK: Final = {1: 5, 10: 3, 100: 1}  # a minute for 100; for 1,000 it is not run
TARGET: Final = {10: 0.025, 100: 0.2, 1_000: 2.0}
TARGET_RATIO: Final = {10: 20, 100: 200}

Seconds = dict[tuple[str, int], float]

measured = pytest.mark.benchmark(timer=time.process_time)


@lru_cache(maxsize=1)
def articles(number: int) -> tuple[Article, ...]:
    return tuple(prepare(text, id=f"A{i}") for i, text in enumerate(texts(number), 1))


def words(source: Sequence[Article], chosen: Sequence[Chosen]) -> int:
    return sum(len(source[one.document].text[one.start : one.end].split()) for one in chosen)


@pytest.fixture(scope="module")
def seconds() -> Iterator[Seconds]:
    """The medians; printed as a table when all are known."""
    found: Seconds = {}
    yield found
    print(f"\n\n{'articles':>8} {'choosing':>10} {'target':>8} {'and reading':>12} "
          f"{'sumy LexRank':>14} {'ratio':>8} {'target':>8} {'and reading':>12}")  # fmt: skip
    for number in ROUNDS:
        choosing, reading = found.get(("choosing", number)), found.get(("reading", number))
        theirs = found.get(("lexrank", number))
        print(f"{number:8,} {_shown(choosing):>10} {_shown(TARGET.get(number)):>8} "
              f"{_shown(reading):>12} "
              f"{_shown(theirs) if number in ROUNDS_OF_LEXRANK else 'not run':>14} "
              f"{_ratio(theirs, choosing):>8} {TARGET_RATIO.get(number, '–'):>8} "
              f"{_ratio(theirs, reading):>12}")  # fmt: skip
    print("Seconds of one core, medians. Choosing: from articles that have been read, as after\n"
          "they are added. LexRank's own reading of the texts is not counted, so that the last\n"
          "ratio is the least that may be said.")  # fmt: skip


def _ratio(theirs: float | None, ours: float | None) -> str:
    return f"{theirs / ours:,.0f}" if ours and theirs else "–"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def median(benchmark: BenchmarkFixture) -> float:
    assert benchmark.stats is not None
    return float(benchmark.stats["median"])


@measured
@pytest.mark.parametrize("number", list(ROUNDS))
def test_choosing_alone(benchmark: BenchmarkFixture, seconds: Seconds, number: int) -> None:
    source = articles(number)

    chosen = benchmark.pedantic(summarize, (source, BUDGET), rounds=ROUNDS[number], warmup_rounds=1)

    seconds["choosing", number] = median(benchmark)
    assert 0 < words(source, chosen) <= 250


@measured
@pytest.mark.parametrize("number", list(ROUNDS))
def test_reading_and_choosing(benchmark: BenchmarkFixture, seconds: Seconds, number: int) -> None:
    received, rounds = texts(number), count()

    def read_and_choose() -> int:
        # Other names in every round: what is kept of the last one's must not be found.
        turn = next(rounds)
        source = [prepare(text, id=f"A{turn}.{i}") for i, text in enumerate(received)]
        return words(source, summarize(source, BUDGET))

    shown = benchmark.pedantic(read_and_choose, rounds=ROUNDS[number], warmup_rounds=1)

    seconds["reading", number] = median(benchmark)
    assert 0 < shown <= 250


@measured
@pytest.mark.parametrize("number", list(ROUNDS_OF_LEXRANK))
def test_lexrank_of_sumy(benchmark: BenchmarkFixture, seconds: Seconds, number: int) -> None:
    """By its own call on all sentences; its document is made anew for each round, untimed."""
    source = articles(number)
    method = LexRankSummarizer()
    method.stop_words = stop_words("en")

    def document() -> tuple[tuple[SourceDocument, int], dict[str, object]]:
        every = [
            Candidate(i, sentence.index, (sentence.index,))
            for i, article in enumerate(source)
            for sentence in article.sentences
        ]
        return (SourceDocument(source, every), SENTENCES), {}

    chosen = benchmark.pedantic(method, setup=document, rounds=ROUNDS_OF_LEXRANK[number])

    seconds["lexrank", number] = median(benchmark)
    assert len(chosen) == SENTENCES
