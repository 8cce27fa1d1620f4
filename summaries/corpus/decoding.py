"""Bytes to text, without changing a character: offsets count what was received."""

from __future__ import annotations

import codecs
import re
from typing import Final

MAX_BYTES: Final = 3_000_000
"""The largest text that is taken, in bytes. The longest news features are under 200 kB."""

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text file has; a form feed, an escape or a stray delete may be there.
_BINARY: Final = re.compile("[\x00-\x06\x0e-\x1a\x1c\x1d]")


class RefusedText(ValueError):
    """Bytes that can't become an article; the message says why and what to do."""


def decode(data: bytes) -> str:
    """Return ``data`` as text with nothing removed: a byte-order mark and CRs stay in it.

    Accepts UTF-8, and UTF-16 or UTF-32 with a byte-order mark. Raises RefusedText with one clear
    sentence for empty, oversized or binary data and for other encodings: guessing an encoding would
    put letters into a quotation that its author never wrote.
    """
    if len(data) > MAX_BYTES:
        raise RefusedText(
            f"It is {len(data) / 1e6:.1f} MB; the most is {MAX_BYTES / 1e6:.0f} MB. "
            "Add the article alone, without attachments or a whole archive."
        )
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise RefusedText("It is not a text file. Add plain text (.txt).") from None
        raise RefusedText(
            f"It is not UTF-8 text (the byte at {error.start} does not fit). "
            "Save it as UTF-8 and add it again."
        ) from None
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise RefusedText("It is empty. Add a file that holds the article's text.")
    if _BINARY.search(text):
        raise RefusedText("It is not a text file. Add plain text (.txt).")
    return text
