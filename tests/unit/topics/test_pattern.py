"""Patterns are words and phrases that a person writes, and they find what she means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.topics import BadPattern, Pattern, Reading
from summaries.topics.matching import Matcher

NO_WORD = "is not a word. Use letters and digits, and * at the end only or ~ at the beginning only."


def found(pattern: str, sentence: str, language: str = "en") -> str | None:
    reading = Reading.of(sentence, language=language)
    return dict(Matcher([Pattern.parse(pattern)]).look(reading)).get(0)


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
        ("women's shelter*", "The women's shelters.", "women shelters"),
        ("U.S. aid", "It is U.S. aid.", "u.s aid"),
        ("难民", "那里有难民。", "难 民"),
        ("ช่วยเหลือ", "เราช่วยเหลือ", "ช ว ย เ ห ล ื อ"),
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
        (
            "*",
            f"“*”: “*” {NO_WORD}",
        ),
        (
            "va*cine",
            f"“va*cine”: “va*cine” {NO_WORD}",
        ),
        (
            "(aid|help)",
            f"“(aid|help)”: “(aid|help)” {NO_WORD}",
        ),
        ("a" * 81, "“" + "a" * 40 + "…” is longer than 80 characters."),
        ("-", "“-” is no word. Write a word, a phrase or a kind such as #money."),
    ],
)
def test_a_pattern_that_cannot_be_used_says_what_to_do(pattern: str, reason: str) -> None:
    with pytest.raises(BadPattern) as refused:
        Pattern.parse(pattern)
    assert str(refused.value) == reason


@pytest.mark.parametrize("form", ["pledge", "pledges", "pledged", "Pledging", "pledge's"])
def test_a_stem_finds_every_form_of_its_word(form: str) -> None:
    assert found("~pledge", f"She {form} it.") == form.lower().removesuffix("'s")


def test_a_plain_word_finds_only_itself() -> None:
    assert found("pledge", "They pledged it.") is None


def test_a_stem_does_not_find_what_only_begins_alike() -> None:
    assert found("~vote", "The vote, as voters know.") == "vote"
    assert found("~vote", "The voters know.") is None


@pytest.mark.parametrize(
    ("language", "pattern", "sentence", "words"),
    [
        ("es", "~promesa", "Las promesas de ayuda.", "promesas"),
        ("de", "~Flüchtling", "Mit den Flüchtlingen.", "fluchtlingen"),
        ("fr", "~réfugié", "Les réfugiés sont là.", "refugies"),
        ("en", "~promesa", "Las promesas de ayuda.", "promesas"),
        ("und", "~promesa", "Las promesas de ayuda.", None),
        ("und", "~promesas", "Las promesas de ayuda.", "promesas"),
    ],
)
def test_stems_are_those_of_the_sentences_language(
    language: str, pattern: str, sentence: str, words: str | None
) -> None:
    assert found(pattern, sentence, language) == words


def test_a_stem_may_stand_in_a_phrase() -> None:
    assert found("~relief agency", "Three relief agency heads.") == "relief agency"
    assert found("aid ~agency", "All aid agencies left.") == "aid agencies"


@pytest.mark.parametrize(
    ("pattern", "sentence", "words"),
    [
        ("~pledge NEAR/5 vaccin*", "They pledged half a million vaccines.", "pledged … vaccines"),
        ("~pledge NEAR/5 vaccin*", "Vaccines were what they pledged.", "vaccines … pledged"),
        ("~pledge NEAR/3 vaccin*", "They pledged half a million vaccines.", None),
        ("aid NEAR/1 food", "It is food aid.", "food … aid"),
        ("aid NEAR/1 food", "It is aid for food.", None),
        ("aid NEAR/2 food", "It is aid for food.", "aid … food"),
        ("aid near/2 food", "It is aid for food.", "aid … food"),
        ("#money NEAR/3 aid", "A sum of $310 million in US aid came.", "$310 million … aid"),
        ("#money NEAR/2 aid", "A sum of $310 million in US aid came.", None),
        ("aid NEAR/4 #share", "Aid fell, it said, by 20%.", None),
        ("aid NEAR/5 #share", "Aid fell, it said, by 20%.", "aid … 20%"),
        ("red cross NEAR/2 field hospital*", "Red Cross field hospitals.",
         "red cross … field hospitals"),
        ("aid NEAR/9 aid", "Aid came.", None),
        ("aid NEAR/9 aid", "Aid came after aid.", "aid … aid"),
        ("food aid NEAR/9 aid", "Food aid came.", None),
        ("aid NEAR/2 food", "Aid and more of it, then food, aid, food.", "food … aid"),
    ],
)  # fmt: skip
def test_near_finds_two_things_in_either_order(
    pattern: str, sentence: str, words: str | None
) -> None:
    assert found(pattern, sentence) == words


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("aid NEAR food", "“NEAR” needs a number of words from 1 to 50, such as NEAR/5."),
        ("aid NEAR/0 food", "“NEAR/0” needs a number of words from 1 to 50, such as NEAR/5."),
        ("aid NEAR/51 food", "“NEAR/51” needs a number of words from 1 to 50, such as NEAR/5."),
        ("aid NEAR/٣ food", "“NEAR/٣” needs a number of words from 1 to 50, such as NEAR/5."),
        ("NEAR/5 food", "write a word or a phrase before “NEAR/5” too."),
        ("aid NEAR/5", "write a word or a phrase after “NEAR/5” too."),
        ("aid NEAR/5 food NEAR/3 water",
         "“NEAR/3” is one NEAR too many. Write two patterns with one NEAR each."),
        ("aid NEAR/5 #quotation",
         "“#quotation” is about the whole sentence, so it can't be near a word."),
        ("aid NEAR/5 (food)", f"“(food)” {NO_WORD}"),
        ("~vaccin*",
         "“~vaccin*” has both ~ and *. Write ~ for the forms of a word, or * for any ending."),
        ("~", f"“~” {NO_WORD}"),
        ("aid ~~food", f"“~~food” {NO_WORD}"),
    ],
)  # fmt: skip
def test_the_piece_that_is_wrong_is_named(pattern: str, reason: str) -> None:
    with pytest.raises(BadPattern) as refused:
        Pattern.parse(pattern)
    assert str(refused.value) == f"“{pattern}”: {reason}"


def test_a_kind_that_is_none_is_named_beside_near_too() -> None:
    with pytest.raises(BadPattern, match=r"^“#cash” is no kind of number\. Known are #date, "):
        Pattern.parse("aid NEAR/5 #cash")


SYNTAX = st.lists(
    st.one_of(
        st.sampled_from(
            ["aid", "~aid", "aid*", "NEAR/3", "NEAR", "near/", "#money", "#", "~", "*"]
        ),
        st.text(max_size=6),
    ),
    max_size=8,
).map(" ".join)
SENTENCE = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(["aid", "aids", "$5", "food", "-", "’s", "1,200"]), max_size=12).map(
        " ".join
    ),
)


@given(st.one_of(st.text(max_size=90), SYNTAX), SENTENCE, st.sampled_from(["en", "de", "und"]))
def test_any_pattern_is_refused_or_can_be_looked_for(
    pattern: str, sentence: str, language: str
) -> None:
    try:
        parsed = Pattern.parse(pattern)
    except BadPattern:
        return
    Matcher([parsed]).look(Reading.of(sentence, language=language))


SIDES = st.sampled_from(["a", "b", "a b", "b a", "a b a", "~b", "#money", "#quantity"])
ROWS = st.lists(st.sampled_from(["a", "b", "c", "$5", "300"]), max_size=14).map(" ".join)


@given(SIDES, SIDES, st.integers(1, 6), ROWS)
def test_near_is_the_same_both_ways(one: str, other: str, most: int, row: str) -> None:
    forth = found(f"{one} NEAR/{most} {other}", row)
    assert forth == found(f"{other} NEAR/{most} {one}", row)


WORDS = st.sampled_from(["a", "b", "a b", "b a", "a b a"])


def places(phrase: str, row: str) -> list[tuple[int, int]]:
    wanted, words = phrase.split(), row.split()
    ends = range(len(wanted), len(words) + 1)
    return [(end - len(wanted), end) for end in ends if words[end - len(wanted) : end] == wanted]


@given(WORDS, WORDS, st.integers(1, 6), st.lists(st.sampled_from("abc"), max_size=14).map(" ".join))
def test_near_finds_what_trying_every_pair_finds(one: str, other: str, most: int, row: str) -> None:
    pairs = [sorted((p, q)) for p in places(one, row) for q in places(other, row)]
    near = any(0 <= second[0] - first[1] < most for first, second in pairs)
    assert (found(f"{one} NEAR/{most} {other}", row) is not None) == near


@given(st.text(alphabet="abcdeé ", min_size=1, max_size=20).filter(str.strip))
def test_a_phrase_finds_itself(phrase: str) -> None:
    assert found(phrase, f"He said {phrase} twice.") is not None
