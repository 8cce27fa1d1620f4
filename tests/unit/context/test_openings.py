"""A sentence that points back is told from one that stands by itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.context import Opening, opening

POINTS_BACK = [
    "The mayor instead blamed the council.",
    "The council of Lima therefore voted.",
    "Mayor Ruiz, however, blamed the council.",
    "Officials in Lima, meanwhile, said no.",
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
    "The two leaders met.",
    "The two countries signed.",
    "In total, they found 5.",
    "These are old.",
    "The latter won.",
    "The former was right.",
    "The same day, the council voted.",
    "That same day, the council voted.",
    "That is why the council voted.",
    "Here's why.",
    "What's more, the council voted.",
    "On the other hand, the council voted.",
    "His wife left.",
    "Their house burned.",
    "At the time, the council voted.",
    "There, the council voted.",
    "Not so, said the mayor.",
    "Nor did the mayor.",
    "Yet the mayor left.",
    "“He will win,” said Smith.",
    "This time, the plan worked.",
    "Both countries signed.",
    "Despite this, Smith stayed.",
    "After that, Smith left.",
    "Since then, 300 people came.",
    "By then, Smith was gone.",
    "In that same year the war ended.",
    "While she was in Lima, she met Smith.",
    "When he arrived it rained.",
    "Eventually, she won.",
    "In 2003, his wife won.",
    "On Monday, it announced a plan.",
    "According to him, the plan failed.",
    "Due to this, prices rose.",
    "Many of those are closed.",
    "Two of them died.",
    "And they left.",
    "So, they left.",
    "Well, that would be sad.",
    "It was a great plan.",
    "It is important.",
    "It is true, and it hurts.",
    "Which is why the council voted.",
    "To do this, the council voted.",
    "In doing so, the council broke the law.",
    "If so, the plan fails.",
    "In addition, the council sent food.",
    "Among them were two children.",
    "Separately, the ministry said no.",
    "In both cases, the court said no.",
    "One of them died.",
    "As such, the plan failed.",
    "Instead, the mayor left.",
    "Neither side agreed.",
    "Another 500 people came.",
]

STANDS_BY_ITSELF = [
    "The council voted instead of waiting.",
    "Mayor Ruiz, who is too old, left.",
    "A plan was made in Lima, however small.",
    "The council of Lima voted, and the mayor instead left.",
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
    "This past week the council voted.",
    "This Monday the council voted.",
    "These days nobody votes.",
    "Those in power stay.",
    "Those monks that beg are fed.",
    "It is important to vote.",
    "It was Smith who won.",
    "It was the mayor who won.",
    "It was in Lima that they met.",
    "It was not until May that Smith won.",
    "It has been two years since the war began.",
    "It remains to be seen whether Smith wins.",
    "It is estimated that 300 people died.",
    "Both the mayor and the council agreed.",
    "Neither Chile nor Peru signed.",
    "Neither the mayor nor the council agreed.",
    "While the two countries agree on trade, they do not on water.",
    "As a result of the storm, 300 people left.",
    "In response to the storm, the council sent doctors.",
    "In contrast to Chile, Peru voted.",
    "Then-President Smith left.",
    "Still water runs deep.",
    "So far this year, 300 people came.",
    "So many people came that the hall was full.",
    "The former president left.",
    "The rest of the world watched.",
    "The plan to build a bridge failed.",
    "The decision by the council came late.",
    "Instead of voting, the council left.",
    "Rather than vote, the council left.",
    "However hard they try, prices rise.",
    "Now that the war is over, people return.",
    "Later this week, the council votes.",
    "Despite his age, Smith ran.",
    "In her speech, Smith thanked the voters.",
    "In their report, researchers said no.",
    "There are 300 people in the camp.",
    "Not only Chile signed.",
    "Not everyone agrees.",
    "Other than Chile, nobody signed.",
    "Theirry left.",
    "According to Smith, he lied.",
    "If the council votes, it will be over.",
    "In May, it was clear that Smith would win.",
    "Thousands of people left.",
    "Since May, 300 people died.",
    "On Monday, Smith left.",
    "The Thai minister left.",
    "Butter is dear.",
    "Andes farmers vote.",
    "Soto left.",
    "Norway voted.",
    "Thisbe sang.",
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
