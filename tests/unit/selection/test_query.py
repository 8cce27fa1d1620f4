"""Free words: how much of what was asked a sentence has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summaries.selection import ENOUGH, Query
from summaries.text import content_stems

SENTENCES = [
    "The ministers will share vaccines with the valley.",
    "Vaccine sharing was not on the agenda.",
    "The valley has a new bridge.",
    "The ministers met in Lima.",
]
STEMS = [content_stems(sentence, "en") for sentence in SENTENCES]


def scores(asked: str) -> list[float]:
    query = Query.of(asked, "en", STEMS)
    return [query.score(stems)[0] for stems in STEMS]


def test_forms_of_the_words_are_found() -> None:
    assert [score >= ENOUGH for score in scores("vaccine sharing")] == [True, True, False, False]


def test_words_side_by_side_count_more() -> None:
    one, other, *_ = scores("vaccine sharing")
    assert other > one


def test_a_rare_word_is_worth_more_than_a_common_one() -> None:
    assert scores("bridge ministers")[2] > scores("bridge ministers")[3]


def test_a_word_that_nobody_says_still_counts_as_asked() -> None:
    assert scores("bridge")[2] > scores("bridge zebra")[2] > 0


def test_the_words_found_are_those_that_were_typed() -> None:
    query = Query.of("sharing of Vaccines", "en", STEMS)
    assert query.score(STEMS[1])[1] == ("sharing", "vaccines")


def test_stop_words_are_asked_for_where_there_is_nothing_else() -> None:
    query = Query.of("who is the", "en", STEMS)
    assert query.stems
    assert query.score(STEMS[0])[0] == 0.0


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=4))
def test_any_words_can_be_asked_of_any_sentences(asked: str, sentences: list[str]) -> None:
    stems = [content_stems(sentence, "en") for sentence in sentences]
    query = Query.of(asked, "en", stems)
    for sentence in stems:
        score, found = query.score(sentence)
        assert score >= 0
        assert bool(score) == bool(found)
