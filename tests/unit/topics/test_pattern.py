"""Patterns are words and phrases that a person writes, and they find what she means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.topics import BadPattern, Pattern, Reading


def found(pattern: str, sentence: str) -> str | None:
    return Reading.of(sentence).find(Pattern.parse(pattern))


@pytest.mark.parametrize(
    ("pattern", "sentence", "words"),
    [
        ("aid", "Aid was sent.", "aid"),
        ("vaccin*", "They were vaccinated.", "vaccinated"),
        ("vaccin*", "Vaccines came.", "vaccines"),
        ("humanitarian relief", "It is for humanitarian relief only.", "humanitarian relief"),
        ("turn* away", "It turns away all.", "turns away"),
        ("plan* to", "They planned to go.", "planned to"),
        ("year high", "It is a 20-year high.", "year high"),
        ("20-year high", "It is a 20 year high.", "20 year high"),
        ("anti-corruption", "An anti-corruption court.", "anti corruption"),
        ("lopez", "López came.", "lopez"),
        ("LÓPEZ", "Lopez came.", "lopez"),
        ("minister", "The minister's plan.", "minister"),
        ("minister", "The minister’s plan.", "minister"),
        ("reacción*", "Las reacciones llegaron.", "reacciones"),
        ("reacci*", "Las reacciones llegaron.", "reacciones"),
        ("помощ*", "Помощь пришла.", "помощь"),
        ("#money", "It cost $5 million.", "$5 million"),
        ("#quantity", "Some 19,000 came.", "19,000"),
        ("#share", "It rose by 5%.", "5%"),
        ("#date", "It was on Monday.", "Monday"),
        ("#quotation", "“No,” he said.", "“”"),
        ("#MONEY", "It cost $5 million.", "$5 million"),
        ("aid", "First aided by a maid.", None),
        ("humanitarian relief", "Humanitarian and other relief.", None),
        ("turn* away", "It turns it away.", None),
        ("#money", "It cost nothing.", None),
    ],
)
def test_a_pattern_finds_what_its_writer_means(
    pattern: str, sentence: str, words: str | None
) -> None:
    assert found(pattern, sentence) == words


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "A pattern is empty. Write a word, a phrase or a kind such as #money."),
        ("   ", "A pattern is empty. Write a word, a phrase or a kind such as #money."),
        (
            "#cash",
            "“#cash” is no kind of number. Known are #date, #money, #quantity, #quotation, #share.",
        ),
        ("ai*", "“ai*”: write at least three letters before *."),
        ("*", "“*”: “*” is not a word. Use letters and digits, and * at the end only."),
        (
            "va*cine",
            "“va*cine”: “va*cine” is not a word. Use letters and digits, and * at the end only.",
        ),
        (
            "(aid|help)",
            (
                "“(aid|help)”: “(aid|help)” is not a word. "
                "Use letters and digits, and * at the end only."
            ),
        ),
        ("a" * 81, "“" + "a" * 40 + "…” is longer than 80 characters."),
        ("-", "“-” is no word. Write a word, a phrase or a kind such as #money."),
    ],
)
def test_a_pattern_that_cannot_be_used_says_what_to_do(pattern: str, reason: str) -> None:
    with pytest.raises(BadPattern) as refused:
        Pattern.parse(pattern)
    assert str(refused.value) == reason


@given(st.text(max_size=40), st.text(max_size=80))
def test_any_pattern_is_refused_or_can_be_looked_for(pattern: str, sentence: str) -> None:
    try:
        parsed = Pattern.parse(pattern)
    except BadPattern:
        return
    Reading.of(sentence).find(parsed)


@given(st.text(alphabet="abcdeé ", min_size=1, max_size=20).filter(str.strip))
def test_a_phrase_finds_itself(phrase: str) -> None:
    assert found(phrase, f"He said {phrase} twice.") is not None
