"""A channel's correction: which article was withdrawn, why, and which messages quoted it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.labels import Labels
from bot.pages.article_card import LONGEST_NAME, LONGEST_TITLE, excerpt
from bot.pages.source_words import escaped
from summaries.store import StoredArticle

MOST_LINKS: Final = 20


def correction_page(
    article: StoredArticle, links: Sequence[str], labels: Labels
) -> tuple[str, ...]:
    """Write a correction. ``links`` lead to the messages, the newest first; many are counted."""
    name = f"**{escaped(article.id)}**"
    if title := excerpt(article.title or "", LONGEST_TITLE):
        name = f"{name} “{title}”"
    lines = [f"## {labels('correcting.heading')}", labels("correcting.withdrawn", article=name)]
    if reason := excerpt(article.withdrawn_reason or "", LONGEST_NAME):
        lines.append(f"**{labels('article.withdraw_reason')}** {reason}")
    quoted = [labels("correcting.quoted", n=len(links)), *(f"- {x}" for x in links[:MOST_LINKS])]
    if len(links) > MOST_LINKS:
        quoted.append(labels("correcting.more", n=len(links) - MOST_LINKS))
    return "\n".join(lines), "\n".join(quoted)


def message_link(guild: int | None, channel: int, message: int) -> str:
    """Return a message's address; without a ``guild`` it is a direct one."""
    return f"https://discord.com/channels/{guild or '@me'}/{channel}/{message}"
