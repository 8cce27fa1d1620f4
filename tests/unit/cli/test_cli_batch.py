from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli import jsonlines
from bot.cli.batch import answer_line

from .conftest import NEWS, SEEDS, Terminal

OTHER = (
    "The harbour office counted 60 lost boats in Lindal after the storm. "
    "A loan of 3 million crowns was offered to their owners by the regional bank."
)


def task(**changes: Any) -> dict[str, Any]:
    made = {"id": "1", "documents": [{"text": NEWS}, {"text": OTHER}], "sentences": 2, **changes}
    return {name: value for name, value in made.items() if value is not ...}


def lines(*tasks: object) -> str:
    return "".join(json.dumps(one) + "\n" for one in tasks)


def test_each_line_is_answered_by_places_in_its_documents(pullquote: Terminal) -> None:
    tasks = [task(id=n, words=n, sentences=...) for n in (1, 20, 60)]
    answer = pullquote("summarize", "--batch", "-", stdin=lines(*tasks))
    assert (answer.code, answer.err) == (0, "")
    answers = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["id"] for one in answers] == [1, 20, 60]
    assert answers[0]["sentences"] == []
    assert answers[2]["sentences"]
    for one in answers:
        assert sum(len(s["text"].split()) for s in one["sentences"]) <= one["id"]
        assert one["sentences"] == sorted(
            one["sentences"], key=lambda s: (s["document"], s["start"])
        )
        for s in one["sentences"]:
            assert (NEWS, OTHER)[s["document"]][s["start"] : s["end"]] == s["text"]


def test_a_bad_line_is_named_and_the_rest_goes_on(pullquote: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(lines(task(id="a")) + "{not json}\n\n" + lines(task(id="b", sentences=0)))
    with path.open("ab") as file:
        file.write(b"\xff\n" + lines(task(id="c")).encode().rstrip(b"\n"))
    answer = pullquote("summarize", "--batch", path)
    assert answer.code == 1
    answers = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["id"] for one in answers] == ["a", None, "b", None, "c"]
    assert [one.get("error") for one in answers] == [
        None,
        "The line is not JSON.",
        "“sentences” must be a whole number from 1.",
        "The line is not UTF-8.",
        None,
    ]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"id": ...}, "“id” must be a text or a number."),
        ({"id": True}, "“id” must be a text or a number."),
        ({"sentences": ...}, "“words” or “sentences” must say how much may be shown."),
        ({"words": 1.5}, "“words” must be a whole number from 1."),
        ({"query": 5}, "“query” must be a text."),
        ({"documents": ...}, "“documents” must hold at least one document."),
        ({"documents": "text"}, "“documents” must be a list of documents."),
        ({"documents": [{"text": NEWS}, 3]}, "“documents[1]” must be an object with a “text”."),
        (
            {"documents": [{"text": NEWS, "title": 1}]},
            "The title of “documents[0]” must be a text.",
        ),
        ({"seen": [{}]}, "“seen[0]” must be an object with a “text”."),
        (
            {"documents": [{"text": NEWS, "published": "soon"}]},
            "The date of “documents[0]” must look like 2021-06-08.",
        ),
        (
            {"documents": [{"text": "a " * 2_000_000}]},
            "The text of “documents[0]” is longer than 3,000,000 characters.",
        ),
    ],
)
def test_what_is_wrong_with_a_line_is_one_sentence(changes: dict[str, Any], error: str) -> None:
    made = task(**changes)
    answered, answer = answer_line(json.dumps(made).encode())
    assert not answered
    kept = made.get("id") if made.get("id") is not True else None
    assert answer == {"id": kept, "error": error}


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        "[1]",
        '"text"',
        "NaN",
        '{"id": NaN}',
        '{"id": 1e999}',
        "9" * 5_000,
        "\ufeff{}",
    ],
)
def test_odd_json_is_a_bad_line(line: str) -> None:
    answered, answer = answer_line(line.encode())
    assert not answered
    assert answer["id"] is None


def test_a_line_without_end_is_refused_and_the_next_is_read(
    pullquote: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonlines, "LONGEST_LINE", 5_000)
    answer = pullquote("summarize", "--batch", "-", stdin="x" * 12_000 + "\n" + lines(task()))
    first, second = (json.loads(line) for line in answer.out.splitlines())
    assert first["id"] is None
    assert second["sentences"]


def test_what_was_seen_counts_less() -> None:
    documents = [{"text": NEWS}, {"text": OTHER}]
    for seen, chosen_from in ((0, 1), (1, 0)):
        made = task(documents=documents, sentences=1, seen=[documents[seen]])
        _, answer = answer_line(json.dumps(made).encode())
        assert [one["document"] for one in answer["sentences"]] == [chosen_from]


def test_null_means_not_given_and_dates_may_have_a_time() -> None:
    dated = [{"text": NEWS, "title": None, "published": "2021-06-08T10:00:00Z"}]
    made = task(documents=dated, query=None, seen=None, words=None)
    assert answer_line(json.dumps(made).encode())[0]


def test_a_line_of_a_megabyte_is_answered(pullquote: Terminal) -> None:
    made = task(documents=[{"text": "a" * 1_000_000}, {"text": NEWS}], words=40)
    answer = pullquote("summarize", "--batch", "-", stdin=lines(made))
    assert answer.code == 0
    assert json.loads(answer.out)["sentences"]


def test_a_batch_over_the_seeds_gives_the_same_bytes_twice(in_shell: Terminal) -> None:
    documents = [{"text": path.read_bytes().decode()} for path in sorted(SEEDS.glob("*.txt"))]
    tasks = [
        {"id": "all", "documents": documents, "words": 100},
        {"id": "asked", "documents": documents, "words": 100, "query": "aid for Guatemala"},
        {"id": "new", "documents": documents[1:], "seen": documents[:1], "words": 100},
    ]
    once, again = (
        in_shell("summarize", "--batch", "-", stdin=lines(*tasks).encode(), PYTHONHASHSEED=seed)
        for seed in "12"
    )
    assert once.code == 0
    assert once.out == again.out
    assert len(once.out.splitlines()) == 3


_words = st.text(max_size=300) | st.lists(
    st.sampled_from(
        [
            *NEWS.split(),
            "“",
            "”",
            "He",
            "But",
            "\n\n",
            "\r\n",
            "\x1b[0m",
            "\u202e",
            "\x85",
            "\ud800",
        ]
    ),
    max_size=80,
).map(" ".join)
_document = st.fixed_dictionaries({"text": _words}, optional={"title": _words | st.none()})
_task = st.fixed_dictionaries(
    {
        "id": st.text(max_size=5) | st.integers(),
        "documents": st.lists(_document, min_size=1, max_size=3),
    },
    optional={"query": _words, "seen": st.lists(_document, max_size=2)},
).flatmap(
    lambda made: st.sampled_from(
        [{**made, "words": 30}, {**made, "sentences": 2}, {**made, "words": 9, "sentences": 1}]
    )
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "documents", "text", "words", "seen", "query", "title"]), inner
        )
    ),
    max_leaves=12,
)


def test_sentences_of_which_nearly_none_has_a_word_are_summarized_too() -> None:
    marks = {"text": ":\r:\x85:\r:\r:"}
    line = {"id": "", "documents": [{"text": "0"}, marks, marks], "words": 30}
    answered, answer = answer_line(json.dumps(line).encode())
    assert answered, answer


@settings(deadline=None, max_examples=150)
@given(_task)
def test_whatever_the_words_are_the_answer_is_slices_within_the_budget(
    made: dict[str, Any],
) -> None:
    answered, answer = answer_line(json.dumps(made).encode())
    assert answered, answer
    assert answer["id"] == made["id"]
    assert len(answer["sentences"]) <= made.get("sentences", 99)
    assert sum(len(s["text"].split()) for s in answer["sentences"]) <= made.get("words", 10**9)
    for sentence in answer["sentences"]:
        text = made["documents"][sentence["document"]]["text"]
        assert text[sentence["start"] : sentence["end"]] == sentence["text"] != ""


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200) | _json.map(lambda value: json.dumps(value).encode()))
def test_whatever_the_line_is_it_is_answered_by_one_sentence(line: bytes) -> None:
    answered, answer = answer_line(line)
    assert answered or (set(answer) == {"id", "error"} and answer["error"].endswith("."))
    assert "could not be summarized" not in answer.get("error", "")
