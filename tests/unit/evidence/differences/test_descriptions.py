from summaries.evidence.model import DifferenceKind

from .made import article, parts

DESCRIPTION = DifferenceKind.DESCRIPTION


def described(one: str, other: str) -> list[tuple[str, ...]]:
    articles = (
        article("A1", "2024-05-02", "Floods struck Nakuru in Kenya on Monday.", one),
        article("A2", "2024-05-03", "Floods in Nakuru drove thousands of Kenyans out.", other),
    )
    return parts(articles, DESCRIPTION)


def test_one_sum_for_two_purposes_is_shown_side_by_side() -> None:
    assert described(
        "The European Union pledged €2.5 million in humanitarian assistance for Kenya.",
        "The European Union announced €2.5 million to repair water points in Kenya.",
    ) == [
        (
            "€2.5 million in humanitarian assistance for Kenya",
            "€2.5 million to repair water points in Kenya",
        )
    ]


def test_one_sum_written_in_two_ways_is_one_sum() -> None:
    assert described(
        "Japan has committed $310 million for humanitarian relief to Kenya.",
        "Japan also announced an additional $310m in aid to Kenya.",
    ) == [
        (
            "$310 million for humanitarian relief to Kenya",
            "an additional $310m in aid to Kenya",
        )
    ]


def test_one_sum_described_alike_is_no_difference() -> None:
    assert (
        described(
            "Japan pledged $31 million for tents and blankets.",
            "Japan pledged $31 million for blankets and tents.",
        )
        == []
    )


def test_a_sum_that_one_paper_only_describes_more_closely_is_no_difference() -> None:
    assert (
        described(
            "Japan pledged $31 million for tents.", "Japan pledged $31 million for warm tents."
        )
        == []
    )


def test_like_sums_in_two_affairs_are_no_difference() -> None:
    articles = (
        article("A1", "2024-05-02", "Japan pledged $310 million for tents in Kenya."),
        article("A2", "2024-05-03", "Copper producer Andina reported a profit of $310 million."),
    )
    assert parts(articles) == []


def test_other_currencies_are_other_sums() -> None:
    assert (
        described(
            "Japan pledged $25 million for tents in Kenya.",
            "Japan pledged €25 million to repair water points in Kenya.",
        )
        == []
    )
