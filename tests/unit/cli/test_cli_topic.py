"""`pullquote topic`: rules in files, tried on folders, and moved into a server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.settings import load_settings
from summaries.store import Database, How

from .conftest import NEWS, SEEDS, Terminal

GUILD = 123456789012345678
FLOODS = """\
name = "floods"
threshold = 3
[title]
en = "Floods"
[words]
"storm" = 3
"bridge*" = 1
"""


@pytest.fixture
def floods(tmp_path: Path) -> Path:
    file = tmp_path / "floods.toml"
    file.write_text(FLOODS, "utf-8")
    return file


def test_topics_are_listed_with_their_versions(pullquote: Terminal) -> None:
    answer = pullquote("topic", "list")
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "aid-pledges  version 2  Aid pledges",
        "border-numbers  version 2  Border numbers",
        "diplomatic-reactions  version 2  Diplomatic reactions",
    ]


def test_a_rule_is_shown_as_a_person_reads_it(pullquote: Terminal, floods: Path) -> None:
    assert pullquote("topic", "show", floods).out == (
        "floods, version 1: Floods\nA sentence must score 3 or more.\n\nWords\n"
        "  +3: storm\n  +1: bridge*\n"
    )
    shown = pullquote("topic", "show", "aid").out
    assert "  help: aid, assistance, relief" in shown
    assert "Kept out by: stimulus" in shown


def test_story_eight_in_the_terminal(pullquote: Terminal) -> None:
    answer = pullquote("topic", "test", "aid-pledges", "--exclude", "vaccin*", "--corpus", SEEDS)

    assert (answer.code, answer.err) == (0, "")
    assert "7 match, 0 just missed, 2 kept out" in answer.out
    lost = answer.out.partition("Would be lost (2)\n")[2].partition("Would be gained (0)")[0]
    assert "has also committed coronavirus vaccines to the Northern Triangle" in lost
    assert "sending half a million Coronavirus vaccines to Guatemala" in lost
    assert lost.count("kept out by vaccin* (vaccines)") == 2
    assert "Sentences at each threshold: 1: 7  2: 7  3: 7  [4: 7]" in answer.out


def test_in_json_every_sentence_is_the_slice_of_its_file(pullquote: Terminal) -> None:
    answer = pullquote("topic", "test", "aid-pledges", "--threshold", "6", "--format", "json")

    data = json.loads(answer.out)
    assert (data["topic"], data["threshold"], data["articles"]) == ("aid-pledges", 6, 5)
    assert data["warnings"] == ["silent"]
    assert len(data["lost"]) == 1
    for one in [*data["matched"], *data["just_missed"], *data["lost"]]:
        text = (SEEDS / one["file"]).read_bytes().decode("utf-8")
        assert text[one["start"] : one["end"]] == one["text"]


def test_two_files_are_compared(pullquote: Terminal, floods: Path, corpus: Path) -> None:
    (corpus / "a.txt").write_text(NEWS, "utf-8")
    stricter = floods.with_name("stricter.toml")
    stricter.write_text(FLOODS.replace("threshold = 3", "threshold = 5"), "utf-8")

    answer = pullquote("topic", "test", stricter, "--against", floods, "--corpus", corpus)

    assert "Would be lost (1)\n  Two bridges on the main road were washed away" in answer.out
    assert "Note: no sentence can score 5: all words together are worth 4." in answer.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "aid-pleges"), "No topic called “aid-pleges”. Did you mean “aid-pledges”?"),
        (("show", "nowhere.toml"), "nowhere.toml can't be read (No such file or directory)."),
        (("test", "aid", "--add", "aid NEAR/"), "Words, line 1: “aid NEAR/”: “NEAR/” needs a"),
        (("test", "aid", "--threshold", "x"), "Threshold: “x” is no number."),
        (("list", "--topics", "nowhere"), "nowhere is not a folder of topics."),
    ],
)
def test_a_wrong_call_is_said_in_one_sentence(
    pullquote: Terminal, arguments: tuple[str, ...], said: str
) -> None:
    answer = pullquote("topic", *arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith(said)


def test_a_bad_file_is_refused_with_its_line(pullquote: Terminal, floods: Path) -> None:
    floods.write_text(FLOODS.replace("bridge*", "br*"), "utf-8")
    answer = pullquote("topic", "show", floods)
    assert answer.code == 2
    assert answer.err == "floods.toml, line 7: “br*”: write at least three letters before *.\n"
    floods.write_text(FLOODS + "#" * 65_000, "utf-8")
    assert "is over 64 kB" in pullquote("topic", "show", floods).err


def test_a_file_goes_into_a_server_and_comes_out_again(
    pullquote: Terminal, floods: Path, tmp_path: Path
) -> None:
    first = pullquote("topic", "import", floods, "--guild", GUILD)
    assert (first.code, first.out) == (0, "floods: saved as version 1.\n")
    assert "is new to this database" in first.err
    assert pullquote("topic", "import", floods, "--guild", GUILD).out.endswith("version 2.\n")
    ours = FLOODS.replace('"floods"', '"aid-pledges"').replace("Floods", "Aid")
    floods.write_text(ours, "utf-8")
    assert pullquote("topic", "import", floods, "--guild", GUILD).out == (
        "aid-pledges: saved as version 3.\n"
    )
    floods.write_text(FLOODS.replace('"floods"', '"ayuda"'), "utf-8")
    refused = pullquote("topic", "import", floods, "--guild", GUILD)
    assert refused.code == 1

    listed = pullquote("topic", "list", "--guild", GUILD).out
    assert "aid-pledges  version 3  Aid" in listed
    assert "floods  version 2  Floods" in listed
    exported = tmp_path / "again.toml"
    exported.write_text(pullquote("topic", "export", "floods", "--guild", GUILD).out, "utf-8")
    assert pullquote("topic", "show", exported).out == (
        pullquote("topic", "show", "floods", "--guild", GUILD).out
    )
    with Database(load_settings().database) as database:
        assert [one.how for one in database.topics(GUILD).history("floods")] == [How.IMPORT] * 2
        assert database.topics(GUILD + 1).current() == ()
