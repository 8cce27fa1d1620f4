"""Bytes become text without a changed character, or are refused with a sentence that helps."""

from __future__ import annotations

import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus import MAX_BYTES, RefusedText, decode, prepare

STORY = "Ministers met in Lima.\r\n\r\nThey agreed on aid of 5 million euros, José said.\r\n"

# What no text has; a tab, a line end, a form feed or an escape may be there.
CONTROLS = {chr(c) for c in (*range(7), *range(0x0E, 0x1B), 0x1C, 0x1D)}


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedText) as refused:
        decode(data)
    return str(refused.value)


@pytest.mark.parametrize(
    "data", [b"", b"   \n\t\r\n", codecs.BOM_UTF8, b"\xef\xbb\xbf \n", b"\x0c"]
)
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert refusal(data) == "It is empty. Add a file that holds the article's text."


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n\x00\x01\x02\xff\xfe",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"text with a \x00 in it",
    ],
)
def test_a_picture_or_an_archive_is_no_text_file(data: bytes) -> None:
    assert refusal(data) == "It is not a text file. Add plain text (.txt)."


def test_a_huge_file_is_refused_with_its_size_and_the_limit() -> None:
    words = refusal(b"a" * (MAX_BYTES + 1))
    assert words.startswith("It is 3.0 MB; the most is 3 MB. ")
    assert len(decode(b"a" * MAX_BYTES)) == MAX_BYTES


def test_another_encoding_is_not_guessed() -> None:
    words = refusal("José said that it cost 5 £.".encode("latin-1"))
    assert words == (
        "It is not UTF-8 text (the byte at 3 does not fit). Save it as UTF-8 and add it again."
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_utf_16_and_32_with_a_mark_are_read(encoding: str) -> None:
    assert decode(STORY.encode(encoding)) == "\ufeff" + STORY


def test_utf_16_cut_in_the_middle_of_a_character_is_refused() -> None:
    assert "is not a text file" in refusal(STORY.encode("utf-16")[:-1])


def test_a_byte_order_mark_and_carriage_returns_stay_so_that_offsets_hold() -> None:
    text = decode(codecs.BOM_UTF8 + STORY.encode())
    assert text == "\ufeff" + STORY

    article = prepare("\ufeffTalks in Lima go on\r\n\r\n" + STORY, id="A1")

    assert article.title == "Talks in Lima go on"
    assert article.title_span is not None
    assert article.title_span.start == 1
    assert [article.words_of(s) for s in article.sentences] == [
        "Ministers met in Lima.",
        "They agreed on aid of 5 million euros, José said.",
    ]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_exactly_or_refused_in_a_sentence(data: bytes) -> None:
    said = ""
    try:
        text = decode(data)
    except RefusedText as refused:
        said = str(refused)
    if said:
        assert re.fullmatch(r"It is .*\.", said)
    else:
        encodings = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
        assert data in [text.encode(encoding, "surrogatepass") for encoding in encodings]


@given(st.text(min_size=1, max_size=60).filter(lambda text: text.strip("\ufeff\xa0 \t\r\n\f\v")))
def test_utf_8_is_never_changed(text: str) -> None:
    if any(c in CONTROLS for c in text):
        assert "not a text file" in refusal(text.encode())
    else:
        assert decode(text.encode()) == text
