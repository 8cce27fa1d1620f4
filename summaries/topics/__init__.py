"""Topics: rules that a person can read, what they find in a sentence, and what a name means."""

from summaries.topics.form import BadForm, Form
from summaries.topics.load import BadTopic, clash, key, load_topic, load_topics, parse_topic
from summaries.topics.mistake import Mistake
from summaries.topics.panel import Panel
from summaries.topics.pattern import BadPattern, Pattern
from summaries.topics.reading import Place, Reading
from summaries.topics.resolve import About, edits, names, resolve
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
from summaries.topics.writing import write_number, write_topic

__all__ = [
    "About",
    "BadForm",
    "BadPattern",
    "BadTopic",
    "Form",
    "Found",
    "Judge",
    "Met",
    "Mistake",
    "Panel",
    "Pattern",
    "Place",
    "Position",
    "Reading",
    "Required",
    "Topic",
    "Verdict",
    "Weighted",
    "clash",
    "edits",
    "judge",
    "judge_all",
    "key",
    "load_topic",
    "load_topics",
    "names",
    "parse_topic",
    "resolve",
    "write_number",
    "write_topic",
]
