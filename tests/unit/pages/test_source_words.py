"""Discord shows a source's characters exactly, and nothing in them does anything."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.pages.source_words import escaped, unescaped, visible
from tests.unit.pages import hostile
from tests.unit.pages.discord_model import read_by_client, read_by_preview

# What the page writes before source words, and what the preview makes of that alone.
WRITTEN_AFTER = {
    "": set[str](),
    "- ": {"bullet_list", "list_item"},
    "> ": {"blockquote"},
    "## ": {"heading"},
}
ISOLATES = "\u2066\u2067\u2068\u2069"
PLAIN = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cs"]),
        st.sampled_from("\\*_~`|<>#@[]():&-+=.1 \n"),
    )
)


def without_isolates(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


def small_text_in_preview(words: str) -> set[str]:
    """SimCord 3.2.1 looks for small text after it has taken escapes away; Discord before."""
    return {"subtext"} if f"{words} ".startswith("-# ") else set()


@settings(deadline=None)
@given(hostile.words)
@example("")
def test_taking_the_escapes_away_gives_the_words_back(words: str) -> None:
    assert unescaped(escaped(words)) == visible(words)


@settings(deadline=None)
@given(PLAIN)
def test_words_without_unseen_characters_are_shown_exactly(words: str) -> None:
    one_line = re.sub(r"[ ]*\n[ \n]*", " ", words)
    assert visible(words) == one_line.strip()


@settings(deadline=None)
@given(hostile.words)
def test_only_unseen_characters_are_ever_left_out(words: str) -> None:
    gone = [c for c in words if c not in visible(words)]
    assert all(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Cn"} for c in gone)


@settings(deadline=None)
@given(hostile.words)
def test_the_discord_client_finds_nothing_to_do_in_them(words: str) -> None:
    shown, found = read_by_client(escaped(words))

    assert found == []
    assert without_isolates(shown) == without_isolates(visible(words))


@settings(deadline=None)
@given(st.sampled_from(list(WRITTEN_AFTER)), hostile.words)
def test_the_previews_markdown_reads_them_as_plain_text(before: str, words: str) -> None:
    seen = visible(words)
    shown, kinds = read_by_preview(f"{before}{escaped(words)} [1]")

    assert kinds <= WRITTEN_AFTER[before] | small_text_in_preview(seen)
    if not small_text_in_preview(seen):
        assert without_isolates(shown).strip() == without_isolates(f"{seen} [1]").strip()


@pytest.mark.parametrize("words", hostile.HOSTILE)
def test_each_trick_is_only_words(words: str) -> None:
    text = escaped(words)

    assert read_by_client(text)[1] == []
    assert read_by_preview(text)[1] <= small_text_in_preview(words)
    assert unescaped(text) == visible(words)


@settings(deadline=None)
@given(hostile.words)
def test_direction_controls_are_always_in_pairs(words: str) -> None:
    """What stands beside a source's words keeps its order, whatever they hold."""
    open_isolates = 0
    for character in escaped(words):
        assert character not in "\u202d\u202e", "an override makes words read backwards"
        if character in ISOLATES[:3]:
            open_isolates += 1
        elif character == ISOLATES[3]:
            open_isolates -= 1
            assert open_isolates >= 0
    assert open_isolates == 0


@settings(deadline=None)
@given(hostile.words)
def test_they_stay_on_one_line_and_can_be_sent(words: str) -> None:
    text = escaped(words)

    assert len(text.splitlines()) <= 1
    text.encode("utf-8")


def test_right_to_left_words_are_isolated_and_others_are_not() -> None:
    assert escaped("قال الرئيس") == "\u2068قال الرئيس\u2069"
    assert escaped("The president said") == "The president said"
    assert escaped("总统说") == "总统说"


def test_an_ordinary_sentence_costs_no_escape() -> None:
    sentence = (
        "“Do not come,” the vice president said – in the U.S., at 9 a.m.; 1.5 million (2021)."
    )
    assert escaped(sentence) == sentence


def test_joiners_that_a_script_is_written_with_stay() -> None:
    assert visible("می‌خواهم") == "می‌خواهم"
    assert visible("👩‍👧") == "👩‍👧"
    assert visible("🏴󠁧󠁢󠁳󠁣󠁴󠁿") == "🏴󠁧󠁢󠁳󠁣󠁴󠁿"


def test_a_hard_wrapped_sentence_is_shown_on_one_line() -> None:
    assert visible("half a million \n  vaccines\r\nto Guatemala") == (
        "half a million vaccines to Guatemala"
    )
