"""Figures of one metric and place over several periods are a series, from one article or many."""

from __future__ import annotations

from decimal import Decimal

from summaries.corpus import Article
from summaries.evidence.figures import Series, series
from tests.unit.evidence.figures.said import article, figures_in


def _series(*articles: Article) -> tuple[Series, ...]:
    return series([(read, figure) for read in articles for figure in figures_in(read)])


def test_two_periods_of_one_metric_make_a_series() -> None:
    first = article(
        "Patrols found 9,400 lone children in February.", published="2021-03-02", name="A1"
    )
    second = article(
        "Patrols found nearly 19,000 lone children in March.", published="2021-04-08", name="A2"
    )
    (made,) = _series(second, first)
    assert made.metric == "lone children"
    assert [(p.start, p.value, p.article) for p in made.points] == [
        ("2021-02", Decimal(9400), "A1"),
        ("2021-03", Decimal(19000), "A2"),
    ]
    assert made.points[1].written == "nearly 19,000"


def test_the_value_compared_with_is_a_point_where_its_period_is_named() -> None:
    read = article(
        "Patrols found 19,000 lone children in March, up from 9,400 in February.",
        published="2021-04-08",
    )
    (made,) = _series(read)
    assert [(p.start, p.value) for p in made.points] == [
        ("2021-02", Decimal(9400)),
        ("2021-03", Decimal(19000)),
    ]


def test_values_that_disagree_for_a_period_are_kept_apart() -> None:
    texts = ("9,400 lone children in February", "9,900 lone children in February")
    others = ("19,000 lone children in March", "17,000 lone children in April")
    read = [
        article(f"Patrols found {said}.", published="2021-06-08", name=f"A{i}")
        for i, said in enumerate((*texts, *others))
    ]
    (made,) = _series(*read)
    assert [p.start for p in made.points] == ["2021-03", "2021-04"]
    assert [[p.value for p in values] for values in made.apart] == [[Decimal(9400), Decimal(9900)]]


def test_one_period_or_another_place_makes_no_series() -> None:
    assert _series(article("Patrols found 9,400 people in May.", published="2021-06-08")) == ()
    assert (
        _series(
            article("Police arrested 900 people in Kenya in May.", published="2021-06-08"),
            article("Police arrested 800 people in Chile in April.", published="2021-06-08"),
        )
        == ()
    )


def test_an_unknown_day_or_a_change_makes_no_series() -> None:
    assert _series(article("Patrols found 9,400 people in May and 9,800 people in June.")) == ()
    assert (
        _series(
            article("Prices rose 5 per cent in May.", published="2021-07-08"),
            article("Prices rose 6 per cent in June.", published="2021-07-08"),
        )
        == ()
    )
