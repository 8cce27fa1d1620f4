"""Scores of topic rules are kept for each version of an article, and tell which to read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from summaries.corpus import Article
from summaries.store import Database
from tests.unit.store.conftest import MONDAY

DESK, OTHERS, EDITOR = 100, 200, 7
MakeArticle = Callable[..., Article]


def filled(desk: Database, article: MakeArticle) -> list[str]:
    """Three articles of three days: the second is the newest."""
    library = desk.library(DESK)
    days = (date(2021, 6, 1), date(2021, 6, 3), date(2021, 6, 2))
    return [
        library.add(article(f"Of {day}.\nMore of it.", published=day), added_by=EDITOR).id
        for day in days
    ]


def test_a_window_is_counted_and_read_newest_first(desk: Database, article: MakeArticle) -> None:
    filled(desk, article)
    scores = desk.scores(DESK)

    assert scores.newest(10) == ("A2", "A3", "A1")
    assert scores.newest(1) == ("A2",)
    assert scores.newest(10, since=date(2021, 6, 2)) == ("A2", "A3")
    assert dataclasses.astuple(scores.extent()) == (3, 6)
    assert dataclasses.astuple(scores.extent(date(2021, 6, 3))) == (1, 2)
    assert dataclasses.astuple(desk.scores(OTHERS).extent()) == (0, 0)


def test_what_is_withdrawn_is_neither_counted_nor_read(
    desk: Database, article: MakeArticle
) -> None:
    filled(desk, article)
    scores = desk.scores(DESK)
    scores.write("aid:1", {"A1": [(0, 5.0)], "A2": [(0, 9.0)]})

    desk.library(DESK).withdraw("A2", by=EDITOR)

    assert scores.newest(10) == ("A3", "A1")
    assert scores.best("aid:1", 10) == ("A1",)
    assert scores.extent().articles == 2


def test_the_best_sentences_name_their_articles_the_strongest_first(
    desk: Database, article: MakeArticle
) -> None:
    filled(desk, article)
    scores = desk.scores(DESK)
    scores.write("aid:1", {"A1": [(0, 5.0), (1, 9.0)], "A2": [(0, 5.0)], "A3": []})

    assert scores.best("aid:1", 10) == ("A1", "A2")
    assert scores.best("aid:1", 1) == ("A1",)
    assert scores.best("aid:1", 10, since=date(2021, 6, 2)) == ("A2",)
    assert scores.best("aid:2", 10) == ()
    day = timedelta(days=1)
    assert scores.best("aid:1", 10, added=(None, MONDAY)) == ("A1", "A2")
    assert scores.best("aid:1", 10, added=(MONDAY, MONDAY + day)) == ()


@pytest.mark.parametrize("few", [1, 20_000])
def test_of_few_new_articles_and_of_many_the_same_are_the_best(
    desk: Database, article: MakeArticle, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("summaries.store.scores._NARROW", few)
    day = timedelta(days=1)
    for number in range(6):
        one = article(f"Number {number}.\nMore of it.", published=date(2021, 6, 1))
        one = dataclasses.replace(one, added=MONDAY + number * day)
        desk.library(DESK).add(one, added_by=EDITOR, scores={"aid:1": [(0, 5.0 - number % 3)]})
    desk.library(DESK).edit("A4", by=EDITOR, title="Another title")
    desk.library(DESK).withdraw("A3", by=EDITOR)
    scores = desk.scores(DESK)

    assert scores.best("aid:1", 10, added=(MONDAY, MONDAY + 4 * day)) == ("A4", "A5", "A2")
    assert scores.best("aid:1", 1, added=(MONDAY, MONDAY + 4 * day)) == ("A4",)
    assert scores.best("aid:1", 9, added=(MONDAY + 9 * day, MONDAY + 10 * day)) == ()


def test_an_article_is_asked_about_once_for_each_rule_and_again_after_an_edit(
    desk: Database, article: MakeArticle
) -> None:
    filled(desk, article)
    scores = desk.scores(DESK)
    assert scores.unscored("aid:1", 10) == ("A2", "A3", "A1")

    scores.write("aid:1", {"A1": [(0, 5.0)], "A2": [], "A3": []})
    assert scores.unscored("aid:1", 10) == ()
    assert scores.unscored("aid:2", 1) == ("A2",)

    desk.library(DESK).edit("A1", by=EDITOR, title="Another title")
    assert scores.unscored("aid:1", 10) == ("A1",)
    scores.write("aid:1", {"A1": [(1, 7.0)]})
    assert scores.best("aid:1", 10) == ("A1",)
    assert scores.versions(["A1", "A2", "A99", "none"]) == {"A1": 2, "A2": 1}


def test_rules_that_nobody_asks_any_more_are_forgotten(
    desk: Database, article: MakeArticle
) -> None:
    filled(desk, article)
    scores = desk.scores(DESK)
    for rule in ("aid:1", "aid:2"):
        scores.write(rule, {"A1": [(0, 5.0)], "A2": [], "A3": []})

    assert scores.forget_rules_but(["aid:2"]) == 4

    assert scores.best("aid:1", 10) == ()
    assert scores.best("aid:2", 10) == ("A1",)


def test_scores_of_articles_that_are_gone_are_not_kept(
    desk: Database, article: MakeArticle
) -> None:
    filled(desk, article)
    desk.scores(DESK).write("aid:1", {"A99": [(0, 5.0)], "nonsense": [(0, 5.0)]})
    assert desk.scores(DESK).best("aid:1", 10) == ()
