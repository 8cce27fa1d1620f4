"""The labelled sentences of the ready-made topics are well formed, and measured as shares."""

from __future__ import annotations

from collections import Counter

import pytest

from summaries.topics import load_topics
from tests.quality.topic_rules import MORE_TOPICS, labelled, topic_rule_measures

NAMES = [topic.name for topic in load_topics(MORE_TOPICS)]


def test_every_ready_made_topic_has_its_sentences() -> None:
    assert {item.topic for item in labelled()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_half_of_at_least_forty_sentences_is_on_the_topic(name: str) -> None:
    labels = Counter(item.on_topic for item in labelled() if item.topic == name)
    assert labels[True] == labels[False] >= 20


def test_no_sentence_stands_twice_and_each_is_whole() -> None:
    texts = [item.text for item in labelled()]
    assert len(set(texts)) == len(texts)
    for item in labelled():
        assert isinstance(item.on_topic, bool)
        assert item.language in {"en", "es", "fr", "de"}
        assert item.text == item.text.strip()
        assert item.text.endswith((".", "”", '"'))


def test_each_topic_has_a_precision_and_a_recall_between_none_and_all() -> None:
    measures = topic_rule_measures()
    assert set(measures) == {
        f"topics.{n}.{part}" for n in NAMES for part in ("precision", "recall")
    }
    assert all(0 < measure() <= 1 for measure in measures.values())
