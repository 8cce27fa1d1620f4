"""No sentence is shown without what it needs to say what its author said."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.context import Opening, opening, shown_with
from summaries.corpus import Article
from tests.unit.selection.made import article


def line(read: Article, words: str) -> list[str] | None:
    """What is shown if the sentence that has ``words`` is chosen."""
    index = next(s.index for s in read.sentences if words in read.words_of(s))
    together = shown_with(read, index)
    return together and [read.words_of(read.sentences[i]) for i in together]  # type: ignore[return-value]


def test_a_pronoun_comes_with_the_sentence_that_names_who_is_meant() -> None:
    read = article(
        "Mayor Ruiz has spoken with farmers and with the council. She also announced $5m in aid."
    )
    assert line(read, "announced") == [
        "Mayor Ruiz has spoken with farmers and with the council.",
        "She also announced $5m in aid.",
    ]
    assert line(read, "farmers") == ["Mayor Ruiz has spoken with farmers and with the council."]


def test_a_chain_of_pronouns_goes_back_to_the_name() -> None:
    read = article(
        "Mayor Ruiz arrived on Monday. While in Lima, she met farmers. She left at noon."
    )
    assert line(read, "left at noon") == [
        "Mayor Ruiz arrived on Monday.",
        "While in Lima, she met farmers.",
        "She left at noon.",
    ]


def test_a_name_too_far_away_means_not_at_all() -> None:
    read = article("Mayor Ruiz came. She sat. She ate. She slept. She left at noon.")
    assert line(read, "left at noon") is None


def test_a_pronoun_at_the_very_start_means_not_at_all() -> None:
    read = article("She also announced $5m in aid. Nobody was surprised by the sum.")
    assert line(read, "announced") is None


def test_in_total_they_comes_with_the_count_before_it() -> None:
    read = article(
        "Guards found 900 children in March. In total, they found 5,000 people in April."
    )
    together = line(read, "In total")
    assert together is not None
    assert together[0].startswith("Guards found")


def test_a_connective_comes_with_the_thought_before_it() -> None:
    read = article("The council voted for the plan on Monday.", "But the mayor stopped the plan.")
    assert line(read, "stopped") == [
        "The council voted for the plan on Monday.",
        "But the mayor stopped the plan.",
    ]


def test_what_points_forward_stands_alone() -> None:
    read = article("The council met. It is important to keep the plan alive, the mayor said.")
    assert line(read, "important") == ["It is important to keep the plan alive, the mayor said."]


def test_a_quotation_never_stands_without_its_speaker() -> None:
    read = article(
        "Mayor Ruiz spoke to the council on Monday.",
        "“The plan costs us nothing and brings us water,” she said.",
    )
    assert line(read, "brings us water") == [
        "Mayor Ruiz spoke to the council on Monday.",
        "“The plan costs us nothing and brings us water,” she said.",
    ]


def test_a_quotation_with_its_speaker_stands_alone() -> None:
    read = article("The council met.", "“Rain costs us nothing,” Mayor Ruiz said.")
    assert line(read, "costs us nothing") == ["“Rain costs us nothing,” Mayor Ruiz said."]


def test_a_quotation_nobody_is_named_for_is_not_shown_alone() -> None:
    read = article("“The plan costs us nothing at all and brings us water.”", "The end came soon.")
    assert line(read, "costs us nothing") is None


def test_a_quotation_of_several_sentences_is_shown_whole() -> None:
    read = article(
        "“I want to be clear to all who think of it. Do not build there. Do not build there,” "
        "Mayor Ruiz said. “The council will enforce its laws.” The vote is in May."
    )
    whole = line(read, "Do not build there")
    assert whole is not None
    assert whole[0].startswith("“I want to be clear")
    assert any("Mayor Ruiz said" in sentence for sentence in whole)
    assert line(read, "The vote is in May") == ["The vote is in May."]


def test_a_very_long_quotation_is_not_shown() -> None:
    words = " ".join(f"We built house number {n} of the valley." for n in range(12))
    read = article(f"“{words}” Mayor Ruiz said.", "The vote is in May.")
    assert line(read, "house number 5") is None or len(line(read, "house number 5") or []) <= 5


def test_a_figure_comes_with_the_sentence_that_limits_it() -> None:
    read = article(
        "Guards stopped 5,000 people in April, the most in 20 years. But the figures cannot be "
        "compared with earlier ones, the ministry said. The vote is in May."
    )
    assert line(read, "5,000") == [
        "Guards stopped 5,000 people in April, the most in 20 years.",
        "But the figures cannot be compared with earlier ones, the ministry said.",
    ]
    # The limit alone would limit nothing.
    assert line(read, "compared") == line(read, "5,000")


def test_the_figures_may_begin_the_limit() -> None:
    read = article("Guards stopped 5,000 people in April. The numbers do not include children.")
    assert len(line(read, "5,000") or []) == 2


def test_a_limit_in_another_paragraph_is_about_something_else() -> None:
    read = article("Guards stopped 5,000 people in April.", "The numbers do not include children.")
    assert line(read, "5,000") == ["Guards stopped 5,000 people in April."]


def test_a_standfirst_is_never_the_context() -> None:
    read = article(
        "Mayor Ruiz of Lima opens the new bridge over the river.",
        "She opened the new bridge over the river in Lima on Monday, said Mayor Ruiz of Lima.",
        "The bridge is 300 metres long and cost $5 million, the council said.",
    )
    assert read.sentences[0].standfirst
    assert line(read, "on Monday") is None


def test_spanish_is_read_by_its_own_words() -> None:
    read = article(
        "La alcaldesa Ruiz habló con los agricultores. Ella anunció más ayuda.", lang="es"
    )
    assert len(line(read, "anunció") or []) == 2


PIECES = st.sampled_from(
    ["He said so.", "“No,” she said.", "“We go.", "We stay,” Ruiz said.", "But no.", "Ruiz came.",
     "It rose to 5,000.", "But the figures are not final.", "While in Lima, they sat.", "", "”"]
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=5).map(" ".join), max_size=5
    )
)
def test_what_is_shown_together_is_whole_in_order_and_stands_by_itself(parts: list[str]) -> None:
    read = article(*parts)
    for sentence in read.sentences:
        together = shown_with(read, sentence.index)
        if together is None:
            continue
        assert sentence.index in together
        assert list(together) == list(range(together[0], together[-1] + 1))
        first = read.words_of(read.sentences[together[0]])
        assert opening(first) is Opening.NOTHING
        # A quotation is whole: no unit is cut on either side.
        units = {read.sentences[i].unit for i in together}
        assert {s.index for s in read.sentences if s.unit in units} == set(together)


@pytest.mark.parametrize(
    "piece", ["He went on. ", "“We go,” he said. ", "“We go. ", "But 5. The data are not final. "]
)
def test_time_grows_with_the_article_and_not_with_its_square(piece: str) -> None:
    read = article(piece * 8_000)
    begin = time.process_time()
    for sentence in read.sentences:
        shown_with(read, sentence.index)
    assert time.process_time() - begin < 4
