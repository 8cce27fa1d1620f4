"""Paragraphs are what a reader sees as such, whatever ends the lines."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.text.paragraphs import paragraphs

STORY = """\
The two ministers met on Tuesday in an old house by the river and spoke for more than an hour \
about roads, water and the price of bread, people who were there said.
Neither of them wanted to say what had been agreed. A paper is to be signed next week, once both \
parliaments have seen it, and the money is to come from a fund that was set up after the flood.
It was cold.
The mayor, who had waited outside, called the meeting useful and left without taking any \
questions from the reporters who stood at the gate.""".splitlines()


def split(text: str) -> list[str]:
    return [span.of(text) for span in paragraphs(text)]


@pytest.mark.parametrize("separator", ["\n\n", "\n", "\r\n", "\r\n\r\n", "\r", "\n \u00a0\n\n"])
@pytest.mark.parametrize("strange", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break(separator: str, strange: str) -> None:
    text = "\ufeff" + separator.join(STORY) + strange + "The end\u00a0" + separator
    assert split(text) == [*STORY, "The end"]


@pytest.mark.parametrize("width", [55, 64, 72, 80, 100])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_wrapped_at_a_width_are_one_paragraph(width: int, newline: str) -> None:
    wrapped = [textwrap.wrap(paragraph, width) for paragraph in STORY]
    text = f"{newline}{newline}".join(newline.join(lines) for lines in wrapped)
    assert split(text) == [newline.join(lines) for lines in wrapped]


def test_wrapped_paragraphs_that_only_an_indent_marks() -> None:
    text = "\n".join(textwrap.fill(paragraph, 70, initial_indent="   ") for paragraph in STORY)
    assert len(split(text)) == len(STORY)


def test_title_byline_and_body_on_single_lines_stay_apart() -> None:
    lines = ["Two ministers meet by the river", "By Jo Doe", "June 7", *STORY, "Related content"]
    assert split("\n".join(lines)) == lines


def test_a_list_stays_a_list() -> None:
    lines = [f"- item {n} of the list that somebody wrote down here for us" for n in range(6)]
    assert split("\n".join(lines)) == lines
    mixed = textwrap.fill(STORY[1], 60)
    assert split(mixed + "\n\n" + "\n".join(lines)) == [mixed, *lines]


def test_headlines_of_equal_length_are_not_joined() -> None:
    lines = ["Ministers Meet Again To Talk About The Price Of Bread And Water"] * 4
    assert split("\n".join(lines)) == lines


def test_a_text_without_ink_has_no_paragraph() -> None:
    assert split("") == split(" \n\ufeff\r\n\u00a0") == []


@given(st.text(st.characters(exclude_categories=())))
def test_every_string_has_paragraphs_and_no_ink_is_lost(text: str) -> None:
    found = paragraphs(text)
    inside = {at for span in found for at in range(span.start, span.end)}
    assert all(one.end <= other.start for one, other in pairwise(found))
    for at, character in enumerate(text):
        blank = character.isspace() or character in "\ufeff\u200b"
        assert blank or at in inside
    for span in found:
        assert span.of(text).strip("\ufeff\u200b") == span.of(text).strip()
