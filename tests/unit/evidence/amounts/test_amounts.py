"""Every way that news writes a quantity is read with its value, unit and place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from summaries.evidence.amounts import amounts
from summaries.evidence.model import Amount, AmountKind
from summaries.text import Span

MONEY, COUNT, SHARE = AmountKind.MONEY, AmountKind.COUNT, AmountKind.SHARE
DURATION, MEASURE = AmountKind.DURATION, AmountKind.MEASURE


def only(text: str, language: str = "en") -> Amount:
    found = amounts(text, language=language)
    assert len(found) == 1, [amount.span.of(text) for amount in found]
    return found[0]


def words(text: str, language: str = "en") -> list[str]:
    return [amount.span.of(text) for amount in amounts(text, language=language)]


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("It gave $310m.", "$310m", 310_000_000, "USD"),
        ("It gave $4 billion.", "$4 billion", 4_000_000_000, "USD"),
        ("It gave US$1.2bn.", "US$1.2bn", 1_200_000_000, "USD"),
        ("It gave €1.2bn.", "€1.2bn", 1_200_000_000, "EUR"),
        ("It gave $5,000.50.", "$5,000.50", "5000.50", "USD"),
        ("It gave $1.9tn.", "$1.9tn", 1_900_000_000_000, "USD"),
        ("It gave $5 mn.", "$5 mn", 5_000_000, "USD"),
        ("It gave Rs 40 crore.", "Rs 40 crore", 400_000_000, "INR"),
        ("It gave ₹3 lakh.", "₹3 lakh", 300_000, "INR"),
        ("It gave Rs 2 lakh crore.", "Rs 2 lakh crore", 2_000_000_000_000, "INR"),
        ("It gave A$5m.", "A$5m", 5_000_000, "AUD"),
        ("It gave C$6 million.", "C$6 million", 6_000_000, "CAD"),
        ("It gave HK$7 billion.", "HK$7 billion", 7_000_000_000, "HKD"),
        ("It gave NZ $ 26 million.", "NZ $ 26 million", 26_000_000, "NZD"),
        ("It gave NOK 80 million.", "NOK 80 million", 80_000_000, "NOK"),
        ("It gave 5 million CHF.", "5 million CHF", 5_000_000, "CHF"),
        ("It gave R350 million.", "R350 million", 350_000_000, "ZAR"),
        ("It gave COP 5 million.", "COP 5 million", 5_000_000, "COP"),
        ("It gave 5 million dollars.", "5 million dollars", 5_000_000, "USD"),
        ("It gave 3 million Canadian dollars.", "3 million Canadian dollars", 3_000_000, "CAD"),
        ("It gave 3 million US dollars.", "3 million US dollars", 3_000_000, "USD"),
        ("It gave 20 million Egyptian pounds.", "20 million Egyptian pounds", 20_000_000, "EGP"),
        ("It gave half a million Mexican pesos.", "half a million Mexican pesos", 500_000, "MXN"),
        ("It gave 10 million pesos.", "10 million pesos", 10_000_000, None),
        ("It gave 3 million pounds sterling.", "3 million pounds sterling", 3_000_000, "GBP"),
        ("It got a $50-million loan.", "$50-million", 50_000_000, "USD"),
        ("It cost 50p.", "50p", "0.5", "GBP"),
        ("It cost 45 cents.", "45 cents", "0.45", None),
        ("It cost thirty-five thousand pounds.", "thirty-five thousand pounds", 35_000, "GBP"),
        ("It cost one dollar.", "one dollar", 1, "USD"),
    ],
)  # fmt: skip
def test_money_is_read(text: str, written: str, value: int | str, unit: str | None) -> None:
    amount = only(text)
    assert amount == Amount(amount.span, MONEY, Decimal(value), unit=unit)
    assert amount.span.of(text) == written


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("It sent half a million doses.", "half a million", 500_000, "doses"),
        ("A quarter of a million people fled.", "A quarter of a million", 250_000, "people"),
        ("It has two and a half million doses.", "two and a half million", 2_500_000, "doses"),
        ("It helped a dozen firms and groups.", "a dozen", 12, "firms"),
        ("It sent two dozen doctors.", "two dozen", 24, "doctors"),
        ("It sent half a dozen ships.", "half a dozen", 6, "ships"),
        ("It sent twenty-one ships.", "twenty-one", 21, "ships"),
        ("It sent one hundred and five ships.", "one hundred and five", 105, "ships"),
        ("It moved 3.2 lakh people.", "3.2 lakh", 320_000, "people"),
        ("It moved 4,14,188 people.", "4,14,188", 414_188, "people"),
        ("It moved 5 000 people.", "5 000", 5_000, "people"),
        ("It moved 1.8m people.", "1.8m", 1_800_000, "people"),
        ("It met three poor and small island countries.", "three", 3, "countries"),
        ("It met three House committees.", "three", 3, "committees"),
        ("A 200,000-strong force came.", "200,000", 200_000, None),
        ("The 15-member council met.", "15", 15, "member"),
        ("It killed 254.", "254", 254, None),
        ("A family of six walked.", "six", 6, None),
        ("Three were killed.", "Three", 3, None),
        ("Two Britons died.", "Two", 2, "Britons"),
        ("Seven US soldiers died.", "Seven", 7, "soldiers"),
        ("Tickets went to a million of the city’s residents.", "a million", 1_000_000, "residents"),
    ],
)
def test_counts_are_read_with_what_they_count(
    text: str, written: str, value: int, unit: str | None
) -> None:
    amount = only(text)
    assert amount == Amount(amount.span, COUNT, Decimal(value), unit=unit)
    assert amount.span.of(text) == written


@pytest.mark.parametrize(
    ("text", "written", "kind", "value", "unit"),
    [
        ("It rose 5%.", "5%", SHARE, "0.05", ""),
        ("It rose 4.5 per cent.", "4.5 per cent", SHARE, "0.045", ""),
        ("Up 12 percentage points.", "12 percentage points", SHARE, "0.12", "percentage point"),
        ("It rose 25 basis points.", "25 basis points", SHARE, "0.0025", "basis point"),
        ("It won three-quarters of the vote.", "three-quarters", SHARE, "0.75", ""),
        ("Half of them left.", "Half", SHARE, "0.5", ""),
        ("It fell by a fifth.", "a fifth", SHARE, "0.2", ""),
        ("One in five left.", "One in five", SHARE, "0.2", ""),
        ("Nine out of 10 left.", "Nine out of 10", SHARE, "0.9", ""),
        ("It weighed 5 tonnes.", "5 tonnes", MEASURE, "5", "tonne"),
        ("It ran 40km.", "40km", MEASURE, "40", "kilometre"),
        ("It was 38 degrees Celsius.", "38 degrees Celsius", MEASURE, "38", "degree Celsius"),
        ("It was minus 5C.", "minus 5C", MEASURE, "-5", "degree Celsius"),
        ("It made 500 MW.", "500 MW", MEASURE, "500", "megawatt"),
        ("It pumps 3 million barrels.", "3 million barrels", MEASURE, "3000000", "barrel"),
        ("A 2m high wall fell.", "2m", MEASURE, "2", "metre"),
        ("He had 200 pounds of heroin.", "200 pounds", MEASURE, "200", "pound"),
        ("A 6.4-magnitude quake struck.", "6.4-magnitude", MEASURE, "6.4", "magnitude"),
        ("A quake of magnitude 6.4 struck.", "6.4", MEASURE, "6.4", "magnitude"),
        ("It lasted 48 hours.", "48 hours", DURATION, "48", "hour"),
        ("It is a 20-year high.", "20-year", DURATION, "20", "year"),
        ("It lasted an hour and a half.", "an hour and a half", DURATION, "1.5", "hour"),
        ("He got 22 and a half years.", "22 and a half years", DURATION, "22.5", "year"),
        ("It lasted half a century.", "half a century", DURATION, "0.5", "century"),
        ("A 34-year-old man spoke.", "34-year-old", DURATION, "34", "year"),
    ],
)  # fmt: skip
def test_shares_measures_and_durations_are_read(
    text: str, written: str, kind: AmountKind, value: str, unit: str
) -> None:
    amount = only(text)
    assert amount == Amount(amount.span, kind, Decimal(value), unit=unit)
    assert amount.span.of(text) == written


@pytest.mark.parametrize(
    ("text", "written", "low", "high", "unit"),
    [
        ("It lost 5 to 7 million doses.", "5 to 7 million", 5_000_000, 7_000_000, "doses"),
        ("It lost $5-7 million.", "$5-7 million", 5_000_000, 7_000_000, "USD"),
        ("It lost $5m to $7m.", "$5m to $7m", 5_000_000, 7_000_000, "USD"),
        ("It lost 1.5 million-2 million.", "1.5 million-2 million", 1_500_000, 2_000_000, None),
        ("It lost 20 to 30 per cent.", "20 to 30 per cent", "0.2", "0.3", ""),
        ("It took two or three weeks.", "two or three weeks", 2, 3, "week"),
        ("It took 10–15 people.", "10–15", 10, 15, "people"),
    ],
)
def test_a_range_has_a_low_and_a_high_end(
    text: str, written: str, low: int | str, high: int | str, unit: str | None
) -> None:
    amount = only(text)
    assert (amount.value, amount.high, amount.unit) == (Decimal(low), Decimal(high), unit)
    assert amount.span.of(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("It rose from 5 to 7 per cent.", ["5", "7 per cent"]),
        ("It rose 5% to 20%.", ["5%", "20%"]),
        ("Gold gained $6 to $1,790 an ounce.", ["$6", "$1,790"]),
        ("It gave $5m to 3 million people.", ["$5m", "3 million"]),
        ("It cut rates by 50 basis points to 4%.", ["50 basis points", "4%"]),
    ],
)
def test_a_change_is_no_range(text: str, written: list[str]) -> None:
    assert words(text) == written
    assert all(amount.high is None for amount in amounts(text))


def test_a_change_lends_its_unit_to_the_number_before() -> None:
    before, after = amounts("It rose from 5 to 7 million.")
    assert [before.value, after.value] == [Decimal(5_000_000), Decimal(7_000_000)]


@pytest.mark.parametrize(
    ("text", "written", "qualifier"),
    [
        ("It found nearly 19,000 children.", "nearly 19,000", "nearly"),
        ("It was more than $2 trillion.", "more than $2 trillion", "more than"),
        ("It killed some thirty people.", "some thirty", "some"),
        ("It killed at least one person.", "at least one", "at least"),
        ("It killed as many as 90 people.", "as many as 90", "as many as"),
        ("It lost between 5 and 7 million.", "between 5 and 7 million", "between"),
        ("It lost 20,000 or more.", "20,000 or more", "or more"),
        ("It lost $300bn-plus.", "$300bn-plus", "-plus"),
        ("It ran for over two years.", "over two years", "over"),
    ],
)
def test_a_qualifier_belongs_to_its_amount(text: str, written: str, qualifier: str) -> None:
    amount = only(text)
    assert amount.span.of(text) == written
    assert amount.qualifier is not None
    assert amount.qualifier.of(text) == qualifier


def test_a_time_that_something_takes_has_no_qualifier() -> None:
    assert only("It was built over two years.").qualifier is None


def test_once_an_m_is_a_million_the_next_one_is_too() -> None:
    values = [amount.value for amount in amounts("It flew 1.3m people, against 8.4m in 2019.")]
    assert values == [Decimal(1_300_000), Decimal(8_400_000)]


def test_a_part_takes_the_money_of_its_whole() -> None:
    part, whole = amounts("It got 4 billion of the 6 billion euros promised.")
    assert (part.kind, part.unit, part.of) == (MONEY, "EUR", 1)
    assert whole.of is None
    assert [amount.of for amount in amounts("It pays 80% of wages up to £2,500.")] == [None, None]


def test_a_part_points_at_its_whole() -> None:
    part, whole = amounts("It has $17m of the $50m that it needs.")
    assert (part.of, whole.of) == (1, None)
    share, money = amounts("It paid a quarter of the $40m.")
    assert (share.of, money.of) == (1, None)


@pytest.mark.parametrize(
    ("text", "converted"),
    [
        ("It gave £10m ($13m).", [False, True]),
        ("It gave 10 million pesos ($500,000).", [False, True]),
        ("It gave £10m in aid (about $13m; €12m).", [False, True, True]),
        ("It burned 100 acres (40 hectares).", [False, True]),
        ("It gave R350 million, or about $24 million.", [False, True]),
        ("It gave £10m and $13m.", [False, False]),
        ("It gave $10m ($3m of it in cash).", [False, False]),
    ],
)
def test_a_conversion_is_no_second_amount(text: str, converted: list[bool]) -> None:
    assert [amount.converted for amount in amounts(text)] == converted


@pytest.mark.parametrize(
    "text",
    [
        "They met on June 8, 2021, and on 14 May.",
        "They met on 8 to 10 June and from May 8 to 10.",
        "The 1996 law, the 1990s, mid-2019, 2021-22 and 2019-2020.",
        "It was 21/06/2021 and 2021-06-21.",
        "They met at 7:30 p.m., at 8, at 0900 GMT, at 12.30pm and at 10 o'clock.",
        "The first, the 21st and the second half.",
        "They won 3-1 and 21-14 on a 5-4 vote of 52 to 48.",
        "Route 66, Flight 370, Resolution 2254, Article 5, Apollo 11, Windows 10, Title 42.",
        "COVID-19, G7, COP 27, F-16, MH17, B-52, 5G, 3D, 4x4, 24/7, 9/11 and H1N1.",
        "No. 10, number one, page 7, chapter 12, phase 3, room 101, aged 34.",
        "Three Mile Island, the Seven Years' War, the Five Eyes and Twenty20.",
        "Ruiz, 34, and Ana Lee (52) said so. She is 34.",
        "The two spoke of these three, and one of them left for a day and an hour.",
        "One day he will see one thing. No one left.",
        "Dozens came, then hundreds, tens of thousands, several million and a few hundred.",
        "Call 0800 555 111, 555-0100 or +1 202-555-0100.",
        "1. food, (2) water and [3] shelter",
        "half past two, half-time, a third term and in the third quarter",
        "odds of ten to one and nine to five",
    ],
)
def test_what_is_no_amount_is_left_out(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("Gibt 1,2 Mrd. € und 2,5 Millionen Euro.", "de", ["1,2 Mrd. €", "2,5 Millionen Euro"]),
        ("Es kostet 1.234,56 Euro.", "de", ["1.234,56 Euro"]),
        ("Quelque 5 000 personnes ont fui.", "fr", ["Quelque 5 000"]),
        ("Dio 310 millones de dólares.", "es", ["310 millones de dólares"]),
        ("Morreram trinta e duas crianças.", "pt", ["trinta e duas"]),
        ("Ha dato 1,2 miliardi di euro.", "it", ["1,2 miliardi di euro"]),
        ("Hij gaf € 1,2 miljard en 19.000 mensen, 12,5% meer.", "nl", ["12,5%"]),
        ("It gave half a million.", "und", ["half a million"]),
        ("It gave half a million.", "../en", []),
    ],
)
def test_other_languages_are_read_by_their_own_words(
    text: str, language: str, written: list[str]
) -> None:
    assert words(text, language) == written


def test_only_the_span_asked_for_is_read() -> None:
    text = "It gave $5m. Nearly 300 people came. It gave $7m."
    assert [amount.span.of(text) for amount in amounts(text, Span(13, 36))] == ["Nearly 300"]
    assert amounts(text, Span(20, 22)) == []
