"""A file is what its bytes are; one that is something else is refused in a sentence that helps."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.documents import MAX_FILE, SUFFIXES, extract_file
from summaries.corpus.extracted import ExtractRefused, Reason, article_of
from tests.unit.corpus.documents.files import column, docx, pdf, zipped

FLOOD = "The river rose over the old bridge on Monday."
PDF = pdf(column(FLOOD))
DOCX = docx(FLOOD)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def refusal(data: bytes, file: str) -> tuple[Reason, str]:
    with pytest.raises(ExtractRefused) as refused:
        extract_file(data, file=file)
    return refused.value.reason, str(refused.value)


@pytest.mark.parametrize(
    ("file", "kind"), [("a.txt", "txt"), ("A.TEXT", "txt"), ("a.md", "md"), ("a.markdown", "md")]
)
def test_a_text_file_is_taken_as_it_is_so_that_offsets_hold(file: str, kind: str) -> None:
    data = "\ufeff# Title\r\n\r\nOne “quoted” line.\r\n".encode()
    found = extract_file(data, file=file)
    assert found.text == data.decode()
    assert (found.kind, found.title) == (kind, None)
    assert found.original_sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("file", "data", "kind"), [("a.PDF", PDF, "pdf"), ("a.docx", DOCX, "docx")]
)
def test_a_pdf_and_a_word_file_give_their_text(file: str, data: bytes, kind: str) -> None:
    found = extract_file(data, file=file)
    assert (found.text, found.kind) == (FLOOD, kind)
    assert found.original_sha256 == hashlib.sha256(data).hexdigest()


def test_every_ending_that_is_promised_is_read() -> None:
    promised = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".eml"}
    assert promised == SUFFIXES


@pytest.mark.parametrize(
    ("file", "data", "reason", "words"),
    [
        ("a.txt", b"", Reason.EMPTY, "It is empty."),
        ("a.pdf", b" \r\n", Reason.EMPTY, "It is empty."),
        ("a.txt", PDF, Reason.UNKNOWN_TYPE, "but is a PDF file. Rename it to end in .pdf."),
        ("a.eml", DOCX, Reason.UNKNOWN_TYPE, "but is a DOCX file. Rename it to end in .docx."),
        ("a.pdf", zipped({"a.txt": "A"}), Reason.BINARY, "It is a packed archive (zip)"),
        ("a.docx", zipped({"xl/workbook.xml": "A"}), Reason.BINARY, "It is a spreadsheet"),
        ("a.docx", b"MZ\x90\x00\x03", Reason.BINARY, "It is a program"),
        ("a.txt", b"\x7fELF\x02\x01", Reason.BINARY, "It is a program"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00", Reason.BINARY, "It is a picture (PNG)"),
        ("a.md", b"\xff\xd8\xff\xe0", Reason.BINARY, "It is a picture (JPEG)"),
        ("a.pdf", b"{\\rtf1 words}", Reason.BINARY, "It is a Rich Text file"),
        ("a.pdf", b"Only words.", Reason.DAMAGED, "It is called .pdf and is none"),
        ("a.docx", b"Only words.", Reason.DAMAGED, "It is called .docx and is none"),
        ("a.docx", OLE, Reason.UNKNOWN_TYPE, "an old Office program (.doc). Save it as .docx"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED, "by a password"),
        ("a.txt", b"a\x00b", Reason.BINARY, "It is not a text file."),
        ("a.txt", "Mañana".encode("latin-1"), Reason.ENCODING, "It is not UTF-8 text"),
        ("a.txt", b"a" * 3_000_001, Reason.TOO_BIG, "It is 3.0 MB; the most is 3 MB."),
        ("a.pdf", PDF + b" " * MAX_FILE, Reason.TOO_BIG, "It is 10.0 MB; the most is 10 MB."),
        ("a.exe", b"words", Reason.UNKNOWN_TYPE, "Files ending in “.exe” are not read."),
        ("notes", b"words", Reason.UNKNOWN_TYPE, "Files without an ending such as .txt"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused_in_a_sentence(
    file: str, data: bytes, reason: Reason, words: str
) -> None:
    found, said = refusal(data, file)
    assert found is reason
    assert words in said


@pytest.mark.parametrize(
    "words", ["BMW said on Monday that it pays.", "MZ Wallace opens.", "ID3 met."]
)
def test_words_that_begin_like_a_picture_are_words(words: str) -> None:
    assert extract_file(words.encode(), file="a.txt").text == words


def test_without_the_optional_part_a_pdf_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    _, said = refusal(PDF, "a.pdf")
    assert 'pip install "pullquote[documents]"' in said


@given(st.binary(max_size=300), st.sampled_from(sorted(SUFFIXES)), st.booleans())
def test_any_bytes_are_read_or_refused_in_a_sentence(
    data: bytes, suffix: str, disguised: bool
) -> None:
    own = {
        ".pdf": b"%PDF-1.4\n",
        ".docx": DOCX[:200] + b"word/document.xml",
        ".eml": b"Subject: a\n\n",
    }
    said = ""
    try:
        found = extract_file((own.get(suffix, b"") if disguised else b"") + data, file=f"a{suffix}")
        assert article_of(found, id="A1").text == found.text
    except ExtractRefused as refused:
        said = str(refused)
    assert not said or re.fullmatch(r"(?s)[A-Z].*[.]", said)
