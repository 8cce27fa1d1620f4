"""What a reader has been shown: the same sentence, and near twins that say no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.briefs.shown import Print, Shown, ShownSentence
from summaries.corpus import Article, prepare

NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)
AID = "The finance ministry of Ruritania pledged $7 million in food aid to the island of Sark."

WORDS = st.sampled_from(
    ["ministry", "island", "grain", "pledged", "council", "asked", "fuel", "7", "12", "never"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(lambda w: " ".join(w).capitalize() + ".")


def article(*sentences: str, id: str = "A1") -> Article:  # noqa: A002  # the article's own word
    return prepare("A title\n\n" + "\n\n".join(sentences), id=id, added=NOON)


def printed(sentence: str, language: str = "en") -> Print:
    made = prepare(f"A title\n\n{sentence}", id="A1", added=NOON)
    return Print.of(made if language == "en" else _in(made, language), 0)


def _in(made: Article, language: str) -> Article:
    return replace(made, language=language)


@pytest.mark.parametrize(
    "other",
    [
        AID,
        AID.upper(),
        AID.replace("pledged", "has pledged").replace("the island of ", ""),
    ],
)
def test_a_sentence_with_the_same_meaningful_words_is_known_again(other: str) -> None:
    assert printed(AID).twin_of(printed(other))


@pytest.mark.parametrize(
    "other",
    [
        AID.replace("$7", "$8"),
        AID.replace("pledged", "never pledged"),
        AID.replace("Sark", "Herm").replace("Ruritania", "Graustark"),
        "The island's council thanked the ministry for its help.",
    ],
)
def test_another_number_a_denial_or_other_names_are_news(other: str) -> None:
    assert not printed(AID).twin_of(printed(other))


def test_a_short_sentence_has_only_twins_of_its_own_words() -> None:
    assert printed("Aid came.").twin_of(printed("aid came"))
    assert not printed("Aid came.").twin_of(printed("Aid came today."))


@given(known=st.lists(SENTENCES, max_size=12), asked=SENTENCES)
def test_the_index_finds_just_the_twins(known: list[str], asked: str) -> None:
    prints = [printed(sentence) for sentence in known]
    shown = Shown(ShownSentence("A9", n, one) for n, one in enumerate(prints, 1))
    wanted = printed(asked)

    assert shown.knows(wanted) == any(wanted.twin_of(one) for one in prints)


@given(one=SENTENCES, other=SENTENCES)
def test_being_twins_goes_both_ways(one: str, other: str) -> None:
    assert printed(one).twin_of(printed(other)) == printed(other).twin_of(printed(one))
    assert printed(one).twin_of(printed(one))


@given(st.text(max_size=200), st.sampled_from(["en", "es", "de", "und", "zh"]))
def test_any_text_has_a_print_that_fits_the_store(text: str, language: str) -> None:
    made = prepare(f"A title\n\nFirst words. {text}", id="A1", added=NOON)
    one = Print.of(_in(made, language), 0)

    assert -(1 << 63) <= one.words < 1 << 63
    assert all(0 <= value < 1 << 32 for value in (*one.stems, *one.marks))


def test_a_place_that_was_shown_stays_known_whatever_its_words_are() -> None:
    made = article("Quite short.", "Another.")
    shown = Shown([ShownSentence("A1", 2, printed("Something else entirely was here."))])

    assert shown.has(made, 1)
    assert not shown.has(made, 0)
    assert not Shown().has(made, 1)
