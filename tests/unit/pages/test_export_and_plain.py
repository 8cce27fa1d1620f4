"""The same brief as a file, in a terminal and as Markdown."""

from __future__ import annotations

import hashlib
import re

import pytest

from bot.labels import Labels
from bot.pages import brief_as_markdown, brief_as_text, export_brief
from bot.pages.export import file_stem
from summaries.briefs.model import Passage, Quote, Section, SectionKind
from tests.unit.pages.made import PLEDGED, SHE_ALSO, STEPS, WHITE_HOUSE, aid_pledges, article, brief

ENGLISH = Labels.for_locale("en-GB")


def test_anyone_can_check_an_exported_sentence_against_the_stored_text() -> None:
    made, articles = aid_pledges()

    exported = export_brief(made, articles, ENGLISH)

    text = exported.data.decode("utf-8")
    assert exported.name == "aid-pledges.txt"
    assert text.startswith("Brief: Aid pledges\n4 of 5 articles · 6 sentences, word for word")
    assert f"Bottom line:\n  {WHITE_HOUSE} [1]\n" in text
    places = re.findall(
        r"\[\d\] (A\d) sentence \d+, characters (\d+) to (\d+), SHA-256 ([0-9a-f]{64})", text
    )
    assert len(places) == 6
    for name, start, end, digest in places:
        words = articles[name].text[int(start) : int(end)]
        assert hashlib.sha256(words.encode()).hexdigest() == digest
        assert words in text


def test_an_exported_sentence_keeps_its_line_breaks_and_marks() -> None:
    words = "A *hard*\nwrapped sentence."
    a1 = article("A1", words, [words])
    made = brief([Section(SectionKind.BOTTOM_LINE, (Passage((Quote.of(a1, 0),), 1),))], [a1])

    assert words in export_brief(made, {"A1": a1}, ENGLISH).data.decode()
    assert "A *hard* wrapped sentence. [1]" in brief_as_text(made, {"A1": a1}, ENGLISH)
    assert r"> A \*hard\* wrapped sentence. [1]" in brief_as_markdown(made, {"A1": a1}, ENGLISH)


@pytest.mark.parametrize(
    ("about", "stem"),
    [
        ("aid-pledges", "aid-pledges"),
        ("¿Dónde está la ayuda?", "donde-esta-la-ayuda"),
        ("../../etc/passwd", "etc-passwd"),
        ("مساعدات", "brief"),
        ("", "brief"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_file_name_is_plain_on_every_system(about: str, stem: str) -> None:
    assert file_stem(about) == stem


def test_a_terminal_gets_the_whole_brief_with_dates_in_words() -> None:
    made, articles = aid_pledges()

    text = brief_as_text(made, articles, ENGLISH)

    assert f"- {STEPS} {SHE_ALSO} [3]\n- {PLEDGED} [3]\n" in text
    assert "[2] A2: publisher not stated · no date in its text, added 2 March 2026" in text
    assert "<t:" not in text
    assert "**" not in text
    assert "under More" not in text


def test_markdown_has_blank_lines_where_commonmark_needs_them() -> None:
    made, articles = aid_pledges()

    text = brief_as_markdown(made, articles, ENGLISH)

    assert f"**Bottom line**\n\n> {WHITE_HOUSE} [1]\n\n**Also reported**\n\n- " in text
    assert f"- {STEPS} {SHE_ALSO} [3]\n- {PLEDGED} [3]\n- " in text
