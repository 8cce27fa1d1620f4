"""Who a text means: by a full name, a short one, a role or a pronoun."""

from __future__ import annotations

import pytest

from summaries.corpus import Article
from summaries.evidence.model import Party, PartyKind
from summaries.evidence.people import Cast
from summaries.text import Span
from tests.unit.selection.made import article


def meant(read: Article, words: str, *, after: str = "") -> Party | None:
    """Whom the last place of ``words`` stands for (behind ``after``, where it is given)."""
    start = read.text.index(after) + len(after) if after else 0
    at = read.text.index(words, start)
    return Cast.of(read).party_at(Span(at, at + len(words)))


def name_of(read: Article, words: str, *, after: str = "") -> str | None:
    party = meant(read, words, after=after)
    return party.name if party else None


TWO_PRESIDENTS = article(
    "Peruvian President Dina Boluarte met Chilean President Gabriel Boric in Lima.",
    "Boric praised the port. The president said trade would double. "
    "The Peruvian leader was more careful. She spoke of years.",
)


def test_a_surname_stands_for_the_full_name() -> None:
    assert name_of(TWO_PRESIDENTS, "Boric", after="Lima.") == "Gabriel Boric"


def test_the_president_is_the_one_the_sentence_before_was_about() -> None:
    party = meant(TWO_PRESIDENTS, "The president")
    assert party is not None
    assert (party.name, party.certain) == ("Gabriel Boric", False)


def test_a_role_with_a_country_is_the_one_of_that_country() -> None:
    party = meant(TWO_PRESIDENTS, "The Peruvian leader")
    assert party is not None
    assert (party.name, party.certain) == ("Dina Boluarte", True)


def test_a_pronoun_is_the_subject_before_it() -> None:
    assert name_of(TWO_PRESIDENTS, "She") == "Dina Boluarte"


def test_the_party_is_shown_where_it_is_named_in_full() -> None:
    party = meant(TWO_PRESIDENTS, "Boric", after="Lima.")
    assert party is not None
    assert party.named_at is not None
    assert party.named_at.of(TWO_PRESIDENTS.text) == "Gabriel Boric"
    assert party.role is not None
    assert party.role.of(TWO_PRESIDENTS.text) == "Chilean President"


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Mayor Ana Lopes opened the bridge.", "Ana Lopes", "Mayor"),
        ("The vote was close, said special envoy Jan Koller.", "Jan Koller", "special envoy"),
        ("Ana Lopes, the mayor of Porto, opened it.", "Ana Lopes", "mayor"),
        ("Ana Lopes, a former senior treasury official, spoke.", "Ana Lopes",
         "former senior treasury official"),
        ("The team's coach, Ana Lopes, was calm.", "Ana Lopes", "coach"),
        ("Canada's Prime Minister Ana Lopes spoke.", "Ana Lopes", "Prime Minister"),
        ("US Secretary of State Ana Lopes spoke.", "Ana Lopes", "US Secretary of State"),
        ("Governor of Washington Ana Lopes spoke.", "Ana Lopes", "Governor of Washington"),
        ("The Afghan Ambassador to the United States Ana Lopes spoke.", "Ana Lopes",
         "Afghan Ambassador to the United States"),
    ],
)  # fmt: skip
def test_a_person_is_introduced_with_a_role(sentence: str, name: str, role: str) -> None:
    read = article("It was a cold day.", sentence)
    party = meant(read, name)
    assert party is not None
    assert (party.name, party.kind) == (name, PartyKind.PERSON)
    assert party.role is not None
    assert party.role.of(read.text) == role


def test_accents_do_not_part_a_name() -> None:
    read = article("Minister José Núñez spoke. Later Nunez left the hall.")
    assert name_of(read, "Nunez") == "José Núñez"


def test_initials_stand_for_the_one_name_they_fit() -> None:
    read = article("President Maria Elena Torres Diaz spoke. METD left the hall.")
    assert name_of(read, "METD") == "Maria Elena Torres Diaz"


def test_a_team_gives_other_names() -> None:
    read = article("Maria Torres spoke. The crowd cheered Lula again.")
    cast = Cast.of(read, {"lula": "Maria Torres"})
    at = read.text.index("Lula")
    party = cast.party_at(Span(at, at + 4))
    assert party is not None
    assert party.name == "Maria Torres"


def test_the_vice_president_is_not_the_president() -> None:
    read = article(
        "President Ada Obi and Vice President Ken Eze spoke. The vice president was late.",
    )
    assert name_of(read, "The vice president") == "Ken Eze"


def test_a_secretary_of_another_office_is_somebody_else() -> None:
    read = article("General Secretary Mick Byrne spoke. The transport secretary rejected it.")
    assert name_of(read, "The transport secretary") == "transport secretary"


def test_a_company_is_no_person() -> None:
    read = article("The Bank of Ghana raised rates. UNHCR protested.")
    assert [(p.name, p.kind) for p in Cast.of(read).parties(0)] == [
        ("Bank of Ghana", PartyKind.BODY)
    ]
    assert [p.kind for p in Cast.of(read).parties(1)] == [PartyKind.BODY]


def test_they_are_a_group_named_before() -> None:
    read = article("Republicans attacked the bill. They called it a gift to banks.")
    assert name_of(read, "They") == "Republicans"


def test_groups_are_taken_with_what_belongs_to_them() -> None:
    read = article("The top Democrats on two House committees wrote to the court.")
    assert Cast.of(read).parties(0)[0].name == "top Democrats on two House committees"


def test_a_country_is_a_party_under_each_of_its_names() -> None:
    read = article("The United States sent aid. Later the U.S. sent more.")
    assert name_of(read, "the U.S.") == "United States"


def test_it_stands_for_nothing_in_it_is_unclear() -> None:
    read = article("The court met. It is unclear whether rain will come.")
    assert name_of(read, "It", after="met. ") is None


def test_the_first_word_of_a_sentence_is_no_name_for_its_capital() -> None:
    read = article("Construction went on. Estimates suggest a long delay.")
    assert Cast.of(read).parties(0) == ()
    assert Cast.of(read).parties(1) == ()


def test_a_speaker_named_after_the_words_is_found_from_the_pronoun() -> None:
    read = article("“It shook,” he said.", "Joseph Banda had been asleep.")
    assert name_of(read, "he") == "Joseph Banda"


def test_nobody_is_meant_where_nobody_is_named() -> None:
    read = article("He said that it rained.")
    assert name_of(read, "He") is None
