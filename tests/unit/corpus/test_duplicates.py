"""The same news again is noticed; other news on the same template is not."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus import NearDuplicates

LEXICON = """
    river village mayor school flood bridge harvest market teacher doctor road hill train
    winter council budget vote farmer engine lake forest police court judge museum garden
"""
WORDS = LEXICON.split()


def story(seed: int, sentences: int = 40) -> list[str]:
    dice = random.Random(seed)
    return [
        " ".join(dice.choices(WORDS, k=12)).capitalize() + f" {dice.randint(100, 9999)}."
        for _ in range(sentences)
    ]


def match_report(home: str, away: str, goals: int, crowd: int, day: str) -> str:
    """A wire's template: everything but the facts is the same."""
    return (
        f"{home} beat {away} by {goals} goals to nil in the national league on {day}. "
        f"A crowd of {crowd} watched the game, the league said in a statement after the final "
        "whistle. The winners move up in the table and will play again next week, while the "
        "losers have to wait for another chance to leave the bottom of the table. The coach of "
        "the winners said that he was proud of his players and of the supporters who had come. "
        f"Tickets cost {crowd // 1000 + 3} euros. The league has {crowd // 700} clubs."
    )


def test_a_copy_of_nine_tenths_is_found() -> None:
    original = story(1)
    index = NearDuplicates([("A1", " ".join(original)), ("A2", " ".join(story(2)))])

    (found,) = index.find(" ".join(original[:36]))

    assert found.article == "A1"
    assert found.share >= 99


def test_a_copy_with_new_sentences_is_found() -> None:
    original = story(3)
    index = NearDuplicates([("A1", " ".join(original))])

    (found,) = index.find(" ".join(original[:36] + story(4, 4)))

    assert 80 <= found.share < 100


def test_an_exact_copy_is_wholly_shared() -> None:
    text = " ".join(story(5))
    assert [(d.article, d.share) for d in NearDuplicates([("A1", text)]).find(text)] == [
        ("A1", 100)
    ]


def test_other_news_on_the_same_template_is_not_a_copy() -> None:
    index = NearDuplicates([("A1", match_report("Rovers", "United", 3, 21_500, "Sunday"))])
    assert index.find(match_report("Wanderers", "Athletic", 2, 9_800, "Monday")) == []


def test_the_same_report_with_a_new_headline_is_a_copy() -> None:
    report = match_report("Rovers", "United", 3, 21_500, "Sunday")
    index = NearDuplicates([("A1", report)])
    assert [d.article for d in index.find("Rovers win again\n\n" + report)] == ["A1"]


def test_other_texts_are_no_copies() -> None:
    index = NearDuplicates((f"A{n}", " ".join(story(n))) for n in range(10, 40))
    assert all(index.find(" ".join(story(n))) == [] for n in range(50, 60))


def test_an_empty_text_has_no_copies() -> None:
    assert NearDuplicates([("A1", "")]).find("") == []
    assert NearDuplicates([("A1", " ".join(story(1)))]).find("?!") == []


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    index = NearDuplicates()
    begin = time.process_time()
    for n in range(300):
        index.add(f"A{n}", " ".join(story(n)))
        index.find(" ".join(story(n + 1_000)))
    assert time.process_time() - begin < 3


@given(st.lists(st.text(max_size=80), max_size=5), st.text(max_size=80))
def test_any_text_can_be_asked_about(known: list[str], asked: str) -> None:
    found = NearDuplicates((f"A{n}", text) for n, text in enumerate(known)).find(asked)
    assert all(0 < d.share <= 100 for d in found)
