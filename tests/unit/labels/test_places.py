"""Every label fits the part of Discord that the program puts it into, in every language.

Which label goes where is read from the program itself, so that what is added is measured, too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.labels import languages
from bot.labels.labels import ENGLISH, _texts

BOT = Path(__file__).parents[3] / "bot"
_FILLED = "x" * 8  # what stands in a place such as {article} is about as long

LIMITS = {
    ("__init__", "title"): 45,  # of a form
    ("Modal", "title"): 45,
    ("Label", "text"): 45,
    ("Label", "description"): 100,
    ("TextInput", "label"): 45,
    ("TextInput", "placeholder"): 100,
    ("Select", "placeholder"): 150,
    ("RoleSelect", "placeholder"): 150,
    ("ChannelSelect", "placeholder"): 150,
    ("UserSelect", "placeholder"): 150,
    ("SelectOption", "label"): 100,
    ("SelectOption", "description"): 100,
    ("Button", "label"): 20,
    ("Choice", "name"): 100,
    ("context_menu", "name"): 32,
}
WORDS = {"described": 100, "choice": 100}  # the program's own ways to say a command's texts


@cache
def placed() -> tuple[tuple[str, int, str], ...]:
    """Return (pattern of a key, characters, where it is used)."""
    found = []
    for file in sorted(BOT.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                where = f"{file.relative_to(BOT)}:{call.lineno}"
                found += [(key, most, where) for key, most in keys_of(call)]
    return tuple(found)


def keys_of(call: ast.Call) -> Iterator[tuple[str, int]]:
    called = name_of(call.func)
    if called in WORDS and call.args and (key := pattern(call.args[0])):
        yield key, WORDS[called]
    for given in call.keywords:
        most = LIMITS.get((called, given.arg or ""))
        inner = given.value
        if most and isinstance(inner, ast.Call) and inner.args and (key := pattern(inner.args[0])):
            yield key, most


def name_of(called: ast.expr) -> str:
    if isinstance(called, ast.Subscript):
        return name_of(called.value)
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def pattern(key: ast.expr) -> str | None:
    """Return a pattern of the keys that are meant: one, or several with an f-string."""
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return re.escape(key.value)
    if isinstance(key, ast.JoinedStr):
        parts = (str(p.value) if isinstance(p, ast.Constant) else None for p in key.values)
        return "".join(r"[\w.]+" if part is None else re.escape(part) for part in parts)
    return None


def test_the_program_is_understood() -> None:
    english = set(_texts(ENGLISH))
    assert len(placed()) > 60
    assert {most for _, most, _ in placed()} >= {32, 45, 100, 150}
    for key, _, where in placed():
        assert any(re.fullmatch(key, known) for known in english), f"{where}: {key}"


@pytest.mark.parametrize("language", languages())
def test_no_label_overflows_its_place(language: str) -> None:
    for key, text in _texts(language).items():
        for form in [text] if isinstance(text, str) else text.values():
            length = len(re.sub(r"\{\w+\}", _FILLED, form))
            for most, where in places_of(key):
                assert length <= most, f"{language}: {key} is over {most} ({where})"


def places_of(key: str) -> list[tuple[int, str]]:
    """Return where a label goes; "form_{name}_hint" says more of a key than "form_{name}"."""
    if key.endswith("_hint"):
        return [(100, "a hint stands below its field")]
    meant = [found for found in placed() if re.fullmatch(found[0], key)]
    closest = max((len(wanted) for wanted, _, _ in meant), default=0)
    return [(most, where) for wanted, most, where in meant if len(wanted) == closest]
