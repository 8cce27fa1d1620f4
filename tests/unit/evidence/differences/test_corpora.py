"""Small corpora of made-up news, with every difference in them labelled by hand."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from summaries.corpus import Article, load_folder
from summaries.evidence.differences import differences
from summaries.evidence.model import Difference, DifferenceKind

from .made import article, evidence

ROOT = Path(__file__).parents[4]
CORPORA = ROOT / "tests" / "quality" / "data" / "evidence" / "differences.jsonl"
Place = tuple[str, int]
Labelled = tuple[str, frozenset[Place]]


@dataclass
class Counts:
    """What was found rightly, wrongly, and not at all, by kind."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right.total() / max(1, self.right.total() + self.wrong.total())

    @property
    def recall(self) -> float:
        return self.right.total() / max(1, self.right.total() + self.missed.total())


def _articles(corpus: dict[str, Any]) -> list[Article]:
    return [
        article(each["name"], each["published"], *each["paragraphs"], title=each["title"])
        for each in corpus["articles"]
    ]


def _labels(corpus: dict[str, Any], name: str, by_id: dict[str, Article]) -> list[Labelled]:
    def place(side: list[str]) -> Place:
        read = by_id[side[0]]
        at = read.text.index(side[1])
        return side[0], next(s.index for s in read.sentences if s.span.start <= at < s.span.end)

    return [(each["kind"], frozenset(map(place, each["sides"]))) for each in corpus[name]]


def _places(one: Difference) -> set[Place]:
    return {(side.article, side.sentence) for side in one.sides}


def _shows(one: Difference, label: Labelled) -> bool:
    return one.kind == label[0] and len(_places(one) & label[1]) > 1


def counts(part: str) -> Counts:
    """What is found in the corpora of a part, against their labels."""
    total = Counts()
    for line in CORPORA.read_text("utf-8").splitlines():
        corpus = json.loads(line)
        if corpus["part"] != part:
            continue
        articles = _articles(corpus)
        by_id = {read.id: read for read in articles}
        found = differences(articles, [evidence(read) for read in articles])
        wanted = _labels(corpus, "differences", by_id)
        allowed = _labels(corpus, "allowed", by_id)
        for label in wanted:
            seen = any(_shows(one, label) for one in found)
            (total.right if seen else total.missed)[label[0]] += 1
        for one in found:
            if not any(_shows(one, label) for label in [*wanted, *allowed]):
                total.wrong[one.kind] += 1
    return total


@pytest.mark.parametrize(("part", "recall"), [("train", 0.9), ("held-out", 0.8)])
def test_nearly_all_that_is_shown_of_a_small_corpus_is_a_difference(
    part: str, recall: float
) -> None:
    found = counts(part)
    assert found.precision >= 0.95, found
    assert found.recall >= recall, found


def test_what_papers_report_alike_is_not_shown() -> None:
    for line in CORPORA.read_text("utf-8").splitlines():
        corpus = json.loads(line)
        articles = _articles(corpus)
        by_id = {read.id: read for read in articles}
        alike = [{"kind": "", "sides": sides} for sides in corpus["same"]]
        labels = _labels({"same": alike}, "same", by_id)
        for one in differences(articles, [evidence(read) for read in articles]):
            assert not any(label[1] <= _places(one) for label in labels), one


def test_corpora_thrown_together_show_no_difference_between_two_affairs() -> None:
    affair: dict[str, str] = {}
    articles = []
    for line in CORPORA.read_text("utf-8").splitlines():
        corpus = json.loads(line)
        for read in _articles(corpus):
            affair[read.id] = corpus["name"]
            articles.append(read)
    for one in differences(articles, [evidence(read) for read in articles]):
        assert len({affair[side.article] for side in one.sides}) == 1, one


def test_unrelated_news_shows_no_difference() -> None:
    articles = []
    for number, line in enumerate(
        (ROOT / "tests" / "quality" / "data" / "gum-news.jsonl").read_text("utf-8").splitlines()
    ):
        story = json.loads(line)
        articles.append(
            article(f"G{number}", story["published"], *[p["text"] for p in story["paragraphs"]])
        )
    assert len(differences(articles, [evidence(read) for read in articles])) <= 1


SHOWN = [
    (DifferenceKind.WORDING, "secure our border.", "secure our borders."),
    (DifferenceKind.WORDING, "a longstanding partnership", "We have an agreement"),
    (DifferenceKind.DESCRIPTION, "$310 million for humanitarian", "$310m in US aid"),
    (DifferenceKind.VALUE, "found 170,000 people", "20-year high"),
    (DifferenceKind.PLAN_AND_REPORT, "On Monday, Vice President Harris", "will land in Guatemala"),
    (DifferenceKind.STANCE, "isn’t accurate", "injustice is a root cause"),
    (DifferenceKind.STANCE, "wishes to be your partner", "criticized the U.S. approach"),
    (DifferenceKind.COMMITMENT, "did not share details on whether", "has also committed"),
    (DifferenceKind.COMMITMENT, "did not share details on whether", "sending half a million"),
]


def test_the_starter_corpus_shows_where_its_sources_differ() -> None:
    articles = load_folder(ROOT / "seeds").articles
    by_id = {read.id: read for read in articles}
    found = differences(articles, [evidence(read) for read in articles])
    for kind, one, other in SHOWN:
        assert any(
            each.kind is kind
            and all(
                any(
                    words in by_id[s.article].sentences[s.sentence].span.of(by_id[s.article].text)
                    for s in each.sides
                )
                for words in (one, other)
            )
            for each in found
        ), (kind, one, other)
    for each in found:
        shown = [side.part.of(by_id[side.article].text).strip("“”") for side in each.sides]
        assert len(set(shown)) > 1
        assert "root causes" not in shown
