"""Words with their part in bold: the same words, whatever is in them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.pages.marked import SHORT, marked
from bot.pages.source_words import escaped, visible
from summaries.text import Span
from tests.unit.pages import hostile
from tests.unit.pages.discord_model import read_by_client

LONG = (
    "In total, they found 170,000 people at the border during April, the highest number in more "
    "than 20 years, although the numbers cannot be directly compared."
)

BOLD = re.compile(
    r"((?:\\.|[^\\*])*) \*\* ((?:\\.|[^\\*])+) \*\* ((?:\\.|[^\\*])*)", re.VERBOSE | re.DOTALL
)


def part_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_a_part_of_a_long_sentence_is_bold() -> None:
    shown = marked(LONG, Span(0, len(LONG)), part_of(LONG, "170,000 people"))

    assert shown == LONG.replace("170,000 people", "**170,000 people**")


def test_what_is_read_at_a_glance_has_no_bold() -> None:
    text = "The United States will secure our border."

    assert marked(text, Span(0, len(text)), part_of(text, "border")) == text


def test_a_part_that_is_all_or_lies_elsewhere_marks_nothing() -> None:
    whole = Span(0, len(LONG) - 20)

    assert marked(LONG, whole, whole) == LONG[:-20]
    assert marked(LONG, whole, Span(len(LONG) - 5, len(LONG))) == LONG[:-20]


def test_blanks_around_the_part_stay_as_they_are() -> None:
    text = LONG.replace("found 170", "found\xa0170").replace("people at", "people\nat")

    shown = marked(text, Span(0, len(text)), part_of(text, "170,000 people"))

    assert "found\xa0**170,000 people** at the border" in shown


def test_words_from_right_to_left_are_left_as_they_are() -> None:
    text = "قال الرئيس: «لا تأتوا إلى الحدود». " * 4

    assert marked(text, Span(0, len(text)), Span(5, 12)) == escaped(text)


@given(
    before=hostile.words,
    inner=hostile.words,
    after=hostile.words,
    padding=st.sampled_from(["", "a" * SHORT, " b" * SHORT]),
)
def test_the_bold_adds_nothing_and_hides_nothing(
    before: str, inner: str, after: str, padding: str
) -> None:
    text = before + inner + after + padding
    part = Span(len(before), len(before) + len(inner))

    written = marked(text, Span(0, len(text)), part)
    bold = BOLD.fullmatch(written)
    read = [read_by_client(piece) for piece in (bold.groups() if bold else (written,))]

    assert not any(found for _, found in read)
    shown = "".join(words for words, _ in read)
    assert shown.strip("\u2068\u2069") == visible(text).strip("\u2068\u2069")
