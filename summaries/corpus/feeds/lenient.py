"""Reads markup that is not well-formed: what is open is closed, what fits nowhere is text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final, Protocol

_NAME: Final = r"[A-Za-z_][\w.-]{0,99}+(?::[A-Za-z_][\w.-]{0,99}+)?"
# No value holds a "<", so a tag that does not end is given up at the next one: linear.
_TOKEN: Final = re.compile(
    rf"<!\[CDATA\[|<\?|<(?P<end>/?)(?P<name>{_NAME})"
    r"(?P<rest>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*|[^<>]*+)>",
    re.ASCII,
)
_ATTRIBUTE: Final = re.compile(
    rf"(?P<name>{_NAME})(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"']+)))?",
    re.ASCII,
)
# HTML's elements that have no end.
_VOID: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "wbr"})


class Handler(Protocol):
    """What is told of the markup, as by an XML parser."""

    def start(self, name: str, attributes: list[str]) -> None:
        """Begin an element; names and values of its attributes alternate."""

    def end(self, name: str) -> None:
        """End the innermost element, which has this name."""

    def text(self, text: str) -> None:
        """Take text in which every entity is a character."""


def read_leniently(markup: str, handler: Handler) -> None:
    """Tell of the first element in ``markup`` such that the whole is well-formed."""
    stack: list[str] = []
    at = 0
    while match := _TOKEN.search(markup, at):
        if stack:
            handler.text(html.unescape(markup[at : match.start()]))
        at = match.end()
        if match["name"] is None:
            close = "?>" if match[0] == "<?" else "]]>"
            end = markup.find(close, at)
            end = len(markup) if end < 0 else end
            if stack and close == "]]>":
                handler.text(markup[at:end])
            at = end + len(close)
        elif match["end"]:
            _close(match["name"], stack, handler.end)
            if not stack:
                return
        else:
            _open(match, stack, handler)
    if stack:
        handler.text(html.unescape(markup[at:]))
        _close(stack[0], stack, handler.end)


def _open(match: re.Match[str], stack: list[str], handler: Handler) -> None:
    name, rest = match["name"], match["rest"]
    found: dict[str, str] = {}
    for part in _ATTRIBUTE.finditer(rest):
        value = part["double"] or part["single"] or part["bare"] or ""
        found.setdefault(part["name"], html.unescape(value))
    handler.start(name, [word for pair in found.items() for word in pair])
    if (rest.rstrip().endswith("/") or name.lower() in _VOID) and stack:
        handler.end(name)
    else:
        stack.append(name)


def _close(name: str, stack: list[str], end: Callable[[str], None]) -> None:
    """Close an element and what is open in it; an end that nothing began is passed over."""
    if name in stack:
        while True:
            innermost = stack.pop()
            end(innermost)
            if innermost == name:
                return
