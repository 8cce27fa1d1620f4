"""Files of articles: plain text, Markdown, HTML, PDF, Word and mail."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from summaries.corpus.decoding import MAX_BYTES, RefusedText, decode
from summaries.corpus.documents.sniffing import KINDS, kind_of
from summaries.corpus.extracted import Extracted, ExtractRefused, Reason

__all__ = ["MAX_FILE", "SUFFIXES", "extract_file"]

SUFFIXES: Final = frozenset(KINDS)
"""The endings of files that are read, in small letters, each with its full stop."""

MAX_FILE: Final = 10_000_000
"""The largest file that is read, in bytes."""

_LETTER: Final = re.compile(r"[^\W\d_]")


def extract_file(data: bytes, *, file: str) -> Extracted:
    """Return the article in a file, by the ending of its name; raises ExtractRefused.

    The text of .txt and .md is every character that was received. A hostile file can take
    seconds: call it through `summaries.corpus.workshop`.
    """
    if len(data) > MAX_FILE:
        raise ExtractRefused(
            Reason.TOO_BIG,
            f"It is {len(data) / 1e6:.1f} MB; the most is {MAX_FILE / 1e6:.0f} MB. "
            "Add the article alone, without attachments or a whole archive.",
        )
    kind = kind_of(data, file)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind == "html":
        from summaries.corpus.pages import extract_page

        return extract_page(data)
    if kind == "pdf":
        return _pdf(data, sha256)
    if kind == "docx":
        return _docx(data, sha256)
    if kind == "eml":
        return _eml(data, sha256)
    return Extracted(_decoded(data), kind, sha256)


def _decoded(data: bytes) -> str:
    """Decode as every text file is, with the reasons of an extraction."""
    try:
        return decode(data)
    except RefusedText as refused:
        if len(data) > MAX_BYTES:
            reason = Reason.TOO_BIG
        elif "empty" in str(refused):
            reason = Reason.EMPTY
        else:
            reason = Reason.BINARY if "not a text file" in str(refused) else Reason.ENCODING
        raise ExtractRefused(reason, str(refused)) from None


def _pdf(data: bytes, sha256: str) -> Extracted:
    from summaries.corpus.documents.pdf import read_pages
    from summaries.corpus.documents.pdf_lines import paragraphs_of, title_of

    pages, stated = read_pages(data)
    text = "\n\n".join(paragraphs_of(pages))
    if not _LETTER.search(text):
        raise ExtractRefused(
            Reason.NO_TEXT,
            "It holds pictures of pages, no text: it was scanned. "
            "Run text recognition (OCR) on it, or paste the article's text.",
        )
    return Extracted(text, "pdf", sha256, title=title_of(pages, stated))


def _docx(data: bytes, sha256: str) -> Extracted:
    from summaries.corpus.documents.docx import read_paragraphs

    found = read_paragraphs(data)
    text = "\n\n".join(paragraph.text for paragraph in found)
    if not _LETTER.search(text):
        raise ExtractRefused(
            Reason.NO_TEXT, "The Word file holds no text. Add a file that holds the article's text."
        )
    titles = (" ".join(p.text.split()) for p in found if p.style.casefold() == "title")
    return Extracted(text, "docx", sha256, title=next(titles, None))


def _eml(data: bytes, sha256: str) -> Extracted:
    from summaries.corpus.documents.eml import Mail
    from summaries.corpus.documents.mail_text import text_of

    mail = Mail(data)
    text, language = text_of(*mail.body())
    return Extracted(
        text, "eml", sha256, title=mail.subject, published=mail.date, language=language
    )
