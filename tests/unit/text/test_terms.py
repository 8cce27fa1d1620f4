"""Words are found where they stand, compared without case and accents, and cut to their stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.text import content_stems, count_words, fold, folded_words, stemmer, words
from summaries.text.terms import stop_words


def test_words_are_compared_without_case_accents_and_apostrophes() -> None:
    assert fold("López") == fold("lopez") == fold("LOPEZ") == "lopez"
    assert fold("Straße") == "strasse"
    assert fold("l’État") == "l'etat"
    assert fold("co\u00adoperate") == "cooperate"


def test_hyphens_points_and_apostrophes_belong_to_a_word_only_inside_it() -> None:
    assert folded_words("A 20-year high in the U.S., “don’t” - ... 'quoted'.") == [
        "a", "20-year", "high", "in", "the", "u.s", "don't", "quoted",
    ]  # fmt: skip


def test_scripts_without_blanks_have_a_word_for_each_sign() -> None:
    assert folded_words("今日は晴れ") == list("今日は晴れ")
    assert len(folded_words("สวัสดี")) > 0


def test_places_are_those_of_the_words() -> None:
    text = "  Él dijo: “Sí”. "
    assert [(span.of(text), word) for span, word in words(text)] == [
        ("Él", "el"),
        ("dijo", "dijo"),
        ("Sí", "si"),
    ]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "vaccines", "vaccine"),
        ("en", "governor's", "governor"),
        ("es", "pobladores", "pobladora"),
        ("de", "grenzen", "grenze"),
        ("fr", "accords", "accord"),
        ("pt", "fronteiras", "fronteira"),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, one: str, other: str) -> None:
    assert stemmer(language)(one) == stemmer(language)(other)


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stemmer("zu")("amanzi") == "amanzi"
    assert stemmer("und")("words") == "words"


def test_content_words_are_those_that_are_no_stop_words() -> None:
    assert content_stems("The ministers will send 5 doctors to a town.", "en") == [
        "minist", "send", "5", "doctor", "town",
    ]  # fmt: skip
    assert content_stems("", "en") == []
    assert stop_words("zu") == frozenset()


def test_readers_count_what_stands_between_blanks() -> None:
    assert count_words("A 20-year high – in the U.S.\u00a0again") == 8
    assert count_words(" \n") == 0


@given(st.text(max_size=120), st.sampled_from(["en", "es", "de", "ar", "hi", "zh", "und"]))
def test_any_text_has_words(text: str, language: str) -> None:
    end = 0
    listed = []
    for span, word in words(text):
        assert end <= span.start < span.end <= len(text)
        assert word == fold(span.of(text))
        listed.append(word)
        end = span.end
    assert listed == folded_words(text)
    stems = content_stems(text, language)
    assert len(stems) <= len(listed)
    assert all(isinstance(stem, str) for stem in stems)
