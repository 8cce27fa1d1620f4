"""What stands between two blanks is read once, and read as it would be in its sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summaries.text import fold, folded_words, numbered_words, numbers, words
from summaries.text.runs import LONGEST, MOST, Runs, runs_of

PIECES = [
    "May",
    "half",
    "of",
    "5",
    "million",
    "’",
    "-",
    "é",
    "ſ",
    "ı",
    "Σ",
    "今",
    "\u3000",
    "\u00a0",
]
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*PIECES, " ", " ", "\n"]), max_size=12).map("".join),
)


def test_a_run_is_read_once() -> None:
    asked: list[str] = []

    def read(run: str) -> int:
        asked.append(run)
        return len(run)

    known = Runs(read)
    assert [known[run] for run in runs_of("to be or not to be")] == [2, 2, 2, 3, 2, 2]
    assert asked == ["to", "be", "or", "not"]


def test_neither_a_long_run_nor_a_hostile_text_fills_the_memory() -> None:
    known: Runs[int] = Runs(len)
    assert known["x" * (LONGEST + 1)] == LONGEST + 1
    assert not known
    for number in range(MOST + 10):
        known[str(number)]
    assert len(known) <= MOST


def test_the_wide_blank_of_chinese_is_a_sign_among_words() -> None:
    assert runs_of("你好\u3000世界 hello") == ["你好\u3000世界 hello"]
    assert folded_words("你\u3000好") == [folded for _, folded in words("你\u3000好")]


@given(TEXTS)
def test_the_words_of_runs_are_the_words_of_their_text(text: str) -> None:
    in_text = [fold(span.of(text)) for span, _ in words(text)]
    assert folded_words(text) == in_text == numbered_words(text)[0]


@given(TEXTS)
def test_where_no_run_has_what_numbers_need_there_is_no_number(text: str) -> None:
    assert numbered_words(text)[1] or not numbers(text)
