from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.cli.terminal import as_json

from .conftest import SEEDS, Terminal

ARTICLE = """Floods close the coast road

By Ana Torres

Published: 8 June 2021

Two bridges on the main road were washed away during the storm last week, the ministry said.

Engineers expect to open a temporary crossing by Friday, before the market in Lindal begins.

This website uses cookies.
"""


def test_one_file_is_one_object_with_the_documented_parts(
    pullquote: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "floods.txt"
    path.write_text(ARTICLE)
    answer = pullquote("extract", path, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    read = json.loads(answer.out)
    parts = {"title", "byline", "publisher", "published", "language", "text", "set_aside"}
    assert parts <= set(read)
    assert read["title"] == "Floods close the coast road"
    assert read["byline"] == "Ana Torres"
    assert read["publisher"] is None
    assert read["published"] == "2021-06-08"
    assert read["language"] == "en"
    assert read["text"].startswith("Two bridges")
    assert "cookies" not in read["text"]
    assert "This website uses cookies." in [line["text"] for line in read["set_aside"]]
    for line in read["set_aside"]:
        assert ARTICLE[line["start"] : line["end"]] == line["text"]


def test_several_files_are_one_object_a_line(pullquote: Terminal) -> None:
    files = sorted(SEEDS.glob("*.txt"))
    answer = pullquote("extract", *files, "--format", "json")
    read = [json.loads(line) for line in answer.out.split("\n") if line]
    assert [one["file"] for one in read] == [str(file) for file in files]
    assert all(one["title"] and one["text"] for one in read)


def test_text_says_what_is_not_stated(pullquote: Terminal) -> None:
    answer = pullquote("extract", "-", stdin="One sentence about a bridge. And one more.")
    assert "Publisher: not stated\n" in answer.out
    assert "Set aside: nothing\n" in answer.out


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(
    pullquote: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "b.txt").write_text(ARTICLE)
    answer = pullquote("extract", tmp_path / "a.txt", tmp_path / "b.txt", "--format", "json")
    assert answer.code == 1
    assert len(answer.out.splitlines()) == 1
    assert answer.err == f"{tmp_path / 'a.txt'}: It is not a text file. Add plain text (.txt).\n"


def test_nothing_steers_the_terminal(pullquote: Terminal) -> None:
    hostile = "A \x1b[2J letter from \u202eelsewhere\u202c came on \x9b31m Friday. It was short."
    answer = pullquote("extract", "-", stdin=hostile)
    assert not set(answer.out) & {"\x1b", "\x9b", "\u202e"}
    exact = pullquote("extract", "-", "--format", "json", stdin=hostile)
    assert not set(exact.out) & {"\x1b", "\x9b", "\u202e"}
    assert json.loads(exact.out)["text"] == hostile


@given(st.text() | st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]))
def test_json_is_exact_and_one_line_whatever_it_holds(words: str) -> None:
    written = as_json({"text": words})
    assert json.loads(written) == {"text": words}
    assert written.splitlines() == [written]
    written.encode("utf-8")
