"""A sentence's words hint at what a grammar may find in it: where they don't, there is nothing."""

from __future__ import annotations

from functools import reduce
from operator import or_

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.evidence.amounts import amounts
from summaries.evidence.hints import (
    DIGITS,
    GIVING,
    GIVING_GOODS,
    GOODS,
    MOVEMENT,
    NUMERAL,
    hinter,
)
from summaries.evidence.people.tokens import _TOKEN, tokens_of
from summaries.evidence.people.words import lexicon_of
from summaries.text import Span

WORDS = [
    "Norway", "pledged", "$5m", "tents", "sent", "“three”", "twenty-one", "fell", "record-high",
    "1,200", "U.S.", "said", "St.", "’s", "don’t", "half", "Ruiz’s", "(the)", "co-op",
]  # fmt: skip
SENTENCES = st.lists(
    st.sampled_from([*WORDS, " ", "\u00a0", "\n"]), min_size=1, max_size=14
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "hints"),
    [
        ("The weather stayed as it was.", 0),
        ("It counted 12 of them.", DIGITS),
        ("It counted twelve of them.", NUMERAL),
        ("Arrivals soared.", MOVEMENT),
        ("Norway pledged help.", GIVING | GIVING_GOODS | GOODS),
    ],
)
def test_words_hint_at_the_grammars_that_may_find_something(sentence: str, hints: int) -> None:
    wanted = DIGITS | NUMERAL | MOVEMENT | GIVING | GIVING_GOODS | GOODS
    assert hinter("en")(sentence) & wanted == hints


@given(SENTENCES)
def test_what_a_sentence_hints_at_is_what_its_tokens_were_seen_to(sentence: str) -> None:
    seen = tokens_of(sentence, Span(0, len(sentence)), lexicon_of("en")).seen
    runs = reduce(or_, map(hinter("en"), sentence.split()), 0)
    assert seen & (DIGITS | NUMERAL | MOVEMENT | GIVING | GOODS | GIVING_GOODS) == runs
    assert runs == hinter("en")(sentence)


@given(SENTENCES)
def test_where_no_word_is_a_number_the_amounts_are_those_in_digits(sentence: str) -> None:
    hints = hinter("en")(sentence)
    found = amounts(sentence)
    assert hints & (DIGITS | NUMERAL) or not found
    assert hints & NUMERAL or found == amounts(sentence, in_words=False)


@given(SENTENCES)
def test_tokens_stand_where_their_words_stand_whatever_blanks_are_between(sentence: str) -> None:
    read = tokens_of(f"Before. {sentence}", Span(8, 8 + len(sentence)), lexicon_of("en"))
    written = [read.text[start:end] for start, end in zip(read.starts, read.ends, strict=True)]
    assert written == _TOKEN.findall(sentence)
    assert read.lower == [word.lower() for word in written]
