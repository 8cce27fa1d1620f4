"""What someone promised, to whom and what for: the rows that a team sees under a brief."""

from __future__ import annotations

from datetime import date

import pytest

from summaries.evidence.model import PledgeStatus
from tests.unit.evidence.pledges.made import ledger_of, read, shown, written


def only(text: str) -> dict[str, str]:
    (row,) = ledger_of(text)
    return row


def test_a_pledge_says_who_gives_what_to_whom_and_what_for() -> None:
    assert only("Norway has pledged $250 million to help Somalia cope with its worst drought.") == {
        "amount": "$250 million",
        "item": "$250 million to help Somalia cope with its worst drought",
        "status": "pledged",
        "donor": "Norway",
        "recipient": "Somalia",
        "purpose": "to help Somalia cope with its worst drought",
    }


def test_each_item_of_a_list_is_a_row_and_only_the_first_names_the_receiver() -> None:
    article = written(
        "The chancellery has also committed malaria vaccines to the Sahel countries, $4 billion "
        "in development aid and $90 million for humanitarian relief."
    )
    rows = read(article)
    assert [row.recipient_named for row in rows] == [True, False, False]
    assert [shown(article, row)["item"] for row in rows] == [
        "malaria vaccines to the Sahel countries",
        "$4 billion in development aid",
        "$90 million for humanitarian relief",
    ]
    assert {row.donor.name for row in rows if row.donor} == {"chancellery"}
    assert {row.status for row in rows} == {PledgeStatus.COMMITTED}


def test_the_country_gives_and_the_speaker_announces() -> None:
    row = only("Minister Ana Ruiz announced an additional $31m in Spanish aid to West Africa.")
    assert (row["donor"], row["announcer"]) == ("Spanish", "Ana Ruiz")
    assert row["item"] == "an additional $31m in Spanish aid to West Africa"


def test_we_in_a_quotation_is_whoever_speaks() -> None:
    row = only("“We will provide another $20 million for the refugees in Chad,” Lars Holm said.")
    assert row["donor"] == "Lars Holm"


def test_it_is_whoever_said_so() -> None:
    row = only("South Korea said on Friday it would give $2 million to flood-hit Libya.")
    assert row["donor"] == "South Korea"


@pytest.mark.parametrize(
    ("text", "donor", "recipient"),
    [
        ("Ukraine received a €1.5bn tranche from the EU.", "EU", "Ukraine"),
        ("Kenya will get $20m from the World Bank to vaccinate cattle.", "World Bank", "Kenya"),
        ("Tonga was promised $8 million by New Zealand.", "New Zealand", "Tonga"),
        ("Qatar offered Lebanon $60 million to pay its soldiers.", "Qatar", "Lebanon"),
        ("Moldova will be given 40 million euros in grants by Norway.", "Norway", "Moldova"),
        ("Ghana thanked Japan for its gift of $3.5 million.", "Japan", ""),
        ("Beijing has written off $17 million of Zimbabwe's debt.", "Beijing", "Zimbabwe"),
        ("A £5m grant from Canada kept the clinics open.", "Canada", ""),
        ("US aid to the country totalled $77 million in 2022.", "US", "country"),
    ],
)
def test_giver_and_receiver_are_told_apart_in_any_order(
    text: str, donor: str, recipient: str
) -> None:
    row = only(text)
    assert (row.get("donor", ""), row.get("recipient", "")) == (donor, recipient)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway pledged $5m to Mali.", "pledged"),
        ("Norway has committed $5m to Mali.", "committed"),
        ("Norway agreed to lend Mali $5m.", "committed"),
        ("Norway will give Mali $5m.", "planned"),
        ("Norway plans to give Mali $5m.", "planned"),
        ("Norway is sending $5m in aid to Mali.", "planned"),
        ("Norway will give Mali $5m in return for elections.", "conditional"),
        ("Norway agreed to lend Mali $5m, subject to approval by parliament.", "conditional"),
        ("Norway gave Mali $5m.", "paid"),
        ("Norway has sent Mali $5m in aid.", "paid"),
        ("Norway will not give Mali the $5m in aid.", "refused"),
        ("Mali asked Norway for $5m in loans.", "sought"),
        ("Mali asked Norway to lend it $5m.", "sought"),
    ],
)
def test_the_words_say_how_far_a_pledge_has_come(text: str, status: str) -> None:
    assert only(text)["status"] == status


@pytest.mark.parametrize(
    "text",
    [
        "Norway could give Mali $5m.",
        "Norway is considering giving Mali $5m in aid.",
        "The law would allow Norway to give Mali $5m.",
        "Norway was to give Mali $5m, but changed its mind.",
        "Norway suspended $5m in aid to Mali.",
        "Norway and Mali will discuss a $5m loan.",
    ],
)
def test_what_is_only_possible_or_was_called_off_is_no_pledge(text: str) -> None:
    assert ledger_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Senate passed a $1.2 trillion infrastructure bill on Tuesday.",
        "She travelled to promote his nearly $2 trillion stimulus bill.",
        "The United Nations appealed for $1.5 billion in aid for Afghanistan.",
        "The agency says it needs $1.1 billion to feed 8 million people.",
        "Regulators fined the bank $80 million.",
        "A jury awarded the family $12 million in damages.",
        "The club agreed to pay £45m for the striker.",
        "Hackers demanded $5 million in ransom from the hospital.",
        "Bilateral trade reached $12 billion last year.",
        "The army will buy 24 fighter jets for $3.2 billion.",
        "The carmaker plans to invest $2 billion in a battery plant in Kentucky.",
        "He donated $250,000 to the governor's re-election campaign.",
        "The opposition accused the minister of giving $2 million to a charity run by his wife.",
        "Storm damage is estimated at $3 billion.",
        "The government has set a goal of raising $500 million for climate projects.",
        "The mayor pledged $40 million for road repairs and more police.",
        "The government will spend $300 million on new classrooms.",
        "Washington has offered $15 million for information leading to his arrest.",
        "Argentina will repay the IMF $2.7 billion this month.",
        "The two governments will analyse the vaccine exchange.",
        "Her spokesman did not say whether the visit would bring more aid.",
        "Iran is accused of sending $700 million a year to the militia.",
    ],
)
def test_bills_fines_trade_goals_appeals_and_accusations_are_no_pledges(text: str) -> None:
    assert ledger_of(text) == []


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Cuba has promised to send 200 doctors to Angola.", "200 doctors to Angola"),
        (
            "Denmark will send more border officials to Cyprus to provide training.",
            "more border officials to Cyprus to provide training",
        ),
        ("Oslo plans to increase relief to the region.", "relief to the region"),
        (
            "Japan donated 1.2 million doses of vaccine to Vietnam.",
            "1.2 million doses of vaccine to Vietnam",
        ),
    ],
)
def test_people_goods_and_aid_without_a_sum_are_rows_too(text: str, item: str) -> None:
    assert only(text)["item"] == item


def test_the_receivers_before_for_which_are_those_of_the_pledge() -> None:
    row = only(
        "Many came from three poor countries – Togo, Benin and Mali – for which the US has pledged "
        "aid in return for better courts."
    )
    assert row["recipient"] == "Togo, Benin and Mali"
    assert row["status"] == "conditional"


def test_a_sum_in_two_currencies_is_one_row() -> None:
    assert [row["amount"] for row in ledger_of("Spain pledged €20m ($23m) to Mali.")] == ["€20m"]


def test_a_verb_left_out_is_taken_from_the_donor_before() -> None:
    rows = ledger_of("Kuwait offered $300 million, Qatar $75 million and Oman $10 million.")
    assert [(row["donor"], row["amount"]) for row in rows] == [
        ("Kuwait", "$300 million"),
        ("Qatar", "$75 million"),
        ("Oman", "$10 million"),
    ]


def test_what_a_package_includes_comes_from_the_giver_of_the_package() -> None:
    rows = ledger_of(
        "The Netherlands announced a €70 million aid package for Sudan. It includes €20 million "
        "for food."
    )
    assert rows[1]["donor"] == "Netherlands"
    assert rows[1]["purpose"] == "for food"


def test_the_day_is_that_of_the_pledge_and_never_its_term() -> None:
    article = written(
        "Norway on Monday pledged $5m to Mali over five years.", published=date(2024, 5, 15)
    )
    (row,) = read(article)
    assert row.date is not None
    assert row.date.start == "2024-05-13"
    (row,) = read(written("Norway pledged $5m to Mali through 2025."))
    assert row.date is None


def test_an_article_in_a_language_without_words_has_no_rows() -> None:
    assert read(written("Norge lovade Mali 5 miljoner dollar i bistånd.", language="sv")) == ()
