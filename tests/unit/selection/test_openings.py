"""A sentence that points back is told from one that stands by itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.selection import Opening, opening

POINTS_BACK = [
    "She also announced an additional $5m in aid.",
    "In total, they found 5,000 people at the border.",
    "He added that the two are not alike.",
    "“He lied,” the minister said.",
    "He’s also blamed the council.",
    "His party won.",
    "They plan to vote in May.",
    "Its members met on Monday.",
    "This was the first vote.",
    "These causes are old.",
    "Such a plan was never made.",
    "The two agreed on Monday.",
    "Both issues are prominent in the north.",
    "Some of them stayed.",
    "Others stayed.",
    "The move came after a vote.",
    "It plans to send 500 officers.",
    "It is sending officers to the border.",
    "In response, the council voted.",
    "Among them was the mayor.",
    "While in Lima, he met with the mayor.",
    "On Monday, they said no.",
    "Asked about the vote, she declined to answer.",
    "Speaking in Lima, he thanked the voters.",
    "During the visit, she also met with farmers.",
    "After the meeting, he flew to Quito.",
    "A lawyer by training, she ran for mayor in May.",
    "When she arrived in Lima, he was there.",
    "But the plan failed.",
    "However, the plan failed.",
    "Meanwhile, the council voted.",
    "Still, the plan failed.",
    "As a result, the plan failed.",
    "For his part, the mayor said no.",
    "And the mayor left.",
    "Instead, the council voted.",
]

STANDS_BY_ITSELF = [
    "It is important to note that the vote is in May.",
    "It is unclear whether the vote will be held.",
    "It was the mayor who called the vote.",
    "It’s hard to know who won.",
    "It takes two weeks to count the votes.",
    "There is at least a 20-year high in crossings.",
    "This week, the council voted.",
    "Those who came were fed.",
    "Both Chile and Peru signed.",
    "The mayor said that she was glad.",
    "While the mayor was in Lima, she met with farmers.",
    "After Smith arrived in Lima, he thanked the voters.",
    "As he arrived in Lima, the mayor waved.",
    "In Chile, the minister met with her counterpart.",
    "In response to the flood, the council voted.",
    "In addition to food, the council sent doctors.",
    "Instead of food, the council sent doctors.",
    "Rather than wait, the council voted.",
    "Later this week, the council will vote.",
    "Then-Mayor Smith left the hall.",
    "So-called root causes are to be discussed.",
    "Ella Fitzgerald sang in Lima.",
    "Here in Lima voters decide.",
    "Hermann left.",
    "Iterations are slow.",
    "Theirry came.",
    "",
    "???",
]


@pytest.mark.parametrize("sentence", POINTS_BACK)
def test_it_points_back(sentence: str) -> None:
    assert opening(sentence) is not Opening.NOTHING


@pytest.mark.parametrize("sentence", STANDS_BY_ITSELF)
def test_it_stands_by_itself(sentence: str) -> None:
    assert opening(sentence) is Opening.NOTHING


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("She also announced aid.", Opening.PERSON),
        ("While in Lima, he met the mayor.", Opening.PERSON),
        ("But he met the mayor.", Opening.PERSON),
        ("They met.", Opening.THING),
        ("In Lima, they met.", Opening.THING),
        ("However, the mayor left.", Opening.CONNECTIVE),
    ],
)
def test_what_it_points_back_to_is_told(sentence: str, what: Opening) -> None:
    assert opening(sentence) is what


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Sin embargo, el alcalde dijo que no.", "es"),
        ("Ella anunció más ayuda.", "es"),
        ("Esta ayuda llega tarde.", "es"),
        ("Cependant, le maire a dit non.", "fr"),
        ("Elle a annoncé une aide.", "fr"),
        ("Außerdem sagte der Bürgermeister nein.", "de"),
        ("Er sagte nein.", "de"),
        ("No entanto, o prefeito disse não.", "pt"),
        ("Tuttavia il sindaco ha detto no.", "it"),
    ],
)
def test_other_languages_point_back_with_words_of_their_own(sentence: str, language: str) -> None:
    assert opening(sentence, language) is not Opening.NOTHING


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("He visto al alcalde en Lima.", "es"),  # "I have seen", no "he"
        ("El alcalde dijo que no.", "es"),
        ("Il faut voter en mai.", "fr"),
        ("Le maire a dit non.", "fr"),
        ("So viel Regen fiel noch nie.", "de"),
        ("Der Bürgermeister sagte nein.", "de"),
    ],
)
def test_and_do_not_with_those_of_english(sentence: str, language: str) -> None:
    assert opening(sentence, language) is Opening.NOTHING


@given(st.text(max_size=100), st.sampled_from(["en", "es", "und", "zh"]))
def test_any_sentence_can_be_asked(sentence: str, language: str) -> None:
    assert isinstance(opening(sentence, language), Opening)


@pytest.mark.parametrize(
    "text", ["in " * 50_000, "“" * 100_000, "After the a " * 30_000, "it is " * 50_000]
)
def test_time_does_not_grow_with_the_square_of_the_sentence(text: str) -> None:
    begin = time.process_time()
    opening(text)
    assert time.process_time() - begin < 1
