"""The pages of `/audit`: who did what, when, in words. The same lines go to the audit channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from bot.labels import Labels
from bot.pages.article_card import excerpt
from bot.pages.budget import HARD_STOP, size_of_text
from bot.pages.source_words import escaped, visible
from summaries.store import AuditEntry

ON_A_PAGE: Final = 10

_LONGEST_ACTION: Final = 60
_LONGEST_VALUES: Final = (150, 60, 20)  # tried in turn until a page of long values fits
_WORDS: Final = "audit.action."
_NAMES: Final = (
    "article", "articles", "reason", "feed", "channel", "edition", "editions", "first", "last",
    "changed", "names", "topic", "version", "report",
)  # fmt: skip


def audit_page(
    entries: Sequence[AuditEntry], labels: Labels, *, page: int = 0, pages: int = 1
) -> tuple[str, ...]:
    """Write a page of the log, newest line first; ``page`` counts from 0."""
    heading = f"## {labels('audit.heading')}"
    if not entries:
        return (f"{heading}\n{labels('audit.nothing')}",)
    facts = [labels("audit.newest_first")]
    if pages > 1:
        facts.insert(0, labels("audit.page", page=page + 1, pages=pages))
    return f"{heading}\n-# {' · '.join(facts)}", "\n".join(fitting(entries, labels))


def fitting(entries: Sequence[AuditEntry], labels: Labels) -> list[str]:
    """Write lines that fit into one message beside a heading; at the worst some are left out."""
    for longest in _LONGEST_VALUES:
        lines = [audit_line(entry, labels, longest) for entry in entries]
        if size_of_text(["\n".join(lines)]).within(HARD_STOP - 300):
            return lines
    return lines[: len(lines) // 2]


def audit_line(entry: AuditEntry, labels: Labels, longest: int = _LONGEST_VALUES[0]) -> str:
    """Write one line: when, who, what. An action without words is shown by its own name."""
    who = labels("audit.itself") if entry.user is None else f"<@{entry.user}>"
    return f"{_stamp(entry.at)} {who}: {_what(entry, labels, longest)}"


def _what(entry: AuditEntry, labels: Labels, longest: int) -> str:
    key = f"{_WORDS}{entry.action.replace('.', '_')}"
    because = f"{key}_because"
    if entry.detail.get("reason") and labels.has(because):
        key = because
    if labels.has(key):
        return labels(key, **_values(entry.detail, labels, longest))
    # Nothing is escaped inside a code span, and only its own mark would end it.
    name = visible(entry.action).replace("`", " ")[:_LONGEST_ACTION].strip()
    return f"`{name or '?'}`"


def _values(detail: Mapping[str, Any], labels: Labels, longest: int) -> dict[str, str]:
    """Return every value that a line may name; what the log does not hold is a dash."""
    values = {name: _value(detail.get(name), longest) for name in _NAMES}
    feed = detail.get("title") or detail.get("url") or detail.get("feed")
    values["feed"] = _value(feed, longest)
    channel = detail.get("channel")
    if isinstance(channel, int):
        values["channel"] = f"<#{channel}>"
    reason = detail.get("reason")
    if isinstance(reason, str) and labels.has(f"audit.reason.{reason}"):
        values["reason"] = labels(f"audit.reason.{reason}")
    values["changed"] = ", ".join(_setting(str(name), labels) for name in list(detail)[:10]) or "–"
    return values


def _setting(name: str, labels: Labels) -> str:
    key = f"audit.name.{name}"
    return labels(key) if labels.has(key) else escaped(name[:_LONGEST_ACTION])


def _value(value: object, longest: int) -> str:
    if isinstance(value, str | int | float):
        return excerpt(str(value), longest) or "–"
    return "–"


def _stamp(at: datetime) -> str:
    return f"<t:{int(at.timestamp())}:f>"
