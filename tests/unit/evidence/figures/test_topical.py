"""A figure belongs to a topic if it counts what the topic is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from summaries.evidence.figures import about
from summaries.topics import Topic, load_topic
from tests.unit.evidence.figures.said import article, figures_in, words

_TOPICS = Path(__file__).parents[4] / "config" / "topics"


@pytest.fixture(scope="module")
def border() -> Topic:
    return load_topic(_TOPICS / "border-numbers.toml")


@pytest.fixture(scope="module")
def displacement() -> Topic:
    return load_topic(_TOPICS / "more" / "displacement-figures.toml")


def _belonging(text: str, topic: Topic) -> list[str | None]:
    read = article(text, published="2021-06-08")
    return [words(read, f.metric) for f in figures_in(read) if about(f, read, topic)]


def test_a_figure_in_a_sentence_of_the_topic_belongs_to_it(border: Topic) -> None:
    text = "Patrols stopped 78,442 people at the border in February."
    assert _belonging(text, border) == ["people at the border"]


def test_a_figure_that_points_back_to_the_topic_belongs_to_it(border: Topic) -> None:
    text = (
        "Patrols stopped 78,442 people at the border in May. In total, they found 200,000 people "
        "in six months. Of those, 6,400 were children."
    )
    assert _belonging(text, border) == ["people at the border", "people", "children"]


def test_another_figure_in_a_sentence_of_the_topic_does_not(border: Topic) -> None:
    text = "The unemployment rate rose to 5 per cent, and illegal border crossings doubled."
    assert _belonging(text, border) == ["illegal border crossings"]
    text = "Some 3.9 million people live in poverty, which drives migration to the border."
    assert _belonging(text, border) == []


def test_money_is_no_border_number(border: Topic) -> None:
    text = "Spending on the border rose to $5bn as illegal crossings surged to 200,000."
    assert _belonging(text, border) == ["illegal crossings"]


def test_a_toll_far_from_the_border_is_no_border_number(border: Topic) -> None:
    assert _belonging("Some thirty candidates were assassinated.", border) == []


def test_people_who_fled_are_displacement_figures(displacement: Topic) -> None:
    text = "Poland took in 660,000 people who fled the war. The blast killed 12 people."
    assert _belonging(text, displacement) == ["people"]
