"""The pages of `/topic list` and `show`: a rule as a person reads it, and who made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.labels import Labels
from bot.pages.article_card import excerpt
from bot.pages.budget import HARD_STOP, size_of_text
from bot.pages.source_words import escaped
from bot.pages.topic_words import named, worth
from summaries.store import How, StoredTopic
from summaries.topics import Pattern, Topic, write_number

ON_A_PAGE: Final = 12

_MOST_VERSIONS: Final = 5
_LONGEST_LISTS: Final = (2_000, 900, 400, 150, 60)  # of words, tried in turn until a page fits
_LONGEST_DESCRIPTION: Final = 300
_MOST_ALIASES: Final = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """A topic, and where it comes from: None for one that is as every team has it.

    ``shipped`` is true where every team has a topic of this name.
    """

    topic: Topic
    own: StoredTopic | None
    shipped: bool


def list_page(
    topics: Sequence[Standing], labels: Labels, *, page: int, pages: int, most: int
) -> tuple[str, ...]:
    """Write a page of the list: each topic with its version and who changed it last."""
    own = sum(one.own is not None for one in topics)
    facts = [labels("topic.count", n=len(topics)), labels("topic.own_of", n=own, most=most)]
    if pages > 1:
        facts.append(labels("library.page", page=page + 1, pages=pages))
    shown = topics[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    lines = [
        f"- **{named(one.topic, labels)}** {escaped(one.topic.name)}\n  -# {origin(one, labels)}"
        for one in shown
    ]
    head = f"## {labels('topic.list_heading')}\n-# {' · '.join(facts)}"
    return head, "\n".join(lines), f"-# {labels('topic.list_note')}"


def origin(one: Standing, labels: Labels) -> str:
    """Say which version a topic has, and who made it when."""
    version = labels("topic.version", version=one.topic.version)
    if one.own is None:
        return f"{version} · {labels('topic.shipped')}"
    key = "topic.own_copy" if one.shipped else "topic.own"
    return f"{version} · {labels(key)} · {_by(one.own, labels)}"


def show_page(one: Standing, versions: Sequence[StoredTopic], labels: Labels) -> tuple[str, ...]:
    """Write all of a rule, its words by their weight. What is too long is cut and counted."""
    topic = one.topic
    head = [f"## {named(topic, labels)}", f"{escaped(topic.name)} · {origin(one, labels)}"]
    if description := excerpt(topic.description, _LONGEST_DESCRIPTION):
        head.append(description)
    if topic.aliases:
        names = ", ".join(excerpt(name, 60) or "…" for name in topic.aliases[:_MOST_ALIASES])
        head.append(f"**{labels('topic.aliases')}** {names}")
    head.append(labels("topic.threshold", threshold=write_number(topic.threshold)))
    past = _versions(versions, labels)
    for longest in _LONGEST_LISTS:
        blocks = ("\n".join(head), *rule_blocks(topic, labels, longest), *past)
        if size_of_text(blocks).within(HARD_STOP):
            return blocks
    return ("\n".join(head), labels("topic.too_long"))


def rule_blocks(topic: Topic, labels: Labels, longest: int) -> tuple[str, ...]:
    """Write a rule: words by weight, required lists, excluded words, what a place is worth."""
    weights = sorted({word.weight for word in topic.words}, reverse=True)
    words = [
        f"- {worth(weight)}: {listed(_of(topic, weight), labels, longest)}" for weight in weights
    ]
    blocks = ["\n".join((f"**{labels('topic.words')}**", *words))]
    if topic.required:
        lists = (
            f"- {escaped(group.name)}: {listed(group.patterns, labels, longest)}"
            for group in topic.required
        )
        blocks.append("\n".join((f"**{labels('topic.required')}**", *lists)))
    if topic.excluded:
        kept_out = listed(topic.excluded, labels, longest)
        blocks.append(f"**{labels('topic.excluded')}** {kept_out}")
    places: Mapping[str, float] = {
        "lede": topic.position.lede,
        "title": topic.position.title,
        "heading": topic.position.heading,
    }
    said = [f"{labels(f'topic.place.{name}')} {worth(w)}" for name, w in places.items() if w]
    if said:
        blocks.append(f"**{labels('topic.position')}** {', '.join(said)}")
    return tuple(blocks)


def listed(patterns: Iterable[Pattern], labels: Labels, longest: int) -> str:
    """Write patterns with commas between, in about so many characters; the rest is counted."""
    texts = [escaped(pattern.text) for pattern in patterns]
    shown, length = 0, 0
    for text in texts:
        length += len(text) + 2
        if shown and length > longest:
            break
        shown += 1
    rest = len(texts) - shown
    more = f" {labels('topic.more_words', n=rest)}" if rest else ""
    return ", ".join(texts[:shown]) + more


def stamp(at: datetime) -> str:
    """Write a moment as Discord shows it in each reader’s own time and language."""
    return f"<t:{int(at.timestamp())}:f>"


def _of(topic: Topic, weight: float) -> list[Pattern]:
    return [word.pattern for word in topic.words if word.weight == weight]


def _by(stored: StoredTopic, labels: Labels) -> str:
    when = stamp(stored.created)
    if stored.created_by is None:
        return when
    return labels("article.added_by", when=when, who=f"<@{stored.created_by}>")


def _versions(versions: Sequence[StoredTopic], labels: Labels) -> tuple[str, ...]:
    """List the newest versions: what was done, by whom, when."""
    if not versions:
        return ()
    lines = [
        f"- {labels('topic.version', version=one.version)}: {_done(one, labels)} · "
        f"{_by(one, labels)}"
        for one in versions[:_MOST_VERSIONS]
    ]
    if len(versions) > _MOST_VERSIONS:
        lines.append(f"- {labels('topic.more_versions', n=len(versions) - _MOST_VERSIONS)}")
    return ("\n".join((f"**{labels('topic.versions')}**", *lines)),)


def _done(one: StoredTopic, labels: Labels) -> str:
    if one.how is How.UNDO and one.restores:
        return labels("topic.how.undo_to", version=one.restores)
    return labels(f"topic.how.{one.how.value}")
