"""A team's own topics stand over and beside the shipped ones, for this team alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.web import fetcher
from config import TOPICS_FOLDER
from summaries.corpus.extracted import Extracted, article_of
from summaries.ingest import Candidate, Intake, TeamTopics
from summaries.ingest.scoring import rule_key
from summaries.store import Database, How
from summaries.topics import load_topics

DESK, OTHERS, EDITOR = 100, 200, 7
SHIPPED = load_topics(TOPICS_FOLDER)
FLOODS = 'name = "floods"\nthreshold = 1\n[words]\n"flood*" = 1\n'
AID = 'name = "aid-pledges"\nthreshold = 1\n[words]\n"grain" = 1\n'


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.file(tmp_path / "data" / "pullquote.db") as opened:
        yield opened


def names(topics: TeamTopics, guild: int) -> list[str]:
    return [topic.name for topic in topics.of(guild)]


def test_a_team_without_topics_of_its_own_has_the_shipped_ones(database: Database) -> None:
    assert TeamTopics(database, SHIPPED).of(DESK) == SHIPPED


def test_its_own_are_beside_them_and_in_no_other_team(database: Database) -> None:
    topics = TeamTopics(database, SHIPPED)
    assert len(topics.of(DESK)) == len(SHIPPED)
    database.topics(DESK).save("floods", FLOODS, by=EDITOR, seen=0, how=How.CREATE)

    assert names(topics, DESK) == [*(topic.name for topic in SHIPPED), "floods"]
    assert topics.of(OTHERS) == SHIPPED
    assert set(topics.rules(DESK)) == {rule_key(topic) for topic in topics.of(DESK)}


def test_a_copy_takes_the_place_of_the_shipped_topic_until_it_is_deleted(
    database: Database,
) -> None:
    topics = TeamTopics(database, SHIPPED)
    database.topics(DESK).save("aid-pledges", AID, by=EDITOR, seen=0, how=How.EDIT, after=2)

    [first, *_] = topics.of(DESK)
    assert (first.name, first.version, first.threshold) == ("aid-pledges", 3, 1)
    assert len(topics.of(DESK)) == len(SHIPPED)

    database.topics(DESK).remove("aid-pledges", by=EDITOR, seen=3)
    assert topics.of(DESK) == SHIPPED


def test_a_change_by_another_process_is_seen_at_once(database: Database, tmp_path: Path) -> None:
    topics = TeamTopics(database, SHIPPED)
    database.topics(DESK).save("floods", FLOODS, by=EDITOR, seen=0, how=How.CREATE)
    assert "floods" in names(topics, DESK)

    with Database.file(tmp_path / "data" / "pullquote.db") as other:
        other.topics(DESK).remove("floods", by=EDITOR, seen=1)

    assert "floods" not in names(topics, DESK)


def test_a_rule_that_can_not_be_read_is_left_out_and_logged(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    topics = TeamTopics(database, SHIPPED)
    with caplog.at_level(logging.ERROR):
        database.topics(DESK).save("aid-pledges", "name =", by=EDITOR, seen=0, how=How.EDIT)
        assert topics.of(DESK) == SHIPPED
    assert "aid-pledges, line 1" in caplog.text


def test_an_article_is_scored_by_its_own_teams_rules_when_it_comes_in(database: Database) -> None:
    database.topics(DESK).save("floods", FLOODS, by=EDITOR, seen=0, how=How.CREATE)
    intake = Intake(database, fetcher(), topics=SHIPPED)
    extracted = Extracted("Sark\n\nFloods came to the island of Sark on Friday.\n", "txt", "0")
    for guild in (DESK, OTHERS):
        intake.accept(guild, Candidate(extracted, article_of(extracted, id="draft")), by=EDITOR)

    [rule] = [rule_key(t) for t in TeamTopics(database, SHIPPED).of(DESK) if t.name == "floods"]
    assert database.scores(DESK).best(rule, 10) == ("A1",)
    assert database.scores(OTHERS).best(rule, 10) == ()
    assert database.scores(OTHERS).count_unscored(rule) == 1
