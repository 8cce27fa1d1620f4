"""Every pattern means the same in every Python that we promise to run on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    one
    for room in ("bot", "summaries", "config")
    for one in (ROOT / room).rglob("*")
    if one.suffix in (".py", ".toml")
)
# Python 3.11.2, which Debian 12 has, goes on behind the end of the last whole repetition.
_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,{}]*\})\+(?![\w$,])|\(\?>")


def test_a_possessive_group_is_told_from_what_looks_like_one() -> None:
    assert all(map(_POSSESSIVE_GROUP.search, (r'r"(?:a|b)*+"', r'r"(ab)?+)"', r"(x){0,3}+", "(?>")))
    assert not any(map(_POSSESSIVE_GROUP.search, (r"[ab]*+", r"\S++", r"(?:ab)+", r"\)*+")))


@pytest.mark.parametrize("source", SOURCES, ids=lambda one: one.relative_to(ROOT).as_posix())
def test_no_pattern_repeats_a_group_possessively(source: Path) -> None:
    lines = source.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if _POSSESSIVE_GROUP.search(line)] == []
