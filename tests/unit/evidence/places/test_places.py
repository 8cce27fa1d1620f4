"""Countries and regions are found by every usual name, and nothing else is taken for them."""

from __future__ import annotations

import time

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from summaries.evidence.places import (
    country_of,
    government_of,
    is_adjective,
    lies_within,
    place_at,
    place_of,
    places_in,
)
from summaries.evidence.places.tables import countries, lies_in, regions
from summaries.text import Span

# UN M49, the regions of its geographic part and the common groupings beside it.
M49 = [
    "001", "002", "003", "005", "009", "011", "013", "014", "015", "017", "018", "019",
    "021", "029", "030", "034", "035", "039", "053", "054", "057", "061", "142", "143",
    "145", "150", "151", "154", "155", "202", "419",
]  # fmt: skip
NOT_ISO = {"XK"}  # Kosovo, which CLDR has by a code of its own


def found(text: str, *, capitals: bool = False) -> list[tuple[str, str]]:
    return [(span.of(text), code) for span, code in places_in(text, capitals=capitals)]


def test_every_country_of_iso_3166_is_in_the_table() -> None:
    codes = {row["code"] for row in countries()}
    aliases = get_global("territory_aliases")
    named = map(str, Locale("en").territories)
    cldr = {code for code in named if code.isalpha() and code not in aliases}
    no_countries = {"AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
    no_countries |= {"CQ"}

    assert len(codes - NOT_ISO) == 249
    assert codes == cldr - no_countries


def test_every_country_with_people_has_a_word_for_them_and_a_capital() -> None:
    uninhabited = {"AQ", "BV", "GS", "HM", "SJ", "TF", "UM"}
    # City states, and territories without a seat of their own.
    no_capital = {"AQ", "BV", "GI", "HK", "HM", "IO", "MO", "SG", "SM", "TF", "TK", "UM", "VA"}

    for row in countries():
        assert row["people"] or row["code"] in uninhabited, row["code"]
        assert row["capital"] or row["code"] in no_capital, row["code"]


def test_every_region_of_m49_is_in_the_table_and_holds_countries() -> None:
    assert set(M49) <= regions().keys()
    held = {region for code in (row["code"] for row in countries()) for region in lies_in()[code]}
    assert set(M49) <= held


@pytest.mark.parametrize("row", countries(), ids=lambda row: str(row["code"]))
def test_a_country_is_known_by_all_its_names(row: dict[str, str]) -> None:
    for column in ("names", "short", "people"):
        for name in filter(None, row[column].split(";")):
            assert country_of(name) == row["code"], name


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("US", "US"),
        ("U.S.", "US"),
        ("the United States", "US"),
        ("the US’s", "US"),
        ("America", "US"),
        ("UK", "GB"),
        ("Britain's", "GB"),
        ("Britons", "GB"),
        ("England", "GB"),
        ("the Scottish", "GB"),
        ("Guatemalan", "GT"),
        ("Guatemalans", "GT"),
        ("GUATEMALA", "GT"),
        ("the Netherlands", "NL"),
        ("Cote d'Ivoire", "CI"),
        ("St. Lucia", "LC"),
        ("Congo", "CD"),
        ("the Republic of Congo", "CG"),
        ("South\nKorea", "KR"),
        ("Gaza", "PS"),
        ("Central America", None),
        ("Washington", None),
        ("us", None),
        ("", None),
        ("Atlantis", None),
    ],
)
def test_a_country_is_told_by_name_short_name_or_people(words: str, code: str | None) -> None:
    assert country_of(words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Central America", "013"),
        ("Central American", "013"),
        ("sub-Saharan Africa", "202"),
        ("southern Africa", "018"),
        ("the Balkans", "balkans"),
        ("the Gulf", "gulf"),
        ("EU", "EU"),
        ("Wales", "GB-WLS"),
        ("Mexico", "MX"),
        ("Gulf of Mexico", None),
        ("Mexico City", None),
    ],
)
def test_a_region_has_the_code_of_m49_or_a_name_of_its_own(words: str, code: str | None) -> None:
    assert place_of(words) == code


def test_a_capital_stands_for_its_government() -> None:
    assert government_of("Moscow") == "RU"
    assert government_of("Russia") is None
    assert found("Moscow and Mexico City agreed.") == []
    assert found("Moscow and Mexico City agreed.", capitals=True) == [
        ("Moscow", "RU"),
        ("Mexico City", "MX"),
    ]


def test_adjectives_are_told_from_names() -> None:
    assert is_adjective("Guatemalan")
    assert not is_adjective("Guatemala")


def test_a_country_lies_in_its_regions() -> None:
    assert lies_within("GT", "013")
    assert lies_within("GT", "419")
    assert lies_within("GT", "GT")
    assert not lies_within("GT", "005")
    assert lies_within("FR", "EU")
    assert not lies_within("GB", "EU")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The US-Mexico border is long.", [("US", "US"), ("Mexico", "MX")]),
        ("U.S. and Salvadoran police met.", [("U.S.", "US"), ("Salvadoran", "SV")]),
        ("It grew across sub-Saharan Africa.", [("sub-Saharan Africa", "202")]),
        ("South Sudan and Papua New Guinea", [("South Sudan", "SS"), ("Papua New Guinea", "PG")]),
        ("Trade in the Gulf and the Gulf of Mexico", [("Gulf", "gulf")]),
        ("He lives in New Mexico and New Jersey.", []),
        ("Michael Jordan met Chad Smith.", []),
        ("Jordan and Chad signed.", [("Jordan", "JO"), ("Chad", "TD")]),
        ("Jordan's King Abdullah spoke.", [("Jordan", "JO")]),
        ("She speaks Spanish, and wrote in French.", []),
        ("The Spanish and French ministers met.", [("Spanish", "ES"), ("French", "FR")]),
        ("Cuban Americans and Mexican-American voters", []),
        ("MEXICO SAYS IT GAVE US AID", [("MEXICO", "MX")]),
        ("The card holds 64 GB.", []),
        ("The United Nations and the World Bank met.", []),
        ("turkey, china and polish", []),
        ("Northern Ireland and Ireland", [("Northern Ireland", "GB-NIR"), ("Ireland", "IE")]),
    ],
)  # fmt: skip
def test_the_places_of_a_sentence_are_found(text: str, places: list[tuple[str, str]]) -> None:
    assert found(text) == places


def test_other_languages_have_their_own_names() -> None:
    text = "Los Estados Unidos y Alemania ayudan a América Central."
    names = [(span.of(text), code) for span, code in places_in(text, language="es")]

    assert names == [("Estados Unidos", "US"), ("Alemania", "DE"), ("América Central", "013")]
    assert country_of("Deutschland", "de") == "DE"
    assert country_of("Guatemala", "no such language") == "GT"


def test_a_place_is_read_where_it_begins() -> None:
    text = "paid in Hong Kong dollars"
    assert place_at(text, 8, len(text)) == (Span(8, 17), "HK")
    assert place_at(text, 0, len(text)) is None


def test_only_the_span_asked_for_is_read() -> None:
    text = "Peru helped Chile."
    assert [code for _, code in places_in(text, Span(5, 18))] == ["CL"]
    assert [code for _, code in places_in(text, Span(0, 3))] == []


PIECES = [
    "US", "U.S.", "Mexico", "Mexico City", "sub-", "Saharan", "Africa", "southern", " ", "-", "the",
    "Gulf", "’s", ".", "\n", "İ", "ß", "Jordan", "Michael", "in", "French", "American",
]  # fmt: skip


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_places_are_words_of_the_text_in_order(text: str) -> None:
    done = 0
    for span, code in places_in(text, capitals=True):
        assert done <= span.start < span.end <= len(text)
        assert code
        done = span.end


@pytest.mark.parametrize("piece", ["US ", "A", "A.", "U.S.", "Mexico", "southern Africa ", "Gulf "])
def test_a_megabyte_of_one_thing_is_read_in_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = time.process_time()
    places_in(text, capitals=True)
    assert time.process_time() - started < 20
