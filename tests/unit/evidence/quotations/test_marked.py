"""Words between marks: who says them, however a paper prints them."""

from __future__ import annotations

import pytest

from summaries.corpus import Article
from summaries.evidence.model import Quotation, QuotationKind
from summaries.evidence.people import Cast
from summaries.evidence.quotations import quotations
from tests.unit.selection.made import article

LEDE = "Mayor Ana Ruiz spoke to the council on Monday about the bridge over the river."


def rows(read: Article) -> tuple[Quotation, ...]:
    return quotations(read, Cast.of(read))


def said(read: Article) -> list[tuple[str | None, list[str]]]:
    return [
        (row.speaker.name if row.speaker else None, [s.of(read.text) for s in row.segments])
        for row in rows(read)
        if row.kind is not QuotationKind.INDIRECT
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "“The plan costs us nothing,” {} said.",
        "“The plan costs us nothing,” said {}.",
        '"The plan costs us nothing," {} told reporters on Monday.',
        "‘The plan costs us nothing,’ {} said.",
        "'The plan costs us nothing,' {} said.",
        "«The plan costs us nothing», {} said.",
        "„The plan costs us nothing“, {} said.",
        "“The plan costs us nothing, ”{} said.",
        "“The plan costs us nothing, {} said.",
        "{} said: “The plan costs us nothing.”",
        "{}, who was late, said on Monday: “The plan costs us nothing.”",
        "“The plan costs us nothing,” according to {}.",
        "{} wrote in a letter to the council, “The plan costs us nothing.”",
    ],
)
def test_the_speaker_stands_beside_the_words(sentence: str) -> None:
    read = article(LEDE, sentence.format("Ruiz"))
    ((speaker, segments),) = said(read)
    assert speaker == "Ana Ruiz"
    assert segments[0].rstrip(",.") == "The plan costs us nothing"


def test_a_broken_quotation_is_one_row() -> None:
    read = article(LEDE, "“We will,” Ruiz said, “pay nothing.” She left. “That is all.”")
    assert said(read)[0] == ("Ana Ruiz", ["We will,", "pay nothing."])


def test_what_goes_on_behind_the_speaker_belongs_to_it() -> None:
    read = article(LEDE, "“We will pay nothing,” she said. “That is all. It is enough.”")
    (row,) = rows(read)
    assert row.speaker is not None
    assert row.speaker.name == "Ana Ruiz"
    assert [s.of(read.text) for s in row.segments] == [
        "We will pay nothing,",
        "That is all. It is enough.",
    ]
    assert row.sentences == (1, 3)


def test_a_quotation_goes_on_over_paragraphs() -> None:
    read = article(LEDE, "“It is late. We go.", "“We come back,” Ruiz said.")
    assert said(read) == [("Ana Ruiz", ["It is late. We go.", "We come back,"])]


def test_a_paragraph_may_lack_the_mark_that_opens_it_again() -> None:
    read = article(LEDE, 'She said, "It was a hard day.', 'We go on tomorrow."')
    assert said(read) == [("Ana Ruiz", ["It was a hard day.", "We go on tomorrow."])]


def test_what_is_nested_is_no_row_of_its_own() -> None:
    read = article(LEDE, "“She told me, ‘Go home,’ and I went,” Ruiz said.")
    assert said(read) == [("Ana Ruiz", ["She told me, ‘Go home,’ and I went,"])]


def test_a_part_of_a_sentence_is_mixed() -> None:
    read = article(LEDE, "Ruiz said the two “are not on the same side”.")
    (row,) = rows(read)
    assert row.kind is QuotationKind.MIXED
    assert row.cue is not None
    assert row.cue.of(read.text) == "said"


def test_calling_someone_names_is_a_row_of_the_caller() -> None:
    read = article(LEDE, "Calling Jo Ng a “paper mayor,” Ruiz warned that the bridge was unsafe.")
    assert said(read) == [("Ana Ruiz", ["paper mayor,"])]


def test_who_is_told_is_the_listener() -> None:
    read = article(LEDE, "Ruiz told Jo Ng that “the door is open”.")
    (row,) = rows(read)
    assert row.listener is not None
    assert row.listener.name == "Jo Ng"


def test_people_named_in_the_words_are_what_they_are_about() -> None:
    read = article(LEDE, "Minister Jo Ng was absent.", "“I like Ng,” Ruiz said.")
    (row,) = rows(read)
    assert [party.name for party in row.about] == ["Jo Ng"]


def test_a_source_within_the_sentence_is_not_the_speaker() -> None:
    read = article(LEDE, "Ruiz said, according to a pool report, that “the door is open to all”.")
    assert said(read)[0][0] == "Ana Ruiz"


@pytest.mark.parametrize(
    "sentence",
    [
        "The film, titled “A Long Way From Home”, opens in Lagos.",
        "The so-called “iron lady” left office in 2018.",
        "Her robot, named “Hope,” won a prize.",
        "He is known as “the Butcher” to his enemies.",
        "The word “ubuntu” is often translated as humanity.",
        "The “Northern Triangle” and the “Northern Triangle” pact are old, Ruiz said.",
        'It was 6\'2" tall and 5" wide.',
        "The '90s were good to the farmers' market.",
    ],
)
def test_terms_titles_and_nicknames_are_no_rows(sentence: str) -> None:
    assert said(article(LEDE, sentence)) == []


def test_a_document_may_say_something_but_a_wall_may_not() -> None:
    assert said(article("The letter reads “we may extend the use of the form next year”.")) == [
        ("letter", ["we may extend the use of the form next year"])
    ]


def test_the_speaker_before_may_go_on_in_the_next_paragraph() -> None:
    read = article(LEDE, "“We pay nothing,” Ruiz said.", "“The rest can wait.”")
    (_, row) = rows(read)
    assert row.speaker is not None
    assert (row.speaker.name, row.speaker.span, row.speaker.certain) == ("Ana Ruiz", None, False)


def test_speech_that_a_dash_opens_is_read_in_spanish() -> None:
    read = article(
        "La alcaldesa Ana Ruiz habló el lunes.", "—Vamos a casa —dijo Ruiz—. Es tarde.", lang="es"
    )
    assert said(read) == [("Ana Ruiz", ["Vamos a casa", ". Es tarde."])]
