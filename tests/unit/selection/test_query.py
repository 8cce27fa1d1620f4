"""Free words: how much of what was asked a sentence has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summaries.selection import ENOUGH, Query
from summaries.selection.features import Features, sentences_with
from summaries.selection.query import asked

SENTENCES = [
    "The ministers will share vaccines with the valley.",
    "Vaccine sharing was not on the agenda.",
    "The valley has a new bridge.",
    "The ministers met in Lima.",
]
STEMS = [asked(sentence, "en") for sentence in SENTENCES]


def read(words: str) -> Query:
    return Query.of(words, "en", STEMS, len(STEMS))


def scores(words: str) -> list[float]:
    query = read(words)
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
    query = read("sharing of Vaccines")
    assert query.score(STEMS[1])[1] == ("sharing", "vaccines")


def test_stop_words_are_asked_for_where_there_is_nothing_else() -> None:
    query = read("who is the")
    assert query.stems
    assert query.score(STEMS[0])[0] == 0.0


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=4))
def test_any_words_can_be_asked_of_any_sentences(words: str, sentences: list[str]) -> None:
    stems = [asked(sentence, "en") for sentence in sentences]
    query = Query.of(words, "en", stems, len(stems))
    for sentence in stems:
        score, found = query.score(sentence)
        assert score >= 0
        assert bool(score) == bool(found)


def test_the_sentences_with_any_of_the_words_are_found_whichever_text_they_are_in() -> None:
    read = [Features.of(SENTENCES[:2], "Vaccines"), Features.of([]), Features.of(SENTENCES[2:])]
    wanted = frozenset(asked("valley ministers", "en"))

    found = list(sentences_with(read, wanted))

    assert [(document, index) for document, index, _ in found] == [(0, 0), (2, 0), (2, 1)]
    assert [tuple(stems) for *_, stems in found] == [STEMS[0], STEMS[2], STEMS[3]]
    assert list(sentences_with([], wanted)) == list(sentences_with(read, frozenset())) == []
