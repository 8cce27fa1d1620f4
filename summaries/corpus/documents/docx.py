"""The text of a Word file (.docx): its paragraphs in order, read from the packed XML itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from summaries.corpus.extracted import ExtractRefused, Reason

_MOST_PARTS: Final = 5_000
_MOST_XML: Final = 30_000_000  # bytes; the mark-up of Word is ten times its text
_MOST_TEXT: Final = 3_000_000  # characters
_DEPTH: Final = 400
_DOCUMENT: Final = "word/document.xml"

_WORDS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH: Final = "/math"

# What is no part of the text as it stands: what was deleted or moved away, instructions of fields,
# readings over characters, and the second writing of a text box for old programs.
_LEFT_OUT: Final = frozenset({"del", "moveFrom", "instrText", "delText", "rt", "Fallback"})
_CHARACTERS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text and the name of its style, such as "Title" or "Heading1"."""

    text: str
    style: str


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read, and the text boxes that stand in it."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    boxes: list[Paragraph] = field(default_factory=list)


def read_paragraphs(data: bytes) -> list[Paragraph]:
    """Return the paragraphs of a Word file, table cells and headings among them, in order.

    Text boxes follow the paragraph that they are anchored in, once. Raises ExtractRefused.
    """
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(_document(data), True)
    except expat.ExpatError:
        raise _damaged() from None
    return reader.paragraphs


def _document(data: bytes) -> bytes:
    """Unpack the document's XML and nothing else, up to a limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                raise _too_big()
            part = archive.getinfo(_DOCUMENT)
            if part.flag_bits & 1:
                raise ExtractRefused(
                    Reason.ENCRYPTED,
                    "It is protected by a password. Save it without one and add it again.",
                )
            if part.file_size > _MOST_XML:
                raise _too_big()
            with archive.open(part) as packed:
                # What the file says of its size is its own word, so it is counted as well.
                document = packed.read(_MOST_XML + 1)
    except ExtractRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, OSError):
        raise _damaged() from None
    except (RuntimeError, OverflowError, UnicodeError):
        raise _damaged() from None
    if len(document) > _MOST_XML:
        raise _too_big()
    return document


class _Reader:
    """Follows the XML and collects paragraphs."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.open: list[_Open] = []
        self.depth = 0
        self.skipped_at: int | None = None
        self.in_text = False
        self.hidden = False
        self.length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEPTH:
            raise ExtractRefused(
                Reason.TOO_DEEP,
                f"Its parts stand in each other more than {_DEPTH} deep, as in no article. "
                "Paste the article's text instead.",
            )
        space, _, name = tag.rpartition(" ")
        if self.skipped_at is not None:
            return
        ours = space in {_WORDS, _STRICT}
        if name in _LEFT_OUT and (ours or space == _COMPATIBILITY):
            self.skipped_at = self.depth
        elif name == "t" and (ours or space.endswith(_MATH)):
            self.in_text = True
        elif ours:
            self._word(name, {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def _word(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            self.open.append(_Open())
        elif not self.open:
            return
        elif name == "r":
            self.hidden = False
        elif name == "vanish":
            self.hidden = attributes.get("val") not in {"0", "false", "off"}
        elif name == "pStyle":
            self.open[-1].style = attributes.get("val", "")
        elif name in _CHARACTERS and not self._in_tab_stops(attributes):
            self._add(_CHARACTERS[name])

    @staticmethod
    def _in_tab_stops(attributes: dict[str, str]) -> bool:
        """Tell a tab stop of a paragraph's settings from a tab in its text."""
        return "pos" in attributes

    def text(self, text: str) -> None:
        if self.in_text and self.skipped_at is None:
            self._add(text)

    def _add(self, text: str) -> None:
        if not self.open or self.hidden:
            return
        self.length += len(text)
        if self.length > _MOST_TEXT:
            raise _too_big()
        self.open[-1].pieces.append(text)

    def end(self, tag: str) -> None:
        if self.skipped_at == self.depth:
            self.skipped_at = None
        self.depth -= 1
        space, _, name = tag.rpartition(" ")
        if self.skipped_at is not None:
            return
        if name == "t":
            self.in_text = False
        elif name == "r" and space in {_WORDS, _STRICT}:
            self.hidden = False
        elif name == "p" and space in {_WORDS, _STRICT} and self.open:
            done = self.open.pop()
            text = "".join(done.pieces).strip()
            found = [Paragraph(text, done.style)] if text else []
            found += done.boxes
            (self.open[-1].boxes if self.open else self.paragraphs).extend(found)


def _refuse_doctype(*_: object) -> NoReturn:
    raise _damaged()


def _damaged() -> ExtractRefused:
    return ExtractRefused(
        Reason.DAMAGED,
        "It is called .docx but can't be read as one: it is damaged. "
        "Save it again in Word, or paste the article's text.",
    )


def _too_big() -> ExtractRefused:
    return ExtractRefused(
        Reason.TOO_BIG,
        "It unpacks to more than an article can be. Add the article alone, as .docx or .txt.",
    )
