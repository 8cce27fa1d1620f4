"""Words of topics' pages that others repeat: names, weights, and what is wrong with a rule."""

from __future__ import annotations

from bot.labels import Labels
from bot.pages.article_card import excerpt
from bot.pages.source_words import escaped
from summaries.topics import BadForm, BadTopic, Mistake, Topic, write_number

LONGEST_TITLE = 60
_LONGEST_FILE = 60
_LONGEST_REASON = 300
_LONGEST_VALUE = 160


def named(topic: Topic, labels: Labels) -> str:
    """Return a topic's title, safe to show."""
    return excerpt(topic.title(labels.language), LONGEST_TITLE) or escaped(topic.name)


def worth(weight: float) -> str:
    """Write a weight with its sign: "+3"."""
    number = write_number(weight)
    return number if number.startswith("-") else f"+{number}"


def wrong(mistake: Mistake, labels: Labels) -> str:
    """Say what is wrong with what somebody typed, and where: in the reader's language."""
    key = f"topic.wrong.{mistake.why}"
    values = {
        name: excerpt(value, _LONGEST_VALUE) or "…" if isinstance(value, str) else value
        for name, value in mistake.values.items()
    }
    said = labels(key, **values) if labels.has(key) else escaped(str(mistake))
    if not isinstance(mistake, BadForm):
        return said
    box = labels(f"topic.box.{mistake.box}")
    if mistake.line is None:
        return labels("topic.in_box", box=box, wrong=said)
    return labels("topic.in_line", box=box, line=mistake.line, wrong=said)


def wrong_file(error: BadTopic, labels: Labels) -> str:
    """Say what is wrong with a topic's file, and in which line."""
    reason = excerpt(error.reason, _LONGEST_REASON)
    said = wrong(error.mistake, labels) if error.mistake else reason
    file = excerpt(error.file, _LONGEST_FILE) or "…"
    if error.line is None:
        return labels("topic.in_box", box=file, wrong=said)
    return labels("topic.in_line", box=file, line=error.line, wrong=said)
