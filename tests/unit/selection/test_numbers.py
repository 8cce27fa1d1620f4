"""A text's words as numbers: the same whether they are looked for in the text or in its runs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summaries.selection.features import Features
from summaries.selection.numbers import FIGURE, MEANING, numbered, runs
from summaries.text import count_words, written_words

TEXTS = st.one_of(
    st.text(max_size=120),
    st.text(st.sampled_from("aÉ’'.-\u00ad\u0301_ \t\n\x1c\u00a0\u2003\u3000中文ก1"), max_size=80),
)


@given(TEXTS, st.sampled_from(["en", "fr", "zh", "und"]))
def test_the_words_of_a_text_are_those_of_its_runs(text: str, language: str) -> None:
    read = Features.of([text], text, language)

    expected = [numbered(language)[word] for word in written_words(text)]
    assert read.words.tolist() == expected
    assert read.counts.tolist() == [len(expected)]
    assert read.lengths.tolist() == [count_words(text)]
    assert read.title.tolist() == sorted(set(expected))


def test_forms_of_a_word_have_one_number_and_stop_words_and_figures_are_told_apart() -> None:
    (pledge,), (pledges,) = runs("en")["pledge"], runs("en")["“Pledges,”"]
    assert pledge == pledges
    assert pledge & MEANING
    (the,), (million,) = runs("en")["the"], runs("en")["310m"]
    assert not the & MEANING
    assert million & FIGURE
