"""A brief has the differences that it can show, whether all are looked for or these alone.

Those alone may be one more: what has one side in the brief is not put together with others that
have none.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from config import TOPICS_FOLDER
from summaries.briefs import Wish, query_brief, topic_brief
from summaries.briefs.asked import answering, qualifying
from summaries.corpus import load_folder
from summaries.evidence import evidence_of
from summaries.evidence.differences import differences
from summaries.topics import load_topics

SEEDS = load_folder(Path(__file__).parents[3] / "seeds").articles
ROWS = [evidence_of(article) for article in SEEDS]
WISH = Wish(evidence={rows.article: rows for rows in ROWS})
TOPICS = {topic.name: topic for topic in load_topics(TOPICS_FOLDER)}


@pytest.mark.parametrize("name", sorted(TOPICS))
def test_of_a_topic(name: str) -> None:
    topic = TOPICS[name]
    whole = replace(WISH, differences=differences(SEEDS, ROWS))
    some = replace(WISH, differences=differences(SEEDS, ROWS, about=qualifying(topic, SEEDS)))

    expected = topic_brief(topic, SEEDS, whole)
    assert topic_brief(topic, SEEDS, some) == expected
    assert expected.rows.differences


@pytest.mark.parametrize("words", ["aid for Guatemala", "do not come", "border patrol", "zebras"])
def test_of_free_words(words: str) -> None:
    whole = replace(WISH, differences=differences(SEEDS, ROWS))
    some = replace(WISH, differences=differences(SEEDS, ROWS, about=answering(words, SEEDS)))

    shown = query_brief(words, SEEDS, some).rows.differences
    assert {*query_brief(words, SEEDS, whole).rows.differences} <= {*shown}
    assert len(some.differences) < len(whole.differences)
