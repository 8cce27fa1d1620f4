from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from .conftest import NEWS, SEEDS, Terminal

ALL_SEEDS = sorted(SEEDS.glob("*.txt"))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, "utf-8")
    return path


def test_three_sentences_word_for_word_by_default(pullquote: Terminal, news: Path) -> None:
    answer = pullquote("summarize", news)
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert len(lines) == 3
    assert all(line in NEWS for line in lines)
    assert lines == sorted(lines, key=NEWS.index)


@pytest.mark.parametrize("method", ["pullquote", "lexrank", "lsa", "luhn", "sumbasic", "textrank"])
@pytest.mark.parametrize("most", [1, 12, 25, 60, 100, 250])
def test_the_limit_of_words_is_never_exceeded(pullquote: Terminal, most: int, method: str) -> None:
    answer = pullquote(
        "summarize", *ALL_SEEDS, "--words", most, "--method", method, "--format", "json"
    )
    sentences = json.loads(answer.out)["sentences"]
    assert sum(len(sentence["text"].split()) for sentence in sentences) <= most
    assert bool(sentences) == (most > 1)
    for sentence in sentences:
        text = ALL_SEEDS[sentence["document"]].read_bytes().decode()
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_a_budget_that_nothing_fits_is_one_sentence(pullquote: Terminal, news: Path) -> None:
    answer = pullquote("summarize", news, "--words", 2)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "No sentence that can stand by itself fits so few words.\n"


def test_a_language_without_rules_of_context_is_named(pullquote: Terminal, tmp_path: Path) -> None:
    text = tmp_path / "uutinen.txt"
    text.write_text(
        "Hallitus ilmoitti maanantaina lähettävänsä 40 kuorma-autoa jauhoja maakuntaan. "
        "Kaksi siltaa pääväylällä huuhtoutui pois viime viikon myrskyssä.",
        "utf-8",
    )
    answer = pullquote("summarize", text)
    assert answer.code == 0
    assert len(answer.out.splitlines()) == 2
    assert answer.err == (
        f"{text}: The text is in Finnish, for which Pullquote has no rules of context: "
        "sentences are chosen by place and centrality.\n"
    )


def test_a_question_is_answered_first(pullquote: Terminal, news: Path) -> None:
    answer = pullquote("summarize", news, "--sentences", 1, "--query", "boats of fishermen")
    assert answer.out.startswith("Fishermen in the port of Lindal")


def test_several_files_are_numbered(pullquote: Terminal, news: Path) -> None:
    answer = pullquote("summarize", news, ALL_SEEDS[0], "--sentences", 4)
    *sentences, _, last = answer.out.splitlines()
    assert last.startswith("[")
    assert all(line.endswith(("[1]", "[2]")) for line in sentences if line and line[0] != "[")


def test_standard_input_is_a_file_too(pullquote: Terminal) -> None:
    assert "flour" in pullquote("summarize", "-", "--sentences", 4, stdin=NEWS).out


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_summarized(
    pullquote: Terminal, news: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "missing.txt"
    answer = pullquote("summarize", missing, news, tmp_path)
    assert answer.code == 1
    assert "flour" in answer.out
    assert answer.err.splitlines() == [
        f"{missing}: It can't be read (No such file or directory). Check the file's permissions.",
        f"{tmp_path}: It is not a file.",
    ]
    alone = pullquote("summarize", missing)
    assert (alone.code, alone.out) == (1, "")


@pytest.mark.parametrize(
    "call",
    [
        (),
        ("a.txt", "--words", "0"),
        ("a.txt", "--words", "many"),
        ("a.txt", "--batch", "b.jsonl"),
        ("--batch", "b.jsonl", "--words", "5"),
        ("--batch", "/nowhere/b.jsonl"),
    ],
)
def test_a_wrong_call_ends_with_2(pullquote: Terminal, call: tuple[str, ...]) -> None:
    answer = pullquote("summarize", *call)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    "text",
    [
        "Hello",
        "!!!",
        "He said no.",
        "“All of it.” “Is only.” “Quotations.”",
        "THE WHOLE TEXT IS SET IN CAPITALS. NOBODY KNOWS WHY. IT MAY BE AN OLD WIRE.",
        "今天下雨了。河水上涨。桥梁被冲走。",
        "وصلت المساعدات إلى الميناء يوم الاثنين. وقال مسؤول إن الطريق مغلق.",
        "बाढ़ से दो पुल बह गए। सेना ने मदद भेजी।",
        "Mit Hochwasser kam Schlamm. Les ponts sont fermés. El puerto sigue abierto.",
        "\x1b[31mRed\x1b[0m letters were sent to the office. \u202eNobody\u202c read them all.",
        "word " * 200_000,
        "x" * 1_000_000,
        "The river rose again in the night. " * 2_000,
    ],
    ids=lambda text: text[:12].encode("ascii", "replace").decode(),
)
def test_any_text_gets_an_answer_or_a_sentence_within_two_seconds(
    pullquote: Terminal, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "text.txt"
    path.write_text(text, "utf-8")
    pullquote("summarize", path)  # what is imported once does not count
    begun = time.process_time()
    answer = pullquote("summarize", path, "--words", 100)
    assert time.process_time() - begun < 2
    assert answer.code == 0
    assert bool(answer.out) != bool(answer.err) or "no rules of context" in answer.err
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out


def test_two_thousand_sentences_take_less_than_two_seconds(
    pullquote: Terminal, tmp_path: Path
) -> None:
    draw = random.Random(7)
    words = ["".join(draw.choices("abdegiklmnoprstu", k=draw.randint(3, 9))) for _ in range(2_000)]
    path = tmp_path / "long.txt"
    sentences = [" ".join(draw.choices(words, k=18)).capitalize() + "." for _ in range(2_000)]
    path.write_text(" ".join(sentences))
    pullquote("summarize", ALL_SEEDS[0])  # what is imported once does not count
    begun = time.process_time()
    answer = pullquote("summarize", path, "--words", 250)
    assert time.process_time() - begun < 2
    assert 200 < len(answer.out.split()) <= 250
