"""A figure says how many of what, when and where, and compared with what."""

from __future__ import annotations

from decimal import Decimal

import pytest

from summaries.evidence.amounts import amounts
from summaries.evidence.figures import figures
from summaries.evidence.model import Trend
from summaries.evidence.people import Cast
from tests.unit.evidence.figures.said import article, figures_in, the_figure, words


def test_a_count_is_shown_with_its_metric_period_and_record() -> None:
    read, figure = the_figure(
        "Rangers found nearly 7,300 lone children in March, the highest number on record.",
        published="2021-06-08",
    )
    assert figure.amount is not None
    assert figure.amount.value == Decimal(7300)
    assert words(read, figure.metric) == "lone children"
    assert figure.period is not None
    assert figure.period.start == "2021-03"
    assert words(read, figure.comparison) == "the highest number on record"


def test_a_rate_is_shown_with_the_one_it_is_compared_with() -> None:
    read, figure = the_figure("The jobless rate stood at 9.3%, compared with 8.8% a year before.")
    assert figure.amount is not None
    assert figure.amount.value == Decimal("0.093")
    assert words(read, figure.metric) == "jobless rate"
    assert words(read, figure.comparison) == "compared with 8.8% a year before"


def test_a_level_is_the_figure_and_its_change_the_comparison() -> None:
    read, figure = the_figure("Asylum claims rose 9 per cent from April to 14,310 in May.")
    assert figure.amount is not None
    assert figure.amount.value == Decimal(14310)
    assert figure.trend is Trend.UP
    assert words(read, figure.comparison) == "rose 9 per cent"


def test_a_change_without_a_level_is_the_figure() -> None:
    read, figure = the_figure("Arrivals on the islands dropped by 40 per cent last year.")
    assert figure.amount is not None
    assert figure.amount.value == Decimal("0.4")
    assert words(read, figure.metric) == "Arrivals on the islands"
    assert figure.trend is Trend.DOWN


@pytest.mark.parametrize(
    ("text", "metric", "comparison", "trend"),
    [
        (
            "There is at least a 15-year high in illegal entries at the frontier.",
            "illegal entries at the frontier",
            "at least a 15-year high",
            Trend.UP,
        ),
        (
            "Crossings have grown steadily since April 2020.",
            "Crossings",
            "grown steadily since April 2020",
            Trend.UP,
        ),
        (
            "She will fly home as apprehensions along the river continue to spike.",
            "apprehensions along the river",
            "continue to spike",
            Trend.UP,
        ),
        (
            "The mayor is under pressure to stop a sharp increase in homelessness cases.",
            "homelessness cases",
            "a sharp increase",
            Trend.UP,
        ),
        ("Exports have halved.", "Exports", "halved", Trend.DOWN),
        ("Kidnappings hit a record low.", "Kidnappings", "a record low", Trend.DOWN),
        ("The trend has accelerated further.", "trend", "accelerated further", Trend.UP),
    ],
)
def test_a_trend_or_record_without_a_value_is_a_figure_too(
    text: str, metric: str, comparison: str, trend: Trend
) -> None:
    read, figure = the_figure(text)
    assert figure.amount is None
    assert words(read, figure.metric) == metric
    assert words(read, figure.comparison) == comparison
    assert figure.trend is trend


@pytest.mark.parametrize(
    "text",
    [
        "Two ministers met for more than three hours.",
        "The president, 64, has served two terms.",
        "A 12-year-old girl walked for six days.",
        "The bill passed by 52 votes to 48.",
        "They beat Ghana 2-0 before 40,000 spectators.",
        "A two-thirds majority is needed to change the constitution.",
        "Top officials of three House committees wrote to the mayor.",
        "The aid comes from three countries.",
        "The ministry pledged $310m in aid.",
        "The agency would send half a million doses next week.",
        "The ministry plans to hire 1,000 guards.",
        "The camp was built for 3,000 people.",
        "The centre was built to hold 160 people.",
        "Flight 370 vanished in March 2014.",
        "The government imposed a 25 per cent tariff on steel.",
        "She bought a 51 per cent stake in the firm.",
        "The pilot had flown for more than 20 years.",
        "A dozen companies have agreed to invest.",
        "The rise of the far right has alarmed many.",
        "Officials hope to reduce crossings.",
        "Illegal entries are expected to rise this summer.",
        "The government increased patrols.",
        "The causes of increased immigration are many.",
    ],
)
def test_what_is_no_statistic_is_no_figure(text: str) -> None:
    assert figures_in(article(text)) == ()


def test_the_toll_of_an_event_is_a_figure() -> None:
    read = article("At least 12 people were killed and 30 wounded when a bomb exploded.")
    assert [figure.amount and figure.amount.value for figure in figures_in(read)] == [12, 30]
    read, figure = the_figure("Some thirty candidates were assassinated.")
    assert words(read, figure.metric) == "candidates"


def test_a_caveat_of_the_same_sentence_belongs_to_the_figure() -> None:
    read, figure = the_figure(
        "They found 170,000 people in April, although the numbers cannot be directly compared."
    )
    assert words(read, figure.caveat) == "although the numbers cannot be directly compared"


def test_a_caveat_of_the_next_sentence_belongs_to_the_figure() -> None:
    read, figure = the_figure(
        "Officers counted 9,400 arrivals in August. The figures do not include children."
    )
    assert words(read, figure.caveat) == "The figures do not include children."


def test_what_limits_the_next_figure_is_no_caveat_of_this_one() -> None:
    read = article(
        "Officers counted 9,400 arrivals in August. In total they counted 20,000 people, although"
        " the numbers cannot be compared."
    )
    first, second = figures_in(read)
    assert first.caveat is None
    assert second.caveat is not None


def test_the_place_is_the_border_or_country_beside_the_figure() -> None:
    read, figure = the_figure("Patrols stopped 9,000 people at the southern border in May.")
    assert words(read, figure.place) == "the southern border"
    read, figure = the_figure("Police arrested 900 people in Kenya.")
    assert words(read, figure.place) == "Kenya"


def test_the_period_of_a_comparison_is_not_the_figures() -> None:
    _, figure = the_figure(
        "Greece received 340 new arrivals this month, against 2,800 in August 2019.",
        published="2020-08-25",
    )
    assert figure.period is not None
    assert figure.period.start == "2020-08"


def test_the_day_on_which_it_was_said_is_no_period() -> None:
    _, figure = the_figure(
        "Consumer prices rose 0.6 per cent, the office said on Thursday.", published="2021-04-16"
    )
    assert figure.period is None


def test_a_language_without_a_word_list_has_no_figures() -> None:
    assert figures_in(article("Rajavartiosto löysi 5 000 ihmistä.", lang="fi")) == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Border guards found nearly 7,300 lone children in March.", "Border guards"),
        ("Exports fell 5 per cent in May, according to the ministry.", "the ministry"),
        ("Exports fell 5 per cent in May.", None),
    ],
)
def test_who_counted_is_the_source(text: str, source: str | None) -> None:
    read = article(text)
    counted = [amounts(read.text, sentence.span) for sentence in read.sentences]
    (figure,) = figures(read, counted, Cast.of(read))
    assert (words(read, figure.source.span) if figure.source else None) == source
