"""How long a brief takes on a warm bot, beside sumy's own methods on the same sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from summaries.briefs import Wish, codec, overview, query_brief, topic_brief
from summaries.corpus import Article, load_folder
from summaries.topics import Topic, load_topics

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    return load_folder(ROOT / "seeds").articles


@pytest.fixture(scope="module")
def topics() -> tuple[Topic, ...]:
    return load_topics(ROOT / "config" / "topics")


@pytest.mark.benchmark(group="topic brief, five articles")
@pytest.mark.parametrize("method", ["pullquote", "lexrank", "textrank", "lsa", "luhn", "kl"])
def test_a_topic_brief(
    benchmark: BenchmarkFixture,
    articles: tuple[Article, ...],
    topics: tuple[Topic, ...],
    method: str,
) -> None:
    """Ours has to stay under 50 ms."""
    brief = benchmark(topic_brief, topics[0], articles, Wish(method=method))
    assert not brief.empty


@pytest.mark.benchmark(group="other briefs, five articles")
def test_a_search(benchmark: BenchmarkFixture, articles: tuple[Article, ...]) -> None:
    assert not benchmark(query_brief, "vaccine sharing", articles).empty


@pytest.mark.benchmark(group="other briefs, five articles")
def test_an_overview(
    benchmark: BenchmarkFixture, articles: tuple[Article, ...], topics: tuple[Topic, ...]
) -> None:
    assert not benchmark(overview, topics, articles).empty


@pytest.mark.benchmark(group="storing")
def test_a_brief_to_json_and_back(
    benchmark: BenchmarkFixture, articles: tuple[Article, ...], topics: tuple[Topic, ...]
) -> None:
    brief = topic_brief(topics[0], articles)
    assert benchmark(lambda: codec.load(codec.dump(brief))) == brief


@pytest.mark.benchmark(group="loading")
def test_five_articles_from_files(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(load_folder, ROOT / "seeds").articles) == 5
