"""Topics: rules that a person can read, what they find in a sentence, and what a name means."""

from summaries.topics.load import BadTopic, key, load_topic, load_topics, parse_topic
from summaries.topics.pattern import BadPattern, Pattern
from summaries.topics.resolve import About, edits, resolve
from summaries.topics.rule import (
    Found,
    Reading,
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
    "Pattern",
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
