"""How long a library of ten thousand articles takes to be asked, and to grow.

Set PULLQUOTE_BENCH_ARTICLES to 100000 for a larger one, which takes ten minutes to be made, and
PULLQUOTE_BENCH_DATABASE_URL to an empty PostgreSQL database to measure that. Processor time of this
program alone, so that other work on the machine does not count.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from summaries.corpus import Article, Given, prepare
from summaries.store import Database, StoredArticle
from summaries.store.articles import insert_article
from summaries.store.derived import derive
from summaries.store.repository import ensure_guild
from summaries.store.tables import guilds
from summaries.text import Sentence, Span, sha256_of
from tests.benchmarks.made import news, texts

COUNT: Final = int(os.environ.get("PULLQUOTE_BENCH_ARTICLES", "10000"))
GUILD, OTHER = 100, 200
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
PUBLISHERS = ("Associated Press", "Reuters", "The Paper", None)
MOST: Final = 0.005  # seconds that a question about copies may take


def measured(group: str) -> pytest.MarkDecorator:
    name = f"{group}, {COUNT:,} articles"
    return pytest.mark.benchmark(group=name, timer=time.process_time, min_rounds=20)


@dataclass(frozen=True)
class Made:
    """A large library, and texts to ask it about."""

    database: Database
    texts: list[str]

    def edited(self, number: int, drop: float = 0.1) -> str:
        """An article's text as a second paper prints it: cut, and some words changed."""
        dice = random.Random(number)
        words = self.texts[number].split(" ")
        return " ".join(
            "reportedly" if dice.random() < 0.02 else word
            for word in words[: int(len(words) * (1 - drop))]
        )


def article_of(text: str, number: int) -> Article:
    """Make an article without working out what a store does not look at."""
    return Article(
        id="A0",
        text=text,
        sha256=sha256_of(text),
        added=BEGIN + timedelta(minutes=number),
        language="en",
        sentences=(Sentence(0, Span(0, len(text)), 0, 0),),
        title=" ".join(text.split()[:8]),
        publisher=PUBLISHERS[number % len(PUBLISHERS)],
        published=date(2020, 1, 1) + timedelta(days=number // 100),
        url=f"https://example.org/{number}",
    )


def as_stored(stored: StoredArticle) -> Article:
    return stored.as_article(())


def median_of(benchmark: BenchmarkFixture) -> float:
    """Return the seconds of the middle round; 0 where benchmarks are switched off."""
    return benchmark.stats.stats.median if benchmark.stats else 0.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    path = tmp_path_factory.mktemp("store") / "large.db"
    address = os.environ.get("PULLQUOTE_BENCH_DATABASE_URL", f"sqlite:///{path}")
    written = news(COUNT)
    with Database(address, rebuild=as_stored) as database:
        for guild in (GUILD, OTHER):
            for start in range(0, COUNT if guild == GUILD else COUNT // 10, 1000):
                with database._store.writing() as connection:
                    ensure_guild(connection, guild, BEGIN)
                    for number in range(start, min(start + 1000, COUNT)):
                        article = article_of(written[number], number)
                        insert_article(
                            connection,
                            guild,
                            number + 1,
                            article,
                            added_by=None,
                            sample=False,
                            features_version="",
                        )
                        derive(connection, guild, number + 1, article, sample=False)
                    connection.execute(guilds.update().values(next_article=COUNT + 1))
        yield Made(database, written)


def numbers(step: int) -> list[int]:
    return list(range(step, COUNT, max(1, COUNT // 200)))


@measured("is it there already")
def test_a_text_that_another_paper_printed(benchmark: BenchmarkFixture, made: Made) -> None:
    """At most 5 ms; the copy is found each time."""
    library = made.database.library(GUILD)
    asked: Iterator[int] = iter([])

    def setup() -> tuple[tuple[str, int], dict[str, object]]:
        nonlocal asked
        number = next(asked, None)
        if number is None:
            asked = iter(numbers(7))
            number = next(asked)
        return (made.edited(number), number), {}

    def ask(text: str, number: int) -> None:
        assert f"A{number + 1}" in [found.article for found in library.near(text)]

    benchmark.pedantic(ask, setup=setup, rounds=200)
    assert median_of(benchmark) < MOST


@measured("is it there already")
def test_a_text_that_is_new(benchmark: BenchmarkFixture, made: Made) -> None:
    library, asked = made.database.library(GUILD), iter(news(211))

    benchmark.pedantic(
        lambda text: library.near(text), setup=lambda: ((next(asked),), {}), rounds=200
    )
    assert median_of(benchmark) < MOST


@measured("is it there already")
def test_its_address(benchmark: BenchmarkFixture, made: Made) -> None:
    library = made.database.library(GUILD)
    found = benchmark(library.find_url, f"https://example.org/{COUNT // 2}")
    assert found is not None


@measured("search")
@pytest.mark.parametrize(
    "words", ["", "the", "gov", "vaccine", "Guatemala president", "border said they", "zzzz"]
)
def test_a_search(benchmark: BenchmarkFixture, made: Made, words: str) -> None:
    library = made.database.library(GUILD)
    page = benchmark(library.search, words)
    assert page.count >= (words != "zzzz")


@measured("search")
def test_a_search_in_one_publisher_s(benchmark: BenchmarkFixture, made: Made) -> None:
    library = made.database.library(GUILD)
    assert benchmark(library.search, "border", publisher="Reuters", language="en").count


@measured("search")
def test_articles_with_most_of_the_words(benchmark: BenchmarkFixture, made: Made) -> None:
    library = made.database.library(GUILD)
    assert len(benchmark(library.having, "the vaccines for Guatemala and the border", 100)) == 100


@measured("change")
def test_adding_one(benchmark: BenchmarkFixture, made: Made) -> None:
    """With its sentences, words and shingles; test_ingest.py has all that is worked out."""
    library, fresh = made.database.library(OTHER), iter(texts(509) * 2)

    def add(text: str) -> None:
        article = prepare(text, id="draft", given=Given(language="en"))
        library.add(article, added_by=None)

    benchmark.pedantic(add, setup=lambda: ((next(fresh),), {}), rounds=200)
