"""What differs between two versions of a topic's rule, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.labels import Labels
from bot.pages.source_words import escaped
from bot.pages.topic_words import worth
from summaries.topics import Topic, write_number

_MOST_LINES: Final = 6
_OTHER: Final = ("titles", "aliases", "description", "position", "rows", "method")


def changes_of(saved: Topic, topic: Topic, labels: Labels, longest: int) -> list[str]:
    """Say what differs between two rules, one line for each part, each of them cut."""
    lines = []
    before = {one.pattern.text: one.weight for one in saved.words}
    after = {one.pattern.text: one.weight for one in topic.words}
    moved = [
        f"{escaped(text)} {worth(before[text])} → {worth(weight)}"
        for text, weight in after.items()
        if text in before and before[text] != weight
    ]
    weighed = [f"{escaped(t)} {worth(weight)}" for t, weight in after.items() if t not in before]
    gone = [escaped(text) for text in before if text not in after]
    parts = [(labels("topic.words"), weighed, gone, moved)]
    for key, old, new in _lists(saved, topic, labels):
        added = [escaped(text) for text in new if text not in old]
        removed = [escaped(text) for text in old if text not in new]
        parts.append((key, added, removed, []))
    for key, added, removed, changed in parts:
        said = [labels("topic.diff.added", words=in_a_line(added, longest))] if added else []
        said += [labels("topic.diff.removed", words=in_a_line(removed, longest))] if removed else []
        said += [in_a_line(changed, longest)] if changed else []
        if said:
            lines.append(f"**{key}** {'; '.join(said)}")
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], "…"]
    if saved.threshold != topic.threshold:
        old_at, new_at = write_number(saved.threshold), write_number(topic.threshold)
        lines.append(f"**{labels('topic.box.threshold')}** {old_at} → {new_at}")
    other = [n for n in _OTHER if getattr(saved, n) != getattr(topic, n)]
    if other:
        parts_said = ", ".join(labels(f"topic.part.{name}") for name in other)
        lines.append(labels("topic.diff.other", parts=parts_said))
    return lines


def _lists(
    saved: Topic, topic: Topic, labels: Labels
) -> Iterator[tuple[str, list[str], list[str]]]:
    old = {group.name: [p.text for p in group.patterns] for group in saved.required}
    new = {group.name: [p.text for p in group.patterns] for group in topic.required}
    for name in dict.fromkeys((*old, *new)):
        key = f"{labels('topic.box.required')}, {escaped(name)}"
        yield key, old.get(name, []), new.get(name, [])
    key = labels("topic.box.excluded")
    yield key, [p.text for p in saved.excluded], [p.text for p in topic.excluded]


def in_a_line(words: Iterable[str], longest: int) -> str:
    """Join words with commas, as many as go into about so many characters; the rest is counted."""
    shown: list[str] = []
    every: Sequence[str] = list(words)
    for word in every:
        if shown and sum(map(len, shown)) + 2 * len(shown) + len(word) > longest:
            return f"{', '.join(shown)}, … ({len(every) - len(shown)})"
        shown.append(word)
    return ", ".join(shown)
