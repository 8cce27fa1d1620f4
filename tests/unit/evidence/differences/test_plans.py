from summaries.evidence.model import DifferenceKind

from .made import article, parts

PLAN = DifferenceKind.PLAN_AND_REPORT


def planned(
    one: str, other: str, days: tuple[str | None, str | None] = ("2024-05-02", "2024-05-04")
) -> list[tuple[str, ...]]:
    articles = (
        article("A1", days[0], "Floods struck Nakuru in Kenya.", one),
        article("A2", days[1], "Nakuru in Kenya is under water.", other),
    )
    return parts(articles, PLAN)


def test_a_visit_planned_for_one_day_and_reported_of_another_is_shown() -> None:
    assert planned(
        "President William Ruto will visit Nakuru on Thursday, his spokesman said.",
        "President William Ruto arrived in Nakuru on Friday morning.",
    ) == [("visit Nakuru on Thursday", "arrived in Nakuru on Friday")]


def test_weekdays_are_compared_where_no_date_is_known() -> None:
    assert planned(
        "Ruto will land in Nakuru on Sunday and stay until Monday evening.",
        "On Monday, President Ruto departed on a trip to Nakuru.",
        (None, None),
    ) == [("land in Nakuru on Sunday", "Monday, President Ruto departed")]


def test_a_plan_that_was_kept_is_no_difference() -> None:
    assert (
        planned(
            "President William Ruto will visit Nakuru on Friday.",
            "President William Ruto visited Nakuru on Friday.",
        )
        == []
    )


def test_a_visit_elsewhere_is_another_visit() -> None:
    assert (
        planned(
            "President William Ruto will visit Nakuru on Thursday.",
            "President William Ruto visited Mombasa on Friday.",
        )
        == []
    )


def test_a_visit_by_someone_else_is_another_visit() -> None:
    assert (
        planned(
            "President William Ruto will visit Nakuru on Thursday.",
            "Opposition leader Raila Odinga visited Nakuru on Friday.",
        )
        == []
    )


def test_what_happened_before_the_plan_was_written_is_no_report_of_it() -> None:
    assert (
        planned(
            "President William Ruto will visit Nakuru on Friday.",
            "President William Ruto visited Nakuru on Tuesday.",
        )
        == []
    )


def test_a_crossing_that_opens_a_day_late_is_shown() -> None:
    assert planned(
        "The border crossing at Tamra will reopen on Saturday, the army of Kenya said.",
        "The border crossing at Tamra in Kenya reopened on Sunday.",
        ("2024-05-02", "2024-05-06"),
    ) == [("reopen on Saturday", "reopened on Sunday")]
