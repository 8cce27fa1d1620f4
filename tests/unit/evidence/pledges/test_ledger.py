"""One pledge in several articles is one row, and what they say differently stays visible."""

from __future__ import annotations

import pytest

from summaries.corpus import Article
from summaries.evidence.model import Pledge
from summaries.evidence.pledges import Field, LedgerRow, ledger
from tests.unit.evidence.pledges.made import read, written


def rows(*texts: str) -> tuple[LedgerRow, ...]:
    """The ledger of one article for each text."""
    reported: list[tuple[Article, Pledge]] = []
    for number, text in enumerate(texts, start=1):
        article = written(text, name=f"A{number}")
        reported += [(article, pledge) for pledge in read(article)]
    return ledger(reported)


def test_the_same_sum_from_the_same_donor_is_one_row_with_two_sources() -> None:
    (row,) = rows("Norway pledged $5m to Mali.", "Norway pledged $5 million to Mali.")
    assert row.articles == ("A1", "A2")
    assert row.differs == frozenset()


def test_a_sum_that_is_additional_in_one_article_stays_so() -> None:
    (row,) = rows(
        "The White House has committed $310 million for humanitarian relief.",
        "She announced an additional $310m in US aid to Central America.",
    )
    assert [report.additional is not None for report in row.reports] == [False, True]
    assert {Field.ADDITIONAL, Field.PURPOSE, Field.RECIPIENT, Field.DONOR} <= row.differs


def test_a_purpose_that_one_article_leaves_out_is_a_difference_and_not_a_second_row() -> None:
    (row,) = rows("Norway pledged $5m to Mali for clean water.", "Norway pledged $5m to Mali.")
    assert row.differs == {Field.PURPOSE}
    assert [report.pledge.purpose is None for report in row.reports] == [False, True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norway pledged $5m to Kenya.", "Norway pledged $5m to Uganda."),
        ("Norway pledged $5m to Kenya.", "Denmark pledged $5m to Kenya."),
        ("Norway pledged $5m to Kenya.", "Norway pledged €5m to Kenya."),
        ("Norway pledged $5m to Kenya.", "Norway pledged $6m to Kenya."),
        ("Norway pledged $5m to Kenya.", "Norway pledged $5m to $8m to Kenya."),
        (
            "Norway pledged $5m to Kenya to repair bridges.",
            "Norway pledged $5m to Kenya to vaccinate children.",
        ),
        ("Norway pledged $5m to Kenya.", "Kenya asked Norway for $5m."),
        ("Norway gave Kenya $5m.", "Norway will not give Kenya the $5m in aid."),
        ("Norway gave Kenya $5m on 3 May 2024.", "Norway gave Kenya $5m on 9 June 2024."),
    ],
)
def test_rows_that_contradict_each_other_stay_apart(one: str, other: str) -> None:
    assert len(rows(one, other)) == 2


def test_a_region_and_a_country_in_it_do_not_contradict() -> None:
    (row,) = rows("Norway pledged $5m to Kenya.", "Norway pledged $5m to East Africa.")
    assert row.differs == {Field.RECIPIENT}


def test_promised_then_and_paid_now_is_one_row_that_says_both() -> None:
    (row,) = rows("Norway pledged $5m to Kenya.", "Norway has sent Kenya $5m.")
    assert row.differs == {Field.STATUS}
    assert [report.pledge.status.value for report in row.reports] == ["pledged", "paid"]


def test_a_row_that_fits_two_others_that_contradict_joins_only_the_first() -> None:
    found = rows(
        "Norway pledged $5m to Kenya.", "Norway pledged $5m to Uganda.", "Norway pledged $5m."
    )
    assert [row.articles for row in found] == [("A1", "A3"), ("A2",)]


def test_two_equal_sums_in_one_sentence_are_two_pledges() -> None:
    assert len(rows("Norway pledged $5m to Kenya and $5m to aid groups.")) == 2


def test_help_without_a_sum_is_never_put_together() -> None:
    assert len(rows("Norway pledged aid to Mali.", "Norway pledged aid to Mali.")) == 2


def test_a_pledge_whose_donor_is_unknown_is_never_put_together() -> None:
    assert len(rows("An extra $5m was pledged.", "An extra $5m was pledged.")) == 2


def test_no_value_in_a_ledger_is_a_sum_of_others() -> None:
    texts = [
        "Norway pledged $5m to Kenya and $7m to Uganda.",
        "Norway pledged $5m to Kenya. It also gave Mali $11m.",
        "Norway has sent Kenya $5m.",
    ]
    stated = {5_000_000, 7_000_000, 11_000_000}
    found = rows(*texts)
    assert {int(row.amount.value) for row in found if row.amount} == stated
    for row in found:
        assert {report.pledge.amount.value for report in row.reports if report.pledge.amount} == {
            row.amount.value if row.amount else None
        }


def test_a_ledger_of_nothing_is_empty() -> None:
    assert ledger([]) == ()
