"""A page's bytes become characters, by the encoding that it or its server names."""

from __future__ import annotations

import codecs
import re
from typing import Final

from summaries.corpus.extracted import ExtractRefused, Reason

MAX_BYTES: Final = 3_000_000
"""The largest page that is taken, in bytes."""

_LOOKED_AT: Final = 4_096  # bytes in which a page has to name its encoding; the standard says 1,024
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, None),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META: Final = re.compile(
    rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE
)
_XML: Final = re.compile(
    rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.IGNORECASE
)
_HEADER: Final = re.compile(r"""charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)

# The encodings of the web (WHATWG) that are read, and Python's codec for each. Those that hide
# markup (UTF-7, HZ, ISO-2022) are not among them.
_CODECS: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "iso-8859-9": "cp1254", "macintosh": "mac-roman", "windows-874": "cp874", "tis-620": "cp874",
    "koi8-r": "koi8-r", "koi8-u": "koi8-u", "ibm866": "cp866",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "windows-31j": "cp932",
    "x-sjis": "cp932", "euc-jp": "euc_jp", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    **{f"windows-{page}": f"cp{page}" for page in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}  # fmt: skip
_MAGIC: Final = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"RIFF")
_UNFIT: Final = 2_000  # one byte in so many may be none of the encoding's: it is shown as U+FFFD
_NULLS: Final = 100


def read_characters(data: bytes, content_type: str | None = None) -> str:
    """Return a page's characters. Raises ExtractRefused with a sentence that says what to do.

    A byte-order mark counts most, then UTF-8 where every byte fits it, then what the server and
    the page name. Nothing is guessed: letters that an author never wrote could be quoted.
    """
    if len(data) > MAX_BYTES:
        raise ExtractRefused(
            Reason.TOO_BIG,
            f"The page is {len(data) / 1e6:.1f} MB; the most is {MAX_BYTES / 1e6:.0f} MB. "
            "Paste the article's text instead.",
        )
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f\v\x00"):
        raise ExtractRefused(
            Reason.EMPTY, "The page is empty. Check the address, or paste the article's text."
        )
    if data.startswith(_MAGIC):
        raise _binary()
    for mark, codec in _BOMS:
        if data.startswith(mark):
            if codec is None:
                raise _unfit("UTF-32")
            return _clean(_decoded(data[len(mark) :], codec, codec.upper()))
    if data.count(b"\x00") * _NULLS > len(data):
        raise _binary()
    try:
        return _clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        name = _named(data, content_type)
    if name is None:
        raise ExtractRefused(
            Reason.ENCODING,
            "The page does not say in which encoding its letters are written, and they are not "
            "UTF-8. Paste the article's text instead.",
        )
    if name not in _CODECS:
        raise _unfit(name)
    return _clean(_decoded(data, _CODECS[name], name))


def _named(data: bytes, content_type: str | None) -> str | None:
    """Return the encoding that the server names, else the page, in small letters."""
    if content_type and (found := _HEADER.search(content_type)):
        return found[1].lower()
    start = data[:_LOOKED_AT]
    if found_bytes := _META.search(start) or _XML.search(start):
        return found_bytes[1].decode("ascii", "replace").lower()
    return None


def _decoded(data: bytes, codec: str, name: str) -> str:
    """Decode; a stray byte becomes U+FFFD, more than a stray one means it is not that encoding."""
    text = data.decode(codec, "replace")
    if text.count("\ufffd") * _UNFIT > max(len(data), _UNFIT):
        raise _unfit(name)
    return text


def _clean(text: str) -> str:
    # A browser drops them, and they end some parsers.
    return text.replace("\x00", "")


def _unfit(name: str) -> ExtractRefused:
    shown = name if len(name) <= 40 and name.isprintable() else "one that is not known"
    return ExtractRefused(
        Reason.ENCODING,
        f"The page's letters can't be read: it names the encoding {shown}, which does not fit or "
        "is not read here. Paste the article's text instead.",
    )


def _binary() -> ExtractRefused:
    return ExtractRefused(
        Reason.BINARY,
        "It is no page but another kind of file. Add it as a file, or paste its text.",
    )
