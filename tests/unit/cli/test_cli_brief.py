from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from .conftest import NEWS, SEEDS, Terminal

TOPICS = ("aid-pledges", "border-numbers", "diplomatic-reactions")


def read(answer: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(answer)
    return read


@pytest.mark.parametrize("about", [*TOPICS, "A3", "vaccines for Guatemala", ""])
def test_every_text_of_a_brief_is_the_slice_of_its_file(pullquote: Terminal, about: str) -> None:
    answer = pullquote("brief", about, "--corpus", SEEDS, "--format", "json", "--length", "long")
    assert answer.code == 0
    assert answer.err == ""
    brief = read(answer.out)
    assert brief["sentences"]
    for sentence in brief["sentences"]:
        text = (SEEDS / sentence["file"]).read_bytes().decode("utf-8")
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_a_brief_in_json_has_the_documented_parts(pullquote: Terminal) -> None:
    brief = read(pullquote("brief", "aid-pledges", "--format", "json").out)
    assert {"about", "kind", "sentences", "sources", "omitted", "rows"} <= set(brief)
    assert (brief["about"], brief["kind"]) == ("aid-pledges", "topic")
    parts = {"text", "article", "file", "start", "end", "citation", "score", "matched"}
    assert all(parts <= set(sentence) for sentence in brief["sentences"])
    cited = {s["citation"] for s in brief["sentences"]}
    cited |= {
        row["citation"] for kind in ("ledger", "figures", "said") for row in brief["rows"][kind]
    }
    cited |= {s["citation"] for row in brief["rows"]["differences"] for s in row["sides"]}
    assert cited == {s["citation"] for s in brief["sources"]}


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_same_brief_twice_is_the_same_bytes(in_shell: Terminal, form: str) -> None:
    once, again = (
        in_shell("brief", "aid-pledges", "--format", form, PYTHONHASHSEED=seed) for seed in "12"
    )
    assert once.code == 0
    assert once.out == again.out


def test_a_topic_may_be_named_by_its_title_or_searched_for(pullquote: Terminal) -> None:
    assert pullquote("brief", "Aid", "pledges").out.startswith("Brief: Aid pledges\n")
    searched = read(pullquote("brief", "--search", "aid-pledges", "--format", "json").out)
    assert searched["kind"] == "query"


def test_a_mistyped_topic_is_suggested(pullquote: Terminal) -> None:
    answer = pullquote("brief", "aid-pleges")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "No topic called “aid-pleges”. Did you mean “aid-pledges”? "
        "To search the articles for the word instead, add --search.\n"
    )


def test_words_that_no_article_has_are_a_result(pullquote: Terminal) -> None:
    answer = pullquote("brief", "zebra", "crossings")
    assert answer.code == 0
    assert "zebra crossings" in answer.out


def test_files_that_cannot_be_used_are_named_and_the_rest_loads(
    pullquote: Terminal, corpus: Path
) -> None:
    (corpus / "news.txt").write_text(NEWS)
    (corpus / "empty.txt").write_text("")
    (corpus / "photo.txt").write_bytes(b"\x89PNG\x00\x00\x1a\n")
    (corpus / "latin.txt").write_bytes("Ein Satz über Brücken.".encode("latin-1"))
    (corpus / "huge.txt").write_bytes(b"A sentence. " * 300_000)
    (corpus / "copy.txt").write_text(NEWS)
    (corpus / "page.html").write_text("<p>Hello</p>")
    answer = pullquote("brief", "flour", "trucks", "--corpus", corpus)
    assert answer.code == 0
    assert "40 trucks of flour" in answer.out
    complaints = dict(line.split(": ", 1) for line in answer.err.splitlines())
    assert sorted(complaints) == [
        "empty.txt", "huge.txt", "latin.txt", "news.txt", "page.html", "photo.txt"
    ]  # fmt: skip
    assert complaints["news.txt"] == "It is the same text as copy.txt."
    assert "MB" in complaints["huge.txt"]
    assert "UTF-8" in complaints["latin.txt"]


def test_an_empty_folder_is_one_sentence(pullquote: Terminal, corpus: Path) -> None:
    answer = pullquote("brief", "--corpus", corpus)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == f"The folder {corpus} holds no article. Put text files (.txt) into it.\n"


def test_a_folder_that_is_not_there_is_a_wrong_call(pullquote: Terminal, corpus: Path) -> None:
    missing = corpus / "elsewhere"
    answer = pullquote("brief", "--corpus", missing)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"The folder {missing} can't be read: No such file or directory.\n"
    assert pullquote("brief", "--topics", missing).code == 2


def test_without_a_starter_corpus_the_option_is_asked_for(
    pullquote: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_STARTER_CORPUS", "")
    answer = pullquote("brief")
    assert answer.code == 2
    assert "--corpus" in answer.err


def test_a_wrong_setting_is_named(pullquote: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_LOG_LEVEL", "loud")
    answer = pullquote("brief")
    assert answer.code == 2
    assert answer.err.startswith("PULLQUOTE_LOG_LEVEL is 'loud'")


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ('name = "floods"\nthreshold = 2\n[words]\nflood = 2\n"da m*s" = 1\n', "line 5"),
        ('name = "floods"\nthreshold = high\n', "line 2"),
        ('name = "floods"\nthreshold = 2\ncolour = "red"\n[words]\nflood = 2\n', "line 3"),
    ],
)
def test_a_broken_topic_file_is_refused_with_its_place(
    pullquote: Terminal, tmp_path: Path, rule: str, place: str
) -> None:
    (tmp_path / "floods.toml").write_text(rule)
    answer = pullquote("brief", "floods", "--topics", tmp_path)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"floods.toml, {place}: ")
    assert answer.err.count("\n") == 1


def test_a_window_cuts_by_the_date_stated_or_the_files_own(
    pullquote: Terminal, corpus: Path
) -> None:
    now = datetime.now(UTC)
    old = f"Published: {(now - timedelta(days=20)).date().isoformat()}\n\n{NEWS}"
    (corpus / "old.txt").write_text(old)
    (corpus / "new.txt").write_text(
        "In Lindal 12 trucks of flour arrived at noon, and the mayor thanked the drivers."
    )

    def files(since: str) -> set[str]:
        call = ("brief", "flour trucks", "--corpus", corpus, "--since", since, "--format", "json")
        return {source["file"] for source in read(pullquote(*call).out)["sources"]}

    assert files("7d") == {"new.txt"}
    assert files("30d") == files("all") == {"new.txt", "old.txt"}


def test_an_unknown_method_is_named_with_those_that_are_known(pullquote: Terminal) -> None:
    for command in (("brief",), ("summarize", SEEDS / "a.txt"), ("summarize", "--batch", "-")):
        answer = pullquote(*command, "--method", "magic")
        assert (answer.code, answer.out) == (2, "")
        assert "magic" in answer.err
        assert "lexrank" in answer.err


def test_an_article_cannot_steer_the_terminal(pullquote: Terminal, corpus: Path) -> None:
    hostile = NEWS.replace("trucks", "\x1b[2J\x1b]0;owned\x07trucks \u202eflip\u202c \x9b31m")
    (corpus / "a\x1b[31m.txt").write_text(hostile.replace("\x07", "\x1b\\"))
    (corpus / "b\x1b[31m.txt").write_text("")
    for form in ("text", "markdown"):
        answer = pullquote("brief", "flour", "coastal", "--corpus", corpus, "--format", form)
        assert "flour" in answer.out
        written = answer.out + answer.err
        assert not any(ord(c) < 32 and c != "\n" for c in written)
        assert not set(written) & {"\x7f", "\x9b", "\u202e"}
    exact = pullquote("brief", "flour", "coastal", "--corpus", corpus, "--format", "json")
    assert "\x1b" not in exact.out
    assert "\x9b" not in exact.out
    assert "\u202e" not in exact.out
    [sentence, *_] = read(exact.out)["sentences"]
    assert "\x1b[2J" in sentence["text"]
    assert "\u202eflip\u202c" in sentence["text"]
