"""Every rule is asked about every article once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from config import TOPICS_FOLDER
from summaries.corpus import load_folder, prepare
from summaries.ingest.scoring import AT_ONCE, qualifying, rule_key, score
from summaries.store import Database
from summaries.topics import load_topics, parse_topic

SEEDS = load_folder(Path(__file__).parents[3] / "seeds").articles
AID, BORDER, REACTIONS = load_topics(TOPICS_FOLDER)
DESK, EDITOR = 100, 7


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    with Database.file(tmp_path / "desk.db") as database:
        yield database


def test_an_editor_adds_articles_and_each_is_scored_once(desk: Database) -> None:
    for article in SEEDS[:3]:
        desk.library(DESK).add(article, added_by=EDITOR)
    assert score(desk, DESK, AID) == 3
    assert score(desk, DESK, AID) == 0

    for article in SEEDS[3:]:
        desk.library(DESK).add(article, added_by=EDITOR)
    seen: list[int] = []
    assert score(desk, DESK, AID, progress=seen.append) == 2
    assert seen == [2]


def test_the_articles_with_a_topics_best_sentences_are_found(desk: Database) -> None:
    desk.library(DESK).seed_once(SEEDS)
    score(desk, DESK, AID)
    best = desk.scores(DESK).best(rule_key(AID), 100)
    with_some = {f"A{n}" for n, article in enumerate(SEEDS, 1) if qualifying(AID, article)}
    assert best[0] == "A1"  # the four billion
    assert set(best) == with_some


def test_a_rule_that_says_something_else_has_another_name() -> None:
    assert rule_key(AID) == rule_key(AID)
    assert rule_key(AID) != rule_key(replace(AID, threshold=AID.threshold + 1))
    assert rule_key(AID) != rule_key(BORDER)
    # What readers see of it changes nothing.
    assert rule_key(AID) == rule_key(replace(AID, titles={"en": "Help"}))


def test_scoring_that_was_stopped_goes_on_where_it_was(desk: Database) -> None:
    library = desk.library(DESK)
    library.seed_once(
        prepare(f"Ruritania pledged {n} million euros in aid to Zenda.", id="A0")
        for n in range(2, AT_ONCE + 12)
    )
    answers = iter([False, True])
    assert score(desk, DESK, AID, stop=lambda: next(answers)) == AT_ONCE
    assert score(desk, DESK, AID) == 10


def test_only_sentences_that_a_brief_may_show_are_scored() -> None:
    rule = parse_topic('name = "rain"\nthreshold = 1\n[words]\n"rain" = 1\n', "rain.toml")
    article = prepare("It brought rain. The rain fell on Lima.", id="A1")
    assert qualifying(rule, article) == ((1, 1.0),)
