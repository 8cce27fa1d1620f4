"""The list of names as a manager reads it, and what is said of lines that can't be taken."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.buttons.names_parts import LONGEST_FORM, names_view
from bot.labels import Labels
from bot.pages.budget import size_of_text
from bot.pages.names_page import in_order, names_page, option_of, refused_lines
from summaries.evidence.aliases import LONGEST, MOST, Alias, read_lines
from tests.unit.pages import hostile

ENGLISH = Labels.for_locale("en-US")
SPANISH = Labels.for_locale("es-ES")
AMLO = Alias("AMLO", "Andrés Manuel López Obrador")
TODAS = Alias("Todas", "Secretaría @everyone")

short = hostile.words.map(lambda words: words[:LONGEST])
names = st.builds(Alias, short, short)


def test_the_list_shows_names_as_they_were_written() -> None:
    page = "\n".join(names_page(in_order([TODAS, AMLO]), ENGLISH))

    assert page == (
        "## Names\n"
        "-# 2 of at most 200\n"
        "Whoever is called by the first is counted and compared as the second; sources are quoted "
        "as they are.\n"
        "- **AMLO** = Andrés Manuel López Obrador\n"
        "- **Todas** = Secretaría \\@everyone"
    )


def test_an_empty_list_says_how_to_begin() -> None:
    assert "*Add names* takes several at once." in names_page([], ENGLISH)[-1]
    assert "*Añadir nombres*" in names_page([], SPANISH)[-1]


@given(st.lists(names, min_size=1, max_size=20), st.integers(0, 200))
def test_a_page_of_any_names_fits(some: list[Alias], said: int) -> None:
    many = [*some, *([some[0]] * 20)]
    for labels in (ENGLISH, SPANISH):
        names_view(many, labels, page=said, said="x" * said)


@given(names)
def test_an_option_is_never_empty_or_too_long(name: Alias) -> None:
    assert 1 <= len(option_of(name).encode("utf-16-le")) // 2 <= 100


@given(st.text(max_size=LONGEST_FORM) | st.lists(hostile.words).map("\n".join))
def test_every_line_that_is_refused_is_said_again(typed: str) -> None:
    typed = typed[:LONGEST_FORM]
    lines = read_lines(typed, {})

    for labels in (ENGLISH, SPANISH):
        if lines.refused:
            assert size_of_text(refused_lines(lines.refused, labels)).within()


def test_very_many_refused_lines_stand_together_as_they_were_typed() -> None:
    typed = "\n".join(f"`*{n}*`" for n in range(250))
    refused = read_lines(typed, {}).refused

    blocks = refused_lines(refused, ENGLISH)

    assert blocks[0] == "**250 lines were not added**"
    assert blocks[-1] == f"```\n{typed}\n```"


def test_every_reason_is_one_sentence_with_the_line_in_it() -> None:
    full = {str(n): Alias(f"name {n}", f"person {n}") for n in range(MOST)}
    known = {AMLO.key: AMLO}
    typed = [
        ("AMLO Andrés", known, "“AMLO Andrés” has no “=”; write the other name, “=”, and"),
        ("a = b = c", known, "“a \\= b \\= c” has more than one “=”"),
        ("a =", known, "“a =” has no name on one side"),
        (f"a = {'b' * 81}", known, "has a name of over 80 characters"),
        ("López = lopez", known, "“López = lopez” has the same name on both sides"),
        ("a = b\nA = c", known, "“A = c” says that “A” stands for somebody else than a line above"),
        ("a = Amlo", known, "“a = Amlo” would make “Amlo” another name as well as"),
        ("a = b", full, "“a = b” has no room, for the list has 200 names; remove one first."),
    ]
    for lines, kept, said in typed:
        [refused] = read_lines(lines, kept).refused
        _, sentence = refused_lines([refused], ENGLISH)
        assert said.replace("\\=", "=") in sentence
        assert sentence.count(". ") == 0
        assert sentence.endswith(".")
