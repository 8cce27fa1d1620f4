from summaries.evidence.model import DifferenceKind

from .made import article, parts

COMMITMENT = DifferenceKind.COMMITMENT


def committed(
    one: str, other: str, days: tuple[str | None, str | None] = ("2024-05-02", "2024-05-10")
) -> list[tuple[str, ...]]:
    articles = (
        article("A1", days[0], "Japan and Fiji spoke about the coronavirus in Suva.", one),
        article("A2", days[1], "Fiji and Japan spoke again in Suva.", other),
    )
    return parts(articles, COMMITMENT)


def test_what_was_open_and_is_promised_now_is_shown() -> None:
    assert committed(
        "Minister Toshimitsu Motegi would not say whether Japan would donate vaccines.",
        "Japan will donate half a million vaccines to Fiji.",
    ) == [
        (
            "would not say whether Japan would donate vaccines",
            "will donate half a million vaccines to Fiji",
        )
    ]


def test_details_that_were_not_shared_are_open() -> None:
    assert (
        len(
            committed(
                "Motegi will discuss cooperation, said Sanders, who did not share details on "
                "whether that would include the sharing of vaccines.",
                "Japan has also committed vaccines to Fiji.",
                (None, None),
            )
        )
        == 1
    )


def test_what_was_refused_and_is_done_now_is_shown() -> None:
    assert (
        len(
            committed(
                "Motegi said Japan would not reopen its embassy in Suva.",
                "Japan will reopen its embassy in Suva.",
            )
        )
        == 1
    )


def test_what_another_refused_is_no_difference() -> None:
    assert (
        committed(
            "Japan will not send soldiers to Suva.",
            "Fiji will send soldiers to Suva.",
        )
        == []
    )


def test_a_promise_before_the_doubt_is_no_difference() -> None:
    assert (
        committed(
            "Motegi would not say whether Japan would donate vaccines.",
            "Japan will donate half a million vaccines to Fiji.",
            ("2024-05-10", "2024-05-02"),
        )
        == []
    )


def test_to_talk_of_a_matter_commits_nobody() -> None:
    assert (
        committed(
            "Motegi would not say whether Japan would donate vaccines.",
            "Japan and Fiji will discuss vaccines in June.",
        )
        == []
    )


def test_another_matter_is_no_difference() -> None:
    assert (
        committed(
            "Motegi would not say whether Japan would donate vaccines.",
            "Japan will open a school in Suva.",
        )
        == []
    )
