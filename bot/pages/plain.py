"""A brief for the command line: the same layout as plain text or as Markdown.

No sentence is left out; of the rows of evidence there are as many as in a message.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.labels import Labels
from bot.pages.layout import Layout
from bot.pages.rows import MOST
from bot.pages.style import Style, markdown_style, text_style
from summaries.briefs.model import Brief
from summaries.corpus import Article


def brief_as_text(brief: Brief, articles: Mapping[str, Article], labels: Labels) -> str:
    """Return the brief as plain text that a terminal shows safely. Raises SourceMismatch."""
    return _whole(brief, articles, labels, text_style(labels))


def brief_as_markdown(brief: Brief, articles: Mapping[str, Article], labels: Labels) -> str:
    """Return the brief as CommonMark, with source words escaped. Raises SourceMismatch."""
    return _whole(brief, articles, labels, markdown_style(labels))


def _whole(brief: Brief, articles: Mapping[str, Article], labels: Labels, style: Style) -> str:
    layout = Layout(brief, articles, labels, style)
    blocks = layout.blocks(frozenset(range(len(layout.written))), rows=MOST)
    return "\n\n".join(blocks) + "\n"
