from summaries.evidence.model import DifferenceKind

from .made import article, parts

VALUE = DifferenceKind.VALUE


def counted(
    one: str, other: str, days: tuple[str | None, str | None] = ("2024-05-02", "2024-05-04")
) -> list[tuple[str, ...]]:
    articles = (
        article("A1", days[0], "A river burst its banks near Mai Mahiu in Kenya.", one),
        article("A2", days[1], "The flood near Mai Mahiu has shaken Kenya.", other),
    )
    return parts(articles, VALUE)


def test_two_counts_of_the_dead_of_one_event_are_shown() -> None:
    assert counted(
        "At least 38 people died near Mai Mahiu on Monday night, police said.",
        "The flood killed 45 people near Mai Mahiu on Monday night.",
    ) == [("At least 38", "45")]


def test_the_dead_and_the_injured_are_not_compared() -> None:
    assert (
        counted(
            "The flood killed 38 people near Mai Mahiu on Monday.",
            "The flood injured 60 people near Mai Mahiu on Monday.",
        )
        == []
    )


def test_the_dead_of_another_day_or_place_are_not_compared() -> None:
    assert (
        counted(
            "The flood killed 38 people near Mai Mahiu on Monday.",
            "The flood killed 12 people near Mai Mahiu on Thursday.",
        )
        == []
    )
    assert (
        counted(
            "The flood killed 38 people in Mai Mahiu in Kenya on Monday.",
            "The flood killed 12 people in Garissa in Kenya on Monday.",
        )
        == []
    )


def test_the_dead_of_another_kind_of_event_are_not_compared() -> None:
    assert (
        counted("The flood in Kenya killed 38 people.", "A bus crash in Kenya killed 14 people.")
        == []
    )


def test_the_day_on_which_something_was_said_is_not_the_day_it_happened() -> None:
    assert counted(
        "The flood near Mai Mahiu killed 38 people, police said on Wednesday.",
        "The flood near Mai Mahiu killed 45 people, police said on Friday.",
    ) == [("38", "45")]


def test_one_metric_of_one_month_with_two_values_is_shown() -> None:
    assert counted(
        "Annual inflation in Kenya slowed to 7.6 per cent in June.",
        "Annual inflation in Kenya was 9.1 per cent in June, the group ENAG said.",
        ("2024-07-03", "2024-07-04"),
    ) == [("7.6 per cent", "9.1 per cent")]


def test_one_metric_of_two_months_is_a_series_and_no_difference() -> None:
    assert (
        counted(
            "Annual inflation in Kenya slowed to 7.6 per cent in June.",
            "Annual inflation in Kenya slowed to 6.9 per cent in July.",
            ("2024-07-03", "2024-08-04"),
        )
        == []
    )


def test_an_outline_and_the_exact_number_agree() -> None:
    assert (
        counted(
            "Nearly 19,000 people fled their homes near Mai Mahiu.",
            "Some 18,700 people fled their homes near Mai Mahiu.",
        )
        == []
    )
    assert (
        counted(
            "More than 20,000 people fled their homes near Mai Mahiu.",
            "As many as 20,000 people fled their homes near Mai Mahiu.",
        )
        == []
    )


def test_a_record_with_its_value_in_one_paper_only_is_shown() -> None:
    articles = (
        article(
            "A1",
            None,
            "Guards found 170,000 people at the border with Kenya during April, the highest number "
            "in more than 20 years.",
        ),
        article("A2", None, "There’s at least a 20-year high in illegal crossings of the border "
                "with Kenya."),
    )  # fmt: skip
    assert parts(articles, VALUE) == [("170,000", "20-year high")]


def test_records_of_other_spans_of_years_are_not_compared() -> None:
    articles = (
        article("A1", None, "Guards found 170,000 people at the border with Kenya, the most in 20 "
                "years."),
        article("A2", None, "There’s a 10-year high in crossings of the border with Kenya."),
    )  # fmt: skip
    assert parts(articles, VALUE) == []
