"""The text of a PDF: its lines as they stand on the pages, put together to paragraphs."""

from __future__ import annotations

import io
import logging
from typing import Any, Final

from summaries.corpus.documents.pdf_lines import Line, Page
from summaries.corpus.extracted import ExtractRefused, Reason

_MOST_PAGES: Final = 300
_MOST_TEXT: Final = 3_000_000  # characters


def read_pages(data: bytes) -> tuple[list[Page], str | None]:
    """Return the lines of every page, and the title that the file states of itself.

    Raises ExtractRefused.
    """
    try:
        import pypdf
        from pypdf.errors import DependencyError, FileNotDecryptedError
    except ImportError:
        raise ExtractRefused(
            Reason.UNKNOWN_TYPE,
            "PDF files are not read here: the optional part for them is not installed. "
            'Install it with: pip install "pullquote[documents]".',
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each fault of a file
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted()
        if len(reader.pages) > _MOST_PAGES:
            raise ExtractRefused(
                Reason.TOO_BIG,
                f"It has {len(reader.pages):,} pages; the most is {_MOST_PAGES}. "
                "Add only the pages of the article.",
            )
        pages = _pages(reader)
        title = reader.metadata.title if reader.metadata else None
    except ExtractRefused:
        raise
    except (DependencyError, FileNotDecryptedError):
        raise _encrypted() from None
    except Exception:  # a damaged file makes pypdf raise nearly everything that Python has
        raise ExtractRefused(
            Reason.DAMAGED,
            "The PDF can't be read: it is damaged. Export it again, or paste the article's text.",
        ) from None
    return pages, title if isinstance(title, str) else None


def _pages(reader: Any) -> list[Page]:
    pages: list[Page] = []
    length = 0
    for page in reader.pages:
        collector = _Collector()
        page.extract_text(visitor_text=collector.add)
        pages.append(collector.lines())
        length += sum(len(line.text) for line in pages[-1])
        if length > _MOST_TEXT:
            raise ExtractRefused(
                Reason.TOO_BIG,
                f"It holds more than {_MOST_TEXT / 1e6:.0f} million characters. "
                "Add only the pages of the article.",
            )
    return pages


class _Collector:
    """Puts together what pypdf tells of: pieces of text, each with its place and size."""

    def __init__(self) -> None:
        self._done: list[Line] = []
        self._words: list[str] = []
        self._place: tuple[float, float, float] | None = None

    def add(self, text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        """Take one piece; a line ends where pypdf writes a line end."""
        for i, part in enumerate(text.split("\n")):
            if i:
                self._end_line()
            if part.strip() and self._place is None:
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
                self._place = (x, y, size * scale)
            self._words.append(part)

    def lines(self) -> Page:
        """Return the page's lines in pypdf's order."""
        self._end_line()
        return self._done

    def _end_line(self) -> None:
        words = " ".join("".join(self._words).replace("\x00", "").split())
        if words and self._place:
            self._done.append(Line(words, *self._place))
        self._words, self._place = [], None


def _encrypted() -> ExtractRefused:
    return ExtractRefused(
        Reason.ENCRYPTED,
        "It is protected by a password. Save it without one and add it again, "
        "or paste the article's text.",
    )
