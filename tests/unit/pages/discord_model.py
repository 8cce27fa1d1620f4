"""What Discord does with a message's text, as far as a test must know.

Two readers that know nothing of the renderer: a small model of the Discord client's own rules, and
the markdown reader of SimCord's preview.
"""

from __future__ import annotations

import re
from typing import Any

from simcord.preview._markdown import markdown_tokens

# Everything that the preview would turn into a mention, an emoji or a command, if it were allowed.
CONTEXT = {
    "users": {"1": "alice"},
    "roles": {"2": "desk"},
    "channels": {"3": "briefings"},
    "emojis": {"4": {"name": "wave", "animated": False}},
    "commands": {"5": "brief"},
    "everyone": True,
}

# The client's rules that take characters away or act on them, tried at every place in this order.
# An escape comes first, as in the client, so that an escaped mark starts nothing.
_RULES = [
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("code", re.compile(r"(`+)[\s\S]*?[^`]\1(?!`)")),
    ("spoiler", re.compile(r"\|\|[\s\S]+?\|\|")),
    ("mention", re.compile(r"<(?:@[!&]?|#)\d+>|@everyone|@here")),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:[^\s:]+?:")),
    ("timestamp", re.compile(r"<t:-?\d+(?::\w)?>")),
    ("command", re.compile(r"</[^:\n]+:\d+>|<id:\w+>")),
    ("autolink", re.compile(r"<[^: >]+:/[^ >]+>|<[^@\s>]+@[^\s>]+>|<\+\d+>")),
    ("link", re.compile(r"(?:https?|steam|discord)://[^\s<]+|discord\.gg/\w+", re.IGNORECASE)),
    ("masked link", re.compile(r"\[[^\]]+\]\([^)]+\)")),
    ("style", re.compile(r"(\*{1,3}|_{1,2}|~~)\S[\s\S]*?\1")),
]
_AT_LINE_START = re.compile(r"\s*(?:#{1,3}\s|-#\s|>\s|>>>\s|[-*+]\s|\d+\.\s)")


def read_by_client(text: str) -> tuple[str, list[str]]:
    """Return the characters shown and the names of the rules that found something to do."""
    shown, found, place = "", [], 0
    if _AT_LINE_START.match(text):
        found.append("line start")
    while place < len(text):
        tried = ((name, pattern.match(text, place)) for name, pattern in _RULES)
        name, match = next(((n, m) for n, m in tried if m), ("", None))
        if match is None:
            shown, place = shown + text[place], place + 1
            continue
        if name == "escape":
            shown += match.group(1)
        else:
            found.append(name)
            shown += match.group()
        place = match.end()
    return shown, found


def read_by_preview(text: str) -> tuple[str, set[str]]:
    """Return the characters shown and the kinds of everything that is more than text."""
    shown, kinds = "", set[str]()

    def visit(tokens: list[dict[str, Any]]) -> None:
        nonlocal shown
        for token in tokens:
            if token["type"] == "text":
                shown += token["content"]
            elif token["type"] not in {"inline", "paragraph"}:
                kinds.add(token["type"])
            visit(token.get("children", []))

    visit(markdown_tokens(text, "text_display", context=CONTEXT))
    return shown, kinds
