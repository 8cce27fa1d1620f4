"""Topics: rules that a person can read, what they find in a sentence, and what a name means."""

from summaries.topics.load import BadTopic, key, load_topic, load_topics, parse_topic
from summaries.topics.pattern import BadPattern, Pattern
from summaries.topics.reading import Place, Reading
from summaries.topics.resolve import About, edits, resolve
from summaries.topics.rule import (
    Found,
    Judge,
    Met,
    Position,
    Required,
    Topic,
    Verdict,
    Weighted,
    judge,
    judge_all,
)

__all__ = [
    "About",
    "BadPattern",
    "BadTopic",
    "Found",
    "Judge",
    "Met",
    "Pattern",
    "Place",
    "Position",
    "Reading",
    "Required",
    "Topic",
    "Verdict",
    "Weighted",
    "edits",
    "judge",
    "judge_all",
    "key",
    "load_topic",
    "load_topics",
    "parse_topic",
    "resolve",
]
