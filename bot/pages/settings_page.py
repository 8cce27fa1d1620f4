"""The page of `/settings`: what is set for a server, one line for each part of the form."""

from __future__ import annotations

from typing import Final

from bot.labels import Labels
from summaries.evidence.aliases import MOST
from summaries.store import GuildSettings

SHARES: Final = (0.1, 0.2, 0.3, 0.5)
"""Which shares of an article's sentences one message may quote."""

STOCK: Final = {
    "kl": "KL-Sum",
    "lexrank": "LexRank",
    "lsa": "LSA",
    "luhn": "Luhn",
    "reduction": "Reduction",
    "sumbasic": "SumBasic",
    "textrank": "TextRank",
}
"""Names of sumy's methods, as their authors call them."""


def settings_lines(settings: GuildSettings, labels: Labels) -> dict[str, str]:
    """Write the line that stands above each part of the form, by the part's name."""
    role, channel, reports = settings.manager_role, settings.audit_channel, settings.reports_channel
    values = {
        "manager_role": f"<@&{role}>" if role else labels("settings.no_role"),
        "language": language_name(settings.language, labels),
        "audit_channel": f"<#{channel}>" if channel else labels("settings.no_channel"),
        "reports_channel": f"<#{reports}>" if reports else labels("settings.no_reports_channel"),
        "share": labels("settings.share_of", share=percent(settings.share)),
        "method": method_name(settings.method, labels),
        "private": labels(f"settings.private_{'on' if settings.private_digests else 'off'}"),
        "names": labels("names.of", n=len(settings.aliases), most=MOST),
    }
    return {
        name: f"**{labels(f'settings.{name}')}:** {value}\n-# {labels(f'settings.{name}_note')}"
        for name, value in values.items()
    }


def percent(share: float) -> int:
    """Write a share as whole per cent."""
    return round(share * 100)


def language_name(language: str | None, labels: Labels) -> str:
    """Name a language, or say that the server's own is taken."""
    return labels.language_name(language) if language else labels("settings.automatic")


def method_name(method: str | None, labels: Labels) -> str:
    """Name a method of selection; None leaves it to each topic."""
    if method is None:
        return labels("settings.by_topic")
    return STOCK.get(method) or labels("settings.own_method")
