"""A topic as a file: TOML that reads as the same topic again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Final

from summaries.topics.pattern import Pattern
from summaries.topics.rule import Position, Topic

_WIDTH: Final = 90
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED: Final = re.compile('["\\\\\x00-\x1f\x7f]')
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def write_topic(topic: Topic) -> str:
    """Write a topic as `parse_topic` reads it: ``parse_topic(write_topic(t), "") == t``."""
    return "\n".join(_lines(topic)) + "\n"


def write_number(number: float) -> str:
    """Write a weight or a threshold as short as it can be without becoming another."""
    number += 0.0  # a zero has no sign
    short = f"{number:g}"
    return short if float(short) == number else repr(number)


def _lines(topic: Topic) -> Iterator[str]:
    yield f"name = {_text(topic.name)}"
    yield f"version = {topic.version}"
    yield f"threshold = {write_number(topic.threshold)}"
    if topic.description:
        yield f"description = {_text(topic.description)}"
    if topic.aliases:
        yield f"aliases = {_list(topic.aliases)}"
    if topic.method is not None:
        yield f"method = {_text(topic.method)}"
    yield f"rows = {_list(topic.rows)}"
    yield f"excluded = {_patterns(topic.excluded)}"
    if topic.titles:
        yield "\n[title]"
        yield from (f"{_key(name)} = {_text(title)}" for name, title in topic.titles.items())
    yield "\n[words]"
    yield from (f"{_text(w.pattern.text)} = {write_number(w.weight)}" for w in topic.words)
    if topic.required:
        yield "\n[required]"
        yield from (f"{_key(one.name)} = {_patterns(one.patterns)}" for one in topic.required)
    places = [(f.name, getattr(topic.position, f.name)) for f in fields(Position)]
    if any(weight for _, weight in places):
        yield "\n[position]"
        yield from (f"{name} = {write_number(weight)}" for name, weight in places if weight)


def _patterns(patterns: Iterable[Pattern]) -> str:
    return _list(pattern.text for pattern in patterns)


def _list(texts: Iterable[str]) -> str:
    """Write a list in a line, or in as many as it needs: a mistake is named with its line."""
    items = list(map(_text, texts))
    whole = f"[{', '.join(items)}]"
    if len(whole) <= _WIDTH:
        return whole
    lines = [" "]
    for item in items:
        if len(lines[-1]) + len(item) > _WIDTH and lines[-1] != " ":
            lines.append(" ")
        lines[-1] += f" {item},"
    return "\n".join(("[", *lines, "]"))


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    def escape(found: re.Match[str]) -> str:
        return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"

    return f'"{_ESCAPED.sub(escape, text)}"'
