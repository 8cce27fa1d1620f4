"""How fast articles come in with everything worked out, and what a reader notices of it.

At least 100 articles a second a core are wanted for all but the evidence, and 2,000 sentences a
second for that. Processor time of this program alone, so that other work does not count.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.desk import Desk
from bot.requests import Request
from config import TOPICS_FOLDER
from config.settings import load_settings
from summaries.corpus import Article, prepare
from summaries.corpus.extracted import Extracted
from summaries.evidence import evidence_of
from summaries.ingest import Intake
from summaries.store import Database
from summaries.text import sha256_of
from summaries.topics import About, load_topics
from tests.benchmarks.made import news
from tests.quality.sets import SEEDS, sample

GUILD = 100
TOPICS = load_topics(TOPICS_FOLDER)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(load_settings(data_dir=tmp_path).database) as database:
        yield database


@pytest.mark.benchmark(group="an article comes in", timer=time.process_time)
def test_with_topics_copies_words_and_evidence(
    benchmark: BenchmarkFixture, database: Database
) -> None:
    intake = Intake(database, lambda: NotImplemented, topics=TOPICS)
    fresh = iter(news(400))

    def take(text: str) -> None:
        candidate = intake.consider(GUILD, Extracted(text, "txt", sha256_of(text)))
        intake.accept(GUILD, candidate, None)

    benchmark.pedantic(take, setup=lambda: ((next(fresh),), {}), rounds=300, warmup_rounds=20)


@pytest.fixture(scope="module")
def real() -> list[Article]:
    """Texts as they were written: the seeds, and the news of GUM."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    texts += ["\n\n".join(p.text for p in document.paragraphs) for document in sample()]
    return [prepare(text, id=f"A{number}") for number, text in enumerate(texts, 1)]


@pytest.mark.benchmark(group="evidence of real texts", timer=time.process_time)
def test_evidence(benchmark: BenchmarkFixture, real: list[Article]) -> None:
    """At least 2,000 sentences a second."""
    sentences = sum(len(article.sentences) for article in real)
    benchmark.pedantic(lambda: list(map(evidence_of, real)), rounds=8, warmup_rounds=1)
    if benchmark.stats:
        rate = sentences / benchmark.stats.stats.median
        benchmark.extra_info["sentences a second"] = round(rate)
        print(f"\n{rate:,.0f} sentences a second, {sentences} sentences")


def test_briefs_while_articles_are_imported(tmp_path: Path) -> None:
    """Another process imports 1,000 articles; briefs are timed alone and meanwhile, and told."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number, text in enumerate(news(1_300)):
        (folder / f"{number:05}.txt").write_text(text)
    settings = load_settings(data_dir=tmp_path)
    with Database(settings.database) as database:
        intake = Intake(database, lambda: NotImplemented, topics=TOPICS)
        for path in sorted(folder.iterdir())[:300]:
            candidate = asyncio.run(intake.from_text(GUILD, path.read_text()))
            intake.accept(GUILD, candidate, None)
            path.unlink()
        desk = Desk(database, settings, topics=TOPICS)

        def briefs(go_on: object) -> list[float]:
            taken: list[float] = []
            while len(taken) < 100 if go_on is None else go_on.poll() is None:  # type: ignore[attr-defined]
                begin = time.perf_counter()
                desk.made(GUILD, Request(About("", topic=TOPICS[len(taken) % 3])), "en")
                taken.append(time.perf_counter() - begin)
                time.sleep(0.02)
            return taken

        briefs(None)
        alone = briefs(None)
        importing = subprocess.Popen(
            [sys.executable, "-m", "bot", "import", str(folder), "--guild", str(GUILD)],
            env={"PULLQUOTE_DATA_DIR": str(tmp_path), "PATH": ""},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        meanwhile = briefs(importing)
        assert importing.returncode == 0
        assert database.library(GUILD).count() == 1_300 + len(list(SEEDS.glob("*.txt")))
        desk.close()
    for name, taken in (("alone", alone), ("meanwhile", meanwhile)):
        ordered = sorted(taken)
        print(
            f"\n{name:10} {len(taken):4} briefs: median {statistics.median(taken) * 1000:.1f} ms, "
            f"p95 {ordered[int(len(ordered) * 0.95)] * 1000:.1f} ms"
        )
