"""The table of settings: each with its meaning and what it may be, from where both are defined.

What a setting may be is its type in `config.settings`; what it is for is the comment above it in
`config/pullquote.toml`, where its default stands too.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, Union, get_args, get_origin

from pydantic import SecretStr

import config
from config.layers import ENV_PREFIX
from config.settings import Settings

_FILE: Final = Path(config.__file__).with_name("pullquote.toml")
_NOT_IN_FILE: Final = {"token"}  # a secret, which has a variable of its own


def settings_table() -> str:
    """Return the settings as a table in Markdown."""
    rows = ["| setting | may be | default | what for |", "|---|---|---|---|"]
    told = dict(_told())
    for name, field in Settings.model_fields.items():
        if name in _NOT_IN_FILE:
            continue
        default, words = told[name]
        kind = _may_be(field.annotation, field.metadata)
        names = f"`{name}`<br>`{ENV_PREFIX}{name.upper()}`"
        rows.append(f"| {names} | {kind} | `{default}` | {words} |")
    return "\n".join(rows)


def _told() -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each setting of the shipped file: its name, its default and the comment above it."""
    comment: list[str] = []
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            comment.append(line.lstrip("# "))
        elif found := re.fullmatch(r"(\w+) = (.+)", line):
            yield found[1], (found[2], " ".join(comment).replace("|", "\\|"))
            comment = []
        else:
            comment = []


def _may_be(kind: Any, limits: list[Any]) -> str:
    """Say in words what a type lets through."""
    if get_origin(kind) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(kind))
    if get_origin(kind) in (Union, types.UnionType):
        inner = [_may_be(one, limits) for one in get_args(kind) if one is not type(None)]
        return f'{" or ".join(inner)}, or `""`'
    names: Mapping[Any, str] = {
        bool: "`true` or `false`",
        Path: "a path",
        SecretStr: "text (secret)",
        str: "text",
        int: "a whole number",
        float: "a number",
    }
    said = names.get(kind, "see the comment")
    least = [x for one in limits for x in (getattr(one, "ge", None), getattr(one, "gt", None))]
    most = [x for one in limits for x in (getattr(one, "le", None), getattr(one, "lt", None))]
    for word, bounds in (("from", least), ("to", most)):
        said += "".join(f" {word} {bound}" for bound in bounds if bound is not None)
    return said
