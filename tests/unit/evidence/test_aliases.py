"""Other names, one on a line: what is taken, what is refused, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.evidence.aliases import MOST, Alias, Wrong, folded, read_lines

AMLO = Alias("AMLO", "Andrés Manuel López Obrador")
KNOWN = {AMLO.key: AMLO}

lines = st.text(alphabet="abÁ =\n\u2028.-1", max_size=60)


def test_a_line_gives_another_name_and_what_it_stands_for() -> None:
    read = read_lines("  AMLO =  Andrés Manuel  López Obrador\n\nU.S.=United States\n", {})

    assert read.taken == (AMLO, Alias("U.S.", "United States"))
    assert read.refused == ()
    assert [one.key for one in read.taken] == ["amlo", "u.s"]


def test_names_are_looked_up_without_case_and_accents() -> None:
    assert folded("  LÓPEZ   Obrador ") == folded("lopez obrador")


def test_a_line_for_a_kept_name_takes_its_place_and_the_same_line_again_is_no_mistake() -> None:
    read = read_lines("Amlo = López Obrador\nAmlo = López Obrador", KNOWN)

    assert read.taken == (Alias("Amlo", "López Obrador"),)
    assert read.refused == ()


@pytest.mark.parametrize(
    ("line", "why", "name"),
    [
        ("AMLO", Wrong.NO_SIGN, ""),
        ("a = b = c", Wrong.SIGNS, ""),
        ("= b", Wrong.EMPTY, ""),
        ("a = …", Wrong.EMPTY, ""),
        ("a" * 81 + " = b", Wrong.TOO_LONG, ""),
        ("Méxíco = MEXICO", Wrong.SAME, ""),
        ("Peje = amlo", Wrong.BOTH, "amlo"),
        ("Andres Manuel Lopez Obrador = somebody", Wrong.BOTH, "Andres Manuel Lopez Obrador"),
    ],
)
def test_a_bad_line_is_refused_with_the_reason_and_the_good_ones_are_taken(
    line: str, why: Wrong, name: str
) -> None:
    read = read_lines(f"UN = United Nations\n{line}\nEU = European Union", KNOWN)

    assert [one.other for one in read.taken] == ["UN", "EU"]
    [refused] = read.refused
    assert (refused.line, refused.why, refused.name) == (line, why, name)


def test_two_lines_that_say_two_things_of_one_name_are_not_guessed_between() -> None:
    read = read_lines("UN = United Nations\nun = Unia Narodów", {})

    assert [one.name for one in read.taken] == ["United Nations"]
    assert [one.why for one in read.refused] == [Wrong.TWICE]


def test_a_full_list_takes_no_more_but_lets_names_be_changed() -> None:
    full = {f"name {n}": Alias(f"Name {n}", f"Person {n}") for n in range(MOST)}

    read = read_lines("one more = somebody\nname 5 = Somebody Else", full)

    assert [one.why for one in read.refused] == [Wrong.FULL]
    assert read.taken == (Alias("name 5", "Somebody Else"),)


@given(lines, st.lists(lines, max_size=3))
def test_every_line_is_taken_or_refused_and_no_name_stands_on_both_sides(
    typed: str, before: list[str]
) -> None:
    kept = {one.key: one for one in read_lines("\n".join(before), {}).taken}
    read = read_lines(typed, kept)

    written = [line.strip() for line in typed.splitlines() if line.strip()]
    assert {one.line for one in read.refused} <= set(written)
    assert len(read.taken) + len(read.refused) <= len(written)
    kept |= {one.key: one for one in read.taken}
    assert not {folded(one.name) for one in kept.values()} & kept.keys()
    for one in read.taken:
        assert any(
            line.replace(" ", "") == f"{one.other}={one.name}".replace(" ", "") for line in written
        )
