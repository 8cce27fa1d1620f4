"""What is reported without marks, and what only looks like it."""

from __future__ import annotations

import pytest

from summaries.corpus import Article
from summaries.evidence.model import QuotationKind
from summaries.evidence.people import Cast
from summaries.evidence.quotations import quotations
from tests.unit.selection.made import article

LEDE = "Mayor Ana Ruiz spoke to the council on Monday about the bridge over the river."


def reported(read: Article) -> list[tuple[str | None, str]]:
    return [
        (
            row.speaker.name if row.speaker else None,
            " … ".join(s.of(read.text) for s in row.segments),
        )
        for row in quotations(read, Cast.of(read))
        if row.kind is QuotationKind.INDIRECT
    ]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Ruiz said that the bridge was safe.", "the bridge was safe"),
        ("Ruiz said the bridge was safe.", "the bridge was safe"),
        ("Ruiz on Tuesday said the bridge was safe.", "the bridge was safe"),
        ("Ruiz, the city's mayor, said the bridge was safe.", "the bridge was safe"),
        ("Ruiz said in a statement on Tuesday that the bridge was safe.", "the bridge was safe"),
        ("The bridge was safe, Ruiz said.", "The bridge was safe"),
        ("The bridge was safe, said Ruiz, who was late.", "The bridge was safe"),
        ("The bridge, Ruiz said, was safe.", "The bridge … was safe"),
        ("According to Ruiz, the bridge was safe.", "the bridge was safe"),
        ("The bridge was safe, according to Ruiz.", "The bridge was safe"),
        ("Ruiz told reporters that the bridge was safe.", "the bridge was safe"),
        ("Ruiz told reporters on Tuesday the bridge was safe.", "the bridge was safe"),
        ("Ruiz told drivers to stay away.", "to stay away"),
        ("Ruiz told migrants not to come.", "not to come"),
        ("Ruiz urged governments to do more.", "governments to do more"),
        ("Ruiz asked whether the bridge was safe.", "whether the bridge was safe"),
        ("Ruiz accused the builders of fraud.", "the builders of fraud"),
        ("Ruiz has also blamed the builders for the delay.", "the builders for the delay"),
        ("Ruiz criticised the builders.", "the builders"),
        ("Ruiz emphasised the importance of the bridge.", "the importance of the bridge"),
        ("Ruiz announced new checks.", "new checks"),
        ("Ruiz described the bridge as a danger.", "the bridge as a danger"),
        ("Ruiz vowed to pay nothing.", "to pay nothing"),
        ("Ruiz called for calm.", "for calm"),
    ],
)
def test_what_somebody_is_reported_to_say(sentence: str, words: str) -> None:
    assert reported(article(LEDE, sentence)) == [("Ana Ruiz", words)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ruiz declined to say who would pay.",
        "Ruiz did not say who would pay.",
        "Ruiz was told to wait.",
        "The bridge is said to be safe.",
        "Ruiz could say that it is safe.",
        "The claims of the builders were high.",
        "The United States sent engineers.",
        "Police questioned the builder.",
        "The builder, accused of fraud, left.",
        "Estimates suggest a long delay.",
        "They dislike the plan, which he said was old.",
        "Ruiz said yes to the plan.",
        "The city continued to build.",
    ],
)
def test_what_nobody_is_reported_to_say(sentence: str) -> None:
    assert reported(article(LEDE, sentence)) == []


def test_two_speakers_share_a_sentence() -> None:
    read = article("Ruiz says the bridge is safe; engineers say it is not.")
    assert [name for name, _ in reported(read)] == ["Ruiz", "engineers"]


def test_both_of_two_speakers_are_named() -> None:
    read = article(LEDE, "Ruiz and city officials said the bridge was safe.")
    assert reported(read)[0][0] == "Ruiz and city officials"


def test_a_group_without_a_name_may_speak() -> None:
    read = article("Two roads are shut, people familiar with the matter said.")
    assert reported(read) == [("people familiar with the matter", "Two roads are shut")]


def test_what_is_reported_is_read_in_english_only() -> None:
    read = article("El alcalde Juan Ruiz dijo que llueve.", lang="es")
    assert reported(read) == []
