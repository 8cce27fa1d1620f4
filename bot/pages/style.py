"""How a page's parts are written: for Discord, as Markdown, as plain text, or for a file.

The layout is the same everywhere; a style decides only what a heading, a list item or a date looks
like, and how source words are made safe in its medium.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.labels import Labels
from bot.pages.source_words import escaped, visible


@dataclass(frozen=True, slots=True)
class Style:
    """A medium's way of writing.

    ``words`` writes words of a source, or words that a person typed; ``day`` writes a date;
    ``block`` puts a section's lines together; ``star`` marks what an editor set. Where a medium has
    buttons, a page may point to them. The rest are patterns with ``{}`` for the text;
    ``noted`` is a label with a note.
    """

    words: Callable[[str], str]
    day: Callable[[date], str]
    block: Callable[[Sequence[str]], str]
    has_buttons: bool
    star: str
    heading: str
    topic: str
    label: str
    small: str
    lead: str
    edition: str = "# {}"
    edition_topic: str = "## {}"
    item: str = "- {}"
    numbered: str = "{}. {}"
    strong: str = "**{}**"
    noted: str = "**{}** ({})"


def discord_style() -> Style:
    """Discord's markdown. Dates are timestamps, which every reader sees in their own language."""
    return Style(
        words=escaped,
        day=_timestamp,
        block="\n".join,
        has_buttons=True,
        star=r"\*",
        heading="## {}",
        topic="### {}",
        label="**{}**",
        small="-# {}",
        lead="> {}",
    )


def markdown_style(labels: Labels) -> Style:
    """CommonMark: blank lines between paragraphs, dates in words."""
    return Style(
        words=escaped,
        day=labels.date,
        block=_paragraphs,
        has_buttons=False,
        star=r"\*",
        heading="## {}",
        topic="### {}",
        label="**{}**",
        small="{}",
        lead="> {}",
    )


def text_style(labels: Labels, words: Callable[[str], str] = visible) -> Style:
    """Plain text: what a terminal or a screen reader gets."""
    return Style(
        words=words,
        day=labels.date,
        block="\n".join,
        has_buttons=False,
        star="*",
        heading="{}",
        topic="{}:",
        label="{}:",
        small="{}",
        lead="  {}",
        edition_topic="{}:",
        strong="{}",
        noted="{} ({}):",
    )


def export_style(labels: Labels) -> Style:
    """Plain text for a file, with source words exactly as stored, line breaks and all."""
    return text_style(labels, words=str)


def _timestamp(day: date) -> str:
    # Noon UTC is the same day from UTC-12 to UTC+11.
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    return f"<t:{int(noon.timestamp())}:D>"


def _paragraphs(lines: Sequence[str]) -> str:
    text = ""
    for before, line in zip(("", *lines), lines, strict=False):
        both_items = before.startswith("- ") and line.startswith("- ")
        text += ("\n" if both_items else "\n\n" if text else "") + line
    return text
