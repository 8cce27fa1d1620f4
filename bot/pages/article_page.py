"""The pages of `/article show`, `edit` and `withdraw`: what is stored, and what changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.labels import Labels
from bot.pages.article_card import (
    LONGEST_LINK,
    LONGEST_NAME,
    LONGEST_TITLE,
    aside_lines,
    excerpt,
    language_of,
    stated,
)
from bot.pages.budget import HARD_STOP, size_of_text
from bot.pages.source_words import escaped
from bot.pages.style import discord_style
from summaries.corpus import Article, body_text
from summaries.store import StoredArticle
from summaries.text import count_words

_MOST_LINES: Final = 10
_MOST_TOPICS: Final = 8
_EDITED: Final = ("title", "published", "publisher", "byline")


def article_page(
    article: Article,
    versions: Sequence[StoredArticle],
    topics: Sequence[tuple[str, int]],
    labels: Labels,
) -> tuple[str, ...]:
    """Write all that is stored of an article, and which topics' briefs may quote it.

    ``versions`` are all of them, the oldest first. ``topics`` are names with how many sentences
    qualify for each.
    """
    stored = versions[-1]
    head = f"## {escaped(article.id)} {stated(article.title, LONGEST_TITLE, labels)}"
    facts = "\n".join(
        f"**{labels(f'article.fact_{name}')}** {value}"
        for name, value in _facts(article, versions, topics, labels)
    )
    withdrawn = _withdrawn(stored, labels)
    for shown in range(min(_MOST_LINES, len(article.set_aside)), -1, -1):
        parts = (head, withdrawn, facts, aside_lines(article, labels, shown))
        blocks = tuple(part for part in parts if part)
        if size_of_text(blocks).within(HARD_STOP):
            return blocks
    return head, facts


def edited_page(before: StoredArticle, after: StoredArticle, labels: Labels) -> tuple[str, ...]:
    """Write what an edit changed: before → after."""
    changes = []
    for name in _EDITED:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            fact = "date" if name == "published" else name
            changes.append(
                "- "
                + labels(
                    "article.change",
                    name=f"**{labels(f'article.fact_{fact}')}**",
                    before=_value(old, labels),
                    after=_value(new, labels),
                )
            )
    if not changes:
        return (labels("article.edited_nothing", article=after.id),)
    head = f"## {labels('article.edited', article=after.id)}"
    return "\n".join((head, *changes)), f"-# {labels('article.edited_note')}"


def withdraw_card(
    article: StoredArticle, messages: int, channels: int, reason: str, labels: Labels
) -> tuple[str, ...]:
    """Ask whether an article is to be withdrawn that is quoted in so many messages."""
    lines = [f"## {labels('article.withdraw_ask', article=article.id)}"]
    if title := excerpt(article.title or "", LONGEST_TITLE):
        lines.append(f"**{title}**")
    if reason:
        lines.append(f"**{labels('article.withdraw_reason')}** {escaped(reason)}")
    effect = [labels("article.withdraw_unquoted")]
    if messages:
        where = labels("article.withdraw_channels", n=channels)
        effect = [
            labels("article.withdraw_quoted", n=messages, channels=where),
            labels("article.withdraw_corrections", n=channels),
        ]
    effect.append(labels("article.withdraw_effect"))
    return "\n".join(lines), "\n".join(effect)


def withdrawn_card(
    article: StoredArticle, reason: str, until: datetime, labels: Labels, *, corrections: int = 0
) -> tuple[str, ...]:
    """Say that an article is withdrawn, and corrected. ``until`` is when Undo ends."""
    lines = [f"## {labels('article.withdrawn', article=article.id)}"]
    if title := excerpt(article.title or "", LONGEST_TITLE):
        lines.append(f"**{title}**")
    if reason:
        lines.append(f"**{labels('article.withdraw_reason')}** {escaped(reason)}")
    if corrections:
        lines.append(labels("article.withdrawn_corrections", n=corrections))
    time = _moment(until)
    return "\n".join(lines), f"-# {labels('article.withdrawn_note', time=time)}"


def _facts(
    article: Article,
    versions: Sequence[StoredArticle],
    topics: Sequence[tuple[str, int]],
    labels: Labels,
) -> list[tuple[str, str]]:
    stored = versions[-1]
    publisher = stated(article.publisher, LONGEST_NAME, labels)
    if article.publisher_given:
        publisher = labels("article.set_by_editor", value=publisher)
    day = _value(article.published, labels) if article.published else ""
    if article.published_given:
        day = labels("article.set_by_editor", value=day)
    facts = [
        ("publisher", publisher),
        ("date", day or labels("article.date_not_stated")),
        ("language", language_of(article.language, labels)),
        ("sentences", labels("article.kept", n=len(article.sentences))),
        ("words", labels.number(count_words(body_text(article)))),
        ("added", _added(stored, labels)),
        ("versions", labels.number(len(versions))),
        ("topics", _topics(topics, labels)),
    ]
    if byline := excerpt(article.byline or "", LONGEST_NAME):
        facts.insert(1, ("byline", byline))
    if file := excerpt(article.file or "", LONGEST_NAME):
        facts.append(("file", file))
    if link := excerpt(article.url or "", LONGEST_LINK):
        facts.append(("link", link))
    return facts


def _added(stored: StoredArticle, labels: Labels) -> str:
    when = _moment(stored.added)
    if stored.added_by is not None:
        return labels("article.added_by", when=when, who=f"<@{stored.added_by}>")
    return labels("article.added_sample" if stored.sample else "article.added_by_bot", when=when)


def _topics(topics: Sequence[tuple[str, int]], labels: Labels) -> str:
    found = [
        labels("article.gain", topic=excerpt(topic, LONGEST_NAME), n=count)
        for topic, count in topics
        if count
    ]
    if len(found) > _MOST_TOPICS:
        more = labels("article.more_topics", n=len(found) - _MOST_TOPICS)
        found = [*found[:_MOST_TOPICS], more]
    return " · ".join(found) or labels("article.no_topics")


def _withdrawn(stored: StoredArticle, labels: Labels) -> str:
    if stored.withdrawn_at is None:
        return ""
    said = _moment(stored.withdrawn_at)
    if stored.withdrawn_by is not None:
        said = labels("article.added_by", when=said, who=f"<@{stored.withdrawn_by}>")
    reason = excerpt(stored.withdrawn_reason or "", LONGEST_NAME)
    line = f"**{labels('article.fact_withdrawn')}** {said}"
    return f"{line}\n**{labels('article.withdraw_reason')}** {reason}" if reason else line


def _value(value: str | date | None, labels: Labels) -> str:
    if isinstance(value, date):
        return discord_style().day(value)
    return stated(value, LONGEST_TITLE, labels)


def _moment(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:f>"
