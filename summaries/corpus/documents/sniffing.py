"""What a file really is, by its first bytes: a name can say anything."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from summaries.corpus.extracted import ExtractRefused, Reason

KINDS: Final = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "eml",
}
"""The endings that are read, and what is expected behind each."""

_ENDINGS: Final = ".txt, .md, .html, .pdf, .docx or .eml"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_WITHIN: Final = 1_024  # bytes before "%PDF-"; readers allow for as much

# First bytes, and what a person calls such a file.
_OTHERS: Final = (
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x1f\x8b", "a packed archive (gzip)"),
    (b"7z\xbc\xaf'\x1c", "a packed archive (7z)"),
    (b"Rar!", "a packed archive (rar)"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "a Rich Text file"),
)


def kind_of(data: bytes, file: str) -> str:
    """Return "txt", "md", "html", "pdf", "docx" or "eml"; raises ExtractRefused.

    The ending chooses and the bytes have to agree: what is neither is named for what it is.
    """
    suffix = PurePath(file).suffix.lower()
    kind = KINDS.get(suffix)
    if kind is None:
        named = f"ending in “{suffix}”" if suffix else "without an ending such as .txt"
        raise ExtractRefused(
            Reason.UNKNOWN_TYPE, f"Files {named} are not read. Save it as {_ENDINGS}."
        )
    if not data.strip(b"\xef\xbb\xbf \t\r\n\f\v"):
        raise ExtractRefused(Reason.EMPTY, "It is empty. Add a file that holds the article's text.")
    found = _found(data)
    if found is None or found == kind:
        if kind in {"pdf", "docx"} and found is None:
            raise ExtractRefused(
                Reason.DAMAGED,
                f"It is called {suffix} and is none: it does not start as one. "
                "Export it again, or paste the article's text.",
            )
        return kind
    if found in {"pdf", "docx"}:
        raise ExtractRefused(
            Reason.UNKNOWN_TYPE,
            f"It is called {suffix} but is a {found.upper()} file. Rename it to end in .{found}.",
        )
    raise ExtractRefused(Reason.BINARY, f"It is {found}, not an article. Save it as {_ENDINGS}.")


def _found(data: bytes) -> str | None:
    """Return "pdf", "docx", or what a person calls the file; None for anything like text."""
    if b"%PDF-" in data[:_PDF_WITHIN] and not data.startswith(_ZIP):
        return "pdf"
    if data.startswith(_OLE):
        _refuse_old_office(data)
    if data.startswith(_ZIP):
        # An office file lists its parts by name at the end, unpacked.
        if b"word/document.xml" in data:
            return "docx"
        for part, called in (
            (b"xl/workbook.xml", "a spreadsheet"),
            (b"ppt/presentation.xml", "a slide show"),
            (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
            (b"application/epub+zip", "an e-book"),
        ):
            if part in data:
                return called
        return "a packed archive (zip)"
    if data[4:8] == b"ftyp":
        return "a film or a picture"
    if data[8:12] in {b"WEBP", b"WAVE", b"AVI "} and data.startswith(b"RIFF"):
        return "a picture or a recording"
    return next(
        (called for start, called in _OTHERS if data.startswith(start) and _is_binary(data, start)),
        None,
    )


def _is_binary(data: bytes, start: bytes) -> bool:
    """Tell a sign from words that start alike ("BMW said", "MZ Wallace")."""
    return not start.isalnum() or b"\x00" in data[:512]


def _refuse_old_office(data: bytes) -> None:
    """Refuse a file of Word before 2007, or one behind a password: both are stored alike."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ExtractRefused(
            Reason.ENCRYPTED,
            "It is protected by a password. Save it without one and add it again.",
        )
    raise ExtractRefused(
        Reason.UNKNOWN_TYPE,
        "It is a file of an old Office program (.doc). Save it as .docx or .pdf and add it again.",
    )
