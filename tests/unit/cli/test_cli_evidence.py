"""`pullquote evidence`: rows that are the words of their files, in the form the scorer reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import NEWS, SEEDS, Terminal
from tests.unit.cli.test_cli_brief import read

LISTS = {"money", "amounts", "pledges", "appeals", "numbers", "figures", "quotes", "differences"}


def test_every_row_is_the_slice_of_its_file(pullquote: Terminal) -> None:
    answer = pullquote("evidence", "--corpus", SEEDS, "--format", "json")

    assert (answer.code, answer.err) == (0, "")
    made = read(answer.out)
    assert set(made) == LISTS
    for name in LISTS - {"differences", "quotes"}:
        for row in made[name]:
            text = (SEEDS / row["file"]).read_bytes().decode("utf-8")
            assert text[row["start"] : row["end"]] == row["text"]
    for row in made["quotes"]:
        text = (SEEDS / row["file"]).read_bytes().decode("utf-8")
        assert row["text"] == " ".join(row["segments"])
        assert all(segment in text for segment in row["segments"])
    for difference in made["differences"]:
        assert len({item["text"] for item in difference["items"]}) > 1
        for item in difference["items"]:
            text = (SEEDS / item["file"]).read_bytes().decode("utf-8")
            assert text[item["start"] :].startswith(item["text"])


def test_what_is_only_asked_for_is_no_pledge(pullquote: Terminal, corpus: Path) -> None:
    (corpus / "appeal.txt").write_text(
        "Aid for the valley\n\nRuritania appealed to donors for $90 million in aid on Monday. "
        "Norway pledged $5 million in aid to Ruritania on Friday."
    )
    made = read(pullquote("evidence", "--corpus", corpus, "--format", "json").out)

    assert [(row["value"], row["donor"]) for row in made["pledges"]] == [(5e6, "Norway")]
    assert all(row["value"] != 5e6 for row in made["appeals"])


def test_in_the_terminal_each_kind_has_its_heading(pullquote: Terminal) -> None:
    out = pullquote("evidence", "--corpus", SEEDS).out

    assert "Pledges, as written and not added up (" in out
    assert "- “an additional $310m in US aid to Central America”: United States" in out
    assert "· “unaccompanied children” ·" in out
    assert "wording: “border” [A1]; “borders” [A2]" in out


def test_other_names_come_from_a_file_and_a_bad_line_is_named(
    pullquote: Terminal, corpus: Path, tmp_path: Path
) -> None:
    (corpus / "a.txt").write_text(
        "A new bridge\n\nThe bridge will be open by May, MCB said. "
        "“It is safe,” MCB said on Monday."
    )
    names = tmp_path / "names"
    names.write_text("MCB = Ministry of Coasts and Bridges\nno sign here\n")

    answer = pullquote("evidence", "--corpus", corpus, "--names", names, "--format", "json")

    assert answer.code == 0
    assert "“no sign here” has no “=”" in answer.err
    speakers = {row["speaker"] for row in read(answer.out)["quotes"]}
    assert speakers == {"Ministry of Coasts and Bridges"}


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_of_names_that_is_none_is_one_sentence(
    pullquote: Terminal, tmp_path: Path, content: bytes | None
) -> None:
    names = tmp_path / "names"
    if content is not None:
        names.write_bytes(content)

    answer = pullquote("evidence", "--names", names)

    assert answer.code == 1
    assert answer.err.count("\n") == 1
    assert str(names) in answer.err


def test_the_same_evidence_twice_is_the_same_bytes(in_shell: Terminal, corpus: Path) -> None:
    (corpus / "one.txt").write_text(NEWS)
    (corpus / "two.txt").write_text(NEWS.replace("40 trucks", "60 trucks"))
    call = ("evidence", "--corpus", corpus, "--format", "json")
    once, again = (in_shell(*call, PYTHONHASHSEED=seed) for seed in "12")

    assert once.out == again.out
    assert json.loads(once.out)["amounts"]
